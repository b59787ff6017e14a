"""Every clock of a case on a day: its state on both sides of each boundary, and its due day."""

from __future__ import annotations

import pytest

from casework import clocks
from tests.policies import (
    GATED,
    OUTCOMES,
    THREE_STAGES,
    clock,
    of_clocks,
    policy,
)

from .told import clock_of, day, events

THREE = policy(THREE_STAGES)
GATES = policy(GATED, OUTCOMES)
RECEIVED = "2026-03-02 received"
"""A Monday; ten working days later is Monday 16 March."""
State = tuple[str, str | None, str | None, int]
"""A clock's state, the day it stopped, the day it ended, and by how much it is late."""

STATES: dict[str, tuple[tuple[str, ...], str, State]] = {
    "running from the day it starts": ((), "2026-03-02", ("running", None, None, 0)),
    "running on its due day": ((), "2026-03-16", ("running", None, None, 0)),
    "overdue on the day after": ((), "2026-03-17", ("overdue", None, None, 1)),
    "overdue by working days": ((), "2026-03-24", ("overdue", None, None, 6)),
    "met on the day it starts": (
        ("2026-03-02 responded",),
        "2026-03-02",
        ("met", "2026-03-02", "2026-03-02", 0),
    ),
    "met on its due day": (
        ("2026-03-16 responded",),
        "2026-03-16",
        ("met", "2026-03-16", "2026-03-16", 0),
    ),
    "met for good": (
        ("2026-03-16 responded",),
        "2026-12-31",
        ("met", "2026-03-16", "2026-03-16", 0),
    ),
    "missed on the day after": (
        ("2026-03-17 responded",),
        "2026-03-17",
        ("missed", "2026-03-17", "2026-03-17", 1),
    ),
    "missed for good": (
        ("2026-03-17 responded",),
        "2026-12-31",
        ("missed", "2026-03-17", "2026-03-17", 1),
    ),
    "not yet missed the day before it is stopped": (
        ("2026-03-17 responded",),
        "2026-03-16",
        ("running", None, None, 0),
    ),
    "void when left behind in time": (
        ("2026-03-16 withdrawn",),
        "2026-03-20",
        ("void", None, "2026-03-16", 0),
    ),
    "missed when left behind too late": (
        ("2026-03-17 withdrawn",),
        "2026-03-20",
        ("missed", None, "2026-03-17", 1),
    ),
}


def state_of(history: tuple[str, ...], as_of: str) -> State:
    """How the response clock of the first stage stands."""
    found = clock_of(THREE, (RECEIVED, *history), as_of)
    stopped, ended = (each and each.isoformat() for each in (found.stopped, found.ended))
    return found.state, stopped or None, ended or None, found.late_by


@pytest.mark.parametrize("name", STATES)
def test_the_state_of_a_clock(name: str) -> None:
    """A clock has its state on each side of its due day: running, stopped or left behind."""
    history, as_of, expected = STATES[name]
    assert state_of(history, as_of) == expected
    assert clock_of(THREE, (RECEIVED, *history), as_of).due == day("2026-03-16")


def test_before_anything_there_is_no_clock() -> None:
    """On a day before the receipt, and of no events, there are no clocks."""
    assert clocks(THREE, events(RECEIVED), day("2026-03-01")) == ()
    assert clocks(THREE, [], day("2026-03-01")) == ()


def test_a_clock_waits_for_its_start() -> None:
    """A clock whose starting event has not happened is not there."""
    names = [each.clock for each in clocks(GATES, events(RECEIVED), day("2026-03-02"))]
    assert names == ["acknowledgement"]


def test_clocks_run_side_by_side() -> None:
    """Each clock of a stage has its own start, stop and due day."""
    history = (RECEIVED, "2026-03-05 acknowledged", "2026-03-20 responded outcome=upheld")
    found = clocks(GATES, events(*history), day("2026-03-20"))
    assert [(each.clock, str(each.started), str(each.due), each.state) for each in found] == [
        ("acknowledgement", "2026-03-02", "2026-03-05", "met"),
        ("response", "2026-03-05", "2026-03-19", "missed"),
        ("request", "2026-03-20", "2026-04-17", "running"),
    ]
    assert [each.owed for each in found] == [True, True, False]
    assert str(found[1]) == "C-1 stage-1 response: missed, due 2026-03-19"


def test_a_clock_runs_once_in_each_stay() -> None:
    """The clocks of a stage that is left stay as they were, and those of the next begin."""
    history = (RECEIVED, "2026-03-10 responded", "2026-03-12 escalated")
    found = clocks(THREE, events(*history), day("2026-04-13"))
    assert [(each.stage, str(each.due), each.state) for each in found] == [
        ("stage-1", "2026-03-16", "met"),
        ("stage-2", "2026-04-13", "running"),
    ]


@pytest.mark.parametrize(
    ("stopped", "as_of", "state"),
    [
        (None, "2026-04-17", "running"),
        (None, "2026-04-18", "missed"),
        ("2026-04-17 escalated", "2026-05-01", "met"),
        ("2026-04-18 escalated", "2026-05-01", "missed"),
        ("2026-04-17 closed", "2026-05-01", "void"),
        ("2026-04-18 closed", "2026-05-01", "missed"),
    ],
)
def test_a_window_is_the_complainants(stopped: str | None, as_of: str, state: str) -> None:
    """A window runs to its last day and has then passed; nobody is overdue."""
    history = (RECEIVED, "2026-03-20 responded outcome=upheld", *([stopped] if stopped else []))
    found = clock_of(GATES, history, as_of, "request")
    assert (found.state, found.due) == (state, day("2026-04-17"))


def test_the_first_of_several_starts_and_stops_counts() -> None:
    """A clock begins on the first of its starting events and ends on the first that stops it."""
    either = of_clocks(
        clock(stops="logged responded", starts="acknowledged met", limit='"5 days"'),
        rest='milestones = ["met", "logged"]',
    )
    history = (
        "2026-03-03 met",
        "2026-03-05 acknowledged",
        "2026-03-06 logged",
        "2026-03-07 responded",
    )
    found = clock_of(either, (RECEIVED, *history), "2026-03-31")
    assert (found.started, found.stopped) == (day("2026-03-03"), day("2026-03-06"))


HOURS = of_clocks(clock(limit='"24 hours"'))


@pytest.mark.parametrize(
    ("start", "stop", "state"),
    [
        ("2026-03-02T10:00", "2026-03-03T10:00", "met"),
        ("2026-03-02T10:00", "2026-03-03T10:00:01", "missed"),
        ("2026-03-02T10:00", "2026-03-03", "met"),
        ("2026-03-02T10:00", "2026-03-04", "missed"),
        ("2026-03-02", "2026-03-03T00:00", "met"),
        ("2026-03-02", "2026-03-03T00:01", "missed"),
        ("2026-03-28T10:00", "2026-03-29T11:00", "met"),
        ("2026-03-28T10:00", "2026-03-29T11:01", "missed"),
    ],
)
def test_hours_end_at_an_instant(start: str, stop: str, state: str) -> None:
    """A limit in hours ends at an instant, across the change of clocks too."""
    found = clock_of(HOURS, [f"{start} received", f"{stop} responded"], "2026-03-31")
    assert found.state == state


@pytest.mark.parametrize("names", ["logged acknowledged", "acknowledged logged"])
def test_of_events_of_one_day_the_first_counts(names: str) -> None:
    """The first of several events starts a clock and stops it, however the policy lists them."""
    begun = of_clocks(clock(starts=names, limit='"24 hours"'), rest='milestones = ["logged"]')
    ended = of_clocks(clock(stops=names, limit='"24 hours"'), rest='milestones = ["logged"]')
    twice = ("2026-03-03T09:00 acknowledged", "2026-03-03T15:00 logged")
    history = ("2026-03-02T10:00 received", *twice)
    assert clock_of(ended, history, "2026-03-31").state == "met"
    for answered, state in (("2026-03-04T09:00", "met"), ("2026-03-04T14:00", "missed")):
        found = clock_of(begun, (*history, f"{answered} responded"), "2026-03-31")
        assert (found.started, found.state) == (day("2026-03-03"), state)


def test_hours_run_until_the_end_of_their_last_day() -> None:
    """On a day, and not at an instant, a limit in hours is overdue from the day after."""
    assert clock_of(HOURS, ["2026-03-02T10:00 received"], "2026-03-03").state == "running"
    assert clock_of(HOURS, ["2026-03-02T10:00 received"], "2026-03-04").state == "overdue"


@pytest.mark.parametrize(
    ("limit", "stop", "late_by"),
    [
        ("10 working days", "2026-03-17", 1),
        ("10 working days", "2026-03-20", 4),
        ("10 working days", "2026-03-21", 5),
        ("10 working days", "2026-03-22", 5),
        ("10 working days", "2026-03-23", 5),
        ("4 working days", "2026-03-07", 1),
        ("4 working days", "2026-03-08", 1),
        ("4 working days", "2026-03-09", 1),
        ("4 days", "2026-03-07", 1),
        ("4 days", "2026-03-09", 3),
        ("1 week", "2026-03-10", 1),
        ("1 month", "2026-04-06", 4),
    ],
)
def test_how_late(limit: str, stop: str, late_by: int) -> None:
    """Lateness is counted in the clock's own unit; a stop on a weekend is late by the next day."""
    found = clock_of(
        of_clocks(clock(limit=f'"{limit}"')), [RECEIVED, f"{stop} responded"], "2026-05-01"
    )
    assert (found.state, found.late_by) == ("missed", late_by)


def test_an_answer_ends_what_it_leaves_behind() -> None:
    """A clock that nothing can stop after the answer ends with it; one that can be runs on."""
    two = of_clocks(
        clock("met-first", stops="met"),
        clock("closing", stops="closed"),
        rest='milestones = ["met"]',
    )
    found = clocks(two, events(RECEIVED, "2026-03-17 responded"), day("2026-03-31"))
    assert [(each.clock, each.state, each.late_by) for each in found] == [
        ("met-first", "missed", 1),
        ("closing", "overdue", 11),
    ]
