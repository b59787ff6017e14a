"""A case is a fold over its events.

`evolve` applies one event and never refuses: what happened, happened.  It holds no rules, only
which phase an event leads to, so a case can be rebuilt without its policy.  Rules are for
`decide`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import reduce

from attrs import frozen

from casework.cases.events import Event, in_order
from casework.rules.moves import PHASE_AFTER, Phase


@frozen
class Case:
    """Where a case stands: all that the next decision needs, and no more.

    `stage` is empty and `level` counts where the events do not name their stages.  `reached`
    are the events of the present stage, `last` the latest event.
    """

    ref: str = ""
    procedure: str = ""
    received: date | None = None
    phase: Phase = "expected"
    stage: str = ""
    level: int = 0
    reached: tuple[str, ...] = ()
    last: Event | None = None

    def __str__(self) -> str:
        return f"{self.ref or 'a case'}: {self.phase} at {self.stage or f'stage {self.level}'}"


EXPECTED = Case()
"""The case before its first event."""


def evolve(case: Case, event: Event) -> Case:
    """The case after an event."""
    name = event.name
    if name == "received":
        return Case(
            event.case, event.procedure, event.on, "open", event.stage, 1, (name,), event
        )
    phase = PHASE_AFTER.get(name, case.phase)
    stage, level, reached = event.stage or case.stage, case.level, (*case.reached, name)
    if name == "escalated":
        stage, level, reached = event.stage, level + 1, (name,)
    return Case(
        case.ref or event.case, case.procedure, case.received, phase, stage, level, reached, event
    )


def replay(events: Iterable[Event], case: Case = EXPECTED) -> Case:
    """The case that a history of events leads to."""
    return reduce(evolve, in_order(events), case)
