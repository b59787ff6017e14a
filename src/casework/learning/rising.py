"""Which causes are rising, and which are too few to tell.

Two periods are compared, cause by cause, and the answer is one of four: rising, falling, no
clear change, or too few to tell.  A cause is called rising only if a difference so large would
be a surprise, were nothing behind it but chance:

- per day, the counts are taken to come at a steady rate; of those of both periods together, how
  many fall into the later one is then binomial (the exact conditional test of two Poisson
  rates);
- per case, the cases that carry the cause are taken to be spread over both periods' cases at
  random; how many are in the later one is then hypergeometric (Fisher's exact test).

The p-value is twice the smaller tail, and exact: it is summed in whole numbers, or, for causes
with thousands of cases, to the precision of floating point.

Asking of nine causes at once finds one "rising" by chance more often than asking of one.  The
level, 5 % unless said otherwise, is therefore for all causes together, shared out as R. E.
Tarone (1990) does for counts: a cause with so few cases that even all of them falling into one
period would be no surprise can never be called rising, so it takes no part of the level, and is
marked as too few to tell.

What the test does not know: complaints may come in clumps (one storm, many complaints) and the
seasons differ.  It tells a rise from chance, not its cause.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import comb, exp, fsum, gcd, lgamma, log
from typing import Literal

from attrs import frozen

from casework.errors import LimitError

Verdict = Literal["rising", "falling", "no clear change", "too few to tell"]
Against = Literal["days", "cases"]

EXACT = 2_000
"""The most cases of a cause that are summed in whole numbers."""


@frozen
class Trend:
    """One cause in two periods: how often, how surprising the difference, and what it says."""

    code: str
    before: int
    now: int
    p: float
    verdict: Verdict


@frozen
class Trends:
    """The causes in the order given, and the test that they were put to.

    `threshold` is what a p-value must not exceed: the level, shared among those causes that
    have enough cases.
    """

    trend: tuple[Trend, ...]
    against: Against
    exposure: tuple[int, int]
    level: Fraction
    threshold: Fraction

    def of(self, verdict: Verdict) -> tuple[str, ...]:
        """The codes of which something is said."""
        return tuple(each.code for each in self.trend if each.verdict == verdict)


def trends(
    before: Mapping[str, int],
    now: Mapping[str, int],
    exposure: tuple[int, int],
    *,
    against: Against = "days",
    level: Fraction = Fraction(1, 20),
) -> Trends:
    """Which causes are rising from one period to the next.

    `exposure` is what the counts are held against, before and now: the days of the periods, or
    the cases of which each cause is counted at most once.  `LimitError` where there is none, or
    fewer cases than one of the counts.
    """
    codes = list(dict.fromkeys([*before, *now]))
    counts = {code: (before.get(code, 0), now.get(code, 0)) for code in codes}
    _fits(counts, exposure, against)
    found = {code: _tested(pair, exposure, against) for code, pair in counts.items()}
    threshold = _shared([least for _, least, _ in found.values()], level)
    told = []
    for code, (p, least, rises) in found.items():
        verdict: Verdict = "no clear change"
        if least > threshold:
            verdict = "too few to tell"
        elif p <= threshold:
            verdict = "rising" if rises else "falling"
        told.append(Trend(code, *counts[code], float(p), verdict))
    return Trends(tuple(told), against, exposure, level, threshold)


def _fits(
    counts: Mapping[str, tuple[int, int]], exposure: tuple[int, int], against: Against
) -> None:
    if min(exposure) < 1:
        raise LimitError(f"{exposure[0]} and {exposure[1]} {against}", "some in both periods")
    for code, pair in counts.items():
        for count, most in zip(pair, exposure, strict=True):
            if against == "cases" and count > most:
                raise LimitError(f"{count} cases of '{code}'", f"at most {most}, the cases in all")


def _tested(
    pair: tuple[int, int], exposure: tuple[int, int], against: Against
) -> tuple[Fraction | float, Fraction | float, bool]:
    """The p-value, the least that so many cases could have, and whether the rate went up."""
    first, weights = _weights(sum(pair), exposure, against)
    at = pair[1] - first
    p = 2 * min(_part(weights, weights[: at + 1]), _part(weights, weights[at:]))
    least = 2 * min(_part(weights, weights[:1]), _part(weights, weights[-1:]))
    return min(1, p), min(1, least), pair[1] * exposure[0] > pair[0] * exposure[1]


def _part(whole: Sequence[float], part: Sequence[float]) -> Fraction | float:
    if isinstance(whole[0], int):
        return Fraction(int(sum(part)), int(sum(whole)))
    return fsum(part) / fsum(whole)


def _weights(both: int, exposure: tuple[int, int], against: Against) -> tuple[int, Sequence[float]]:
    """How likely each split of so many cases is, from the one with fewest in the later period."""
    earlier, later = (each // gcd(*exposure) for each in exposure)
    first, last = 0, both
    if against == "cases":
        earlier, later = exposure
        first, last = max(0, both - earlier), min(both, later)
    if both > EXACT:
        logs = [_log_weight(k, both, (earlier, later), against) for k in range(first, last + 1)]
        top = max(logs)
        return first, [exp(each - top) for each in logs]
    weights = [earlier**both]
    if against == "cases":
        weights = [comb(later, first) * comb(earlier, both - first)]
    for k in range(first, last):
        up, down = (both - k) * later, (k + 1) * earlier
        if against == "cases":
            up, down = (both - k) * (later - k), (k + 1) * (earlier - both + k + 1)
        weights.append(weights[-1] * up // down)
    return first, weights


def _log_weight(k: int, both: int, exposure: tuple[int, int], against: Against) -> float:
    earlier, later = exposure
    if against == "cases":
        return _log_comb(later, k) + _log_comb(earlier, both - k)
    return _log_comb(both, k) + k * log(later) + (both - k) * log(earlier)


def _log_comb(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def _shared(least: list[Fraction | float], level: Fraction) -> Fraction:
    """The level for each cause: shared among as few as could be significant at that share."""
    shares = 1
    while sum(each <= level / shares for each in least) > shares:
        shares += 1
    return level / shares
