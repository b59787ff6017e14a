"""Which cells of a table must be left out so that the small ones cannot be worked out.

Whoever reads a table knows its totals, so a cell that is left out alone comes back by
subtraction.  What stands is a set of equations; a hidden cell is safe if the equations have
another solution, in counts, in which it differs.  Rows and columns are the two sides of a graph
and hidden cells its edges.  One more in a cell must be made up for by one less in another hidden
cell of its row and its column, and so on round; so a cell is safe exactly if it lies on a round
trip along which every cell that loses one has one to lose.  A row or column whose total is not
known is a place where a trip may begin and end.

More cells are hidden, the smallest first, until every small one is safe, or until nothing is left
to hide.  What then comes of totals alone (a table of one row, whose columns' totals are its cells)
is said, and it is for the caller to give up a total.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

Cell = tuple[int, int]
Counts = Mapping[Cell, int]

FREE = (-1, -1)
"""The one place of all rows and columns whose totals are not known."""


class Hiding(NamedTuple):
    """The cells that are hidden, and the small ones of them that totals give away all the same."""

    cells: frozenset[Cell]
    given: frozenset[Cell]


def hidden_cells(
    counts: Counts,
    small: Collection[Cell],
    free_rows: Collection[int] = (),
    free_columns: Collection[int] = (),
    already: Collection[Cell] = (),
) -> Hiding:
    """The cells to hide so that none of the small ones can be worked out.

    `already` are hidden for another reason.  Totals are known but of the free rows and columns.
    """
    hidden = {*small, *already}
    while True:
        given = [
            cell for cell in small if not _is_safe(cell, counts, hidden, free_rows, free_columns)
        ]
        further = next(
            (
                more
                for cell in given
                for more in _beside(cell, counts, hidden, free_rows, free_columns)
            ),
            None,
        )
        if further is None:
            break
        hidden.add(further)
    useless = {
        cell
        for cell in hidden - {*small, *already}
        if not _is_safe(cell, counts, hidden, free_rows, free_columns)
    }
    return Hiding(frozenset(hidden - useless), frozenset(given))


def _beside(
    cell: Cell,
    counts: Counts,
    hidden: Collection[Cell],
    free_rows: Collection[int],
    free_columns: Collection[int],
) -> Iterator[Cell]:
    """Cells to hide for a cell that is not safe, the best first."""
    row, column = cell
    shown = [other for other in counts if other not in hidden]
    same_row = [other for other in shown if other[0] == row and row not in free_rows]
    same_column = [other for other in shown if other[1] == column and column not in free_columns]
    for among in (same_row, same_column, shown):
        yield from sorted(among, key=lambda other: (not counts[other], counts[other], other))


def _is_safe(
    cell: Cell,
    counts: Counts,
    hidden: Collection[Cell],
    free_rows: Collection[int],
    free_columns: Collection[int],
) -> bool:
    """Whether a hidden cell may also hold another number, as far as anybody can tell."""

    def ends(of: Cell) -> tuple[tuple[int, int], tuple[int, int]]:
        row, column = of
        return (
            FREE if row in free_rows else (0, row),
            FREE if column in free_columns else (1, column),
        )

    arcs: dict[tuple[int, int], set[tuple[int, int]]] = {}
    for other in hidden:
        if other != cell:
            one, another = ends(other)
            arcs.setdefault(one, set()).add(another)
            if counts[other]:
                arcs.setdefault(another, set()).add(one)
    row, column = ends(cell)
    return _leads(column, row, arcs) or (counts[cell] > 0 and _leads(row, column, arcs))


def _leads(
    start: tuple[int, int],
    goal: tuple[int, int],
    arcs: Mapping[tuple[int, int], set[tuple[int, int]]],
) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        if here == goal:
            return True
        further = arcs.get(here, set()) - seen
        seen |= further
        waiting += further
    return False
