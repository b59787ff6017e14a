"""One move of a case with its guards and its history, and what may happen next."""

from __future__ import annotations

from datetime import date
from typing import Any

from benchmarks.machines import HOMES, machine
from benchmarks.machines.story import STORY, TOLD, acts, days, moves
from benchmarks.measuring import Contender, Effort, Prepared, race
from benchmarks.results import Row, Section

OPEN = 2
"""How many acts of the story lead to a stage that is open and acknowledged."""


def section(effort: Effort) -> Section:
    """All rows about moves."""
    return Section("Moves", (_move(effort), _next(effort)))


def _move(effort: Effort) -> Row:
    known = days()
    sample = [acts(number, known) for number in range(effort.sample)]

    def contender(name: str, module: str) -> Contender:
        return Contender(name, lambda: _playing(machine(name), len(sample)), module)

    return race(
        "one move of a case, with guards and history",
        [contender(name, module) for name, (_, module) in HOMES.items()],
        sample,
        effort,
        item="acts",
        per=len(STORY),
        same=lambda mine, other: bool(mine == other == TOLD),
        note="a story of eight moves through three stages; making the case is not counted,"
        " except with eventsourcing and casework, where the first event makes it.",
    )


def _playing(found: Any, count: int) -> Prepared:
    names = {"begin": found.begin, "play": found.play, "count": count}
    return Prepared("play(next(cases), acts)", names, found.told, "cases = iter(begin(count))")


def _next(effort: Effort) -> Row:
    known = days()
    day = known[len(STORY)]
    story = acts(0, known)[:OPEN]
    can_say = {name: home for name, home in HOMES.items() if name != "eventsourcing"}
    here = next(move.target for move in moves() if move.act == story[-1][0])
    count = sum(move.source == here for move in moves())

    def contender(name: str, module: str) -> Contender:
        return Contender(name, lambda: _asking(machine(name), story), module)

    return race(
        f"what may happen next, for each of {count} acts",
        [contender(name, module) for name, (_, module) in can_say.items()],
        [day],
        effort,
        item="day",
        per=count,
        note="in an open stage that has been acknowledged, where one act is refused; casework says"
        " why, the others leave it out, and eventsourcing cannot say.",
    )


def _asking(found: Any, story: tuple[tuple[str, date, Any], ...]) -> Prepared:
    (case,) = found.begin(1)
    names = {"may": found.may, "case": found.play(case, story)}
    return Prepared("may(case, day)", names, sorted)
