"""A measure counted: figures, lines, tables.

A figure is a count and what it is out of, or the days that things took; its share and its
average are worked out when asked for, and never stored, so equal counts cannot have different
shares.  Days are kept as how many things took how many days, so that figures of parts can be
added and give the median of the whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from attrs import frozen

from casework.learning.measures import Key, Measure


def percent(count: int, of: int) -> Decimal | None:
    """A share in percent to two places, halves rounded up; None out of nothing."""
    return rate(count, of, 100)


def rate(count: int, of: int, per: int) -> Decimal | None:
    """How many for every so many, to two places, halves rounded up; None out of nothing."""
    return rounded(Fraction(per * count, of)) if of else None


def rounded(exactly: Fraction) -> Decimal:
    """A number to two places, halves rounded away from zero."""
    hundredths = abs(exactly) * 100
    whole = (2 * hundredths.numerator + hundredths.denominator) // (2 * hundredths.denominator)
    return Decimal(f"{whole if exactly > 0 else -whole}e-2")


@frozen
class Spread:
    """How many things took how many days, in the order of days."""

    took: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, counts: Mapping[int, int]) -> Spread:
        """The spread of counts of days."""
        return cls(tuple(sorted((days, count) for days, count in counts.items() if count)))

    @property
    def count(self) -> int:
        """How many things there are."""
        return sum(count for _, count in self.took)

    @property
    def average(self) -> Decimal | None:
        """The mean of the days to two places; None of nothing."""
        if not self.took:
            return None
        return rounded(Fraction(sum(days * count for days, count in self.took), self.count))

    @property
    def median(self) -> Decimal | None:
        """The middle number of days, or half-way between the two middle ones; None of nothing."""
        if not self.took:
            return None
        low, high = self._nth((self.count + 1) // 2), self._nth(self.count // 2 + 1)
        return Decimal(low + high) / 2

    @property
    def longest(self) -> int | None:
        """The most days that anything took; None of nothing."""
        return self.took[-1][0] if self.took else None

    def percentile(self, n: int) -> int | None:
        """The fewest days within which at least n in a hundred were done; None of nothing."""
        return self._nth(-(-n * self.count // 100)) if self.took else None

    def _nth(self, nth: int) -> int:
        passed = 0
        for days, count in self.took:
            passed += count
            if passed >= nth:
                return days
        raise IndexError(nth)


@frozen
class Figure:
    """A count, and what it is out of, if it is out of anything.

    `per` is for how many of the whole its share is given.  `share_only` says that only the share
    is known, and the counts stand for it.  `spread` are the days that the things counted took.
    `withheld` says that the figure is known and not given, because it is small or would give a
    small one away.
    """

    count: int
    of: int | None = None
    per: int = 100
    share_only: bool = False
    spread: Spread | None = None
    withheld: bool = False

    @property
    def share(self) -> Decimal | None:
        """The count in percent of its whole, or for every `per` of it."""
        return None if self.of is None else rate(self.count, self.of, self.per)

    @property
    def exact_share(self) -> Fraction | None:
        """The share before it is rounded."""
        return Fraction(self.per * self.count, self.of) if self.of else None


@frozen
class Line:
    """One line of a table: this period's figure, and those of the spans that it is compared with.

    `before` is that of the year before and `previous` that of the span directly before, where
    they are known.  `depth` is how deep it stands below the line that it is part of.
    """

    key: Key
    title: str
    now: Figure
    before: Figure | None = None
    previous: Figure | None = None
    depth: int = 0

    @property
    def change(self) -> int | None:
        """How many more than the year before."""
        return difference(self.now, self.before)

    @property
    def change_percent(self) -> Decimal | None:
        """The change in percent of the year before."""
        return difference_in_percent(self.now, self.before)

    @property
    def points(self) -> Decimal | None:
        """By how many percentage points the share is higher than the year before."""
        return difference_in_points(self.now, self.before)


def difference(now: Figure, then: Figure | None) -> int | None:
    """How many more than then; None where either is not given."""
    if then is None or now.withheld or then.withheld or now.share_only or then.share_only:
        return None
    return now.count - then.count


def difference_in_percent(now: Figure, then: Figure | None) -> Decimal | None:
    """The difference in percent of what was then."""
    more = difference(now, then)
    return None if more is None or then is None else percent(more, then.count)


def difference_in_points(now: Figure, then: Figure | None) -> Decimal | None:
    """By how many percentage points the share is higher than then."""
    moved = _moved(now, then)
    return None if moved is None else rounded(moved)


def is_steady(now: Figure, then: Figure | None, below: Decimal) -> bool:
    """Whether a share has moved by fewer points than are called a change."""
    moved = _moved(now, then)
    return moved is not None and abs(moved) < Fraction(below)


def _moved(now: Figure, then: Figure | None) -> Fraction | None:
    if then is None or now.withheld or then.withheld or now.per != 100:
        return None
    here, there = now.exact_share, then.exact_share
    return None if here is None or there is None else here - there


@frozen
class Table:
    """A measure counted: its definition, its lines, and the whole that they share, if they do.

    `splits` is the table that this one splits; `withheld` is how many figures are.
    """

    measure: Measure
    lines: tuple[Line, ...]
    total: int | None = None
    withheld: int = 0
    splits: Table | None = None

    @property
    def codes(self) -> int:
        """The sum of its lines, those that are part of another apart."""
        return sum(line.now.count for line in self.lines if not line.depth)
