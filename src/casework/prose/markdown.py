"""Rows of a table in Markdown."""

from __future__ import annotations

from collections.abc import Iterator


def row(*cells: str) -> str:
    """One row; a bar in a cell is escaped."""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def heading_row(*cells: str, numbers: int = 0) -> Iterator[str]:
    """A row of headings and the rule below it; the last `numbers` columns hold numbers."""
    yield row(*cells)
    yield row(*["---"] * (len(cells) - numbers), *["---:"] * numbers)
