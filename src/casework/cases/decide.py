"""What may happen next, and what an act would record.

`decide` looks an act up in the procedure's table of moves, has it judged, and gives the events
to append; or it raises `Refused`, which names the state, the act, the reason and what is
permitted instead, and nothing has changed.  `permitted` asks about every act of the state.
"""

from __future__ import annotations

from datetime import date, datetime

from attrs import field, frozen

from casework.cases.case import Case
from casework.cases.clock_guards import Asked, silent
from casework.cases.events import COLUMNS, Event, Facts, as_facts
from casework.cases.guards import (
    not_late,
    onward,
    out_of_place,
    procedure_of,
    refusal,
    sometimes,
    state_of,
    unmet,
    untimely,
)
from casework.cases.visits import values_of
from casework.days.receipt import in_london
from casework.errors import Refused, listed
from casework.rules.moves import EVENT_OF, EXPECTED, Move, State, aside
from casework.rules.policy import Policy
from casework.rules.procedure import Procedure, Stage


@frozen
class Act:
    """Something that somebody wants to do to a case: a name in the present tense, and a day.

    `case` and `procedure` are for the act that begins a case; `stage` is where an escalation
    leads, when there is a choice.  `facts` go into the event.
    """

    name: str
    on: date
    at: datetime | None = None
    case: str = ""
    procedure: str = ""
    stage: str = ""
    facts: Facts = field(default=(), converter=as_facts)

    @property
    def event(self) -> str:
        """The name of the event that the act records."""
        return EVENT_OF.get(self.name, self.name)


@frozen
class Permission:
    """Whether an act is permitted, where it would lead, what it needs, and if not, why."""

    act: str
    stages: tuple[str, ...]
    needs: tuple[str, ...] = ()
    why_not: str | None = None

    def __bool__(self) -> bool:
        return self.why_not is None


def decide(policy: Policy, case: Case, act: Act) -> tuple[Event, ...]:
    """The events that an act on a case records; `Refused` where the policy does not allow it.

    The same act again, when nothing has happened since, adds nothing.  An act that takes the
    case to another procedure of the policy records its receipt there too.
    """
    procedure = procedure_of(policy, case, act.procedure, act.on)
    state = state_of(procedure, case)
    last = case.last
    if last is not None and act.on == last.on and _repeats(act, last):
        return ()
    move = procedure.moves[state].get(act.name) or aside(state, act.name, procedure.needs)
    if move is None:
        why = out_of_place(procedure, case, act.name, state[0])
    else:
        event = Event(
            case.ref or act.case,
            move.event,
            act.on,
            act.at and in_london(act.at),
            None,
            procedure.id,
            act.stage or move.stages[0],
            act.facts if move.event != "received" else _begun_under(policy, act),
        )
        refused = refusal(policy, procedure, case, event, move)
        if act.at is not None:
            refused = refused or _elsewhen(act.at, act.on)
        if act.facts:
            refused = refused or _not_facts(act)
        if case.received is None:
            refused = refused or _unbegun(policy, event)
        if refused is None:
            return (event,) if event.name != "reclassified" else (event, *onward(policy, event))
        why = refused
    on = act.on if last is None else max(act.on, last.on)
    row = tuple(each.act for each in permitted(policy, case, on, procedure=act.procedure) if each)
    raise Refused(case.ref or act.case, described(state), act.name, why, row)


def permitted(
    policy: Policy, case: Case, on: date, *, procedure: str = "", role: str | None = None
) -> tuple[Permission, ...]:
    """What may happen to a case on a day, and for what may not, why.

    The acts are those of the state that the case is in; `needs` lists the facts that an act
    must bring and is not held against it.  `procedure` is for a case not yet received; with a
    `role`, what the policy keeps for other roles is not permitted.
    """
    found = procedure_of(policy, case, procedure, on)
    state = state_of(found, case)
    stage = found.by_id.get(state[0])
    return tuple(
        Permission(
            move.act,
            move.stages,
            move.needs if not move.sometimes else _needs(case, move),
            untimely(case, on, move)
            or (not_late(policy, case, on, move) if move.when_late else None)
            or (_too_soon(policy, found, case, on, move) if state[1] == "paused" else None)
            or (_unready(stage, case, on, move) if stage and stage.requires else None)
            or (_not_for(found, stage, move.act, role) if role else None),
        )
        for move in found.moves[state].values()
    )


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


def _begun_under(policy: Policy, act: Act) -> Facts:
    return as_facts({**dict(act.facts), "policy": policy.edition})


def _not_facts(act: Act) -> str | None:
    columns = [name for name, _ in act.facts if name in COLUMNS]
    return f"{listed(columns)} is a column of an event, not a fact" if columns else None


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


def _unready(stage: Stage, case: Case, on: date, move: Move) -> str | None:
    missing = unmet(stage, case, Event(case.ref, move.event, on))
    return f"{', '.join(missing)} must come first" if missing else None


def _too_soon(policy: Policy, procedure: Procedure, case: Case, on: date, move: Move) -> str | None:
    if move.event != "closed":
        return None
    return silent(Asked(policy, procedure, case, Event(case.ref, move.event, on)))


def _not_for(procedure: Procedure, stage: Stage | None, act: str, role: str) -> str | None:
    allowed = (stage.roles if stage else {}).get(act, procedure.roles.get(act))
    if allowed is None or role in allowed:
        return None
    return f"it is for {listed(allowed)}"
