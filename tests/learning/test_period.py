"""Periods, and the same days of the year before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from casework import LimitError, Period

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
LEAP_DAY = (2, 29)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """A period of up to three years."""
    first = draw(DAYS)
    return Period(first, first + timedelta(days=draw(st.integers(0, 1100))))


@given(periods(), DAYS)
def test_both_ends_are_inside(period: Period, day: date) -> None:
    """A period holds its first day, its last day, what lies between them and nothing else."""
    assert period.first in period
    assert period.last in period
    assert (day in period) == (period.first <= day <= period.last)


def test_no_day_is_in_no_period() -> None:
    """A day that is not known is in no period."""
    assert None not in Period(date(2026, 4, 1), date(2026, 6, 30))


@given(DAYS, st.integers(1, 1000))
def test_reversed_is_refused(day: date, back: int) -> None:
    """A period that ends before it begins cannot be made, and the error names both days."""
    with pytest.raises(LimitError) as caught:
        Period(day, day - timedelta(days=back))
    assert str(day) in str(caught.value)
    assert str(day - timedelta(days=back)) in str(caught.value)


@given(periods())
def test_the_year_before_has_the_same_days(period: Period) -> None:
    """The year before begins and ends on the same day and month, one year earlier."""
    earlier = period.year_before()
    for now, then in ((period.first, earlier.first), (period.last, earlier.last)):
        assume((now.month, now.day) != LEAP_DAY)
        assert (then.year, then.month, then.day) == (now.year - 1, now.month, now.day)


@pytest.mark.parametrize(
    ("day", "then"),
    [
        (date(2024, 2, 29), date(2023, 2, 28)),
        (date(2024, 2, 28), date(2023, 2, 28)),
        (date(2024, 3, 1), date(2023, 3, 1)),
        (date(2025, 2, 28), date(2024, 2, 28)),
        (date(2025, 3, 1), date(2024, 3, 1)),
    ],
)
def test_the_29th_of_february_is_the_28th_a_year_before(day: date, then: date) -> None:
    """29 February is the 28th of the year before; no other day moves, into a leap year or out."""
    assert Period(day, day).year_before() == Period(then, then)


@given(periods())
def test_the_year_before_lies_earlier(period: Period) -> None:
    """The year before is a period too, and both its ends are earlier."""
    earlier = period.year_before()
    assert earlier.first < period.first
    assert earlier.last < period.last


@given(periods())
def test_over_a_year_is_where_the_years_overlap(period: Period) -> None:
    """A period is over a year long exactly where it shares a day with the year before."""
    assert period.is_over_a_year == (period.first in period.year_before())


def test_a_year_is_not_over_a_year() -> None:
    """A financial year can be compared with the one before; one day more cannot."""
    assert not Period(date(2025, 4, 1), date(2026, 3, 31)).is_over_a_year
    assert Period(date(2025, 4, 1), date(2026, 4, 1)).is_over_a_year


def test_the_first_year_has_none_before() -> None:
    """The year before the first one is an error of ours, not of the calendar's."""
    with pytest.raises(LimitError, match="a year before it"):
        Period(date(1, 1, 1), date(1, 1, 2)).year_before()


def test_in_words() -> None:
    """A period is written with both its days."""
    assert str(Period(date(2026, 4, 1), date(2026, 6, 30))) == "2026-04-01 to 2026-06-30"


@given(periods())
def test_directly_before_adjoins(period: Period) -> None:
    """The span directly before ends the day before, and has as many months, or as many days."""
    earlier = period.just_before()
    assert earlier.last == period.first - timedelta(days=1)
    if period.months is None:
        assert earlier.last - earlier.first == period.last - period.first
    else:
        assert earlier.months == period.months


@given(DAYS, st.integers(1, 36))
def test_whole_months(day: date, months: int) -> None:
    """So many whole months end with that of the day, and are as many as were asked for."""
    period = Period.of_months(day, months)
    assert period.months == months
    assert (period.last.year, period.last.month) == (day.year, day.month)


def test_nothing_before_the_first_day() -> None:
    """Before the first day of all there is no span."""
    with pytest.raises(LimitError, match="another before it"):
        Period(date(1, 1, 1), date(1, 1, 31)).just_before()
    with pytest.raises(LimitError, match="another before it"):
        Period(date(1, 2, 1), date(1, 3, 31)).just_before()


@given(periods())
def test_month_ends(period: Period) -> None:
    """The ends of the months in a period rise, end with its last day, and are ends of months."""
    ends = list(period.month_ends())
    assert ends == sorted(set(ends))
    assert ends[-1] == period.last
    assert all(end in period for end in ends)
    assert all((end + timedelta(days=1)).day == 1 for end in ends[:-1])
    assert len({(end.year, end.month) for end in ends}) == len(ends)


@given(periods(), st.integers(-60, 1200), st.integers(0, 900))
@example(Period(date(9999, 11, 5), date.max), 0, 56)
def test_month_ends_between_two_days(period: Period, after: int, days: int) -> None:
    """The month ends of a period from a day to a day are those of all of it that lie between."""
    since = period.first + timedelta(days=after)
    until = since + timedelta(days=days)
    found = list(period.month_ends(since, until))
    assert found == [end for end in period.month_ends() if since <= end <= until]
