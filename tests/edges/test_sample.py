"""`casework sample`: who is to be checked, and what the checks found."""

from __future__ import annotations

import csv
import io
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
first = 2025-01-01
last = 2027-12-31

[[procedure]]
id = "corporate"
title = "Complaints"
exits = ["withdrawn", "reclassified"]

[[procedure.stage]]
id = "stage-1"
title = "Stage one"
milestones = ["checked"]
follow-ups = ["checked"]
"""
FACTS = {"housing": 30, "roads": 15, "waste": 5}


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """A policy, and fifty answered cases of three services, of which some were checked."""
    policy, cases = tmp_path / "policy.toml", tmp_path / "cases.jsonl"
    policy.write_text(POLICY, encoding="utf-8")
    with cases.open("w", encoding="utf-8") as stream:
        for service, count in FACTS.items():
            for n in range(count):
                ref = f"{service}-{n:02}"
                told = [
                    {"event": "received", "on": "2026-03-02", "service": service},
                    {"event": "responded", "on": f"2026-03-{n % 28 + 1:02}"},
                ]
                told[1]["on"] = max(told[1]["on"], "2026-03-02")
                if n % 2 == 0:
                    finding = "poor" if n % 4 == 0 else "good"
                    told.append({"event": "checked", "on": "2026-04-01", "quality": finding})
                for event in told:
                    stream.write(json.dumps({"case": ref, **event}) + "\n")
    return str(policy), str(cases)


def test_a_sample_in_words(files: tuple[str, str]) -> None:
    """The cases drawn are listed by stratum, and what they were drawn from is said."""
    lines = answer(
        "sample", *files, "--of", "responded", "--size", "10", "--seed", "3"
    ).splitlines()
    assert [line.split()[1] for line in lines[:10]] == ["housing"] * 6 + ["roads"] * 3 + ["waste"]
    assert lines[10:] == [
        "",
        "10 of 50 (responded), drawn at random with seed 3, in proportion by service:",
        "  housing: 6 of 30",
        "  roads: 3 of 15",
        "  waste: 1 of 5",
    ]


def test_the_same_seed_draws_the_same(files: tuple[str, str], tmp_path: Path) -> None:
    """The same seed draws the same sample, whatever the order of the file."""
    args = ("--of", "responded", "--size", "7", "--seed", "11", "--format", "csv")
    turned = tmp_path / "turned.jsonl"
    lines = Path(files[1]).read_text(encoding="utf-8").splitlines(keepends=True)
    by_case = sorted(lines, key=lambda line: json.loads(line)["case"][::-1])
    turned.write_text("".join(by_case), encoding="utf-8")
    one, other = answer("sample", *files, *args), answer("sample", files[0], str(turned), *args)
    assert one == other
    rows = list(csv.DictReader(io.StringIO(one)))
    assert len(rows) == 7
    assert {row["event"] for row in rows} == {"responded"}


def test_what_the_checks_found(files: tuple[str, str]) -> None:
    """Of the cases drawn, those that say the fact were checked; those with the value count."""
    args = ("--of", "responded", "--size", "50", "--seed", "1", "--finding", "quality=poor")
    text = answer("sample", *files, *args)
    assert text.endswith(
        "26 of 50 checked; quality poor: 14, 53.8 %. The true rate may well lie between 35.5 %"
        " and 71.2 % (95 % confidence, Wilson's score interval).\n"
    )
    record = json.loads(answer("sample", *files, *args, "--format", "json"))
    assert (record["finding"]["found"], record["finding"]["of"]) == (14, 26)
    assert record["finding"]["method"] == "wilson-score"
    assert record["strata"][2] == {"stratum": "waste", "population": 5, "taken": 5}


def test_nothing_was_checked_yet(files: tuple[str, str]) -> None:
    """Before any check there is no rate, and only the number is said."""
    args = ("--of", "responded", "--size", "3", "--seed", "1", "--finding", "tone=poor")
    assert answer("sample", *files, *args).endswith("\n0 of 3 checked; tone poor: 0.\n")


def test_the_population_can_be_narrowed(files: tuple[str, str]) -> None:
    """A period and what the event says bound the population; without strata all is one."""
    args = ("--of", "received", "--size", "99", "--seed", "1", "--by", "team")
    text = answer("sample", *files, *args, "--where", "service=waste", "--to", "2026-03-02")
    assert text.endswith(
        "\n5 of 5 (received), drawn at random with seed 1, in proportion by team:\n"
        "  not recorded: 5 of 5\n"
    )
    assert text.startswith("waste-")
    later = answer("sample", *files, *args, "--from", "2026-03-03", "--format", "json")
    assert json.loads(later) == {"size": 99, "seed": 1, "strata": [], "units": []}
    empty = answer("sample", *files, *args, "--from", "2026-03-03")
    assert empty == "0 of 0 (received), drawn at random with seed 1, in proportion by team:\n"


def test_a_case_may_be_drawn_twice(files: tuple[str, str]) -> None:
    """An event that happens again in a case can be drawn again, and says which it is."""
    more = [
        {"case": "twice", "event": "received", "on": "2026-03-02"},
        {"case": "twice", "event": "linked", "on": "2026-03-03", "to": "a"},
        {"case": "twice", "event": "linked", "on": "2026-03-04", "to": "b"},
    ]
    with Path(files[1]).open("a", encoding="utf-8") as stream:
        stream.writelines(json.dumps(each) + "\n" for each in more)
    text = answer("sample", *files, "--of", "linked", "--size", "5", "--seed", "1")
    assert sorted(text.splitlines()[:2]) == ["twice", "twice (no. 2)"]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--size", "0"], "Invalid value for '--size'"),
        (["--where", "service"], "'service' is no fact with a value; write FACT=VALUE"),
        (["--finding", "=x"], "'=x' is no fact with a value"),
        (["--from", "2026-03-02", "--to", "2026-03-01"], "a first day on or before the last"),
    ],
)
def test_what_cannot_be_sampled(files: tuple[str, str], args: list[str], said: str) -> None:
    """A size, a fact or a period that cannot be is a usage error that says so."""
    done = run("sample", *files, "--of", "responded", "--size", "5", "--seed", "1", *args)
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.split())
