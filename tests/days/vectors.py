"""The dated vectors of `vectors.toml`, read into values, each with the calendar it assumes."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from attrs import field, frozen

from casework import Calendar, uk_calendar

TABLE: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("vectors.toml").read_text(encoding="utf-8")
)
CODE: dict[str, str] = TABLE["code"]
INEXPRESSIBLE: dict[str, str] = TABLE["inexpressible"]


@frozen
class Vector:
    """One dated fact: a rule applied to a start gives an answer."""

    id: str
    suite: str
    rule: str
    start: date
    gives: object
    n: Any = None
    limit: str = ""
    end: date = date.min
    today: date = date.min
    cut_off: time | None = None
    pauses: tuple[tuple[date, date], ...] = ()
    paused: int = 0
    known: tuple[date, ...] = ()
    from_next_open_day: bool = False
    closed: tuple[date, ...] = field(default=(), converter=tuple)
    division: str | None = None
    by_statute: date | None = None
    evidence: str = "tested"

    @property
    def day(self) -> date:
        """The day of the start."""
        return self.start.date() if isinstance(self.start, datetime) else self.start

    @property
    def calendar(self) -> Calendar:
        """The calendar that the vector assumes."""
        if self.division:
            return uk_calendar(self.division)
        first, last = self.known or (
            date(self.start.year - 1, 1, 1),
            date(self.start.year + 1, 12, 31),
        )
        return Calendar.compile(
            self.id, first, last, closed=dict.fromkeys(self.closed, "assumed"), source=self.suite
        )


def _read(suite: dict[str, Any]) -> list[Vector]:
    name = suite.get("title") or f"{suite['repo']} {suite['file']}"
    rows = [{key.replace("-", "_"): row[key] for key in row} for row in suite["vectors"]]
    return [Vector(suite=name, **row) for row in rows]


VECTORS: tuple[Vector, ...] = tuple(vector for suite in TABLE["suite"] for vector in _read(suite))
EXPRESSED = tuple(vector for vector in VECTORS if vector.rule not in INEXPRESSIBLE)
