"""`casework check` and `casework diagram`: what a policy file says, judged and drawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from casework import load_policy
from casework.prose.diagrams import procedure_in_mermaid

from .commands import answer, run
from .files import POLICY, write

PUBLISHED = Path(__file__).parents[1] / "published"
OTHER = """
[[procedure]]
id = "foi"
title = "Information requests"

[[procedure.stage]]
id = "stage-1"
title = "Request"
"""


@pytest.mark.usefixtures("folder")
def test_no_faults() -> None:
    """A policy without faults is named and counted, with status 0."""
    assert answer("check", "policy.toml") == (
        "Example Borough Council, policy 'example', revision 2026-04: no faults.\n"
        "Procedures: 1 (corporate); stages: 2; clocks: 4; taxonomies: 1.\n"
    )


def test_what_nobody_has_read(folder: Path) -> None:
    """A source that is not confirmed is named, and is no fault."""
    unread = POLICY.replace('2026"\n\n[cal', '2026"\nconfirmed = false\n\n[cal')
    write(folder, [("unread.toml", unread)])
    assert answer("check", "unread.toml").endswith("\nSources not confirmed: policy.\n")


def test_what_a_policy_was_published_without() -> None:
    """A gap that is said to be as published is told of, and is no fault."""
    said = (
        "Left open, as published: adults, only-stage: no 'response' where number-of-issues is 12."
    )
    assert f"\n{said}\n" in answer("check", str(PUBLISHED / "newcastle-city-asc" / "policy.toml"))


def test_every_fault_with_its_place(folder: Path) -> None:
    """All the faults of a file come at once, each with its line, its place and what was meant."""
    wrong = (
        POLICY.replace('limit = "1 month"', 'limit = "1 moonth"')
        .replace('handler = "the service"', 'handlr = "the service"')
        .replace('kind = "window"', 'kind = "windw"')
    )

    def at(word: str) -> int:
        return wrong[: wrong.index(word)].count("\n") + 1

    write(folder, [("wrong.toml", wrong)])
    done = run("check", "wrong.toml")
    assert (done.exit_code, done.stdout) == (1, "")
    handler, kind, limit = done.stderr.splitlines()
    place = "procedure[corporate].stage"
    assert handler.startswith(
        f"wrong.toml:{at('handlr')}: {place}[stage-1].handlr: unknown key; expected one of"
    )
    assert handler.endswith("; perhaps 'handler' was meant")
    assert kind.startswith(
        f"wrong.toml:{at('windw')}: {place}[stage-1].clock[escalation].kind: found 'windw'"
    )
    assert kind.endswith("; perhaps 'window' was meant")
    assert limit.startswith(
        f"wrong.toml:{at('moonth')}: {place}[stage-2].clock[response].limit: found"
    )
    assert limit.endswith("; perhaps '1 month' was meant")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "wrong.toml:1: policy: is missing"),
        (b"\xff\xfe\x00\x01 garbage", "wrong.toml:1: byte 0xff is not UTF-8"),
        (b"\x00\x01\x02", "wrong.toml:1: not TOML"),
        (b"id = ", "wrong.toml:1: not TOML"),
        (b"[policy]\nid = 'a'\nid = 'b'\n", "wrong.toml:3: not TOML: cannot overwrite a value"),
        (b"day = 2026-02-30", "wrong.toml:1: 2026-02-30 is no day"),
        (b"{" * 10_000, "wrong.toml:1: not TOML"),
        (b"a = " + b"[" * 100_000, "wrong.toml: nested too deeply"),
        (b"#" * 4_000_001, "wrong.toml: too large"),
        (b"policy = 3", "wrong.toml:1: policy: found '3'; expected a table"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else None,
)
def test_files_that_are_no_policy(folder: Path, content: bytes, words: str) -> None:
    """Whatever else a file may hold, it is a fault with its place and never a traceback."""
    write(folder, [("wrong.toml", content)])
    done = run("check", "wrong.toml")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(words)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "args",
    [
        ["check"],
        ["diagram"],
        ["status", "cases.jsonl", "--as-of", "2026-05-29"],
        ["explain", "cases.jsonl", "--as-of", "2026-05-29", "--case", "C-1"],
        ["report", "cases.jsonl"],
    ],
    ids=lambda args: args[0],
)
def test_no_command_works_on_a_faulty_policy(folder: Path, args: list[str]) -> None:
    """Every command that takes a policy reports its faults as `check` does, and does nothing."""
    write(folder, [("wrong.toml", POLICY.replace("[taxonomy.", "[taxonmy."))])
    done = run(args[0], "wrong.toml", *args[1:])
    assert (done.exit_code, done.stdout) == (1, "")
    assert ": taxonmy: unknown key" in done.stderr
    assert done.stderr == run("check", "wrong.toml").stderr


@pytest.mark.parametrize("command", ["check", "diagram"])
@pytest.mark.parametrize(
    ("args", "words"),
    [
        ([], "Missing argument 'POLICY'"),
        (["none.toml"], "'none.toml' does not exist"),
        (["."], "'.' is a directory"),
        (["policy.toml", "another.toml"], "unexpected extra argument"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_wrong_commands(command: str, args: list[str], words: str) -> None:
    """A command that is wrong ends with status 2, says why, and answers nothing."""
    done = run(command, *args)
    assert (done.exit_code, done.stdout) == (2, "")
    assert words in done.stderr


def test_the_only_procedure(folder: Path) -> None:
    """The diagram of a policy with one procedure needs no name, and may have it."""
    found = load_policy(folder / "policy.toml").procedures["corporate"].spans[-1].value
    text = "\n".join(procedure_in_mermaid(found)) + "\n"
    assert answer("diagram", "policy.toml") == text
    assert answer("diagram", "policy.toml", "--procedure", "corporate") == text


def test_one_of_several_procedures(folder: Path) -> None:
    """Where a policy has several procedures, one must be named."""
    write(folder, [("two.toml", POLICY + OTHER)])
    done = run("diagram", "two.toml")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "--procedure is needed: 'corporate' or 'foi'" in done.stderr
    assert '"Request" as s1_open' in answer("diagram", "two.toml", "--procedure", "foi")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("corprate", "no procedure 'corprate', only 'corporate' or 'foi'; perhaps 'corporate' was"),
        ("xyz", "no procedure 'xyz', only 'corporate' or 'foi'\n"),
    ],
)
def test_a_procedure_that_there_is_not(folder: Path, name: str, words: str) -> None:
    """A procedure that the policy lacks is refused with those that it has and a guess."""
    write(folder, [("two.toml", POLICY + OTHER)])
    done = run("diagram", "two.toml", "--procedure", name)
    assert (done.exit_code, done.stdout) == (2, "")
    assert words in done.stderr


def test_the_newest_revision_is_drawn(folder: Path) -> None:
    """Of a procedure with several revisions the newest is drawn, wherever in the file it is."""
    new = OTHER.replace("Request", "New").replace(
        "[[procedure.stage", "in-force = { from = 2027-01-01 }\n[[procedure.stage"
    )
    old = OTHER.replace("Request", "Old").replace(
        "[[procedure.stage", "in-force = { to = 2026-12-31 }\n[[procedure.stage"
    )
    for name, text in (("one.toml", old + new), ("other.toml", new + old)):
        write(folder, [(name, POLICY + text)])
        assert '"New" as s1_open' in answer("diagram", name, "--procedure", "foi")
