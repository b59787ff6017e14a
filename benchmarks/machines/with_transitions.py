"""transitions: one machine for all models, no automatic transitions, conditions and a callback."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial

from transitions import Machine

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


class Case:
    """A model of the machine."""

    def __init__(self, ref: str) -> None:
        self.ref = ref
        self.history: list[Record] = []


def _machine() -> Machine:
    made = Machine(model=None, states=list(states()), initial=BEGINNING, auto_transitions=False)
    for move in moves():
        made.add_transition(
            move.act,
            move.source,
            move.target,
            conditions=partial(_guard, move),
            before=partial(_keep, move),
        )
    return made


def begin(count: int) -> list[Case]:
    """Cases on which nothing has happened, in a machine of their own."""
    cases = [Case(f"C-{n}") for n in range(count)]
    _machine().add_model(cases)
    return cases


def play(case: Case, acts: Iterable[Act]) -> Case:
    """Move a case."""
    for name, on, facts in acts:
        if not getattr(case, name)(case, on, facts):
            raise ValueError(name)
    return case


def told(case: Case) -> tuple[str, tuple[str, ...]]:
    """Where the case stands and what has happened."""
    return case.state, tuple(record[0] for record in case.history)  # type: ignore[attr-defined]


def may(case: Case, day: date) -> list[str]:
    """The acts that may happen next."""
    machine = case.trigger.func.__self__  # type: ignore[attr-defined]
    triggers = machine.get_triggers(case.state)  # type: ignore[attr-defined]
    return [name for name in triggers if getattr(case, f"may_{name}")(case, day, enough())]


def _guard(move: Move, case: Case, on: date, facts: Facts) -> bool:
    return timely(move, case.history, on) and complete(move, facts)


def _keep(move: Move, case: Case, on: date, facts: Facts) -> None:
    case.history.append((move.event, on, move.target, facts))
