"""The one judge of acts and of recorded events.

`refusal` says why an event may not follow what has happened, or None.  The table of moves has
been asked already; here stand the guards that a move's row cannot hold: the order of days, the
facts that must be there, who may act, what must come first, how far a clock may be moved, and
the windows that stand in the way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from casework.cases.case import EXPECTED, Case
from casework.cases.clock_guards import (
    Asked,
    extended,
    hint,
    in_the_way,
    not_in_force,
    paused,
    promised,
    silent,
)
from casework.cases.correction_guards import corrected
from casework.cases.events import Event, as_facts
from casework.cases.fact_guards import misstated
from casework.cases.issue_guards import raised
from casework.cases.lateness_guards import not_late, recorded
from casework.cases.people_guards import unfit
from casework.cases.standing import not_answered, stages_of, untimely
from casework.cases.undertaking_guards import ASKED_OF
from casework.cases.visits import values_of
from casework.errors import CaseworkError, listed
from casework.rules import moves
from casework.rules.conditions import fits
from casework.rules.moves import ENTRIES, Move
from casework.rules.policy import Policy
from casework.rules.procedure import People, Procedure, Stage


def refusal(
    policy: Policy, procedure: Procedure, case: Case, event: Event, move: Move
) -> str | None:
    """Why an event may not follow, though the table has the move; None where it may.

    The event names its stage.
    """
    why = untimely(case, event.on, move)
    if why is not None:
        return why
    said = event.said
    led = said.stage
    if led not in move.stages and led not in (stages := stages_of(procedure, case, move)):
        return f"it leads only to {listed(stages)}{hint(led, stages)}"
    if move.needs or move.sometimes:
        why = _unsaid(case, event, move, led)
        if why is not None:
            return why
    if said.facts:
        why = misstated(policy, procedure, case, event)
        if why is not None:
            return why
    if procedure.dated and event.name in procedure.dated:
        why = not_in_force(Asked(policy, procedure, case, event))
        if why is not None:
            return why
    guard = _GUARDS.get(event.name)
    if guard is not None:
        why = guard(Asked(policy, procedure, case, event))
        if why is not None:
            return why
    if not procedure.guarded:
        return None
    asked = Asked(policy, procedure, case, event)
    stage = asked.stage if case.receipt is not None else procedure.by_id[led]
    people = procedure.by_id[led].people if move.event in ENTRIES else stage.people
    return next(filter(None, _by_stage(asked, move, stage, people)), None)


def _unsaid(case: Case, event: Event, move: Move, led: str) -> str | None:
    for name in move.needs:
        if event.fact(name) is None:
            return _lacking(event, move.needs)
    if move.sometimes:
        return _lacking(event, sometimes(move, led, values_of((*case.settled, event))))
    return None


def _lacking(event: Event, needs: Iterable[str]) -> str | None:
    missing = [name for name in needs if event.fact(name) is None]
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


def _by_stage(
    asked: Asked, move: Move, stage: Stage, people: Mapping[str, People]
) -> Iterator[str | None]:
    policy, procedure, case, event = asked
    if event.name == "closed":
        yield silent(asked)
    role = event.fact("role")
    allowed = procedure.roles_for(stage, move.act)
    if allowed is not None and role not in allowed:
        yield f"it is for {listed(allowed)}, not for '{role}'"
    missing = unmet(stage, case, event)
    if missing:
        yield f"{', '.join(missing)} must come first"
    yield not_late(policy, case, event.on, move)
    if event.name == "escalated" and case.phase == "closed":
        yield not_answered(case)
    yield from unfit(asked, people)
    yield in_the_way(asked, stage)


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
    """The receipt under another procedure of the policy to which a switch takes a case, if any."""
    to = event.fact("to")
    if to not in policy.procedures:
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


_GUARDS: Mapping[str, Callable[[Asked], str | None]] = {
    "extended": extended,
    "promised": promised,
    "paused": paused,
    "reclassified": _reclassified,
    "voided": corrected,
    "corrected": corrected,
    "became-late": recorded,
    "issue-raised": raised,
    **ASKED_OF,
}
