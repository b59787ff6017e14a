"""The command among others: pipes, terminals and files that are none, in processes of its own."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest

from .commands import COMMAND, answer, ended, start

STATUS = ["status", "policy.toml", "cases.jsonl", "--as-of", "2026-05-29"]
FORMATS = ["text", "json", "csv"]


def piped(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """A command run to its end, with both its streams in pipes."""
    return subprocess.run(
        [*COMMAND, *args], cwd=folder, check=False, capture_output=True, text=True, timeout=60
    )


def test_the_command_is_installed(folder: Path) -> None:
    """The console command of the package is the same as its function."""
    command = Path(sys.executable).with_name("casework")
    done = subprocess.run(
        [command, *STATUS], cwd=folder, check=True, capture_output=True, text=True
    )
    assert done.stdout == answer(*STATUS)


@pytest.mark.parametrize("form", FORMATS)
def test_a_reader_that_stops(folder: Path, form: str) -> None:
    """When the reader of a pipe goes away, the command ends without a word."""
    rows = "".join(
        json.dumps({"case": f"C-{n}", "event": "received", "on": "2026-05-05"}) + "\n"
        for n in range(3000)
    )
    (folder / "many.jsonl").write_text(rows)
    process = start(folder, "status", "policy.toml", "many.jsonl", *STATUS[3:], "--format", form)
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    status = process.wait(timeout=60)
    assert process.stderr is not None
    with process.stderr as stream:
        assert (status, stream.read()) == (1, b"")


@pytest.mark.parametrize("form", FORMATS)
def test_a_reader_that_never_was(folder: Path, form: str) -> None:
    """When there is no reader at all, an answer short enough for one write ends quietly too."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        process = start(folder, *STATUS, "--format", form, stdout=closed)
    assert ended(process) == (1, "")


def test_a_full_disk(folder: Path) -> None:
    """An answer that cannot be written is said to be so, with status 1."""
    full = Path("/dev/full")
    if not full.exists():  # pragma: no cover - only Linux has it
        return
    with full.open("wb") as stream:
        process = start(folder, *STATUS, stdout=stream)
    assert ended(process) == (1, "No space left on device\n")


def test_a_pipe_with_a_name(folder: Path) -> None:
    """A caseload may come through a named pipe, which cannot be read twice."""
    os.mkfifo(folder / "fifo")
    content = (folder / "cases.jsonl").read_bytes()
    writer = Thread(target=(folder / "fifo").write_bytes, args=(content,))
    writer.start()
    found = answer("status", "policy.toml", "fifo", *STATUS[3:])
    writer.join()
    assert found == answer(*STATUS)


def test_more_than_memory_holds(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes through a pipe is set down in a file where it is too much to hold."""
    monkeypatch.setattr("casework.cli.caseloads.IN_MEMORY", 10)
    content = (folder / "cases.jsonl").read_bytes()
    assert answer("status", "policy.toml", "-", *STATUS[3:], stdin=content) == answer(*STATUS)


@pytest.mark.parametrize("form", ["json", "csv"])
def test_faults_stay_out_of_the_answer(folder: Path, form: str) -> None:
    """With both streams in pipes, the answer is whole and the faults are elsewhere."""
    done = piped(folder, "status", "policy.toml", "faulty.jsonl", *STATUS[3:], "--format", form)
    assert done.returncode == 1
    assert done.stderr == (
        "faulty.jsonl:3: on: '2026-04-31' is no day; expected a day such as 2026-03-02\n"
    )
    if form == "json":
        assert {clock["case"] for clock in json.loads(done.stdout)} == {"C-1", "C-3"}
    else:
        assert {row.split(",")[0] for row in done.stdout.splitlines()} == {"case", "C-1", "C-3"}


def test_progress_on_a_real_terminal(folder: Path) -> None:
    """On a terminal a long caseload shows its progress there, and the answer stays clean."""
    code = COMMAND[-1].replace(
        "main(", "import casework.cli.caseloads as caseloads; caseloads.LONG = 1; main("
    )
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", code, *STATUS, "--format", "json"],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=theirs,
    )
    os.close(theirs)
    out = process.communicate(timeout=60)[0]
    shown = b""
    try:
        while chunk := os.read(ours, 4096):
            shown += chunk
    except OSError:
        pass  # Linux says so when the other end of a terminal has gone
    os.close(ours)
    assert process.returncode == 0
    assert "looking through cases.jsonl" in shown.decode()
    assert "100%" in shown.decode()
    assert out.decode() == answer(*STATUS, "--format", "json")


def test_no_progress_in_a_pipe(folder: Path) -> None:
    """Where standard error is a pipe, nothing is said of progress however long it takes."""
    code = COMMAND[-1].replace(
        "main(", "import casework.cli.caseloads as caseloads; caseloads.LONG = 1; main("
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *STATUS], cwd=folder, check=True, capture_output=True
    )
    assert done.stderr == b""


def test_debugging_shows_where(folder: Path) -> None:
    """With CASEWORK_DEBUG an error that nobody foresaw comes with its traceback."""
    code = COMMAND[-1].replace(
        "main(", "import casework.cli.policies as p; p.procedure_in_mermaid = None; main("
    )
    args = [sys.executable, "-c", code, "diagram", "policy.toml"]
    for debug, traced in (("1", True), ("", False)):
        environment = {**os.environ, "CASEWORK_DEBUG": debug}
        done = subprocess.run(
            args, cwd=folder, check=False, capture_output=True, text=True, env=environment
        )
        assert done.returncode == 1
        assert ("Traceback" in done.stderr) == traced
