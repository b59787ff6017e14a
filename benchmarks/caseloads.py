"""A caseload of any size, the same for the same seed, written in order of day.

Cases come in at a steady rate, so a caseload ten times as large spans ten times as many years
and about as many cases are open at any time.  A case has six events or so: received,
acknowledged, assigned, answered, sometimes taken further, closed.  It is written as plain
records, not by casework, so that what is measured did not also make its own input.
"""

from __future__ import annotations

import heapq
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from io import RawIOBase
from pathlib import Path
from random import Random

POLICY = Path(__file__).with_name("policy.toml")
FIRST = date(2016, 1, 4)
A_YEAR = 10_000
"""How many cases come in within a year."""

STAGES = ("stage-1", "stage-2", "stage-3")
OUTCOMES = ("upheld", "partly-upheld", "not-upheld")
CAUSES = (
    "communications",
    "service-delay",
    "service-failure",
    "staff-attitude",
    "policy-objection",
)
CHANNELS = ("web", "web", "web", "email", "email", "phone")
SERVICES = ("housing", "environment", "resources")

Record = dict[str, str]


class Lines(RawIOBase):
    """Lines as a file gives them, taken from wherever they come."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._left = iter(lines)

    def readline(self, _: int | None = -1) -> bytes:
        """The next line."""
        return next(self._left, b"")


def records(size: int, seed: int = 1, a_year: int = A_YEAR) -> Iterator[Record]:
    """The events of a caseload of so many cases, in order of day."""
    chance = Random(seed).random
    waiting: list[tuple[str, int, int, Record]] = []
    for number in range(size):
        came_in = FIRST + timedelta(days=number * 365 // a_year)
        while waiting and waiting[0][0] < came_in.isoformat():
            yield heapq.heappop(waiting)[-1]
        for i, record in enumerate(_case(number, came_in, chance)):
            heapq.heappush(waiting, (record["on"], number, i, record))
    while waiting:
        yield heapq.heappop(waiting)[-1]


def by_case(size: int, seed: int = 1, a_year: int = A_YEAR) -> Iterator[Record]:
    """The events of the same caseload, those of a case together."""
    chance = Random(seed).random
    for number in range(size):
        yield from _case(number, FIRST + timedelta(days=number * 365 // a_year), chance)


def write(path: Path, size: int, seed: int = 1, a_year: int = A_YEAR) -> int:
    """Write a caseload as JSON Lines; how many events it has."""
    count = 0
    with path.open("w", encoding="utf-8") as stream:
        for record in records(size, seed, a_year):
            stream.write(json.dumps(record) + "\n")
            count += 1
    return count


def _case(number: int, day: date, chance: Callable[[], float]) -> Iterator[Record]:
    def pick(values: tuple[str, ...]) -> str:
        return values[int(chance() * len(values))]

    def event(name: str, **facts: str) -> Record:
        named = {fact.replace("_", "-"): value for fact, value in facts.items()}
        return {"case": f"C-{number:07}", "event": name, "on": day.isoformat(), **named}

    def later(most: int) -> date:
        return day + timedelta(days=1 + int(chance() * most))

    yield event("received", procedure="corporate", channel=pick(CHANNELS), service=pick(SERVICES))
    for stage in STAGES:
        if chance() < 0.9:
            day = later(4)
            yield event("acknowledged", stage=stage)
        if stage != STAGES[-1] and chance() < 0.7:
            day = later(2)
            yield event("assigned", stage=stage)
        day = later(24)
        if chance() < 0.01:
            yield event("withdrawn", stage=stage)
            return
        yield event("responded", stage=stage, outcome=pick(OUTCOMES), root_cause=pick(CAUSES))
        if stage == STAGES[-1] or chance() > 0.3:
            break
        day = later(20)
        yield event("escalated", stage=STAGES[STAGES.index(stage) + 1])
    day = later(28)
    yield event("closed")
