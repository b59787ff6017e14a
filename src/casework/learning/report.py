"""A report is a tally of measures over a stream of cases.

Tallies are kept side by side, for the period and for the spans that it is compared with, each
from the record of the case as it stood on that span's last day.  What is compared is a year
before and, for a period of some whole months, as many months directly before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from attrs import evolve, frozen

from casework.cases.events import Event
from casework.errors import CaseworkError, Fault
from casework.learning.measures import WHOLE, Key, Measure
from casework.learning.period import Period
from casework.learning.standard import measures_of
from casework.learning.supplied import rate_tables, supplied_tables
from casework.learning.tables import Line, Table
from casework.learning.tally import Tally
from casework.learning.titles import Titles
from casework.rules.measures import Choice
from casework.rules.policy import Policy

PARTS = {"received": "Received", "done": "Done", "open": "Open"}
"""What the parts of a measure are called."""


@frozen
class Report:
    """The figures of a policy's cases over a period.

    `before` is the year before and `previous` the span directly before, where there is one to
    compare with; `since` is the day of the earliest receipt, which tells whether the whole of
    them is known.  `only` are the cases that were chosen; `suppressed_below` is the number below
    which figures are withheld.
    """

    policy: Policy
    period: Period
    tables: tuple[Table, ...]
    before: Period | None = None
    cases: int = 0
    since: date | None = None
    previous: Period | None = None
    only: Choice | None = None
    suppressed_below: int | None = None

    def table(self, measure: str) -> Table:
        """The table of a measure; `KeyError` where there is none."""
        found = {table.measure.id: table for table in self.tables}
        return found[measure]


def report(
    policy: Policy,
    cases: Iterable[Iterable[Event]],
    period: Period,
    faults: list[Fault] | None = None,
    *,
    only: Choice | None = None,
    splits: Iterable[str] | None = None,
) -> Report:
    """Count a stream of examined histories over a period and over those it is compared with.

    A period of more than a year is not compared, since the years would overlap.  `only` chooses
    cases by procedure, kind or facts; `splits` are the traits and facts that the main figures are
    also shown by, the policy's own where none are given.
    A case whose clocks cannot be reckoned (a limit not in force, a day outside the calendar)
    raises, or is left out and put among `faults` where a list is given.
    """
    measures = measures_of(policy, policy.figures.report.splits if splits is None else splits)
    now = Tally.empty(policy, period, measures, only)
    before = previous = None
    if not period.is_over_a_year:
        before = Tally.empty(policy, period.year_before(), measures, only)
    if period.is_compared_directly:
        previous = Tally.empty(policy, period.just_before(), measures, only)
    tallies = [tally for tally in (now, before, previous) if tally is not None]
    since: date | None = None
    for case in cases:
        events = tuple(case)
        if not events:
            continue
        since = events[0].on if since is None else min(since, events[0].on)
        try:
            records = [(tally, tally.record(events)) for tally in tallies]
            observed = [(tally, record, tally.observed(record)) for tally, record in records]
        except CaseworkError as error:
            if faults is None:
                raise
            faults.append(Fault(events[0].case, str(error)))
            continue
        for tally, record, found in observed:
            tally.take(record, found)
    return report_of(now, _of_something(before), since, _of_something(previous))


def _of_something(tally: Tally | None) -> Tally | None:
    return tally if tally is not None and tally.seen["cases"] else None


def report_of(
    now: Tally,
    before: Tally | None = None,
    since: date | None = None,
    previous: Tally | None = None,
) -> Report:
    """The report of a tally, beside those of the spans that it is compared with, if any."""
    titles = Titles.of(now.policy)
    made = [_table(measure, now, before, previous, titles) for measure in now.measures]
    by_id = {table.measure.id: table for table in made}
    counted = (evolve(table, splits=by_id.get(table.measure.splits or "")) for table in made)
    earlier = now.period.just_before() if now.period.is_compared_directly else None
    supplied = supplied_tables(now.policy, now.period, now.period.year_before(), earlier)
    tables = (*counted, *supplied)
    return Report(
        now.policy,
        now.period,
        (*tables, *rate_tables(now.policy, tables)),
        before.period if before else None,
        now.seen["cases"],
        since,
        previous.period if previous else None,
        now.only or None,
    )


def _table(
    measure: Measure, now: Tally, before: Tally | None, previous: Tally | None, titles: Titles
) -> Table:
    then, earlier = (None, None) if measure.series else (before, previous)
    tallies = [tally for tally in (now, then, earlier) if tally is not None]
    lines = tuple(
        Line(
            key,
            title,
            now.figure(measure, key),
            then.figure(measure, key) if then else None,
            earlier.figure(measure, key) if earlier else None,
            measure.depths.get(key, 0),
        )
        for key, title in lines_of(measure, tallies, titles)
    )
    return Table(measure, lines, now.wholes[measure.id, WHOLE] if measure.has_total else None)


def lines_of(measure: Measure, tallies: Sequence[Tally], titles: Titles) -> list[tuple[Key, str]]:
    """The lines of a measure: those it always has, then what else was found, in order."""
    listed = dict(measure.lines)
    found = {key for tally in tallies for key in tally.keys(measure)} - listed.keys()

    def place(key: Key) -> tuple[int, tuple[tuple[int, str], ...]]:
        part = measure.part_of(key)
        return measure.parts.index(part), titles.places(part.by, key[len(part.key) :])

    for key in sorted(found, key=place):
        across = measure.across
        listed[key] = titles.value(across, key[-1]) if across else title_of(measure, key, titles)
    return list(listed.items())


def title_of(measure: Measure, key: Key, titles: Titles) -> str:
    """What a line that a measure does not list is called."""
    part = measure.part_of(key)
    named = titles.line(part.by, key[len(part.key) :])
    return ": ".join(filter(None, (*(PARTS.get(each, each) for each in part.key), named)))
