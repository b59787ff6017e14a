"""Days that return every year: which they are, and how they are written."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.days.yearly import EveryYear
from casework.errors import LimitError

DAYS = st.dates(date(1999, 1, 1), date(1999, 12, 31))


@given(DAYS, DAYS, st.integers(1, 9998))
def test_a_year_has_the_days_from_one_to_the_other(since: date, until: date, year: int) -> None:
    """From a day of a year on, walking day by day to the end finds the days and no others."""
    days = EveryYear.parse(f"{since:%m-%d} to {until:%m-%d}")
    day, end = since.replace(year=year), until.replace(year=year + (until < since))
    walked = [day + timedelta(days=n) for n in range((end - day).days + 1)]
    assert [*days.between(day, end)] == walked
    after = end + timedelta(days=1)
    assert (after in days) == ((after.month, after.day) == (since.month, since.day))


@given(DAYS, DAYS, st.dates(), st.integers(0, 800))
def test_what_is_between_is_what_is_in(since: date, until: date, first: date, more: int) -> None:
    """The days of a span of years are the span's own that are among them, in order."""
    days = EveryYear.parse(f"{since:%m-%d} to {until:%m-%d}")
    last = min(first.toordinal() + more, date.max.toordinal())
    span = [date.fromordinal(n) for n in range(first.toordinal(), last + 1)]
    assert [*days.between(first, date.fromordinal(last))] == [day for day in span if day in days]


def test_one_day_and_two_years() -> None:
    """A single day is there once a year; a span over the new year begins in one and ends in it."""
    first, last = date(2026, 1, 1), date(2027, 12, 31)
    assert [*EveryYear.parse("12-25").between(first, last)] == [
        date(2026, 12, 25),
        date(2027, 12, 25),
    ]
    assert [str(day) for day in EveryYear.parse("12-31 to 01-01").between(first, last)] == [
        "2026-01-01",
        "2026-12-31",
        "2027-01-01",
        "2027-12-31",
    ]


def test_the_day_that_only_some_years_have() -> None:
    """A span from before 29 February to after it holds it; nothing begins or ends on it."""
    days = EveryYear.parse("02-28 to 03-01")
    assert len([*days.between(date(2027, 1, 1), date(2027, 12, 31))]) == 2
    assert date(2028, 2, 29) in days
    assert date(2028, 2, 27) not in days
    assert date(2028, 3, 2) not in days


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12-32",
        "02-29",
        "02-28 to 02-29",
        "13-01",
        "00-01",
        "12-25 to",
        "25 December",
        "12-27 - 12-31",
        "2026-12-25",
        "1-1",
        " 12-25",
        "12-25 to 12-26 to 12-27",
        "\u0661\u0662-\u0662\u0665",
    ],
)
def test_what_not_every_year_has(text: str) -> None:
    """What is no month and day of every year is refused, with an example."""
    with pytest.raises(LimitError, match="12-27 to 12-31") as caught:
        EveryYear.parse(text)
    assert caught.value.text == text
