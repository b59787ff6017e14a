"""Days and shares: averages, medians and percentiles held against the standard library."""

from __future__ import annotations

import statistics
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.learning.tables import (
    Figure,
    Line,
    Spread,
    difference,
    difference_in_points,
    is_steady,
    rate,
    rounded,
)

DAYS = st.lists(st.integers(0, 400), min_size=1, max_size=60)


@given(DAYS)
def test_days_are_those_of_the_standard_library(days: list[int]) -> None:
    """Average, median and longest are what statistics gives of the days one by one."""
    spread = Spread.of(Counter(days))
    mean = Fraction(sum(days), len(days))
    near = Decimal(mean.numerator) / Decimal(mean.denominator)
    assert spread.count == len(days)
    assert spread.average == near.quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert float(spread.median or 0) == statistics.median(days)
    assert spread.longest == max(days)


@given(DAYS, st.integers(1, 100))
def test_a_percentile_is_the_nearest_rank(days: list[int], n: int) -> None:
    """At least n in a hundred took no longer than the percentile, and fewer took less."""
    found = Spread.of(Counter(days)).percentile(n)
    assert found == sorted(days)[ceil(n * len(days) / 100) - 1]
    assert found is not None
    assert 100 * sum(each <= found for each in days) >= n * len(days)
    assert 100 * sum(each < found for each in days) < n * len(days)


@given(DAYS, DAYS)
def test_spreads_of_parts_make_the_whole(one: list[int], other: list[int]) -> None:
    """How many took how many days adds up, and so do the figures made of it."""
    assert Spread.of(Counter(one) + Counter(other)) == Spread.of(Counter(one + other))


def test_nothing_took_no_days() -> None:
    """Of nothing there is no average, no median, no percentile and no longest."""
    spread = Spread.of({3: 0})
    assert spread.count == 0
    assert (spread.average, spread.median, spread.percentile(90), spread.longest) == (None,) * 4


def test_beyond_the_last_there_is_none() -> None:
    """There is no hundred and first in a hundred."""
    with pytest.raises(IndexError):
        Spread.of({3: 1}).percentile(200)


@given(st.fractions(max_denominator=1000))
def test_rounding(exactly: Fraction) -> None:
    """A number is off by at most half of its last place, and a half goes away from zero."""
    near = Fraction(rounded(exactly))
    assert abs(near - exactly) * 200 <= 1
    if abs(near - exactly) * 200 == 1:
        assert abs(near) > abs(exactly)
    assert rounded(-exactly) == rounded(exactly).copy_negate()


def test_for_every_thousand() -> None:
    """A rate is for every so many, and a change of a rate is not in percentage points."""
    assert rate(6, 1000, 1000) == Decimal("6.00")
    assert rate(6, 0, 1000) is None
    figure = Figure(6, 1000, 1000)
    assert figure.share == Decimal("6.00")
    assert difference_in_points(figure, Figure(5, 1000, 1000)) is None


@pytest.mark.parametrize(
    ("now", "then", "points", "steady"),
    [
        (Figure(81, 100), Figure(89, 100), "-8.00", False),
        (Figure(51, 100), Figure(50, 100), "1.00", True),
        (Figure(52, 100), Figure(50, 100), "2.00", False),
        (Figure(48, 100), Figure(50, 100), "-2.00", False),
        (Figure(5199, 10_000), Figure(50, 100), "1.99", True),
        (Figure(51_999, 100_000), Figure(50, 100), "2.00", True),
    ],
)
def test_two_points(now: Figure, then: Figure, points: str, steady: bool) -> None:
    """Below two percentage points, before rounding, a share has not changed; from two it has."""
    assert difference_in_points(now, then) == Decimal(points)
    assert is_steady(now, then, Decimal(2)) is steady


def test_no_difference_from_what_is_not_given() -> None:
    """What is withheld, or known as a share alone, has no difference in numbers."""
    for other in (None, Figure(0, 0, withheld=True), Figure(79, 100, share_only=True)):
        assert difference(Figure(5, 10), other) is None
    assert difference_in_points(Figure(5, 10), Figure(0, 0)) is None
    assert difference_in_points(Figure(5, 10), None) is None
    assert Line(("a",), "A", Figure(1, 4), Figure(1, 2)).points == Decimal("-25.00")
