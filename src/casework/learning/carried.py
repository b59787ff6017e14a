"""How many cases carry each code of a list, in two periods.

A case belongs to the period in which it was received, and is counted as it stood on that
period's last day, so that an old period is not known better than a new one.  It counts once for
each code that it carries, retired codes as what they have become, and once in the number of
cases.  Counts only ever add, so a caseload can be counted in parts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

from attrs import Factory, frozen

from casework.cases.events import Event
from casework.errors import LimitError, listed, meant
from casework.learning.period import Period
from casework.learning.record import Record
from casework.learning.rising import Against, Trends, trends
from casework.rules.lists.taxonomy import Taxonomy
from casework.rules.policy import Policy


@frozen
class Carried:
    """The cases of two periods, earlier and later, by the codes of one list."""

    policy: Policy
    axis: str
    periods: tuple[Period, Period]
    level: int | None = None
    counts: tuple[Counter[str], Counter[str]] = Factory(lambda: (Counter(), Counter()))
    cases: Counter[int] = Factory(Counter)

    def __attrs_post_init__(self) -> None:
        known = self.policy.taxonomies
        if self.axis not in known:
            near = meant(self.axis, known)
            raise LimitError(self.axis, f"a list of the policy: {listed(known)}", near)
        earlier, later = self.periods
        if earlier.last >= later.first:
            raise LimitError(f"{earlier} and {later}", "two periods, one before the other")

    @property
    def taxonomy(self) -> Taxonomy:
        """The list."""
        return self.policy.taxonomies[self.axis]

    def add(self, events: Iterable[Event]) -> None:
        """Count one case."""
        history = tuple(events)
        for i, period in enumerate(self.periods):
            record = Record.on(self.policy, history, period.last)
            if record is not None and record.received in period:
                self.cases[i] += 1
                self.counts[i].update(self.taxonomy.counted(record.values(self.axis), self.level))

    def trends(self, *, against: Against = "days", at: Fraction = Fraction(1, 20)) -> Trends:
        """Which codes are rising from the earlier period to the later, in the order of the list."""
        codes = dict.fromkeys(self.taxonomy.counted(self.taxonomy.ids, self.level), 0)
        days = tuple((period.last - period.first).days + 1 for period in self.periods)
        exposure = (days[0], days[1])
        if against == "cases":
            exposure = (self.cases[0], self.cases[1])
        before, now = ({**codes, **counts} for counts in self.counts)
        return trends(before, now, exposure, against=against, level=at)
