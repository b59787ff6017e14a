"""Samples, rates and trends as records of plain values."""

from __future__ import annotations

from typing import Any

from casework.learning.rates import Rate
from casework.learning.rising import Trends
from casework.learning.sampling import Sample


def sample_record(sample: Sample) -> dict[str, Any]:
    """A sample as a record: its units in order, and the strata that it was drawn from."""
    return {
        "size": sample.size,
        "seed": sample.seed,
        "strata": [
            {"stratum": stratum, "population": count, "taken": sample.taken[stratum]}
            for stratum, count in sample.population.items()
        ],
        "units": [
            {
                "case": unit.case,
                "event": unit.event,
                "number": unit.number,
                "stratum": unit.stratum,
            }
            for unit in sample.units
        ],
    }


def rate_record(rate: Rate) -> dict[str, Any]:
    """A rate as a record, with Wilson's score interval at 95 %."""
    span = rate.interval()
    return {
        "found": rate.found,
        "of": rate.of,
        "share": rate.share,
        "low": span.low,
        "high": span.high,
        "confidence": 0.95,
        "method": "wilson-score",
    }


def trends_record(found: Trends) -> dict[str, Any]:
    """Trends as a record: the test, its threshold, and each cause."""
    return {
        "against": found.against,
        "exposure": {"before": found.exposure[0], "now": found.exposure[1]},
        "level": float(found.level),
        "threshold": float(found.threshold),
        "test": {"days": "exact-binomial", "cases": "fisher-exact"}[found.against],
        "causes": [
            {
                "code": each.code,
                "before": each.before,
                "now": each.now,
                "p": each.p,
                "verdict": each.verdict,
            }
            for each in found.trend
        ],
    }
