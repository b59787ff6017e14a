"""Bank holidays of the United Kingdom, each part by itself and any part of it.

There is no default division and no "UK" calendar: a day can be a bank holiday in one part only
(2 January in Scotland, 12 July in Northern Ireland), and a law says which parts it means.  The
Freedom of Information Act 2000, s.10(6), means *any* part, which is the union of the four.

The regular days come from the `holidays` package, asked for its years all at once with its
lazy expansion off, because its objects are not safe to share while they grow.  The days
proclaimed for one year, and the day until which proclamations are known, are in `uk.toml`.
This module is the only one that imports `holidays`, and does so when a calendar is compiled.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from casework.days.calendar import SATURDAY_AND_SUNDAY, Calendar
from casework.days.steps import Step
from casework.errors import LimitError, listed, meant

DIVISIONS: Mapping[str, tuple[str, ...]] = {
    "england": ("england",),
    "wales": ("wales",),
    "england-and-wales": ("england", "wales"),
    "scotland": ("scotland",),
    "northern-ireland": ("northern-ireland",),
    "any-part-of-uk": ("england", "wales", "scotland", "northern-ireland"),
}


def uk_calendar(
    division: str,
    *,
    closures: Mapping[date, str] | Iterable[Step] = (),
    also_working: Mapping[date, str] | Iterable[date | Step] = (),
    weekend: Iterable[int] = SATURDAY_AND_SUNDAY,
    name: str | None = None,
) -> Calendar:
    """The calendar of a part of the United Kingdom, or of `any-part-of-uk`.

    `closures` are days on which the authority itself is shut, with the reason; `also_working`
    are bank holidays or weekend days on which it is open.  Whether a closure may stop a clock
    is for the law of that clock: it does not stop freedom of information, so such a clock
    wants the calendar without closures.  `LimitError` for a division that is not known.
    """
    if division not in DIVISIONS:
        raise LimitError(str(division), listed(DIVISIONS), meant(division, DIVISIONS))
    plain = not closures and not also_working and name is None
    week = frozenset(weekend)
    if plain and week == SATURDAY_AND_SUNDAY:
        return _plain(division)
    shut = _days("closures", closed=closures).closed if closures else ()
    opened = _days("openings", also_working=also_working).opened if also_working else ()
    return _compile(division, name or division, shut, opened, week)


def _days(name: str, **days: Any) -> Calendar:
    """Days given by hand, read as a calendar of nothing else reads them."""
    data = _data()
    return Calendar.compile(name, data["first"], data["last"], **days)


@cache
def _plain(division: str) -> Calendar:
    return _compile(division, division, (), (), SATURDAY_AND_SUNDAY)


def _compile(
    division: str,
    name: str,
    closures: tuple[Step, ...],
    opened: tuple[Step, ...],
    weekend: frozenset[int],
) -> Calendar:
    data = _data()
    clash = sorted({step.day for step in closures} & {step.day for step in opened})
    if clash:
        raise LimitError(str(clash[0]), f"a day either closed or working in '{name}', not both")
    shut = {step.day: step for step in closures} | {
        step.day: step for step in bank_holidays(division)
    }
    for step in opened:
        shut.pop(step.day, None)
    return Calendar.compile(
        name,
        data["first"],
        data["last"],
        closed=shut.values(),
        weekend=weekend,
        also_working=opened,
        revision=revision(),
        proclaimed_until=min(
            data["division"][part]["proclaimed-until"] for part in DIVISIONS[division]
        ),
    )


@cache
def bank_holidays(division: str) -> tuple[Step, ...]:
    """The bank holidays of a division, in order, each with its name and source.

    Where only some of the division's parts keep a day, its name says which.
    """
    parts = DIVISIONS[division]
    names: dict[date, dict[str, str]] = {}
    for part in parts:
        for day, why in _holidays_of(part).items():
            names.setdefault(day, {})[part] = why
    return tuple(
        Step(day, "closed", _joint_name(whys, parts), f"bank holidays, {division}")
        for day, whys in sorted(names.items())
    )


def revision() -> str:
    """What a UK calendar was made from: this package's data and the release of `holidays`."""
    from importlib.metadata import version

    return f"uk {_data()['revision']}, holidays {version('holidays')}"


def _joint_name(whys: Mapping[str, str], parts: tuple[str, ...]) -> str:
    whole = len(whys) == len(parts)
    by_name: dict[str, list[str]] = {}
    for part, why in whys.items():
        by_name.setdefault(why, []).append(part.replace("-", " ").title())
    return "; ".join(
        why if whole and len(by_name) == 1 else f"{why} ({', '.join(where)})"
        for why, where in by_name.items()
    )


@cache
def _holidays_of(part: str) -> Mapping[date, str]:
    import holidays

    data = _data()
    years = range(data["first"].year, data["last"].year + 1)
    known = holidays.country_holidays(
        "GB",
        subdiv=data["division"][part]["subdivision"],
        years=years,
        expand=False,
        language="en_GB",
    )
    days = {day: str(why) for day, why in sorted(known.items())}
    for extra in data["proclaimed"]:
        if part in extra["divisions"]:
            days[extra["day"]] = extra["why"]
    return days


@cache
def _data() -> dict[str, Any]:
    text = files("casework").joinpath("data/uk.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
