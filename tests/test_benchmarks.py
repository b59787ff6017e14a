"""The benchmarks run, compare answers before times, and do without whoever is not installed."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import pytest
from benchmarks.__main__ import SECTIONS, main
from benchmarks.caseloads import POLICY, records
from benchmarks.machines import HOMES
from benchmarks.measuring import QUICK, Contender, Prepared, limit, ours, race
from benchmarks.results import LIMIT, OURS, Figure, Growth, Row, amount, growth_table, table, times

OTHERS = (
    "bizdays",
    "django_fsm",
    "eventsourcing",
    "exchange_calendars",
    "numpy",
    "pandas",
    "statemachine",
    "transitions",
    "workalendar",
)


def test_the_suite_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every section runs with nobody else installed, says who is not, and compares answers."""
    for name in OTHERS:
        monkeypatch.setitem(sys.modules, name, None)
    found = main(["--quick", "--json", str(tmp_path / "costs.json"), "--markdown"])
    assert len(found) == len(SECTIONS)
    rows = {row.what: row for section in found for row in section.rows}
    assert all((row.amount(OURS) or 0) > 0 for row in rows.values())
    compared = {what for what, row in rows.items() if row.amount(LIMIT) and row.unit == "s"}
    assert {what for what in compared if rows[what].checked} >= {
        what for what in compared if "import" not in what
    }
    absent = {
        figure.name
        for row in rows.values()
        for figure in row.figures
        if figure.why_none == "not installed"
    }
    assert absent >= {"numpy", "pandas", *HOMES} - {OURS, LIMIT}
    assert len(json.loads((tmp_path / "costs.json").read_text())["sections"]) == len(SECTIONS)
    assert capsys.readouterr().out.startswith("# What it costs\n")


def test_a_page_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page goes to the file that is named, and only what is asked for is measured."""
    for name in OTHERS:
        monkeypatch.setitem(sys.modules, name, None)
    page = tmp_path / "costs.md"
    assert len(main(["--quick", "--only", "days", "--markdown", str(page)])) == 1
    text = page.read_text(encoding="utf-8")
    assert "numpy not installed" in text
    assert "## Moves" not in text


def test_answers_come_before_times() -> None:
    """A contender that answers otherwise is an error, not a figure."""
    contenders = [
        ours(lambda: Prepared("item + 1")),
        limit(lambda: Prepared("item + 1")),
        Contender("somebody", lambda: Prepared("item + (item > 1)")),
    ]
    row = race("add one", contenders[:2], [1, 2, 3], QUICK)
    assert row.checked == 3
    with pytest.raises(AssertionError, match="add one: 1: casework 2, somebody 1"):
        race("add one", contenders, [1, 2, 3], QUICK)


def test_a_caseload_is_the_same_every_time() -> None:
    """A caseload is made by its seed alone, in order of day, six events or so a case."""
    assert list(records(50)) == list(records(50))
    assert list(records(50)) != list(records(50, seed=2))
    days = [record["on"] for record in records(2000)]
    assert days == sorted(days)
    assert 5.5 < len(days) / 2000 < 6.5
    assert len({record["case"] for record in records(2000)}) == 2000


def test_a_caseload_is_sound() -> None:
    """The policy and the caseload that are measured have no faults."""
    import casework

    policy = casework.load_policy(POLICY)
    told: dict[str, list[casework.Event]] = {}
    for record in records(200):
        facts = {name: value for name, value in record.items() if name not in COLUMNS}
        event = casework.Event(
            record["case"],
            record["event"],
            date.fromisoformat(record["on"]),
            procedure=record.get("procedure", ""),
            stage=record.get("stage", ""),
            facts=tuple(sorted(facts.items())),
        )
        told.setdefault(event.case, []).append(event)
    assert [
        fault for events in told.values() for fault in casework.examine(policy, events).faults
    ] == []


COLUMNS = {"case", "event", "on", "procedure", "stage"}


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (83e-9, "s", "83 ns"),
        (2.94e-6, "s", "2.9 µs"),
        (0.000_999_7, "s", "1.0 ms"),
        (0.084, "s", "84 ms"),
        (26.4, "s", "26 s"),
        (84_200_000, "bytes", "84 MB"),
        (10_493e6, "bytes", "10,493 MB"),
    ],
)
def test_amounts_in_words(value: float, unit: str, words: str) -> None:
    """An amount has two digits or so and the unit that suits it."""
    assert amount(value, unit) == words


def test_tables() -> None:
    """A table has ours, the limit and its distance, and the others by price with the ratio."""
    figures = (
        Figure(OURS, 2e-6),
        Figure(LIMIT, 1e-6),
        Figure("dear", 2e-5),
        Figure("absent", None, "not installed"),
        Figure("cheap", 1e-6),
    )
    sign = times(1.0)[-1]
    assert table([Row("work", figures)])[-1] == (
        f"| work | **2.0 µs** | 1.0 µs (2.0 {sign})"
        f" | cheap 1.0 µs (0.5 {sign}); dear 20 µs (10 {sign}); absent not installed |"
    )
    growth = Growth("report", (10, 100), (60, 600), (1.0, 9.0), (40.0, 50.0))
    assert growth_table([growth])[-1] == f"| report | 1.0 s, 40 MB | 9.0 s, 50 MB | 9.0 {sign} |"
