"""What moves a due day once a clock has begun: extensions, promises and pauses.

An extension moves it from the day it is recorded, if that is not too late, and never brings it
forward; where it counts again from the start, the pauses until then still count.  One that was
given to await something lapses if that does not come, as if it had not been given.  A promise for
one case brings it forward and never moves it back.  A pause leaves out the days that it lasted:
it is an interval that is replayed, not a shifted date.  A pause that has not ended counts as if
it ended on the day that is asked about, and no day is left out twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from casework.cases.events import Event, as_day
from casework.days.calendar import Calendar
from casework.days.limits import Limit
from casework.days.reckoning import Ends, reckon, rolled
from casework.days.steps import BEGINNINGS, Reckoning, Step
from casework.rules.clocks import ClockRule, Extension, Pausing
from casework.rules.policy import Policy
from casework.rules.sources import Citation

AWAITED_BY = "awaited-by"
"""The fact of an extension that says until when something is awaited."""


class _Pause(NamedTuple):
    """A pause of a clock: how it stands still, since when, why, and whether another ended then."""

    how: Pausing
    since: date
    why: str
    joined: bool


def changed(
    policy: Policy,
    reckoning: Reckoning,
    rule: ClockRule,
    limit: Limit,
    changes: Iterable[Event],
    calendar: Calendar,
    began: date,
    as_of: date,
    lapsed: tuple[Event, ...] = (),
) -> tuple[Reckoning, bool]:
    """A reckoning with the changes of a stay applied in order, and whether it stands paused.

    `began` is the day on which the clock began: a pause that was on then counts from it.  `lapsed`
    are the extensions that no longer count.
    """
    paused: _Pause | None = None
    pauses: list[tuple[_Pause, date]] = []
    for event in changes:
        if rule.rolls == "last" and event.on > reckoning.due and paused is None:
            last = rolled(reckoning, calendar, rule.ends, policy.cite(rule.source))
            reckoning = last if event.on <= last.due else reckoning
        if event.name == "resumed":
            if paused is not None:
                resumed = _resumed(reckoning, rule, limit, paused, event.on, calendar)
                anew = paused.how.resumes == "restart" and resumed is not reckoning
                pauses = [*([] if anew else pauses), (paused, event.on)]
                reckoning, paused = resumed, None
        elif event.fact("clock") not in (None, rule.id):
            continue
        elif event.name == "extended" and rule.extension is not None:
            word = _word(policy, event, rule.extension.source)
            if event in lapsed:
                day = str(event.fact(AWAITED_BY))
                reckoning = reckoning.then(Step(reckoning.due, "extension-lapsed", day, word))
                continue
            reckoning = _extended(reckoning, rule, limit, event, calendar, pauses, word)
        elif event.name == "promised":
            until = as_day(event.fact("until"))
            if until is not None and until < reckoning.due:
                reckoning = reckoning.then(
                    Step(until, "promised", str(until), _word(policy, event))
                )
        elif event.name == "paused" and event.on <= reckoning.due:
            how, since = rule.stands_still(event.fact("pause-reason")), max(event.on, began)
            joined = bool(pauses) and pauses[-1][1] == since
            word = _word(policy, event, how.source if how is not None else None)
            paused = None if how is None else _Pause(how, since, word, joined)
    if paused is not None:
        reckoning = _resumed(reckoning, rule, limit, paused, as_of, calendar)
    return reckoning, paused is not None


def lapsed_by(name: str, events: Iterable[Event], as_of: date) -> tuple[Event, ...]:
    """The extensions of a stay that have lapsed: what they awaited did not come by their day.

    `name` is the event awaited.
    """
    stay = tuple(events)
    came = [event.on for event in stay if event.name == name]
    awaiting = (
        (event, as_day(event.fact(AWAITED_BY))) for event in stay if event.name == "extended"
    )
    return tuple(
        event
        for event, day in awaiting
        if day is not None and day < as_of and not any(event.on <= on <= day for on in came)
    )


def _word(policy: Policy, event: Event, citation: Citation | None = None) -> str:
    reason = event.fact("reason") or event.fact("pause-reason") or f"{event.name} on {event.on}"
    return str(reason) if citation is None else f"{reason}; {policy.cite(citation)}"


def _extended(
    reckoning: Reckoning,
    rule: ClockRule,
    limit: Limit,
    event: Event,
    calendar: Calendar,
    pauses: Iterable[tuple[_Pause, date]],
    source: str,
) -> Reckoning:
    due = reckoning.due
    if event.on > due:
        return reckoning.then(Step(due, "extended-too-late", str(event.on), source))
    until = event.fact("until")
    if until is not None:
        day = as_day(until) or due
        extended = reckoning.then(Step(day, "extended", str(day), source))
    else:
        allowed = rule.extension or Extension()
        by = Limit.parse(str(event.fact("by") or allowed.by))
        again = (event.fact("counted-from") or allowed.counted_from) == "start"
        more = _further(reckoning, rule, by, calendar, again=again)
        last = more.steps[-1]
        step = Step(last.day, "extended", str(by), source, last.weekend_days)
        extended = reckoning.then(*more.skipped, step, provisional=more.provisional)
        if again:
            for pause, resumed in pauses:
                if pause.how.resumes == "shift":
                    extended = _resumed(extended, rule, limit, pause, resumed, calendar)
    return extended if extended.due > due else reckoning


def _further(
    reckoning: Reckoning, rule: ClockRule, by: Limit, calendar: Calendar, *, again: bool
) -> Reckoning:
    ends = before_the_end(rule)
    if not again:
        return reckon(by, reckoning.due, calendar=calendar, ends=ends)
    begin = next(step.day for step in reversed(reckoning.steps) if step.what in BEGINNINGS)
    return reckon(
        by, begin, calendar=calendar, counting=rule.counting, ends=ends, months=rule.months
    )


def before_the_end(rule: ClockRule) -> Ends:
    """What becomes of a due day on a closed day while it may still be moved."""
    return rule.ends if rule.rolls == "first" else "as-it-falls"


def _resumed(
    reckoning: Reckoning,
    rule: ClockRule,
    limit: Limit,
    paused: _Pause,
    until: date,
    calendar: Calendar,
) -> Reckoning:
    due, source = reckoning.due, paused.why
    if paused.how.resumes == "restart":
        again = reckon(
            limit,
            until,
            calendar=calendar,
            counting=rule.counting,
            ends=before_the_end(rule),
            months=rule.months,
            source=reckoning.steps[0].source,
        )
        if again.due < due:
            return reckoning
        restarted = Step(until, "restarted", "resumed", source)
        return Reckoning((*reckoning.steps, restarted, *again.steps[1:]), again.provisional)
    both = paused.how.ends == "inclusive" and not paused.joined
    if limit.counts_working_days:
        days = calendar.between(paused.since, until)
        days += both and calendar.is_working_day(paused.since)
        moved = calendar.add(due, days)
        passed = calendar.skipped(due, moved)
    else:
        days = (until - paused.since).days + both
        moved = due + timedelta(days=days)
        passed = ()
    if moved == due:
        return reckoning
    weekends = (moved - due).days - days - len(passed)
    step = Step(moved, "paused", f"{paused.since} to {until}", source, weekends)
    unsure = limit.counts_working_days and calendar.is_provisional(moved)
    return reckoning.then(*passed, step, provisional=unsure)
