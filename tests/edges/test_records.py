"""Records for other programs: exactly the documented keys, and nothing that JSON cannot say."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from casework import Event, Period, clocks, reckon, report, uk_calendar
from casework.interop.records import CLOCK_COLUMNS, clock_record, reckoning_record
from casework.interop.reports import report_record
from tests.learning.caseloads import POLICY, caseloads, told, walked

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "command-line.md"
QUARTER = Period(date(2026, 4, 1), date(2026, 6, 30))


def same_in_json(record: Any) -> bool:
    """Whether JSON gives a record back as it was."""
    return bool(json.loads(json.dumps(record)) == record)


@given(walked(), st.dates(date(2025, 2, 1), date(2026, 12, 31)))
def test_clocks(case: tuple[Event, ...], day: date) -> None:
    """The record of a clock has the documented keys in order, and says what the clock says."""
    for clock in clocks(POLICY, case, day):
        record = clock_record(clock)
        assert tuple(record) == CLOCK_COLUMNS
        assert same_in_json(record)
        assert record["started"] == clock.started.isoformat() == str(clock.reckoning.steps[0].day)
        assert record["due"] == clock.due.isoformat()
        assert record["stopped"] == (clock.stopped and clock.stopped.isoformat())
        others = ("case", "procedure", "stage", "clock", "kind", "state", "late_by", "provisional")
        assert all(record[name] == getattr(clock, name) for name in others)
        steps = reckoning_record(clock.reckoning)
        assert same_in_json(steps)
        assert steps["due"] == steps["steps"][-1]["day"] == record["due"]


def test_reckonings() -> None:
    """The record of a reckoning has its due day, its instant if any, and every step."""
    at = reckon(
        "24 hours",
        datetime(2026, 4, 1, 9, tzinfo=ZoneInfo("Europe/London")),
        calendar=uk_calendar("wales"),
    )
    record = reckoning_record(at)
    assert tuple(record) == ("due", "provisional", "at", "steps")
    assert record["at"] == "2026-04-02T09:00:00+01:00"
    for step, found in zip(at.steps, record["steps"], strict=True):
        assert found == {
            "day": step.day.isoformat(),
            "what": step.what,
            "why": step.why,
            "source": step.source,
            "weekend_days": step.weekend_days,
        }
    assert (
        reckoning_record(reckon("1 day", date(2026, 4, 1), calendar=uk_calendar("wales")))["at"]
        is None
    )


@given(caseloads())
def test_reports(cases: list[tuple[Event, ...]]) -> None:
    """The record of a report has the period, and every table with its definition and lines."""
    found = report(POLICY, cases, QUARTER)
    record = report_record(found)
    assert same_in_json(record)
    assert tuple(record) == (
        "policy",
        "authority",
        "revision",
        "from",
        "to",
        "before",
        "previous",
        "only",
        "suppressed_below",
        "cases",
        "since",
        "tables",
    )
    for table in record["tables"]:
        assert tuple(table) == (
            "id",
            "title",
            "counts",
            "of",
            "dated_by",
            "excludes",
            "total",
            "lines",
        )
        series = table["id"] in {"by-month", "overdue-by-month"}
        for line in table["lines"]:
            days = ("days",) if table["id"].startswith("days-") else ()
            assert tuple(line) == (
                "key",
                "title",
                "count",
                "of",
                "percent",
                *days,
                "before",
                "change",
                "change_percent",
                "points",
                "previous",
                "previous_change",
                "previous_change_percent",
                "previous_points",
                "depth",
            )
            for span in ("before", "previous"):
                assert (line[span] is None) == (record[span] is None or series)
                if line[span] is not None:
                    assert tuple(line[span]) == ("count", "of", "percent", *days)


def test_a_report_in_numbers() -> None:
    """Shares and changes are numbers to two places, and None where there are none."""
    cases = [
        told("A\n2025-04-01 received channel=web"),
        told("B\n2025-04-01 received channel=web"),
        told("C\n2025-04-01 received channel=phone"),
        told("D\n2026-04-01 received channel=web"),
    ]
    record = report_record(report(POLICY, cases, QUARTER))
    assert record["before"] == "2025-04-01 to 2025-06-30"
    assert record["since"] == "2025-04-01"
    tables = {table["id"]: table for table in record["tables"]}
    assert tables["cases"]["lines"][0] == {
        "key": ["received"],
        "title": "Received",
        "count": 1,
        "of": None,
        "percent": None,
        "before": {"count": 3, "of": None, "percent": None},
        "change": -2,
        "change_percent": -66.67,
        "points": None,
        "previous": {"count": 0, "of": None, "percent": None},
        "previous_change": 1,
        "previous_change_percent": None,
        "previous_points": None,
        "depth": 0,
    }
    assert tables["channel"]["total"] == 1
    assert tables["channel"]["lines"][0] == {
        "key": ["web"],
        "title": "Web",
        "count": 1,
        "of": 1,
        "percent": 100.0,
        "before": {"count": 2, "of": 3, "percent": 66.67},
        "change": -1,
        "change_percent": -50.0,
        "points": 33.33,
        "previous": {"count": 0, "of": 0, "percent": None},
        "previous_change": 1,
        "previous_change_percent": None,
        "previous_points": None,
        "depth": 0,
    }


def test_the_reference_lists_the_keys() -> None:
    """The page on the command line names every key of a clock."""
    page = REFERENCE.read_text(encoding="utf-8")
    for name in CLOCK_COLUMNS:
        assert f"`{name}`" in page
