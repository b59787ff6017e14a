"""A rate from a sample, and the span that the true one may lie in."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from casework import LimitError
from casework.learning.rates import Interval, Rate


@st.composite
def rates(draw: st.DrawFn) -> Rate:
    """A rate of at least one check."""
    of = draw(st.integers(1, 5000))
    return Rate(draw(st.integers(0, of)), of)


CONFIDENCES = st.floats(0.5, 0.999)


@given(rates(), CONFIDENCES)
def test_the_interval_has_the_rate_in_it(rate: Rate, confidence: float) -> None:
    """The rate found is always within its interval, which is within none and all."""
    found = rate.interval(confidence)
    assert rate.share is not None
    assert rate.share in found
    assert 0 <= found.low <= found.high <= 1


@given(rates(), CONFIDENCES)
def test_the_rest_has_the_mirrored_interval(rate: Rate, confidence: float) -> None:
    """What was not found has the same interval seen from the other end."""
    one = rate.interval(confidence)
    other = Rate(rate.of - rate.found, rate.of).interval(confidence)
    assert other.low == pytest.approx(1 - one.high, abs=1e-12)
    assert other.high == pytest.approx(1 - one.low, abs=1e-12)


@given(rates(), st.integers(2, 9))
def test_more_checks_say_more(rate: Rate, times: int) -> None:
    """The same rate from more checks has a narrower interval."""
    one = rate.interval()
    other = Rate(rate.found * times, rate.of * times).interval()
    assert other.high - other.low < one.high - one.low


@given(rates(), CONFIDENCES, CONFIDENCES)
def test_more_confidence_says_less(rate: Rate, one: float, other: float) -> None:
    """To be surer is to say a wider interval."""
    assume(one < other)
    narrow, wide = rate.interval(one), rate.interval(other)
    assert wide.low <= narrow.low
    assert narrow.high <= wide.high


@pytest.mark.parametrize(
    ("found", "of", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_published_intervals(found: int, of: int, low: float, high: float) -> None:
    """The score intervals without continuity correction of R. G. Newcombe (1998), Table I."""
    span = Rate(found, of).interval()
    assert (round(span.low, 4), round(span.high, 4)) == (low, high)


def test_three_of_eleven() -> None:
    """Of the 11 contacts that Kensington and Chelsea reviewed 3 were complaints: 10 to 57 %."""
    span = Rate(3, 11).interval()
    assert (round(span.low, 3), round(span.high, 3)) == (0.097, 0.566)


def test_nothing_was_checked() -> None:
    """From no checks there is no rate, and it may be anything."""
    assert Rate(0, 0).share is None
    assert Rate(0, 0).interval() == Interval(0.0, 1.0)


@pytest.mark.parametrize(("found", "of"), [(2, 1), (-1, 1), (0, -1)])
def test_impossible_rates(found: int, of: int) -> None:
    """More cannot be found than was checked."""
    with pytest.raises(LimitError, match="no more found than checked"):
        Rate(found, of)


@pytest.mark.parametrize("confidence", [0, 1, 95])
def test_impossible_confidence(confidence: float) -> None:
    """A confidence is between none and all."""
    with pytest.raises(LimitError, match="a confidence between 0 and 1"):
        Rate(1, 2).interval(confidence)
