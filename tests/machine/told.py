"""Cases told in lines: a day, an act, and its facts.

`2026-06-01 receive` is a line, `2026-06-03 extend by=10 working days; reason=a large file` another,
and `2026-06-08 escalate stage=panel; panel=A|B|C` one that names a stage and three people.
"""

from __future__ import annotations

from datetime import date

import pytest

from casework import Act, Clock, Event, Policy, Refused, clocks, decide, permitted, replay

Told = tuple[Event, ...]


def act(line: str) -> Act:
    """The act that a line tells."""
    day, name, *rest = line.split(maxsplit=2)
    pairs = [pair.split("=", 1) for pair in "".join(rest).split(";") if pair]
    facts = {key.strip(): value.strip().split("|") for key, value in pairs}
    (where,), (under,) = facts.pop("stage", [""]), facts.pop("procedure", [""])
    return Act(name, date.fromisoformat(day), None, "C-1", under, where, _facts(facts))


def _facts(facts: dict[str, list[str]]) -> tuple[tuple[str, str | tuple[str, ...]], ...]:
    return tuple(
        (name, values[0] if len(values) == 1 else tuple(values)) for name, values in facts.items()
    )


def follow(policy: Policy, lines: str, events: Told = ()) -> Told:
    """The events that acts record, one line after another."""
    for line in filter(None, map(str.strip, lines.splitlines())):
        events = (*events, *decide(policy, replay(events), act(line)))
    return events


def refused(policy: Policy, events: Told, line: str) -> str:
    """Why an act is refused; it must be."""
    with pytest.raises(Refused) as caught:
        decide(policy, replay(events), act(line))
    return caught.value.why


def running(policy: Policy, events: Told, on: str, name: str = "response") -> Clock:
    """The latest clock of an id on a day."""
    found = clocks(policy, events, as_of=date.fromisoformat(on))
    return [clock for clock in found if clock.clock == name][-1]


def due(policy: Policy, events: Told, on: str, name: str = "response") -> str:
    """When the latest clock of an id is due, as known on a day."""
    return str(running(policy, events, on, name).due)


def states(policy: Policy, events: Told, on: str) -> list[str]:
    """The clocks of a case on a day, in order: each id, its state and when it was due."""
    found = clocks(policy, events, as_of=date.fromisoformat(on))
    return [f"{clock.clock} {clock.state} {clock.due}" for clock in found]


def may(policy: Policy, events: Told, on: str, role: str | None = None) -> set[str]:
    """The acts that are permitted on a day."""
    found = permitted(policy, replay(events), date.fromisoformat(on), role=role)
    return {permission.act for permission in found if permission}


def why_not(policy: Policy, events: Told, on: str, name: str, role: str | None = None) -> str:
    """Why an act of the state is not permitted on a day; empty where it is."""
    found = permitted(policy, replay(events), date.fromisoformat(on), role=role)
    return {permission.act: permission.why_not or "" for permission in found}[name]
