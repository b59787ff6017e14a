"""Every clock of a case, derived from its events.

A case passes through visits to stages; a clock of a stage runs once in each visit.  It begins
on the first of its starting events and ends on the first of its stopping events, or when the
case leaves the stage.  Nothing ticks: a breach is a fact about a day, so `as_of` is always
given and events after it do not exist yet.

    running   not stopped, and not past its due day
    overdue   not stopped, and past it
    met       stopped on or before its due day
    missed    stopped, or left behind, after its due day; a window that has passed
    void      left behind on or before its due day
    paused    standing still

An extension moves the due day from the day it is recorded, if that is not too late, and never
brings it forward; a promise for one case brings it forward and never moves it back.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

from attrs import frozen

from casework.cases.events import Event, in_order
from casework.cases.visits import Visit, visits
from casework.days.calendar import Calendar
from casework.days.limits import Limit
from casework.days.receipt import receipt
from casework.days.reckoning import reckon
from casework.days.steps import Reckoning, Step
from casework.rules.moves import ENTRIES
from casework.rules.policy import Policy
from casework.rules.procedure import ClockKind, ClockRule, Procedure

ClockState = Literal["running", "paused", "met", "missed", "overdue", "void"]
UNFINISHED = frozenset({"running", "paused", "overdue"})
BEFORE_COUNTING = frozenset({"start", "after-cut-off", "deemed-received"})
"""The steps that lead to the day that counting starts from."""


@frozen
class Clock:
    """One clock of a case on a day.

    `stopped` is the day of the event that stopped it, if one did; `ended` is that day, or the
    day on which the case left the stage without it.  `late_by` counts the days late in the
    clock's own unit, working days or calendar days; 0 where it is not late.
    """

    case: str
    procedure: str
    stage: str
    clock: str
    kind: ClockKind
    state: ClockState
    reckoning: Reckoning
    stopped: date | None = None
    ended: date | None = None
    late_by: int = 0

    @property
    def started(self) -> date:
        """The day of the event that started it."""
        return self.reckoning.steps[0].day

    @property
    def due(self) -> date:
        """The last day on which it can be met."""
        return self.reckoning.due

    @property
    def provisional(self) -> bool:
        """Whether the due day rests on bank holidays that are not yet proclaimed."""
        return self.reckoning.provisional

    def __str__(self) -> str:
        return f"{self.case} {self.stage} {self.clock}: {self.state}, due {self.due}"


def clocks(policy: Policy, events: Iterable[Event], as_of: date) -> tuple[Clock, ...]:
    """The clocks of one case on a day, stage by stage in the order of its history.

    Events after `as_of` are left out.  A clock whose starting event has not happened is not
    there.  `OutOfTable` or `NotInForce` where a due day cannot be known.
    """
    history = [event for event in in_order(events) if event.on <= as_of]
    if not history:
        return ()
    received = history[0]
    procedure = policy.procedure(received.procedure, received.on)
    return clocks_of(policy, procedure, visits(procedure, history), as_of)


def clocks_of(
    policy: Policy, procedure: Procedure, visited: tuple[Visit, ...], as_of: date
) -> tuple[Clock, ...]:
    """The clocks of the visits of one case on a day."""
    found = []
    for visit in visited:
        for rule in visit.stage.clock:
            start = _first(rule.starts, visit, visited[0].entry, entering=True)
            if start is not None:
                found.append(_clock(policy, procedure, visit, rule, start, as_of))
    return tuple(found)


def _first(
    names: tuple[str, ...], visit: Visit, received: Event, *, entering: bool
) -> Event | None:
    found: Event | None = None
    for name in names:
        if name == "received":
            event: Event | None = received
        elif name == "escalated":
            event = visit.entry if entering else visit.left
            event = event if event is not None and event.name == name else None
        else:
            event = visit.marks.get(name)
        if event is not None and (found is None or event.on < found.on):
            found = event
    return found


def _clock(
    policy: Policy,
    procedure: Procedure,
    visit: Visit,
    rule: ClockRule,
    start: Event,
    as_of: date,
) -> Clock:
    calendar = policy.calendars[rule.calendar]
    limit = rule.limit.at(start.on)
    reckoning = _reckoned(policy, rule, limit, start, calendar)
    if visit.changes:
        reckoning = _changed(reckoning, policy, rule, limit, visit.changes, calendar)
    stop = _first(rule.stops, visit, start, entering=False)
    end = stop or visit.left
    late = _is_late(reckoning, end) if end is not None else as_of > reckoning.due
    state: ClockState
    if stop is not None:
        state = "missed" if late else "met"
    elif end is not None:
        state = "missed" if late else "void"
    elif rule.kind == "window":
        state = "missed" if late else "running"
    else:
        state = "overdue" if late else "running"
    return Clock(
        start.case,
        procedure.id,
        visit.stage.id,
        rule.id,
        rule.kind,
        state,
        reckoning,
        stop.on if stop is not None else None,
        end.on if end is not None else None,
        _lateness(limit, reckoning.due, end.on if end else as_of, calendar) if late else 0,
    )


def _reckoned(
    policy: Policy, rule: ClockRule, limit: Limit, start: Event, calendar: Calendar
) -> Reckoning:
    source = policy.cite(rule.source)
    arrival = rule.receipt or policy.receipt
    timed = arrival.cut_off is not None and start.at is not None
    begin: date = start.on
    lead: tuple[Step, ...] = ()
    if limit.unit == "hours":
        begin = start.at or _midnight(start.on)
    elif start.name in ENTRIES and (timed or arrival.non_working != "as-received"):
        arrived = receipt(
            start.at or start.on,
            calendar=calendar,
            cut_off=arrival.cut_off,
            non_working=arrival.non_working,
            why=start.name,
            source=source,
        )
        begin, lead = arrived.due, arrived.steps
    found = reckon(
        limit,
        begin,
        calendar=calendar,
        counting=rule.counting,
        ends=rule.ends,
        months=rule.months,
        why=start.name,
        source=source,
    )
    if len(lead) > 1:
        return Reckoning((*lead, *found.steps[1:]), found.provisional, found.at)
    return found


def _changed(
    reckoning: Reckoning,
    policy: Policy,
    rule: ClockRule,
    limit: Limit,
    changes: tuple[Event, ...],
    calendar: Calendar,
) -> Reckoning:
    first = [step for step in reckoning.steps if step.what in BEFORE_COUNTING][-1].day
    for event in changes:
        if event.fact("clock") not in (None, rule.id):
            continue
        due = reckoning.due
        until = event.fact("until")
        source = str(event.fact("reason") or f"{event.name} on {event.on}")
        if event.name == "promised":
            if rule.kind == "window":
                continue
            day = date.fromisoformat(str(until))
            if day < due:
                reckoning = reckoning.then(Step(day, "promised", str(day), source))
        elif rule.extension is not None:
            if event.on > due:
                reckoning = reckoning.then(Step(due, "extended-too-late", str(event.on), source))
                continue
            if until is not None:
                day = date.fromisoformat(str(until))
                steps: tuple[Step, ...] = (Step(day, "extended", str(day), source),)
            else:
                by = Limit.parse(str(event.fact("by") or rule.extension.by))
                if rule.extension.counted_from == "due":
                    more = reckon(by, due, calendar=calendar, ends=rule.ends, source=source)
                else:
                    more = reckon(
                        by,
                        first,
                        calendar=calendar,
                        counting=rule.counting,
                        ends=rule.ends,
                        months=rule.months,
                        source=source,
                    )
                *passed, last = (step for step in more.steps[1:] if step.day > due or step.what != "closed")
                steps = (*passed, Step(last.day, "extended", str(by), source, last.weekend_days))
            if steps[-1].day > due:
                unsure = until is None and calendar.is_provisional(steps[-1].day)
                reckoning = reckoning.then(*steps, provisional=unsure)
    return reckoning


def _is_late(reckoning: Reckoning, end: Event) -> bool:
    if reckoning.at is not None and end.at is not None:
        return end.at > reckoning.at
    return end.on > reckoning.due


def _lateness(limit: Limit, due: date, end: date, calendar: Calendar) -> int:
    if limit.counts_working_days:
        return calendar.between(due, calendar.on_or_after(end))
    return (end - due).days


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)
