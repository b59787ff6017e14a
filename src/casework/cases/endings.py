"""What follows from how a case stands.

Where the complainant may turn, what has become late, and until when its records are kept: all
three are derived.  Becoming late is a fact about a day, so it can be recorded once and only
once, for whatever an embedding system wants to do about it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from casework.cases.clocks import clocks
from casework.cases.corrections import effective
from casework.cases.events import Event
from casework.cases.visits import values_of, visits
from casework.days.reckoning import reckon
from casework.days.steps import Reckoning
from casework.rules.conditions import fits
from casework.rules.moves import PHASE_AFTER
from casework.rules.policy import Policy
from casework.rules.procedure import WayOut


def became_late(policy: Policy, events: Iterable[Event], as_of: date) -> tuple[Event, ...]:
    """The events to record because clocks have become late by a day and none says so yet.

    Each names its clock and the day it was due, and is dated `as_of`.  Once they are among the
    events, asking again gives none.
    """
    history = tuple(events)
    said = {
        (event.stage, event.fact("clock"), event.fact("due"))
        for event in history
        if event.name == "became-late"
    }
    found = []
    for clock in clocks(policy, history, as_of):
        key = clock.stage, clock.clock, clock.due.isoformat()
        if clock.owed and clock.state in {"overdue", "missed"} and key not in said:
            said.add(key)
            facts = (("clock", clock.clock), ("due", clock.due.isoformat()))
            found.append(
                Event(
                    clock.case,
                    "became-late",
                    as_of,
                    None,
                    None,
                    clock.procedure,
                    clock.stage,
                    facts,
                )
            )
    return tuple(found)


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
