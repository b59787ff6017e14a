"""The measures that a policy's cases can be counted by, in the order of a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve

from casework.errors import LimitError
from casework.learning.declared import declared_measures
from casework.learning.measures import Measure
from casework.learning.of_cases import measures_of_cases, measures_of_facts
from casework.learning.of_ombudsman import measures_of_ombudsman
from casework.learning.of_outcomes import measures_of_outcomes
from casework.learning.of_time import measures_of_time
from casework.learning.returns import returned_measures
from casework.rules.policy import Policy

SPLIT = ("cases", "on-time", "days-to-end", "upheld")
"""The measures that are also shown by what a report is split by."""


def measures_of(policy: Policy, splits: Iterable[str] = ()) -> tuple[Measure, ...]:
    """Every measure of a policy: the standard ones, the main ones split, its own, and returns.

    `splits` are the traits and facts to split by.  `LimitError` where a measure of the policy has
    the id of a standard one.
    """
    standard = (
        *measures_of_cases(policy),
        *measures_of_time(policy),
        *measures_of_outcomes(policy),
        *measures_of_ombudsman(policy),
        *measures_of_facts(policy),
    )
    known = {measure.id for measure in standard}
    own = tuple(declared_measures(policy))
    for measure in own:
        if measure.id in known:
            raise LimitError(measure.id, "an id that no standard measure has")
    return (*standard, *_split(standard, tuple(splits)), *own, *returned_measures(policy))


def _split(measures: Iterable[Measure], splits: tuple[str, ...]) -> Iterator[Measure]:
    for measure in measures:
        if measure.id in SPLIT:
            for name in splits:
                yield split(measure, name)


def split(measure: Measure, name: str) -> Measure:
    """A measure by one more trait or fact: its lines are those of the measure for each value.

    What has no value there is a value of its own, so that the values sum to the measure.
    """
    parts = tuple(
        evolve(
            part,
            by=(*part.by, name),
            out_of=None if part.out_of is None else (*part.out_of, name),
        )
        for part in measure.parts
    )
    return evolve(
        measure,
        id=f"{measure.id}-by-{name}",
        title=f"{measure.title}, by {name.replace('-', ' ')}",
        parts=parts,
        lines=(),
        depths={},
        across=name,
        splits=measure.id,
    )
