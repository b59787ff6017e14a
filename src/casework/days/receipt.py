"""When something counts as received.

Two conventions are in use and they differ by a day.  Under one the real day stands, whatever
day it is, and counting starts from it (the ICO on FOIA s.10); under the other a receipt on a
closed day is deemed to be of the next open day (the Home Office, several councils), and
counting starts from that one.  A cut-off time is a third, separate rule: a receipt at or after
it is of the next day; the instant of the cut-off itself counts as after.

A datetime with an offset is taken to London; one without is already London's wall clock.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo
from functools import cache
from typing import Literal, get_args

from casework.days.calendar import Calendar
from casework.days.steps import CALLER, Reckoning, Step
from casework.errors import LimitError, OutOfTable, listed, meant

NonWorking = Literal["as-received", "next-working-day"]
NON_WORKING: tuple[NonWorking, ...] = get_args(NonWorking)


def receipt_day(
    received_at: datetime | date,
    *,
    calendar: Calendar,
    cut_off: time | None = None,
    non_working: NonWorking = "as-received",
) -> date:
    """The day on which something counts as received.

    `cut_off` is London time.  A plain date has no time of day, so no cut-off applies to it.
    """
    return receipt(
        received_at, why="received", calendar=calendar, cut_off=cut_off, non_working=non_working
    ).due


def receipt(
    received_at: datetime | date,
    *,
    why: str,
    calendar: Calendar,
    cut_off: time | None = None,
    non_working: NonWorking = "as-received",
    source: str = CALLER,
) -> Reckoning:
    """The same as `receipt_day`, with the steps that lead to the day.

    `why` names the event received, `source` cites the receipt rule.
    """
    if non_working not in NON_WORKING:
        raise LimitError(str(non_working), listed(NON_WORKING), meant(non_working, NON_WORKING))
    if isinstance(received_at, datetime):
        received_at = in_london(received_at)
        day = received_at.date()
        late = cut_off is not None and received_at.time() >= cut_off
    elif isinstance(received_at, date):
        day, late = received_at, False
    else:
        raise LimitError(repr(received_at), "a date or a datetime")
    steps = [Step(day, "start", why, source)]
    if late:
        day += timedelta(days=1)
        steps.append(Step(day, "after-cut-off", f"{cut_off:%H:%M}", source))
    if non_working == "next-working-day":
        steps += deem(day, calendar, source)
    consulted = non_working == "next-working-day"
    return Reckoning(tuple(steps), consulted and calendar.is_provisional(steps[-1].day))


def deem(day: date, calendar: Calendar, source: str) -> tuple[Step, ...]:
    """The steps from a closed day to the next open one; none from an open day."""
    open_day = calendar.on_or_after(day)
    if open_day == day:
        return ()
    passed = calendar.skipped(day - timedelta(days=1), open_day)
    weekends = (open_day - day).days - len(passed)
    return (*passed, Step(open_day, "deemed-received", "next working day", source, weekends))


def in_london(moment: datetime) -> datetime:
    """A datetime as London's clocks show it; one without an offset is taken as London's."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=_london())
    try:
        return moment.astimezone(_london())
    except OverflowError:
        raise OutOfTable("of all dates", date.min, date.max, str(moment)) from None


@cache
def _london() -> tzinfo:
    from zoneinfo import ZoneInfo

    return ZoneInfo("Europe/London")
