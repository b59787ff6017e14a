"""`casework diff`, `casework impact` and `casework replay-under`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .commands import answer, run

ROOT = Path(__file__).parents[2] / "examples"
KENSINGTON = str(ROOT / "kensington-and-chelsea/policy.toml")
WHOLE = str(ROOT / "kensington-and-chelsea/whole-policy.toml")
CASES = str(ROOT / "kensington-and-chelsea/cases.jsonl")
VE_DAY = "2020-05-08"


def test_two_editions_of_a_code_in_words() -> None:
    """The same ten days start at logging, and then at the acknowledgement."""
    text = answer("diff", "housing-ombudsman-2022", "housing-ombudsman-2024")
    (row,) = [line for line in text.splitlines() if line.startswith("| stage-1: response, limit")]
    before, after = row.split(" | ")[1:]
    assert before.startswith("10 working days from logged to responded")
    assert after.startswith("10 working days from acknowledged to responded")


def test_a_policy_does_not_differ_from_itself() -> None:
    """Nothing changes, and no case moves."""
    assert answer("diff", KENSINGTON, KENSINGTON) == "Nothing changes.\n"
    text = answer("diff", KENSINGTON, KENSINGTON, CASES, "--as-of", "2020-06-01")
    assert text.endswith("\nOn 2020-06-01: 0 clocks of 0 cases.\n")
    assert json.loads(answer("diff", KENSINGTON, KENSINGTON, "--format", "json")) == []


def test_the_open_cases_that_another_policy_moves(folder: Path) -> None:
    """A change of the limit is told in words, and each open case with both its days."""
    late = Path(KENSINGTON).read_text(encoding="utf-8").replace('= "15', '= "20', 1)
    (folder / "late.toml").write_text(late, encoding="utf-8")
    asked = ("diff", KENSINGTON, "late.toml", CASES, "--as-of", "2020-06-01")
    text = answer(*asked)
    ten = "working days from received to responded"
    assert f"| stage-1: response, limit | 15 {ten} | 20 {ten} |" in text
    moves = json.loads(answer(*asked, "--format", "json"))["moved"]
    assert {(each["stage"], each["clock"]) for each in moves} == {("stage-1", "response")}
    assert {each["days"] for each in moves} == {7, 8}  # 25 May was a bank holiday
    assert f"{len(moves)} clocks of {len(moves)} cases." in text
    later = answer("diff", KENSINGTON, "late.toml", CASES)
    assert "On 2020-09-30" not in text
    assert "\nOn 20" in later


def test_codes_may_be_taken_as_if_always() -> None:
    """Editions that never were in force together are compared as if they had been."""
    asked = ("diff", KENSINGTON, "housing-ombudsman-2024", CASES, "--as-of", "2020-06-01")
    assert run(*asked).exit_code == 1
    found = json.loads(answer(*asked, "--as-if", "--format", "json"))
    assert found["moved"]


def test_which_cases_a_bank_holiday_moves() -> None:
    """The early May bank holiday of 2020 was moved to 8 May: the clocks that ran over it."""
    asked = ("impact", VE_DAY, KENSINGTON, CASES, "--division", "england-and-wales")
    text = answer(*asked, "--as-of", "2020-05-01", "--why", "VE day")
    assert text.startswith("VE day on 2020-05-08, as of 2020-05-01: 28 clocks of 28 cases.\n")
    assert "| SYN-0030 | stage-1 | response | 2020-05-08 | 2020-05-11 | +3 |" in text
    told = answer(*asked, "--as-of", "2020-05-01", "--format", "json")
    assert len(json.loads(told)) == 28
    assert "as of 20" in answer(*asked)


def test_a_division_that_the_policy_does_not_keep(folder: Path) -> None:
    """A holiday of another part of the United Kingdom is refused with what is kept."""
    done = run("impact", VE_DAY, KENSINGTON, CASES, "--division", "scotland")
    assert done.exit_code == 1
    assert "a division whose holidays the policy keeps: 'england-and-wales'" in done.stderr
    (folder / "empty.jsonl").write_text("", encoding="utf-8")
    done = run("impact", VE_DAY, KENSINGTON, "empty.jsonl", "--division", "wales")
    assert (done.exit_code, "empty" in done.stderr) == (1, True)


def test_a_caseload_under_another_policy() -> None:
    """The two stages of ten days beside the three of fifteen: how many late, and when due."""
    asked = ("replay-under", "housing-ombudsman-2024", CASES, "--as-of", "2020-09-30")
    text = answer(*asked, "--instead-of", KENSINGTON)
    assert "| 'rbkc', 2019-12 | 379 | 42 | 11.08 |" in text
    assert "## Clocks due by month" in text
    own, other = json.loads(answer(*asked, "--instead-of", KENSINGTON, "--format", "json"))
    assert (own["cases"], own["cases_late"]) == (other["cases"], 42) == (379, 42)
    assert other["cases_late"] > own["cases_late"]
    (alone,) = json.loads(answer(*asked, "--format", "json"))
    assert alone["clocks"] == other["clocks"]


def test_lines_that_cannot_be_read_are_faults(folder: Path) -> None:
    """Faults are reported with their line, and the rest is counted all the same."""
    good = '{"case": "C-1", "event": "received", "on": "2026-03-02"}\n'
    (folder / "some.jsonl").write_text(f"{good}nonsense\n", encoding="utf-8")
    done = run("replay-under", "housing-ombudsman-2024", "some.jsonl", "--as-of", "2026-03-03")
    assert done.exit_code == 1
    assert "some.jsonl:2: not JSON" in done.stderr
    assert "| 'housing-ombudsman'" in done.stdout
    elsewhere = good.replace('"on"', '"procedure": "foi", "on"')
    (folder / "other.jsonl").write_text(elsewhere, encoding="utf-8")
    done = run("replay-under", WHOLE, "other.jsonl", "--as-of", "2026-03-03")
    assert (done.exit_code, "C-1" in done.stderr) == (1, True)
    done = run("diff", KENSINGTON, WHOLE, "some.jsonl", "--as-of", "2026-03-03")
    assert done.exit_code == 1


@pytest.mark.parametrize("command", ["diff", "impact", "replay-under", "regimes"])
def test_help_says_what_is_asked_for(command: str) -> None:
    """Every command explains itself."""
    assert "Usage: casework" in answer(command, "--help")
