"""Reports as records of plain values and as rows, with ISO dates."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from casework.learning.report import Report
from casework.learning.tables import (
    Figure,
    Line,
    Table,
    difference,
    difference_in_percent,
    difference_in_points,
)


def report_record(report: Report) -> dict[str, Any]:
    """A report as a record: the policy, the period, and every table with its definition."""
    return {
        "policy": report.policy.id,
        "authority": report.policy.authority,
        "revision": report.policy.revision,
        "from": report.period.first.isoformat(),
        "to": report.period.last.isoformat(),
        "before": str(report.before) if report.before else None,
        "previous": str(report.previous) if report.previous else None,
        "only": {name: list(values) for name, values in (report.only or {}).items()},
        "suppressed_below": report.suppressed_below,
        "cases": report.cases,
        "since": report.since.isoformat() if report.since else None,
        "tables": [_table(table) for table in report.tables],
    }


def _table(table: Table) -> dict[str, Any]:
    measure = table.measure
    return {
        "id": measure.id,
        "title": measure.title,
        "counts": measure.counts,
        "of": measure.of,
        "dated_by": measure.dated_by,
        "excludes": measure.excludes,
        "total": table.total,
        "lines": [line_record(line) for line in table.lines],
    }


def line_record(line: Line) -> dict[str, Any]:
    """A line of a table as a record: its figure, those that it is compared with, the changes."""
    return {
        "key": list(line.key),
        "title": line.title,
        **_figure(line.now),
        "before": _figure(line.before) if line.before else None,
        "change": line.change,
        "change_percent": _number(line.change_percent),
        "points": _number(line.points),
        "previous": _figure(line.previous) if line.previous else None,
        "previous_change": difference(line.now, line.previous),
        "previous_change_percent": _number(difference_in_percent(line.now, line.previous)),
        "previous_points": _number(difference_in_points(line.now, line.previous)),
        "depth": line.depth,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    if figure.withheld:
        return {"count": None, "of": None, "percent": None, "withheld": True}
    found: dict[str, Any] = {
        "count": None if figure.share_only else figure.count,
        "of": None if figure.share_only else figure.of,
        "percent": _number(figure.share),
    }
    spread = figure.spread
    if spread is not None:
        found["days"] = {
            "average": _number(spread.average),
            "median": _number(spread.median),
            "ninetieth": spread.percentile(90),
            "longest": spread.longest,
        }
    return found


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
