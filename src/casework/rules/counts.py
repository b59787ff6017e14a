"""A file of figures beside a policy: counts that are supplied anew for each report.

It has the tables of a policy file that say something of figures, and the sources that they cite.
Laid beside a policy, it adds to what the policy says; it cannot say the same thing otherwise.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

from attrs import Factory, evolve, frozen

from casework.errors import PolicyError
from casework.rules.documents import document_of, text_of
from casework.rules.measure_soundness import unsound_figures
from casework.rules.measures import CountTable, Figures, MeasureTable, RateTable
from casework.rules.policy import Policy
from casework.rules.sources import Source
from casework.rules.structure import Problem, structure


@frozen
class CountsFile:
    """A whole file of figures, structured but not yet judged."""

    source: Mapping[str, Source] = Factory(dict)
    count: tuple[CountTable, ...] = ()
    rate: tuple[RateTable, ...] = ()
    measure: tuple[MeasureTable, ...] = ()


def with_counts(policy: Policy, path: str | os.PathLike[str]) -> Policy:
    """A policy with the figures of a file beside it.

    `PolicyError` with every fault that the file has; `OSError` where it cannot be opened.
    """
    return with_parsed_counts(policy, text_of(path), str(path))


def with_parsed_counts(policy: Policy, text: str, name: str = "counts") -> Policy:
    """A policy with the figures of TOML text beside it; `name` stands for the file in faults."""
    document = document_of(text, name)
    read, problems = structure(document.data, CountsFile)
    if read is None:
        raise PolicyError(document.faults(problems))
    own = Figures(measure=read.measure, rate=read.rate, count=read.count)
    sources = {**policy.sources, **read.source}
    problems += unsound_figures(own, policy.taxonomies, evolve(read, source=sources))
    problems += _again(policy, read)
    if problems:
        raise PolicyError(document.faults(problems))
    known = policy.figures
    both = evolve(
        known,
        measure=(*known.measure, *read.measure),
        rate=(*known.rate, *read.rate),
        count=(*known.count, *read.count),
    )
    return evolve(policy, sources=sources, figures=both)


def _again(policy: Policy, read: CountsFile) -> Iterator[Problem]:
    for name in read.source:
        if name in policy.sources:
            yield Problem(("source", name), f"'{name}' is a source of the policy", "another name")
    for kind in ("measure", "rate", "count"):
        known = {each.id for each in getattr(policy.figures, kind)}
        for i, each in enumerate(getattr(read, kind)):
            if each.id in known:
                problem = f"'{each.id}' is a {kind} of the policy"
                yield Problem((kind, i, "id"), problem, "another id")
