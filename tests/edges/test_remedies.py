"""`casework remedies`: what was undertaken, for people, for spreadsheets and for programs."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from .commands import answer, run
from .files import POLICY

CASES = """\
{"case": "C-1", "event": "received", "on": "2026-03-02"}
{"case": "C-1", "event": "responded", "on": "2026-03-10"}
{"case": "C-1", "event": "undertaken", "on": "2026-03-10", "undertaking": "A", \
"remedy": "apology", "due": "2026-03-20", "owner": "housing"}
{"case": "C-1", "event": "undertaken", "on": "2026-03-10", "undertaking": "B", \
"remedy": "payment", "amount": 1250.5, "within": "20 working days"}
{"case": "C-2", "event": "received", "on": "2026-03-03"}
{"case": "C-2", "event": "undertaken", "on": "2026-03-05", "undertaking": "A", \
"corrective-action": ["training", "policy"], "recommended-by": "lgsco", "due": "2026-03-16"}
{"case": "C-2", "event": "undertaking-fulfilled", "on": "2026-03-18", "undertaking": "A", \
"evidence": "doc-7"}
{"case": "C-2", "event": "undertaken", "on": "2026-03-19", "undertaking": "B", \
"corrective-action": "service", "ordered-by": "hos"}
"""

FAULTY = """\
{"case": "C-3", "event": "received", "on": "2026-03-02"}
{"case": "C-3", "event": "undertaking-fulfilled", "on": "2026-03-03", "undertaking": "Z"}
{"case": "C-4", "event": "received", "on": "2028-12-01"}
{"case": "C-4", "event": "undertaken", "on": "2028-12-20", "undertaking": "A", \
"remedy": "apology", "within": "20 working days"}
"""

COUNTED = (
    "On 2026-03-24: 1 late, 2 open, 1 overdue; of 1 that an ombudsman asked for and that fell"
    " due or ended, 1 complied with, 0 in time; 1,250.50 pounds agreed in 1."
)


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """A policy, and two cases of which things were undertaken."""
    policy, cases = tmp_path / "policy.toml", tmp_path / "cases.jsonl"
    policy.write_text(POLICY, encoding="utf-8")
    cases.write_text(CASES, encoding="utf-8")
    return str(policy), str(cases)


def test_what_is_open(files: tuple[str, str]) -> None:
    """In text, what has not ended is listed by its due day, and all of it is summed up."""
    assert answer("remedies", *files, "--as-of", "2026-03-24").splitlines() == [
        "case  undertaking  kind    what     owner    due         state    late",
        "C-1   A            remedy  apology  housing  2026-03-20  overdue  4",
        "C-1   B            remedy  payment  -        2026-04-09  open",
        "C-2   B            order   service  -        -           open",
        "",
        COUNTED,
    ]


def test_what_has_ended_too(files: tuple[str, str]) -> None:
    """What has ended is listed when asked for; before anything was agreed there is nothing."""
    text = answer("remedies", *files, "--as-of", "2026-03-24", "--all")
    assert (
        "C-2   A            recommendation  training, policy  -        2026-03-16  late     2"
        in text
    )
    assert answer("remedies", *files, "--as-of", "2026-03-04") == "On 2026-03-04: none.\n"


def test_what_is_open_as_records(files: tuple[str, str]) -> None:
    """As JSON, each undertaking has what is known of it, whatever its state."""
    found = json.loads(answer("remedies", *files, "--as-of", "2026-03-24", "--format", "json"))
    assert [(each["case"], each["undertaking"]) for each in found] == [
        ("C-2", "A"),
        ("C-1", "A"),
        ("C-1", "B"),
        ("C-2", "B"),
    ]
    assert found[0] == {
        "case": "C-2",
        "undertaking": "A",
        "kind": "recommendation",
        "what": ["training", "policy"],
        "owner": [],
        "by": ["lgsco"],
        "agreed": "2026-03-05",
        "due": "2026-03-16",
        "ended": "2026-03-18",
        "state": "late",
        "late_by": 2,
        "amount": None,
        "evidence": ["doc-7"],
        "provisional": False,
    }
    assert found[2]["amount"] == "1250.5"
    assert found[3]["due"] is None


def test_what_is_open_in_a_table(files: tuple[str, str]) -> None:
    """As CSV, each undertaking is a row, and several values of one have a semicolon between."""
    text = answer("remedies", *files, "--as-of", "2026-03-24", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["state"] for row in rows] == ["late", "overdue", "open", "open"]
    assert (rows[0]["what"], rows[0]["by"], rows[3]["due"]) == ("training;policy", "lgsco", "")


def test_faults_are_told(files: tuple[str, str]) -> None:
    """What cannot have happened and what cannot be known are faults; the rest is told."""
    policy, cases = files
    with Path(cases).open("a", encoding="utf-8") as stream:
        stream.write(FAULTY)
    done = run("remedies", policy, cases, "--as-of", "2028-12-29")
    assert done.exit_code == 1
    assert "there is no undertaking 'Z'" in done.stderr
    assert "C-4" in done.stderr
    assert "outside the calendar" in done.stderr
    assert "C-1   A" in done.stdout
