"""A report is a tally of measures over a stream of cases.

Two tallies are kept side by side, for the period and for the year before, each from the record
of the case as it stood on that period's last day.  A tally only ever adds, so a caseload can be
counted in parts, in any order, and holds no case once it has been counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from attrs import Factory, frozen

from casework.cases.events import Event
from casework.errors import CaseworkError, Fault
from casework.learning.measures import WHOLE, Key, Measure, measures_of
from casework.learning.period import Period
from casework.learning.record import Record
from casework.rules.policy import Policy


def percent(count: int, of: int) -> Decimal | None:
    """A share in percent to two places, halves rounded up; None out of nothing."""
    if not of:
        return None
    return (Decimal(100 * count) / Decimal(of)).quantize(Decimal("0.01"), ROUND_HALF_UP)


@frozen
class Figure:
    """A count, and what it is out of, if it is out of anything."""

    count: int
    of: int | None = None

    @property
    def share(self) -> Decimal | None:
        """The count in percent of its whole."""
        return None if self.of is None else percent(self.count, self.of)


@frozen
class Line:
    """One line of a table: this period's figure and that of the year before, if it is known."""

    key: Key
    title: str
    now: Figure
    before: Figure | None = None

    @property
    def change(self) -> int | None:
        """How many more than the year before."""
        return None if self.before is None else self.now.count - self.before.count

    @property
    def change_percent(self) -> Decimal | None:
        """The change in percent of the year before."""
        return (
            None
            if self.before is None
            else percent(self.now.count - self.before.count, self.before.count)
        )


@frozen
class Table:
    """A measure counted: its definition and its lines."""

    measure: Measure
    lines: tuple[Line, ...]
    total: int | None = None


@frozen
class Report:
    """The figures of a policy's cases over a period.

    `before` is the year before, where there is one to compare with; `since` is the day of the
    earliest receipt, which tells whether the whole of that year is known.
    """

    policy: Policy
    period: Period
    tables: tuple[Table, ...]
    before: Period | None = None
    cases: int = 0
    since: date | None = None

    def table(self, measure: str) -> Table:
        """The table of a measure; `KeyError` where there is none."""
        found = {table.measure.id: table for table in self.tables}
        return found[measure]


@frozen
class Tally:
    """Counts and wholes of the measures over the cases seen so far."""

    policy: Policy
    period: Period
    measures: tuple[Measure, ...]
    counts: Counter[tuple[str, Key]] = Factory(Counter)
    wholes: Counter[tuple[str, Key]] = Factory(Counter)
    seen: Counter[str] = Factory(Counter)

    @classmethod
    def empty(cls, policy: Policy, period: Period) -> Tally:
        """A tally of nothing yet."""
        return cls(policy, period, measures_of(policy))

    def record(self, events: Iterable[Event]) -> Record | None:
        """One case as it stood on the last day of the period; None if it had not begun."""
        return Record.on(self.policy, events, self.period.last)

    def add(self, record: Record | None) -> None:
        """Count one case."""
        if record is None:
            return
        self.seen["cases"] += 1
        for measure in self.measures:
            for key, count, whole in measure.observe(record, self.period):
                self.counts[measure.id, key] += count
                self.wholes[measure.id, key] += whole

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.policy,
            self.period,
            self.measures,
            self.counts + other.counts,
            self.wholes + other.wholes,
            self.seen + other.seen,
        )

    def figure(self, measure: Measure, key: Key) -> Figure:
        """The figure of a measure's line."""
        count = self.counts[measure.id, key]
        if measure.of is None:
            return Figure(count)
        return Figure(count, self.wholes[measure.id, WHOLE if measure.whole == "table" else key])


def report(
    policy: Policy,
    cases: Iterable[Iterable[Event]],
    period: Period,
    faults: list[Fault] | None = None,
) -> Report:
    """Count a stream of examined histories over a period and over the year before.

    A period of more than a year is not compared, since the years would overlap.
    A case whose clocks cannot be reckoned (a limit not in force, a day outside the calendar)
    raises, or is left out and put among `faults` where a list is given.
    """
    now, before = Tally.empty(policy, period), Tally.empty(policy, period.year_before())
    since: date | None = None
    for case in cases:
        events = tuple(case)
        if not events:
            continue
        since = events[0].on if since is None else min(since, events[0].on)
        try:
            records = [(tally, tally.record(events)) for tally in (before, now)]
        except CaseworkError as error:
            if faults is None:
                raise
            faults.append(Fault(events[0].case, str(error)))
            continue
        for tally, record in records:
            tally.add(record)
    known = before.seen["cases"] and not period.is_over_a_year
    return report_of(now, before if known else None, since)


def report_of(now: Tally, before: Tally | None = None, since: date | None = None) -> Report:
    """The report of a tally, beside that of the year before if there is one to compare."""
    tables = []
    for measure in now.measures:
        lines = tuple(
            Line(
                key,
                title,
                now.figure(measure, key),
                before.figure(measure, key) if before else None,
            )
            for key, title in measure.lines
        )
        total = now.wholes[measure.id, WHOLE] if measure.whole == "table" else None
        tables.append(Table(measure, lines, total))
    return Report(
        now.policy,
        now.period,
        tuple(tables),
        before.period if before else None,
        now.seen["cases"],
        since,
    )
