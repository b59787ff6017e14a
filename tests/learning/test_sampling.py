"""A sample that anybody can draw again: a subset, in proportion, the same however it was drawn."""

from __future__ import annotations

from collections import Counter
from datetime import date
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import LimitError, Period
from casework.learning.sampling import Drawing, Sample, SampleUnit, allocated, sample_units
from tests.cases.told import events

STRATA = st.sampled_from(["housing", "roads", "waste", ""])
UNITS = st.lists(
    st.builds(
        SampleUnit, st.integers(0, 60).map(lambda n: f"C-{n}"), st.just("responded"), stratum=STRATA
    ),
    max_size=40,
    unique_by=lambda unit: unit.case,
)
SIZES = st.integers(1, 12)
SEEDS = st.integers(-5, 5)


def drawn(units: list[SampleUnit], size: int, seed: int) -> Sample:
    """A sample of units, drawn in one go."""
    drawing = Drawing(size, seed)
    drawing.add(units)
    return drawing.sample()


@given(UNITS, SIZES, SEEDS)
def test_a_sample_is_a_subset(units: list[SampleUnit], size: int, seed: int) -> None:
    """Each unit drawn is in the population, once, and there are as many as asked for."""
    found = drawn(units, size, seed)
    assert set(found.units) <= set(units)
    assert len(set(found.units)) == len(found.units) == min(size, len(units))
    assert sum(found.population.values()) == len(units)


@given(UNITS, SIZES, SEEDS, st.data())
def test_a_sample_can_be_drawn_again(
    units: list[SampleUnit], size: int, seed: int, data: st.DataObject
) -> None:
    """The same seed draws the same sample, in whatever order the cases come."""
    again = data.draw(st.permutations(units))
    assert drawn(again, size, seed) == drawn(units, size, seed)


@given(UNITS, SIZES, SEEDS, st.integers(0, 40))
def test_a_sample_can_be_drawn_in_parts(
    units: list[SampleUnit], size: int, seed: int, cut: int
) -> None:
    """Parts that are drawn by themselves and put together give the sample of the whole."""
    one, other = Drawing(size, seed), Drawing(size, seed)
    one.add(units[:cut])
    other.add(units[cut:])
    one.include(other)
    assert one.sample() == drawn(units, size, seed)


@given(UNITS, SIZES, SEEDS)
def test_strata_are_in_proportion(units: list[SampleUnit], size: int, seed: int) -> None:
    """Each stratum has its share of the sample, rounded down or up to a whole unit."""
    found = drawn(units, size, seed)
    total = len(units)
    for stratum, count in found.population.items():
        assert abs(found.taken[stratum] - len(found.units) * count / total) < 1


@given(st.dictionaries(st.text(max_size=3), st.integers(1, 50), min_size=1), st.integers(1, 200))
def test_shares_add_up(population: dict[str, int], size: int) -> None:
    """Shares add up to the sample, and none is more than there is."""
    shares = allocated(population, size)
    assert sum(shares.values()) == min(size, sum(population.values()))
    assert all(0 <= shares[name] <= count for name, count in population.items())


@given(UNITS, st.integers(1, 11), SEEDS)
def test_the_first_of_a_stratum_stay(units: list[SampleUnit], size: int, seed: int) -> None:
    """A larger sample of one stratum has the smaller one at its beginning."""
    alone = [unit for unit in units if unit.stratum == "roads"]
    assert drawn(alone, size + 1, seed).units[:size] == drawn(alone, size, seed).units


def test_shares_by_largest_remainders() -> None:
    """What is left after rounding down goes to the largest remainders, of equal ones by name."""
    assert allocated({"a": 5, "b": 3, "c": 2}, 5) == {"a": 3, "b": 1, "c": 1}
    assert allocated({"b": 1, "a": 1}, 1) == {"b": 0, "a": 1}
    assert allocated({"a": 7, "b": 2, "c": 1}, 3) == {"a": 2, "b": 1, "c": 0}
    assert allocated({}, 3) == {}


def test_every_unit_has_the_same_chance() -> None:
    """Over many seeds each of ten units is drawn about as often: three times in ten."""
    units = [SampleUnit(f"C-{n}", "responded") for n in range(10)]
    seeds = 3000
    counts = Counter(unit.case for seed in range(seeds) for unit in drawn(units, 3, seed).units)
    spread = sqrt(seeds * 0.3 * 0.7)
    assert len(counts) == 10
    assert all(abs(count - seeds * 0.3) < 4 * spread for count in counts.values())


def test_another_seed_draws_another_sample() -> None:
    """Which units are drawn depends on the seed, and on this machine as on any other."""
    units = [SampleUnit(f"C-{n}", "responded") for n in range(50)]
    assert [unit.case for unit in drawn(units, 3, 1).units] != [
        unit.case for unit in drawn(units, 3, 2).units
    ]


def test_a_stratum_plays_no_part_in_the_rank() -> None:
    """What a case is about does not change whether it ranks before another."""
    one, other = SampleUnit("C-1", "responded"), SampleUnit("C-1", "responded", stratum="roads")
    assert one.rank(7) == other.rank(7)
    assert one.rank(7) != one.rank(8)
    assert one.rank(7) != SampleUnit("C-1", "responded", 2).rank(7)


def test_nobody_samples_nothing() -> None:
    """A sample of none is refused; a sample from nothing is empty."""
    with pytest.raises(LimitError, match="a sample of at least one"):
        Drawing(0, 1)
    assert drawn([], 5, 1) == Sample(5, 1, (), {})


HISTORY = events(
    "2026-03-02 received service=roads",
    "2026-03-04 reclassified to=service-request",
    "2026-03-04 received service=roads",
    "2026-03-09 reclassified to=corporate service=housing,repairs",
    "2026-03-09 received",
    "2026-03-12 responded",
)


def test_sample_units_a_case() -> None:
    """Each event of the name is a unit, in the stratum that the case was in by then."""
    assert list(sample_units(HISTORY, "reclassified", "service")) == [
        SampleUnit("C-1", "reclassified", 1, "roads"),
        SampleUnit("C-1", "reclassified", 2, "housing and repairs"),
    ]
    assert list(sample_units(HISTORY, "responded", "channel")) == [SampleUnit("C-1", "responded")]
    assert list(sample_units(HISTORY, "withdrawn", "service")) == []


def test_units_in_a_period_that_say_something() -> None:
    """Only events in the period, and with the facts asked for, are in the population."""
    march = Period(date(2026, 3, 5), date(2026, 3, 31))
    assert [unit.number for unit in sample_units(HISTORY, "reclassified", "service", march)] == [1]
    wanted = sample_units(HISTORY, "reclassified", "service", where={"to": "service-request"})
    assert [unit.stratum for unit in wanted] == ["roads"]


def test_units_follow_corrections() -> None:
    """What was voided was never there to sample."""
    told = (*HISTORY, *events("2026-03-13 voided voids=responded"))
    assert list(sample_units(told, "responded", "service")) == []
