"""Reports, traces and statuses as rows of plain values, for spreadsheets."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any

from casework.interop.reports import line_record
from casework.learning.report import Report
from casework.learning.tables import Table
from casework.learning.tracing import Trace

FIGURES = ("count", "of", "percent", "average", "median", "ninetieth", "longest", "withheld")
CHANGES = ("change", "change_percent", "points")
LINE_COLUMNS = (
    "measure",
    "key",
    "title",
    *FIGURES,
    *(f"before_{name}" for name in FIGURES),
    *CHANGES,
    *(f"previous_{name}" for name in (*FIGURES, *CHANGES)),
    "from",
    "to",
    "policy",
    "revision",
)
"""The columns of a table's lines."""

DEFINITION_COLUMNS = (
    "measure",
    "title",
    "counts",
    "of",
    "dated_by",
    "excludes",
    "source",
    "total",
    "from",
    "to",
    "policy",
    "revision",
)
"""The columns of the list of a report's measures."""

TRACE_COLUMNS = ("measure", "key", "title", "case", "on", "counted")
SEPARATOR = "/"
"""What stands between the values of a key."""


def line_rows(report: Report, table: Table) -> Iterator[dict[str, Any]]:
    """The lines of a table as rows with the keys of `LINE_COLUMNS`."""
    for line in table.lines:
        record = line_record(line)
        row = {
            "measure": table.measure.id,
            "key": SEPARATOR.join(line.key),
            "title": line.title,
            **_figure("", record),
            **_figure("before_", record["before"] or {}),
            **_figure("previous_", record["previous"] or {}),
            **{name: record[name] for name in CHANGES},
            **{f"previous_{name}": record[f"previous_{name}"] for name in CHANGES},
            **_said(report),
        }
        yield {name: row.get(name) for name in LINE_COLUMNS}


def _figure(prefix: str, record: Mapping[str, Any]) -> dict[str, Any]:
    known = {**record, **record.get("days", {})}
    return {f"{prefix}{name}": known.get(name) for name in FIGURES}


def _said(report: Report) -> dict[str, Any]:
    return {
        "from": report.period.first,
        "to": report.period.last,
        "policy": report.policy.id,
        "revision": report.policy.revision,
    }


def definition_rows(report: Report) -> Iterator[dict[str, Any]]:
    """The measures of a report as rows with the keys of `DEFINITION_COLUMNS`."""
    for table in report.tables:
        measure = table.measure
        yield {
            "measure": measure.id,
            "title": measure.title,
            "counts": measure.counts,
            "of": measure.of,
            "dated_by": measure.dated_by,
            "excludes": measure.excludes,
            "source": report.policy.cite(measure.source) if measure.source else None,
            "total": table.total,
            **_said(report),
        }


def trace_rows(measure: str, found: Iterable[Trace]) -> Iterator[dict[str, Any]]:
    """Traces as rows with the keys of `TRACE_COLUMNS`."""
    for each in found:
        yield {
            "measure": measure,
            "key": SEPARATOR.join(each.key),
            "title": each.title,
            "case": each.case,
            "on": each.on.isoformat(),
            "counted": each.counted,
        }


def write_rows(rows: Iterable[Mapping[str, Any]], columns: Iterable[str], stream: IO[str]) -> None:
    """Write rows as CSV under their headings."""
    writer = csv.DictWriter(stream, list(columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
