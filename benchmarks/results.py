"""What was measured, and how it is written: rows of figures, as Markdown and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import asdict, frozen

OURS = "casework"
LIMIT = "the limit"
TIMES = "\u00d7"


@frozen
class Figure:
    """One contender's price in seconds or bytes; None with the reason why there is none."""

    name: str
    amount: float | None
    why_none: str = ""


@frozen
class Row:
    """One piece of work and what it costs each contender.

    `checked` counts the answers that were compared with casework's and found the same.
    """

    what: str
    figures: tuple[Figure, ...]
    unit: str = "s"
    checked: int = 0
    note: str = ""

    def amount(self, name: str) -> float | None:
        """A contender's price, or None."""
        return next((figure.amount for figure in self.figures if figure.name == name), None)

    @property
    def others(self) -> tuple[Figure, ...]:
        """The figures of those who are neither casework nor the limit, cheapest first."""
        rest = (figure for figure in self.figures if figure.name not in {OURS, LIMIT})
        return tuple(sorted(rest, key=lambda figure: (figure.amount is None, figure.amount or 0)))

    def times(self, name: str) -> float | None:
        """How many times as much as casework a contender costs."""
        mine, theirs = self.amount(OURS), self.amount(name)
        return theirs / mine if mine and theirs is not None else None


@frozen
class Growth:
    """What one piece of work costs over caseloads of several sizes."""

    what: str
    cases: tuple[int, ...]
    events: tuple[int, ...]
    seconds: tuple[float, ...]
    megabytes: tuple[float, ...]


@frozen
class Section:
    """The rows of one part of the suite, and its growths."""

    title: str
    rows: tuple[Row, ...] = ()
    growths: tuple[Growth, ...] = ()


def amount(value: float, unit: str = "s") -> str:
    """A price as people write it: `83 ns`, `2.9 µs`, `27 µs`, `1.2 ms`, `84 MB`."""
    if unit == "bytes":
        return f"{_digits(value / 1e6)} MB"
    for scale, name in ((1e-9, "ns"), (1e-6, "µs"), (1e-3, "ms")):
        if round(value / scale) < 1000:
            return f"{_digits(value / scale)} {name}"
    return f"{_digits(value)} s"


def _digits(value: float) -> str:
    return f"{value:.1f}" if value < 9.95 else f"{value:,.0f}"


def times(value: float | None) -> str:
    """A ratio as people write it, with a sign for "times"."""
    return "" if value is None else f"{_digits(value)} {TIMES}"


def table(rows: Iterable[Row]) -> list[str]:
    """Rows as lines of a Markdown table."""
    lines = [
        "| work | casework | the limit, and how far from it | instead, and how many times ours |",
        "|---|---:|---|---|",
    ]
    for row in rows:
        mine, least = row.amount(OURS), row.amount(LIMIT)
        bound = ""
        if mine is not None and least:
            bound = f"{amount(least, row.unit)} ({times(mine / least)})"
        others = "; ".join(_other(row, figure) for figure in row.others)
        price = "" if mine is None else f"**{amount(mine, row.unit)}**"
        lines.append(f"| {row.what} | {price} | {bound} | {others} |")
    return lines


def _other(row: Row, figure: Figure) -> str:
    if figure.amount is None:
        return f"{figure.name} {figure.why_none}"
    factor = row.times(figure.name)
    words = f"{figure.name} {amount(figure.amount, row.unit)}"
    return f"{words} ({times(factor)})" if factor else words


def growth_table(growths: Iterable[Growth]) -> list[str]:
    """Growths over the same sizes as lines of a Markdown table, a column for each size.

    Each size is ten times the one before; the last column compares the last two.
    """
    lines: list[str] = []
    for growth in growths:
        if not lines:
            sizes = zip(growth.cases, growth.events, strict=True)
            heads = (f"{cases:,} cases, {events:,} events" for cases, events in sizes)
            lines.append(f"| work | {' | '.join(heads)} | time for ten times as many |")
            lines.append("|---|" + "---:|" * (len(growth.cases) + 1))
        costs = zip(growth.seconds, growth.megabytes, strict=True)
        cells = [f"{amount(seconds)}, {peak:,.0f} MB" for seconds, peak in costs]
        spread = times(growth.seconds[-1] / growth.seconds[-2]) if len(growth.cases) > 1 else ""
        lines.append(f"| {growth.what} | {' | '.join(cells)} | {spread} |")
    return lines


def notes(rows: Iterable[Row]) -> list[str]:
    """What has to be said about rows, one line each."""
    return [f"- *{row.what}*: {row.note}" for row in rows if row.note]


def as_record(sections: Iterable[Section], about: Mapping[str, str]) -> dict[str, Any]:
    """Everything measured, for JSON: seconds and bytes, unrounded."""
    return {"about": dict(about), "sections": [asdict(section) for section in sections]}
