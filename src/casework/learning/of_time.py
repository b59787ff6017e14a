"""Measures of time: clocks met and missed, what is overdue, how long answers took."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from casework.learning.measures import Measure, Part
from casework.learning.of_cases import STAGE
from casework.learning.titles import Titles, clocks_of
from casework.rules.policy import Policy
from casework.rules.timeline import Span

CLOCK = (*STAGE, "clock")
LEFT_BEHIND = "windows and waits, and clocks that the case left behind in time"


def measures_of_time(policy: Policy) -> Iterator[Measure]:
    """On time by clock and by strength, overdue, days to answer, extensions and pauses."""
    titles = Titles.of(policy)
    rules = [(p, s, rule) for p, s, rule in clocks_of(policy)]
    named = {
        (p.id, s.id, rule.id): f"{titles.stage(p, s)}: {rule.name} ({rule.kind})"
        for p, s, rule in rules
    }
    clocks = tuple(named.items())
    yield Measure(
        "on-time",
        "On time",
        "clocks that were met",
        "clocks that ended, met or missed",
        "the day the clock ended",
        (Part("clock", CLOCK, counted={"state": ("met",)}),),
        clocks,
        excludes=LEFT_BEHIND,
    )
    answering = [(p, rule) for p, _, rule in rules if "responded" in rule.stops]
    strengths = dict.fromkeys((p.id, rule.kind) for p, rule in answering)
    if len(strengths) > len({ident for ident, _ in strengths}):
        yield Measure(
            "on-time-by-strength",
            "Answers on time, by what is promised and what is required",
            "clocks on an answer that were met",
            "clocks on an answer that ended, met or missed",
            "the day the clock ended",
            (
                Part(
                    "clock",
                    ("procedure", "strength"),
                    where={"stops": ("responded",)},
                    counted={"state": ("met",)},
                ),
            ),
            tuple((key, titles.line(("procedure", "strength"), key)) for key in strengths),
            excludes=LEFT_BEHIND,
        )
    yield Measure(
        "overdue",
        "Overdue at the end",
        "clocks past their due day and not stopped",
        "clocks not stopped",
        "the last day of the period",
        (Part("standing", CLOCK, counted={"state": ("overdue",)}),),
        clocks,
        excludes="windows and waits",
    )
    yield Measure(
        "overdue-by-month",
        "Open and overdue at the end of each month",
        "cases with a clock past its due day and not stopped",
        "cases open at the stage",
        "the last day of each month, as the case stood on it",
        (Part("month-end", (*STAGE, "month"), counted={"overdue": ("yes",)}),),
        excludes="windows and waits; months in which no case was open at the stage",
        series=True,
    )
    yield Measure(
        "days-to-answer",
        "Working days to an answer",
        "working days after the stage was entered, up to and with the day of its answer",
        "answers given at the stage",
        "the day of the answer",
        (Part("answer", STAGE),),
        tuple((key, titles.line(STAGE, key)) for key in titles.stages),
        "days",
    )
    yield Measure(
        "days-to-end",
        "Working days until a case is done",
        "working days after receipt, up to and with the day the case was done",
        "cases done under the procedure",
        "the day the case was answered or ended and not taken further",
        (Part("done", ("procedure",)),),
        tuple(((ident,), title) for ident, title in titles.procedures.items()),
        "days",
    )
    movable = {
        "extended": [(p.id, s.id, rule.id) for p, s, rule in rules if rule.extension],
        "paused": [(p.id, s.id, rule.id) for p, s, rule in rules if rule.pausing],
    }
    for trait, found in movable.items():
        if found:
            keys = tuple(dict.fromkeys(found))
            wanted = {"clock": tuple(dict.fromkeys(clock for *_, clock in keys))}
            yield Measure(
                trait,
                trait.capitalize(),
                f"clocks that were {trait}",
                "clocks that ended, met or missed",
                "the day the clock ended",
                (Part("clock", CLOCK, where=wanted, counted={trait: ("yes",)}),),
                tuple((key, named[key]) for key in keys),
                excludes=LEFT_BEHIND,
            )


def answer_limits(policy: Policy, key: Sequence[str], day: date) -> tuple[int, ...]:
    """The working days within which a stage is to be answered, as its clocks say on a day.

    `key` is a procedure and a stage.  Clocks in other units, and those that only some cases
    have, are left out.
    """
    on: Span[Any] = Span(None, day, day)
    ident, wanted = key
    found = [
        span.value.n
        for revision in policy.procedures[ident].spans
        if revision.meets(on)
        for stage in revision.value.stage
        if stage.id == wanted
        for rule in stage.clock
        if rule.owed and "responded" in rule.stops and not (rule.when or rule.otherwise)
        for span in rule.limit.spans
        if span.meets(on) and span.value.unit == "working days" and span.value.n > 0
    ]
    return tuple(sorted(set(found)))
