"""What can be counted of a case, one thing at a time.

A case is many things to a report: something received on one day and answered on another, a run
of clocks, some stages entered.  Each of these is a unit, and of each the record of a case gives
sightings: the day by which it is counted, its traits, and the facts that are known of it.  What
is counted, out of what and by which day is thus settled once, here and in `units`, and a
measure only chooses among sightings.

A trait is what the rules say of a sighting (its stage, whether a clock was met); a fact is what
the events say of the case.  Where both have a name, the trait is meant.  The months, quarters
and years of a sighting are traits too, so that a series is a measure like any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from casework.learning.record import Values

NONE: Values = ()


class Sighting(NamedTuple):
    """One thing to be counted: its day, its traits and facts, and from when to when it took."""

    day: date
    traits: Mapping[str, Values]
    facts: Mapping[str, Values]
    span: tuple[date, date] | None = None

    def values(self, name: str) -> Values:
        """The values of a trait or of a fact, or of the time that it falls into."""
        found = self.traits.get(name)
        if found is None:
            found = self.facts.get(name)
        if found is not None:
            return found
        if name == "month":
            return (f"{self.day:%Y-%m}",)
        if name == "quarter":
            return (f"{self.day.year}-{self.day.month - (self.day.month - 1) % 3:02}",)
        return (f"{self.day.year:04}",) if name == "year" else NONE


def yes(truth: object) -> Values:
    """A trait that is one or the other."""
    return ("yes",) if truth else ("no",)
