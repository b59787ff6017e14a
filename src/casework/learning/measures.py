"""What is counted, one definition each.

A measure says what it counts, out of what, and which day puts a case into a period.  It
observes one record at a time and adds to a tally, so the parts of a caseload sum to the whole
whatever the split.  A line's share is its count out of its own whole or, where the lines share
one (`whole="table"`), out of the table's.  Nothing is in a report that is not a measure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from attrs import frozen

from casework.cases.clocks import UNFINISHED, Clock
from casework.learning.period import Period
from casework.learning.record import Record
from casework.rules.policy import Policy
from casework.rules.procedure import Procedure, Stage

Key = tuple[str, ...]
Observation = tuple[Key, int, int]
"""A line's key, what to add to its count, and what to add to its whole."""

Line = tuple[Key, str]
"""A line of a table before it is counted: its key and its title."""

WHOLE: Key = ()
"""The key of a table's shared whole."""


@frozen
class Measure:
    """A definition: what is counted, out of what, dated by what, and its lines in order."""

    id: str
    title: str
    counts: str
    of: str | None
    dated_by: str
    lines: tuple[Line, ...]
    observe: Callable[[Record, Period], Iterator[Observation]]
    whole: Literal["line", "table"] = "line"
    excludes: str | None = None


def measures_of(policy: Policy) -> tuple[Measure, ...]:
    """The measures that a policy's cases can be counted by, in the order of a report."""
    stages = _stages(policy)
    clocks = _once(
        ((procedure.id, stage.id, rule.id), f"{title}: {rule.name} ({rule.kind})")
        for procedure, stage, title in stages
        for rule in stage.clock
        if rule.owed
    )
    found = [
        Measure(
            "cases",
            "Cases",
            "cases received, cases done (answered or ended and not taken further), cases open",
            None,
            "received and done: the day it happened; open: the last day of the period",
            ((("received",), "Received"), (("done",), "Done"), (("open",), "Open at the end")),
            _cases,
        ),
        Measure(
            "stages",
            "Stages reached",
            "cases that reached the stage by the end of the period",
            "cases received under the procedure",
            "the day the case was received",
            _once(((procedure.id, stage.id), title) for procedure, stage, title in stages),
            _stages_reached,
        ),
        Measure(
            "escalation",
            "Escalation",
            "answers that were taken to a further stage by the end of the period",
            "answers given at the stage",
            "the day of the answer",
            _once(
                ((procedure.id, stage.id), f"From {title}")
                for procedure, stage, title in stages
                if procedure.onward(stage)
            ),
            _escalation,
        ),
        Measure(
            "on-time",
            "On time",
            "clocks that were met",
            "clocks that ended, met or missed",
            "the day the clock ended",
            clocks,
            _on_time,
            excludes="windows and waits, and clocks that the case left behind in time",
        ),
        Measure(
            "overdue",
            "Overdue at the end",
            "clocks past their due day and not stopped",
            "clocks not stopped",
            "the last day of the period",
            clocks,
            _overdue,
            excludes="windows and waits",
        ),
    ]
    if "outcome" in policy.taxonomies:
        found.append(_outcomes(policy, stages))
    found += [_axis(policy, axis) for axis in policy.taxonomies if axis != "outcome"]
    return tuple(found)


def _stages(policy: Policy) -> list[tuple[Procedure, Stage, str]]:
    """Every stage of every revision, since a case may follow any; revisions side by side."""
    several = len(policy.procedures) > 1
    found = [
        (procedure, stage, f"{procedure.title}: {stage.title}" if several else stage.title)
        for timeline in policy.procedures.values()
        for procedure in timeline
        for stage in procedure.stage
    ]
    order = list(dict.fromkeys((procedure.id, stage.id) for procedure, stage, _ in found))
    return sorted(found, key=lambda row: order.index((row[0].id, row[1].id)))


def _once(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Each key once, where it first stands, with its latest title."""
    return tuple(dict(lines).items())


def _cases(record: Record, period: Period) -> Iterator[Observation]:
    if record.received in period:
        yield ("received",), 1, 0
    if record.done in period:
        yield ("done",), 1, 0
    if record.done is None:
        yield ("open",), 1, 0


def _stages_reached(record: Record, period: Period) -> Iterator[Observation]:
    if record.received in period:
        procedure = record.procedure
        reached = {visit.stage.id for visit in record.visits}
        for stage in procedure.stage:
            yield (procedure.id, stage.id), int(stage.id in reached), 1


def _escalation(record: Record, period: Period) -> Iterator[Observation]:
    for visit in record.visits:
        procedure = visit.procedure
        answer = visit.first("responded")
        if answer is not None and answer.on in period and procedure.onward(visit.stage):
            escalated = visit.left is not None and visit.left.name == "escalated"
            yield (procedure.id, visit.stage.id), int(escalated), 1


def _on_time(record: Record, period: Period) -> Iterator[Observation]:
    for clock in record.clocks:
        if clock.state in {"met", "missed"} and clock.owed and clock.ended in period:
            yield _clock_key(clock), int(clock.state == "met"), 1


def _overdue(record: Record, _: Period) -> Iterator[Observation]:
    for clock in record.clocks:
        if clock.state in UNFINISHED and clock.owed:
            yield _clock_key(clock), int(clock.state == "overdue"), 1


def _clock_key(clock: Clock) -> Key:
    return clock.procedure, clock.stage, clock.clock


def _outcomes(policy: Policy, stages: list[tuple[Procedure, Stage, str]]) -> Measure:
    taxonomy = policy.taxonomies["outcome"]

    def observe(record: Record, period: Period) -> Iterator[Observation]:
        for visit in record.visits:
            answer = visit.first("responded")
            if answer is not None and answer.on in period:
                found = answer.values("outcome")
                if found:
                    for code in taxonomy.ids:
                        yield (visit.procedure.id, visit.stage.id, code), int(code in found), 1

    return Measure(
        "outcomes",
        taxonomy.title,
        "answers with the outcome",
        "answers at the stage that record an outcome",
        "the day of the answer",
        _once(
            ((procedure.id, stage.id, code.id), f"{title}: {code.title}")
            for procedure, stage, title in stages
            for code in taxonomy.code
        ),
        observe,
        excludes="answers that record no outcome",
    )


def _axis(policy: Policy, axis: str) -> Measure:
    taxonomy = policy.taxonomies[axis]

    def observe(record: Record, period: Period) -> Iterator[Observation]:
        if record.received in period:
            values = record.values(axis)
            for value in values:
                yield (value,), 1, 0
            if values:
                yield WHOLE, 0, 1

    return Measure(
        axis,
        taxonomy.title,
        f"cases that carry the {axis}, each once however many it carries",
        f"cases that carry any {axis}",
        "the day the case was received",
        tuple(((code.id,), code.title) for code in taxonomy.code),
        observe,
        "table",
        excludes=f"cases that record no {axis}",
    )
