"""What has become late, and whether somebody has said so.

Becoming late is a fact about a day, so it can be recorded once and only once, for whatever an
embedding system wants to do about it.  A record names its clock, and the due day where there may
be several; one that names no due day is about whatever that clock was due before it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from casework.cases.clocks import Clock, clocks
from casework.cases.corrections import effective
from casework.cases.events import Event
from casework.rules.policy import Policy

LATE = frozenset({"overdue", "missed"})


def became_late(policy: Policy, events: Iterable[Event], as_of: date) -> tuple[Event, ...]:
    """The events to record because clocks have become late by a day and none says so yet.

    Each names its clock and the day it was due, and is dated `as_of`.  Once they are among the
    events, asking again gives none.
    """
    history = tuple(events)
    found = {
        (clock.stage, clock.clock, clock.due): Event(
            clock.case,
            "became-late",
            as_of,
            None,
            None,
            clock.procedure,
            clock.stage,
            (("clock", clock.clock), ("due", clock.due.isoformat())),
        )
        for clock in unsaid(clocks(policy, history, as_of), effective(history))
    }
    return tuple(found.values())


def unsaid(found: Iterable[Clock], history: Iterable[Event]) -> list[Clock]:
    """Those of some clocks that are late and of which a history does not say so."""
    said = [event for event in history if event.name == "became-late"]
    return [
        clock
        for clock in found
        if clock.owed and clock.state in LATE and not any(_is_of(event, clock) for event in said)
    ]


def _is_of(event: Event, clock: Clock) -> bool:
    if (event.stage, event.fact("clock")) != (clock.stage, clock.clock):
        return False
    due = event.fact("due")
    return clock.due < event.on if due is None else due == clock.due.isoformat()
