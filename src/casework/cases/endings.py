"""What follows from how a case stands.

Where the complainant may turn, and until when its records are kept: both are derived.
"""

from __future__ import annotations

from collections.abc import Iterable

from casework.cases.corrections import effective
from casework.cases.events import Event
from casework.cases.visits import values_of, visits
from casework.days.reckoning import reckon
from casework.days.steps import Reckoning
from casework.rules.conditions import fits
from casework.rules.moves import PHASE_AFTER
from casework.rules.policy import Policy
from casework.rules.procedure import WayOut


def ways_out(policy: Policy, events: Iterable[Event]) -> tuple[WayOut, ...]:
    """The bodies that the complainant may turn to now, by stage and by facts of the case."""
    history = effective(events)
    visited = visits(policy, history)
    if not visited:
        return ()
    visit = visited[-1]
    done = visit.left is not None or visit.first("responded") is not None
    known = values_of(history)
    return tuple(
        way
        for way in visit.procedure.way_out
        if (not way.after or (done and visit.stage.id in way.after)) and fits(way.when, known)
    )


def destroy_after(policy: Policy, events: Iterable[Event]) -> Reckoning | None:
    """The last day on which the records of an ended case are kept.

    None while it has not ended, or where the policy says nothing of that ending.
    """
    visited = visits(policy, effective(events))
    left = visited[-1].left if visited else None
    if left is None or PHASE_AFTER.get(left.name) != "closed":
        return None
    procedure = visited[-1].procedure
    kept = procedure.retention.get(left.name)
    if kept is None:
        return None
    source = policy.cite(procedure.source) if procedure.source else f"retention of {left.name}"
    calendar = policy.calendars["default"]
    return reckon(kept, left.on, calendar=calendar, why=left.name, source=source)
