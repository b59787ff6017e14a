"""What is counted, one definition each.

A measure says what it counts, out of what, and which day puts a thing into a period.  Its parts
say the same as a choice among sightings: which of them belong to it, which of those are counted,
and into which lines they fall.  One function, `observed`, does the counting of all of them, so
every measure adds up over any parts of a caseload, and whatever is said of one holds for all.

A line's share is its count out of its whole.  The whole is kept for some of the values that make
the line (`out_of`): for all of them, so that every line has its own; for none, so that the lines
share one.  A thing that has several values counts in several lines, and once in what they share.
A code that is part of another counts there too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Literal, NamedTuple

from attrs import Factory, evolve, field, frozen

from casework.days.calendar import Calendar
from casework.days.limits import Limit
from casework.days.reckoning import reckon
from casework.learning.sightings import Sighting
from casework.rules.lists.taxonomy import Lineages, with_parts
from casework.rules.measures import ANY, Choice, Unit
from casework.rules.sources import Citation

Key = tuple[str, ...]

LineTitle = tuple[Key, str]
"""A line of a table before it is counted: its key and its title."""

WHOLE: Key = ()
"""The key of a table's shared whole."""

LATER = "later"
"""The band of what was done after the last of the bands."""

Choices = tuple[tuple[str, frozenset[str]], ...]


class Observation(NamedTuple):
    """What one sighting adds: to a line, to its whole, and to the days that its line took."""

    key: Key
    of: Key | None
    counts: bool
    days: int | None = None


def _chosen(choice: Choice) -> Choices:
    return tuple((name, frozenset(values)) for name, values in choice.items())


@frozen
class Part:
    """A choice among sightings: see `rules.measures.MeasureLine`, whose keys it has.

    `key` begins the key of each of its lines, where a measure has several parts.
    """

    unit: Unit
    by: tuple[str, ...] = ()
    where: Choice = Factory(dict)
    without: Choice = Factory(dict)
    counted: Choice | None = None
    out_of: tuple[str, ...] | None = None
    bands: tuple[Limit, ...] = ()
    key: Key = ()
    _where: Choices = field(init=False, eq=False, repr=False)
    _without: Choices = field(init=False, eq=False, repr=False)
    _counted: Choices = field(init=False, eq=False, repr=False)
    _of: tuple[int, ...] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        start = len(self.key)
        shared = self.by if self.out_of is None else self.out_of
        places = (*range(start), *(start + self.by.index(name) for name in shared))
        object.__setattr__(self, "_where", _chosen(self.where))
        object.__setattr__(self, "_without", _chosen(self.without))
        object.__setattr__(self, "_counted", _chosen(self.counted or {}))
        object.__setattr__(self, "_of", places)

    @property
    def has_whole(self) -> bool:
        """Whether it counts out of something."""
        return self.counted is not None or self.out_of is not None

    @property
    def shares_whole(self) -> bool:
        """Whether all its lines are out of the same."""
        return self.has_whole and bool(self.by) and not self._of

    def whole_of(self, key: Key) -> Key:
        """The key of the whole that a line is out of."""
        return tuple(key[place] for place in self._of)

    def expanded(self, lineages: Lineages) -> Part:
        """The same, where a code that is chosen stands for all that is part of it."""
        return evolve(
            self,
            where=_with_parts(self.where, lineages),
            without=_with_parts(self.without, lineages),
            counted=None if self.counted is None else _with_parts(self.counted, lineages),
        )

    def admits(self, seen: Sighting) -> bool:
        """Whether a sighting belongs to it."""
        return all(_has(seen, *each) for each in self._where) and not any(
            _has(seen, *each) for each in self._without
        )

    def observed(
        self, seen: Sighting, calendar: Calendar, lineages: Lineages, *, days: bool
    ) -> Iterator[Observation]:
        """What a sighting that belongs to it adds, line by line."""
        counts = all(_has(seen, *each) for each in self._counted)
        took = calendar.between(*seen.span) if days and seen.span else None
        several = [self._values(seen, name, calendar, lineages) for name in self.by]
        wholes: set[Key] = set()
        for values in product(*several):
            key = self.key + values
            of = self.whole_of(key)
            yield Observation(key, None if of in wholes else of, counts, took)
            wholes.add(of)

    def _values(
        self, seen: Sighting, name: str, calendar: Calendar, lineages: Lineages
    ) -> Iterable[str]:
        if name == "band":
            return (self._band(seen, calendar),)
        values = seen.values(name) or ("",)
        ways = lineages.get(name)
        if ways is None:
            return values
        return dict.fromkeys(code for value in values for code in ways.get(value, (value,)))

    def _band(self, seen: Sighting, calendar: Calendar) -> str:
        if seen.span is None:
            return ""
        since, until = seen.span
        within = (
            str(limit)
            for limit in self.bands
            if until <= reckon(limit, since, calendar=calendar).due
        )
        return next(within, LATER)


def _has(seen: Sighting, name: str, wanted: frozenset[str]) -> bool:
    values = seen.values(name)
    return (ANY in wanted and bool(values)) or not wanted.isdisjoint(values)


def _with_parts(choice: Choice, lineages: Lineages) -> Choice:
    return {name: with_parts(values, lineages.get(name, {})) for name, values in choice.items()}


@frozen
class Measure:
    """A definition: what is counted, out of what, dated by what, and its lines in order.

    `lines` are those that it always has; others are added as they are found.  `depths` says how
    deep a line stands below the one that it is part of.  A `series` has a line for each span of
    time, so that nothing stands beside it from before.  `across` is the trait or fact, the last
    of each key, by which another measure, `splits`, is shown.
    """

    id: str
    title: str
    counts: str
    of: str | None
    dated_by: str
    parts: tuple[Part, ...]
    lines: tuple[LineTitle, ...] = ()
    shows: Literal["counts", "days"] = "counts"
    excludes: str | None = None
    source: Citation | None = None
    depths: Mapping[Key, int] = Factory(dict)
    across: str | None = None
    splits: str | None = None
    series: bool = False
    note: str | None = None

    @property
    def has_total(self) -> bool:
        """Whether its lines share one whole."""
        return all(part.shares_whole for part in self.parts)

    def part_of(self, key: Key) -> Part:
        """The part that a line's key belongs to."""
        return next(part for part in self.parts if key[: len(part.key)] == part.key)
