"""django-fsm-2: a model in memory, a method for each act, a condition on each transition.

A condition is given the model only, so what is asked for is laid on the model first.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

import django
from django.conf import settings

from benchmarks.machines.story import (
    BEGINNING,
    NO_FACTS,
    Act,
    Facts,
    Move,
    complete,
    enough,
    moves,
    timely,
)

if not settings.configured:
    settings.configure(INSTALLED_APPS=[], DATABASES={})
    django.setup()

from django.db import models
from django_fsm import FSMField, transition

ASKED: tuple[date, Facts] = (date.min, NO_FACTS)


def _guard(move: Move, case: Any) -> bool:
    on, facts = case.asked
    return timely(move, case.history, on) and complete(move, facts)


def _model() -> Any:
    state = FSMField(default=BEGINNING)

    def begun(self: Any, *args: Any, **kwargs: Any) -> None:
        models.Model.__init__(self, *args, **kwargs)
        self.history = []

    body: dict[str, Any] = {
        "__module__": __name__,
        "__init__": begun,
        "Meta": type("Meta", (), {"app_label": "benchmarks"}),
        "ref": models.CharField(max_length=20),
        "state": state,
        "asked": ASKED,
    }
    for name in dict.fromkeys(move.act for move in moves()):
        body[name] = _method(name, state)
    return type("Case", (models.Model,), body)


def _method(name: str, state: Any) -> Any:
    rows = {move.source: move for move in moves() if move.act == name}

    def act(self: Any, on: date, facts: Facts) -> None:
        move = rows[self.state]
        self.history.append((move.event, on, move.target, facts))

    act.__name__ = name
    found = act
    for move in rows.values():
        condition = partial(_guard, move)
        found = transition(state, source=move.source, target=move.target, conditions=[condition])(
            found
        )
    return found


Case = _model()


def begin(count: int) -> list[Any]:
    """Cases on which nothing has happened."""
    return [Case(ref=f"C-{n}") for n in range(count)]


def play(case: Any, acts: Iterable[Act]) -> Any:
    """Move a case."""
    for name, on, facts in acts:
        case.asked = on, facts
        getattr(case, name)(on, facts)
    return case


def told(case: Any) -> tuple[str, tuple[str, ...]]:
    """Where the case stands and what has happened."""
    return case.state, tuple(record[0] for record in case.history)


def may(case: Any, day: date) -> list[str]:
    """The acts that may happen next."""
    case.asked = day, enough()
    return [each.name for each in case.get_available_state_transitions()]
