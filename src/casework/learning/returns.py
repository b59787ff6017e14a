"""What national schemes have an authority publish, counted of the procedures that build on them.

A scheme defines its figures in words and, where a machine can count them, as lines like those of
a policy's own measures.  Both stand in the scheme's file, one beside the other, and a report
gives both: what the scheme asks for, and what was counted.  A figure for every so many of
something needs a number that the authority supplies; until it does, the count stands alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import evolve

from casework.learning.declared import declared
from casework.learning.measures import Measure
from casework.rules.lists.taxonomy import lineages_of
from casework.rules.measures import MeasureTable, RateTable
from casework.rules.policy import Policy
from casework.rules.schemes.regimes import Definition, Regime, regime, regimes

NUMBER = "-number"
"""What the id of a count ends with that is also given as a rate."""


def schemes_of(policy: Policy) -> Mapping[str, tuple[str, ...]]:
    """The schemes that a policy's procedures build on, each with those procedures.

    A scheme that is run as a policy builds on itself.
    """
    found: dict[str, list[str]] = {}
    for ident, timeline in policy.procedures.items():
        for procedure in timeline:
            name = procedure.extends or (policy.id if policy.id in regimes() else None)
            if name is not None:
                procedures = found.setdefault(regime(name).header.id, [])
                if ident not in procedures:
                    procedures.append(ident)
    return {name: tuple(procedures) for name, procedures in found.items()}


def returned_measures(policy: Policy) -> Iterator[Measure]:
    """The measures of the schemes that a policy builds on, as far as they can be counted."""
    for name, procedures in schemes_of(policy).items():
        scheme = regime(name)
        for definition in scheme.measures:
            if definition.line:
                yield _measure(policy, scheme, definition, procedures)


def returned_rates(policy: Policy) -> Iterator[RateTable]:
    """The rates of the schemes that a policy builds on, where it supplies what they need."""
    supplied = {count.id for count in policy.figures.count}
    for name in schemes_of(policy):
        for definition in regime(name).measures:
            if definition.line and definition.of_count in supplied:
                ident = f"{name}:{definition.id}"
                yield RateTable(
                    ident,
                    definition.title,
                    ident + NUMBER,
                    str(definition.of_count),
                    definition.per or 1000,
                )


def _measure(
    policy: Policy, scheme: Regime, definition: Definition, procedures: tuple[str, ...]
) -> Measure:
    lines = tuple(
        evolve(line, where={**line.where, "procedure": procedures}) for line in definition.line
    )
    ident = f"{scheme.header.id}:{definition.id}"
    ident += NUMBER if definition.of_count else ""
    table = MeasureTable(ident, definition.title, lines, definition.shows)
    made = declared(table, lineages_of(policy.taxonomies))
    source = definition.source.text(scheme.policy.sources)
    counted = f"Counted here: {made.counts}" + (f"; out of {made.of}." if made.of else ".")
    note = f"{counted} {scheme.header.title}: {source}."
    return evolve(made, counts=definition.counts, of=definition.of, note=note)
