"""eventsourcing: an aggregate whose history is its pending events; the table is looked up by hand.

It has no machine, so it cannot say what may happen next.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import count
from typing import Any

from eventsourcing.domain import Aggregate, event

from benchmarks.machines.story import (
    BEGINNING,
    NO_FACTS,
    Act,
    Facts,
    complete,
    moves,
    states,
)

_table = {state: {move.act: move for move in moves() if move.source == state} for state in states()}
_numbers = count()


class Case(Aggregate):
    """A case that is received as it is made."""

    @event("Happened")
    def __init__(self, ref: str, event: str, on: date, state: str) -> None:
        self.ref = ref
        self.state = state
        self.on = on
        self.reached = {event}

    def act(self, name: str, on: date, facts: Facts) -> None:
        """Move the case, or refuse."""
        move = _table[self.state][name]
        again = move.again or move.event not in self.reached
        if on < self.on or not again or not complete(move, facts):
            raise ValueError(name)
        self.happen(move.event, on, move.target, facts)

    @event("Moved")
    def happen(self, event: str, on: date, state: str, facts: Facts) -> None:  # noqa: ARG002 - kept in the event
        """Fold one event on."""
        if event == "escalated":
            self.reached = set()
        self.reached.add(event)
        self.state = state
        self.on = on


def begin(count: int) -> list[str]:
    """A reference is all that there is of a case before its first event."""
    return [f"C-{next(_numbers)}" for _ in range(count)]


def play(ref: str, acts: Iterable[Act]) -> Any:
    """Make a case with the first act and move it with the others."""
    (name, on, _), *rest = acts
    move = _table[BEGINNING][name]
    if not complete(move, NO_FACTS):
        raise ValueError(name)
    case = Case(ref, move.event, on, move.target)
    for name, on, facts in rest:
        case.act(name, on, facts)
    return case


def told(case: Any) -> tuple[str, tuple[str, ...]]:
    """Where the case stands and what has happened."""
    return case.state, tuple(each.event for each in case.pending_events)
