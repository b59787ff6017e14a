"""The guards of lateness: what only a late clock permits."""

from __future__ import annotations

from datetime import date

from casework.cases.case import Case
from casework.cases.clock_guards import present_clocks
from casework.errors import listed
from casework.rules.moves import Move
from casework.rules.policy import Policy


def not_late(policy: Policy, case: Case, on: date, move: Move) -> str | None:
    """Why a move that only lateness permits is not yet permitted, or None."""
    if not move.when_late:
        return None
    here = present_clocks(policy, case.settled, on)
    late = [name for name, clock in here.items() if clock.state == "overdue"]
    named = move.when_late
    if isinstance(named, bool):
        return None if late else "no clock of the stage is overdue"
    return None if {*late} & {*named} else f"only {listed(named)} being overdue allows it"
