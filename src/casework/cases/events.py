"""What happened, as frozen values in a storage format.

An event is a fact: a name in the past tense, the case, the day it happened `on`, the instant
where that is known, and the day it was `recorded` where that was later.  Everything else that
is known of it (an outcome, a root cause, a channel) is a named fact.  Nothing that can be
derived is stored, and nothing about a person.

Events by the million say the same few things.  So an event holds its case, name and day, and
what else it says once for all that say the same: its `Particulars`.

The columns here are the JSON keys and CSV headings; `on` holds the instant where there is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from operator import attrgetter
from sys import intern
from typing import NamedTuple

from attrs import field, frozen

from casework.cases.making import open_to_filling
from casework.days.receipt import in_london
from casework.days.written import day_written, instant_written
from casework.errors import Fault, OutOfTable, meant

Fact = str | tuple[str, ...]
Facts = tuple[tuple[str, Fact], ...]

COLUMNS = ("case", "event", "on", "recorded", "procedure", "stage")
ATTRIBUTES = ("case", "name", "on", "at", "recorded", "procedure", "stage", "facts")
"""What an event has, in the order of its parameters."""
RESERVED = frozenset(COLUMNS)
"""What a fact may not be called."""


def as_facts(facts: Mapping[str, object] | Facts) -> Facts:
    """Facts as pairs in order of name, from such pairs or from a mapping."""
    if isinstance(facts, tuple):
        return facts if len(facts) < 2 else tuple(sorted(facts))
    return facts_of(facts)


class Particulars(NamedTuple):
    """What an event says beside its case, its name and its day."""

    procedure: str
    stage: str
    facts: Facts
    at: datetime | None = None
    recorded: date | None = None


@lru_cache(maxsize=8192)
def particulars(procedure: str, stage: str, facts: Facts) -> Particulars:
    """What an event says, the very same for all that say the same and know no instant.

    The facts stand in order of name.
    """
    return Particulars(procedure, stage, facts)


def _all_said(
    procedure: str, stage: str, facts: Facts, at: datetime | None, recorded: date | None
) -> Particulars:
    said = particulars(procedure, stage, facts)
    if at is None and recorded is None:
        return said
    return Particulars(procedure, stage, said.facts, at, recorded)


@frozen(init=False, slots=False, these={name: field() for name in ATTRIBUTES})
class Event:
    """One thing that happened to a case.

    It has the `ATTRIBUTES` and keeps the last five of them in `said`.  `stage` is the stage that
    the case is in once it has happened.
    """

    __slots__ = ("case", "name", "on", "said")
    case: str
    name: str
    on: date
    said: Particulars

    def __init__(
        self,
        case: str,
        name: str,
        on: date,
        at: datetime | None = None,
        recorded: date | None = None,
        procedure: str = "",
        stage: str = "",
        facts: Mapping[str, object] | Facts = (),
    ) -> None:
        _case(self, case)
        _name(self, name)
        _on(self, on)
        _said(self, _all_said(procedure, stage, as_facts(facts), at, recorded))

    @property
    def at(self) -> datetime | None:
        """The instant it happened, where that is known."""
        return self.said.at

    @property
    def recorded(self) -> date | None:
        """The day it was recorded, where that was later."""
        return self.said.recorded

    @property
    def procedure(self) -> str:
        """The procedure that the case is under; empty where the event does not say."""
        return self.said.procedure

    @property
    def stage(self) -> str:
        """The stage that the case is in once it has happened; empty where it does not say."""
        return self.said.stage

    @property
    def facts(self) -> Facts:
        """What else is known of it, as pairs in order of name."""
        return self.said.facts

    def fact(self, name: str) -> Fact | None:
        """The value of a fact, or None."""
        for known, value in self.said.facts:
            if known == name:
                return value
        return None

    def values(self, name: str) -> tuple[str, ...]:
        """The values of a fact that may have several, in order; empty where there is none."""
        value = self.fact(name)
        if value is None:
            return ()
        return value if isinstance(value, tuple) else (value,)

    def __str__(self) -> str:
        return f"{self.case} {self.name} on {self.on}"

    def __eq__(self, other: object) -> bool:
        return _parts(self) == _parts(other) if isinstance(other, Event) else NotImplemented

    def __hash__(self) -> int:
        return hash(_parts(self))

    def __reduce__(self) -> tuple[type[Event], tuple[object, ...]]:
        return Event, tuple(getattr(self, name) for name in ATTRIBUTES)


def happened(case: str, name: str, on: date, said: Particulars) -> Event:
    """An event that says what is put together already."""
    event = _Open()
    event.case, event.name, event.on, event.said = case, name, on, said
    event.__class__ = Event
    made: Event = event
    return made


_Open = open_to_filling(Event)
_parts = attrgetter("case", "name", "on", "said")
_case, _name, _on, _said = (vars(Event)[name].__set__ for name in ("case", "name", "on", "said"))
"""What sets the slots of a new event, without looking each up by its name as attrs does."""


def as_day(value: Fact | None) -> date | None:
    """The day that a fact holds, or None where it holds none."""
    try:
        return day_written(str(value))
    except ValueError:
        return None


def facts_of(facts: Mapping[str, object]) -> Facts:
    """Facts in order of name, as words: numbers and truths as JSON writes them.

    A list of one is its value; what is empty is left out.
    """
    pairs: list[tuple[str, Fact]] = []
    for name, value in facts.items():
        if isinstance(value, str) and value:
            pairs.append((name, value))
            continue
        several = value if isinstance(value, (list, tuple)) else (value,)
        words = tuple(word for word in map(_word, several) if word)
        if words:
            pairs.append((name, words if len(words) > 1 else words[0]))
    return tuple(sorted(pairs) if len(pairs) > 1 else pairs)


def _word(value: object) -> str:
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, bool):
        return {None: "", True: "true", False: "false"}[value]
    return str(value)


def event_from(record: Mapping[str, object]) -> Event | list[Fault]:
    """An event from a record of a caseload, or all that is wrong with the record."""
    faults: list[Fault] = []
    texts = {}
    for name in ("case", "event", "procedure", "stage"):
        value = record.get(name)
        if name == "case" and isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if value is None or value == "":
            if name in {"case", "event"}:
                near = meant(name, [key for key in record if key not in COLUMNS])
                faults.append(Fault(near or name, f"no '{name}'", f"a key '{name}'", near and name))
        elif not isinstance(value, str):
            faults.append(Fault(name, f"found {value!r}", "text"))
        else:
            texts[name] = intern(value)
    on = _moment("on", record.get("on"), faults, required=True)
    recorded = _moment("recorded", record.get("recorded"), faults)
    facts = {intern(name): value for name, value in record.items() if name not in COLUMNS}
    for name, value in facts.items():
        if isinstance(value, dict) or (
            isinstance(value, list) and any(isinstance(each, (dict, list)) for each in value)
        ):
            faults.append(Fault(name, "found a nested value", "a value or a list of words"))
    if faults or on is None:
        return faults
    at = on if isinstance(on, datetime) else None
    said = _all_said(
        texts.get("procedure", ""),
        texts.get("stage", ""),
        facts_of(facts),
        at,
        recorded.date() if isinstance(recorded, datetime) else recorded,
    )
    return happened(texts["case"], texts["event"], at.date() if at else on, said)


def record_of(event: Event) -> dict[str, object]:
    """The record of an event: what `event_from` reads back as the same event."""
    columns = {
        "case": event.case,
        "event": event.name,
        "on": (event.at or event.on).isoformat(),
        "recorded": event.recorded.isoformat() if event.recorded else "",
        "procedure": event.procedure,
        "stage": event.stage,
    }
    record: dict[str, object] = {name: value for name, value in columns.items() if value}
    for name, value in event.facts:
        record[name] = list(value) if isinstance(value, tuple) else value
    return record


def in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events of a case by the day they happened; those of one day as they were given."""
    return tuple(sorted(events, key=lambda event: event.on))


def _moment(
    name: str, value: object, faults: list[Fault], *, required: bool = False
) -> date | datetime | None:
    if value is None or value == "":
        if required:
            faults.append(Fault(name, "is missing", "the day it happened, such as 2026-03-02"))
        return None
    try:
        if isinstance(value, str):
            if len(value) > 10:
                return in_london(instant_written(value))
            return _day(value)
    except (OutOfTable, ValueError):
        pass
    faults.append(Fault(name, f"{value!r} is no day", "a day such as 2026-03-02"))
    return None


@lru_cache(maxsize=8192)
def _day(text: str) -> date:
    return day_written(text)
