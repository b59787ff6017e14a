"""How a clock begins: the event that starts it, and the due day before anything moves it.

The starting event may count as received later than it came, or hold the day to count from in a
fact of its own; and of several limits the later or the earlier may be the one that counts.
"""

from __future__ import annotations

from datetime import date, datetime, time

from attrs import evolve

from casework.cases.changes import before_the_end
from casework.cases.events import Event
from casework.cases.visits import Visit, values_of
from casework.days.calendar import Calendar
from casework.days.limits import Limit
from casework.days.receipt import in_london, receipt, receipt_day
from casework.days.reckoning import Months, reckon
from casework.days.steps import Reckoning, Step
from casework.days.written import day_written
from casework.errors import CaseworkError
from casework.rules.clocks import ClockRule
from casework.rules.conditions import fits
from casework.rules.moves import ENTERED, ONWARD, RECEIPTS
from casework.rules.policy import Policy
from casework.rules.procedure import Procedure
from casework.rules.sources import Departure

IN_DAYS = Limit(0, "days")
"""What a due day that is set counts in."""


def starting(names: tuple[str, ...], visit: Visit) -> Event | None:
    """The first event of these names that can start a clock in a visit.

    A visit that the case was sent back to, or reopened in, does not begin from the receipt: its
    clocks had their run.
    """
    found: Event | None = None
    for name in names:
        if name == "received":
            event = visit.received if visit.entry.name in ONWARD else None
        elif name == ENTERED:
            event = visit.entry
        else:
            event = visit.entry if visit.entry.name == name else visit.first(name)
        found = _earlier(visit, found, event)
    return found


def saying(rule: ClockRule, visit: Visit) -> Event | None:
    """The first event that starts a clock in a visit and says what it must say to do so."""
    entered = (visit.entry,) if ENTERED in rule.starts else ()
    named = (event for event in (visit.entry, *visit.events) if event.name in rule.starts)
    found = (event for event in (*entered, *named) if fits(rule.starts_where, values_of([event])))
    return next(found, None)


def stopping(names: tuple[str, ...], visit: Visit, after: Event | None = None) -> Event | None:
    """The first event of these names that can stop a clock in a visit, after another if given."""
    found: Event | None = None
    for name in names:
        if visit.left is not None and visit.left.name == name:
            event: Event | None = visit.left
        elif name == "received":
            event = visit.received if after is None else None
        else:
            event = visit.first(name, after)
        found = _earlier(visit, found, event)
    return found


def _earlier(visit: Visit, one: Event | None, other: Event | None) -> Event | None:
    if one is None or other is None:
        return one or other
    if one.on != other.on:
        return min(one, other, key=lambda event: event.on)
    in_turn = (visit.received, visit.entry, *visit.events, visit.left)
    return next(event for event in in_turn if event is one or event is other)


def began(
    policy: Policy, visit: Visit, rule: ClockRule, start: Event, calendar: Calendar
) -> tuple[Limit, Reckoning]:
    """When a clock that `start` begins is due, and by which limit, before anything moves it.

    A limit dated by a fact that the event does not carry is passed over if there is another.  A
    day that is set for the case is due whatever lies between, and late by calendar days.
    """
    if rule.due_by is not None:
        source = policy.cite(rule.source)
        first = Step(start.on, "start", start.name, source)
        last = Step(_day_in(start, rule.due_by), "set", rule.due_by, source)
        return IN_DAYS, Reckoning((first, last))
    limit = rule.limit.at(start.on)
    found: list[tuple[Limit, Reckoning]] = []
    for other in rule.either:
        begun = starting(other.starts, visit) if other.starts else start
        if begun is not None and _is_dated(begun, other.dated_by):
            fact, months = other.dated_by, other.months
            moved = _from(policy, rule, other.limit, begun, calendar, fact, months)
            found.append((other.limit, moved))
    if not found or _is_dated(start, rule.dated_by):
        found.insert(0, (limit, _from(policy, rule, limit, start, calendar, rule.dated_by)))
    choose = max if rule.choose == "later" else min
    chosen, reckoning = choose(found, key=lambda each: each[1].due)
    if rule.departure is not None:
        reckoning = _declared(policy, visit.procedure, rule.departure, reckoning)
    return chosen, reckoning


def _declared(
    policy: Policy, procedure: Procedure, departure: Departure, reckoning: Reckoning
) -> Reckoning:
    """A reckoning that says that its limit departs from the scheme behind it, and why."""
    start, *rest = reckoning.steps
    why = f"{procedure.extends}, {departure.reason}"
    said = Step(start.day, "departs", why, policy.cite(departure.source))
    return evolve(reckoning, steps=(start, said, *rest))


def _is_dated(event: Event, fact: str | None) -> bool:
    return fact is None or event.fact(fact) is not None


def _from(
    policy: Policy,
    rule: ClockRule,
    limit: Limit,
    start: Event,
    calendar: Calendar,
    dated_by: str | None,
    months: Months | None = None,
) -> Reckoning:
    source = policy.cite(rule.source)
    arrival = rule.receipt or policy.receipt
    timed = arrival.cut_off is not None and start.at is not None
    begin: date = start.on
    why = start.name
    lead: tuple[Step, ...] = ()
    if dated_by is not None and start.fact(dated_by) is not None:
        begin, why = _day_in(start, dated_by), dated_by
    elif limit.unit == "hours":
        begin = start.at or datetime.combine(start.on, time.min)
    elif start.name in RECEIPTS and (timed or arrival.non_working != "as-received"):
        arrived = receipt(
            start.at or start.on,
            calendar=calendar,
            cut_off=arrival.cut_off,
            non_working=arrival.non_working,
            why=start.name,
            source=source,
        )
        begin, lead = arrived.due, arrived.steps
    found = reckon(
        limit,
        begin,
        calendar=calendar,
        counting=rule.counting,
        ends=before_the_end(rule),
        months=months or rule.months,
        why=why,
        source=source,
    )
    if lead:
        return Reckoning((*lead, *found.steps[1:]), found.provisional)
    return found


def _day_in(event: Event, fact: str) -> date:
    value = str(event.fact(fact))
    try:
        return day_written(value)
    except ValueError:
        raise CaseworkError(f"{event}: {fact} '{value}' is no day") from None


def counts_on(rule: ClockRule, end: Event, calendar: Calendar) -> date:
    """The day of which an event that ends a clock is.

    What comes from the complainant is in time until the end of its own day, whatever the receipt
    rule makes of it for what it starts; unless the window has a rule of its own.
    """
    if rule.receipt is None or rule.kind != "window" or end.name not in RECEIPTS:
        return end.on
    return receipt_day(
        end.at or end.on,
        calendar=calendar,
        cut_off=rule.receipt.cut_off,
        non_working=rule.receipt.non_working,
    )


def is_late(reckoning: Reckoning, end: Event, counts: date) -> bool:
    """Whether an event that `counts` on a day is after the due day, or the due instant if known."""
    if reckoning.at is not None and end.at is not None:
        return in_london(end.at) > reckoning.at
    return counts > reckoning.due


def lateness(limit: Limit, due: date, end: date, calendar: Calendar) -> int:
    """How many days late an end was, in the limit's own unit."""
    if limit.counts_working_days:
        return calendar.between(due, calendar.on_or_after(end))
    return (end - due).days
