"""Measures of cases: what came in, what became of it, and how far it went."""

from __future__ import annotations

from collections.abc import Iterator

from casework.learning.measures import Key, LineTitle, Measure, Part
from casework.learning.titles import Titles, stages_of
from casework.rules.measures import ANY
from casework.rules.policy import Policy

STAGE = ("procedure", "stage")


def measures_of_cases(policy: Policy) -> Iterator[Measure]:
    """Received, done and open, also by month; by procedure; stages; how cases ended."""
    titles = Titles.of(policy)
    stages = {key: titles.line(STAGE, key) for key in titles.stages}
    yield Measure(
        "cases",
        "Cases",
        "cases received, cases done (answered or ended and not taken further), cases open",
        None,
        "received and done: the day it happened; open: the last day of the period",
        (
            Part("case", key=("received",)),
            Part("done", key=("done",)),
            Part("open", key=("open",)),
        ),
        ((("received",), "Received"), (("done",), "Done"), (("open",), "Open at the end")),
    )
    yield Measure(
        "by-month",
        "Cases, month by month",
        "cases received, cases done and cases open",
        None,
        "received and done: the month it happened; open: the end of the month, as the case stood",
        (
            Part("case", ("month",), key=("received",)),
            Part("done", ("month",), key=("done",)),
            Part("month-end", ("month",), key=("open",)),
        ),
        series=True,
    )
    if len(policy.procedures) > 1:
        yield Measure(
            "kinds",
            "Received, by procedure",
            "cases received under the procedure",
            "all cases received",
            "the day the case was received",
            (Part("case", ("procedure",), out_of=()),),
            tuple(((ident,), title) for ident, title in titles.procedures.items()),
        )
    yield Measure(
        "stages",
        "Stages reached",
        "cases that reached the stage by the end of the period",
        "cases received under the procedure",
        "the day the case was received",
        (Part("stage", STAGE, counted={"reached": ("yes",)}),),
        tuple(stages.items()),
    )
    if len(stages) > len(policy.procedures):
        yield Measure(
            "entries",
            "Stages entered",
            "entries into the stage: receipts, escalations, and cases sent back or reopened",
            None,
            "the day the stage was entered",
            (Part("visit", STAGE),),
            tuple(stages.items()),
        )
    yield Measure(
        "escalation",
        "Escalation",
        "answers that were taken to a further stage by the end of the period",
        "answers given at the stage",
        "the day of the answer",
        (
            Part(
                "answer",
                STAGE,
                where={"onward": ("yes",)},
                counted={"escalated": ("yes",)},
            ),
        ),
        tuple(_onward(policy, titles).items()),
    )
    yield Measure(
        "endings",
        "How cases were done",
        "cases done, by what answered or ended them",
        "cases done under the procedure",
        "the day the case was answered or ended and not taken further",
        (Part("done", ("procedure", "ended"), out_of=("procedure",)),),
        tuple(_endings(policy, titles)),
    )


def _onward(policy: Policy, titles: Titles) -> dict[Key, str]:
    return {
        (procedure.id, stage.id): f"From {titles.stage(procedure, stage)}"
        for procedure, stage in stages_of(policy)
        if procedure.onward(stage)
    }


def _endings(policy: Policy, titles: Titles) -> Iterator[LineTitle]:
    for ident, timeline in policy.procedures.items():
        exits = dict.fromkeys(each for procedure in timeline for each in procedure.exits)
        for name in ("responded", *exits):
            key = ident, name
            yield key, titles.line(("procedure", "ended"), key)


def measures_of_facts(policy: Policy) -> Iterator[Measure]:
    """One measure for each list that facts are picked from, but outcomes.

    A code that is part of another counts there too; a case that carries several counts once in
    the total.  A code that was given up counts as what it leads to since.
    """
    for axis, taxonomy in policy.taxonomies.items():
        if axis != "outcome":
            tree = [(depth, code) for depth, code in taxonomy.tree() if code.forwards_to is None]
            yield Measure(
                axis,
                taxonomy.title,
                f"cases that carry the {axis}, each once however many it carries",
                f"cases that carry any {axis}",
                "the day the case was received",
                (Part("case", (axis,), where={axis: (ANY,)}, out_of=()),),
                tuple(((code.id,), code.title) for _, code in tree),
                excludes=f"cases that record no {axis}",
                source=taxonomy.source,
                depths={(code.id,): depth for depth, code in tree if depth},
            )
