"""The guards that ask a clock: how far it may be moved, and whether it stands in the way.

A clock may be extended while it has not run out, by what its rule allows; a promise may only
be sooner; a pause needs a reason that the policy knows.  A hard window that has closed, or a
wait that is not over, refuses an act unless a reason of discretion is recorded with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from casework.cases.case import Case
from casework.cases.changes import AWAITED_BY
from casework.cases.clocks import Clock, chosen, clocks_of
from casework.cases.events import Event, as_day
from casework.cases.visits import values_of, visits
from casework.days.limits import Limit
from casework.days.reckoning import reckon
from casework.days.written import day_written
from casework.errors import CaseworkError, LimitError, NotInForce, OutOfTable, listed, meant
from casework.rules.clocks import ClockRule, Extension
from casework.rules.policy import Policy
from casework.rules.procedure import Procedure, Stage


class Asked(NamedTuple):
    """What a guard is asked about: an event that is to follow a case."""

    policy: Policy
    procedure: Procedure
    case: Case
    event: Event

    @property
    def stage(self) -> Stage:
        """The stage that the case is in."""
        return self.procedure.by_id[self.case.stage or self.procedure.stage_at(self.case.level)]

    def clocks(self, *further: Event) -> Mapping[str, Clock]:
        """The clocks of the present stage on the day of the event, by id."""
        return present_clocks(self.policy, (*self.case.settled, *further), self.event.on)


def present_clocks(policy: Policy, history: tuple[Event, ...], on: date) -> Mapping[str, Clock]:
    """The clocks of the stage that a case is in, by id; of one that recurs, the latest."""
    visited = visits(policy, history)[-1:]
    return {clock.clock: clock for clock in clocks_of(policy, visited, on, values_of(history))}


def hint(word: str, known: Mapping[str, object] | tuple[str, ...] | set[str] | list[str]) -> str:
    """What was perhaps meant, as the end of a sentence."""
    near = meant(word, known)
    return f"; perhaps '{near}' was meant" if near else ""


def extended(asked: Asked) -> str | None:
    """Why a clock may not be extended so, or None."""
    event = asked.event
    rules = {rule.id: rule for rule in chosen(asked.stage, values_of(asked.case.settled))}
    named = event.fact("clock")
    open_to = {name: rule for name, rule in rules.items() if rule.extension is not None}
    if named is not None and named not in open_to:
        return f"clock '{named}' may not be extended, only {listed(open_to)}"
    why = no_length(event, "by") or no_day(event, "until") or no_day(event, AWAITED_BY)
    wanted = {name: rule for name, rule in open_to.items() if named in (None, name)}
    for rule in wanted.values():
        why = why or _unsaid(rule, event)
    if why is not None:
        return why
    before = {name: clock for name, clock in asked.clocks().items() if clock.ended is None}
    begun = [name for name in wanted if name in before]
    try:
        after = asked.clocks(event)
        for name in begun:
            allowed = before[name].rule.extension or Extension()
            why = _overextended(asked, allowed, before[name], after[name])
            if why is not None:
                return why
    except OutOfTable as error:
        return str(error)
    return None if begun else f"no clock that may be extended is running: {listed(wanted)}"


def promised(asked: Asked) -> str | None:
    """Why an earlier day may not be promised, or None."""
    event = asked.event
    why = no_day(event, "until")
    if why is not None:
        return why
    until = day_written(str(event.fact("until")))
    if until < event.on:
        return f"{until} is before the promise itself"
    named = event.fact("clock")
    running = {name: clock for name, clock in asked.clocks().items() if clock.ended is None}
    owed = {name: clock for name, clock in running.items() if clock.owed}
    if named is not None and named not in owed:
        return f"clock '{named}' may not be promised sooner, only {listed(owed)}"
    if any(named in (None, name) and until < clock.due for name, clock in owed.items()):
        return None
    return f"no clock of the stage is due after {until}"


def paused(asked: Asked) -> str | None:
    """Why the clocks may not stand still for the reason given, or None."""
    rules = chosen(asked.stage, values_of(asked.case.settled))
    named = asked.event.fact("clock")
    pausable = {rule.id: rule.pausing for rule in rules if rule.pausing}
    if named is not None and named not in pausable:
        return f"clock '{named}' may not be paused, only {listed(pausable)}"
    pausing = [each for name, ways in pausable.items() if named in (None, name) for each in ways]
    if not all(each.reasons for each in pausing):
        return None
    reasons = tuple(dict.fromkeys(reason for each in pausing for reason in each.reasons))
    reason = asked.event.fact("pause-reason")
    if reason in reasons:
        return None
    return f"it needs a pause-reason: {listed(reasons)}{hint(str(reason), reasons)}"


def silent(asked: Asked) -> str | None:
    """Why a paused case may not yet be closed, or None."""
    if asked.case.phase != "paused":
        return None
    since = next(event for event in reversed(asked.case.here) if event.name == "paused")
    reason = since.fact("pause-reason")
    rules = chosen(asked.stage, values_of(asked.case.settled))
    ways = filter(None, (rule.stands_still(reason) for rule in rules))
    silences = filter(None, (how.close_after for how in ways))
    after = next(silences, asked.stage.close_after)
    if after is None:
        return "a case that waits for this is not closed for silence"
    silence = reckon(after, since.on, calendar=asked.policy.calendars["default"])
    if asked.event.on <= silence.due:
        return f"the case may be closed for silence after {silence.due}"
    return None


def in_the_way(asked: Asked, stage: Stage) -> str | None:
    """The hard window or the wait of a stage that an event comes at the wrong time for."""
    event = asked.event
    if event.name not in stage.barred:
        return None
    if event.fact("discretion") is not None:
        return None
    history = (*asked.case.settled, event)
    visited = visits(asked.policy, history)
    here = tuple(
        visit for visit in visited if event in {visit.left, visit.after, *visit.events, visit.entry}
    )
    for clock in clocks_of(asked.policy, here, event.on, values_of(history)):
        stops = event.name in clock.rule.stops and clock.stopped == event.on
        if clock.rule.stands_in_way and stops and clock.state == "missed":
            if clock.kind == "wait":
                return f"{clock.rule.name}: not before {clock.due}, without discretion"
            return f"{clock.rule.name}: closed on {clock.due}, without discretion"
    return None


def uncounted(policy: Policy, history: tuple[Event, ...], on: date) -> CaseworkError | None:
    """Why the clocks of a history cannot be counted on a day, or None."""
    try:
        clocks_of(policy, visits(policy, history), on)
    except CaseworkError as error:
        return error
    return None


def not_in_force(asked: Asked) -> str | None:
    """Why nothing is laid down for what an event that is `dated` enters or starts, or None."""
    policy, _, case, event = asked
    error = uncounted(policy, (*case.settled, event), event.on)
    if not isinstance(error, NotInForce) or uncounted(policy, case.settled, event.on) is not None:
        return None
    return str(error)


def no_day(event: Event, name: str) -> str | None:
    """Why a fact that should be a day is none, or None."""
    value = event.fact(name)
    if value is None:
        return None
    try:
        day_written(str(value))
    except ValueError:
        return f"{name} '{value}' is no day, such as 2026-03-02"
    return None


def no_length(event: Event, name: str) -> str | None:
    """Why a fact that should be the length of an extension is none, or None."""
    if event.fact(name) is None:
        return None
    try:
        by = Limit.parse(str(event.fact(name)))
    except LimitError as error:
        return str(error)
    return None if by.n > 0 and by.unit != "hours" else f"'{by}' is not an extension"


def _unsaid(rule: ClockRule, event: Event) -> str | None:
    allowed = rule.extension or Extension()
    missing = [name for name in allowed.needs if event.fact(name) is None]
    if missing:
        return f"it needs {', '.join(missing)}"
    if allowed.by is None and event.fact("by") is None and event.fact("until") is None:
        return "it needs by, such as '10 working days', or until, a day"
    return None


def _overextended(asked: Asked, allowed: Extension, before: Clock, after: Clock) -> str | None:
    rule = before.rule
    name = rule.name
    if asked.event.on > before.due:
        return f"{name} was due on {before.due} and can no longer be extended"
    awaited = as_day(asked.event.fact(AWAITED_BY)) if allowed.lapses_without else None
    if awaited is not None and not asked.event.on <= awaited <= before.due:
        return f"{AWAITED_BY} {awaited} is no day from {asked.event.on} to {before.due}"
    if after.due <= before.due:
        return f"it would not move {name}, due on {before.due}"
    if after.due > after.calendar.last:
        return f"{after.due} is after the last day of the calendar, {after.calendar.last}"
    if allowed.beyond is not None and asked.event.fact(allowed.beyond) is not None:
        return None
    earlier = [
        event
        for event in asked.case.here
        if event.name == "extended" and event.fact("clock") in (None, rule.id)
    ]
    if allowed.times is not None and len(earlier) >= allowed.times:
        times = "once" if allowed.times == 1 else f"{allowed.times} times"
        return f"{name} may be extended {times} only"
    for limit, begin in ((allowed.by, allowed.counted_from), (allowed.total, "start")):
        if limit is not None:
            facts = {"clock": rule.id, "by": str(limit), "counted-from": begin}
            utmost = Event(asked.event.case, "extended", asked.event.on, facts=facts)
            most = asked.clocks(utmost)[rule.id].due
            if after.due > most:
                return f"{name} may be extended to {most} at most ({limit})"
    return None
