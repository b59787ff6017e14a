"""What a compiled calendar holds, and the days at its edges."""

from __future__ import annotations

from datetime import date

import pytest

from casework import Calendar, Step

MONDAY = date(2026, 3, 2)
SUNDAY = date(2026, 3, 15)


def test_a_calendar_shows_what_it_is() -> None:
    """Its text names it, its span, how many working days it has, and its revision."""
    made = Calendar.compile("ours", MONDAY, SUNDAY, closed={date(2026, 3, 3): "flood"})
    assert repr(made) == (
        "<Calendar 'ours' 2026-03-02 to 2026-03-15, 9 working days, revision '1'>"
    )


def test_days_are_kept_in_order_with_their_sources() -> None:
    """Closed and open days are kept as steps, in order, with a reason and a source."""
    own = Step(date(2026, 3, 3), "closed", "flood", "minute 4")
    made = Calendar.compile(
        "ours",
        MONDAY,
        SUNDAY,
        closed=[Step(date(2026, 3, 4), "closed", "election", "minute 5"), own],
        also_working=[date(2026, 3, 14), date(2026, 3, 7)],
        source="policy 3",
        revision="7",
    )
    assert made.closed[0] == own
    assert [step.day.day for step in made.closed] == [3, 4]
    assert made.opened == (
        Step(date(2026, 3, 7), "closed", "declared working", "policy 3"),
        Step(date(2026, 3, 14), "closed", "declared working", "policy 3"),
    )
    assert made.revision == "7"


def test_reasons_cite_the_calendar_unless_told_otherwise() -> None:
    """A day given without a source cites the calendar that it was given to."""
    made = Calendar.compile(
        "ours",
        MONDAY,
        SUNDAY,
        closed={date(2026, 3, 3): "flood"},
        also_working={date(2026, 3, 7): "market day"},
    )
    assert made.closed == (Step(date(2026, 3, 3), "closed", "flood", "calendar 'ours'"),)
    assert made.opened == (Step(date(2026, 3, 7), "closed", "market day", "calendar 'ours'"),)


def test_equal_by_value() -> None:
    """Calendars are equal where all they were made from is, and only there."""
    closed = {date(2026, 3, 3): "flood"}
    made = Calendar.compile("ours", MONDAY, SUNDAY, closed=closed)
    same = Calendar.compile("ours", MONDAY, SUNDAY, closed=made.closed)
    assert made == same
    assert hash(made) == hash(same)
    for other in (
        Calendar.compile("theirs", MONDAY, SUNDAY, closed=made.closed),
        Calendar.compile("ours", MONDAY, SUNDAY, closed={date(2026, 3, 3): "election"}),
        Calendar.compile("ours", MONDAY, SUNDAY, closed=closed, weekend={6}),
        Calendar.compile("ours", MONDAY, SUNDAY, closed=closed, revision="2"),
        Calendar.compile("ours", MONDAY, SUNDAY, closed=closed, proclaimed_until=MONDAY),
        Calendar.compile("ours", MONDAY, SUNDAY, closed=closed, also_working=[SUNDAY]),
    ):
        assert made != other


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 3, 2), "Monday"),
        (date(2026, 3, 3), "Tuesday"),
        (date(2026, 3, 4), "Wednesday"),
        (date(2026, 3, 5), "Thursday"),
        (date(2026, 3, 6), "Friday"),
        (date(2026, 3, 7), "Saturday"),
        (date(2026, 3, 8), None),
    ],
)
def test_a_weekend_of_any_days(day: date, why: str | None) -> None:
    """Any days can be the weekend, and each is named by its own name."""
    made = Calendar.compile("Sundays only", MONDAY, SUNDAY, weekend=range(6))
    assert made.why_closed(day) == why


def test_a_calendar_that_never_closes() -> None:
    """With no weekend and no closed day, every day counts."""
    made = Calendar.compile("always", MONDAY, SUNDAY, weekend=())
    assert made.between(MONDAY, SUNDAY) == 13
    assert made.skipped(MONDAY, SUNDAY) == ()
    assert made.rank(MONDAY) == 1


def test_a_closed_weekend_day_keeps_the_holiday_and_is_not_named_in_passing() -> None:
    """A holiday at the weekend has its name, but a count passes it as any weekend day."""
    saturday = date(2026, 3, 7)
    made = Calendar.compile("ours", MONDAY, SUNDAY, closed={saturday: "Founder's Day"})
    assert made.why_closed(saturday) == "Founder's Day"
    assert made.skipped(MONDAY, SUNDAY) == ()


def test_the_edges_of_the_table() -> None:
    """Counting works from the first day to the last; a closed first day can be rolled off."""
    made = Calendar.compile("ours", MONDAY, SUNDAY, closed={MONDAY: "flood"})
    assert made.rank(MONDAY) == 0
    assert made.on_or_after(MONDAY) == date(2026, 3, 3)
    assert made.between(MONDAY, SUNDAY) == 9
    assert made.add(MONDAY, 9) == date(2026, 3, 13)
    assert made.add(SUNDAY, -9) == made.nth(1) == date(2026, 3, 3)
    assert made.add(SUNDAY, 0) == SUNDAY
    assert made.on_or_before(SUNDAY) == made.nth(9)


def test_the_end_of_all_dates() -> None:
    """A table may run to the last day there is."""
    made = Calendar.compile("end", date(9999, 12, 27), date.max)
    assert made.add(date(9999, 12, 27), 4) == date.max
    assert made.between(date(9999, 12, 27), date.max) == 4
    assert made.on_or_after(date.max) == date.max


@pytest.mark.parametrize(
    ("proclaimed", "answer"),
    [(None, False), (date(2026, 3, 4), False), (date(2026, 3, 3), True)],
)
def test_provisional_after_what_has_been_proclaimed(proclaimed: date | None, answer: bool) -> None:
    """A day is provisional after the last proclaimed one, and never where all is known."""
    made = Calendar.compile("ours", MONDAY, SUNDAY, proclaimed_until=proclaimed)
    assert made.is_provisional(date(2026, 3, 4)) == answer
