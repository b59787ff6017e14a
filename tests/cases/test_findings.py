"""An outcome follows from the findings on the issues, where the procedure says how."""

from __future__ import annotations

import pytest

from casework import Event, Refused, decide, examine, outcome_of, replay
from tests.policies import clock, policy, procedure, stage

from .told import act, day, events

RULE = """
[procedure.findings]
upheld = ["upheld"]
partly = ["partly-upheld"]
not-upheld = ["not-upheld"]
all-upheld = "upheld"
some-upheld = "partly-upheld"
none-upheld = "not-upheld"
source = { ref = "policy", at = "7" }
"""
RULED = policy(procedure(stage("stage-1", clock()), rest=RULE))
FREE = policy(procedure(stage("stage-1", clock())))

BINS = "2026-03-02 issue-raised issue=bins,calls"
FOUND = (
    BINS,
    "2026-03-05 issue-found issue=bins finding=upheld",
    "2026-03-06 issue-found issue=calls finding=not-upheld",
)


def told(*lines: str) -> tuple[Event, ...]:
    """A case received on 2 March and what then happened."""
    return examine(RULED, events("2026-03-02 received", *lines)).events


def test_an_outcome_is_derived() -> None:
    """Once every issue has a finding, the outcome is what they come to."""
    assert outcome_of(RULED, told(*FOUND)) == "partly-upheld"
    assert outcome_of(RULED, told(*FOUND[:2])) is None
    assert outcome_of(RULED, told()) is None


def test_without_a_rule_there_is_nothing_to_derive() -> None:
    """A procedure without a rule, or a case without events, has no derived outcome."""
    assert outcome_of(FREE, told(*FOUND)) is None
    assert outcome_of(RULED, ()) is None


def test_issues_that_were_replaced_do_not_count() -> None:
    """Of an issue that was split, the findings on its parts count, not its own."""
    lines = (
        *FOUND,
        "2026-03-07 issue-split issue=calls into=tone,delay",
        "2026-03-08 issue-found issue=tone,delay finding=upheld",
    )
    assert outcome_of(RULED, told(*lines)) == "upheld"
    assert outcome_of(RULED, told(*lines[:-1])) is None


def test_another_outcome_is_refused() -> None:
    """A response with another outcome than the findings come to is refused, with its source."""
    case = replay(told(*FOUND))
    with pytest.raises(Refused, match="the findings come to outcome 'partly-upheld'") as caught:
        decide(RULED, case, act("2026-03-09 respond outcome=upheld"))
    assert "not 'upheld' (Complaints Policy, 7)" in str(caught.value)
    with pytest.raises(Refused, match="not 'partly-upheld' or 'upheld'"):
        decide(RULED, case, act("2026-03-09 respond outcome=partly-upheld,upheld"))
    (event,) = decide(RULED, case, act("2026-03-09 respond outcome=partly-upheld"))
    assert event.fact("outcome") == "partly-upheld"


def test_what_says_no_outcome_is_let_through() -> None:
    """The rule is about what is said: a response without an outcome contradicts nothing."""
    case = replay(told(*FOUND))
    assert decide(RULED, case, act("2026-03-09 respond"))
    assert decide(RULED, replay(told(*FOUND[:2])), act("2026-03-09 respond outcome=upheld"))


def test_a_recorded_contradiction_is_a_fault() -> None:
    """In a recorded history, a contradicted outcome is a fault, and the response is left out."""
    found = examine(
        RULED, events("2026-03-02 received", *FOUND, "2026-03-09 responded outcome=upheld")
    )
    (fault,) = found.faults
    assert "the findings come to outcome 'partly-upheld'" in fault.problem
    assert found.events[-1].on == day("2026-03-06")
    assert not examine(
        FREE, events("2026-03-02 received", *FOUND, "2026-03-09 responded outcome=upheld")
    ).faults
