"""A million cases to an annual report, grouped by case and in order of day.

    python -m benchmarks.million [CASES ...]

Each size is ten years of cases, written once grouped by case and once in order of day, and one of
the years is reported on in a process of its own; what is printed is the time, the cases a second
and the peak of memory.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.caseloads import POLICY, by_case, write
from benchmarks.processes import python

MAIN = "from casework.cli import main; main()"
PERIOD = ("--from", "2017-01-01", "--to", "2017-12-31")


def measured(*command: str) -> tuple[float, float]:
    """The seconds and the peak in megabytes of a command over a caseload."""
    cost = python("-c", MAIN, *command)
    return cost.seconds, cost.peak / 1e6


def main(sizes: list[int]) -> None:
    """Measure each size and print what it cost."""
    with TemporaryDirectory() as folder:
        for size in sizes:
            grouped, mixed = Path(folder) / "grouped.jsonl", Path(folder) / "mixed.jsonl"
            with grouped.open("w", encoding="utf-8") as stream:
                events = 0
                for record in by_case(size, a_year=size // 10):
                    stream.write(json.dumps(record) + "\n")
                    events += 1
            out = str(Path(folder) / "report.md")
            seconds, peak = measured("report", str(POLICY), str(grouped), *PERIOD, "-o", out)
            said = f"{size:,} cases, {events:,} events"
            print(f"{said}, grouped: {seconds:.1f} s, {size / seconds:,.0f} cases/s, {peak:.0f} MB")
            grouped.unlink()
            write(mixed, size, a_year=size // 10)
            seconds, peak = measured("report", str(POLICY), str(mixed), *PERIOD, "-o", out)
            print(f"{said}, by day: {seconds:.1f} s, {size / seconds:,.0f} cases/s, {peak:.0f} MB")
            seconds, peak = measured("sort", str(mixed), "-o", str(grouped))
            print(f"{said}, sorted: {seconds:.1f} s, {peak:.0f} MB", flush=True)


if __name__ == "__main__":
    main([int(each.replace(",", "")) for each in sys.argv[1:]] or [100_000, 1_000_000])
