"""When something counts as received: both conventions, the cut-off, and London's clocks."""
# ruff: noqa: DTZ001 - a datetime without an offset is London's wall clock, as these tests say

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import Calendar, LimitError, OutOfTable, receipt_day, uk_calendar
from casework.days.receipt import NON_WORKING, NonWorking, receipt

from .fingers import Fingers
from .strategies import calendar_and_days

ENGLAND = uk_calendar("england")
FIVE = time(17)


@given(calendar_and_days(), st.times(), st.none() | st.times(), st.sampled_from(NON_WORKING))
def test_agrees_with_the_rule_read_aloud(
    drawn: tuple[Calendar, list[date]], at: time, cut_off: time | None, non_working: NonWorking
) -> None:
    """At or after the cut-off it is the next day's; a closed day stands or is the next open's."""
    calendar, (day,) = drawn
    expected = day + timedelta(days=cut_off is not None and at >= cut_off)
    moment = datetime.combine(day, at)
    try:
        if non_working == "next-working-day":
            calendar.rank(expected)
            expected = Fingers.of(calendar).on_or_after(expected)
        found = receipt_day(moment, calendar=calendar, cut_off=cut_off, non_working=non_working)
    except (OutOfTable, OverflowError):
        return
    assert found == expected


@pytest.mark.parametrize(
    ("at", "received"),
    [
        (time(16, 59, 59, 999_999), date(2026, 3, 5)),
        (time(17), date(2026, 3, 6)),
        (time(17, 0, 1), date(2026, 3, 6)),
        (time.max, date(2026, 3, 6)),
        (time.min, date(2026, 3, 5)),
    ],
)
def test_the_instant_of_the_cut_off_is_after_it(at: time, received: date) -> None:
    """A receipt in the last instant before five is today's; on the stroke, tomorrow's."""
    moment = datetime.combine(date(2026, 3, 5), at)
    assert receipt_day(moment, calendar=ENGLAND, cut_off=FIVE) == received


def test_without_a_cut_off_the_day_runs_to_midnight() -> None:
    """Berend v ICO (EA/2006/0049): a day ends at midnight, not with office hours."""
    assert receipt_day(datetime(2026, 3, 5, 23, 59), calendar=ENGLAND) == date(2026, 3, 5)
    assert receipt_day(datetime(2026, 3, 6, 0, 0), calendar=ENGLAND) == date(2026, 3, 6)


def test_a_date_has_no_time_of_day() -> None:
    """No cut-off applies to a plain date, not even that of midnight."""
    assert receipt_day(date(2026, 3, 5), calendar=ENGLAND, cut_off=time.min) == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("moment", "stands", "deemed"),
    [
        (datetime(2026, 3, 6, 16, 59), date(2026, 3, 6), date(2026, 3, 6)),  # Friday
        (datetime(2026, 3, 6, 17, 0), date(2026, 3, 7), date(2026, 3, 9)),
        (datetime(2026, 3, 7, 9, 0), date(2026, 3, 7), date(2026, 3, 9)),  # Saturday
        (datetime(2026, 3, 8, 18, 0), date(2026, 3, 9), date(2026, 3, 9)),  # Sunday
        (datetime(2026, 4, 2, 18, 0), date(2026, 4, 3), date(2026, 4, 7)),  # before Good Friday
    ],
)
def test_a_closed_day_stands_or_is_the_next_open_days(
    moment: datetime, stands: date, deemed: date
) -> None:
    """Both conventions, after a cut-off at five, around a weekend and around Easter."""
    assert receipt_day(moment, calendar=ENGLAND, cut_off=FIVE) == stands
    assert (
        receipt_day(moment, calendar=ENGLAND, cut_off=FIVE, non_working="next-working-day")
        == deemed
    )


def test_the_steps_of_a_receipt() -> None:
    """A receipt says each thing that moved it, each with the source of the rule."""
    moment = datetime(2026, 4, 2, 18, 0)
    made = receipt(
        moment,
        calendar=ENGLAND,
        cut_off=FIVE,
        non_working="next-working-day",
        why="logged",
        source="policy 6.2",
    )
    assert [(step.day, step.what, step.why, step.source) for step in made.steps] == [
        (date(2026, 4, 2), "start", "logged", "policy 6.2"),
        (date(2026, 4, 3), "after-cut-off", "17:00", "policy 6.2"),
        (date(2026, 4, 3), "closed", "Good Friday", "bank holidays, england"),
        (date(2026, 4, 6), "closed", "Easter Monday", "bank holidays, england"),
        (date(2026, 4, 7), "deemed-received", "next working day", "policy 6.2"),
    ]
    assert [step.weekend_days for step in made.steps] == [0, 0, 0, 0, 2]


def test_a_closed_day_before_the_receipt_is_not_passed_over() -> None:
    """Who writes on Boxing Day waits for Boxing Day; Christmas was over before."""
    made = receipt(
        date(2025, 12, 26), why="received", calendar=ENGLAND, non_working="next-working-day"
    )
    assert [(step.day, step.what, step.weekend_days) for step in made.steps] == [
        (date(2025, 12, 26), "start", 0),
        (date(2025, 12, 26), "closed", 0),
        (date(2025, 12, 29), "deemed-received", 2),
    ]


@pytest.mark.parametrize(
    ("moment", "received"),
    [
        # British Summer Time began at 01:00 UTC on 29 March 2026 and ends on 25 October.
        (datetime(2026, 3, 28, 23, 30, tzinfo=UTC), date(2026, 3, 28)),
        (datetime(2026, 3, 29, 22, 59, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 23, 0, tzinfo=UTC), date(2026, 3, 30)),
        (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), date(2026, 7, 2)),
        (datetime(2026, 10, 24, 23, 30, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 23, 30, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 12, 1, 23, 30, tzinfo=UTC), date(2026, 12, 1)),
        (datetime(2026, 12, 1, 3, 0, tzinfo=timezone(timedelta(hours=9))), date(2026, 11, 30)),
        (datetime(2026, 7, 1, 23, 30), date(2026, 7, 1)),
    ],
)
def test_an_offset_is_taken_to_london(moment: datetime, received: date) -> None:
    """An instant is of the day on London's clocks; a wall clock without offset is London's."""
    assert receipt_day(moment, calendar=ENGLAND) == received


def test_the_cut_off_is_london_time() -> None:
    """Five o'clock in London is four in UTC in summer, and five in winter."""
    for hour, month, late in ((15, 7, False), (16, 7, True), (16, 12, False), (17, 12, True)):
        moment = datetime(2026, month, 1, hour, 59 if not late else 0, tzinfo=UTC)
        received = receipt_day(moment, calendar=ENGLAND, cut_off=FIVE)
        assert received == date(2026, month, 1 + late)


@pytest.mark.parametrize(
    ("day", "non_working", "provisional"),
    [
        (date(2028, 12, 29), "next-working-day", False),
        (date(2028, 12, 30), "next-working-day", True),  # deemed of 2 January 2029
        (date(2029, 1, 2), "next-working-day", True),  # open, as far as is known
        (date(2029, 1, 2), "as-received", False),  # no calendar was consulted
    ],
)
def test_is_provisional_where_an_unproclaimed_day_was_asked(
    day: date, non_working: NonWorking, provisional: bool
) -> None:
    """A receipt is provisional where the answer rests on a day that may yet be closed."""
    late_on = datetime.combine(day, FIVE)
    made = receipt(late_on, why="received", calendar=ENGLAND, non_working=non_working)
    assert made.provisional == provisional
    after = receipt(datetime(2029, 2, 1, 18), why="logged", calendar=ENGLAND, cut_off=FIVE)
    assert (after.due, after.provisional) == (date(2029, 2, 2), False)


def test_a_misspelt_convention_is_refused() -> None:
    """A convention that is not known is refused, with the one that was perhaps meant."""
    with pytest.raises(LimitError) as caught:
        receipt_day(date(2026, 3, 7), calendar=ENGLAND, non_working="next-day")  # type: ignore[arg-type]
    assert (caught.value.text, caught.value.meant) == ("next-day", "next-working-day")
    assert caught.value.expected == "'as-received' or 'next-working-day'"


@pytest.mark.parametrize("moment", ["2026-03-07", None, 20260307])
def test_what_is_no_day_is_refused(moment: object) -> None:
    """Text is not a date, whatever it looks like."""
    with pytest.raises(LimitError) as caught:
        receipt_day(moment, calendar=ENGLAND)  # type: ignore[arg-type]
    assert (caught.value.text, caught.value.expected) == (repr(moment), "a date or a datetime")


def test_a_day_that_the_calendar_does_not_know_is_refused() -> None:
    """Only a receipt that asks the calendar needs a day of its table."""
    assert receipt_day(date(1999, 12, 31), calendar=ENGLAND) == date(1999, 12, 31)
    with pytest.raises(OutOfTable, match="2000-01-01 to 2049-12-31"):
        receipt_day(date(1999, 12, 31), calendar=ENGLAND, non_working="next-working-day")


def test_an_instant_outside_all_dates_is_refused() -> None:
    """An instant that has no date in London is refused, not answered or crashed on."""
    with pytest.raises(OutOfTable, match="0001-01-01 to 9999-12-31"):
        receipt_day(datetime.min.replace(tzinfo=timezone(timedelta(hours=5))), calendar=ENGLAND)
