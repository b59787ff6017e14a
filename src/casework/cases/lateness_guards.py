"""The guards of lateness: what only a late clock permits, and that lateness is recorded once.

Becoming late is a fact about a day.  Whoever records it says which clock, and which due day if
there may be several; it must be so by then, and nobody may have said it before.
"""

from __future__ import annotations

from datetime import date

from casework.cases.case import Case
from casework.cases.clock_guards import Asked, present_clocks
from casework.cases.clocks import clocks_of
from casework.cases.lateness import unsaid
from casework.cases.visits import visits
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


def recorded(asked: Asked) -> str | None:
    """Why it may not be recorded that a clock became late, or None."""
    policy, _, case, event = asked
    ident, due = event.fact("clock"), event.fact("due")
    where = event.stage or asked.stage.id
    late = [
        clock
        for clock in clocks_of(policy, visits(policy, case.settled), event.on)
        if (clock.stage, clock.clock) == (where, ident)
        and due in (None, clock.due.isoformat())
        and unsaid([clock], ())
    ]
    if not late:
        return f"no clock '{ident}' has become late" + (f", due on {due}" if due else "")
    if not unsaid(late, case.settled):
        return f"it has already been recorded that '{ident}' became late"
    return None
