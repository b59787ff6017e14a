"""casework: an act is decided upon, and the case, which has its history, is folded on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import count

from benchmarks.machines.story import Act, named, policy
from casework import Act as Wish
from casework import Case, decide, evolve, permitted

_numbers = count()
_policy = policy()


def begin(count: int) -> list[str]:
    """A reference is all that there is of a case before its first event."""
    return [f"C-{next(_numbers)}" for _ in range(count)]


def play(ref: str, acts: Iterable[Act]) -> Case:
    """The case that the acts lead to."""
    case = Case()
    for name, on, facts in acts:
        for event in decide(_policy, case, Wish(name, on, case=ref, facts=facts)):
            case = evolve(case, event)
    return case


def told(case: Case) -> tuple[str, tuple[str, ...]]:
    """Where the case stands and what has happened."""
    return named(case.stage, case.phase), tuple(event.name for event in case.events)


def may(case: Case, day: date) -> list[str]:
    """The acts that may happen next."""
    return [each.act for each in permitted(_policy, case, day) if each]
