"""`casework report`: the figures of a caseload over a period."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click
from attrs import evolve

from casework.cases.caseload import Format
from casework.cli.caseloads import Caseload, caseload_argument, open_caseload
from casework.cli.params import DAY, POLICY, chosen, formats, written
from casework.cli.saying import say
from casework.errors import Fault, LimitError, PolicyError
from casework.interop.reports import report_record
from casework.interop.tables import (
    DEFINITION_COLUMNS,
    LINE_COLUMNS,
    TRACE_COLUMNS,
    definition_rows,
    line_rows,
    trace_rows,
    write_rows,
)
from casework.learning.period import Period
from casework.learning.report import Report
from casework.learning.report import report as counted
from casework.learning.standard import measures_of
from casework.learning.suppression import suppressed
from casework.learning.tracing import measure_named, traced
from casework.prose import markdown
from casework.prose.pages import report_in_html
from casework.prose.reports import report_in_markdown
from casework.rules.counts import with_counts
from casework.rules.measures import Choice
from casework.rules.policy import Policy


@click.command()
@click.argument("policy", type=POLICY)
@caseload_argument
@click.option("--from", "first", type=DAY, help="The first day; by default the first event's.")
@click.option("--to", "last", type=DAY, help="The last day; by default the last event's.")
@click.option("--quarterly", "months", flag_value=3, help="The three months that end with --to.")
@click.option("--annual", "months", flag_value=12, help="The twelve months that end with --to.")
@click.option("--only", multiple=True, help="Only cases with NAME=VALUE; VALUES go with commas.")
@click.option("--by", "splits", multiple=True, help="Show the main figures by a fact, too.")
@click.option("--table", "tables", multiple=True, help="Only this table; may be given again.")
@click.option("--counts", type=click.Path(exists=True, dir_okay=False), help="A file of counts.")
@click.option("--suppress", type=click.IntRange(2), help="Withhold figures below this number.")
@click.option("--trace", help="Instead, list the cases behind each figure of a measure.")
@formats("md", "html", "csv", "json", default="md")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="A file to write to; for CSV a folder, with a file for each table.",
)
def report(
    policy: Policy,
    cases: str,
    cases_format: Format | None,
    first: date | None,
    last: date | None,
    months: int | None,
    only: tuple[str, ...],
    splits: tuple[str, ...],
    tables: tuple[str, ...],
    counts: str | None,
    suppress: int | None,
    trace: str | None,
    form: str,
    output: Path | None,
) -> None:
    """The figures of CASES under POLICY over a period, beside those of the year before.

    A period of some whole months is also set beside as many months directly before.
    """
    if months and first:
        raise click.UsageError("--from cannot be given with --quarterly or --annual")
    if trace and form == "html":
        raise click.UsageError("--trace is written as md, csv or json")
    wants_folder = form == "csv" and not trace
    if output and output.exists() and output.is_dir() is not wants_folder:
        kind = "a directory" if output.is_dir() else "no directory"
        raise click.UsageError(f"'{output}' is {kind}")
    if counts:
        policy = _with_counts(policy, counts)
    among = chosen(policy, only)
    with open_caseload(cases, cases_format) as caseload:
        period = _period(policy, caseload, first, last, months)
        if period is None:
            list(caseload.histories(policy))  # there are only faults to report
        elif trace:
            written(_traced(policy, caseload, period, among, trace, form), output)
        else:
            found = _counted(policy, caseload, period, among, splits)
            _report(_picked(found, tables, suppress), form, output)
        caseload.finish()


def _with_counts(policy: Policy, path: str) -> Policy:
    try:
        return with_counts(policy, path)
    except PolicyError as error:
        say(error, err=True)
        raise click.exceptions.Exit(1) from None


def _period(
    policy: Policy, caseload: Caseload, first: date | None, last: date | None, months: int | None
) -> Period | None:
    known = caseload.index(policy)
    first, last = first or known.first_day, last or known.last_day
    if first is None or last is None:
        return None
    try:
        return Period.of_months(last, months) if months else Period(first, last)
    except (LimitError, ValueError) as error:
        raise click.UsageError(str(error)) from None


def _counted(
    policy: Policy, caseload: Caseload, period: Period, only: Choice, splits: tuple[str, ...]
) -> Report:
    faults: list[Fault] = []
    events = (history.events for history in caseload.histories(policy))
    found = counted(policy, events, period, faults, only=only, splits=splits or None)
    caseload.report(*faults)
    return found


def _picked(found: Report, tables: tuple[str, ...], suppress: int | None) -> Report:
    """The report with the tables that were asked for, and without small figures if asked."""
    if suppress is not None:
        found = suppressed(found, suppress)
    if not tables:
        return found
    measures = [table.measure for table in found.tables]
    wanted = {measure_named(measures, name).id for name in tables}
    kept = tuple(table for table in found.tables if table.measure.id in wanted)
    return evolve(found, tables=kept)


def _traced(
    policy: Policy, caseload: Caseload, period: Period, only: Choice, name: str, form: str
) -> str:
    measure = measure_named(measures_of(policy, policy.figures.report.splits), name)
    faults: list[Fault] = []
    events = (history.events for history in caseload.histories(policy))
    found = traced(policy, events, period, measure, faults, only=only)
    rows = list(trace_rows(name, found))
    caseload.report(*faults)
    if form == "json":
        return json.dumps(rows, indent=2, ensure_ascii=False)
    if form == "csv":
        return _csv(rows, TRACE_COLUMNS)
    written = [markdown.row("Line", "Case", "Day", "Counted"), markdown.row(*["---"] * 4)]
    for row in rows:
        counted = "yes" if row["counted"] else "no"
        written.append(markdown.row(row["title"], row["case"], row["on"], counted))
    return "\n".join(written)


def _csv(rows: Iterable[dict[str, object]], columns: tuple[str, ...]) -> str:
    text = io.StringIO()
    write_rows(rows, columns, text)
    return text.getvalue().rstrip("\n")


def _report(found: Report, form: str, output: Path | None) -> None:
    if form == "csv" and output is not None:
        output.mkdir(exist_ok=True)
        written(_csv(definition_rows(found), DEFINITION_COLUMNS), output / "measures.csv")
        for table in found.tables:
            text = _csv(line_rows(found, table), LINE_COLUMNS)
            written(text, output / f"{table.measure.id}.csv")
        return
    if form == "csv":
        rows = (row for table in found.tables for row in line_rows(found, table))
        text = _csv(rows, LINE_COLUMNS)
    elif form == "json":
        text = json.dumps(report_record(found), indent=2, ensure_ascii=False)
    elif form == "html":
        text = report_in_html(found)
    else:
        text = "\n".join(report_in_markdown(found))
    written(text, output)
