"""From the calendar tables of a file to compiled calendars.

A calendar is the days of a division of the United Kingdom or of a span of its own, with the
closures and openings of the authority laid over them.  What returns every year gives way to what
is said of one.  The policy's own calendar is called `default`; others have names, for clocks whose
law says which days count.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from casework.days.calendar import WEEKDAYS, Calendar
from casework.days.steps import Step
from casework.days.uk import uk_calendar
from casework.errors import LimitError, listed, meant
from casework.rules.places import Path
from casework.rules.structure import CalendarTable, ClosedDays, PolicyFile, Problem

LONGEST = 3660
"""The most days that one closure may last; a longer one is a slip of the pen."""


def calendars_of(read: PolicyFile, name: str) -> tuple[dict[str, Calendar], list[Problem]]:
    """The calendars of a file by name, and what is wrong with its tables.

    `name` is what steps call the file's own calendar.
    """
    problems: list[Problem] = []
    calendars: dict[str, Calendar] = {}
    tables: dict[Path, CalendarTable] = {("calendar",): read.calendar}
    tables |= {("calendars", each): table for each, table in read.calendars.items()}
    for path, table in tables.items():
        own = path == ("calendar",)
        called = name if own else str(path[-1])
        if called == "default" and not own:
            problems.append(Problem(path, "'default' is the policy's own calendar", "another name"))
        if table.receipt and not own:
            expected = "receipt in [calendar], or in the clock that differs"
            problems.append(Problem((*path, "receipt"), "a receipt rule of no clock", expected))
        try:
            made = _calendar(called, table, path, problems)
        except LimitError as error:
            problems.append(Problem(path, error.text, error.expected, error.meant))
        else:
            calendars["default" if own else called] = made
    return calendars, problems


def _calendar(name: str, table: CalendarTable, path: Path, problems: list[Problem]) -> Calendar:
    week = {day.lower(): number for number, day in enumerate(WEEKDAYS)}
    weekend = []
    for i, day in enumerate(table.weekend):
        if day in week:
            weekend.append(week[day])
        else:
            problems.append(
                Problem((*path, "weekend", i), f"found '{day}'", listed(week), meant(day, week))
            )
    source = table.source or f"calendar '{name}'"
    shut = _days(table.closures, (*path, "closures"), source, problems)
    opened = _days(table.also_working, (*path, "also-working"), source, problems)
    if any(each.every_year for each in (*table.closures, *table.also_working)):
        shut, opened = _with_yearly(table, path, source, shut, opened, problems)
    closures, also_working = shut.values(), opened.values()
    if table.division is not None:
        if table.first or table.last:
            problems.append(
                Problem(path, "a division and a span", "a division, or first and last, not both")
            )
        return uk_calendar(
            table.division, closures=closures, also_working=also_working, weekend=weekend, name=name
        )
    if table.first is None or table.last is None:
        raise LimitError("a calendar of nowhere", "a division, or first and last")
    return Calendar.compile(
        name, table.first, table.last, closed=closures, also_working=also_working, weekend=weekend
    )


Days = dict[date, Step]


def _days(tables: tuple[ClosedDays, ...], path: Path, source: str, problems: list[Problem]) -> Days:
    """The days that are given by their years."""
    steps: Days = {}
    for i, table in enumerate(tables):
        spans = (table.day, table.since or table.until, table.every_year)
        since, until = table.day or table.since, table.day or table.until
        if len([each for each in spans if each is not None]) != 1 or (since is None) != (
            until is None
        ):
            expected = "either day, or from and to, or every-year"
            problems.append(Problem((*path, i), "no span of days", expected))
        elif since is not None and until is not None:
            if until < since:
                problem = f"ends on {until}, before {since}"
                problems.append(Problem((*path, i), problem, "a span in order"))
            elif (until - since).days > LONGEST:
                problem = f"{(until - since).days:,} days closed on end"
                problems.append(Problem((*path, i), problem, f"at most {LONGEST} days"))
            else:
                days = (since + timedelta(days=n) for n in range((until - since).days + 1))
                _further(steps, days, table.why, source, (*path, i), problems)
    return steps


def _with_yearly(
    table: CalendarTable,
    path: Path,
    source: str,
    shut: Days,
    opened: Days,
    problems: list[Problem],
) -> tuple[Days, Days]:
    """Closures and openings with those of every year, but for days that have one of their own."""
    plain = uk_calendar(table.division) if table.division is not None else table
    found: list[Days] = []
    for key, tables in (("closures", table.closures), ("also-working", table.also_working)):
        yearly: Days = {}
        for i, each in enumerate(tables):
            if each.every_year and plain.first and plain.last:
                days = each.every_year.between(plain.first, plain.last)
                _further(yearly, days, each.why, source, (*path, key, i), problems)
        found.append({day: step for day, step in yearly.items() if day not in {**shut, **opened}})
    return {**found[0], **shut}, {**found[1], **opened}


def _further(
    steps: Days,
    days: Iterable[date],
    why: str,
    source: str,
    path: Path,
    problems: list[Problem],
) -> None:
    for day in days:
        if day in steps:
            problems.append(Problem(path, f"{day} is given twice", "spans that do not overlap"))
            return
        steps[day] = Step(day, "closed", why, source)
