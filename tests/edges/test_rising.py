"""`casework rising`: what the causes are doing, and by what test."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .commands import answer, run

POLICY = """\
[policy]
id = "example"
authority = "Example Borough Council"
revision = "1"

[calendar]
first = 2024-01-01
last = 2027-12-31

[[procedure]]
id = "corporate"
title = "Complaints"

[[procedure.stage]]
id = "stage-1"
title = "Stage one"

[taxonomy.root-cause]
title = "Root causes"
code = [
  { id = "delay", title = "Delay" },
  { id = "repairs", title = "Late repairs", parent = "delay" },
  { id = "staff", title = "Staff" },
  { id = "damage", title = "Damage" },
]
"""
CAUSES = {2025: {"repairs": 10, "staff": 20, "damage": 1}, 2026: {"repairs": 30, "staff": 19}}
PERIOD = ("--from", "2026-01-01", "--to", "2026-12-31")


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """A policy, and two years of cases with their causes."""
    policy, cases = tmp_path / "policy.toml", tmp_path / "cases.jsonl"
    policy.write_text(POLICY, encoding="utf-8")
    with cases.open("w", encoding="utf-8") as stream:
        for year, causes in CAUSES.items():
            for cause, count in causes.items():
                for n in range(count):
                    told = {"case": f"{year}-{cause}-{n}", "on": f"{year}-03-02"}
                    more = {"event": "responded", "root-cause": cause}
                    stream.write(json.dumps({**told, "event": "received"}) + "\n")
                    stream.write(json.dumps({**told, **more}) + "\n")
    return str(policy), str(cases)


def test_causes_in_words(files: tuple[str, str]) -> None:
    """Each cause has its counts, its p and what that says; the test is told below."""
    lines = answer("rising", *files, *PERIOD).splitlines()
    assert lines[:7] == [
        "Root causes: 2026-01-01 to 2026-12-31, beside 2025-01-01 to 2025-12-31",
        "",
        "              before  now       p",
        "Delay              0    0  1.0000  too few to tell",
        "Late repairs      10   30  0.0022  rising",
        "Staff             20   19  1.0000  no clear change",
        "Damage             1    0  1.0000  too few to tell",
    ]
    assert lines[8].startswith(
        "Tested by the exact binomial test of two rates a day (365 days before, 365 now),"
        " two-sided. A cause is called rising or falling where p is at most 0.025, which is 5 % for"
        " all causes together, shared among 2 with enough cases (Tarone)."
    )


def test_causes_as_a_share_of_cases(files: tuple[str, str]) -> None:
    """Per case, the causes are held against the cases of each period."""
    text = answer("rising", *files, *PERIOD, "--per", "cases", "--at", "10")
    assert "Fisher's exact test of two shares of cases (31 cases before, 49 now)" in text
    assert "which is 10 % for all causes" in text


def test_causes_rolled_up(files: tuple[str, str]) -> None:
    """Rolled up to the top, only the tops have figures."""
    text = answer("rising", *files, *PERIOD, "--level", "1")
    assert "Delay       10   30  0.0022  rising" in text
    assert "Late repairs" not in text


def test_very_small_p(files: tuple[str, str]) -> None:
    """A p-value below a ten-thousandth is said to be below it."""
    with Path(files[1]).open("a", encoding="utf-8") as stream:
        for n in range(40):
            told = {"case": f"more-{n}", "on": "2026-05-05"}
            stream.write(json.dumps({**told, "event": "received"}) + "\n")
            stream.write(json.dumps({**told, "event": "responded", "root-cause": "repairs"}) + "\n")
    assert "Late repairs      10   70  <0.0001  rising" in answer("rising", *files, *PERIOD)


def test_causes_as_a_record(files: tuple[str, str]) -> None:
    """As JSON, the periods, the test and each cause."""
    args = ("--from", "2026-01-01", "--to", "2026-06-30", "--beside", "just-before")
    record = json.loads(answer("rising", *files, *args, "--format", "json"))
    assert (record["before"], record["now"]) == (
        "2025-07-01 to 2025-12-31",
        "2026-01-01 to 2026-06-30",
    )
    assert record["cases"] == {"before": 0, "now": 49}
    assert (record["test"], record["exposure"]) == (
        "exact-binomial",
        {"before": 184, "now": 181},
    )
    assert record["causes"][1]["verdict"] == "rising"


@pytest.mark.parametrize(
    ("args", "status", "said"),
    [
        (["--of", "root-causes"], 2, "perhaps 'root-cause' was meant"),
        (["--to", "2027-06-30"], 2, "two periods, one before the other"),
        (["--to", "2025-06-30"], 2, "a first day on or before the last"),
        (["--beside", "just-before", "--from", "2026-03-01", "--per", "cases"], 1, "some in both"),
    ],
)
def test_what_cannot_be_compared(
    files: tuple[str, str], args: list[str], status: int, said: str
) -> None:
    """A list or periods that cannot be are usage errors; a period without cases is a fault."""
    done = run("rising", *files, *PERIOD, *args)
    assert done.exit_code == status
    assert said in " ".join(done.stderr.split())


def test_faults_are_told(files: tuple[str, str]) -> None:
    """A case that cannot be counted is a fault, and the rest is counted."""
    lines = [
        {"case": "X", "event": "received", "on": "2026-03-02"},
        {"case": "X", "event": "responded", "on": "2026-03-02", "root-cause": "dust"},
    ]
    with Path(files[1]).open("a", encoding="utf-8") as stream:
        stream.writelines(json.dumps(each) + "\n" for each in lines)
    done = run("rising", *files, *PERIOD)
    assert done.exit_code == 1
    assert "root-cause 'dust' is not in 'Root causes'" in done.stderr
    assert "Late repairs      10   30" in done.stdout
