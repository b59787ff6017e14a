"""The limit: a dict of moves, a list of records, the guards, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from benchmarks.machines.story import (
    BEGINNING,
    Act,
    Record,
    complete,
    moves,
    states,
    timely,
)

_table = {state: {move.act: move for move in moves() if move.source == state} for state in states()}


class Case:
    """A state and a history."""

    __slots__ = ("history", "ref", "state")

    def __init__(self, ref: str) -> None:
        self.ref = ref
        self.state = BEGINNING
        self.history: list[Record] = []


def begin(count: int) -> list[Case]:
    """Cases on which nothing has happened."""
    return [Case(f"C-{n}") for n in range(count)]


def play(case: Case, acts: Iterable[Act]) -> Case:
    """Move a case."""
    history = case.history
    for name, on, facts in acts:
        move = _table[case.state][name]
        if not (timely(move, history, on) and complete(move, facts)):
            raise ValueError(name)
        history.append((move.event, on, move.target, facts))
        case.state = move.target
    return case


def told(case: Case) -> tuple[str, tuple[str, ...]]:
    """Where the case stands and what has happened."""
    return case.state, tuple(record[0] for record in case.history)


def may(case: Case, day: date) -> list[str]:
    """The acts that may happen next."""
    history = case.history
    return [name for name, move in _table[case.state].items() if timely(move, history, day)]
