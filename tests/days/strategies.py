"""Calendars to try the laws on: every division, and random closures and weekends."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import assume
from hypothesis import strategies as st
from hypothesis.vendor.pretty import RepresentationPrinter, for_type_by_name

from casework import Calendar, uk_calendar
from casework.days.limits import CLEAR, UNITS, Limit
from casework.days.uk import DIVISIONS

from .fingers import Fingers

WHYS = ("Founder's Day", "Christmas closure", "flood", "election")
DIFFERING = ("closed", "opened")
COUNTED = tuple(unit for unit in UNITS if unit != "hours")


def _print(calendar: Calendar, printer: RepresentationPrinter, _: bool) -> None:
    printer.text(repr(calendar))
    if calendar.name == "random":
        days = {name: [str(s.day) for s in getattr(calendar, name)] for name in DIFFERING}
        printer.text(f" weekend={sorted(calendar.weekend)} {days}")


# A calendar that breaks a law is printed short, not as the call that would build it.
for_type_by_name("casework.days.calendar", "Calendar", _print)

divisions = st.sampled_from(sorted(DIVISIONS))
uk_calendars = divisions.map(uk_calendar)
limits = st.builds(
    Limit, st.integers(-15, 15), st.sampled_from([u for u in COUNTED if u not in CLEAR])
) | st.builds(Limit, st.integers(-15, -1) | st.integers(1, 15), st.sampled_from(sorted(CLEAR)))


@st.composite
def random_calendars(draw: st.DrawFn) -> Calendar:
    """A short calendar with any weekend, any closed days and runs of them, any days opened."""
    first = draw(st.dates(date(1995, 1, 1), date(2060, 1, 1)))
    length = draw(st.integers(40, 400))
    offsets = st.integers(0, length - 1)
    closed = draw(st.dictionaries(offsets, st.sampled_from(WHYS), max_size=40))
    for begun, days in draw(st.lists(st.tuples(offsets, st.integers(2, 9)), max_size=6)):
        closed |= dict.fromkeys(range(begun, min(begun + days, length)), "closure")
    opened = draw(st.frozensets(offsets, max_size=8)) - closed.keys()
    fingers = Fingers(
        draw(st.frozensets(st.integers(0, 6), max_size=6)),
        frozenset(first + timedelta(days=offset) for offset in closed),
        frozenset(first + timedelta(days=offset) for offset in opened),
    )
    last = first + timedelta(days=length - 1)
    assume(any(fingers.works(first + timedelta(days=offset)) for offset in range(length)))
    made = Calendar.compile(
        "random",
        first,
        last,
        closed={first + timedelta(days=offset): why for offset, why in closed.items()},
        weekend=fingers.weekend,
        also_working=fingers.opened,
        proclaimed_until=draw(st.none() | st.dates(first, last)),
    )
    assert Fingers.of(made) == fingers
    return made


calendars = uk_calendars | random_calendars()


@st.composite
def calendar_and_days(draw: st.DrawFn, how_many: int = 1) -> tuple[Calendar, list[date]]:
    """A calendar with days of its table, often closed ones, not too far apart to count."""
    calendar = draw(calendars)
    first = draw(st.dates(calendar.first, calendar.last))
    last = min(calendar.last, first + timedelta(days=400))
    days = st.dates(first, last)
    if closed := [step.day for step in calendar.closed if first <= step.day <= last]:
        days |= st.sampled_from(closed)
    return calendar, [draw(days) for _ in range(how_many)]


@st.composite
def calendar_day_and_steps(
    draw: st.DrawFn, how_many: int = 1, lowest: int = -60, *, working: bool = False
) -> tuple[Calendar, date, list[int]]:
    """A calendar, one of its days, and numbers of working days that its table can add there."""
    calendar, (day,) = draw(calendar_and_days())
    if working:
        assume(calendar.is_working_day(day))
    back = 1 - calendar.rank(day) - (not calendar.is_working_day(day))
    least = max(lowest, min(0, back))
    most = min(60, calendar.rank(calendar.last) - calendar.rank(day))
    return calendar, day, [draw(st.integers(least, most)) for _ in range(how_many)]
