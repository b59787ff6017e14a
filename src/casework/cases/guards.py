"""The one judge of acts and of recorded events.

`refusal` says why an event may not follow what has happened, or None.  The table of moves has
been asked already; here stand the guards that a move's row cannot hold: the order of days, the
facts that must be there, who may act, what must come first, how far a clock may be moved, and
the windows that stand in the way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from casework.cases.case import Case
from casework.cases.clocks import Clock, chosen, clocks_of
from casework.cases.corrections import CORRECTIONS, effective, target_of
from casework.cases.events import Event
from casework.cases.visits import values_of, visits
from casework.days.limits import Limit
from casework.days.reckoning import reckon
from casework.errors import LimitError, listed, meant
from casework.rules.clocks import ClockRule, Extension
from casework.rules.moves import ENTRIES, EVENT_OF, Move
from casework.rules.policy import Policy
from casework.rules.procedure import Procedure, Stage

Guard = Callable[[Policy, Procedure, Case, Event], str | None]


def refusal(
    policy: Policy, procedure: Procedure, case: Case, event: Event, move: Move
) -> str | None:
    """Why an event may not follow, though the table has the move; None where it may."""
    why = untimely(case, event.on, move)
    if why is not None:
        return why
    if event.stage and event.stage not in move.stages:
        return f"it leads only to {listed(move.stages)}{_hint(event.stage, move.stages)}"
    if move.needs:
        given = {name for name, _ in event.facts}
        missing = [name for name in move.needs if name not in given]
        if missing:
            return f"it needs {', '.join(missing)}"
    for name, value in event.facts:
        if name in policy.taxonomies:
            why = _unlisted(policy, name, value if isinstance(value, tuple) else (value,))
            if why is not None:
                return why
    for guard in _GUARDS.get(event.name, ()):
        why = guard(policy, procedure, case, event)
        if why is not None:
            return why
    stage = procedure.by_id.get(case.stage or move.stages[0], procedure.stage[0])
    if stage.guarded or procedure.roles:
        return next(filter(None, _stage_guards(policy, procedure, case, event, move, stage)), None)
    return None


def untimely(case: Case, on: date, move: Move) -> str | None:
    """Why an act is not possible on a day whatever its facts, or None."""
    events = case.events
    if events and on < events[-1].on:
        return f"{on} is before the latest event ({events[-1].name} on {events[-1].on})"
    if not move.again and move.event not in ENTRIES:
        for event in events[case.entered :]:
            if event.name == move.event:
                return f"it has already happened in this stage, on {event.on}"
    return None


def out_of_place(procedure: Procedure, case: Case, act: str, stage: str) -> str:
    """Why the table has no such move where the case stands."""
    known = {name for moves in procedure.moves.values() for name in moves}
    if act not in known and act not in EVENT_OF:
        return f"there is no such act{_hint(act, known)}"
    if case.received is None:
        return "the case has not been received"
    if act == "escalate" and not procedure.onward(procedure.by_id[stage]):
        return f"{stage} leads to no further stage"
    if not any(act in moves for moves in procedure.moves.values()):
        return "the policy does not allow it"
    return f"the case is {case.phase}"


def late_clocks(policy: Policy, case: Case, on: date) -> tuple[Clock, ...]:
    """The clocks of the present stage that are overdue on a day."""
    visited = visits(policy, effective(case.events))[-1:]
    return tuple(clock for clock in clocks_of(policy, visited, on) if clock.state == "overdue")


def not_late(policy: Policy, case: Case, on: date, move: Move) -> str | None:
    """Why a move that only lateness permits is not yet permitted, or None."""
    if move.when_late and not late_clocks(policy, case, on):
        return "no clock of the stage is overdue"
    return None


def _stage_guards(
    policy: Policy, procedure: Procedure, case: Case, event: Event, move: Move, stage: Stage
) -> Iterator[str | None]:
    role = event.fact("role")
    allowed = procedure.roles.get(move.act)
    if role is not None and allowed is not None and role not in allowed:
        yield f"it is for {listed(allowed)}, not for '{role}'"
    done = {known.name for known in case.here}
    missing = [name for name in stage.requires.get(event.name, ()) if name not in done]
    if missing:
        yield f"{', '.join(missing)} must come first"
    yield not_late(policy, case, event.on, move)
    for fact, people in stage.people.items():
        named = event.values(fact)
        if named and len(set(named)) < people.at_least:
            yield f"{fact} needs at least {people.at_least} people"
        before = _took_part(policy, case, people.different_from)
        both = sorted(set(named) & before)
        if both:
            yield f"{fact}: {', '.join(both)} took part before"
    yield _window(policy, case, event, stage)


def _took_part(policy: Policy, case: Case, stages: tuple[str, ...]) -> set[str]:
    """Everybody named, by any fact that governs people, in visits to the stages."""
    return {
        person
        for visit in visits(policy, effective(case.events))
        if visit.stage.id in stages
        for event in (visit.entry, *visit.events)
        for fact in {"handler", *visit.stage.people}
        for person in event.values(fact)
    }


def _window(policy: Policy, case: Case, event: Event, stage: Stage) -> str | None:
    if not any(rule.stands_in_way and event.name in rule.stops for rule in stage.clock):
        return None
    if event.fact("discretion") is not None:
        return None
    visited = visits(policy, (*effective(case.events), event))
    for clock in clocks_of(policy, visited, event.on):
        if clock.rule.stands_in_way and clock.stopped == event.on and clock.state == "missed":
            if clock.kind == "wait":
                return f"{clock.rule.name}: not before {clock.due}, without discretion"
            return f"{clock.rule.name}: closed on {clock.due}, without discretion"
    return None


def _unlisted(policy: Policy, name: str, values: tuple[str, ...]) -> str | None:
    taxonomy = policy.taxonomies[name]
    for value in values:
        if value not in taxonomy:
            return f"{name} '{value}' is not in '{taxonomy.title}'{_hint(value, taxonomy.ids)}"
    return None


def _hint(word: str, known: object) -> str:
    near = meant(word, known)  # type: ignore[arg-type]
    return f"; perhaps '{near}' was meant" if near else ""


def _rules(procedure: Procedure, case: Case) -> dict[str, ClockRule]:
    stage = procedure.by_id[case.stage or procedure.stage_at(case.level)]
    return {rule.id: rule for rule in chosen(stage, values_of(case.events))}


def _extended(policy: Policy, procedure: Procedure, case: Case, event: Event) -> str | None:
    rules = _rules(procedure, case)
    named = event.fact("clock")
    wanted = {name: rule for name, rule in rules.items() if rule.extension is not None}
    if named is not None and named not in wanted:
        return f"clock '{named}' may not be extended, only {listed(wanted)}"
    why = _no_limit(event) or _no_day(event, "until")
    if why is not None:
        return why
    before = _by_rule(policy, case, event.on)
    tried = Case(events=(*case.events, event))
    after = _by_rule(policy, tried, event.on)
    for name, rule in wanted.items():
        if named in (None, name) and rule.extension is not None and name in before:
            why = _overextended(rule, rule.extension, case, event, before[name], after[name])
            if why is not None:
                return why
    return None


def _overextended(
    rule: ClockRule, allowed: Extension, case: Case, event: Event, before: Clock, after: Clock
) -> str | None:
    missing = [name for name in allowed.needs if event.fact(name) is None]
    if missing:
        return f"it needs {', '.join(missing)}"
    by, until = event.fact("by"), event.fact("until")
    if by is None and until is None and allowed.by is None:
        return "it needs by, such as '10 working days', or until, a day"
    if event.on > before.due:
        return f"{rule.name} was due on {before.due} and can no longer be extended"
    if after.due <= before.due:
        return f"it would not move {rule.name}, due on {before.due}"
    if allowed.beyond is not None and event.fact(allowed.beyond) is not None:
        return None
    calendar = before.calendar
    earlier = [known for known in case.here if known.name == "extended"]
    if allowed.times is not None and len(earlier) >= allowed.times:
        return f"{rule.name} may be extended {allowed.times} times"
    start = before.reckoning.steps[0].day
    bounds = []
    if allowed.by is not None and calendar is not None:
        begin = before.due if allowed.counted_from == "due" else start
        bounds.append((allowed.by, reckon(allowed.by, begin, calendar=calendar, ends=rule.ends)))
    if allowed.total is not None and calendar is not None:
        bounds.append((allowed.total, reckon(allowed.total, start, calendar=calendar, ends=rule.ends)))
    for limit, most in bounds:
        if after.due > most.due:
            return f"{rule.name} may be extended to {most.due} at most ({limit})"
    return None


def _by_rule(policy: Policy, case: Case, on: date) -> Mapping[str, Clock]:
    visited = visits(policy, effective(case.events))[-1:]
    return {clock.clock: clock for clock in clocks_of(policy, visited, on)}


def _promised(policy: Policy, procedure: Procedure, case: Case, event: Event) -> str | None:
    why = _no_day(event, "until")
    if why is not None:
        return why
    until = date.fromisoformat(str(event.fact("until")))
    if until < event.on:
        return f"{until} is before the promise itself"
    named = event.fact("clock")
    owed = {name: clock for name, clock in _by_rule(policy, case, event.on).items() if clock.owed}
    if named is not None and named not in owed:
        return f"clock '{named}' may not be promised sooner, only {listed(owed)}"
    for name, clock in owed.items():
        if named in (None, name) and until < clock.due:
            return None
    return f"no clock of the stage is due after {until}"


def _paused(policy: Policy, procedure: Procedure, case: Case, event: Event) -> str | None:
    pausing = [rule.pausing for rule in _rules(procedure, case).values() if rule.pausing]
    reasons = [reason for each in pausing for reason in each.reasons]
    if not all(each.reasons for each in pausing):
        return None
    reason = event.fact("pause-reason")
    if reason not in reasons:
        return f"it needs a pause-reason: {listed(dict.fromkeys(reasons))}{_hint(str(reason), reasons)}"
    return None


def _silent(policy: Policy, procedure: Procedure, case: Case, event: Event) -> str | None:
    stage = procedure.by_id[case.stage or procedure.stage_at(case.level)]
    if case.phase != "paused" or stage.close_after is None:
        return None
    paused = next(known for known in reversed(case.here) if known.name == "paused")
    calendar = policy.calendars["default"]
    silence = reckon(stage.close_after, paused.on, calendar=calendar)
    if event.on <= silence.due:
        return f"the case may be closed for silence after {silence.due}"
    return None


def _reclassified(policy: Policy, procedure: Procedure, case: Case, event: Event) -> str | None:
    if event.fact("to") == procedure.id:
        return f"it already is under '{procedure.id}'"
    return None


def _correction(policy: Policy, procedure: Procedure, case: Case, event: Event) -> str | None:
    why = _no_day(event, "was") or _no_day(event, "to-day")
    if why is not None:
        return why
    history = [known for known in case.events if known.name not in CORRECTIONS]
    at = target_of(event, history)
    if at is None:
        return f"the case has no {event.fact('voids') or event.fact('corrects')} to put right"
    if event.name == "voided" and history[at].name == "received":
        return "a receipt cannot be voided, only corrected; refuse or withdraw the case instead"
    return None


def _no_limit(event: Event) -> str | None:
    if event.fact("by") is None:
        return None
    try:
        by = Limit.parse(str(event.fact("by")))
    except LimitError as error:
        return str(error)
    return None if by.n > 0 and by.unit != "hours" else f"'{by}' is not an extension"


def _no_day(event: Event, name: str) -> str | None:
    value = event.fact(name)
    if value is None:
        return None
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return f"{name} '{value}' is no day, such as 2026-03-02"
    return None


_GUARDS: Mapping[str, tuple[Guard, ...]] = {
    "extended": (_extended,),
    "promised": (_promised,),
    "paused": (_paused,),
    "closed": (_silent,),
    "reclassified": (_reclassified,),
    "voided": (_correction,),
    "corrected": (_correction,),
}
