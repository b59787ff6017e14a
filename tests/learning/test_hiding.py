"""What is hidden of a table cannot be worked out: held against every table that it could be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.learning.hiding import Cell, hidden_cells

BELOW = 3


def alternatives(
    counts: Mapping[Cell, int], hidden: frozenset[Cell], rows: set[int], columns: set[int]
) -> Iterator[dict[Cell, int]]:
    """Every table of counts with the same shown cells and the same known totals.

    `rows` and `columns` are those whose totals are known.
    """
    cells = sorted(hidden)
    most = sum(counts.values()) + 1
    left_of_row = Counter[int]()
    left_of_column = Counter[int]()
    for (row, column), count in counts.items():
        if (row, column) in hidden:
            left_of_row[row] += count
            left_of_column[column] += count

    def fill(
        i: int, row_left: Counter[int], column_left: Counter[int]
    ) -> Iterator[dict[Cell, int]]:
        if i == len(cells):
            fits = all(not row_left[row] for row in rows) and all(
                not column_left[column] for column in columns
            )
            if fits:
                yield {}
            return
        row, column = cells[i]
        top = min(
            row_left[row] if row in rows else most,
            column_left[column] if column in columns else most,
        )
        for count in range(top + 1):
            fewer_in_row, fewer_in_column = Counter(row_left), Counter(column_left)
            fewer_in_row[row] -= count
            fewer_in_column[column] -= count
            for rest in fill(i + 1, fewer_in_row, fewer_in_column):
                yield {cells[i]: count, **rest}

    yield from fill(0, left_of_row, left_of_column)


def told(
    counts: Mapping[Cell, int], hidden: frozenset[Cell], rows: set[int], columns: set[int]
) -> set[Cell]:
    """The hidden cells that whoever knows the totals can tell."""
    found: dict[Cell, set[int]] = {cell: set() for cell in hidden}
    for table in alternatives(counts, hidden, rows, columns):
        for cell, count in table.items():
            found[cell].add(count)
    return {cell for cell, known in found.items() if len(known) == 1}


def sums(counts: Mapping[Cell, int], side: int) -> Counter[int]:
    """The totals of the rows (0) or of the columns (1)."""
    found = Counter[int]()
    for cell, count in counts.items():
        found[cell[side]] += count
    return found


@st.composite
def tables(draw: st.DrawFn) -> dict[Cell, int]:
    """A table of at most three rows and three columns of small counts."""
    rows, columns = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    return {cell: draw(st.integers(0, 4)) for cell in product(range(rows), range(columns))}


@settings(deadline=None)
@given(tables())
def test_nothing_hidden_can_be_told(counts: dict[Cell, int]) -> None:
    """With every total known that is not small, only totals alone tell what is hidden."""
    free_rows = {row for row, total in sums(counts, 0).items() if total < BELOW}
    free_columns = {column for column, total in sums(counts, 1).items() if total < BELOW}
    small = {cell for cell, count in counts.items() if 0 < count < BELOW}
    hidden, given_away = hidden_cells(counts, small, free_rows, free_columns)
    assert small <= hidden
    rows = set(sums(counts, 0)) - free_rows
    columns = set(sums(counts, 1)) - free_columns
    assert told(counts, hidden, rows, columns) == given_away
    assert given_away <= told(counts, frozenset(counts), rows, columns)


@settings(deadline=None)
@given(tables())
def test_nothing_is_given_away_by_rows_alone(counts: dict[Cell, int]) -> None:
    """Where only the totals of rows are known, and not of small ones, nothing is given away."""
    free = {row for row, total in sums(counts, 0).items() if total < BELOW}
    small = {cell for cell, count in counts.items() if 0 < count < BELOW}
    hidden, given_away = hidden_cells(counts, small, free, set(sums(counts, 1)))
    assert not given_away
    assert not told(counts, hidden, set(sums(counts, 0)) - free, set())


@given(st.lists(st.integers(0, 6), min_size=1, max_size=5))
def test_nothing_of_a_list_can_be_told(numbers: list[int]) -> None:
    """In a list whose sum is known and not small, no small number can be worked out."""
    counts = {(i, 0): number for i, number in enumerate(numbers)}
    small = {cell for cell, count in counts.items() if 0 < count < BELOW}
    if sum(numbers) >= BELOW:
        hidden, given_away = hidden_cells(counts, small, range(len(numbers)))
        assert not given_away
        assert not told(counts, hidden, set(), {0})


@given(tables())
def test_nothing_small_hides_nothing(counts: dict[Cell, int]) -> None:
    """Where no cell is small, none is hidden."""
    assert hidden_cells(counts, ()) == (frozenset(), frozenset())


@given(tables())
def test_what_is_hidden_already_stays_hidden(counts: dict[Cell, int]) -> None:
    """What is hidden for another reason stays so, and may be all that is needed."""
    found = hidden_cells(counts, (), already=tuple(counts))
    assert found.cells == frozenset(counts)


@pytest.mark.parametrize(
    ("numbers", "hidden"),
    [
        pytest.param([20, 2, 9], {1, 2}, id="the smallest other one too"),
        pytest.param([20, 2, 1], {1, 2}, id="two small ones hide each other"),
        pytest.param([20, 2, 0], {0, 1}, id="nothing hides nothing: the next that is something"),
        pytest.param([20, 9, 5], set(), id="none is small"),
    ],
)
def test_a_list(numbers: list[int], hidden: set[int]) -> None:
    """Beside a small number in a list, the smallest of the others is hidden."""
    counts = {(i, 0): number for i, number in enumerate(numbers)}
    small = {cell for cell, count in counts.items() if 0 < count < BELOW}
    found = hidden_cells(counts, small, range(len(numbers)))
    assert {row for row, _ in found.cells} == hidden


def test_a_corner() -> None:
    """A small cell takes with it one of its row, one of its column and the corner of these."""
    counts = {(0, 0): 1, (0, 1): 9, (0, 2): 20, (1, 0): 8, (1, 1): 30, (1, 2): 40}
    assert hidden_cells(counts, {(0, 0)}).cells == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_a_zero_is_no_help() -> None:
    """A zero beside a small cell is not hidden where it could hold nothing else."""
    counts = {(0, 0): 1, (0, 1): 0, (0, 2): 9, (1, 0): 5, (1, 1): 0, (1, 2): 9}
    found = hidden_cells(counts, {(0, 0)}).cells
    assert (0, 1) not in found
    assert (1, 1) not in found


def test_totals_alone_may_tell() -> None:
    """In a table of one row, the totals of its columns are its cells: nothing can hide them."""
    counts = {(0, 0): 1, (0, 1): 3}
    told_all_the_same = hidden_cells(counts, {(0, 0)}, free_columns={0})
    assert told_all_the_same.given == {(0, 0)}
    safe = hidden_cells(counts, {(0, 0)}, free_columns={0, 1})
    assert (set(safe.cells), set(safe.given)) == ({(0, 0), (0, 1)}, set())
