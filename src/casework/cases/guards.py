"""The one judge of acts and of recorded events.

`refusal` says why an event may not follow what has happened, or None.  The table of moves has
been asked already; here stand the guards that a move's row cannot hold: the order of days, the
facts that must be there, who may act, what must come first, how far a clock may be moved, and
the windows that stand in the way.  What a correction leaves must be a history that the table
has; whether it keeps every limit, it need not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from casework.cases.case import EXPECTED, Case, evolve
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
from casework.cases.corrections import effective, target_of
from casework.cases.events import Event, as_facts
from casework.cases.fact_guards import misstated
from casework.cases.undertaking_guards import ASKED_OF
from casework.cases.visits import values_of, visits
from casework.errors import CaseworkError, listed
from casework.rules import moves
from casework.rules.conditions import fits
from casework.rules.moves import (
    ACT_OF,
    ASIDE_EVENTS,
    ENTRIES,
    EVENT_OF,
    PHASES,
    Move,
    State,
    aside,
)
from casework.rules.policy import Policy
from casework.rules.procedure import People, Procedure, Stage


def refusal(
    policy: Policy, procedure: Procedure, case: Case, event: Event, move: Move
) -> str | None:
    """Why an event may not follow, though the table has the move; None where it may."""
    why = untimely(case, event.on, move)
    if why is not None:
        return why
    said = event.said
    led = said.stage or move.stages[0]
    if led not in move.stages and led not in (stages := _stages(procedure, case, move)):
        return f"it leads only to {listed(stages)}{hint(led, stages)}"
    if move.needs or move.sometimes:
        why = _unsaid(case, event, move, led)
        if why is not None:
            return why
    if said.facts:
        why = misstated(policy, procedure, case, event)
        if why is not None:
            return why
    guard = _GUARDS.get(event.name)
    if guard is not None:
        why = guard(Asked(policy, procedure, case, event))
        if why is not None:
            return why
    stage = procedure.by_id[case.stands.stage or state_of(procedure, case)[0] or led]
    entered = procedure.by_id[led] if move.event in ENTRIES else stage
    if stage.guarded or procedure.roles or entered.people:
        asked = Asked(policy, procedure, case, event)
        return next(filter(None, _by_stage(asked, move, stage, entered.people)), None)
    return None


def _unsaid(case: Case, event: Event, move: Move, led: str) -> str | None:
    missing = [name for name in move.needs if event.fact(name) is None]
    if not missing and move.sometimes:
        more = sometimes(move, led, values_of((*case.settled, event)))
        missing = [name for name in more if event.fact(name) is None]
    return f"it needs {', '.join(missing)}" if missing else None


def sometimes(move: Move, stage: str, known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The facts that a move needs besides, for a case of which this is known, to a stage."""
    return tuple(
        each.fact for each in move.sometimes if each.stage in {"", stage} and fits(each.when, known)
    )


def unmet(stage: Stage, case: Case, event: Event) -> list[str]:
    """The milestones of a stage that must come before an event and have not."""
    wanted = stage.requires.get(event.name, ())
    missing = [each for each in wanted if each.is_ not in case.stands.done]
    if any(each.when for each in missing):
        known = values_of((*case.settled, event))
        missing = [each for each in missing if fits(each.when, known)]
    return [each.is_ for each in missing]


def _stages(procedure: Procedure, case: Case, move: Move) -> tuple[str, ...]:
    """The stages that the event of a move may name.

    An aside may be about any, those of a procedure that the case was under before among them.
    """
    if move.event not in ASIDE_EVENTS:
        return move.stages
    before = (event.stage for event in case.settled if event.name in ENTRIES and event.stage)
    return tuple(dict.fromkeys((*procedure.by_id, *before)))


def untimely(case: Case, on: date, move: Move) -> str | None:
    """Why an act is not possible on a day whatever its facts, or None."""
    events = case.events
    if events and on < events[-1].on:
        return f"{on} is before the latest event ({events[-1].name} on {events[-1].on})"
    if not move.again and move.event in case.stands.done and move.event not in ENTRIES:
        before = next(event for event in reversed(case.settled) if event.name == move.event)
        return f"it has already happened in this stage, on {before.on}"
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
    inside = (procedure.moves[stage, phase] for phase in PHASES[1:])
    if act != "receive" and not any(act in moves for moves in inside):
        return f"{stage} does not allow it"
    return f"the case is {case.phase}"


def not_late(policy: Policy, case: Case, on: date, move: Move) -> str | None:
    """Why a move that only lateness permits is not yet permitted, or None."""
    if not move.when_late:
        return None
    here = present_clocks(policy, case.settled, on)
    late = [name for name, clock in here.items() if clock.state == "overdue"]
    named = move.when_late
    if isinstance(named, bool):
        return None if late else "no clock of the stage is overdue"
    return None if {*late} & {*named} else f"only {listed(named)} being overdue allows it"


def _by_stage(
    asked: Asked, move: Move, stage: Stage, people: Mapping[str, People]
) -> Iterator[str | None]:
    policy, procedure, case, event = asked
    role = event.fact("role")
    allowed = stage.roles.get(move.act, procedure.roles.get(move.act))
    if role is not None and allowed is not None and role not in allowed:
        yield f"it is for {listed(allowed)}, not for '{role}'"
    missing = unmet(stage, case, event)
    if missing:
        yield f"{', '.join(missing)} must come first"
    yield not_late(policy, case, event.on, move)
    for fact, asked_of in people.items():
        named = set(event.values(fact))
        if named and len(named) < asked_of.at_least:
            yield f"{fact} needs at least {asked_of.at_least} people"
        if asked_of.at_most is not None and len(named) > asked_of.at_most:
            yield f"{fact} takes at most {asked_of.at_most}"
        both = sorted(named & _took_part(policy, case, asked_of.different_from))
        if both:
            yield f"{fact}: {', '.join(both)} took part before"
    yield in_the_way(asked, stage)


def _took_part(policy: Policy, case: Case, stages: tuple[str, ...]) -> set[str]:
    return {
        person
        for visit in visits(policy, case.settled)
        if visit.stage.id in stages
        for event in (visit.entry, *visit.events)
        for fact in {"handler", *(fact for stage in visit.procedure.stage for fact in stage.people)}
        for person in event.values(fact)
    }


def _reclassified(asked: Asked) -> str | None:
    if asked.event.fact("to") == asked.procedure.id:
        return f"it already is under '{asked.procedure.id}'"
    try:
        for event in onward(asked.policy, asked.event):
            target = asked.policy.procedure(event.procedure, event.on)
            move = target.moves[moves.EXPECTED]["receive"]
            why = refusal(asked.policy, target, EXPECTED, event, move)
            if why is not None:
                return f"under '{target.id}' {why}"
    except CaseworkError as error:
        return str(error)
    return None


def onward(policy: Policy, event: Event) -> tuple[Event, ...]:
    """The receipt under another procedure of the policy to which an event takes a case, if any."""
    to = event.fact("to")
    if event.name != "reclassified" or to not in policy.procedures:
        return ()
    procedure = policy.procedure(str(to), event.on)
    facts = {name: value for name, value in event.facts if name != "to"}
    facts["policy"] = policy.edition
    stage = procedure.beginnings[0]
    return (
        Event(
            event.case, "received", event.on, event.at, None, procedure.id, stage, as_facts(facts)
        ),
    )


def is_switch(case: Case, event: Event) -> bool:
    """Whether a case that was reclassified is received again, under another procedure."""
    last = case.last
    return event.name == "received" and last is not None and last.name == "reclassified"


def _correction(asked: Asked) -> str | None:
    event = asked.event
    why = no_day(event, "was") or no_day(event, "to-day")
    if why is not None:
        return why
    settled = list(asked.case.settled)
    at = target_of(event, settled)
    if at is None:
        return f"the case has no {event.fact('voids') or event.fact('corrects')} to put right"
    if event.name == "voided" and settled[at].name == "received":
        return "a receipt cannot be voided, only corrected; refuse or withdraw the case instead"
    day = event.fact("to-day")
    if day is not None and date.fromisoformat(str(day)) > event.on:
        return f"{day} is after the correction itself"
    return _impossible(asked.policy, effective((*asked.case.events, event)))


def _impossible(policy: Policy, history: tuple[Event, ...]) -> str | None:
    """Why the table of moves does not have a history, or None."""
    case = EXPECTED
    for event in history:
        begun = EXPECTED if is_switch(case, event) else case
        try:
            procedure = procedure_of(policy, begun, event.procedure, event.on)
        except CaseworkError as error:
            return str(error)
        state, act = state_of(procedure, begun), ACT_OF.get(event.name, event.name)
        there = procedure.moves.get(state, {})
        move = there.get(act) or aside(state, act, procedure.needs)
        led = move is not None and event.stage in {"", *_stages(procedure, begun, move)}
        if move is None or not led or untimely(begun, event.on, move):
            return f"then {event.name} on {event.on} could not have happened"
        case = evolve(case, event)
    return None


def procedure_of(policy: Policy, case: Case, procedure: str, on: date) -> Procedure:
    """The revision of its procedure that a case follows; before receipt, as of `on`."""
    receipt = case.receipt
    if receipt is None:
        return policy.procedure(procedure, on)
    found = policy.procedure(receipt.said.procedure, receipt.on)
    if found.applies_by == "stage-entered":
        return visits(policy, case.settled)[-1].procedure
    return found


def state_of(procedure: Procedure, case: Case) -> State:
    """The state of a case in the procedure's table of moves."""
    if case.receipt is None:
        return moves.EXPECTED
    stands = case.stands
    return stands.stage or procedure.stage_at(case.level), stands.phase


_GUARDS: Mapping[str, Callable[[Asked], str | None]] = {
    "extended": extended,
    "promised": promised,
    "paused": paused,
    "closed": silent,
    "reclassified": _reclassified,
    "voided": _correction,
    "corrected": _correction,
    **ASKED_OF,
}
