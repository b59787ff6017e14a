"""What whole processes cost: how long they take and the most memory that they have."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from attrs import frozen

ROOT = Path(__file__).parents[1]


@frozen
class Cost:
    """The price of a process: seconds of the processor, and bytes of memory at its peak."""

    seconds: float
    peak: int


def python(*arguments: str) -> Cost:
    """Run this Python with arguments; `RuntimeError` where it does not end well."""
    launcher = str(Path(__file__).with_name("launcher.py"))
    command = [sys.executable, "-S", launcher, sys.executable, *arguments]
    done = subprocess.run(  # noqa: S603 - this very Python
        command, check=True, cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    seconds, peak, status = done.stdout.split()
    if status != "0":
        raise RuntimeError(f"exit status {status}: {' '.join(arguments)}")
    return Cost(float(seconds), int(peak))


def printed(*arguments: str) -> str:
    """What this Python prints when it is run with arguments."""
    done = subprocess.run(  # noqa: S603 - this very Python
        [sys.executable, *arguments], check=True, cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    return done.stdout
