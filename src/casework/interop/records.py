"""Clocks, reckonings and reports as records of plain values, with ISO dates."""

from __future__ import annotations

from typing import Any

from casework.cases.clocks import Clock
from casework.days.steps import Reckoning
from casework.learning.report import Figure, Line, Report, Table

CLOCK_COLUMNS = (
    "case",
    "procedure",
    "stage",
    "clock",
    "kind",
    "started",
    "due",
    "stopped",
    "state",
    "late_by",
    "provisional",
)


def clock_record(clock: Clock) -> dict[str, Any]:
    """A clock as a record with the keys of `CLOCK_COLUMNS`."""
    return {
        "case": clock.case,
        "procedure": clock.procedure,
        "stage": clock.stage,
        "clock": clock.clock,
        "kind": clock.kind,
        "started": clock.started.isoformat(),
        "due": clock.due.isoformat(),
        "stopped": clock.stopped.isoformat() if clock.stopped else None,
        "state": clock.state,
        "late_by": clock.late_by,
        "provisional": clock.provisional,
    }


def reckoning_record(reckoning: Reckoning) -> dict[str, Any]:
    """A reckoning as a record: `due`, `provisional`, `at` and the list of `steps`."""
    return {
        "due": reckoning.due.isoformat(),
        "provisional": reckoning.provisional,
        "at": reckoning.at.isoformat() if reckoning.at else None,
        "steps": [
            {
                "day": step.day.isoformat(),
                "what": step.what,
                "why": step.why,
                "source": step.source,
                "weekend_days": step.weekend_days,
            }
            for step in reckoning.steps
        ],
    }


def report_record(report: Report) -> dict[str, Any]:
    """A report as a record: the policy, the period, and every table with its definition."""
    return {
        "policy": report.policy.id,
        "authority": report.policy.authority,
        "revision": report.policy.revision,
        "from": report.period.first.isoformat(),
        "to": report.period.last.isoformat(),
        "before": str(report.before) if report.before else None,
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
        "lines": [_line(line) for line in table.lines],
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "key": list(line.key),
        "title": line.title,
        **_figure(line.now),
        "before": _figure(line.before) if line.before else None,
        "change": line.change,
        "change_percent": _number(line.change_percent),
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {"count": figure.count, "of": figure.of, "percent": _number(figure.share)}


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))
