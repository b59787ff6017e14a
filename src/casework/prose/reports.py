"""A report as Markdown: one table a measure, with what it counts said above it."""

from __future__ import annotations

from collections.abc import Iterator

from casework.learning.report import Report
from casework.prose import markdown
from casework.prose.sheets import Sheet, empty_titles, heading_of, introduction, sheets_of

INDENT = "\N{NO-BREAK SPACE}" * 4
"""What stands before a line for each level that it is part of another."""


def report_in_markdown(report: Report) -> Iterator[str]:
    """The lines of a report in Markdown."""
    yield f"# {heading_of(report)}"
    yield ""
    yield from introduction(report)
    for sheet in sheets_of(report):
        yield ""
        yield from _table(sheet)
    empty = empty_titles(report)
    if empty:
        yield ""
        yield f"Nothing was counted in: {'; '.join(empty)}."


def _table(sheet: Sheet) -> Iterator[str]:
    yield f"## {sheet.title}"
    yield ""
    yield " ".join(sheet.about)
    yield ""
    yield markdown.row("", *sheet.headings)
    yield markdown.row("---", *["---:"] * len(sheet.headings))
    for row in sheet.rows:
        yield markdown.row(INDENT * row.depth + row.title, *row.cells)
    for note in sheet.notes:
        yield ""
        yield note
