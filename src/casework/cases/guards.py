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
from casework.cases.clock_guards import (
    Asked,
    extended,
    hint,
    in_the_way,
    no_day,
    paused,
    present_clocks,
    promised,
    silent,
)
from casework.cases.corrections import CORRECTIONS, effective, target_of
from casework.cases.events import Event
from casework.cases.visits import visits
from casework.errors import listed
from casework.rules.moves import ENTRIES, EVENT_OF, Move
from casework.rules.policy import Policy
from casework.rules.procedure import Procedure, Stage


def refusal(
    policy: Policy, procedure: Procedure, case: Case, event: Event, move: Move
) -> str | None:
    """Why an event may not follow, though the table has the move; None where it may."""
    why = untimely(case, event.on, move)
    if why is not None:
        return why
    if event.stage and event.stage not in move.stages:
        return f"it leads only to {listed(move.stages)}{hint(event.stage, move.stages)}"
    if move.needs:
        given = {name for name, _ in event.facts}
        missing = [name for name in move.needs if name not in given]
        if missing:
            return f"it needs {', '.join(missing)}"
    for name, value in event.facts:
        if name in policy.taxonomies:
            why = _unlisted(policy, name, value if isinstance(value, tuple) else (value,), event.on)
            if why is not None:
                return why
    guard = _GUARDS.get(event.name)
    if guard is not None:
        why = guard(Asked(policy, procedure, case, event))
        if why is not None:
            return why
    stage = procedure.by_id.get(case.stage or move.stages[0], procedure.stage[0])
    if stage.guarded or procedure.roles:
        asked = Asked(policy, procedure, case, event)
        return next(filter(None, _by_stage(asked, move, stage)), None)
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
        return f"there is no such act{hint(act, known)}"
    if case.received is None:
        return "the case has not been received"
    if act == "escalate" and not procedure.onward(procedure.by_id[stage]):
        return f"{stage} leads to no further stage"
    if not any(act in moves for moves in procedure.moves.values()):
        return "the policy does not allow it"
    return f"the case is {case.phase}"


def not_late(policy: Policy, case: Case, on: date, move: Move) -> str | None:
    """Why a move that only lateness permits is not yet permitted, or None."""
    if not move.when_late:
        return None
    here = present_clocks(policy, case.events, on).values()
    late = any(clock.state == "overdue" for clock in here)
    return None if late else "no clock of the stage is overdue"


def _by_stage(asked: Asked, move: Move, stage: Stage) -> Iterator[str | None]:
    policy, procedure, case, event = asked
    role = event.fact("role")
    allowed = procedure.roles.get(move.act)
    if role is not None and allowed is not None and role not in allowed:
        yield f"it is for {listed(allowed)}, not for '{role}'"
    done = {known.name for known in effective(case.here)}
    missing = [name for name in stage.requires.get(event.name, ()) if name not in done]
    if missing:
        yield f"{', '.join(missing)} must come first"
    yield not_late(policy, case, event.on, move)
    for fact, people in stage.people.items():
        named = set(event.values(fact))
        if named and len(named) < people.at_least:
            yield f"{fact} needs at least {people.at_least} people"
        both = sorted(named & _took_part(policy, case, people.different_from))
        if both:
            yield f"{fact}: {', '.join(both)} took part before"
    yield in_the_way(asked, stage)


def _took_part(policy: Policy, case: Case, stages: tuple[str, ...]) -> set[str]:
    return {
        person
        for visit in visits(policy, effective(case.events))
        if visit.stage.id in stages
        for event in (visit.entry, *visit.events)
        for fact in {"handler", *visit.stage.people}
        for person in event.values(fact)
    }


def _reclassified(asked: Asked) -> str | None:
    if asked.event.fact("to") == asked.procedure.id:
        return f"it already is under '{asked.procedure.id}'"
    return None


def _correction(asked: Asked) -> str | None:
    event = asked.event
    why = no_day(event, "was") or no_day(event, "to-day")
    if why is not None:
        return why
    history = [known for known in asked.case.events if known.name not in CORRECTIONS]
    at = target_of(event, history)
    if at is None:
        return f"the case has no {event.fact('voids') or event.fact('corrects')} to put right"
    if event.name == "voided" and history[at].name == "received":
        return "a receipt cannot be voided, only corrected; refuse or withdraw the case instead"
    return None


def _unlisted(policy: Policy, name: str, values: tuple[str, ...], on: date) -> str | None:
    taxonomy = policy.taxonomies[name]
    for value in values:
        code = taxonomy.by_id.get(value)
        if code is None:
            return f"{name} '{value}' is not in '{taxonomy.title}'{hint(value, taxonomy.ids)}"
        if not code.is_in_force(on):
            return f"{name} '{value}' may not be picked on {on}"
    return None


_GUARDS.get(event.name)
    if guard is not None:
        why = guard(Asked(policy, procedure, case, event))
        if why is not None:
            return why
    stage = procedure.by_id.get(case.stage or move.stages[0], procedure.stage[0])
    if stage.guarded or procedure.roles:
        asked = Asked(policy, procedure, case, event)
        return next(filter(None, _by_stage(asked, move, stage)), None)
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
        return f"there is no such act{hint(act, known)}"
    if case.received is None:
        return "the case has not been received"
    if act == "escalate" and not procedure.onward(procedure.by_id[stage]):
        return f"{stage} leads to no further stage"
    if not any(act in moves for moves in procedure.moves.values()):
        return "the policy does not allow it"
    return f"the case is {case.phase}"


def not_late(policy: Policy, case: Case, on: date, move: Move) -> str | None:
    """Why a move that only lateness permits is not yet permitted, or None."""
    if not move.when_late:
        return None
    here = present_clocks(policy, case.events, on).values()
    late = any(clock.state == "overdue" for clock in here)
    return None if late else "no clock of the stage is overdue"


def _by_stage(asked: Asked, move: Move, stage: Stage) -> Iterator[str | None]:
    policy, procedure, case, event = asked
    role = event.fact("role")
    allowed = procedure.roles.get(move.act)
    if role is not None and allowed is not None and role not in allowed:
        yield f"it is for {listed(allowed)}, not for '{role}'"
    done = {known.name for known in effective(case.here)}
    missing = [name for name in stage.requires.get(event.name, ()) if name not in done]
    if missing:
        yield f"{', '.join(missing)} must come first"
    yield not_late(policy, case, event.on, move)
    for fact, people in stage.people.items():
        named = set(event.values(fact))
        if named and len(named) < people.at_least:
            yield f"{fact} needs at least {people.at_least} people"
        both = sorted(named & _took_part(policy, case, people.different_from))
        if both:
            yield f"{fact}: {', '.join(both)} took part before"
    yield in_the_way(asked, stage)


def _took_part(policy: Policy, case: Case, stages: tuple[str, ...]) -> set[str]:
    return {
        person
        for visit in visits(policy, effective(case.events))
        if visit.stage.id in stages
        for event in (visit.entry, *visit.events)
        for fact in {"handler", *visit.stage.people}
        for person in event.values(fact)
    }


def _reclassified(asked: Asked) -> str | None:
    if asked.event.fact("to") == asked.procedure.id:
        return f"it already is under '{asked.procedure.id}'"
    return None


def _correction(asked: Asked) -> str | None:
    event = asked.event
    why = no_day(event, "was") or no_day(event, "to-day")
    if why is not None:
        return why
    history = [known for known in asked.case.events if known.name not in CORRECTIONS]
    at = target_of(event, history)
    if at is None:
        return f"the case has no {event.fact('voids') or event.fact('corrects')} to put right"
    if event.name == "voided" and history[at].name == "received":
        return "a receipt cannot be voided, only corrected; refuse or withdraw the case instead"
    return None


def _unlisted(policy: Policy, name: str, values: tuple[str, ...]) -> str | None:
    taxonomy = policy.taxonomies[name]
    for value in values:
        if value not in taxonomy:
            return f"{name} '{value}' is not in '{taxonomy.title}'{hint(value, taxonomy.ids)}"
    return None


_GUARDS: Mapping[str, Callable[[Asked], str | None]] = {
    "extended": extended,
    "promised": promised,
    "paused": paused,
    "closed": silent,
    "reclassified": _reclassified,
    "voided": _correction,
    "corrected": _correction,
}
