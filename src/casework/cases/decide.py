"""What may happen next, and what an act would record.

`decide` looks an act up in the procedure's table of moves, judges it, and gives the events to
append; or it raises `Refused`, which names the state, the act, the reason and what is permitted
instead, and nothing has changed.  `permitted` asks the same judge about every act of the state,
and `examine` holds a recorded history against it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from attrs import field, frozen

from casework.cases.case import Case
from casework.cases.events import Event, Fact, Facts, facts_of
from casework.days.limits import Limit
from casework.days.receipt import in_london
from casework.errors import LimitError, Refused, listed, meant
from casework.rules.moves import ENTRIES, EXPECTED, PATTERNS, Move, State
from casework.rules.policy import Policy
from casework.rules.procedure import Extension, Procedure

EVENT_OF: Mapping[str, str] = {pattern.act: pattern.event for pattern in PATTERNS}


def _as_facts(facts: Mapping[str, object] | Facts) -> Facts:
    return facts if isinstance(facts, tuple) else facts_of(facts)


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
    facts: Facts = field(default=(), converter=_as_facts)

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

    The same act again, when nothing has happened since, adds nothing.
    """
    procedure = procedure_of(policy, case, act.procedure, act.on)
    state = state_of(procedure, case)
    move = procedure.moves[state].get(act.name)
    last = case.last
    if last is not None and act.on == last.on and repeats(act, last):
        return ()
    why = refusal(policy, procedure, case, act, move)
    if why is None and act.at is not None and in_london(act.at).date() != act.on:
        why = f"{in_london(act.at):%Y-%m-%d %H:%M} in London is not on {act.on}"
    if why is not None or move is None:
        raise Refused(
            case.ref or act.case,
            described(state),
            act.name,
            why or "",
            tuple(move.act for move in procedure.moves[state].values()),
        )
    return (
        Event(
            case.ref or act.case,
            move.event,
            act.on,
            act.at and in_london(act.at),
            None,
            procedure.id,
            act.stage or move.stages[0],
            act.facts,
        ),
    )


def permitted(policy: Policy, case: Case, on: date, procedure: str = "") -> tuple[Permission, ...]:
    """What may happen to a case on a day, and for what may not, why.

    The acts are those of the state that the case is in; `needs` lists the facts that an act
    must bring and is not held against it.  `procedure` is for a case not yet received.
    """
    found = procedure_of(policy, case, procedure, on)
    return tuple(
        Permission(move.act, move.stages, move.needs, _untimely(case, on, move))
        for move in found.moves[state_of(found, case)].values()
    )


def procedure_of(policy: Policy, case: Case, procedure: str, on: date) -> Procedure:
    """The revision of its procedure that a case follows; before receipt, as of `on`."""
    if case.received is None:
        return policy.procedure(procedure, on)
    return policy.procedure(case.procedure, case.received)


def state_of(procedure: Procedure, case: Case) -> State:
    """The state of a case in the procedure's table of moves."""
    if case.received is None:
        return EXPECTED
    return case.stage or procedure.stage_at(case.level), case.phase


def described(state: State) -> str:
    """A state as a person would say it."""
    return "the beginning" if state == EXPECTED else f"{state[0]} ({state[1]})"


def refusal(
    policy: Policy, procedure: Procedure, case: Case, act: Act, move: Move | None
) -> str | None:
    """Why an act is not permitted, or None; the one judge of acts and of recorded events."""
    if move is None:
        return _out_of_place(procedure, case, act.name)
    why = _untimely(case, act.on, move)
    if why is not None:
        return why
    if act.stage and act.stage not in move.stages:
        near = meant(act.stage, move.stages)
        hint = f"; perhaps '{near}' was meant" if near else ""
        return f"it does not lead to '{act.stage}', only to {listed(move.stages)}{hint}"
    if move.needs:
        missing = [name for name in move.needs if not any(name == known for known, _ in act.facts)]
        if missing:
            return f"it needs {', '.join(missing)}"
    for name, value in act.facts:
        if name in policy.taxonomies:
            why = _not_in_taxonomy(policy, name, value)
            if why is not None:
                return why
    if move.event == "extended":
        return _unextendable(procedure, case, act)
    if move.event == "promised":
        return _unpromised(procedure, case, act)
    return None


def repeats(act: Act, last: Event) -> bool:
    """Whether an act would record again what was recorded last."""
    return (
        act.event == last.name
        and act.facts == last.facts
        and (not act.stage or act.stage == last.stage)
        and (act.at is None or in_london(act.at) == last.at)
    )


def _out_of_place(procedure: Procedure, case: Case, act: str) -> str:
    known = {name for moves in procedure.moves.values() for name in moves}
    if act not in known and act not in EVENT_OF:
        near = meant(act, known)
        return "there is no such act" + (f"; perhaps '{near}' was meant" if near else "")
    if case.received is None:
        return "the case has not been received"
    stage, phase = state_of(procedure, case)
    if act == "escalate" and not procedure.onward(procedure.by_id[stage]):
        return f"{stage} leads to no further stage"
    return f"the case is {phase}"


def _untimely(case: Case, on: date, move: Move) -> str | None:
    last = case.last
    if last is not None and on < last.on:
        return f"{on} is before the latest event ({last.name} on {last.on})"
    if not move.again:
        for event in case.here:
            if event.name == move.event and move.event not in ENTRIES:
                return f"it has already happened in this stage, on {event.on}"
    return None


def _not_in_taxonomy(policy: Policy, name: str, value: Fact) -> str | None:
    taxonomy = policy.taxonomies[name]
    for code in value if isinstance(value, tuple) else (value,):
        if code not in taxonomy:
            near = meant(str(code), taxonomy.ids)
            hint = f"; perhaps '{near}' was meant" if near else ""
            return f"{name} '{code}' is not in '{taxonomy.title}'{hint}"
    return None


def _unpromised(procedure: Procedure, case: Case, act: Act) -> str | None:
    facts = dict(act.facts)
    stage = procedure.by_id[state_of(procedure, case)[0]]
    known = [rule.id for rule in stage.clock if rule.kind != "window"]
    if facts.get("clock", known[0]) not in known:
        return f"clock '{facts['clock']}' may not be promised sooner, only {listed(known)}"
    why = _no_day(act, "until")
    if why is None and date.fromisoformat(str(facts["until"])) < act.on:
        return f"{facts['until']} is before the promise"
    return why


def _unextendable(procedure: Procedure, case: Case, act: Act) -> str | None:
    facts = dict(act.facts)
    stage = procedure.by_id[state_of(procedure, case)[0]]
    rules = {rule.id: rule.extension for rule in stage.clock if rule.extension is not None}
    clock = facts.get("clock")
    if not rules:
        return f"no clock of {stage.id} may be extended"
    if clock is not None and clock not in rules:
        return f"clock '{clock}' may not be extended, only {listed(rules)}"
    why = None
    if "by" in facts:
        why = _no_limit(act)
    elif "until" in facts:
        why = _no_day(act, "until")
    chosen = [rule for name, rule in rules.items() if clock in (None, name)]
    return why or next(filter(None, (_overextended(rule, facts) for rule in chosen)), None)


def _overextended(rule: Extension, facts: Mapping[str, Fact]) -> str | None:
    missing = [name for name in rule.needs if name not in facts]
    if missing:
        return f"it needs {', '.join(missing)}"
    if "by" not in facts and "until" not in facts and rule.by is None:
        return "it needs by, such as '10 working days', or until, a day"
    if "by" in facts and rule.by is not None:
        by = Limit.parse(str(facts["by"]))
        if by.unit != rule.by.unit or by.n > rule.by.n:
            return f"it may be by no more than {rule.by}"
    return None


def _no_limit(act: Act) -> str | None:
    try:
        by = Limit.parse(str(dict(act.facts)["by"]))
    except LimitError as error:
        return str(error)
    return None if by.n > 0 and by.unit != "hours" else f"'{by}' is not an extension"


def _no_day(act: Act, name: str) -> str | None:
    value = dict(act.facts).get(name)
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return f"it needs {name}, a day such as 2026-03-02"
    return None
