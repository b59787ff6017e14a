"""python-statemachine: a machine for each case, a condition on each transition, a callback."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_
from types import new_class
from typing import Any

from statemachine import State, StateMachine

from benchmarks.machines.story import (
    BEGINNING,
    Act,
    Facts,
    Move,
    Record,
    complete,
    enough,
    moves,
    states,
    timely,
)


class _Historied:
    """What every case has besides its states."""

    def __init__(self, ref: str) -> None:
        self.ref = ref
        self.history: list[Record] = []
        super().__init__()


def _body(space: dict[str, Any]) -> None:
    rows = moves()
    left = {move.source for move in rows}
    made = {
        name: State(initial=name == BEGINNING, final=name not in left, value=name)
        for name in states()
    }
    space.update(made)
    for act in dict.fromkeys(move.act for move in rows):
        arrows = (
            made[move.source].to(made[move.target], cond=_guard(move), on=_keep(move))
            for move in rows
            if move.act == act
        )
        space[act] = reduce(or_, arrows)


def _guard(move: Move) -> Any:
    def guard(machine: Any, on: date, facts: Facts) -> bool:
        return timely(move, machine.history, on) and complete(move, facts)

    return guard


def _keep(move: Move) -> Any:
    def keep(machine: Any, on: date, facts: Facts) -> None:
        machine.history.append((move.event, on, move.target, facts))

    return keep


Case: Any = new_class("Case", (_Historied, StateMachine), exec_body=_body)


def begin(count: int) -> list[Any]:
    """Cases on which nothing has happened."""
    return [Case(f"C-{n}") for n in range(count)]


def play(case: Any, acts: Iterable[Act]) -> Any:
    """Move a case."""
    for name, on, facts in acts:
        getattr(case, name)(on=on, facts=facts)
    return case


def told(case: Any) -> tuple[str, tuple[str, ...]]:
    """Where the case stands and what has happened."""
    return case.current_state_value, tuple(record[0] for record in case.history)


def may(case: Any, day: date) -> list[str]:
    """The acts that may happen next."""
    return [event.id for event in case.enabled_events(on=day, facts=enough())]
