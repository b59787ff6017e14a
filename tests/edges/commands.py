"""Running the command, here or in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import IO

from click.testing import CliRunner, Result

from casework.cli import main

COMMAND = [sys.executable, "-c", "from casework.cli import main; main(prog_name='casework')"]


def run(*args: str, stdin: str | bytes | None = None) -> Result:
    """Run a command in this process."""
    done = CliRunner().invoke(main, args, prog_name="casework", input=stdin)
    assert "Traceback" not in done.output
    return done


def answer(*args: str, stdin: str | bytes | None = None) -> str:
    """What a command says when all is well."""
    done = run(*args, stdin=stdin)
    assert (done.exit_code, done.stderr) == (0, "")
    return done.stdout


def start(
    folder: Path,
    *args: str,
    stdin: int | IO[bytes] = subprocess.DEVNULL,
    stdout: int | IO[bytes] = subprocess.PIPE,
) -> subprocess.Popen[bytes]:
    """Start a command in a process of its own."""
    return subprocess.Popen(
        [*COMMAND, *args], cwd=folder, stdin=stdin, stdout=stdout, stderr=subprocess.PIPE
    )


def ended(process: subprocess.Popen[bytes]) -> tuple[int, str]:
    """The status of a process once it has ended, and what it said on standard error."""
    with process:
        said = process.communicate(timeout=60)[1].decode()
    assert "Traceback" not in said
    return process.returncode, said
