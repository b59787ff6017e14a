"""Which causes are rising: an exact test, shared among those with enough cases to tell."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import LimitError
from casework.learning import rising
from casework.learning.rising import Against, Trend, trends

YEAR = (365, 365)
COUNTS = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 40), min_size=1)
EXPOSURES = st.tuples(st.integers(1, 400), st.integers(1, 400))


def one(
    before: int, now: int, exposure: tuple[int, int] = YEAR, against: Against = "days"
) -> Trend:
    """The trend of one cause by itself."""
    (found,) = trends({"a": before}, {"a": now}, exposure, against=against).trend
    return found


@pytest.mark.parametrize(
    ("before", "now", "p", "verdict"),
    [
        (0, 5, 0.0625, "too few to tell"),
        (0, 6, 0.03125, "rising"),
        (6, 0, 0.03125, "falling"),
        (1, 6, 0.125, "no clear change"),
        (1, 7, 0.0703125, "no clear change"),
        (1, 8, 0.0390625, "rising"),
        (5, 5, 1, "no clear change"),
        (2, 3, 1, "too few to tell"),
        (0, 0, 1, "too few to tell"),
    ],
)
def test_small_numbers(before: int, now: int, p: float, verdict: str) -> None:
    """With equal periods each case is a coin: five of five tell nothing, six of six do."""
    found = one(before, now)
    assert (found.p, found.verdict) == (p, verdict)


def test_a_tea_tasting() -> None:
    """R. A. Fisher's lady: three of four right has 17 in 70 by chance, all four 1 in 70."""
    assert one(1, 3, (4, 4), "cases").p == pytest.approx(2 * 17 / 70)
    assert one(0, 4, (4, 4), "cases").p == pytest.approx(2 * 1 / 70)


@given(st.integers(0, 3), st.integers(0, 3), st.integers(1, 2), st.integers(1, 2))
def test_the_p_value_counts_the_ways(before: int, now: int, earlier: int, later: int) -> None:
    """Per day, p is twice the smaller part of all ways in which the cases could have fallen."""
    both = before + now
    days = ["before"] * earlier + ["now"] * later
    falls = [sum(day == "now" for day in way) for way in product(days, repeat=both)]
    low = sum(k <= now for k in falls)
    high = sum(k >= now for k in falls)
    assert one(before, now, (earlier, later)).p == pytest.approx(
        min(1, 2 * min(low, high) / len(falls))
    )


@given(st.integers(0, 8), st.integers(0, 8), st.integers(0, 8), st.integers(0, 8))
def test_the_p_value_counts_the_hands(before: int, rest: int, now: int, others: int) -> None:
    """Per case, p is twice the smaller part of all hands in which the cases could be dealt."""
    exposure = (before + rest + 1, now + others + 1)
    both, whole = before + now, sum(exposure)
    hands = {
        k: comb(exposure[1], k) * comb(exposure[0], both - k)
        for k in range(both + 1)
        if k <= exposure[1] and both - k <= exposure[0]
    }
    assert sum(hands.values()) == comb(whole, both)
    low = sum(ways for k, ways in hands.items() if k <= now)
    high = sum(ways for k, ways in hands.items() if k >= now)
    wanted = min(1, 2 * min(low, high) / comb(whole, both))
    assert one(before, now, exposure, "cases").p == pytest.approx(wanted)


@given(COUNTS, COUNTS, EXPOSURES)
def test_what_rises_falls_the_other_way(
    before: dict[str, int], now: dict[str, int], exposure: tuple[int, int]
) -> None:
    """With the periods exchanged, what was rising is falling, with the same p."""
    there = {each.code: each for each in trends(before, now, exposure).trend}
    back = {each.code: each for each in trends(now, before, exposure[::-1]).trend}
    other = {"rising": "falling", "falling": "rising"}
    for code, each in there.items():
        assert back[code].p == pytest.approx(each.p)
        assert back[code].verdict == other.get(each.verdict, each.verdict)


@given(COUNTS, COUNTS, st.data())
def test_order_does_not_matter(
    before: dict[str, int], now: dict[str, int], data: st.DataObject
) -> None:
    """What is said of a cause does not depend on where it stands."""
    shuffled = dict(data.draw(st.permutations(list(before.items()))))
    one_way = {each.code: each for each in trends(before, now, YEAR).trend}
    other = {each.code: each for each in trends(shuffled, now, YEAR).trend}
    assert one_way == other


@given(COUNTS, COUNTS, st.integers(1, 5))
def test_a_cause_that_is_too_small_takes_nothing(
    before: dict[str, int], now: dict[str, int], small: int
) -> None:
    """A further cause with too few cases changes nothing that is said of the others."""
    alone = trends(before, now, YEAR)
    beside = trends({**before, "z": small}, now, YEAR)
    assert beside.trend[: len(before)] == alone.trend[: len(before)]
    assert beside.threshold == alone.threshold
    assert "z" in beside.of("too few to tell")


@given(COUNTS, COUNTS)
def test_what_is_said_follows_from_p(before: dict[str, int], now: dict[str, int]) -> None:
    """Rising and falling are exactly the causes with enough cases and a p within the threshold."""
    found = trends(before, now, YEAR)
    for each in found.trend:
        said = each.verdict in {"rising", "falling"}
        assert said == (each.p <= found.threshold)
        if said:
            assert (each.verdict == "rising") == (each.now > each.before)


@pytest.mark.parametrize("both", [6, 11, 25, 60])
@pytest.mark.parametrize("exposure", [(1, 1), (365, 366), (90, 275)])
def test_false_alarms_are_as_rare_as_said(both: int, exposure: tuple[int, int]) -> None:
    """If nothing changed, the chance of any rise or fall being told is at most the level."""
    earlier, later = exposure
    chance = Fraction(0)
    for k in range(both + 1):
        found = one(both - k, k, exposure)
        if found.verdict in {"rising", "falling"}:
            ways = comb(both, k) * later**k * earlier ** (both - k)
            chance += Fraction(ways, (earlier + later) ** both)
    assert chance <= Fraction(1, 20)


def test_the_level_is_for_all_causes_together() -> None:
    """What would be told of one cause alone is not told of it among nine."""
    assert one(10, 23).verdict == "rising"
    many = dict.fromkeys("bcdefghi", 20)
    found = trends({"a": 10, **many}, {"a": 23, **many}, YEAR)
    assert found.trend[0].verdict == "no clear change"
    assert found.threshold == Fraction(1, 180)


@pytest.mark.parametrize("against", ["days", "cases"])
@pytest.mark.parametrize(("before", "now"), [(180, 210), (190, 240), (60, 300)])
def test_large_numbers(
    monkeypatch: pytest.MonkeyPatch, against: Against, before: int, now: int
) -> None:
    """Sums in floating point agree with sums in whole numbers."""
    exact = one(before, now, (700, 650), against)
    monkeypatch.setattr(rising, "EXACT", 10)
    assert one(before, now, (700, 650), against).p == pytest.approx(exact.p, rel=1e-9)


@pytest.mark.parametrize(
    ("exposure", "against", "expected"),
    [
        ((0, 5), "days", "some in both periods"),
        ((5, 0), "cases", "some in both periods"),
        ((2, 9), "cases", "at most 2, the cases in all"),
        ((9, 3), "cases", "at most 3, the cases in all"),
    ],
)
def test_what_cannot_be_compared(
    exposure: tuple[int, int], against: Against, expected: str
) -> None:
    """A period of nothing, and more cases of a cause than cases, are errors."""
    with pytest.raises(LimitError, match=expected):
        trends({"a": 3}, {"a": 4}, exposure, against=against)


def test_causes_in_either_period() -> None:
    """A cause that one period lacks counts as none there."""
    found = trends({"a": 9}, {"b": 9}, YEAR)
    assert (found.of("falling"), found.of("rising")) == (("a",), ("b",))
