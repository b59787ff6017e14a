"""Measures of ombudsman casework: received, taken on, decided, upheld, complied with.

A case with an ombudsman is a case of a procedure whose kind is `ombudsman`; its answer is the
ombudsman's decision.  The decision is the fact that an answer needs (`needs` of the procedure)
and that is picked from a list.  It was taken on if the event `investigation-opened` happened or
the stage `investigation` was reached, and complied with if `complied` or
`compliance-confirmed` happened.  A policy that has other names for these defines a measure.
"""

from __future__ import annotations

from collections.abc import Iterator

from casework.learning.measures import LineTitle, Measure, Part
from casework.rules.conditions import named
from casework.rules.lists.taxonomy import lineages_of
from casework.rules.measures import ANY
from casework.rules.policy import Policy

TAKEN = ("investigation", "investigation-opened")
COMPLIED = ("complied", "compliance-confirmed")
UPHELD = (
    "upheld",
    "service-failure",
    "partial-maladministration",
    "maladministration",
    "severe-maladministration",
)

STEPS = {
    "received": "Received",
    "taken": "Taken on, of those received",
    "referred": "Referred back, of those received",
    "decided": "Decided",
    "upheld": "Upheld, of those decided",
    "upheld-investigated": "Upheld, of those investigated",
    "complied": "Complied with, of those upheld",
}


def decisions(policy: Policy, ident: str | None = None) -> tuple[str, ...]:
    """The lists from which ombudsmen's decisions are picked, under one procedure or any."""
    found = [
        axis
        for timeline in policy.procedures.values()
        for procedure in timeline
        if procedure.kind == "ombudsman" and ident in {None, procedure.id}
        for axis in named(procedure.needs.get("responded", ()))
        if axis in policy.taxonomies
    ]
    return tuple(dict.fromkeys(found))


def measures_of_ombudsman(policy: Policy) -> Iterator[Measure]:
    """The steps of ombudsman casework, and what was decided."""
    idents = {
        procedure.id: procedure.title
        for timeline in policy.procedures.values()
        for procedure in timeline
        if procedure.kind == "ombudsman"
    }
    if not idents:
        return
    lines: list[LineTitle] = [
        ((step, ident), f"{title}: {words}" if len(idents) > 1 else words)
        for ident, title in idents.items()
        for step, words in STEPS.items()
    ]
    yield Measure(
        "ombudsman",
        "Ombudsman cases",
        "cases received; decisions; and, of these, those taken on, referred back, upheld and"
        " complied with",
        "as each line says",
        "received, taken on and referred back: the day of receipt; the others: the day of the"
        " decision",
        tuple(part for ident in idents for part in _steps(policy, ident)),
        tuple(lines),
        excludes="cases of other procedures",
    )
    for axis in decisions(policy):
        taxonomy = policy.taxonomies[axis]
        yield Measure(
            f"{axis}-decided",
            f"{taxonomy.title}, by decision",
            "decisions of the kind",
            "decisions of which the kind is recorded",
            "the day of the decision",
            (Part("answer", (axis,), {"kind": ("ombudsman",), axis: (ANY,)}, out_of=()),),
            tuple(((code.id,), code.title) for _, code in taxonomy.tree()),
            source=taxonomy.source,
            depths={(code.id,): depth for depth, code in taxonomy.tree() if depth},
        )


def _steps(policy: Policy, procedure: str) -> Iterator[Part]:
    about = {"procedure": (procedure,)}
    decided = {**about, "ended": ("responded",)}
    yield Part("case", where=about, key=("received", procedure))
    yield Part("case", where=about, counted={"passed": TAKEN}, key=("taken", procedure))
    yield Part("case", where=about, counted={"ended": ("referred",)}, key=("referred", procedure))
    yield Part("done", where=decided, key=("decided", procedure))
    for axis in decisions(policy, procedure):
        known = decided | {axis: (ANY,)}
        upheld, investigated = known | {axis: UPHELD}, known | {"passed": TAKEN}
        steps = (
            ("upheld", known, {axis: UPHELD}),
            ("upheld-investigated", investigated, {axis: UPHELD}),
            ("complied", upheld, {"passed": COMPLIED}),
        )
        for step, where, counted in steps:
            part = Part("done", where=where, counted=counted, key=(step, procedure))
            yield part.expanded(lineages_of(policy.taxonomies))
