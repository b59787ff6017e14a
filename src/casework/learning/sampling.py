"""A random sample for quality checks that anybody can draw again.

The population is every event of a name in a period: contacts that were reclassified, responses
that were sent.  Each has a rank, a digest of the seed and of what it is, and the sample is those
of lowest rank.  So the same seed gives the same sample from the same population on any machine,
in whatever order the cases come, and no case can be picked for what is in it: nothing of a case
but its reference enters the digest.

The sample is stratified, by service for instance, in proportion: a stratum gets its share of the
size rounded down or up, by largest remainders, so no service is over-sampled or left out by
chance alone.  Within a stratum the units come in order of rank, so that the first few are a
random sample too, if there is no time for all.

A drawing keeps only the lowest ranks of each stratum and a count.  It can be made in parts and
the parts added together, in any order, with the same result.
"""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from hashlib import sha256

from attrs import Factory, frozen

from casework.cases.corrections import effective
from casework.cases.events import Event
from casework.errors import LimitError
from casework.learning.period import Period

NOWHERE = ""
"""The stratum of what says nothing of the fact that strata are made by."""


@frozen(order=True)
class SampleUnit:
    """One thing that can be sampled: an event of a case, the `number`th of its name there."""

    case: str
    event: str
    number: int = 1
    stratum: str = NOWHERE

    def rank(self, seed: int) -> bytes:
        """Where a seed puts it among all others; its stratum plays no part."""
        text = f"{seed}\n{self.event}\n{self.number}\n{self.case}"
        return sha256(text.encode()).digest()


@frozen
class Sample:
    """What was drawn, stratum by stratum in order of rank, and what it was drawn from."""

    size: int
    seed: int
    units: tuple[SampleUnit, ...]
    population: Mapping[str, int]

    @property
    def taken(self) -> Mapping[str, int]:
        """How many were drawn from each stratum."""
        found = Counter(unit.stratum for unit in self.units)
        return {stratum: found[stratum] for stratum in self.population}


@frozen
class Drawing:
    """A sample being drawn: what was seen of each stratum, and its units of lowest rank so far."""

    size: int
    seed: int
    seen: Counter[str] = Factory(Counter)
    lowest: dict[str, list[tuple[bytes, SampleUnit]]] = Factory(dict)

    def __attrs_post_init__(self) -> None:
        if self.size < 1:
            raise LimitError(str(self.size), "a sample of at least one")

    def add(self, units: Iterable[SampleUnit]) -> None:
        """Let further units be drawn."""
        for unit in units:
            self.seen[unit.stratum] += 1
            self._keep(unit.rank(self.seed), unit)

    def include(self, other: Drawing) -> None:
        """Take in what was drawn with the same size and seed from another part."""
        self.seen.update(other.seen)
        for kept in other.lowest.values():
            for rank, unit in kept:
                self._keep(rank, unit)

    def sample(self) -> Sample:
        """The sample of all that was seen."""
        population = {stratum: self.seen[stratum] for stratum in sorted(self.seen)}
        shares = allocated(population, self.size)
        units = tuple(
            unit for stratum, share in shares.items() for _, unit in self.lowest[stratum][:share]
        )
        return Sample(self.size, self.seed, units, population)

    def _keep(self, rank: bytes, unit: SampleUnit) -> None:
        kept = self.lowest.setdefault(unit.stratum, [])
        if len(kept) < self.size or rank < kept[-1][0]:
            insort(kept, (rank, unit))
            del kept[self.size :]


def allocated(population: Mapping[str, int], size: int) -> dict[str, int]:
    """How many of a sample each stratum gets: its share, rounded by largest remainders.

    Of equal remainders the one named first goes up.  A sample of more than there are takes all.
    """
    total = sum(population.values())
    if size >= total:
        return dict(population)
    shares = {name: Fraction(size * count, total) for name, count in population.items()}
    found = {name: int(share) for name, share in shares.items()}
    by_remainder = sorted(shares, key=lambda name: (found[name] - shares[name], name))
    for name in by_remainder[: size - sum(found.values())]:
        found[name] += 1
    return found


def sample_units(
    events: Iterable[Event],
    name: str,
    by: str,
    period: Period | None = None,
    where: Mapping[str, str] | None = None,
) -> Iterator[SampleUnit]:
    """The units of one case: its events of a name, in a period, that say what they should.

    The stratum is the latest value of the fact `by` that the case had by then; several values
    are one stratum together.
    """
    stratum, number = NOWHERE, 0
    for event in effective(events):
        stratum = " and ".join(event.values(by)) or stratum
        if event.name != name or (period is not None and event.on not in period):
            continue
        if all(value in event.values(fact) for fact, value in (where or {}).items()):
            number += 1
            yield SampleUnit(event.case, name, number, stratum)
