"""The cases behind each figure of a measure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from casework.cases.events import Event
from casework.errors import CaseworkError, Fault, LimitError, listed, meant
from casework.learning.measures import Key, Measure
from casework.learning.period import Period
from casework.learning.report import title_of
from casework.learning.tally import Tally
from casework.learning.titles import Titles
from casework.rules.measures import Choice
from casework.rules.policy import Policy


class Trace(NamedTuple):
    """That a case is in a line of a measure: by which day, and whether it is counted.

    What is not counted is in the line's whole only.
    """

    key: Key
    title: str
    case: str
    on: date
    counted: bool


def measure_named(measures: Iterable[Measure], name: str) -> Measure:
    """The measure of an id; `LimitError` with what was perhaps meant where there is none."""
    known = {measure.id: measure for measure in measures}
    if name not in known:
        raise LimitError(name, f"a measure: {listed(known)}", meant(name, known))
    return known[name]


def traced(
    policy: Policy,
    cases: Iterable[Iterable[Event]],
    period: Period,
    measure: Measure,
    faults: list[Fault],
    *,
    only: Choice | None = None,
) -> Iterator[Trace]:
    """What each case adds to a measure, as the cases come; the sum of them is the measure."""
    tally = Tally.empty(policy, period, (measure,), only)
    titles = Titles.of(policy)
    known = dict(measure.lines)
    for case in cases:
        events = tuple(case)
        if not events:
            continue
        try:
            found = tally.observed(tally.record(events))
        except CaseworkError as error:
            faults.append(Fault(events[0].case, str(error)))
            continue
        for each in found:
            key = each.added.key
            title = known.get(key) or title_of(measure, key, titles)
            yield Trace(key, title, events[0].case, each.day, each.added.counts)
