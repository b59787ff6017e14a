"""Start one command, wait for it, and print what it cost and how it ended.

Run as a small process of its own: on some systems a child's peak counts that of whoever
started it, and whoever measures has large libraries in memory.
"""

from __future__ import annotations

import os
import subprocess
import sys

TO_BYTES = 1 if sys.platform == "darwin" else 1024


def main(arguments: list[str]) -> None:
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL)  # noqa: S603 - our own
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    used = usage.ru_utime + usage.ru_stime
    print(used, usage.ru_maxrss * TO_BYTES, process.returncode)


if __name__ == "__main__":
    main(sys.argv[1:])
