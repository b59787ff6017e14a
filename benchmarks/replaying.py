"""What it takes to replay a caseload and hold every case.

    python -m benchmarks.replaying CASES FILE

Events are made a thousand cases at a time, outside of what is timed.  The file gets how many
there were and the seconds that their replay took, the collector of cycles at work as it would be.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import groupby, islice
from pathlib import Path
from time import process_time

from benchmarks.caseloads import by_case
from casework import Case, Event, event_from, replay

AT_A_TIME = 1000


def stories(cases: int) -> Iterator[tuple[Event, ...]]:
    """The events of each case of a caseload."""
    for _, story in groupby(by_case(cases), key=lambda record: record["case"]):
        events = tuple(event_from(record) for record in story)
        yield tuple(event for event in events if isinstance(event, Event))


def replayed(cases: int) -> tuple[list[Case], float]:
    """Every case of a caseload, and the seconds that it took to replay them."""
    left, held, taken = stories(cases), list[Case](), 0.0
    while some := list(islice(left, AT_A_TIME)):
        begun = process_time()
        held += map(replay, some)
        taken += process_time() - begun
    return held, taken


def main(cases: int, file: Path) -> None:
    """Replay a caseload and write what it took."""
    held, seconds = replayed(cases)
    events = sum(len(case.events) for case in held)
    if len(held) != cases:
        raise AssertionError(f"{len(held)} cases, not {cases}")
    file.write_text(json.dumps({"events": events, "seconds": seconds}), encoding="utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
