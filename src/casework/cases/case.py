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

    `stage` is empty and `level` counts where the events do not name their stages.  `here` are
    the events of the present stage, the one that entered it first.
    """

    ref: str = ""
    procedure: str = ""
    received: date | None = None
    phase: Phase = "expected"
    stage: str = ""
    level: int = 0
    here: tuple[Event, ...] = ()

    @property
    def last(self) -> Event | None:
        """The latest event."""
        return self.here[-1] if self.here else None

    def __str__(self) -> str:
        return f"{self.ref or 'a case'}: {self.phase} at {self.stage or f'stage {self.level}'}"


EXPECTED = Case()
"""The case before its first event."""


def evolve(case: Case, event: Event) -> Case:
    """The case after an event."""
    name = event.name
    if name == "received":
        return Case(event.case, event.procedure, event.on, "open", event.stage, 1, (event,))
    phase = PHASE_AFTER.get(name, case.phase)
    stage, level, here = event.stage or case.stage, case.level, (*case.here, event)
    if name == "escalated":
        stage, level, here = event.stage, level + 1, (event,)
    return Case(
        case.ref or event.case, case.procedure, case.received, phase, stage, level, here
    )


def replay(events: Iterable[Event], case: Case = EXPECTED) -> Case:
    """The case that a history of events leads to."""
    return reduce(evolve, in_order(events), case)
