"""What another policy, or another day off, does to the clocks of a case.

Nothing that is due is stored, so the question which days move is asked by deriving every clock
twice, before and after, and putting the two beside each other.  A clock is the same clock where
it is the same one of the same stage, and for one that recurs, the same time round.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import evolve, frozen

from casework.cases.clocks import UNFINISHED, Clock, clocks
from casework.cases.events import Event, in_order
from casework.rules.moves import ENTRIES, ONWARD
from casework.rules.policy import Policy

Key = tuple[str, str, str, int]


@frozen
class Moved:
    """A clock that has not been stopped, and when it is due before and after a change.

    None where there is no such clock on that side.
    """

    case: str
    procedure: str
    stage: str
    clock: str
    was: date | None
    now: date | None

    @property
    def days(self) -> int | None:
        """By how many calendar days it moves, later being more; None where one side is not."""
        return None if self.was is None or self.now is None else (self.now - self.was).days


def moved(before: Policy, after: Policy, events: Iterable[Event], as_of: date) -> tuple[Moved, ...]:
    """The clocks of one case, not stopped by a day, that are due on another day after a change.

    Windows and waits are among them.  `OutOfTable` or `NotInForce` where a due day cannot be
    known under one of the two.
    """
    history = tuple(events)
    one, other = (_open(each, history, as_of) for each in (before, after))
    found = []
    for key in dict.fromkeys((*one, *other)):
        was, now = one.get(key), other.get(key)
        if (was and was.due) != (now and now.due):
            procedure, stage, clock, _ = key
            days = (each.due if each else None for each in (was, now))
            found.append(Moved(history[0].case, procedure, stage, clock, *days))
    return tuple(found)


def _open(policy: Policy, events: Iterable[Event], as_of: date) -> Mapping[Key, Clock]:
    found: dict[Key, Clock] = {}
    for clock in clocks(policy, transposed(policy, events), as_of):
        times = 0
        while (key := (clock.procedure, clock.stage, clock.clock, times)) in found:
            times += 1
        found[key] = clock
    return {key: clock for key, clock in found.items() if clock.state in UNFINISHED}


def transposed(policy: Policy, events: Iterable[Event]) -> tuple[Event, ...]:
    """The history of one case as it would have been told under another policy.

    Where that policy has one procedure and not the case's own, the case is taken as one of it.
    A stage that it does not have is the one to which the usual order leads; a request to go
    beyond its last stage, and what followed from it, is left out.
    """
    return tuple(_told(policy, in_order(events)))


def _told(policy: Policy, history: tuple[Event, ...]) -> Iterator[Event]:
    only = next(iter(policy.procedures)) if len(policy.procedures) == 1 else ""
    procedure, here = None, ""
    for event in history:
        ident = only or event.procedure
        if event.name == "received" or procedure is None:
            procedure = policy.procedure(ident, event.on)
            here = procedure.beginnings[0]
        elif event.name in ONWARD and event.stage not in procedure.by_id:
            onward = procedure.onward(procedure.by_id[here])
            if not onward:
                return
            here = onward[0]
        stage = event.stage if event.stage in procedure.by_id else here
        here = stage if event.name in ENTRIES else here
        yield evolve(event, procedure=ident, stage=stage)
