"""One procedure and one story: what every contender is built from, guards and moves.

The machine is read out of the compiled policy, so all of them have the same states and acts.
The history that the others keep is a list of records (event, day, state, facts).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

import casework
from benchmarks.caseloads import FIRST, POLICY

Facts = Mapping[str, str]
Record = tuple[str, date, str, Facts]
"""An event, its day, the state that it led to, and its facts."""

Act = tuple[str, date, Facts]

BEGINNING = "expected"
ANSWER: Facts = {"outcome": "upheld"}
NO_FACTS: Facts = {}

STORY: tuple[tuple[str, int, Facts], ...] = (
    ("receive", 0, NO_FACTS),
    ("acknowledge", 1, NO_FACTS),
    ("respond", 12, ANSWER),
    ("escalate", 20, NO_FACTS),
    ("respond", 39, ANSWER),
    ("escalate", 50, NO_FACTS),
    ("respond", 64, ANSWER),
    ("close", 90, NO_FACTS),
)
"""Eight acts, with the days from receipt and the facts that they bring."""

TOLD = (
    "stage_3_closed",
    (
        "received",
        "acknowledged",
        "responded",
        "escalated",
        "responded",
        "escalated",
        "responded",
        "closed",
    ),
)
"""The state and the history that the story leads to."""


class Move(NamedTuple):
    """One row of the machine: an act, its event, from where to where, and its guards."""

    act: str
    event: str
    source: str
    target: str
    needs: tuple[str, ...]
    again: bool


@cache
def policy() -> casework.Policy:
    """The policy that all this is taken from."""
    return casework.load_policy(POLICY)


@cache
def moves() -> tuple[Move, ...]:
    """The machine: every move from a state that can be reached."""
    procedure = policy().procedure("corporate", FIRST)
    rows = [
        Move(
            move.act,
            move.event,
            named(*state),
            named(move.stages[0], move.phase),
            move.needs,
            move.again or move.event in {"received", "escalated"},
        )
        for state, row in procedure.moves.items()
        for move in row.values()
    ]
    reached = [BEGINNING]
    for state in reached:
        reached += {row.target for row in rows if row.source == state}.difference(reached)
    return tuple(row for row in rows if row.source in reached)


@cache
def states() -> tuple[str, ...]:
    """The states of the machine, the first one first."""
    known = [BEGINNING]
    for move in moves():
        known += (move.source, move.target)
    return tuple(dict.fromkeys(known))


@cache
def codes() -> Mapping[str, frozenset[str]]:
    """The values that facts may have."""
    return {name: frozenset(found.ids) for name, found in policy().taxonomies.items()}


@cache
def enough() -> Facts:
    """Facts that satisfy every move, for the question what may happen next."""
    known = codes()
    needs = sorted({need for move in moves() for need in move.needs})
    return {need: min(known.get(need, {"given"})) for need in needs}


def named(stage: str, phase: str) -> str:
    """The name of a state, fit to be an attribute."""
    return f"{stage}_{phase}".replace("-", "_") if stage else phase


def acts(number: int, days: Sequence[date]) -> tuple[Act, ...]:
    """The story, begun on a day of its own."""
    begun = number % 200
    return tuple((name, days[begun + offset], facts) for name, offset, facts in STORY)


def days() -> list[date]:
    """The days that all stories share."""
    return [FIRST + timedelta(days=n) for n in range(300)]


def timely(move: Move, history: Sequence[Record], on: date) -> bool:
    """The guard of every move: not before the latest event, nor twice in a stage."""
    if not history:
        return True
    _, latest, _, _ = history[-1]
    if on < latest:
        return False
    if not move.again:
        for event, _, state, _ in reversed(history):
            if event == move.event:
                return state != move.target
            if state != move.source:
                break
    return True


def complete(move: Move, facts: Facts) -> bool:
    """The guard of every move: what it needs is there, and what is there is known."""
    for need in move.needs:
        if need not in facts:
            return False
    known = codes()
    return all(value in known[name] for name, value in facts.items() if name in known)
