"""What cases cost to hold: as many as it takes to see, each after its eight moves.

Each contender has a process of its own, `python -m benchmarks.memory NAME COUNT`, which prints
how many bytes Python holds for so many cases and nothing else.  Those who would take minutes
over the full number are given fewer, and the figure is scaled up.
"""

from __future__ import annotations

import gc
import json
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from io import StringIO
from typing import IO, Any, cast

from benchmarks.caseloads import Lines
from benchmarks.machines import HOMES, machine
from benchmarks.machines.story import STORY, TOLD, acts, days, policy
from benchmarks.measuring import Effort, installed
from benchmarks.processes import printed
from benchmarks.results import OURS, Figure, Row, Section
from casework import histories, read_events, write_events

PARTS = {"eventsourcing": 5, "transitions": 20, "python-statemachine": 100}
"""Which part of the full number a contender is given."""

READ = "casework, as read from a file"


def section(effort: Effort) -> Section:
    """All rows about memory."""
    figures = [_figure(name, module, effort.cases) for name, (_, module) in HOMES.items()]
    read = _figure(READ, "", effort.cases)
    less = ", ".join(f"{name} {effort.cases // part:,}" for name, part in PARTS.items())
    what = f"hold {effort.cases:,} cases of {len(STORY)} moves"
    return Section(
        "Memory",
        (
            Row(
                f"{what}, with their histories",
                tuple(figures),
                "bytes",
                effort.cases,
                f"bytes that Python has allocated; days are shared. Scaled up from: {less}.",
            ),
            Row(
                f"{what}, with their histories, as read from JSON Lines",
                (Figure(OURS, read.amount),),
                "bytes",
            ),
        ),
    )


def _figure(name: str, module: str, cases: int) -> Figure:
    if not installed(module):
        return Figure(name, None, "not installed")
    count = max(cases // PARTS.get(name, 1), 1)
    held = json.loads(printed("-m", "benchmarks.memory", name, str(count)))
    return Figure(name, held * cases / count)


def _holding(name: str, count: int) -> Callable[[], list[Any]]:
    if name == READ:
        return lambda: _read(count)
    found: Any = machine(name)
    known = days()

    def hold() -> list[Any]:
        cases: list[Any] = found.begin(count)
        for number in range(count):
            case = found.play(cases[number], acts(number, known))
            if found.told(case) != TOLD:
                raise AssertionError(f"{name}: {found.told(case)}")
            cases[number] = case
        return cases

    return hold


def _read(count: int) -> list[Any]:
    """Histories as `casework.histories` gives them, from lines that are not held."""
    lines = cast("IO[bytes]", Lines(_written(count)))
    found = list(histories(policy(), read_events(lines)))
    if len(found) != count or any(len(history.events) != len(STORY) for history in found):
        raise AssertionError(f"{len(found)} histories, not {count} of {len(STORY)} events")
    return found


def _written(count: int) -> Iterator[bytes]:
    found, known, text = machine(OURS), days(), StringIO()
    for number, ref in enumerate(found.begin(count)):
        write_events(found.play(ref, acts(number, known)).events, text)
        yield from text.getvalue().encode().splitlines(keepends=True)
        text.seek(0)
        text.truncate()


def main(name: str, count: int) -> None:
    """Hold cases and print the bytes."""
    hold = _holding(name, count)
    warmed = _holding(name, 1)()
    del warmed
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    held = hold()
    gc.collect()
    print(tracemalloc.get_traced_memory()[0] - before)
    del held


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
