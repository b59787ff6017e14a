"""Every clock of a case, derived from its events.

A case passes through visits to stages; a clock of a stage runs once in each visit.  It begins
on the first of its starting events and ends on the first of its stopping events, or when the
case leaves the stage; only what begins with the end of a case, or after it, goes on.  Nothing
ticks: a breach is a fact about a day, so `as_of` is always given and events after it do not exist
yet.

    running   not stopped, and not past its due day
    overdue   not stopped, and past it
    met       stopped on or before its due day
    missed    stopped, or left behind, after its due day; a window that has passed
    void      left behind on or before its due day
    paused    standing still

What moves the due day of a clock that has begun is in `changes`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Literal

from attrs import frozen

from casework.cases.begun import began, counts_on, is_late, lateness, saying, starting, stopping
from casework.cases.changes import changed, lapsed_by
from casework.cases.corrections import effective, recorded_by
from casework.cases.events import Event
from casework.cases.visits import Visit, values_of, visits
from casework.days.calendar import Calendar
from casework.days.limits import Limit
from casework.days.reckoning import reckon, rolled
from casework.days.steps import Reckoning
from casework.rules.clocks import ClockKind, ClockRule
from casework.rules.conditions import fits
from casework.rules.moves import ASIDE_EVENTS
from casework.rules.policy import Policy
from casework.rules.procedure import Stage

ClockState = Literal["running", "paused", "met", "missed", "overdue", "void"]
UNFINISHED = frozenset({"running", "paused", "overdue"})
LATE = frozenset({"missed", "overdue"})


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
    rule: ClockRule
    state: ClockState
    reckoning: Reckoning
    calendar: Calendar
    stopped: date | None = None
    ended: date | None = None
    late_by: int = 0

    @property
    def clock(self) -> str:
        """The clock's id in its stage."""
        return self.rule.id

    @property
    def kind(self) -> ClockKind:
        """The clock's strength."""
        return self.rule.kind

    @property
    def started(self) -> date:
        """The day that its limit runs from."""
        return self.reckoning.steps[0].day

    @property
    def due(self) -> date:
        """The last day on which it can be met; of a wait, the first day that is not too soon."""
        return self.reckoning.due

    @property
    def provisional(self) -> bool:
        """Whether the due day rests on bank holidays that are not yet proclaimed."""
        return self.reckoning.provisional

    @property
    def owed(self) -> bool:
        """Whether it is the authority's to meet, and not a window or a wait."""
        return self.rule.owed

    @property
    def reminders(self) -> tuple[date, ...]:
        """The days on which the policy wants a reminder, counted back from the due day."""
        return tuple(
            reckon(Limit(-abs(limit.n), limit.unit), self.due, calendar=self.calendar).due
            for limit in self.rule.reminders
        )

    def __str__(self) -> str:
        return f"{self.case} {self.stage} {self.clock}: {self.state}, due {self.due}"


def clocks(
    policy: Policy, events: Iterable[Event], as_of: date, *, known_by: date | None = None
) -> tuple[Clock, ...]:
    """The clocks of one case on a day, stage by stage in the order of its history.

    Events after `as_of` are left out.  With `known_by`, so is what had not been recorded by that
    day.  A clock whose starting event has not happened is not there, unless it starts when another
    is due.  `OutOfTable` or `NotInForce` where a due day cannot be known.
    """
    given = tuple(events) if known_by is None else recorded_by(events, known_by)
    history = [event for event in effective(given) if event.on <= as_of]
    return clocks_of(policy, visits(policy, history), as_of)


def clocks_of(
    policy: Policy,
    visited: tuple[Visit, ...],
    as_of: date,
    values: Mapping[str, tuple[str, ...]] | None = None,
) -> tuple[Clock, ...]:
    """The clocks of the visits of one case on a day.

    `values` is what is known of the case's facts, where that is more than the visits tell.
    """
    found: list[Clock] = []
    for visit in visited:
        stage, since = visit.stage, len(found)
        revised = visit.procedure.applies_by == "clock-start"
        if (stage.conditional or revised) and values is None:
            values = values_of(event for each in visited for event in (each.entry, *each.events))
        for rule in chosen(stage, values or {}):
            start = saying(rule, visit) if rule.starts_where else starting(rule.starts, visit)
            if rule.starts_when_due is not None:
                start = _when_due(rule.starts_when_due, found[since:], start)
            if start is not None:
                found += _runs(policy, visit, rule, start, values or {}, as_of)
    return tuple(found)


def chosen(stage: Stage, values: Mapping[str, tuple[str, ...]]) -> Iterator[ClockRule]:
    """The clocks of a stage that run for a case with these facts: of alternatives, the first."""
    if not stage.conditional:
        yield from stage.clock
        return
    taken = set()
    for rule in stage.clock:
        if rule.id not in taken and fits(rule.when, values):
            taken.add(rule.id)
            yield rule


def _runs(
    policy: Policy,
    visit: Visit,
    rule: ClockRule,
    start: Event,
    values: Mapping[str, tuple[str, ...]],
    as_of: date,
) -> Iterator[Clock]:
    if visit.procedure.applies_by == "clock-start":
        rule = _in_force(policy, visit, rule, values, start.on)
    while rule.due_by is None or start.fact(rule.due_by) is not None:
        since = start if rule.recurs or rule.starts_where else None
        stop = stopping(rule.stops, visit, since)
        after = visit.after
        if stop is not None and stop.name in visit.procedure.afterwards:
            beyond = visit.is_over_by(stop) and not visit.is_over_by(start)
            stop = None if beyond else stop
        if stop is None and after is not None and after.name in rule.stops:
            stop = after if _goes_on(visit, rule) else None
        yield _clock(policy, visit, rule, start, stop, as_of)
        if not rule.recurs or stop is None or stop.name == "responded":
            return
        if stop is visit.left or stop is after:
            return
        start = stop


def _when_due(ident: str, before: list[Clock], start: Event | None) -> Event | None:
    """What starts a clock that starts when another is due: that day, or its event if later."""
    other = next((clock for clock in before if clock.clock == ident), None)
    if other is None or (start is None and other.state not in LATE):
        return start
    if start is not None and start.on > other.due:
        return start
    return Event(other.case, f"{ident}-due", other.due)


def _in_force(
    policy: Policy,
    visit: Visit,
    rule: ClockRule,
    values: Mapping[str, tuple[str, ...]],
    on: date,
) -> ClockRule:
    revision = policy.procedure(visit.procedure.id, on)
    stage = revision.by_id.get(visit.stage.id)
    same = (other for other in (chosen(stage, values) if stage else ()) if other.id == rule.id)
    return next(same, rule)


def _clock(
    policy: Policy,
    visit: Visit,
    rule: ClockRule,
    start: Event,
    stop: Event | None,
    as_of: date,
) -> Clock:
    calendar = policy.calendars[rule.calendar]
    limit, reckoning = began(policy, visit, rule, start, calendar)
    end = stop or _left_behind(visit, rule, start)
    paused = False
    if rule.owed:
        changes = visit.changes(start, end)
        if changes:
            until = end.on if end is not None else as_of
            awaited = rule.extension.lapses_without if rule.extension is not None else None
            lapsed = () if awaited is None else lapsed_by(awaited, visit.events, until)
            reckoning, paused = changed(
                policy, reckoning, rule, limit, changes, calendar, start.on, until, lapsed
            )
    if rule.ends != "as-it-falls":
        reckoning = rolled(reckoning, calendar, rule.ends, policy.cite(rule.source))
    counts = as_of if end is None else end.on if stop is None else counts_on(rule, stop, calendar)
    late = is_late(reckoning, end, counts) if end is not None else as_of > reckoning.due
    if rule.kind == "wait":
        late = counts >= reckoning.due
    state = _state(rule, stop, end, late=late, paused=paused)
    return Clock(
        start.case,
        visit.procedure.id,
        visit.stage.id,
        rule,
        state,
        reckoning,
        calendar,
        stop.on if stop is not None else None,
        end.on if end is not None else None,
        lateness(limit, reckoning.due, counts, calendar)
        if state in LATE and rule.kind != "wait"
        else 0,
    )


def _left_behind(visit: Visit, rule: ClockRule, start: Event) -> Event | None:
    """What ends a clock that nothing stopped.

    Leaving the stage does, and so does an answer after which nothing can stop it any more.
    """
    left, procedure = visit.left, visit.procedure
    if left is not None and visit.stage.id in procedure.outlived and visit.is_over_by(start):
        return visit.after if start.name != "reclassified" else start
    answer = visit.first("responded", start)
    if answer is not None and answer is not start and rule.owed:
        after = visit.procedure.moves[visit.stage.id, "answered"].values()
        if not {*(move.event for move in after), *ASIDE_EVENTS} & {*rule.stops}:
            return answer
    return visit.after if _goes_on(visit, rule) else visit.left


def _goes_on(visit: Visit, rule: ClockRule) -> bool:
    """Whether a window to go on to the next stage outlasts the closing of an answered case.

    It then ends when the case goes on after all, by an escalation or by being reopened.
    """
    return (
        visit.stage.escalates_when_closed
        and not rule.owed
        and "escalated" in rule.stops
        and visit.left is not None
        and visit.left.name == "closed"
        and visit.first("responded") is not None
    )


def _state(
    rule: ClockRule, stop: Event | None, end: Event | None, *, late: bool, paused: bool
) -> ClockState:
    if rule.kind == "wait":
        early: ClockState = (
            "void" if stop is None and end is not None else "missed" if stop else "running"
        )
        return "met" if late else early
    if stop is not None:
        return "missed" if late else "met"
    if end is not None:
        return "missed" if late else "void"
    if paused:
        return "paused"
    if rule.kind == "window":
        return "missed" if late else "running"
    return "overdue" if late else "running"
