"""Caseloads that are not as they should be: what can be read is read, the rest is reported."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from casework import parse_policy
from casework.cli import main

from .commands import answer, run
from .files import CASES, POLICY, events, write

COMMANDS = {
    "status": ["--as-of", "2026-05-29", "--format", "json"],
    "explain": ["--as-of", "2026-05-29", "--format", "json", "--case", "C-1"],
    "report": ["--format", "json", "--from", "2026-04-01", "--to", "2026-06-30"],
}
GARBAGE = random.Random(1).randbytes(5000)  # noqa: S311 - any bytes will do
GOOD = events(("C-1", "received", "2026-05-05"))


@pytest.fixture(params=COMMANDS)
def command(request: pytest.FixtureRequest) -> str:
    """Each command that reads a caseload."""
    name: str = request.param
    return name


def read(command: str, *args: str, stdin: bytes | None = None) -> tuple[Any, list[str]]:
    """What a command makes of a faulty caseload: its answer, and the faults."""
    done = run(command, "policy.toml", *args, *COMMANDS[command], stdin=stdin)
    assert done.exit_code == 1
    return (json.loads(done.stdout) if done.stdout else None), done.stderr.splitlines()


LINES = [
    ("{", "c.jsonl:2: not JSON: "),
    ('{"case": "C-2", "event"', "c.jsonl:2: not JSON: "),
    ("[]", "c.jsonl:2: not a JSON object; expected one JSON object a line"),
    ('"text"', "c.jsonl:2: not a JSON object"),
    ("NaN", "c.jsonl:2: not a JSON object"),
    ("[" * 100_000, "c.jsonl:2: nested too deeply"),
    ("{}", "c.jsonl:2: case: no 'case'"),
    ('{"cse": "C-2", "event": "received", "on": "2026-05-05"}', "c.jsonl:2: cse: no 'case'"),
    ('{"case": "C-2", "event": "received"}', "c.jsonl:2: on: is missing"),
    ('{"case": "C-2", "event": "received", "on": "2026-02-30"}', "c.jsonl:2: on: '2026-02-30' is"),
    ('{"case": "C-2", "event": "received", "on": 20260505}', "c.jsonl:2: on: 20260505 is no day"),
    ('{"case": "C-2", "event": ["received"], "on": "2026-05-05"}', "c.jsonl:2: event: found"),
    ('{"case": "\\ud800", "event": "received", "on": "2026-05-05"}', "c.jsonl:2: half of a surr"),
    ("x" * 1_100_000, "c.jsonl:2: longer than 1,000,000 bytes"),
    (b"\xff\xfe", "c.jsonl:2: byte 0xff is not UTF-8"),
]


@pytest.mark.parametrize(("line", "fault"), LINES, ids=[fault[11:40] for _, fault in LINES])
def test_a_line_that_cannot_be_read(
    folder: Path, command: str, line: str | bytes, fault: str
) -> None:
    """A line that is no event is a fault with its number, and the lines about it are read."""
    raw = line.encode() if isinstance(line, str) else line
    write(folder, [("c.jsonl", GOOD.encode() + raw + b"\n" + CASES.replace("C-1", "B").encode())])
    write(folder, [("good.jsonl", GOOD + CASES.replace("C-1", "B"))])
    found, faults = read(command, "c.jsonl")
    assert faults[0].startswith(fault)
    assert found == json.loads(answer(command, "policy.toml", "good.jsonl", *COMMANDS[command]))


EVENTS = [
    (("C-2", "responded", "2026-05-05"), "C-2 'responded': on 2026-05-05 is before the case was"),
    (("C-1", "received", "2026-05-06"), "C-1 'received': on 2026-05-06 cannot be: "),
    (
        ("C-1", "respnded", "2026-05-06"),
        "C-1 'respnded': on 2026-05-06 cannot be: there is no such",
    ),
    (("C-1", "escalated", "2026-05-06"), "C-1 'escalated': on 2026-05-06 cannot be: "),
    (("C-1", "responded", "2026-05-04"), "C-1 'responded': on 2026-05-04 stands after 'received'"),
    (("C-2", "received", "1999-05-05"), "C-2 'received': on 1999-05-05 is outside the calendar"),
    (("C-2", "received", "2050-05-05"), "C-2 'received': on 2050-05-05 is outside the calendar"),
]


@pytest.mark.parametrize(("row", "fault"), EVENTS, ids=[fault[:30] for _, fault in EVENTS])
def test_an_event_that_cannot_have_happened(
    folder: Path, row: tuple[str, str, str], fault: str
) -> None:
    """An event that cannot have happened is a fault with its line, and is left out."""
    write(folder, [("c.jsonl", GOOD + events(row)), ("good.jsonl", GOOD)])
    for command in ("status", "report"):
        found, faults = read(command, "c.jsonl")
        assert len(faults) == 1
        assert faults[0].startswith(f"c.jsonl:2: {fault}")
        assert found == json.loads(answer(command, "policy.toml", "good.jsonl", *COMMANDS[command]))


def test_a_procedure_that_there_is_not(folder: Path) -> None:
    """A case under a procedure that the policy lacks is a fault for each of its lines."""
    lost = GOOD.replace('"C-1"', '"C-2"').replace("}", ', "procedure": "foi"}')
    write(folder, [("c.jsonl", GOOD + lost)])
    _, faults = read("status", "c.jsonl")
    assert faults[0].startswith("c.jsonl:2: C-2 'received': 'foi' cannot be used here; expected")


@pytest.mark.parametrize("content", [b"", b"\n\n", b"  \n"])
def test_an_empty_file(folder: Path, command: str, content: bytes) -> None:
    """A caseload without any event is said once to be empty."""
    write(folder, [("c.jsonl", content)])
    _, faults = read(command, "c.jsonl")
    assert faults[0] == "c.jsonl: empty; expected one event a line"
    assert sum("empty" in fault for fault in faults) == 1
    _, faults = read(command, "-", stdin=content)
    assert faults[0] == "standard input: empty; expected one event a line"


def test_an_empty_file_has_no_clocks(folder: Path) -> None:
    """Of an empty caseload there are no clocks, said as such, and no report."""
    write(folder, [("c.jsonl", b"")])
    done = run("status", "policy.toml", "c.jsonl", "--as-of", "2026-05-29")
    assert (done.exit_code, done.stdout) == (1, "On 2026-05-29: no clocks.\n")
    done = run("report", "policy.toml", "c.jsonl")
    assert (done.exit_code, done.stdout) == (1, "")


@pytest.mark.parametrize("name", ["c.jsonl", "c.csv"])
def test_binary_garbage(folder: Path, command: str, name: str) -> None:
    """A file of anything is faults with their lines and never a traceback."""
    write(folder, [(name, GARBAGE)])
    done = run(command, "policy.toml", name, *COMMANDS[command])
    assert done.exit_code == 1
    assert done.stderr.startswith(f"{name}:1: ")
    again = run(command, "policy.toml", "-", *COMMANDS[command], stdin=GARBAGE)
    assert again.exit_code == 1


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("who,what,when\nC-1,received,2026-05-05\n", "c.csv:1: no heading; expected a first line"),
        ('case,event,on\n"C-1,received,2026-05-05\n', "c.csv:2: not CSV: "),
        ("case,event,on\nC-1,received,2026-05-05,more\n", "c.csv:2: 4 cells under 3 headings"),
        ("case,event,on\nC-1,received\n", "c.csv:2: on: is missing"),
        ("case,event,on\n,received,2026-05-05\n", "c.csv:2: case: no 'case'"),
    ],
)
def test_faulty_csv(folder: Path, command: str, content: str, fault: str) -> None:
    """A faulty line of a CSV is a fault with its number too."""
    write(folder, [("c.csv", content)])
    _, faults = read(command, "c.csv")
    assert faults[0].startswith(fault)


def test_more_than_a_hundred_faults(folder: Path) -> None:
    """The first hundred faults are written out and the others are counted."""
    for number, last in (
        (100, "c.jsonl:101: "),
        (101, "and 1 more fault"),
        (1300, "and 1,200 more"),
    ):
        write(folder, [("c.jsonl", GOOD + "{}x\n" * number)])
        found, faults = read("status", "c.jsonl")
        assert len(found) == 2
        assert len(faults) == min(number, 101)
        assert faults[-1].startswith(last)
    assert faults[-1] == "and 1,200 more faults"


def test_a_byte_order_mark(folder: Path, command: str) -> None:
    """A byte order mark before the first line is no fault."""
    marked = b"\xef\xbb\xbf"
    for name in ("cases.jsonl", "cases.csv"):
        write(folder, [(f"marked-{name}", marked + (folder / name).read_bytes())])
        assert answer(command, "policy.toml", f"marked-{name}", *COMMANDS[command]) == answer(
            command, "policy.toml", name, *COMMANDS[command]
        )


def test_words_of_any_language(folder: Path, command: str) -> None:
    """A reference may have any letters, in the file, in faults and in answers."""
    write(folder, [("c.jsonl", GOOD.replace("C-1", "Gŵyr/日本"))])
    args = [arg.replace("C-1", "Gŵyr/日本") for arg in COMMANDS[command]]
    found = json.loads(answer(command, "policy.toml", "c.jsonl", *args))
    if command != "report":
        assert found[0]["case"] == "Gŵyr/日本"


def test_a_day_that_cannot_be_does_not_stretch_the_period(folder: Path) -> None:
    """A misspelt year is a fault of its line, and the period is that of the other events."""
    typing_error = events(("C-9", "received", "2206-05-06"))
    write(folder, [("odd.jsonl", (folder / "cases.jsonl").read_text() + typing_error)])
    done = run("report", "policy.toml", "odd.jsonl")
    assert done.exit_code == 1
    assert done.stderr.startswith("odd.jsonl:8: C-9 'received': on 2206-05-06 is outside")
    assert done.stdout == answer("report", "policy.toml", "cases.jsonl")


def test_nothing_but_days_that_cannot_be(folder: Path) -> None:
    """Where no event is within the calendar there is no period, and so no report."""
    write(folder, [("odd.jsonl", events(("C-9", "received", "2206-05-06")))])
    done = run("report", "policy.toml", "odd.jsonl")
    assert (done.exit_code, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1


LOADED = parse_policy(POLICY)
NAMES = ["acknowledged", "responded", "escalated", "extended", "promised", "corrected", "voided"]
ODD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=4), st.lists(st.text())
)
ROWS = st.fixed_dictionaries(
    {"case": st.just("C-1"), "event": st.sampled_from(NAMES), "on": st.dates().map(str) | ODD},
    optional={
        "until": st.dates().map(str) | ODD,
        "by": st.sampled_from(["5 working days", "999999 years", "-1 day"]) | ODD,
        "corrects": st.sampled_from(["received", "responded"]) | ODD,
        "voids": st.sampled_from(["received", "responded"]) | ODD,
        "to-day": st.dates().map(str) | ODD,
        "stage": st.sampled_from(["stage-1", "stage-2", "stage-3"]) | ODD,
        "recorded": st.dates().map(str) | ODD,
    },
)
LINE = st.one_of(ROWS.map(lambda row: json.dumps(row).encode()), st.binary(max_size=20))


@given(st.sampled_from(sorted(COMMANDS)), st.lists(LINE, max_size=6), st.booleans())
def test_anything_at_all(command: str, lines: list[bytes], as_csv: bool) -> None:
    """Whatever the lines are, a command ends with status 0 or 1 and foresaw what was wrong."""
    values = {"policy": LOADED, "cases": "-", "cases_format": "csv" if as_csv else "jsonl"}
    done = CliRunner().invoke(
        main,
        [command, *COMMANDS[command]],
        default_map={command: values},
        input=GOOD.encode() + b"\n".join(lines),
    )
    assert done.exit_code in {0, 1}
    assert "unexpectedly" not in done.stderr
    assert bool(done.stderr) == bool(done.exit_code)
