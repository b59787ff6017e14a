"""The cases behind a figure: they are as many as the figure says."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import Fault, LimitError, report
from casework.learning.standard import measures_of
from casework.learning.tracing import Trace, measure_named, traced

from .caseloads import POLICY, QUARTER, Told, caseloads, told
from .rich import RICH, SOME
from .test_report import EARLIER, LATER, LIMITED

NAMES = [measure.id for measure in measures_of(POLICY)]


@given(caseloads(), st.sampled_from(NAMES))
def test_as_many_as_the_figure_says(cases: list[Told], name: str) -> None:
    """The counted traces of each line are its figure, and all of them its own whole."""
    measure = measure_named(measures_of(POLICY), name)
    found = list(traced(POLICY, cases, QUARTER, measure, []))
    counted = Counter(trace.key for trace in found if trace.counted)
    table = report(POLICY, cases, QUARTER).table(name)
    assert {line.key: line.now.count for line in table.lines if line.now.count} == counted
    titles = {line.key: line.title for line in table.lines}
    assert all(titles[trace.key] == trace.title for trace in found)


def test_a_trace() -> None:
    """A trace has the line, the case, the day by which it counts, and whether it is counted."""
    (measure,) = (each for each in measures_of(RICH) if each.id == "escalation")
    found = list(traced(RICH, SOME, QUARTER, measure, [], only={"service": ("housing",)}))
    stage = ("corporate", "stage-1")
    title = "From Corporate complaints: Stage one"
    assert [(trace.case, trace.counted) for trace in found] == [("A", False), ("D", True)]
    assert found[1] == Trace(stage, title, "D", found[1].on, counted=True)


def test_what_cannot_be_reckoned() -> None:
    """A case that cannot be reckoned is a fault; a case without events is passed over."""
    faults: list[Fault] = []
    measure = measure_named(measures_of(LIMITED), "on-time")
    cases = [(), EARLIER, LATER, told("x\n2026-05-01 received\n2026-05-02 acknowledged")]
    found = list(traced(LIMITED, cases, QUARTER, measure, faults))
    assert [trace.case for trace in found] == ["x"]
    assert [fault.place for fault in faults] == ["earlier"]


def test_no_such_measure() -> None:
    """A measure that there is not is refused with what was perhaps meant."""
    with pytest.raises(LimitError, match="perhaps 'on-time' was meant"):
        measure_named(measures_of(POLICY), "on-tine")
