"""When a clock is due: its limit, its conventions, its calendar and its day."""

from __future__ import annotations

import pytest

from casework import NotInForce, OutOfTable, clocks
from tests.policies import (
    CALENDAR,
    UNTIL_SEVENTEEN,
    clock,
    of_clocks,
    of_stages,
    policy,
    procedure,
    stage,
)

from .told import clock_of, day, events

RECEIVED = "2026-03-02 received"
"""A Monday; ten working days later is Monday 16 March."""
SATURDAY = "2026-03-07 received"

DUE: dict[str, tuple[str, str, str, str]] = {
    "working days pass over holidays": ("", "10 working days", "2026-03-25 received", "2026-04-10"),
    "the day itself may be day one": (
        'counting = "same-day"',
        "10 working days",
        RECEIVED,
        "2026-03-13",
    ),
    "clear days": ("", "7 clear days", RECEIVED, "2026-03-10"),
    "weeks": ("", "6 weeks", RECEIVED, "2026-04-13"),
    "a month": ("", "1 month", "2026-03-31 received", "2026-04-30"),
    "a month beginning with the day": (
        'months = "day-before"',
        "1 month",
        RECEIVED,
        "2026-04-01",
    ),
    "an end on a closed day stands": ("", "32 days", RECEIVED, "2026-04-03"),
    "an end rolled to an open day": (
        'ends = "next-working-day"',
        "32 days",
        RECEIVED,
        "2026-04-07",
    ),
    "an end rolled back": ('ends = "previous-working-day"', "32 days", RECEIVED, "2026-04-02"),
    "a Saturday counts as it is": ("", "1 working day", SATURDAY, "2026-03-09"),
    "a Saturday is Monday's": (
        'receipt = { non-working = "next-working-day" }',
        "1 working day",
        SATURDAY,
        "2026-03-10",
    ),
    "before the cut-off": (
        'receipt = { cut-off = "17:00" }',
        "1 working day",
        "2026-03-02T16:59:59 received",
        "2026-03-03",
    ),
    "at the cut-off": (
        'receipt = { cut-off = "17:00" }',
        "1 working day",
        "2026-03-02T17:00 received",
        "2026-03-04",
    ),
    "without a time no cut-off": (
        'receipt = { cut-off = "17:00" }',
        "1 working day",
        "2026-03-02 received",
        "2026-03-03",
    ),
    "after the cut-off of a Friday": (
        'receipt = { cut-off = "17:00", non-working = "next-working-day" }',
        "1 working day",
        "2026-03-06T18:00 received",
        "2026-03-10",
    ),
}


@pytest.mark.parametrize("name", DUE)
def test_when_a_clock_is_due(name: str) -> None:
    """The due day of a clock is reckoned by its own limit and conventions."""
    rest, limit, start, due = DUE[name]
    found = clock_of(of_clocks(clock(limit=f'"{limit}"', rest=rest)), [start], "2026-03-31")
    assert found.due == day(due)
    assert found.due == found.reckoning.steps[-1].day
    assert {step.source for step in found.reckoning.steps} <= {
        "Complaints Policy, section 4",
        "calendar 'test'",
    }


def test_the_steps_of_a_receipt_come_first() -> None:
    """The cut-off and the closed day that moved a receipt are steps of the reckoning."""
    found = clock_of(
        of_clocks(clock(limit='"1 working day"'), calendar=CALENDAR + UNTIL_SEVENTEEN),
        ["2026-04-02T17:30 received"],
        "2026-04-02",
    )
    assert [(str(step.day), step.what, step.why) for step in found.reckoning.steps] == [
        ("2026-04-02", "start", "received"),
        ("2026-04-03", "after-cut-off", "17:00"),
        ("2026-04-03", "closed", "Good Friday"),
        ("2026-04-06", "closed", "Easter Monday"),
        ("2026-04-07", "deemed-received", "next working day"),
        ("2026-04-08", "counted", "1 working day"),
    ]
    assert found.started == day("2026-04-02")


def test_only_what_comes_from_the_complainant_is_a_receipt() -> None:
    """The receipt rule is for receipts and escalations, not for what the authority does."""
    rule = 'receipt = { non-working = "next-working-day" }'
    two = of_stages(
        stage("stage-1", clock(starts="acknowledged", limit='"1 day"', rest=rule)),
        stage("stage-2", clock(starts="escalated", limit='"1 day"', rest=rule)),
    )
    history = ("2026-03-02 received", "2026-03-07 acknowledged", "2026-03-09 responded")
    first, second = clocks(two, events(*history, "2026-03-14 escalated"), day("2026-03-31"))
    assert (first.due, second.due) == (day("2026-03-08"), day("2026-03-17"))


def test_a_clock_may_count_by_another_calendar() -> None:
    """A clock with a calendar of its own skips that calendar's days and is late by them."""
    closures = "[calendars.foi]\nfirst = 2026-01-01\nlast = 2026-12-31\n"
    closures += 'closures = [{ day = 2026-03-03, why = "Holiday" }]'
    rows = clock("own", limit='"1 working day"', stops="acknowledged") + clock(
        limit='"1 working day"', rest='calendar = "foi"'
    )
    two = policy(procedure(stage("stage-1", rows)), closures)
    assert clock_of(two, [RECEIVED], "2026-03-05", "own").due == day("2026-03-03")
    found = clock_of(two, [RECEIVED], "2026-03-05")
    assert (found.due, found.late_by) == (day("2026-03-04"), 1)
    assert [step.why for step in found.reckoning.skipped] == ["Holiday"]


DATED = """[
  { is = "20 working days", from = 2026-01-01, to = 2026-03-31 },
  { is = "10 working days", from = 2026-04-01 },
]"""


@pytest.mark.parametrize(
    ("start", "due"), [("2026-03-31", "2026-04-30"), ("2026-04-01", "2026-04-17")]
)
def test_a_limit_is_that_of_the_day_it_starts(start: str, due: str) -> None:
    """A clock keeps the limit that was in force on the day it started."""
    found = clock_of(of_clocks(clock(limit=DATED)), [f"{start} received"], "2026-05-01")
    assert found.due == day(due)


def test_a_clock_without_a_limit_on_its_day_is_an_error() -> None:
    """A clock that starts on a day for which no limit is known is not in force."""
    with pytest.raises(NotInForce, match="the limit has no value on 2025-12-31"):
        clock_of(of_clocks(clock(limit=DATED)), ["2025-12-31 received"], "2026-05-01")


def test_a_due_day_outside_the_table_is_an_error() -> None:
    """A due day that the calendar does not know is not guessed."""
    with pytest.raises(OutOfTable):
        clock_of(of_clocks(clock()), ["2027-12-30 received"], "2027-12-31")


def test_a_due_day_after_the_proclaimed_is_provisional() -> None:
    """A due day that rests on holidays nobody has proclaimed says so."""
    wales = of_clocks(clock(), calendar='[calendar]\ndivision = "wales"\n')
    assert not clock_of(wales, [RECEIVED], "2026-03-02").provisional
    assert clock_of(wales, ["2040-03-02 received"], "2040-03-02").provisional


def test_reminders_count_back_from_the_due_day() -> None:
    """A reminder falls as long before the due day as the policy says."""
    found = clock_of(
        of_clocks(clock(rest='reminders = ["5 working days", "1 day"]')), [RECEIVED], "2026-03-02"
    )
    assert found.reminders == (day("2026-03-09"), day("2026-03-15"))
