"""Whether a recorded history can have happened.

A caseload comes from elsewhere and may say anything.  `examine` reads the events of one case
as if they were acts and asks the judge of `decide` about each.  What cannot have happened is
left out and reported as a fault; the rest is kept, in order, with the procedure and the stages
filled in that the events did not name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from casework.cases.case import EXPECTED, Case, evolve
from casework.cases.decide import described
from casework.cases.events import Event
from casework.cases.guards import refusal
from casework.cases.standing import is_switch, located, out_of_place
from casework.errors import CaseworkError, Fault, listed, meant
from casework.rules.moves import ACT_OF, ASIDE_EVENTS, State
from casework.rules.policy import Policy
from casework.rules.procedure import Procedure


@frozen
class History:
    """The events of one case that can have happened, and the faults of those that cannot."""

    events: tuple[Event, ...]
    faults: tuple[Fault, ...]


def examine(policy: Policy, events: Iterable[Event], lines: Sequence[int | None] = ()) -> History:
    """Hold the events of one case, in the order recorded, against its policy.

    An event dated before the one above it is a fault unless it says when it was `recorded`.
    `lines` are the lines of the file that the events came from, for the faults.
    """
    kept: list[Event] = []
    faults: list[Fault] = []
    case = EXPECTED
    for event, line in _in_turn(events, lines):
        begun = EXPECTED if is_switch(case, event) else case
        if begun is EXPECTED and event.name != "received":
            problem = f"on {event.on} is before the case was received"
            faults.append(_fault(event, line, problem, "'received' first"))
            continue
        if begun.last is not None and event.on < begun.last.on and event.recorded is None:
            problem = f"on {event.on} stands after '{begun.last.name}' on {begun.last.on}"
            expected = "events in order of day, or the day it was 'recorded'"
            faults.append(_fault(event, line, problem, expected))
            continue
        try:
            judged = _judge(policy, begun, event)
        except CaseworkError as error:
            judged = str(error), None
        if isinstance(judged, Event):
            kept.append(judged)
            case = evolve(case, judged)
        else:
            faults.append(_fault(event, line, *judged))
    return History(tuple(kept), tuple(sorted(faults, key=lambda fault: fault.line or 0)))


def _in_turn(
    events: Iterable[Event], lines: Sequence[int | None]
) -> list[tuple[Event, int | None]]:
    """The events as given, with what was recorded late put where it happened."""
    rows: list[tuple[Event, int | None]] = []
    for i, event in enumerate(events):
        row = event, lines[i] if lines else None
        later = len(rows)
        if event.recorded is not None:
            later = next((k for k, (other, _) in enumerate(rows) if other.on > event.on), later)
        rows.insert(later, row)
    return rows


def _judge(policy: Policy, case: Case, event: Event) -> Event | tuple[str, str | None]:
    procedure, state = located(policy, case, event.procedure, event.on)
    calendar = policy.calendars["default"]
    if not calendar.first <= event.on <= calendar.last:
        return f"on {event.on} is outside the calendar", f"{calendar.first} to {calendar.last}"
    act = ACT_OF.get(event.name, event.name)
    move = procedure.moves[state].get(act) or procedure.aside(state, act)
    if event.procedure not in {"", procedure.id, *_left(case, event)}:
        return f"is under '{event.procedure}', its case under '{procedure.id}'", None
    if move is None or move.event != event.name:
        known = {move.event for moves in procedure.moves.values() for move in moves.values()}
        why = out_of_place(procedure, case, act, state[0])
        if event.name not in known:
            near = meant(event.name, known)
            why = f"there is no such event in '{procedure.id}'"
            why += f"; perhaps '{near}' was meant" if near else ""
        return f"on {event.on} cannot be: {why}", _instead(procedure, state)
    if not event.stage or not event.procedure:
        stage = event.stage or move.stages[0]
        event = Event(
            event.case,
            event.name,
            event.on,
            event.at,
            event.recorded,
            procedure.id,
            stage,
            event.facts,
        )
    if event == case.last:
        return f"on {event.on} is given twice", None
    refused = refusal(policy, procedure, case, event, move)
    return event if refused is None else (f"on {event.on} cannot be: {refused}", None)


def _left(case: Case, event: Event) -> set[str]:
    """The procedures that a case was under before; only an aside may still be about them."""
    return {each.procedure for each in case.settled} if event.name in ASIDE_EVENTS else set()


def _instead(procedure: Procedure, state: State) -> str:
    events = [move.event for move in procedure.moves[state].values()]
    return f"at {described(state)} {listed(events)}"


def _fault(event: Event, line: int | None, problem: str, expected: str | None = None) -> Fault:
    return Fault(f"{event.case} '{event.name}'", problem, expected, line=line)
