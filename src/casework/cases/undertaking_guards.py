"""The guards of undertakings: what one must say, and that it is followed while it is open.

An undertaking has a reference that is used once in its case, says what it is, and has a due day
or a limit if it has any, not both.  What is moved, fulfilled or dropped must have been
undertaken and not have ended.
"""

from __future__ import annotations

from casework.cases.clock_guards import Asked, hint, no_day
from casework.cases.undertakings import Undertaking, pounds, undertakings
from casework.days.limits import Limit
from casework.days.written import day_written
from casework.errors import LimitError, listed


def undertaken(asked: Asked) -> str | None:
    """Why something may not be undertaken so, or None."""
    event = asked.event
    known = {each.id for each in _known(asked)}
    again = [ident for ident in event.values("undertaking") if ident in known]
    if again:
        return f"undertaking {listed(again)} is there already"
    if event.fact("remedy") is None and event.fact("corrective-action") is None:
        return "it needs remedy or corrective-action"
    for one, other in (("due", "within"), ("ordered-by", "recommended-by")):
        if event.fact(one) is not None and event.fact(other) is not None:
            return f"it has both {one} and {other}"
    return _not_in_time(asked) or _no_money(asked)


def followed(asked: Asked) -> str | None:
    """Why an undertaking may not be moved, fulfilled or dropped, or None."""
    known = {each.id: each for each in _known(asked)}
    for ident in asked.event.values("undertaking"):
        if ident not in known:
            return f"there is no undertaking '{ident}'{hint(ident, known)}"
        if known[ident].ended is not None:
            return f"undertaking '{ident}' ended on {known[ident].ended}"
    return _not_in_time(asked) or _no_money(asked)


def _known(asked: Asked) -> tuple[Undertaking, ...]:
    return undertakings(asked.policy, asked.case.settled, asked.event.on)


def _not_in_time(asked: Asked) -> str | None:
    event = asked.event
    within = event.fact("within")
    if within is not None:
        try:
            limit = Limit.parse(str(within))
        except LimitError as error:
            return str(error)
        return None if limit.n > 0 and limit.unit != "hours" else f"'{limit}' is no time to do it"
    why = no_day(event, "due")
    due = event.fact("due")
    if why is None and due is not None and day_written(str(due)) < event.on:
        return f"due on {due}, before it was agreed"
    return why


def _no_money(asked: Asked) -> str | None:
    amount = asked.event.fact("amount")
    if amount is None or pounds(str(amount)) is not None:
        return None
    return f"amount '{amount}' is no sum in pounds, such as 250 or 99.50"


ASKED_OF = {
    "undertaken": undertaken,
    "undertaking-moved": followed,
    "undertaking-fulfilled": followed,
    "undertaking-dropped": followed,
}
"""Which guard each event about undertakings is asked by."""
