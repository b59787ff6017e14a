"""What may happen next, and what an act would record.

`decide` looks an act up in the procedure's table of moves, has it judged, and gives the events
to append; or it raises `Refused`, which names the state, the act, the reason and what is
permitted instead, and nothing has changed.  `permitted` asks about every act of the state.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from attrs import field, frozen

from casework.cases.case import Case
from casework.cases.clock_guards import Asked, silent
from casework.cases.events import Event, Facts, as_facts
from casework.cases.guards import onward, refusal, sometimes, unmet
from casework.cases.lateness_guards import not_late
from casework.cases.standing import out_of_place, procedure_of, state_of, untimely
from casework.cases.visits import values_of
from casework.days.receipt import in_london
from casework.errors import Refused, listed
from casework.rules.moves import EVENT_OF, EXPECTED, Move, State, aside
from casework.rules.policy import Policy
from casework.rules.procedure import Procedure, Stage

ATTRIBUTES = ("name", "on", "at", "case", "procedure", "stage", "facts")
Wish = tuple[str, date, datetime | None, str, str, str, Facts]
"""What an act has, in the order of its parameters, and the value of each."""


@frozen(init=False, slots=False, these={name: field() for name in ATTRIBUTES})
class Act:
    """Something that somebody wants to do to a case: a name in the present tense, and a day."""

    __slots__ = ("wish",)
    wish: Wish

    def __init__(
        self,
        name: str,
        on: date,
        at: datetime | None = None,
        case: str = "",
        procedure: str = "",
        stage: str = "",
        facts: Mapping[str, object] | Facts = (),
    ) -> None:
        _wish(self, (name, on, at, case, procedure, stage, as_facts(facts)))

    @property
    def name(self) -> str:
        """What is to be done, in the present tense."""
        return self.wish[0]

    @property
    def on(self) -> date:
        """The day on which it is done."""
        return self.wish[1]

    @property
    def at(self) -> datetime | None:
        """The instant, where that is known."""
        return self.wish[2]

    @property
    def case(self) -> str:
        """The reference of the case, for the act that begins it."""
        return self.wish[3]

    @property
    def procedure(self) -> str:
        """The procedure of the case, for the act that begins it."""
        return self.wish[4]

    @property
    def stage(self) -> str:
        """Where an escalation leads, when there is a choice."""
        return self.wish[5]

    @property
    def facts(self) -> Facts:
        """The facts that go into the event, as pairs in order of name."""
        return self.wish[6]

    @property
    def event(self) -> str:
        """The name of the event that the act records."""
        return EVENT_OF.get(self.name, self.name)

    def __reduce__(self) -> tuple[type[Act], Wish]:
        return Act, self.wish


_wish = vars(Act)["wish"].__set__
"""What sets the slot of a new act."""


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
    name, on, at, ref, wanted, stage, facts = act.wish
    procedure = procedure_of(policy, case, wanted, on)
    state = state_of(procedure, case)
    last = case.events[-1] if case.events else None
    if last is not None and on == last.on and _repeats(act, last):
        return ()
    move = procedure.moves[state].get(name) or aside(state, name, procedure.needs)
    if move is None:
        why = out_of_place(procedure, case, act.name, state[0])
    else:
        event = Event(
            last.case if last is not None else ref,
            move.event,
            on,
            at and in_london(at),
            None,
            procedure.id,
            stage or move.stages[0],
            facts if move.event != "received" else _begun_under(policy, facts),
        )
        refused = refusal(policy, procedure, case, event, move)
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
    `role`, what the policy keeps for other roles is not permitted.
    """
    found = procedure_of(policy, case, procedure, on)
    state = state_of(found, case)
    stage = found.by_id.get(state[0])
    freely = not (role or state[1] == "paused" or (stage and stage.requires))
    return tuple(
        [
            Permission(
                move.act,
                move.stages,
                move.needs if not move.sometimes else _needs(case, move),
                untimely(case, on, move)
                if freely and not move.when_late
                else _withheld(
                    Asked(policy, found, case, Event(case.ref, move.event, on)), move, stage, role
                ),
            )
            for move in found.moves[state].values()
        ]
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


def _begun_under(policy: Policy, facts: Facts) -> Facts:
    own = (pair for pair in facts if pair[0] != "policy")
    return (*own, ("policy", policy.edition))


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


def _withheld(asked: Asked, move: Move, stage: Stage | None, role: str | None) -> str | None:
    policy, procedure, case, event = asked
    return (
        untimely(case, event.on, move)
        or not_late(policy, case, event.on, move)
        or (silent(asked) if move.event == "closed" else None)
        or (_unready(stage, case, event) if stage else None)
        or (_not_for(procedure, stage, move.act, role) if role else None)
    )


def _unready(stage: Stage, case: Case, event: Event) -> str | None:
    missing = unmet(stage, case, event)
    return f"{', '.join(missing)} must come first" if missing else None


def _not_for(procedure: Procedure, stage: Stage | None, act: str, role: str) -> str | None:
    allowed = (stage.roles if stage else {}).get(act, procedure.roles.get(act))
    if allowed is None or role in allowed:
        return None
    return f"it is for {listed(allowed)}"
