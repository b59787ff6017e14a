"""From a start and a limit to a due day, with the reason for every day of difference.

The explanation is the computation: a reckoning is a tuple of steps and its due day is the last
step's, so the two cannot drift apart.  Conventions that move the answer are named values:

- `counting`: is the start day 0 ("day-after") or, where it counts at all, day 1 ("same-day")?
- `receipt`: does a start on a closed day stand ("as-received") or is it the next open day's?
- `months`: does a month end on the corresponding date, on the day before it ("beginning with"
  the start), or on the date that corresponds to the day after the start?  Where there is no such
  date, all end on the last day of the month.
- `ends`: does an end on a closed day stand, or move to the next or the previous open day?

Clear days have neither end counted, so `counting` does not touch them, nor months and years,
which `months` governs, nor hours, which are elapsed time from an instant.  This module is the
only one that imports dateutil.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Literal, NoReturn, TypeVar, get_args

from casework.days.calendar import Calendar
from casework.days.limits import Limit
from casework.days.receipt import NonWorking, deem, in_london
from casework.days.steps import CALLER, Reckoning, Step, What, is_day
from casework.errors import LimitError, OutOfTable, listed, meant

Counting = Literal["day-after", "same-day"]
Ends = Literal["as-it-falls", "next-working-day", "previous-working-day"]
Months = Literal["corresponding-date", "day-before", "day-after"]
CONVENTIONS: dict[str, tuple[str, ...]] = {
    "counting": get_args(Counting),
    "receipt": get_args(NonWorking),
    "ends": get_args(Ends),
    "months": get_args(Months),
}
ONE_DAY = timedelta(days=1)

_ALLOWED = frozenset(product(*CONVENTIONS.values()))

D = TypeVar("D", bound=date)


def reckon(
    limit: str | Limit,
    start: date | datetime,
    *,
    calendar: Calendar,
    counting: Counting = "day-after",
    receipt: NonWorking = "as-received",
    ends: Ends = "as-it-falls",
    months: Months = "corresponding-date",
    why: str = "given",
    source: str = CALLER,
) -> Reckoning:
    """Reckon when a limit that runs from `start` is due, step by step.

    `start` is a date; for a limit in hours, a datetime.  `why` names what happened on the
    start and `source` cites the rule; both appear in the steps.  `LimitError` for a limit or
    convention that cannot be read, `OutOfTable` for a day that the calendar does not know.
    """
    if isinstance(limit, str):
        limit = Limit.parse(limit)
    if (counting, receipt, ends, months) not in _ALLOWED:
        _refuse(counting, receipt, ends, months)
    if limit.unit == "hours":
        return _elapsed(limit, start, why, source)
    if not is_day(start):
        raise LimitError(repr(start), f"a date to count {limit} from (see receipt_day)")
    lead: tuple[Step, ...] = (Step(start, "start", why, source),)
    if receipt != "as-received":
        lead += deem(start, calendar, source)
        start = lead[-1].day
    counted = _COUNT[limit.unit](limit, start, calendar, counting, months, source)
    due = counted[-1].day
    rolled = _roll(due, calendar, ends, source) if ends != "as-it-falls" else ()
    counts, proclaimed = limit.counts_working_days, calendar.proclaimed_until
    provisional = proclaimed is not None and (
        (start > proclaimed and (counts or receipt != "as-received"))
        or (due > proclaimed and (counts or ends != "as-it-falls"))
        or (bool(rolled) and rolled[-1].day > proclaimed)
    )
    return Reckoning(lead + counted + rolled, provisional)


def rolled(reckoning: Reckoning, calendar: Calendar, ends: Ends, source: str) -> Reckoning:
    """A reckoning whose due day, if it is closed, moves to an open one."""
    if ends == "as-it-falls":
        return reckoning
    steps = _roll(reckoning.due, calendar, ends, source)
    latest = max([reckoning.due, *(step.day for step in steps)])
    return reckoning.then(*steps, provisional=calendar.is_provisional(latest))


def _working_days(
    limit: Limit, start: date, calendar: Calendar, counting: Counting, _: Months, source: str
) -> tuple[Step, ...]:
    n = limit.n
    direction = 1 if n > 0 else -1
    what: What = "counted"
    if limit.unit == "clear working days":
        n += direction
    elif counting == "same-day" and n and calendar.is_working_day(start):
        n -= direction
        what = "counted-same-day"
    due = calendar.add(start, n)
    if n < 0:
        passed = calendar.skipped(due - ONE_DAY, start - ONE_DAY)[::-1]
    else:
        passed = calendar.skipped(start, due)
    weekends = abs((due - start).days) - abs(n) - len(passed)
    return (*passed, Step(due, what, limit.text, source, weekends))


def _calendar_days(
    limit: Limit, start: date, _: Calendar, counting: Counting, __: Months, source: str
) -> tuple[Step, ...]:
    n = limit.n * (7 if limit.unit == "weeks" else 1)
    direction = (n > 0) - (n < 0)
    what: What = "counted"
    if limit.unit == "clear days":
        n += direction
    elif counting == "same-day" and n:
        n -= direction
        what = "counted-same-day"
    due = _bounded(limit, start, lambda: start + timedelta(days=n))
    return (Step(due, what, limit.text, source),)


def _months(
    limit: Limit, start: date, _: Calendar, __: Counting, months: Months, source: str
) -> tuple[Step, ...]:
    from dateutil.relativedelta import relativedelta

    span = relativedelta(months=limit.n * (12 if limit.unit == "years" else 1))
    lead: tuple[Step, ...] = ()
    if months == "day-after" and limit.n:
        sign = 1 if limit.n > 0 else -1
        start = _bounded(limit, start, lambda: start + sign * ONE_DAY)
        lead = (Step(start, "next-day", limit.text, source),)
    due = _bounded(limit, start, lambda: start + span)
    what: What = "clipped" if due.day != start.day else "counted"
    if months == "day-before" and limit.n > 0 and what == "counted":
        due, what = due - ONE_DAY, "beginning-with"
    elif months == "day-before" and limit.n < 0:
        due, what = due + ONE_DAY, "beginning-with"
    return (*lead, Step(due, what, limit.text, source))


def _elapsed(limit: Limit, start: date | datetime, why: str, source: str) -> Reckoning:
    if not isinstance(start, datetime):
        raise LimitError(str(start), f"a datetime to count {limit} from")
    begun = in_london(start)
    span = timedelta(hours=limit.n)
    at = _bounded(limit, begun, lambda: in_london(begun.astimezone(UTC) + span))
    steps = (
        Step(begun.date(), "start", why, source),
        Step(at.date(), "counted", limit.text, source),
    )
    return Reckoning(steps, at=at)


def _roll(day: date, calendar: Calendar, ends: Ends, source: str) -> tuple[Step, ...]:
    later = ends == "next-working-day"
    moved = calendar.on_or_after(day) if later else calendar.on_or_before(day)
    if moved == day:
        return ()
    passed = calendar.skipped(day - ONE_DAY, moved) if later else calendar.skipped(moved, day)[::-1]
    weekends = abs((moved - day).days) - len(passed)
    return (*passed, Step(moved, "rolled", ends, source, weekends))


def _bounded(limit: Limit, start: date, count: Callable[[], D]) -> D:
    try:
        return count()
    except (OverflowError, ValueError):
        asked = f"{limit} from {start}"
        raise OutOfTable("of all dates", date.min, date.max, asked) from None


def _refuse(*given: str) -> NoReturn:
    asked = zip(CONVENTIONS.items(), given, strict=True)
    name, known, value = next((n, k, v) for (n, k), v in asked if v not in k)
    raise LimitError(str(value), f"for '{name}' {listed(known)}", meant(str(value), known))


_COUNT: dict[str, Callable[[Limit, date, Calendar, Counting, Months, str], tuple[Step, ...]]] = {
    "working days": _working_days,
    "clear working days": _working_days,
    "days": _calendar_days,
    "clear days": _calendar_days,
    "weeks": _calendar_days,
    "months": _months,
    "years": _months,
}
