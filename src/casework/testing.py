"""Stories: a test kit for whoever writes a policy.

A story says in data what should be true of a policy: given these events, on this day, these
clocks and these permitted acts.  A complaints manager can read it, and `untrue` says where the
policy disagrees with it.  Stories stand in a TOML file:

    [[story]]
    title = "A late answer at stage one"
    source = "report, 2.3"
    on = 2020-05-18
    given = [
      { event = "received", on = 2020-04-09 },
      { event = "responded", on = 2020-05-15, outcome = "upheld" },
    ]
    clocks = [{ stage = "stage-1", clock = "response", due = 2020-05-04, state = "missed" }]
    permitted = ["escalate", "close"]
    refused = [{ act = "respond", why = "the case is answered" }]

What a story does not mention it does not claim, except that `permitted`, where it is given, is
the whole list.  The events must themselves be possible under the policy.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from attrs import Factory, frozen

from casework.cases.acts import Act
from casework.cases.case import Case, replay
from casework.cases.clocks import clocks
from casework.cases.decide import decide, permitted
from casework.cases.endings import ways_out
from casework.cases.events import Event, event_from
from casework.cases.history import examine
from casework.errors import CaseworkError, Fault, FaultyInput, listed
from casework.interop.records import clock_record
from casework.rules.policy import Policy

CASE = "the case"
KEYS = frozenset(
    {"title", "source", "procedure", "on", "given", "clocks", "permitted", "refused", "ways-out"}
)


@frozen
class Story:
    """What should be true of a policy after some events, on a day, and who says so."""

    title: str
    source: str
    on: date
    given: tuple[Event, ...]
    procedure: str = ""
    clocks: tuple[Mapping[str, Any], ...] = ()
    permitted: tuple[str, ...] | None = None
    refused: tuple[Mapping[str, Any], ...] = Factory(tuple)
    ways_out: tuple[str, ...] | None = None

    def __str__(self) -> str:
        return self.title


def load_stories(path: str | os.PathLike[str]) -> tuple[Story, ...]:
    """Read the stories of a TOML file; `FaultyInput` with all that is wrong with them."""
    found: list[Story] = []
    faults: list[Fault] = []
    rows = tomllib.loads(Path(path).read_text(encoding="utf-8")).get("story", [])
    for number, row in enumerate(rows, 1):
        place = f"story {number} ({row.get('title', 'without a title')})"
        missing = {"title", "source", "on", "given"} - row.keys()
        unknown = row.keys() - KEYS
        problems = [f"no {name}" for name in sorted(missing)]
        problems += [f"unknown key {name}" for name in sorted(unknown)]
        events, wrong = _events(row.get("given", []), row.get("procedure", ""))
        faults += [Fault(place, problem, file=str(path)) for problem in problems + wrong]
        if not problems and not wrong:
            found.append(_story(row, events))
    if faults or not found:
        raise FaultyInput(faults or [Fault("", "no story", "[[story]]", file=str(path))])
    return tuple(found)


def untrue(policy: Policy, story: Story) -> list[str]:
    """Where a policy disagrees with a story; nothing where the story is true of it."""
    history = examine(policy, story.given)
    if history.faults:
        return [str(fault) for fault in history.faults]
    case = replay(event for event in history.events if event.on <= story.on)
    return [
        *_clocks(policy, story, history.events),
        *_permitted(policy, story, case),
        *_refused(policy, story, case),
        *_ways_out(policy, story, history.events),
    ]


def _story(row: Mapping[str, Any], events: list[Event]) -> Story:
    acts = row.get("permitted")
    return Story(
        row["title"],
        row["source"],
        row["on"],
        tuple(events),
        row.get("procedure", ""),
        tuple(row.get("clocks", ())),
        None if acts is None else tuple(acts),
        tuple(row.get("refused", ())),
        None if (bodies := row.get("ways-out")) is None else tuple(bodies),
    )


def _events(given: list[dict[str, Any]], procedure: str) -> tuple[list[Event], list[str]]:
    events: list[Event] = []
    wrong: list[str] = []
    for row in given:
        record = {"case": CASE, **row} | {name: _text(value) for name, value in row.items()}
        if procedure and record.get("event") == "received":
            record.setdefault("procedure", procedure)
        found = event_from(record)
        if isinstance(found, Event):
            events.append(found)
        else:
            wrong += [f"given {row.get('event', 'an event')}: {fault}" for fault in found]
    return events, wrong


def _text(value: object) -> object:
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def _clocks(policy: Policy, story: Story, events: tuple[Event, ...]) -> Iterator[str]:
    found = [
        clock_record(clock) | {"reminders": [str(day) for day in clock.reminders]}
        for clock in clocks(policy, events, story.on)
    ]
    for wanted in story.clocks:
        told = {name: _text(value) for name, value in wanted.items() if name != "absent"}
        if "reminders" in told:
            told["reminders"] = [str(day) for day in wanted["reminders"]]
        unknown = told.keys() - (found[0].keys() if found else told.keys())
        if unknown:
            yield f"a clock has no {', '.join(sorted(unknown))}"
            continue
        same = [row for row in found if all(row[name] == value for name, value in told.items())]
        if bool(same) == bool(wanted.get("absent", False)):
            name = {key: told[key] for key in ("stage", "clock") if key in told}
            near = [row for row in found if all(row[key] == value for key, value in name.items())]
            yield f"on {story.on} expected {told}; found {near or 'no such clock'}"


def _ways_out(policy: Policy, story: Story, events: tuple[Event, ...]) -> Iterator[str]:
    if story.ways_out is not None:
        told = [event for event in events if event.on <= story.on]
        found = [way.body for way in ways_out(policy, told)]
        if sorted(found) != sorted(story.ways_out):
            wanted = listed(story.ways_out)
            yield f"on {story.on} expected the way out to be to {wanted}; found {listed(found)}"


def _permitted(policy: Policy, story: Story, case: Case) -> Iterator[str]:
    if story.permitted is not None:
        found = [
            each.act
            for each in permitted(policy, case, story.on, procedure=story.procedure)
            if each
        ]
        if sorted(found) != sorted(story.permitted):
            wanted = listed(story.permitted)
            yield f"on {story.on} expected to permit {wanted}; found {listed(found)}"


def _refused(policy: Policy, story: Story, case: Case) -> Iterator[str]:
    for wanted in story.refused:
        facts = {
            name: _text(value)
            for name, value in wanted.items()
            if name not in {"act", "why", "stage", "procedure"}
        }
        stage, procedure = wanted.get("stage", ""), wanted.get("procedure", story.procedure)
        act = Act(wanted["act"], story.on, None, CASE, procedure, stage, facts)
        try:
            decide(policy, case, act)
        except CaseworkError as error:
            if wanted.get("why", "") not in str(error):
                yield f"expected to refuse {act.name} because {wanted['why']}; found: {error}"
        else:
            yield f"expected to refuse {act.name}; it is permitted"
