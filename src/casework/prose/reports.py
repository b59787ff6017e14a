"""A report as Markdown: one table a measure, with what it counts said above it."""

from __future__ import annotations

from collections.abc import Iterator

from casework.learning.report import Figure, Line, Report, Table
from casework.prose.days import day_in_words


def report_in_markdown(report: Report) -> Iterator[str]:
    """The lines of a report in Markdown."""
    policy = report.policy
    yield f"# {policy.authority}: {policy.title or 'casework'}"
    yield ""
    first, last = map(day_in_words, (report.period.first, report.period.last))
    yield f"{first} to {last}. Policy '{policy.id}', revision {policy.revision}."
    yield _compared(report)
    for table in report.tables:
        if not table.lines:
            continue
        yield ""
        yield from _table(table, compared=report.before is not None)


def _compared(report: Report) -> str:
    if report.period.is_over_a_year:
        return "A period of more than a year is not compared with the year before."
    if report.before is None:
        return "There are no cases from the year before to compare with."
    if report.since is not None and report.since > report.before.first:
        since = day_in_words(report.since)
        return f"The year before is known only in part: the first case is of {since}."
    return f"The year before is {report.before}."


def _table(table: Table, *, compared: bool) -> Iterator[str]:
    measure = table.measure
    yield f"## {measure.title}"
    yield ""
    words = f"Counts {measure.counts}"
    words += f"; out of {measure.of}" if measure.of else ""
    words += f". Dated by {measure.dated_by}."
    yield words + (f" Leaves out {measure.excludes}." if measure.excludes else "")
    yield ""
    heading = ["", "Count", *(["Of", "%"] if measure.of else [])]
    heading += ["Year before", "Change", "Change %"] if compared else []
    yield _row(heading)
    yield _row(["---", *["---:"] * (len(heading) - 1)])
    for line in table.lines:
        yield _row(_cells(line, compared=compared))
    if table.total is not None:
        counted = sum(line.now.count for line in table.lines)
        several = "" if counted == table.total else f" ({counted:,} codes: some carry several)"
        yield ""
        yield f"{table.total:,} case{'' if table.total == 1 else 's'}{several}."


def _cells(line: Line, *, compared: bool) -> list[str]:
    cells = [line.title, *_figure(line.now)]
    if compared and line.before is not None:
        before = line.before
        cells += [
            f"{before.count:,}" + (f" of {before.of:,}" if before.of is not None else ""),
            f"{line.change:+,}" if line.change else "0",
            "" if not line.change or line.change_percent is None else f"{line.change_percent:+}",
        ]
    return cells


def _figure(figure: Figure) -> list[str]:
    if figure.of is None:
        return [f"{figure.count:,}"]
    share = "" if figure.share is None else str(figure.share)
    return [f"{figure.count:,}", f"{figure.of:,}", share]


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
