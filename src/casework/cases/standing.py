"""Where a case stands in the table of moves, and why a move is not there.

The revision of its procedure that a case follows, the state that it is in, which stages an event
may name, and whether the day is one on which anything can follow.
"""

from __future__ import annotations

from datetime import date

from casework.cases.case import Case
from casework.cases.clock_guards import hint
from casework.cases.events import Event
from casework.cases.visits import visits
from casework.rules.moves import (
    ASIDE_EVENTS,
    ENTRIES,
    EVENT_OF,
    EXPECTED,
    PHASE_AFTER,
    PHASES,
    Move,
    State,
)
from casework.rules.policy import Policy
from casework.rules.procedure import Procedure


def located(policy: Policy, case: Case, procedure: str, on: date) -> tuple[Procedure, State]:
    """The revision of its procedure that a case follows, and its state in the table of moves.

    Before receipt, the revision of `procedure` as of `on`.
    """
    receipt, stands = case.receipt, case.stands
    if receipt is None:
        return policy.procedure(procedure, on), EXPECTED
    ident, known = receipt.said.procedure, policy.procedures
    found = (known[ident] if ident in known else policy.timeline(ident)).at(receipt.on)
    if found.applies_by == "stage-entered":
        found = visits(policy, case.settled)[-1].procedure
    return found, (stands.stage or found.stage_at(case.level), stands.phase)


def stages_of(procedure: Procedure, case: Case, move: Move) -> tuple[str, ...]:
    """The stages that the event of a move may name.

    An aside may be about any, those of a procedure that the case was under before among them.
    """
    if move.event not in ASIDE_EVENTS:
        return move.stages
    before = (event.stage for event in case.settled if event.stage)
    return tuple(dict.fromkeys((*procedure.by_id, *before)))


def untimely(case: Case, on: date, move: Move) -> str | None:
    """Why an act is not possible on a day whatever its facts, or None."""
    events = case.events
    if events and on < events[-1].on:
        return f"{on} is before the latest event ({events[-1].name} on {events[-1].on})"
    if not move.again and move.event in case.stands.done and move.event not in ENTRIES:
        settled, at = case.settled, -1
        while settled[at].name != move.event:
            at -= 1
        return f"it has already happened in this stage, on {settled[at].on.isoformat()}"
    return None


def not_answered(case: Case) -> str | None:
    """Why a closed case may not be taken on, or None: it was not closed after an answer."""
    ends = (
        event.name for event in reversed(case.settled) if PHASE_AFTER.get(event.name) == "closed"
    )
    answered = next(ends) == "closed" and "responded" in case.stands.done
    return None if answered else "the case was not closed after an answer"


def is_switch(case: Case, event: Event) -> bool:
    """Whether a case that was reclassified is received again, under another procedure."""
    last = case.last
    return event.name == "received" and last is not None and last.name == "reclassified"


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
