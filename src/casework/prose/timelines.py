"""A case as a timeline, in Mermaid: its events as points, its clocks as bars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from casework.cases.clocks import UNFINISHED, Clock
from casework.cases.events import Event
from casework.prose.diagrams import plain
from casework.rules.policy import Policy

TAGS = {"met": "done", "void": "done", "missed": "crit", "overdue": "crit", "running": "active"}
"""How Mermaid should colour a bar, by the clock's state; a pause has no colour of its own."""


def case_in_mermaid(
    policy: Policy, events: Iterable[Event], found: Iterable[Clock], as_of: date
) -> Iterator[str]:
    """The lines of a Gantt chart: what happened, then each stage's clocks to their due day.

    The bar of a clock that is over ends on the day that it ended; of one that is late, it runs
    to that day or to `as_of`, and its name says when it was due.
    """
    history = tuple(events)
    yield "gantt"
    yield f"    title {plain(history[0].case)} on {as_of}"
    yield "    dateFormat YYYY-MM-DD"
    yield "    inclusiveEndDates"
    yield "    section What happened"
    for event in history:
        yield f"    {plain(event.name)} :milestone, {event.on}, 0d"
    titles = {
        (procedure.id, stage.id): stage.title
        for timeline in policy.procedures.values()
        for procedure in timeline
        for stage in procedure.stage
    }
    stage = ""
    for clock in found:
        title = titles[clock.procedure, clock.stage]
        if title != stage:
            stage = title
            yield f"    section {plain(stage)}"
        tag = f"{TAGS[clock.state]}, " if clock.state in TAGS else ""
        words = f"{clock.rule.name} ({clock.kind}), {clock.state}, due {clock.due}"
        end = max(clock.due, as_of) if clock.state in UNFINISHED else clock.ended or clock.due
        yield f"    {plain(words)} :{tag}{clock.started}, {max(end, clock.started)}"
