"""A rate found in a sample, with the span that the true rate may well lie in.

The span is Wilson's score interval (E. B. Wilson, 1927): the rates that a test at the same
confidence would not reject.  Unlike the usual "plus or minus" it stays between none and all and
is sensible for few checks and for rates near either end, which is what quality checks have.  It
takes the sample as a simple random one from a large population.  From a small population, or one
that was stratified, the truth is a little closer than it says.
"""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

from attrs import field, frozen
from attrs.validators import instance_of

from casework.errors import LimitError


@frozen
class Interval:
    """From the lowest to the highest rate, as shares of 1."""

    low: float
    high: float

    def __contains__(self, rate: float) -> bool:
        return self.low <= rate <= self.high


@frozen
class Rate:
    """How many of those checked were found to be so."""

    found: int = field(validator=instance_of(int))
    of: int = field(validator=instance_of(int))

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.found <= self.of:
            raise LimitError(f"{self.found} of {self.of}", "no more found than checked")

    @property
    def share(self) -> float | None:
        """The rate as a share of 1; None out of nothing."""
        return self.found / self.of if self.of else None

    def interval(self, confidence: float = 0.95) -> Interval:
        """Wilson's score interval at a confidence; everything, where nothing was checked.

        `LimitError` for a confidence that is not between 0 and 1.
        """
        if not 0 < confidence < 1:
            raise LimitError(str(confidence), "a confidence between 0 and 1")
        share = self.share
        if share is None:
            return Interval(0.0, 1.0)
        z = NormalDist().inv_cdf((1 + confidence) / 2)
        shrink = 1 + z * z / self.of
        centre = (share + z * z / (2 * self.of)) / shrink
        spread = z * sqrt(share * (1 - share) / self.of + (z / (2 * self.of)) ** 2) / shrink
        low = 0.0 if self.found == 0 else min(share, centre - spread)
        high = 1.0 if self.found == self.of else max(share, centre + spread)
        return Interval(low, high)
