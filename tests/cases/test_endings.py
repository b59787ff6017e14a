"""What follows from how a case stands: lateness said once, ways out, and records kept."""

from __future__ import annotations

import pytest

from casework import became_late, destroy_after, examine, replay, ways_out
from tests.policies import THREE_STAGES, clock, of_stages, policy, stage

from .told import day, events, line_of

THREE = policy(THREE_STAGES)
RECEIVED = "2026-03-02 received"
ENDING = of_stages(
    stage("stage-1", clock()),
    stage("stage-2", clock(starts="escalated")),
    rest="""
    reopens = true
    source = { ref = "policy", at = "section 9" }
    retention = { closed = "6 years", withdrawn = "1 year" }
    [[procedure.way-out]]
    body = "lgsco"
    after = ["stage-2"]
    [[procedure.way-out]]
    body = "housing-ombudsman"
    after = ["stage-2"]
    when = { service = "housing" }
    [[procedure.way-out]]
    body = "ico"
    when = { issues = { at-least = 2 } }
    """,
)


def late(*lines: str, as_of: str) -> list[str]:
    """What is to be recorded as late after a history."""
    return [line_of(each) for each in became_late(THREE, events(*lines), day(as_of))]


def test_lateness_is_a_fact_from_the_day_after() -> None:
    """A clock has become late on the day after its due day, and not on it."""
    assert late(RECEIVED, as_of="2026-03-16") == []
    assert late(RECEIVED, as_of="2026-03-17") == [
        "2026-03-17 became-late stage=stage-1 clock=response due=2026-03-16"
    ]


def test_lateness_is_said_once() -> None:
    """What is among the events is not said again."""
    said = "2026-03-17 became-late stage=stage-1 clock=response due=2026-03-16"
    assert late(RECEIVED, said, as_of="2026-03-31") == []


def test_a_missed_clock_has_become_late_too() -> None:
    """A clock that was stopped too late became late, even if nobody asked before."""
    assert len(late(RECEIVED, "2026-03-20 responded", as_of="2026-03-31")) == 1


def test_a_window_never_becomes_late() -> None:
    """What the complainant did not do in time is no lateness of the authority."""
    found = of_stages(stage("stage-1", clock(kind="window", stops="withdrawn")))
    assert became_late(found, events(RECEIVED), day("2026-12-31")) == ()


def test_lateness_of_a_stage_that_was_left_moves_nothing() -> None:
    """What is said later of an earlier stage leaves the case where it is, and is no fault."""
    history = (RECEIVED, "2026-03-20 responded", "2026-03-23 escalated")
    told = (*events(*history), *became_late(THREE, events(*history), day("2026-03-31")))
    assert told[-1].stage == "stage-1"
    assert examine(THREE, told).faults == ()
    assert replay(examine(THREE, told).events).stage == "stage-2"


@pytest.mark.parametrize(
    ("history", "bodies"),
    [
        ((), []),
        ((RECEIVED,), []),
        ((f"{RECEIVED} issues=2",), ["ico"]),
        ((f"{RECEIVED} issues=several",), []),
        ((RECEIVED, "2026-03-10 responded"), []),
        ((RECEIVED, "2026-03-10 responded", "2026-03-11 escalated"), []),
        (
            (RECEIVED, "2026-03-10 responded", "2026-03-11 escalated", "2026-03-12 responded"),
            ["lgsco"],
        ),
        (
            (
                f"{RECEIVED} service=housing,parking",
                "2026-03-10 responded",
                "2026-03-11 escalated",
                "2026-03-12 withdrawn",
            ),
            ["lgsco", "housing-ombudsman"],
        ),
    ],
)
def test_where_the_complainant_may_turn(history: tuple[str, ...], bodies: list[str]) -> None:
    """A way out opens once its stage is done, for the cases that its conditions fit."""
    assert [way.body for way in ways_out(ENDING, events(*history))] == bodies


@pytest.mark.parametrize(
    ("history", "kept"),
    [
        ((), None),
        ((RECEIVED,), None),
        ((RECEIVED, "2026-03-10 responded"), None),
        ((RECEIVED, "2026-03-10 responded", "2026-03-11 closed"), "2032-03-11"),
        ((RECEIVED, "2026-03-10 withdrawn"), "2027-03-10"),
        ((RECEIVED, "2026-03-10 withdrawn", "2026-03-11 reopened"), None),
        ((RECEIVED, "2026-03-10 responded", "2026-03-11 escalated"), None),
    ],
)
def test_until_when_records_are_kept(history: tuple[str, ...], kept: str | None) -> None:
    """The records of a case are kept from its end for as long as the policy says of that end."""
    found = destroy_after(ENDING, events(*history))
    assert (found and found.due) == (day(kept) if kept else None)
    assert found is None or found.steps[-1].source == "Complaints Policy, section 9"


def test_records_whose_end_the_policy_does_not_name_have_no_last_day() -> None:
    """Where the policy says nothing of how a case ended, there is no day."""
    only = of_stages(stage("stage-1"), rest='retention = { closed = "6 years" }')
    assert destroy_after(only, events(RECEIVED, "2026-03-10 withdrawn")) is None
    closed = (RECEIVED, "2026-03-10 responded", "2026-03-11 closed")
    found = destroy_after(only, events(*closed))
    assert found is not None
    assert (found.steps[0].why, found.steps[-1].source) == ("closed", "retention of closed")


def test_a_clock_of_two_stays_is_late_once_for_each_due_day() -> None:
    """What was late in two stays of one stage, on the same due day, is said once."""
    circle = of_stages(stage("stage-1", clock(), rest='escalates-to = ["stage-1"]'))
    history = (RECEIVED, "2026-03-20 responded", "2026-03-23 escalated")
    assert len(became_late(circle, events(*history), day("2026-12-31"))) == 1
