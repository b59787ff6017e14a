"""The laws that a clock keeps on any one day, and which clocks of two days are the same."""

from __future__ import annotations

from collections import Counter
from datetime import date

from casework import Clock
from casework.cases.clocks import UNFINISHED
from casework.days.steps import BEGINNINGS

OUTCOMES = {"missed", "met", "void"}
"""How a clock may have ended."""


def is_same(clock: Clock, other: Clock) -> bool:
    """Whether two clocks, of two days, are surely the same, and no later start can move it."""
    rule = clock.rule
    fixed = not (rule.recurs or any(other.starts for other in rule.either))
    return fixed and (clock.stage, rule, clock.started) == (other.stage, other.rule, other.started)


def keeps_its_laws(clock: Clock, as_of: date) -> None:
    """A clock's due day is its last step's, no skipped day counts twice, and its state fits."""
    steps = clock.reckoning.steps
    assert clock.due == steps[-1].day
    assert all(step.source for step in steps)
    counted = max(i for i, step in enumerate(steps) if step.what in BEGINNINGS)
    closed = Counter(step.day for step in steps[counted:] if step.what == "closed")
    assert not [day for day, count in closed.items() if count > 1]
    if clock.ended is not None:
        assert clock.state in OUTCOMES
        assert clock.ended <= as_of
    elif clock.owed:
        assert clock.state in UNFINISHED
        assert (clock.state == "overdue") <= (as_of > clock.due)
    assert (clock.state == "void") <= (clock.stopped is None)
    if clock.owed and clock.state in {"met", "missed", "overdue"}:
        until = clock.ended or as_of
        assert (clock.state == "met") <= (until <= clock.due)
        if clock.reckoning.at is None:
            assert (clock.state == "met") == (until <= clock.due)
    if clock.kind != "wait" and clock.reckoning.at is None:
        assert (clock.late_by > 0) == (clock.state in {"missed", "overdue"})
