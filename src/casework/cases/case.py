"""A case is a fold over its events.

`evolve` applies one event and never refuses: what happened, happened.  It holds no rules, only
which phase an event leads to, so a case can be rebuilt without its policy.  Rules are for
`decide`.  An event that is voided or corrected is as if it had never been, or had always been
so: the case is folded again from what then remains (see `corrections`).

Where a case stands depends on so little that a caseload has a few dozen standings.  Each is a
value that its cases share, and the step from one to the next is worked out once.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from attrs import frozen

from casework.cases.corrections import CORRECTIONS, effective
from casework.cases.events import Event, in_order
from casework.cases.making import open_to_filling
from casework.rules.moves import ASIDE_EVENTS, ENTRIES, ONWARD, PHASE_AFTER, Phase


class Standing(NamedTuple):
    """What the events of a case come to.

    `done` are the names of what happened in the present stage; `settled` are the events with
    corrections applied, None where there are none.
    """

    phase: Phase = "expected"
    stage: str = ""
    done: frozenset[str] = frozenset()
    settled: tuple[Event, ...] | None = None


_NOWHERE = Standing()


@frozen(weakref_slot=False)
class Case:
    """What happened to a case, and where it therefore stands.

    `receipt` is the event that received it under its procedure; `stands` is what its events
    come to.  Every other attribute is read off these.
    """

    events: tuple[Event, ...] = ()
    receipt: Event | None = None
    stands: Standing = _NOWHERE

    @property
    def ref(self) -> str:
        """The reference of the case; empty before its first event."""
        return self.events[0].case if self.events else ""

    @property
    def procedure(self) -> str:
        """The procedure that it was received under; empty before receipt."""
        return self.receipt.procedure if self.receipt is not None else ""

    @property
    def received(self) -> date | None:
        """The day on which it was received under its procedure."""
        return self.receipt.on if self.receipt is not None else None

    @property
    def phase(self) -> Phase:
        """The phase of the stage that it is in."""
        return self.stands.phase

    @property
    def stage(self) -> str:
        """The stage that it is in; empty where the events do not name their stages."""
        return self.stands.stage

    @property
    def level(self) -> int:
        """How many stages onward it has come in its procedure; 0 before receipt."""
        level = 0
        for event in self.settled:
            if event.name == "received":
                level = 1
            elif event.name in ONWARD:
                level += 1
        return level

    @property
    def settled(self) -> tuple[Event, ...]:
        """The events with corrections applied; the very same where there are none."""
        settled = self.stands.settled
        return self.events if settled is None else settled

    @property
    def entered(self) -> int:
        """The place among the settled events of the one that entered the present stage."""
        settled = self.settled
        places = range(len(settled) - 1, -1, -1)
        return next((place for place in places if settled[place].name in ENTRIES), 0)

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

_Open = open_to_filling(Case)


def _come_to(events: tuple[Event, ...], receipt: Event | None, stands: Standing) -> Case:
    case = _Open()
    case.events, case.receipt, case.stands = events, receipt, stands
    case.__class__ = Case
    made: Case = case
    return made


def evolve(case: Case, event: Event) -> Case:
    """The case after an event."""
    name, stands = event.name, case.stands
    receipt = event if name == "received" else case.receipt
    if name not in CORRECTIONS:
        settled = stands.settled
        if settled is None:
            after = _after(stands, name, event.said.stage)
            return _come_to((*case.events, event), receipt, after)
        if not settled or event.on >= settled[-1].on:
            after = _after(stands._replace(settled=None), name, event.said.stage)
            after = after._replace(settled=(*settled, event))
            return _come_to((*case.events, event), receipt, after)
    return _put_right((*case.events, event))


def replay(events: Iterable[Event], case: Case = EXPECTED) -> Case:
    """The case that a history of events leads to."""
    further = in_order(events)
    history = (*case.events, *further)
    settled = case.stands.settled
    if settled is not None or not CORRECTIONS.isdisjoint(each.name for each in further):
        return _put_right(history)
    return _folded(case, history, further)


def _put_right(events: tuple[Event, ...]) -> Case:
    settled = effective(events)
    case = _folded(EXPECTED, settled, settled)
    return _come_to(events, case.receipt, case.stands._replace(settled=settled))


def _folded(case: Case, events: tuple[Event, ...], further: tuple[Event, ...]) -> Case:
    receipt, stands = case.receipt, case.stands
    for event in further:
        name = event.name
        if name == "received":
            receipt = event
        stands = _after(stands, name, event.said.stage)
    return _come_to(events, receipt, stands)


@lru_cache(maxsize=4096)
def _after(stands: Standing, name: str, stage: str) -> Standing:
    phase = PHASE_AFTER.get(name, stands.phase)
    if name in ONWARD:
        return Standing(phase, stage, frozenset({name}))
    known = stands.stage if name in ASIDE_EVENTS else stage or stands.stage
    return Standing(phase, known, frozenset({name}) if name in ENTRIES else stands.done | {name})
