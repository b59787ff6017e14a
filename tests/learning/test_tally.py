"""A tally only adds: the parts of a caseload sum to the whole, in any order."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from casework import Period, report
from casework.interop.reports import report_record
from casework.learning.report import report_of
from casework.learning.standard import measures_of
from casework.learning.tally import Tally

from .caseloads import POLICY, QUARTER, Told, caseloads, told, walked


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """A period about the days on which the cases happen."""
    first = draw(st.dates(date(2025, 1, 1), date(2026, 12, 1)))
    return Period(first, first + timedelta(days=draw(st.integers(0, 300))))


def tally(cases: list[Told], period: Period) -> Tally:
    """The tally of some cases."""
    found = Tally.empty(POLICY, period)
    for case in cases:
        found.add(found.record(case))
    return found


def counted(found: Tally) -> dict[str, Any]:
    """Every figure of a tally, as a plain record."""
    return report_record(report_of(found))


@given(caseloads(), periods(), st.data())
def test_parts_sum_to_the_whole(cases: list[Told], period: Period, data: st.DataObject) -> None:
    """However a caseload is split, the tallies of its parts add up to the tally of it all."""
    parts: list[list[Told]] = [[], [], []]
    for case in cases:
        parts[data.draw(st.integers(0, 2))].append(case)
    one, two, three = (tally(part, period) for part in parts)
    whole = tally(cases, period)
    assert counted(one + two + three) == counted(whole)
    assert counted(three + (two + one)) == counted(whole)
    assert (one + two + three).counts == whole.counts
    assert (one + two + three).wholes == whole.wholes
    assert (one + two + three).seen == whole.seen


@given(caseloads(), periods())
def test_every_measure_is_the_sum_of_its_cases(cases: list[Told], period: Period) -> None:
    """Each line of each measure is the sum of what each case adds to it by itself."""
    whole = tally(cases, period)
    singles = [tally([case], period) for case in cases]
    for measure in measures_of(POLICY):
        for key, _ in measure.lines:
            figures = [single.figure(measure, key) for single in singles]
            assert whole.figure(measure, key).count == sum(each.count for each in figures)
            assert (whole.figure(measure, key).of or 0) == sum(each.of or 0 for each in figures)


@given(caseloads(), periods())
def test_nothing_added_changes_nothing(cases: list[Told], period: Period) -> None:
    """An empty tally added on either side leaves every figure as it was."""
    found, empty = tally(cases, period), Tally.empty(POLICY, period)
    assert counted(found + empty) == counted(empty + found) == counted(found)


@given(caseloads(), periods(), st.randoms())
def test_order_does_not_matter(cases: list[Told], period: Period, random: Any) -> None:
    """The report of a caseload is the same in whatever order its cases come."""
    shuffled = list(cases)
    random.shuffle(shuffled)
    assert report_record(report(POLICY, shuffled, period)) == report_record(
        report(POLICY, cases, period)
    )


@given(caseloads(), periods())
def test_adding_leaves_the_parts_alone(cases: list[Told], period: Period) -> None:
    """The sum of two tallies is a third; neither of the two has changed."""
    one, two = tally(cases[:2], period), tally(cases[2:], period)
    were = counted(one), counted(two)
    total = one + two
    total.add(total.record(told("one more\n2026-04-01 received")))
    assert (counted(one), counted(two)) == were


@given(walked(), periods())
def test_a_case_adds_at_most_one(case: Told, period: Period) -> None:
    """A case adds at most one to each count of cases, and to what a table of facts is out of."""
    found = tally([case], period)
    for name in ("cases", "stages", "root-cause", "channel"):
        assert {count for (measure, _), count in found.counts.items() if measure == name} <= {0, 1}
    for name in ("stages", "root-cause", "channel"):
        assert {of for (measure, _), of in found.wholes.items() if measure == name} <= {0, 1}


@given(walked(), periods())
def test_counts_stay_within_their_whole(case: Told, period: Period) -> None:
    """No line counts more than what it is out of."""
    found = tally([case], period)
    for measure in measures_of(POLICY):
        for key, _ in measure.lines:
            figure = found.figure(measure, key)
            assert figure.count >= 0
            assert figure.of is None or figure.count <= figure.of


TWICE = told("""answered twice, and not closed
2026-04-01 received channel=web
2026-04-02 acknowledged
2026-04-10 responded outcome=upheld root-cause=delay
2026-04-20 escalated
2026-05-30 responded outcome=not-upheld
""")
JUST = told("""answered just now, with the window open
2026-06-20 received
2026-06-29 responded
""")


@given(walked(), periods())
@example(TWICE, QUARTER)
@example(JUST, QUARTER)
def test_every_count_has_a_line(case: Told, period: Period) -> None:
    """Whatever is counted of a case stands in some line of the report."""
    found = tally([case], period)
    tables = report_of(found).tables
    lines = {(table.measure.id, line.key) for table in tables for line in table.lines}
    assert set(found.counts) <= lines
    for table in tables:
        measure = table.measure
        for line in table.lines:
            assert (line.now.of is not None) == measure.part_of(line.key).has_whole


@given(walked(), periods())
def test_what_comes_after_changes_nothing(case: Told, period: Period) -> None:
    """A case counts as it stood on the last day of the period; later events add nothing."""
    known = tuple(event for event in case if event.on <= period.last)
    assert counted(tally([case], period)) == counted(tally([known], period))


@given(walked(), st.dates(date(2025, 1, 1), date(2026, 6, 1)), st.integers(1, 199))
def test_adjoining_periods_share_no_receipt(case: Told, first: date, days: int) -> None:
    """The receipts of two adjoining periods are those of the period that is made of both."""
    middle = first + timedelta(days=days)
    one = tally([case], Period(first, middle))
    two = tally([case], Period(middle + timedelta(days=1), middle + timedelta(days=200)))
    both = tally([case], Period(first, middle + timedelta(days=200)))
    received = ("cases", ("received",))
    assert one.counts[received] + two.counts[received] == both.counts[received]


def test_a_case_not_begun_is_not_seen() -> None:
    """A case received after the period adds nothing, not even to the cases seen."""
    period = Period(date(2026, 4, 1), date(2026, 6, 30))
    found = tally([told("later\n2026-07-01 received channel=web")], period)
    assert found.record(told("later\n2026-07-01 received")) is None
    assert (found.seen, found.counts, found.wholes) == (Counter(), Counter(), Counter())
