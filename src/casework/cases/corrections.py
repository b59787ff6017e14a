"""A record is never rewritten; it is corrected by a further event.

`voided` says that an event never happened and `corrected` that it happened on another day or
with other facts.  Both name the event by its name and, where there are several, the day it was
given (`was`).  `effective` applies them, and everything derived follows: the record keeps what
was said, the answer is what is now known to be true.  A correction that names nothing, or no day,
changes nothing by it: whether it should have been recorded is for `decide`.

Something recorded late stands at the day it happened.  `recorded_by` leaves out what had not been
recorded on a day, to answer what was known then.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from casework.cases.events import COLUMNS, Event, as_day, in_order

CORRECTIONS = frozenset({"voided", "corrected"})
"""The events that say something of other events."""

RENAMED = {"to-by": "by", "to-reason": "reason", "to-role": "role"}
"""The facts by which a correction puts right those that it has itself: what each stands for."""

OWN = frozenset({"voids", "corrects", "was", "to-day", *RENAMED, *RENAMED.values(), *COLUMNS})
"""The facts of a correction that are about the correction itself."""


def effective(events: Iterable[Event]) -> tuple[Event, ...]:
    """A history as it is now known to have been: corrections applied, and gone."""
    history: list[Event] = []
    for event in events:
        if event.name not in CORRECTIONS:
            history.append(event)
            continue
        history = list(in_order(history))
        at = target_of(event, history)
        if at is None:
            continue
        if event.name == "voided":
            del history[at]
        else:
            history[at] = _corrected(history[at], event)
    return in_order(history)


def recorded_by(events: Iterable[Event], day: date) -> tuple[Event, ...]:
    """The events that had been recorded by the end of a day."""
    return tuple(event for event in events if (event.recorded or event.on) <= day)


def target_of(correction: Event, history: list[Event]) -> int | None:
    """Where the event that a correction names stands in a history; the latest of several."""
    name = correction.fact("voids") or correction.fact("corrects")
    was = correction.fact("was")
    for at in reversed(range(len(history))):
        event = history[at]
        if event.name == name and was in (None, event.on.isoformat()):
            return at
    return None


def _corrected(event: Event, correction: Event) -> Event:
    day = as_day(correction.fact("to-day"))
    facts = dict(event.facts) | {name: value for name, value in correction.facts if name not in OWN}
    facts |= {RENAMED[name]: value for name, value in correction.facts if name in RENAMED}
    return Event(
        event.case,
        event.name,
        event.on if day is None else day,
        event.at if day is None else None,
        event.recorded,
        event.procedure,
        event.stage,
        tuple(sorted(facts.items())),
    )
