"""A report whose small figures are withheld, and the figures that would give them away.

A figure is small if its count, what is left of its whole, or its whole is more than nothing and
less than a number.  Lines that share a whole, and the months of a series, are taken to have a
known sum.  A table that is split by a fact has the sums of the table that it splits, and those of
its columns unless these are small themselves; a value that the fact's own table withholds is
withheld in it.  Rates are made anew from what is left.

Each table is looked at with those it is split from, and no further: whoever publishes several
tables that overlap in another way, as measures of their own may, has to look at them together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from attrs import evolve

from casework.learning.hiding import Cell, hidden_cells
from casework.learning.measures import Key, Measure
from casework.learning.report import Report
from casework.learning.supplied import rate_tables
from casework.learning.tables import Figure, Line, Table

Span = Literal["now", "before", "previous"]
SPANS: tuple[Span, ...] = ("now", "before", "previous")

Figures = Mapping[Key, Figure]


def suppressed(report: Report, below: int) -> Report:
    """The same report without its figures below a number, and what would give one away."""
    rates = {table.measure.id for table in report.tables if not table.measure.parts}
    supplied = {count.id for count in report.policy.figures.count}
    done: dict[str, Table] = {}
    for table in report.tables:
        ident = table.measure.id
        if ident in supplied:
            done[ident] = table
        elif ident not in rates and table.measure.across is None:
            done[ident] = _withheld(
                table, {span: _alone(table, span, below) for span in SPANS}, below
            )
    for table in report.tables:
        if table.measure.across is not None:
            keys = {span: _split(table, span, below, done) for span in SPANS}
            whole = done[table.measure.splits or ""]
            done[table.measure.id] = evolve(_withheld(table, keys, below), splits=whole)
    kept = [done[table.measure.id] for table in report.tables if table.measure.id in done]
    made = (
        _withheld(table, {span: _small_counts(table, span, below) for span in SPANS}, below)
        for table in rate_tables(report.policy, kept)
    )
    return evolve(report, tables=(*kept, *made), suppressed_below=below)


def is_small(figure: Figure, below: int) -> bool:
    """Whether a figure's count, the rest of its whole, or its whole is small."""
    several = [figure.count]
    if figure.of is not None:
        several += [figure.of - figure.count, figure.of]
    return any(0 < each < below for each in several)


def _figures(table: Table, span: Span) -> dict[Key, Figure]:
    found = ((line.key, getattr(line, span)) for line in table.lines)
    return {key: figure for key, figure in found if figure is not None}


def _small_counts(table: Table, span: Span, below: int) -> frozenset[Key]:
    figures = _figures(table, span)
    return frozenset(
        key for key, figure in figures.items() if figure.withheld or 0 < figure.count < below
    )


def _alone(table: Table, span: Span, below: int) -> frozenset[Key]:
    """The lines to withhold of a table that is not split."""
    figures = _figures(table, span)
    found = {key for key, figure in figures.items() if is_small(figure, below)}
    depths = {line.key: line.depth for line in table.lines}
    for group in _groups(table.measure, figures):
        keys = [key for key in group if not depths[key]]
        counts = {(i, 0): figures[key].count for i, key in enumerate(keys)}
        small = {(i, 0) for i, key in enumerate(keys) if key in found}
        if small and sum(counts.values()) >= below:
            hidden = hidden_cells(counts, small, range(len(keys)))
            found |= {keys[row] for row, _ in hidden.cells}
    return frozenset(found)


def _groups(measure: Measure, figures: Figures) -> Iterator[list[Key]]:
    """The lines whose sum is known: those that share a whole, and those of a series."""
    groups: dict[Key, list[Key]] = {}
    for key in figures:
        part = measure.part_of(key)
        if measure.series:
            groups.setdefault(key[:-1], []).append(key)
        elif part.has_whole and len(part.whole_of(key)) < len(key):
            groups.setdefault(part.whole_of(key), []).append(key)
    yield from groups.values()


def _split(table: Table, span: Span, below: int, done: Mapping[str, Table]) -> frozenset[Key]:
    """The cells to withhold of a table that is split by a fact."""
    figures = _figures(table, span)
    rows = list(dict.fromkeys(key[:-1] for key in figures))
    columns = list(dict.fromkeys(key[-1] for key in figures))
    places = {key: (rows.index(key[:-1]), columns.index(key[-1])) for key in figures}
    whole = _withheld_keys(done, table.measure.splits, span)
    values = {key[0] for key in _withheld_keys(done, table.measure.across, span) if key}
    free_rows = [i for i, row in enumerate(rows) if row in whole]
    already = {
        cell
        for cell in ((i, k) for i in range(len(rows)) for k in range(len(columns)))
        if cell[0] in free_rows or columns[cell[1]] in values
    }
    hidden: set[Cell] = set(already)
    for number in _numbers(figures.values()):
        counts = dict.fromkeys(_all_cells(rows, columns), 0)
        counts |= {places[key]: _of(figure, number) for key, figure in figures.items()}
        small = {cell for cell, count in counts.items() if 0 < count < below}
        free_columns = [
            k
            for k, value in enumerate(columns)
            if value in values or sum(counts[i, k] for i in range(len(rows))) < below
        ]
        small -= already
        found = hidden_cells(counts, small, free_rows, free_columns, hidden)
        if found.given:
            found = hidden_cells(counts, small, free_rows, range(len(columns)), hidden)
        hidden |= found.cells
    return frozenset(key for key in figures if places[key] in hidden)


Number = Literal["count", "rest", "of"]


def _numbers(figures: Iterable[Figure]) -> tuple[Number, ...]:
    return ("count", "rest", "of") if any(each.of is not None for each in figures) else ("count",)


def _of(figure: Figure, number: Number) -> int:
    of = figure.of or 0
    return {"count": figure.count, "rest": of - figure.count, "of": of}[number]


def _all_cells(rows: list[Key], columns: list[str]) -> Iterator[Cell]:
    for i in range(len(rows)):
        for k in range(len(columns)):
            yield i, k


def _withheld_keys(done: Mapping[str, Table], name: str | None, span: Span) -> frozenset[Key]:
    table = done.get(name or "")
    if table is None:
        return frozenset()
    return frozenset(key for key, figure in _figures(table, span).items() if figure.withheld)


def _withheld(table: Table, keys: Mapping[Span, frozenset[Key]], below: int) -> Table:
    lines = tuple(_line(line, keys) for line in table.lines)
    withheld = sum(
        figure.withheld
        for line in lines
        for figure in (line.now, line.before, line.previous)
        if figure is not None
    )
    total = table.total
    if total is not None and 0 < total < below:
        total, withheld = None, withheld + 1
    return evolve(table, lines=lines, total=total, withheld=withheld)


def _line(line: Line, keys: Mapping[Span, frozenset[Key]]) -> Line:
    def kept(figure: Figure, span: Span) -> Figure:
        return _blank(figure) if line.key in keys[span] else figure

    return evolve(
        line,
        now=kept(line.now, "now"),
        before=kept(line.before, "before") if line.before else None,
        previous=kept(line.previous, "previous") if line.previous else None,
    )


def _blank(figure: Figure) -> Figure:
    """A figure of which nothing is left but that it is withheld."""
    of = None if figure.of is None else 0
    spread = None if figure.spread is None else evolve(figure.spread, took=())
    return Figure(0, of, figure.per, spread=spread, withheld=True)
