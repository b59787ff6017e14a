"""The same machine, the same guards and the same eight moves, told by each library in its way.

Each module has `begin(count)`, which makes cases on which nothing has happened; `play(case,
acts)`, which moves a case and gives it back; `told(case)`, its state and the names of its
history; and, if the library can say it, `may(case, day)`, the acts that may happen next.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from benchmarks.results import LIMIT, OURS

HOMES = {
    OURS: ("ours", ""),
    LIMIT: ("by_hand", ""),
    "django-fsm-2": ("with_django_fsm", "django_fsm"),
    "transitions": ("with_transitions", "transitions"),
    "python-statemachine": ("with_statemachine", "statemachine"),
    "eventsourcing": ("with_eventsourcing", "eventsourcing"),
}
"""Each contender's module here, and the module that it needs."""


def machine(name: str) -> Any:
    """The module of a contender."""
    return import_module(f"benchmarks.machines.{HOMES[name][0]}")
