"""Counting: a tally of measures over cases, one case at a time.

A tally only ever adds, so a caseload can be counted in parts, in any order, and holds no case
once it has been counted.  A case is looked at as a whole before any of it is added: if one of
its clocks cannot be reckoned, it adds nothing at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple, TypeVar

from attrs import Factory, field, frozen

from casework.cases.events import Event
from casework.learning.measures import Key, Measure, Observation, Part
from casework.learning.period import Period
from casework.learning.record import Record
from casework.learning.sightings import Sighting
from casework.learning.standard import measures_of
from casework.learning.tables import Figure, Spread
from casework.learning.units import SIGHTINGS
from casework.rules.lists.taxonomy import lineages_of
from casework.rules.measures import Choice, Unit
from casework.rules.policy import Policy

T = TypeVar("T")


class Observed(NamedTuple):
    """What a case adds to a measure, and the day by which it does."""

    measure: str
    day: date
    added: Observation


@frozen
class Tally:
    """Counts, wholes and days of the measures over the cases seen so far.

    `only` chooses the cases by their procedure, its kind, or their facts.
    """

    policy: Policy
    period: Period
    measures: tuple[Measure, ...]
    only: Choice = Factory(dict)
    counts: Counter[tuple[str, Key]] = Factory(Counter)
    wholes: Counter[tuple[str, Key]] = Factory(Counter)
    days: Counter[tuple[str, Key, int]] = Factory(Counter)
    seen: Counter[str] = Factory(Counter)
    _by_unit: Mapping[Unit, tuple[tuple[Measure, Part], ...]] = field(
        init=False, eq=False, repr=False
    )
    _lineages: Mapping[str, Mapping[str, tuple[str, ...]]] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        units: dict[Unit, list[tuple[Measure, Part]]] = {}
        for measure in self.measures:
            for part in measure.parts:
                units.setdefault(part.unit, []).append((measure, part))
        by_unit = {unit: tuple(found) for unit, found in units.items()}
        object.__setattr__(self, "_by_unit", by_unit)
        object.__setattr__(self, "_lineages", lineages_of(self.policy.taxonomies))

    @classmethod
    def empty(
        cls,
        policy: Policy,
        period: Period,
        measures: Iterable[Measure] | None = None,
        only: Choice | None = None,
    ) -> Tally:
        """A tally of nothing yet; of the policy's measures, where no others are given."""
        chosen = measures_of(policy) if measures is None else tuple(measures)
        lineages = lineages_of(policy.taxonomies)
        among = Part("case", where=only or {}).expanded(lineages).where
        return cls(policy, period, chosen, among)

    def record(self, events: Iterable[Event]) -> Record | None:
        """One case as it stood on the last day of the period.

        None if it had not begun, or is not among those that are counted.
        """
        found = Record.on(self.policy, events, self.period.last)
        if found is None or not self.only:
            return found
        procedure = found.procedure
        traits = {"procedure": (procedure.id,), "kind": (procedure.kind,)}
        sighting = Sighting(found.received, traits, found.facts)
        return found if Part("case", where=self.only).admits(sighting) else None

    def observed(self, record: Record | None) -> list[Observed]:
        """All that one case adds; `NotInForce` or `OutOfTable` where it cannot be known."""
        found: list[Observed] = []
        if record is None or record.is_over_before(self.period.first):
            return found
        calendar = self.policy.calendars["default"]
        for unit, parts in self._by_unit.items():
            for sighting in SIGHTINGS[unit](record, self.period):
                for measure, part in parts:
                    if part.admits(sighting):
                        days = measure.shows == "days"
                        found += (
                            Observed(measure.id, sighting.day, added)
                            for added in part.observed(
                                sighting, calendar, self._lineages, days=days
                            )
                        )
        return found

    def take(self, record: Record | None, found: Iterable[Observed]) -> None:
        """Add what was observed of one case."""
        if record is None:
            return
        self.seen["cases"] += 1
        for measure, _, added in found:
            key = measure, added.key
            self.counts[key] += added.counts
            if added.of is not None:
                self.wholes[measure, added.of] += 1
            if added.days is not None and added.counts:
                self.days[measure, added.key, added.days] += 1

    def add(self, record: Record | None) -> None:
        """Count one case."""
        self.take(record, self.observed(record))

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.policy,
            self.period,
            self.measures,
            self.only,
            _sum(self.counts, other.counts),
            _sum(self.wholes, other.wholes),
            _sum(self.days, other.days),
            _sum(self.seen, other.seen),
        )

    def figure(self, measure: Measure, key: Key) -> Figure:
        """The figure of a measure's line."""
        part, count = measure.part_of(key), self.counts[measure.id, key]
        of = self.wholes[measure.id, part.whole_of(key)] if part.has_whole else None
        if measure.shows == "counts":
            return Figure(count, of)
        took = {
            days: n
            for (ident, line, days), n in self.days.items()
            if (ident, line) == (measure.id, key)
        }
        return Figure(count, of, spread=Spread.of(took))

    def keys(self, measure: Measure) -> Iterable[Key]:
        """The lines of a measure that something was counted in, or out of."""
        return dict.fromkeys(key for ident, key in self.counts if ident == measure.id)


def _sum(one: Counter[T], other: Counter[T]) -> Counter[T]:
    """Both together; a line at nothing stays a line, which `+` would drop."""
    found = Counter(one)
    found.update(other)
    return found
