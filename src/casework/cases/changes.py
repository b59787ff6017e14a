"""What moves a due day once a clock has begun: extensions, promises and pauses.

An extension moves it from the day it is recorded, if that is not too late, and never brings it
forward; a promise for one case brings it forward and never moves it back.  A pause leaves out
the days that it lasted: it is an interval that is replayed, not a shifted date.  A pause that
has not ended counts as if it ended on the day that is asked about.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from casework.cases.events import Event
from casework.days.calendar import Calendar
from casework.days.limits import Limit
from casework.days.reckoning import reckon
from casework.days.steps import Reckoning, Step
from casework.rules.clocks import ClockRule, Pausing

ONE_DAY = timedelta(days=1)


def changed(
    reckoning: Reckoning,
    rule: ClockRule,
    limit: Limit,
    changes: Iterable[Event],
    calendar: Calendar,
    as_of: date,
) -> tuple[Reckoning, bool]:
    """A reckoning with the changes of a stay applied in order, and whether it stands paused."""
    paused: Event | None = None
    for event in changes:
        if event.fact("clock") not in (None, rule.id):
            continue
        if event.name == "extended" and rule.extension is not None:
            reckoning = _extended(reckoning, rule, event, calendar)
        elif event.name == "promised":
            until = date.fromisoformat(str(event.fact("until")))
            if until < reckoning.due:
                reckoning = reckoning.then(Step(until, "promised", str(until), _reason(event)))
        elif event.name == "paused" and _stands_still(rule, event) and event.on <= reckoning.due:
            paused = event
        elif event.name == "resumed" and paused is not None:
            reckoning = _resumed(reckoning, rule, limit, paused, event.on, calendar)
            paused = None
    if paused is not None:
        reckoning = _resumed(reckoning, rule, limit, paused, as_of, calendar)
    return reckoning, paused is not None


def _reason(event: Event) -> str:
    return str(event.fact("reason") or event.fact("pause-reason") or f"{event.name} on {event.on}")


def _extended(reckoning: Reckoning, rule: ClockRule, event: Event, calendar: Calendar) -> Reckoning:
    due, source = reckoning.due, _reason(event)
    if event.on > due:
        return reckoning.then(Step(due, "extended-too-late", str(event.on), source))
    until = event.fact("until")
    if until is not None:
        day = date.fromisoformat(str(until))
        steps: tuple[Step, ...] = (Step(day, "extended", str(day), source),)
        unsure = False
    else:
        allowed = rule.extension
        by = Limit.parse(str(event.fact("by") or (allowed and allowed.by)))
        from_due = allowed is None or allowed.counted_from == "due"
        begin = due if from_due else reckoning.steps[0].day
        more = reckon(by, begin, calendar=calendar, ends=rule.ends, months=rule.months)
        last = more.steps[-1]
        passed = [step for step in more.skipped if step.day > due]
        steps = (*passed, Step(last.day, "extended", str(by), source, last.weekend_days))
        unsure = more.provisional
    return reckoning.then(*steps, provisional=unsure) if steps[-1].day > due else reckoning


def _stands_still(rule: ClockRule, event: Event) -> bool:
    pausing = rule.pausing
    if pausing is None:
        return False
    return not pausing.reasons or event.fact("pause-reason") in pausing.reasons


def _resumed(
    reckoning: Reckoning,
    rule: ClockRule,
    limit: Limit,
    paused: Event,
    until: date,
    calendar: Calendar,
) -> Reckoning:
    pausing = rule.pausing or Pausing()
    source = _reason(paused)
    if pausing.resumes == "restart":
        again = reckon(
            limit,
            until,
            calendar=calendar,
            counting=rule.counting,
            months=rule.months,
            source=source,
        )
        restarted = Step(until, "restarted", "resumed", source)
        return Reckoning((*reckoning.steps, restarted, *again.steps[1:]), again.provisional)
    due = reckoning.due
    both = pausing.ends == "inclusive"
    if limit.counts_working_days:
        days = calendar.between(paused.on, until)
        days += both and calendar.is_working_day(paused.on)
        moved = calendar.add(due, days) if days else due
        passed = calendar.skipped(due, moved)
    else:
        days = (until - paused.on).days + both
        moved = due + timedelta(days=days)
        passed = ()
    if moved == due:
        return reckoning
    weekends = (moved - due).days - days - len(passed)
    step = Step(moved, "paused", f"{paused.on} to {until}", source, weekends)
    unsure = limit.counts_working_days and calendar.is_provisional(moved)
    return reckoning.then(*passed, step, provisional=unsure)
