"""From the calendar tables of a file to compiled calendars.

A calendar is the days of a division of the United Kingdom or of a span of its own, with the
closures and openings of the authority laid over them.  The policy's own is called `default`;
others have names, for clocks whose law says which days count.
"""

from __future__ import annotations

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
    closures = _days(table.closures, (*path, "closures"), source, problems)
    opened = _days(table.also_working, (*path, "also-working"), source, problems)
    if table.division is not None:
        if table.first or table.last:
            problems.append(
                Problem(path, "a division and a span", "a division, or first and last, not both")
            )
        return uk_calendar(
            table.division, closures=closures, also_working=opened, weekend=weekend, name=name
        )
    if table.first is None or table.last is None:
        raise LimitError("a calendar of nowhere", "a division, or first and last")
    return Calendar.compile(
        name, table.first, table.last, closed=closures, also_working=opened, weekend=weekend
    )


def _days(
    tables: tuple[ClosedDays, ...], path: Path, source: str, problems: list[Problem]
) -> list[Step]:
    steps: dict[date, Step] = {}
    for i, table in enumerate(tables):
        since, until = table.day or table.since, table.day or table.until
        if since is None or until is None or (table.day and (table.since or table.until)):
            expected = "either day, or from and to"
            problems.append(Problem((*path, i), "no span of days", expected))
            continue
        if until < since:
            problems.append(
                Problem((*path, i), f"ends on {until}, before {since}", "a span in order")
            )
            continue
        if (until - since).days > LONGEST:
            problem = f"{(until - since).days:,} days closed on end"
            problems.append(Problem((*path, i), problem, f"at most {LONGEST} days"))
            continue
        for offset in range((until - since).days + 1):
            day = since + timedelta(days=offset)
            if day in steps:
                expected = "spans that do not overlap"
                problems.append(Problem((*path, i), f"{day} is given twice", expected))
                break
            steps[day] = Step(day, "closed", table.why, source)
    return list(steps.values())
