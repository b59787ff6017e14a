"""How cost grows: one case at a time, whole commands over caseloads, and cases held in memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import reduce
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, cast

import casework
from benchmarks.caseloads import POLICY, Lines, records, write
from benchmarks.measuring import Effort, Prepared, ours, race, say
from benchmarks.processes import Cost, python
from benchmarks.results import Growth, Row, Section

AS_OF = date(2026, 3, 2)
MAIN = "from casework.cli import main; main()"


def section(effort: Effort) -> Section:
    """One case at a time, then whole commands, then cases to a million."""
    with TemporaryDirectory() as folder:
        grown = (*_commands(Path(folder), effort), _replayed(Path(folder), effort))
        return Section("Growth", (*_one_by_one(effort), *_long(effort)), grown)


def _one_by_one(effort: Effort) -> tuple[Row, ...]:
    from casework.cases.caseload import histories, read_events

    size = effort.sample * 4
    policy = casework.load_policy(POLICY)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "cases.jsonl"
        write(path, size)
        with path.open("rb") as stream:
            found = list(histories(policy, read_events(stream)))
        lines = path.read_bytes().splitlines(keepends=True)
    assert len(found) == size
    assert not any(history.faults for history in found)
    stories = [history.events for history in found]
    events = sum(map(len, stories))
    assert events == sum(1 for _ in records(size))
    names = {
        "policy": policy,
        "day": AS_OF,
        "replay": casework.replay,
        "clocks": casework.clocks,
        "examine": casework.examine,
        "read": lambda: [row.event for row in read_events(cast("IO[bytes]", Lines(lines)))],
    }

    def row(what: str, statement: str, sample: Any, per: int = 1) -> Row:
        return _row(what, Prepared(statement, names), sample, effort, per)

    each = f"{events / size:.1f} events"
    return (
        row("read an event from a line of JSON", "read()", [None], len(lines)),
        row(f"examine the history of a case ({each})", "examine(policy, item)", stories),
        row(f"replay a case ({each})", "replay(item)", stories),
        row(f"every clock of a case ({each})", "clocks(policy, item, day)", stories),
    )


def _long(effort: Effort) -> Iterator[Row]:
    for length in effort.lengths:
        first = casework.Event("C-1", "received", AS_OF, stage="stage-1")
        later = [casework.Event("C-1", f"noted-{i % 9}", AS_OF) for i in range(length - 1)]
        story = (first, *later)
        assert len(casework.replay(story).events) == length
        names = {"replay": casework.replay, "evolve": casework.evolve, "reduce": reduce}
        ways = {"at once": "replay(item)", "one by one": "reduce(evolve, item, replay(()))"}
        for way, statement in ways.items():
            what = f"an event of one case that has {length:,}, replayed {way}"
            yield _row(what, Prepared(statement, names), [story], effort, length)


def _row(what: str, prepared: Prepared, sample: Any, effort: Effort, per: int = 1) -> Row:
    return race(what, [ours(lambda: prepared)], sample, effort, per=per)


def _replayed(folder: Path, effort: Effort) -> Growth:
    events, seconds, peaks = [], [], []
    for size in effort.held:
        say(f"  replay, {size} cases")
        file = folder / f"replayed-{size}.json"
        peaks.append(python("-m", "benchmarks.replaying", str(size), str(file)).peak / 1e6)
        found = json.loads(file.read_text(encoding="utf-8"))
        events.append(found["events"])
        seconds.append(found["seconds"])
    what = "`replay` of every case, all of them held"
    return Growth(what, effort.held, tuple(events), tuple(seconds), tuple(peaks))


def _commands(folder: Path, effort: Effort) -> list[Growth]:
    files = []
    for size in effort.sizes:
        path = folder / f"{size}.jsonl"
        files.append((path, write(path, size)))
    events = tuple(count for _, count in files)
    day = AS_OF.isoformat()
    commands = {
        "`casework report`": ("report", str(POLICY), "{}", "-o", str(folder / "report.md")),
        "`casework status --format csv`": (
            *("status", str(POLICY), "{}", "--as-of", day),
            *("--format", "csv"),
        ),
    }
    grown = []
    for what, arguments in commands.items():
        costs: list[Cost] = []
        for path, _ in files:
            say(f"  {what}, {path.stem} cases")
            filled = [argument.format(path) for argument in arguments]
            costs.append(python("-c", MAIN, *filled))
        seconds = tuple(cost.seconds for cost in costs)
        peaks = tuple(cost.peak / 1e6 for cost in costs)
        grown.append(Growth(what, effort.sizes, events, seconds, peaks))
    return grown
