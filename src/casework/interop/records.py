"""Clocks and reckonings as records of plain values, with ISO dates."""

from __future__ import annotations

from typing import Any

from casework.cases.clocks import Clock
from casework.days.steps import Reckoning

CLOCK_COLUMNS = (
    "case",
    "procedure",
    "stage",
    "clock",
    "kind",
    "started",
    "due",
    "stopped",
    "state",
    "late_by",
    "provisional",
)


def clock_record(clock: Clock) -> dict[str, Any]:
    """A clock as a record with the keys of `CLOCK_COLUMNS`."""
    return {
        "case": clock.case,
        "procedure": clock.procedure,
        "stage": clock.stage,
        "clock": clock.clock,
        "kind": clock.kind,
        "started": clock.started.isoformat(),
        "due": clock.due.isoformat(),
        "stopped": clock.stopped.isoformat() if clock.stopped else None,
        "state": clock.state,
        "late_by": clock.late_by,
        "provisional": clock.provisional,
    }


def reckoning_record(reckoning: Reckoning) -> dict[str, Any]:
    """A reckoning as a record: `due`, `provisional`, `at` and the list of `steps`."""
    return {
        "due": reckoning.due.isoformat(),
        "provisional": reckoning.provisional,
        "at": reckoning.at.isoformat() if reckoning.at else None,
        "steps": [
            {
                "day": step.day.isoformat(),
                "what": step.what,
                "why": step.why,
                "source": step.source,
                "weekend_days": step.weekend_days,
            }
            for step in reckoning.steps
        ],
    }
