"""A case passes through visits to stages; this is where a history is cut into them.

A visit begins with the event that enters the stage and ends with the one that leaves it, if
the case has left.  An escalation is both: it leaves one visit and enters the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import frozen

from casework.cases.events import Event
from casework.rules.moves import ENTRIES, PHASE_AFTER
from casework.rules.procedure import Procedure, Stage

CHANGES = frozenset({"extended", "promised"})
"""The events that move a due day."""


@frozen
class Visit:
    """One stay of a case in a stage.

    `marks` are the first event of each name in the visit, `changes` every event that moves a
    due day, `left` the event that ended the stay.
    """

    stage: Stage
    entry: Event
    marks: Mapping[str, Event]
    changes: tuple[Event, ...] = ()
    left: Event | None = None


def visits(procedure: Procedure, history: Iterable[Event]) -> tuple[Visit, ...]:
    """The visits of one case, from events in order that begin with its receipt."""
    found: list[Visit] = []
    stage, entry = procedure.stage[0], None
    marks: dict[str, Event] = {}
    changes: list[Event] = []
    left = None
    for event in history:
        name = event.name
        if name in ENTRIES:
            if entry is not None:
                found.append(Visit(stage, entry, marks, tuple(changes), event))
                stage = procedure.by_id[event.stage or procedure.onward(stage)[0]]
            entry, marks, changes = event, {}, []
            continue
        if name in CHANGES:
            changes.append(event)
        marks.setdefault(name, event)
        if PHASE_AFTER.get(name) == "closed":
            left = event
    if entry is not None:
        found.append(Visit(stage, entry, marks, tuple(changes), left))
    return tuple(found)
