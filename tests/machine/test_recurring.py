"""Duties that come again, and reminders of what is to come."""

from __future__ import annotations

from datetime import date

import pytest

from casework import Policy, examine

from .policies import clock, of_clocks
from .told import follow, may, refused, running, states

UPDATES = of_clocks(
    clock("response", limit="20 working days", pausing="{}"),
    clock("update", stops='["updated", "responded"]', limit="5 working days", recurs=True),
    clock(
        "progress",
        "responded",
        "progress-told",
        "1 month",
        recurs=True,
        title="Telling of progress",
    ),
    milestones='["updated", "visited"]',
    follow_ups='["progress-told"]',
)
"""A duty to say every five working days how things stand, and every month after the answer."""


def test_a_duty_that_comes_again() -> None:
    """Each update begins the next term on its own day."""
    events = follow(UPDATES, "2026-06-01 receive")
    assert states(UPDATES, events, "2026-06-08")[1:] == ["update running 2026-06-08"]
    assert states(UPDATES, events, "2026-06-09")[1:] == ["update overdue 2026-06-08"]
    events = follow(UPDATES, "2026-06-04 updated\n2026-06-12 updated", events)
    assert states(UPDATES, events, "2026-06-12")[1:] == [
        "update met 2026-06-08",
        "update missed 2026-06-11",
        "update running 2026-06-19",
    ]
    assert running(UPDATES, events, "2026-06-12", "update").started == date(2026, 6, 12)


def test_what_stops_a_recurring_clock_may_come_again() -> None:
    """A milestone that a duty asks for again may happen again; another may not."""
    events = follow(UPDATES, "2026-06-01 receive\n2026-06-02 updated\n2026-06-02 visited")
    assert "updated" in may(UPDATES, events, "2026-06-03")
    assert "visited" not in may(UPDATES, events, "2026-06-03")
    assert refused(UPDATES, events, "2026-06-03 visited") == (
        "it has already happened in this stage, on 2026-06-02"
    )
    events = follow(UPDATES, "2026-06-03 updated", events)
    assert examine(UPDATES, events).faults == ()


def test_a_duty_that_the_answer_ends() -> None:
    """After the answer nothing more is owed by the way."""
    events = follow(UPDATES, "2026-06-01 receive\n2026-06-04 updated\n2026-06-10 respond")
    assert states(UPDATES, events, "2026-06-30") == [
        "response met 2026-06-29",
        "update met 2026-06-08",
        "update met 2026-06-11",
        "progress running 2026-07-10",
    ]


def test_a_duty_that_begins_with_the_answer() -> None:
    """A duty of the time after the answer comes again until the case is left."""
    events = follow(
        UPDATES,
        """2026-06-01 receive
        2026-06-10 respond
        2026-07-10 progress-told
        2026-08-11 progress-told
        2026-08-20 close""",
    )
    assert states(UPDATES, events, "2026-12-31")[2:] == [
        "progress met 2026-07-10",
        "progress missed 2026-08-10",
        "progress void 2026-09-11",
    ]


@pytest.mark.parametrize(("day", "told"), [("2026-06-11", "void"), ("2026-06-12", "missed")])
def test_a_duty_that_an_early_end_ends(day: str, told: str) -> None:
    """The term that is running when a case is left is void, or missed if it had run out."""
    events = follow(UPDATES, f"2026-06-01 receive\n2026-06-04 updated\n{day} withdraw")
    assert states(UPDATES, events, "2026-12-31")[1:] == [
        "update met 2026-06-08",
        f"update {told} 2026-06-11",
    ]


def test_a_pause_of_one_term() -> None:
    """A pause moves the term in which it came, and no other."""
    ours = of_clocks(
        clock("update", stops="updated", limit="5 working days", recurs=True, pausing="{}"),
        milestones='["updated"]',
    )
    events = follow(
        ours,
        """2026-06-01 receive
        2026-06-02 pause
        2026-06-04 resume
        2026-06-05 updated""",
    )
    assert states(ours, events, "2026-06-05") == [
        "update met 2026-06-10",
        "update running 2026-06-12",
    ]


def test_what_was_said_before_the_duty_began() -> None:
    """An update before the duty began does not count towards it."""
    ours = of_clocks(
        clock("update", "acknowledged", "updated", "5 working days", recurs=True),
        milestones='["updated"]',
    )
    events = follow(ours, "2026-06-01 receive\n2026-06-02 updated\n2026-06-03 acknowledge")
    assert states(ours, events, "2026-06-03") == ["update running 2026-06-10"]


def test_a_duty_that_begins_with_its_own_event() -> None:
    """A duty may begin with the very event that renews it."""
    ours = of_clocks(
        clock("update", "updated", "updated", "5 working days", recurs=True),
        milestones='["updated"]',
    )
    events = follow(ours, "2026-06-01 receive\n2026-06-02 updated\n2026-06-08 updated")
    assert states(ours, events, "2026-06-08") == [
        "update met 2026-06-09",
        "update running 2026-06-15",
    ]


def test_a_receipt_renews_nothing() -> None:
    """A case is received once, so a duty that its receipt would renew has one term."""
    ours = of_clocks(
        clock("update", "received", '["received", "linked"]', "5 working days", recurs=True)
    )
    events = follow(ours, "2026-06-01 receive")
    assert states(ours, events, "2026-06-08") == ["update running 2026-06-08"]


@pytest.fixture(scope="module")
def reminded() -> Policy:
    """A response with two reminders."""
    return of_clocks(
        clock("response", pausing="{}", reminders='["1 week", "2 working days"]'),
        clock("outer", limit="20 working days"),
    )


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        ("", ["2026-06-08", "2026-06-11"]),
        ("2026-06-03 pause\n2026-06-08 resume", ["2026-06-11", "2026-06-16"]),
        ("2026-06-02 promise until=2026-06-10; clock=response", ["2026-06-03", "2026-06-08"]),
    ],
)
def test_reminders(reminded: Policy, lines: str, days: list[str]) -> None:
    """Reminders are counted back from the due day, wherever it has moved."""
    events = follow(reminded, f"2026-06-01 receive\n{lines}")
    assert [str(day) for day in running(reminded, events, "2026-06-10").reminders] == days


def test_a_clock_without_reminders(reminded: Policy) -> None:
    """A clock reminds of nothing unless the policy says so."""
    assert (
        running(reminded, follow(reminded, "2026-06-01 receive"), "2026-06-10", "outer").reminders
        == ()
    )
