"""Figures of one measure side by side: split by a fact, or in time.

A table of either kind has a column for each value or each time, so its cells are laid out here,
and what one figure says is said in one cell.
"""

from __future__ import annotations

from attrs import frozen

from casework.learning.tables import Figure, Table

WITHHELD = "withheld"
ABREAST = 6
"""The most lines of a series that stand beside each other; more stand below each other."""


@frozen
class SheetRow:
    """A row: what it is about, how deep it stands below another, and its cells."""

    title: str
    cells: tuple[str, ...]
    depth: int = 0


def crossed(table: Table) -> tuple[tuple[str, ...], tuple[SheetRow, ...]]:
    """The headings and rows of a measure split by a fact: a column for each value."""
    columns = dict.fromkeys(line.title for line in table.lines)
    cells: dict[tuple[str, ...], dict[str, Figure]] = {}
    for line in table.lines:
        cells.setdefault(line.key[:-1], {})[line.title] = line.now
    rows = tuple(
        SheetRow(
            line.title,
            tuple(
                cell(found)
                for found in (line.now, *(cells[line.key].get(name) for name in columns))
            ),
            line.depth,
        )
        for line in (table.splits.lines if table.splits else ())
        if line.key in cells
    )
    return ("All", *columns), rows


def in_time(table: Table) -> tuple[tuple[str, ...], tuple[SheetRow, ...]]:
    """The headings and rows of a series: times down and lines across, or else the other way."""
    several: dict[tuple[str, ...], dict[str, Figure]] = {}
    names: dict[tuple[str, ...], str] = {}
    times: dict[str, str] = {}
    for line in sorted(table.lines, key=lambda line: line.key[-1]):
        *name, time = line.title.rsplit(": ", 1)
        several.setdefault(line.key[:-1], {})[line.key[-1]] = line.now
        names[line.key[:-1]] = name[0] if name else table.measure.title
        times[line.key[-1]] = time
    order = list(dict.fromkeys(line.key[:-1] for line in table.lines))
    if len(order) > ABREAST:
        rows = tuple(
            SheetRow(names[key], tuple(cell(several[key].get(time)) for time in times))
            for key in order
        )
        return tuple(times.values()), rows
    rows = tuple(
        SheetRow(words, tuple(cell(several[key].get(time)) for key in order))
        for time, words in times.items()
    )
    return tuple(names[key] for key in order), rows


def cell(figure: Figure | None) -> str:
    """What a figure says, in one cell."""
    if figure is None:
        return "0"
    if figure.withheld:
        return WITHHELD
    spread = figure.spread
    if spread is not None:
        days = f"{spread.average}, {spread.median}, {spread.percentile(90)}"
        return f"{days} ({spread.count:,})" if spread.took else "0"
    if figure.of is None:
        return f"{figure.count:,}"
    share = "" if figure.share is None else f" ({figure.share} %)"
    return f"{figure.count:,} of {figure.of:,}{share}"
