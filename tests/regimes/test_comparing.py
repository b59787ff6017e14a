"""Which of two clocks is the later is counted from every day, and a day shows it."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from casework import Calendar, Limit
from casework.rules.clocks import Alternative, ClockRule, Extension, ReceiptRule
from casework.rules.schemes.comparing import (
    EVENING,
    MORNING,
    Comparison,
    Reading,
    Witness,
    by_due,
    by_latest,
    by_start,
)
from casework.rules.sources import Citation
from casework.rules.timeline import Span, Timeline

FIRST = date(2025, 1, 1)
PLAIN = Calendar.compile("plain", FIRST, date(2036, 12, 31))
SHUT = Calendar.compile("shut", FIRST, date(2036, 12, 31), closed={date(2025, 3, 17): "Patrick"})
DAYS = tuple(FIRST + timedelta(days=n) for n in range(90))
RULE = ClockRule(
    "response",
    "code",
    ("received",),
    ("responded",),
    Citation("code"),
    Timeline.always("the limit", Limit(10, "working days")),
)


def reading(
    limit: str = "10 working days",
    calendar: Calendar = PLAIN,
    receipt: ReceiptRule = ReceiptRule(),  # noqa: B008 - frozen
    **changed: object,
) -> Reading:
    """A clock as it is counted."""
    always = Timeline.always("the limit", Limit.parse(limit))
    rule = evolve(RULE, limit=always, **changed)  # type: ignore[arg-type]
    return Reading(rule, calendar, receipt)


LIMITS = st.builds(
    lambda n, unit: str(Limit(n, unit)),
    st.integers(1, 30),
    st.sampled_from(["working days", "days", "weeks", "months", "hours"]),
)
READINGS = st.builds(
    reading,
    LIMITS,
    st.sampled_from([PLAIN, SHUT]),
    st.sampled_from(
        [
            ReceiptRule(),
            ReceiptRule(time(17)),
            ReceiptRule(None, "next-working-day"),
            ReceiptRule(time(17), "next-working-day"),
        ]
    ),
    counting=st.sampled_from(["day-after", "same-day"]),
    ends=st.sampled_from(["as-it-falls", "next-working-day", "previous-working-day"]),
    months=st.sampled_from(["corresponding-date", "day-before"]),
    rolls=st.sampled_from(["first", "last"]),
    extension=st.none()
    | st.builds(
        Extension,
        st.none() | LIMITS.filter(lambda text: "hour" not in text).map(Limit.parse),
        st.none() | LIMITS.filter(lambda text: "hour" not in text).map(Limit.parse),
        st.sampled_from(["due", "start"]),
        times=st.none() | st.integers(1, 2),
    ),
)


@given(READINGS, READINGS)
def test_what_is_never_later_is_later_from_no_day(mine: Reading, theirs: Reading) -> None:
    """A verdict of same or sooner holds from every day and hour; later has a day that shows it."""
    for found, last in (
        (by_due(mine, theirs, DAYS), Reading.due),
        (by_latest(mine, theirs, DAYS), Reading.latest),
    ):
        late = [
            day
            for day in DAYS
            for at in (MORNING, EVENING)
            if last(mine, day, at) > last(theirs, day, at)
        ]
        assert (found.order == "later") is bool(late)
        if found.witness is not None and found.order == "later":
            assert found.witness.start == late[0]
        if found.order == "same":
            assert all(
                last(mine, day, at) == last(theirs, day, at)
                for day in DAYS
                for at in (MORNING, EVENING)
            )


@given(READINGS)
def test_a_clock_is_no_later_than_itself(one: Reading) -> None:
    """Held against itself, a clock is due on the same day, and extended as far."""
    assert by_due(one, one, DAYS).order == by_latest(one, one, DAYS).order == "same"
    assert by_start(one, one) == "same"


@given(READINGS, st.integers(1, 30), st.integers(0, 20))
def test_more_of_a_unit_is_never_sooner(one: Reading, n: int, more: int) -> None:
    """Of two limits that differ only in their number, the greater is never the sooner."""
    (limit,) = one.rule.limit
    few, many = (
        evolve(one, rule=evolve(one.rule, limit=Timeline.always("x", Limit(k, limit.unit))))
        for k in (n, n + more)
    )
    assert by_due(few, many, DAYS).order in {"same", "sooner"}
    assert by_due(many, few, DAYS).order in {"same", "later"}
    assert by_latest(few, many, DAYS).order in {"same", "sooner"}


def test_a_holiday_of_another_part_makes_a_promise_late() -> None:
    """Ten days that skip 17 March are later than ten that do not, from the days that reach it."""
    found = by_due(reading(calendar=SHUT), reading(), DAYS)
    assert found == Comparison(
        "later", Witness(date(2025, 3, 3), date(2025, 3, 18), date(2025, 3, 17))
    )
    assert by_due(reading(), reading(calendar=SHUT), DAYS).order == "sooner"


def test_units_are_compared_by_counting() -> None:
    """Two weeks are ten working days from a weekday, and later than them from a weekend."""
    weeks, days = reading("2 weeks"), reading("10 working days")
    saturday = next(day for day in DAYS if day.weekday() == 5)
    assert by_due(weeks, days, DAYS).witness == Witness(
        saturday, saturday + timedelta(days=14), saturday + timedelta(days=13)
    )
    assert by_due(weeks, days, [day for day in DAYS if day.weekday() < 5]).order == "same"


def test_months_and_years_are_counted_too() -> None:
    """Twelve months and a year come to the same, counted from every day."""
    year, months = reading("1 year"), reading("12 months")
    assert by_due(year, months, DAYS).order == by_latest(months, year, DAYS).order == "same"


def test_a_total_is_the_same_whatever_comes_before_it() -> None:
    """Extended to one total, limits within it come to the same, and one beyond it is later."""
    total = Extension(total=Limit.parse("20 working days"))
    ten, fifteen, thirty = (reading(f"{n} working days", extension=total) for n in (10, 15, 30))
    assert by_latest(fifteen, ten, DAYS).order == by_latest(ten, fifteen, DAYS).order == "same"
    assert by_latest(thirty, ten, DAYS).order == "later"
    assert by_latest(ten, thirty, DAYS).order == "sooner"


def test_a_cut_off_makes_a_promise_late() -> None:
    """What counts as of the next day after 17:00 is answered a day later than what does not."""
    late = reading(receipt=ReceiptRule(time(17)))
    assert by_due(late, reading(), DAYS).order == "later"
    assert by_due(reading(), late, DAYS).order == "sooner"
    after = evolve(late, rule=evolve(late.rule, starts=("acknowledged",)))
    assert by_due(after, reading(starts=("acknowledged",)), DAYS).order == "same"


def test_an_extension_without_bounds_has_no_end() -> None:
    """What may be extended for ever is later than what may not; its witness has no day."""
    endless = reading(extension=Extension())
    again = reading(extension=Extension(Limit.parse("10 working days")))
    once = reading(extension=Extension(Limit.parse("10 working days"), times=1))
    for free in (endless, again):
        found = by_latest(free, once, DAYS)
        assert found.order == "later"
        assert found.witness is not None
        assert found.witness.mine is None
        assert by_latest(once, free, DAYS).order == "sooner"
    assert by_latest(endless, again, DAYS).order == "same"
    none = reading()
    assert by_latest(none, once, DAYS).order == "sooner"
    assert by_latest(none, none, DAYS).order == "same"
    assert by_latest(reading("9 working days"), none, DAYS).order == "sooner"
    assert by_latest(once, none, DAYS).order == "later"


@pytest.mark.parametrize(
    ("mine", "theirs", "order"),
    [
        (("received",), ("acknowledged",), "sooner"),
        (("acknowledged",), ("received",), "later"),
        (("escalated",), ("logged",), "sooner"),
        (("entered",), ("escalated",), "same"),
        (("logged",), ("acknowledged",), "unclear"),
        (("logged", "acknowledged"), ("acknowledged",), "sooner"),
        (("logged", "acknowledged"), ("acknowledged", "logged"), "same"),
    ],
)
def test_what_enters_a_stage_comes_before_what_happens_in_it(
    mine: tuple[str, ...], theirs: tuple[str, ...], order: str
) -> None:
    """A start is compared by where it stands in a stage; of two within it nobody can say."""
    assert by_start(reading(starts=mine), reading(starts=theirs)) == order


def test_the_receipt_enters_the_stage_in_which_a_case_begins() -> None:
    """Where cases are received, the receipt is the entry; in a later stage it is long past."""
    receipt, entry = reading(starts=("received",)), reading(starts=("entered",))
    assert by_start(receipt, entry) == by_start(entry, receipt) == "same"
    later = evolve(receipt, begins=False)
    assert by_start(later, entry) == "sooner"
    assert by_start(entry, later) == "later"
    deemed = reading(starts=("entered",), receipt=ReceiptRule(None, "next-working-day"))
    assert by_due(deemed, entry, DAYS).order == "later"


def test_what_rests_on_a_case_cannot_be_compared() -> None:
    """A day that only a case has, or the later of two starts, is not counted."""
    more = Alternative(Limit.parse("1 month"))
    either = reading(either=(more,))
    assert by_due(either, reading(), DAYS).order == "unclear"
    assert by_due(reading(), either, DAYS).order == "same"
    assert by_due(either, either, DAYS).order == "same"
    earlier = reading(either=(more,), choose="earlier")
    assert by_due(earlier, reading(), DAYS).order == "same"
    assert by_due(reading(), earlier, DAYS).order == "unclear"
    assert by_due(reading(dated_by="planned"), reading(), DAYS).order == "unclear"
    timed = reading(starts_when_due="answer")
    assert by_due(timed, reading(), DAYS).order == by_due(reading(), timed, DAYS).order == "unclear"
    assert by_due(timed, timed, DAYS).order == "same"


def test_dated_limits_are_compared_where_they_are_in_force() -> None:
    """A limit that changes is held against another on the days on which both have a value."""
    spans = (
        Span(Limit.parse("15 working days"), None, date(2025, 1, 31)),
        Span(Limit.parse("10 working days"), date(2025, 2, 10), None),
    )
    dated = reading()
    dated = evolve(dated, rule=evolve(dated.rule, limit=Timeline("the limit", spans)))
    assert by_due(dated, reading(), DAYS).order == "later"
    assert by_due(dated, reading(), DAYS[40:]).order == "same"
    assert by_due(dated, reading(), DAYS[31:40]).order == "unclear"
    assert by_due(dated, dated, DAYS[31:40]).order == "same"
    since = Timeline("the limit", (Span(Limit.parse("10 working days"), DAYS[5]),))
    late = evolve(dated, rule=evolve(dated.rule, limit=since))
    assert by_due(late, reading(), DAYS).order == "same"
