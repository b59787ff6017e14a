"""A case is a fold over its events.

`evolve` applies one event and never refuses: what happened, happened.  It holds no rules, only
which phase an event leads to, so a case can be rebuilt without its policy.  Rules are for
`decide`.  An event that is voided or corrected is as if it had never been, or had always been
so: the case is folded again from what then remains (see `corrections`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import reduce

from attrs import frozen

from casework.cases.corrections import CORRECTIONS, effective
from casework.cases.events import Event, in_order
from casework.rules.moves import ASIDE_EVENTS, ENTRIES, ONWARD, PHASE_AFTER, Phase


@frozen
class Case:
    """Where a case stands, and how it came there.

    `stage` is empty and `level` counts where the events do not name their stages.  `settled`
    are the events with corrections applied, the very same where there are none; `entered` is
    the place among them of the one that entered the present stage.
    """

    ref: str = ""
    procedure: str = ""
    received: date | None = None
    phase: Phase = "expected"
    stage: str = ""
    level: int = 0
    events: tuple[Event, ...] = ()
    entered: int = 0
    settled: tuple[Event, ...] = ()

    @property
    def here(self) -> tuple[Event, ...]:
        """The events of the present stage, as they are now known to have been."""
        return self.settled[self.entered :]

    @property
    def last(self) -> Event | None:
        """The latest event."""
        return self.events[-1] if self.events else None

    def __str__(self) -> str:
        return f"{self.ref or 'a case'}: {self.phase} at {self.stage or f'stage {self.level}'}"


EXPECTED = Case()
"""The case before its first event."""


def evolve(case: Case, event: Event) -> Case:
    """The case after an event."""
    name = event.name
    events = (*case.events, event)
    if name in CORRECTIONS or case.settled is not case.events:
        return _folded(events)
    procedure, received, stage, level = case.procedure, case.received, case.stage, case.level
    phase, entered = PHASE_AFTER.get(name, case.phase), case.entered
    if name in ENTRIES:
        entered = len(events) - 1
        if name == "received":
            procedure, received, stage, level = event.procedure, event.on, event.stage, 1
        elif name in ONWARD:
            stage, level = event.stage, level + 1
    return Case(
        case.ref or event.case,
        procedure,
        received,
        phase,
        stage if name in ASIDE_EVENTS else event.stage or stage,
        level,
        events,
        entered,
        events,
    )


def replay(events: Iterable[Event], case: Case = EXPECTED) -> Case:
    """The case that a history of events leads to."""
    return reduce(evolve, in_order(events), case)


def _folded(events: tuple[Event, ...]) -> Case:
    settled = reduce(evolve, effective(events), EXPECTED)
    return Case(
        settled.ref or events[0].case,
        settled.procedure,
        settled.received,
        settled.phase,
        settled.stage,
        settled.level,
        events,
        settled.entered,
        settled.events,
    )
