"""`casework status`: what is due, what is late and what was, on a day."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from casework.interop.records import CLOCK_COLUMNS

from .commands import answer, run
from .files import POLICY, events, write

pytestmark = pytest.mark.usefixtures("folder")

FILES = ("policy.toml", "cases.jsonl")
LATE_MAY = ("--as-of", "2026-05-29")


def clocks(*args: str) -> list[dict[str, Any]]:
    """The clocks that the command gives, in JSON."""
    found: list[dict[str, Any]] = json.loads(answer("status", *args, "--format", "json"))
    return found


def test_what_is_to_be_done() -> None:
    """The text lists what the authority still owes, the soonest due first, and counts the rest."""
    assert answer("status", *FILES, "--as-of", "2026-05-11") == (
        "Due         Case  Stage    Clock            Kind    State    Late by\n"
        "2026-05-01  C-2   stage-1  acknowledgement  target  OVERDUE  5\n"
        "2026-05-11  C-2   stage-1  response         target  running\n"
        "2026-06-01  C-1   stage-2  response         target  running\n"
        "\n"
        "On 2026-05-11: 2 met, 1 missed, 1 overdue, 2 running, 1 void.\n"
        "Windows and waits of complainants: 1 met, 1 running.\n"
    )


def test_all_of_it() -> None:
    """With --all the text lists the clocks that have ended and the windows too."""
    text = answer("status", *FILES, "--as-of", "2026-05-11", "--all")
    rows = [line.split() for line in text.splitlines() if line.startswith("2026")]
    assert [(row[1], row[3], row[5]) for row in rows] == [
        ("C-1", "acknowledgement", "met"),
        ("C-1", "response", "MISSED"),
        ("C-2", "acknowledgement", "OVERDUE"),
        ("C-2", "response", "running"),
        ("C-3", "acknowledgement", "void"),
        ("C-1", "escalation", "met"),
        ("C-3", "response", "met"),
        ("C-1", "response", "running"),
        ("C-3", "escalation", "running"),
    ]


def test_the_columns_stand_under_their_headings() -> None:
    """Each cell begins where its heading does, and no line ends in spaces."""
    lines = answer("status", *FILES, *LATE_MAY, "--all").split("\n\n")[0].splitlines()
    starts = [lines[0].index(heading) for heading in ("Case", "Stage", "Clock", "Kind", "State")]
    for line in lines:
        assert all(line[start - 1] == " " != line[start] for start in starts)
        assert line == line.rstrip()


def test_before_the_first_case() -> None:
    """On a day before any case there are no clocks, and that is no fault."""
    assert answer("status", *FILES, "--as-of", "2026-03-29") == "On 2026-03-29: no clocks.\n"
    assert clocks(*FILES, "--as-of", "2026-03-29") == []


def test_nothing_left_to_do(folder: Path) -> None:
    """Where nothing is owed any more there is no table, only the count."""
    done = events(
        ("C-1", "received", "2026-05-05"),
        ("C-1", "acknowledged", "2026-05-05"),
        ("C-1", "responded", "2026-05-06"),
        ("C-1", "closed", "2026-05-07"),
    )
    write(folder, [("done.jsonl", done)])
    assert answer("status", "policy.toml", "done.jsonl", *LATE_MAY) == (
        "On 2026-05-29: 2 met.\nWindows and waits of complainants: 1 void.\n"
    )


def test_in_json() -> None:
    """JSON is a list of every clock, each a record with the documented keys."""
    found = clocks(*FILES, *LATE_MAY)
    assert all(tuple(clock) == CLOCK_COLUMNS for clock in found)
    assert next(clock for clock in found if clock["state"] == "missed") == {
        "case": "C-1",
        "procedure": "corporate",
        "stage": "stage-1",
        "clock": "response",
        "kind": "target",
        "started": "2026-03-30",
        "due": "2026-04-15",
        "stopped": "2026-04-16",
        "state": "missed",
        "late_by": 1,
        "provisional": False,
    }
    assert [clock["state"] for clock in found].count("overdue") == 2


def test_in_csv() -> None:
    """CSV says the same as JSON, with a heading, and an empty cell where there is no day."""
    rows = list(csv.DictReader(io.StringIO(answer("status", *FILES, *LATE_MAY, "--format", "csv"))))
    assert rows == [
        {name: "" if value is None else str(value) for name, value in clock.items()}
        for clock in clocks(*FILES, *LATE_MAY)
    ]


def test_no_clocks_in_csv() -> None:
    """CSV of no clocks is its heading."""
    text = answer("status", *FILES, "--as-of", "2026-03-29", "--format", "csv")
    assert text == ",".join(CLOCK_COLUMNS) + "\n"


def test_a_caseload_in_csv() -> None:
    """A caseload in CSV gives what the same caseload gives in JSON Lines."""
    assert clocks("policy.toml", "cases.csv", *LATE_MAY) == clocks(*FILES, *LATE_MAY)


def test_the_name_says_how_it_is_written(folder: Path) -> None:
    """A name that ends in .csv or .CSV is CSV; --cases-format says so for any other."""
    expected = clocks(*FILES, *LATE_MAY)
    content = (folder / "cases.csv").read_bytes()
    write(folder, [("CASES.CSV", content), ("cases.txt", content), ("odd.csv", b"")])
    (folder / "odd.csv").write_bytes((folder / "cases.jsonl").read_bytes())
    assert clocks("policy.toml", "CASES.CSV", *LATE_MAY) == expected
    assert clocks("policy.toml", "cases.txt", *LATE_MAY, "--cases-format", "csv") == expected
    assert clocks("policy.toml", "odd.csv", *LATE_MAY, "--cases-format", "jsonl") == expected


@pytest.mark.parametrize(("name", "form"), [("cases.jsonl", "jsonl"), ("cases.csv", "csv")])
def test_from_standard_input(folder: Path, name: str, form: str) -> None:
    """A hyphen reads standard input, as JSON Lines unless told otherwise."""
    content = (folder / name).read_bytes()
    told = ["--cases-format", form] if form == "csv" else []
    text = answer("status", "policy.toml", "-", *LATE_MAY, *told, stdin=content)
    assert text == answer("status", *FILES, *LATE_MAY)


def test_events_of_many_cases_in_any_order(folder: Path) -> None:
    """The order of cases in a file changes nothing in the text."""
    lines = (folder / "cases.jsonl").read_text().splitlines(keepends=True)
    lines.sort(key=lambda line: json.loads(line)["case"], reverse=True)
    write(folder, [("other.jsonl", "".join(lines))])
    assert answer("status", "policy.toml", "other.jsonl", *LATE_MAY) == answer(
        "status", *FILES, *LATE_MAY
    )


def test_what_rests_on_unproclaimed_holidays_is_marked(folder: Path) -> None:
    """A due day that rests on bank holidays not yet proclaimed is marked beside the day."""
    write(folder, [("far.jsonl", events(("C-1", "received", "2036-03-03")))])
    text = answer("status", "uk.toml", "far.jsonl", "--as-of", "2036-03-03")
    assert "2036-03-10 provisional  C-1" in text
    assert all(
        clock["provisional"] for clock in clocks("uk.toml", "far.jsonl", "--as-of", "2036-03-03")
    )


def test_a_wait_is_not_owed(folder: Path) -> None:
    """A wait of the complainant is neither listed as owed nor counted with what is."""
    waiting = POLICY.replace('kind = "window"', 'kind = "wait"')
    cases = events(("C-1", "received", "2026-05-05"), ("C-1", "responded", "2026-05-06"))
    write(folder, [("waiting.toml", waiting), ("waiting.jsonl", cases)])
    assert answer("status", "waiting.toml", "waiting.jsonl", "--as-of", "2026-05-12") == (
        "On 2026-05-12: 1 met, 1 void.\nWindows and waits of complainants: 1 running.\n"
    )


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ([], "Missing argument 'POLICY'"),
        (["policy.toml"], "Missing argument 'CASES'"),
        ([*FILES], "Missing option '--as-of'"),
        ([*FILES, "--as-of", "31/05/2026"], "'31/05/2026' is no day"),
        ([*FILES, "--as-of", "2026-05-29", "--format", "html"], "'html' is not one of"),
        ([*FILES, "--as-of", "2026-05-29", "--cases-format", "xml"], "'xml' is not one of"),
        (["none.toml", "cases.jsonl", "--as-of", "2026-05-29"], "'none.toml' does not exist"),
        (["policy.toml", "none.jsonl", "--as-of", "2026-05-29"], "'none.jsonl' does not exist"),
        (["policy.toml", ".", "--as-of", "2026-05-29"], "'.' is a directory"),
        ([".", "cases.jsonl", "--as-of", "2026-05-29"], "'.' is a directory"),
        (["-", "cases.jsonl", "--as-of", "2026-05-29"], "'-' is no file and no shipped scheme"),
    ],
)
def test_wrong_commands(args: list[str], words: str) -> None:
    """A command that is wrong ends with status 2, says why, and answers nothing."""
    done = run("status", *args)
    assert (done.exit_code, done.stdout) == (2, "")
    assert words in done.stderr


def test_a_day_beyond_the_calendar() -> None:
    """A day beyond the calendar is a fault of the cases with working days to count, no others."""
    done = run("status", *FILES, "--as-of", "2060-01-01", "--format", "json")
    assert done.exit_code == 1
    assert {clock["case"] for clock in json.loads(done.stdout)} == {"C-1"}
    faults = done.stderr.splitlines()
    assert [fault.split(": ")[:2] for fault in faults] == [
        ["cases.jsonl", "C-2"],
        ["cases.jsonl", "C-3"],
    ]
    assert all("which runs from 2024-01-01 to 2028-12-31" in fault for fault in faults)
