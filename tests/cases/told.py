"""Events and acts told in a line of text: `2026-03-02 received channel=web`.

First the day or the instant, then the name, then columns and facts; a comma makes a list.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from datetime import date, datetime

from casework import Act, Clock, Event, Policy, clocks, decide, replay
from casework.cases.events import event_from

UNSAID = ("case", "procedure", "policy")
"""What is left out when an event is told."""


def event(line: str, case: str = "C-1") -> Event:
    """The event of a line."""
    on, name, *rest = shlex.split(line)
    pairs: list[tuple[str, str]] = [
        (key, value) for key, _, value in (w.partition("=") for w in rest)
    ]
    record: dict[str, object] = {"case": case, "event": name, "on": on}
    record |= {key: value.split(",") if "," in value else value for key, value in pairs}
    found = event_from(record)
    assert isinstance(found, Event), found
    return found


def events(*lines: str) -> tuple[Event, ...]:
    """The events of lines."""
    return tuple(event(line) for line in lines)


def act(line: str) -> Act:
    """The act of a line."""
    told = event(line)
    return Act(told.name, told.on, told.at, told.case, told.procedure, told.stage, told.facts)


def line_of(told: Event) -> str:
    """An event as a line, without its case, its procedure and the edition of its policy."""
    on = told.at.isoformat() if told.at else told.on.isoformat()
    columns = {"stage": told.stage, "recorded": told.recorded}
    facts = {name: value for name, value in told.facts if name not in UNSAID}
    shown = {name: value for name, value in columns.items() if value} | facts
    words = (
        f"{name}={','.join(value) if isinstance(value, tuple) else value}"
        for name, value in shown.items()
    )
    return shlex.join([on, told.name, *words])


def decided(policy: Policy, history: Iterable[str], wish: str) -> list[str]:
    """What an act records after a history, told in lines."""
    return [line_of(told) for told in decide(policy, replay(events(*history)), act(wish))]


def day(text: str) -> date:
    """A day."""
    return date.fromisoformat(text)


def instant(text: str) -> datetime:
    """An instant."""
    return datetime.fromisoformat(text)


def clock_of(policy: Policy, history: Iterable[str], as_of: str, clock: str = "response") -> Clock:
    """The latest clock of an id after a history, on a day."""
    found = clocks(policy, events(*history), day(as_of))
    return [each for each in found if each.clock == clock][-1]
