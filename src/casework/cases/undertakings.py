"""What an authority undertook to do about a case: remedies, corrective actions, orders.

An answer may promise an apology, a payment or a repair, a lesson may ask for a change, and an
ombudsman may order or recommend either.  Each of these is an undertaking: what it is, an opaque
owner, the day by which it is due or the limit within which it is, and in the end its evidence.
Undertakings outlive the case, which may be closed long before, so they are a fold over its
events of their own.  Nothing ticks; how one stands is a fact about a day:

    open      not fulfilled, and not past its due day
    overdue   not fulfilled, and past it
    done      fulfilled on or before its due day, or without having one
    late      fulfilled after it
    dropped   given up, with a reason
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Literal

from attrs import frozen

from casework.cases.begun import lateness
from casework.cases.corrections import effective
from casework.cases.events import Event, Facts
from casework.days.calendar import Calendar
from casework.days.limits import Limit
from casework.days.reckoning import reckon
from casework.days.steps import Reckoning, Step
from casework.days.written import day_written
from casework.errors import CaseworkError
from casework.rules.policy import Policy

UndertakingKind = Literal["remedy", "action", "order", "recommendation"]
UndertakingState = Literal["open", "overdue", "done", "late", "dropped"]

KINDS: Mapping[str, UndertakingKind] = {
    "ordered-by": "order",
    "recommended-by": "recommendation",
    "remedy": "remedy",
    "corrective-action": "action",
}
"""The facts that say what an undertaking is; the first that it has decides."""

COMPLIANCE = frozenset({"order", "recommendation"})
"""The kinds that somebody outside asked for, of which an authority reports its compliance."""

ENDS = frozenset({"undertaking-fulfilled", "undertaking-dropped"})
ABOUT = ENDS | {"undertaken", "undertaking-moved"}
"""The events that are about undertakings."""

OWN = frozenset({"undertaking", "due", "within", "policy"})


@frozen
class Undertaking:
    """One thing that an authority undertook to do, as it stood on a day.

    `facts` are those of the events about it, the latest value of each.  `ended` is the day on
    which it was fulfilled or dropped; `late_by` counts the days late, working days where its
    limit counts them; `reckoning` is how its due day was reached, if it has one.
    """

    case: str
    id: str
    kind: UndertakingKind
    agreed: date
    state: UndertakingState
    facts: Facts = ()
    reckoning: Reckoning | None = None
    ended: date | None = None
    late_by: int = 0

    @property
    def due(self) -> date | None:
        """The last day on which it is in time; None where none was set."""
        return self.reckoning.due if self.reckoning else None

    @property
    def complied(self) -> bool | None:
        """Whether what an ombudsman asked for was done; None while it is open, and for the rest."""
        if self.kind not in COMPLIANCE or self.state == "open":
            return None
        return self.state in {"done", "late"}

    @property
    def amount(self) -> Decimal | None:
        """The pounds to pay, where it is a payment."""
        said = self.values("amount")
        return pounds(said[0]) if said else None

    @property
    def what(self) -> tuple[str, ...]:
        """The remedies and corrective actions that it consists of."""
        return (*self.values("remedy"), *self.values("corrective-action"))

    def values(self, name: str) -> tuple[str, ...]:
        """The values of a fact, such as its owner or its evidence."""
        value = dict(self.facts).get(name, ())
        return value if isinstance(value, tuple) else (value,)


def undertakings(policy: Policy, events: Iterable[Event], as_of: date) -> tuple[Undertaking, ...]:
    """The undertakings of one case on a day, in the order agreed.

    Events after `as_of` are left out.  `OutOfTable` where a due day cannot be known.
    """
    history = [event for event in effective(events) if event.on <= as_of and event.name in ABOUT]
    calendar = policy.calendars["default"]
    begun = {
        ident: event
        for event in reversed(history)
        if event.name == "undertaken"
        for ident in event.values("undertaking")
    }
    return tuple(
        _followed(calendar, ident, begun[ident], history, as_of)
        for ident in dict.fromkeys(
            ident for event in history for ident in event.values("undertaking") if ident in begun
        )
    )


def due_by(event: Event, calendar: Calendar) -> Reckoning | None:
    """When what an event undertakes is due, and how that was reached; None where it is not said."""
    source = _source(event)
    due, within = event.fact("due"), event.fact("within")
    if within is not None:
        limit = Limit.parse(str(within))
        return reckon(limit, event.on, calendar=calendar, why=event.name, source=source)
    if due is None:
        return None
    start = Step(event.on, "start", event.name, source)
    return Reckoning((start, Step(_day_in(event), "set", str(due), source)))


def pounds(text: str) -> Decimal | None:
    """An amount of money, in pounds and at most whole pence; None where the text is none."""
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    if not amount.is_finite() or amount.is_signed():
        return None
    return amount if amount == amount.quantize(Decimal("0.01")) else None


def _day_in(event: Event) -> date:
    try:
        return day_written(str(event.fact("due")))
    except ValueError:
        raise CaseworkError(f"{event}: due '{event.fact('due')}' is no day") from None


def _source(event: Event) -> str:
    asked = event.fact("ordered-by") or event.fact("recommended-by")
    return str(asked) if asked else str(event)


def _followed(
    calendar: Calendar, ident: str, first: Event, history: list[Event], as_of: date
) -> Undertaking:
    reckoning = due_by(first, calendar)
    facts: dict[str, str | tuple[str, ...]] = {}
    ended: Event | None = None
    for event in history[history.index(first) :]:
        if ident not in event.values("undertaking"):
            continue
        facts |= {name: value for name, value in event.facts if name not in OWN}
        if event.name == "undertaking-moved":
            day = _day_in(event)
            step = Step(day, "set", str(day), _source(event))
            reckoning = reckoning.then(step) if reckoning else Reckoning((step,))
        elif event.name in ENDS:
            ended = ended or event
    kinds = [kind for fact, kind in KINDS.items() if first.fact(fact) is not None]
    state, late_by = _stands(first, reckoning, ended, calendar, as_of)
    return Undertaking(
        first.case,
        ident,
        kinds[0] if kinds else "remedy",
        first.on,
        state,
        tuple(sorted(facts.items())),
        reckoning,
        ended.on if ended else None,
        late_by,
    )


def _stands(
    first: Event, reckoning: Reckoning | None, ended: Event | None, calendar: Calendar, as_of: date
) -> tuple[UndertakingState, int]:
    if ended is not None and ended.name == "undertaking-dropped":
        return "dropped", 0
    end = ended.on if ended else as_of
    if reckoning is None or end <= reckoning.due:
        return ("done" if ended else "open"), 0
    limit = Limit.parse(str(first.fact("within") or "1 day"))
    late = lateness(limit, reckoning.due, end, calendar)
    return ("late" if ended else "overdue"), late
