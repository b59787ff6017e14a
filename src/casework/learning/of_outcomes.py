"""Measures of outcomes: what answers found, and how many were upheld of those investigated.

Which outcomes mean upheld is the policy's to say (`[report] upheld`).  Where it does not, they
are the codes `upheld` and `partly-upheld` and what is part of them, if there are such.
"""

from __future__ import annotations

from collections.abc import Iterator

from casework.learning.measures import Measure, Part
from casework.learning.of_cases import STAGE
from casework.learning.titles import Titles
from casework.rules.lists.taxonomy import lineages_of
from casework.rules.measures import ANY
from casework.rules.policy import Policy

UPHELD = ("upheld", "partly-upheld", "partially-upheld")


def measures_of_outcomes(policy: Policy) -> Iterator[Measure]:
    """Outcomes by stage, and upheld of those investigated by stage and over all."""
    taxonomy = policy.taxonomies.get("outcome")
    if taxonomy is None:
        return
    titles = Titles.of(policy)
    yield Measure(
        "outcomes",
        taxonomy.title,
        "answers with the outcome",
        "answers at the stage that record an outcome",
        "the day of the answer",
        (Part("answer", (*STAGE, "outcome"), where={"outcome": (ANY,)}, out_of=STAGE),),
        tuple(
            ((*stage, code.id), f"{titles.line(STAGE, stage)}: {code.title}")
            for stage in titles.stages
            for _, code in taxonomy.tree()
            if code.forwards_to is None
        ),
        excludes="answers that record no outcome",
        source=taxonomy.source,
        depths={
            (*stage, code.id): depth
            for stage in titles.stages
            for depth, code in taxonomy.tree()
            if depth
        },
    )
    found = upheld(policy)
    if found:
        named = " or ".join(f"'{taxonomy.by_id[code].title}'" for code in found)
        without = policy.figures.report.not_investigated
        part = Part(
            "answer",
            STAGE,
            where={"outcome": (ANY,)},
            without={"outcome": without} if without else {},
            counted={"outcome": found},
        ).expanded(lineages_of(policy.taxonomies))
        left_out = " or ".join(f"'{taxonomy.by_id[code].title}'" for code in without)
        yield Measure(
            "upheld",
            "Upheld, of those investigated",
            f"answers whose outcome is {named}",
            "answers at the stage that record an outcome of an investigation",
            "the day of the answer",
            (part,),
            tuple((key, titles.line(STAGE, key)) for key in titles.stages),
            excludes="answers that record no outcome"
            + (f", and those whose outcome is {left_out}" if left_out else ""),
        )


def upheld(policy: Policy) -> tuple[str, ...]:
    """The outcomes that mean upheld, in whole or in part."""
    taxonomy = policy.taxonomies.get("outcome")
    stated = policy.figures.report.upheld
    if stated or taxonomy is None:
        return stated
    return tuple(code for code in UPHELD if code in taxonomy)
