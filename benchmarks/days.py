"""Counting working days: one date forward, two dates apart, and a due date with its reasons.

Everybody gets the same closed days, those of England and Wales from 2010 to 2030, and the same
working days to start from, because on a closed start the others differ among themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

import casework
from benchmarks.measuring import Contender, Effort, Prepared, limit, ours, race
from benchmarks.results import Row, Section

N = 20
YEARS = range(2010, 2031)


@cache
def calendar() -> casework.Calendar:
    """England and Wales."""
    return casework.uk_calendar("england-and-wales")


@cache
def closed() -> list[date]:
    """The closed days that everybody is given."""
    return [step.day for step in calendar().closed if step.day.year in YEARS]


def starts(count: int) -> list[date]:
    """Working days from 2019 to 2025, by chance but always the same."""
    chance = Random(2)
    found: list[date] = []
    while len(found) < count:
        day = date(2019, 1, 1) + timedelta(days=int(chance.random() * 2500))
        if calendar().is_working_day(day):
            found.append(day)
    return found


def section(effort: Effort) -> Section:
    """All rows about days."""
    days = starts(effort.sample)
    ends = (calendar().add(day, 1 + i) for i, day in enumerate(days))
    pairs = [(day, date(end.year, end.month, end.day)) for day, end in zip(days, ends, strict=True)]
    return Section("Days", (_add(days, effort), _between(pairs, effort), *_due(days, effort)))


def _add(days: list[date], effort: Effort) -> Row:
    contenders = (
        ours(lambda: Prepared("cal.add(day, 20)", {"cal": calendar()})),
        limit(lambda: Prepared("add(day, 20)", {"add": _table()[0]})),
        Contender("numpy", _numpy_add, "numpy"),
        Contender("pandas", _pandas_add, "pandas"),
        Contender("bizdays", lambda: Prepared("cal.offset(day, 20)", _bizdays()), "bizdays"),
        Contender(
            "holidays",
            lambda: Prepared("days.get_nth_working_day(day, 20)", _holidays()),
            "holidays",
        ),
        Contender(
            "workalendar",
            lambda: Prepared("cal.add_working_days(day, 20)", _workalendar()),
            "workalendar",
        ),
        Contender("exchange_calendars", _exchange_add, "exchange_calendars"),
    )
    note = "workalendar lacks 8 May 2023 and is told of it."
    return race("add 20 working days to a date", contenders, days, effort, item="day", note=note)


def _between(pairs: list[tuple[date, date]], effort: Effort) -> Row:
    def holidays() -> Prepared:
        return Prepared("days.get_working_days_count(start, end)", _holidays(), _less_one)

    contenders = (
        ours(lambda: Prepared("cal.between(start, end)", {"cal": calendar()})),
        limit(lambda: Prepared("between(start, end)", {"between": _table()[1]})),
        Contender("numpy", _numpy_count, "numpy"),
        Contender("pandas", _pandas_count, "pandas"),
        Contender("bizdays", lambda: Prepared("cal.bizdays(start, end)", _bizdays()), "bizdays"),
        Contender("holidays", holidays, "holidays"),
        Contender("exchange_calendars", _exchange_count, "exchange_calendars"),
    )
    what = "count the working days between two dates"
    note = f"1 to {len(pairs)} working days apart; holidays and pandas look at each day between."
    return race(what, contenders, pairs, effort, item="start, end", note=note)


def _due(days: list[date], effort: Effort) -> tuple[Row, Row]:
    skipped = (
        ours(
            lambda: Prepared(
                "(due := cal.add(day, 20)), cal.skipped(day, due)",
                {"cal": calendar()},
                lambda answer: (answer[0], tuple(step.day for step in answer[1])),
            )
        ),
        limit(lambda: Prepared("due(day, 20)", {"due": _table()[2]})),
        Contender("numpy, the date only", _numpy_add, "numpy"),
    )
    whole = (
        ours(
            lambda: Prepared(
                'reckon("20 working days", day, calendar=cal)',
                {"reckon": casework.reckon, "cal": calendar()},
                lambda answer: (answer.due, tuple(step.day for step in answer.skipped)),
            )
        ),
        Contender("numpy, the date only", _numpy_add, "numpy"),
    )

    def same(mine: tuple[date, tuple[date, ...]], other: object) -> bool:
        return other in (mine, mine[0])

    return (
        race(
            "a due date and the closed days it skipped",
            skipped,
            days,
            effort,
            item="day",
            same=same,
        ),
        race("a whole reckoning with every step", whole, days, effort, item="day", same=same),
    )


Looking = tuple[
    Callable[[date, int], date],
    Callable[[date, date], int],
    Callable[[date, int], tuple[date, tuple[date, ...]]],
]


@cache
def _table() -> Looking:
    """What Python allows: two tables, each look-up held within its bounds."""
    cal = calendar()
    span = (cal.first + timedelta(days=n) for n in range((cal.last - cal.first).days + 1))
    rank = {day: cal.rank(day) for day in span}
    nth = [date.min, *(cal.nth(k) for k in range(1, rank[cal.last] + 1))]
    shut = [step.day for step in cal.closed if step.day.weekday() < 5]
    shut_rank, count = {}, 0
    for day in rank:
        count += count < len(shut) and shut[count] == day
        shut_rank[day] = count

    def add(day: date, n: int) -> date:
        k = rank[day] + n
        if k > 0:
            return nth[k]
        raise LookupError(day)

    def between(start: date, end: date) -> int:
        return rank[end] - rank[start]

    def due(day: date, n: int) -> tuple[date, tuple[date, ...]]:
        end = add(day, n)
        return end, tuple(shut[shut_rank[day] : shut_rank[end]])

    return add, between, due


def _numpy() -> dict[str, Any]:
    import numpy as np

    return {"np": np, "cal": np.busdaycalendar(holidays=closed())}


def _numpy_add() -> Prepared:
    statement = "np.busday_offset(day, 20, busdaycal=cal)"
    return Prepared(statement, _numpy(), lambda answer: answer.astype(object))


def _numpy_count() -> Prepared:
    return Prepared("np.busday_count(start, end, busdaycal=cal)", _numpy(), int)


def _pandas_add() -> Prepared:
    from pandas.tseries.offsets import CustomBusinessDay

    offset = CustomBusinessDay(N, holidays=closed())
    return Prepared("day + offset", {"offset": offset}, lambda answer: answer.date())


def _pandas_count() -> Prepared:
    import pandas as pd

    step = pd.offsets.CustomBusinessDay(holidays=closed())
    names = {"pd": pd, "step": step}
    return Prepared("len(pd.date_range(start, end, freq=step))", names, _less_one)


def _bizdays() -> dict[str, Any]:
    import bizdays

    return {"cal": bizdays.Calendar(closed(), ["Saturday", "Sunday"])}


def _holidays() -> dict[str, Any]:
    import holidays

    return {"days": holidays.country_holidays("GB", subdiv="ENG", years=YEARS, expand=False)}


def _workalendar() -> dict[str, Any]:
    from workalendar.europe import UnitedKingdom

    class Told(UnitedKingdom):
        """The one that is offered, told of a day that it lacks."""

        def get_variable_days(self, year):
            days = super().get_variable_days(year)
            return [*days, (date(2023, 5, 8), "Coronation")] if year == 2023 else days

    cal = Told()
    for year in YEARS:
        cal.holidays(year)
    return {"cal": cal}


def _exchange() -> dict[str, Any]:
    import exchange_calendars
    import pandas as pd

    cal = exchange_calendars.get_calendar("XLON", start="2018-01-01", end="2027-12-31")
    return {"cal": cal, "Timestamp": pd.Timestamp}


def _exchange_add() -> Prepared:
    statement = "cal.session_offset(Timestamp(day), 20)"
    return Prepared(statement, _exchange(), lambda answer: answer.date())


def _exchange_count() -> Prepared:
    statement = "cal.sessions_distance(Timestamp(start), Timestamp(end))"
    return Prepared(statement, _exchange(), _less_one)


def _less_one(answer: int) -> int:
    """From a count that includes the start to one that does not."""
    return answer - 1
