"""What may happen next, and what an act would record.

`decide` looks an act up in the procedure's table of moves, has it judged, and gives the events
to append; or it raises `Refused`, which names the state, the act, the reason and what is
permitted instead, and nothing has changed.  `permitted` asks about every act of the state.
"""

from __future__ import annotations

from datetime import date, datetime

from attrs import evolve, frozen

from casework.cases.acts import Act
from casework.cases.case import Case
from casework.cases.clock_guards import Asked, in_the_way, not_in_force, silent
from casework.cases.events import Event, Facts, as_facts, happened, particulars
from casework.cases.guards import onward, refusal, sometimes, unmet
from casework.cases.lateness_guards import not_late
from casework.cases.making import open_to_filling
from casework.cases.people_guards import outranked
from casework.cases.standing import located, not_answered, out_of_place, untimely
from casework.cases.visits import values_of
from casework.days.receipt import in_london
from casework.errors import Refused, listed
from casework.rules.moves import EXPECTED, Move, State
from casework.rules.policy import Policy
from casework.rules.procedure import Procedure, Stage


@frozen(weakref_slot=False)
class Permission:
    """Whether an act is permitted, where it would lead, what it needs, and if not, why.

    `caution` is the window or the wait that stands in its way unless the act brings the
    `discretion` that it then needs.
    """

    act: str
    stages: tuple[str, ...]
    needs: tuple[str, ...] = ()
    why_not: str | None = None
    caution: str | None = None

    def __bool__(self) -> bool:
        return self.why_not is None


def decide(policy: Policy, case: Case, act: Act) -> tuple[Event, ...]:
    """The events that an act on a case records; `Refused` where the policy does not allow it.

    The same act again, when nothing has happened since, adds nothing.  An act that takes the
    case to another procedure of the policy records its receipt there too.
    """
    name, on, at, ref, wanted, stage, facts = act.wish
    procedure, state = located(policy, case, wanted, on)
    last = case.events[-1] if case.events else None
    if last is not None and on == last.on and _repeats(act, last):
        return ()
    move = procedure.moves[state].get(name) or procedure.aside(state, name)
    if move is None:
        why = out_of_place(procedure, case, act.name, state[0])
    else:
        if move.event == "received":
            facts = _begun_under(policy, facts)
        said = particulars(procedure.id, stage or move.stages[0], facts)
        if at is not None:
            said = said._replace(at=in_london(at))
        event = happened(last.case if last is not None else ref, move.event, on, said)
        refused = refusal(policy, procedure, case, event, move)
        calendar = policy.calendars["default"]
        if not calendar.first <= on <= calendar.last:
            refused = f"{on} is outside the calendar, {calendar.first} to {calendar.last}"
        if at is not None:
            refused = refused or _elsewhen(at, on)
        if case.receipt is None:
            refused = refused or _unbegun(policy, event)
        if refused is None:
            return (event,) if move.event != "reclassified" else (event, *onward(policy, event))
        why = refused
    day = on if last is None else max(on, last.on)
    row = tuple(each.act for each in permitted(policy, case, day, procedure=wanted) if each)
    raise Refused(case.ref or act.case, described(state), act.name, why, row)


def permitted(
    policy: Policy, case: Case, on: date, *, procedure: str = "", role: str | None = None
) -> tuple[Permission, ...]:
    """What may happen to a case on a day, and for what may not, why.

    The acts are those of the state that the case is in; `needs` lists the facts that an act
    must bring and is not held against it.  `procedure` is for a case not yet received; with a
    `role`, what the policy keeps for other roles, or more senior ones, is not permitted.
    """
    found, state = located(policy, case, procedure, on)
    stage, moves = found.by_id.get(state[0]), found.moves[state].values()
    early = case.events and on < case.events[-1].on
    ranked = stage is not None and stage.ranked
    bound = early or role or ranked or state[1] in {"paused", "closed"}
    held = case.stands.done
    if found.dated or (stage is not None and stage.requires):
        held = held.union(found.dated, stage.requires if stage is not None else ())
    rows = tuple(
        [
            _permission(
                move.act,
                move.stages,
                _needs(case, move) if move.sometimes else move.needs,
                _why_not(policy, found, stage, case, on, move, role)
                if bound or move.when_late or move.event in held
                else None,
            )
            for move in moves
        ]
    )
    if stage is None or not stage.barred:
        return rows
    return tuple(
        _cautioned(Asked(policy, found, case, Event(case.ref, move.event, on)), row)
        if row and move.event in stage.barred
        else row
        for move, row in zip(moves, rows, strict=True)
    )


def _cautioned(asked: Asked, row: Permission) -> Permission:
    why = in_the_way(asked, asked.stage)
    return row if why is None else evolve(row, needs=(*row.needs, "discretion"), caution=why)


_Open = open_to_filling(Permission)


def _permission(
    act: str, stages: tuple[str, ...], needs: tuple[str, ...], why_not: str | None
) -> Permission:
    row = _Open()
    row.act, row.stages, row.needs, row.why_not, row.caution = act, stages, needs, why_not, None
    row.__class__ = Permission
    made: Permission = row
    return made


def described(state: State) -> str:
    """A state as a person would say it."""
    return "the beginning" if state == EXPECTED else f"{state[0]} ({state[1]})"


def _repeats(act: Act, last: Event) -> bool:
    recorded = tuple(pair for pair in last.facts if pair[0] != "policy")
    return (
        act.event == last.name
        and act.facts == (recorded if last.name == "received" else last.facts)
        and (not act.stage or act.stage == last.stage)
        and (act.at is None or in_london(act.at) == last.at)
    )


def _begun_under(policy: Policy, facts: Facts) -> Facts:
    own = (pair for pair in facts if pair[0] != "policy")
    return as_facts((*own, ("policy", policy.edition)))


def _unbegun(policy: Policy, event: Event) -> str | None:
    if not event.case:
        return "a case needs a reference"
    if policy.status == "draft":
        return f"policy '{policy.id}', revision {policy.revision}, is a draft"
    return None


def _elsewhen(at: datetime, on: date) -> str | None:
    at = in_london(at)
    return None if at.date() == on else f"{at:%Y-%m-%d %H:%M} in London is not on {on}"


def _needs(case: Case, move: Move) -> tuple[str, ...]:
    more = sometimes(move, move.stages[0], values_of(case.settled))
    return tuple(dict.fromkeys((*move.needs, *more)))


def _why_not(
    policy: Policy,
    procedure: Procedure,
    stage: Stage | None,
    case: Case,
    on: date,
    move: Move,
    role: str | None,
) -> str | None:
    why = untimely(case, on, move) or not_late(policy, case, on, move)
    if why is not None:
        return why
    event = Event(case.ref, move.event, on)
    if case.phase == "closed" and event.name == "escalated":
        why = not_answered(case)
    if why is None and event.name in procedure.dated:
        why = not_in_force(Asked(policy, procedure, case, event))
    if why is None and case.phase == "paused" and event.name == "closed":
        why = silent(Asked(policy, procedure, case, event))
    missing = unmet(stage, case, event) if stage else None
    if why is None and missing:
        why = f"{', '.join(missing)} must come first"
    if why is None and role:
        why = _not_for(procedure, stage, move.act, role)
    if why is None and stage and stage.ranked:
        why = outranked(Asked(policy, procedure, case, event), move, role)
    return why


def _not_for(procedure: Procedure, stage: Stage | None, act: str, role: str) -> str | None:
    allowed = procedure.roles_for(stage, act)
    if allowed is None or role in allowed:
        return None
    return f"it is for {listed(allowed)}"
