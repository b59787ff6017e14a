"""Samples, rates and trends in words, each with its method said."""

from __future__ import annotations

from collections.abc import Iterator

from casework.learning.carried import Carried
from casework.learning.rates import Rate
from casework.learning.rising import Trends
from casework.learning.sampling import Sample


def sample_in_words(sample: Sample, of: str, by: str) -> Iterator[str]:
    """What was drawn from what, stratum by stratum."""
    total = sum(sample.population.values())
    yield (
        f"{len(sample.units):,} of {total:,} ({of}), drawn at random with seed {sample.seed},"
        f" in proportion by {by}:"
    )
    for stratum, count in sample.population.items():
        yield f"  {stratum or 'not recorded'}: {sample.taken[stratum]:,} of {count:,}"


def rate_in_words(rate: Rate, drawn: int, said: str) -> str:
    """What was found so far among those drawn, with the span that the true rate may lie in."""
    words = f"{rate.of:,} of {drawn:,} checked; {said}: {rate.found:,}"
    if rate.share is None:
        return f"{words}."
    span = rate.interval()
    return (
        f"{words}, {_percent(rate.share)}. The true rate may well lie between"
        f" {_percent(span.low)} and {_percent(span.high)}"
        " (95 % confidence, Wilson's score interval)."
    )


def trend_rows(found: Trends, carried: Carried) -> Iterator[tuple[str, ...]]:
    """The causes in rows under a heading: before, now, the p-value, and what it says."""
    yield "", "before", "now", "p", ""
    for each in found.trend:
        title = carried.taxonomy.by_id[each.code].title
        p = f"{each.p:.4f}" if each.p >= 0.0001 else "<0.0001"
        yield title, f"{each.before:,}", f"{each.now:,}", p, each.verdict


def test_in_words(found: Trends) -> str:
    """What the causes were put to: the test, what it holds counts against, and its threshold."""
    exact = {
        "days": "the exact binomial test of two rates a day",
        "cases": "Fisher's exact test of two shares of cases",
    }[found.against]
    before, now = found.exposure
    shares = found.level / found.threshold
    return (
        f"Tested by {exact} ({before:,} {found.against} before, {now:,} now), two-sided. A cause"
        f" is called rising or falling where p is at most {float(found.threshold):.4g}, which is"
        f" {float(100 * found.level):g} % for all causes together, shared among {int(shares)} with"
        " enough cases (Tarone). Too few to tell: even if all of its cases fell into one period,"
        " p would be more than that."
    )


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"
