"""Which of two clocks is the later: counted, not argued.

Ten working days in one calendar and two weeks in another cannot be compared by looking at them.
So both limits are reckoned from every day asked about, and what came out is the answer; the
first day from which one is the later is its witness.  Where two clocks differ in nothing but
the number, the number decides and nothing needs counting.

Two clocks may also start at different events.  The event that enters a stage comes before all
that happens in it, so a clock that starts there never starts later; of two other events nobody
can say which comes first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import Literal

from attrs import evolve, frozen

from casework.days.calendar import Calendar
from casework.days.limits import Limit
from casework.days.receipt import receipt_day
from casework.days.reckoning import Ends, reckon, rolled
from casework.errors import NotInForce, OutOfTable
from casework.rules.clocks import ClockRule, Extension, ReceiptRule
from casework.rules.moves import ENTERED, ENTRIES, RECEIPTS

Order = Literal["same", "sooner", "later", "unclear"]
"""How mine stands to theirs: never later and sometimes sooner is sooner; once later is later."""

MORNING, EVENING = time(0, 0), time(23, 59)
ENDLESS = datetime.combine(date.max, time.max)


@frozen
class Witness:
    """A day to start from, and what the two clocks make of it; None is without end."""

    start: date
    mine: date | None
    theirs: date | None


@frozen
class Comparison:
    """How one clock stands to another, and a day that shows it."""

    order: Order
    witness: Witness | None = None


@frozen
class Reading:
    """A clock as it is counted: its rule, with the calendar and the receipt rule that it uses.

    `begins` is whether cases are received into its stage, so that the receipt enters it.
    """

    rule: ClockRule
    calendar: Calendar
    receipt: ReceiptRule
    begins: bool = True

    @property
    def starts(self) -> frozenset[str]:
        """What starts it, each by its standing: the receipt, the entry, or an event within."""
        entries = {*ENTRIES, ENTERED} - (set() if self.begins else {"received"})
        return frozenset(ENTERED if name in entries else name for name in self.rule.starts)

    @property
    def is_of_receipts(self) -> bool:
        """Whether what starts it comes from the complainant, and so counts as received."""
        return bool({*RECEIPTS, ENTERED} & {*self.rule.starts})

    def due(self, start: date, at: time) -> datetime:
        """The last instant of the due day, or the due instant of a limit in hours."""
        limit, begin = self._begun(start, at)
        if limit.unit == "hours":
            return datetime.combine(start, at) + timedelta(hours=limit.n)
        return datetime.combine(self._counted(limit, begin, self.rule.ends), time.max)

    def latest(self, start: date, at: time) -> datetime:
        """The same, extended as far as it may be; the last of all days where nothing bounds it."""
        allowed = self.rule.extension
        limit, begin = self._begun(start, at)
        if allowed is None or limit.unit == "hours":
            return self.due(start, at)
        middle: Ends = self.rule.ends if self.rule.rolls == "first" else "as-it-falls"
        due = self._counted(limit, begin, middle)
        bounds = [*self._bounds(allowed, begin, due, middle)]
        if not bounds:
            return ENDLESS
        found = reckon("0 days", max(due, min(bounds)), calendar=self.calendar)
        return datetime.combine(rolled(found, self.calendar, self.rule.ends, "").due, time.max)

    def _begun(self, start: date, at: time) -> tuple[Limit, date]:
        limit = self.rule.limit.at(start)
        if not self.is_of_receipts:
            return limit, start
        arrival = self.receipt
        timed = start if arrival.cut_off is None else datetime.combine(start, at)
        return limit, receipt_day(
            timed,
            calendar=self.calendar,
            cut_off=arrival.cut_off,
            non_working=arrival.non_working,
        )

    def _counted(self, limit: Limit, begin: date, ends: Ends) -> date:
        rule = self.rule
        return reckon(
            limit,
            begin,
            calendar=self.calendar,
            counting=rule.counting,
            ends=ends,
            months=rule.months,
        ).due

    def _bounds(self, allowed: Extension, begin: date, due: date, ends: Ends) -> Iterable[date]:
        if allowed.total is not None:
            yield self._counted(allowed.total, begin, ends)
        if allowed.by is not None and allowed.counted_from == "start":
            yield self._counted(allowed.by, begin, ends)
        elif allowed.by is not None and allowed.times is not None:
            for _ in range(allowed.times):
                due = reckon(allowed.by, due, calendar=self.calendar, ends=ends).due
            yield due


def by_due(mine: Reading, theirs: Reading, days: Iterable[date]) -> Comparison:
    """How the due days of two clocks stand to each other, from the same start."""
    return _settled(mine, theirs, days, Reading.due, _by_number)


def by_latest(mine: Reading, theirs: Reading, days: Iterable[date]) -> Comparison:
    """How the latest days to which two clocks may be extended stand to each other."""
    return _settled(mine, theirs, days, Reading.latest, _by_extension)


def by_start(mine: Reading, theirs: Reading) -> Order:
    """Whether one clock starts sooner or later than another, as far as that can be known."""
    if mine.starts == theirs.starts:
        return "same"
    if theirs.starts < mine.starts:
        return "sooner"
    one, other = (min(map(_rank, each.starts)) for each in (mine, theirs))
    if one == other:
        return "unclear"
    return "sooner" if one < other else "later"


def _rank(event: str) -> int:
    return {"received": 0, ENTERED: 1}.get(event, 2)


def _settled(
    mine: Reading,
    theirs: Reading,
    days: Iterable[date],
    last: Callable[[Reading, date, time], datetime],
    by_number: Callable[[ClockRule, ClockRule], Order],
) -> Comparison:
    if _unlike(mine.rule, theirs.rule):
        return Comparison("unclear")
    quick = by_number(mine.rule, theirs.rule) if _alike(mine, theirs) else "unclear"
    if quick in {"same", "sooner"}:
        return Comparison(quick)
    timed = any(each.receipt.cut_off or _in_hours(each.rule) for each in (mine, theirs))
    found: Comparison | None = None
    for day in days:
        for at in (MORNING, EVENING) if timed else (MORNING,):
            try:
                one, other = last(mine, day, at), last(theirs, day, at)
            except (NotInForce, OutOfTable):
                continue
            if one > other:
                return Comparison("later", Witness(day, _day(one), _day(other)))
            if one < other and (found is None or found.order == "same"):
                found = Comparison("sooner", Witness(day, _day(one), _day(other)))
            found = found or Comparison("same")
    return found or Comparison(quick)


def _day(instant: datetime) -> date | None:
    return None if instant == ENDLESS else instant.date()


def _in_hours(rule: ClockRule) -> bool:
    return any(limit.unit == "hours" for limit in rule.limit)


def _unlike(mine: ClockRule, theirs: ClockRule) -> bool:
    """Whether no start is common to both from which they could be counted."""
    if _dated(mine) != _dated(theirs):
        return True
    if (mine.either, mine.choose) == (theirs.either, theirs.choose):
        return False
    return bool(
        (mine.either and mine.choose == "later") or (theirs.either and theirs.choose == "earlier")
    )


def _dated(rule: ClockRule) -> tuple[object, ...]:
    """What it counts from, if not the day of any such event."""
    return rule.dated_by, rule.due_by, rule.starts_when_due, rule.starts_where


def _alike(mine: Reading, theirs: Reading) -> bool:
    """Whether they are counted in the same way, so that only their numbers differ."""
    received = mine.is_of_receipts or theirs.is_of_receipts
    return (
        _manner(mine.rule) == _manner(theirs.rule)
        and _days_of(mine.calendar) == _days_of(theirs.calendar)
        and (not received or mine.receipt == theirs.receipt)
    )


def _days_of(calendar: Calendar) -> tuple[object, ...]:
    """What of a calendar decides a count, whatever it is called."""
    opened, closed = ([step.day for step in each] for each in (calendar.opened, calendar.closed))
    return calendar.first, calendar.last, calendar.weekend, opened, closed


def _manner(rule: ClockRule) -> tuple[object, ...]:
    return rule.counting, rule.ends, rule.rolls, rule.months, rule.either, rule.choose


def _by_number(mine: ClockRule, theirs: ClockRule) -> Order:
    if mine.limit.spans == theirs.limit.spans:
        return "same"
    if len(mine.limit) > 1 or len(theirs.limit) > 1:
        return "unclear"
    return _fewer(next(iter(mine.limit)), next(iter(theirs.limit)))


def _by_extension(mine: ClockRule, theirs: ClockRule) -> Order:
    one, other = mine.extension, theirs.extension
    order = _by_number(mine, theirs)
    if one is None and order in {"same", "sooner"}:
        return "same" if other is None and order == "same" else "sooner"
    if one is None or other is None:
        return "unclear"
    same = evolve(one, needs=(), beyond=None, lapses_without=None, source=None) == evolve(
        other, needs=(), beyond=None, source=None
    )
    if same and one.by is None and one.total is not None:
        limits = (*mine.limit, *theirs.limit)
        within = all(_fewer(each, one.total) in {"same", "sooner"} for each in limits)
        return "same" if within else "unclear"
    return order if same else "unclear"


def _fewer(mine: Limit, theirs: Limit) -> Order:
    if mine.unit != theirs.unit:
        return "unclear"
    if mine.n == theirs.n:
        return "same"
    return "sooner" if mine.n < theirs.n else "later"
