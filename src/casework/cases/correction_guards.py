"""The guards of corrections: what one must name, and what it must leave.

What a correction leaves must be a history that the table of moves has and whose clocks can be
counted; whether it keeps every limit, it need not.
"""

from __future__ import annotations

from casework.cases.case import EXPECTED, evolve
from casework.cases.clock_guards import Asked, no_day, no_length, uncounted
from casework.cases.corrections import effective, target_of
from casework.cases.events import Event
from casework.cases.standing import is_switch, located, stages_of, untimely
from casework.days.written import day_written
from casework.errors import CaseworkError
from casework.rules.moves import ACT_OF
from casework.rules.policy import Policy


def corrected(asked: Asked) -> str | None:
    """Why what an event says of another may not be recorded, or None."""
    event = asked.event
    why = no_length(event, "to-by")
    for name in ("was", "to-day", "until"):
        why = why or no_day(event, name)
    if why is not None:
        return why
    settled = list(asked.case.settled)
    at = target_of(event, settled)
    if at is None:
        return f"the case has no {event.fact('voids') or event.fact('corrects')} to put right"
    if event.name == "voided" and settled[at].name == "received":
        return "a receipt cannot be voided, only corrected; refuse or withdraw the case instead"
    day = event.fact("to-day")
    if day is not None and day_written(str(day)) > event.on:
        return f"{day} is after the correction itself"
    history = effective((*asked.case.events, event))
    why = _impossible(asked.policy, history)
    if why is None and uncounted(asked.policy, asked.case.settled, event.on) is None:
        error = uncounted(asked.policy, history, event.on)
        why = None if error is None else str(error)
    return why


def _impossible(policy: Policy, history: tuple[Event, ...]) -> str | None:
    """Why the table of moves does not have a history, or None."""
    case = EXPECTED
    for event in history:
        begun = EXPECTED if is_switch(case, event) else case
        try:
            procedure, state = located(policy, begun, event.procedure, event.on)
        except CaseworkError as error:
            return str(error)
        act = ACT_OF.get(event.name, event.name)
        move = procedure.moves[state].get(act) or procedure.aside(state, act)
        led = move is not None and event.stage in {"", *stages_of(procedure, begun, move)}
        if move is None or not led or untimely(begun, event.on, move):
            return f"then {event.name} on {event.on} could not have happened"
        case = evolve(case, event)
    return None
