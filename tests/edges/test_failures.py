"""Statuses, help, and what happens when something goes wrong that nobody foresaw."""

from __future__ import annotations

import sys
import warnings
from datetime import date
from importlib.metadata import version
from pathlib import Path

import pytest
from click.testing import CliRunner

from casework import CaseworkError, load_policy
from casework.cli import main, policies

from .commands import answer, run
from .files import events

COMMANDS = (
    "check",
    "diagram",
    "diff",
    "due",
    "explain",
    "impact",
    "regimes",
    "remedies",
    "replay-under",
    "report",
    "rising",
    "sample",
    "sort",
    "status",
    "taxonomies",
    "weekly",
)


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help(option: str) -> None:
    """The help of the whole names every command, with what it is for."""
    text = answer(option)
    listed = text.split("Commands:\n")[1]
    assert [line.split()[0] for line in listed.splitlines()] == list(COMMANDS)
    assert all(len(line.split()) > 3 for line in listed.splitlines())


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_each_command(command: str) -> None:
    """Each command has help under both its names, and it begins with a sentence."""
    text = answer(command, "-h")
    assert text == answer(command, "--help")
    assert text.startswith(f"Usage: casework {command} ")
    sentence = " ".join(text.split("\n\n")[1].split())
    assert sentence[0].isupper()
    assert sentence.endswith(".")


def test_version() -> None:
    """The version is that of the package."""
    assert answer("--version") == f"casework, version {version('casework')}\n"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ([], "Usage: casework"),
        (["reprot"], "No such command 'reprot'"),
        (["--verbose"], "No such option '--verbose'"),
    ],
)
def test_wrong_commands(args: list[str], words: str) -> None:
    """No command, or one that there is not, ends with status 2."""
    done = run(*args)
    assert (done.exit_code, done.stdout) == (2, "")
    assert words in done.stderr


def failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Let `check` and `diagram` fail in the midst of their work."""

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(policies, "procedure_in_mermaid", fail)


@pytest.mark.usefixtures("folder")
class TestUnforeseen:
    """What a user sees of an error that should not be."""

    def test_a_message_and_no_traceback(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """An error that nobody foresaw is one message, with how to find it, and status 1."""
        failing(monkeypatch, ZeroDivisionError("oh"))
        done = run("diagram", "policy.toml")
        assert (done.exit_code, done.stdout) == (1, "")
        assert done.stderr == (
            "casework failed unexpectedly: ZeroDivisionError: oh\n"
            "Please report this; CASEWORK_DEBUG=1 shows where it happened.\n"
        )

    def test_shown_when_debugging(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """With CASEWORK_DEBUG the error comes out as it is."""
        failing(monkeypatch, ZeroDivisionError("oh"))
        monkeypatch.setenv("CASEWORK_DEBUG", "1")
        done = run("diagram", "policy.toml")
        assert isinstance(done.exception, ZeroDivisionError)
        assert done.stderr == ""

    @pytest.mark.parametrize("set_to", ["", None])
    def test_not_shown_when_not(self, monkeypatch: pytest.MonkeyPatch, set_to: str | None) -> None:
        """An empty CASEWORK_DEBUG is as none."""
        failing(monkeypatch, ZeroDivisionError("oh"))
        monkeypatch.delenv("CASEWORK_DEBUG", raising=False)
        if set_to is not None:
            monkeypatch.setenv("CASEWORK_DEBUG", set_to)
        assert run("diagram", "policy.toml").exit_code == 1

    def test_an_error_of_ours_is_its_own_message(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """An error that the package raises on purpose says what is wrong by itself."""
        failing(monkeypatch, CaseworkError("no such day"))
        done = run("diagram", "policy.toml")
        assert (done.exit_code, done.stderr) == (1, "no such day\n")

    @pytest.mark.parametrize(
        ("error", "words"),
        [
            (
                PermissionError(13, "Permission denied", "secret.toml"),
                "secret.toml: Permission denied",
            ),
            (OSError(28, "No space left on device"), "No space left on device"),
            (OSError("odd"), "odd"),
        ],
    )
    def test_a_file_that_fails(
        self, monkeypatch: pytest.MonkeyPatch, error: OSError, words: str
    ) -> None:
        """An error of the file system is said with the file's name, where it is known."""
        failing(monkeypatch, error)
        done = run("diagram", "policy.toml")
        assert (done.exit_code, done.stderr) == (1, f"{words}\n")

    def test_an_interruption(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Interrupted, a command ends with status 1 and a word."""
        failing(monkeypatch, KeyboardInterrupt())
        done = run("diagram", "policy.toml")
        assert (done.exit_code, done.stdout) == (1, "")
        assert done.stderr.strip() == "Aborted!"

    def test_a_closed_pipe(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """When nobody reads on, a command ends quietly and writes nowhere."""
        failing(monkeypatch, BrokenPipeError())
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            done = run("diagram", "policy.toml")
        assert (done.exit_code, done.output) == (1, "")


def test_progress_on_a_terminal(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A long caseload shows its progress on a terminal, in the look through and in the count."""
    monkeypatch.setattr("casework.cli.caseloads.LONG", 1)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    rows = (folder / "cases.jsonl").read_text()
    rows += events(*((f"D-{n}", "received", "2026-05-05") for n in range(1100)))
    (folder / "long.jsonl").write_text(rows)
    with pytest.raises(SystemExit) as ended:
        main(["report", "policy.toml", "long.jsonl"], prog_name="casework")
    out, err = capsys.readouterr()
    assert ended.value.code == 0
    assert "looking through long.jsonl" in err
    assert "reading long.jsonl" in err
    assert "100%" in err
    assert out.startswith("# Example Borough Council")


@pytest.mark.parametrize(("terminal", "long"), [(False, 1), (True, 2_000_000)])
def test_no_progress(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *,
    terminal: bool,
    long: int,
) -> None:
    """There is no progress where standard error is no terminal, or the file is short."""
    monkeypatch.setattr("casework.cli.caseloads.LONG", long)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    with pytest.raises(SystemExit):
        main(["report", "policy.toml", str(folder / "cases.jsonl")], prog_name="casework")
    assert capsys.readouterr().err == ""


def test_defaults_that_are_values(folder: Path) -> None:
    """A program that gives the command its defaults may give days and a policy as they are."""
    defaults = {"policy": load_policy("policy.toml"), "cases": "cases.jsonl"}
    days = {"first": date(2026, 4, 1), "last": date(2026, 6, 30)}
    done = CliRunner().invoke(main, ["report"], default_map={"report": defaults | days})
    assert (done.exit_code, done.stderr) == (0, "")
    spring = ("--from", "2026-04-01", "--to", "2026-06-30")
    assert done.stdout == answer("report", "policy.toml", str(folder / "cases.jsonl"), *spring)
