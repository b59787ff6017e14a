"""Reports: shares and changes, the year before, and cases that cannot be counted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import Event, Fault, NotInForce, OutOfTable, Period, parse_policy, report
from casework.learning.record import Record
from casework.learning.tables import Figure, Line, percent

from .caseloads import POLICY, QUARTER, TEXT, before, caseloads, figures, told

LIMITED = parse_policy(
    TEXT.replace(
        'limit = "5 working days"', 'limit = [{ is = "5 working days", from = 2026-01-01 }]'
    )
)
"""The policy, with an acknowledgement that nobody looked up before 2026."""


@pytest.mark.parametrize(
    ("count", "of", "share"),
    [
        (1, 3, "33.33"),
        (2, 3, "66.67"),
        (1, 800, "0.13"),
        (3, 800, "0.38"),
        (5, 800, "0.63"),
        (1, 20_000, "0.01"),
        (1, 20_001, "0.00"),
        (0, 7, "0.00"),
        (7, 7, "100.00"),
        (25, 2, "1250.00"),
        (-1, 800, "-0.13"),
        (-1, 4, "-25.00"),
    ],
)
def test_percent(count: int, of: int, share: str) -> None:
    """A share is in percent to two places; half of the last place is rounded away from zero."""
    assert percent(count, of) == Decimal(share)
    assert str(percent(count, of)) == share


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**9))
def test_percent_is_the_nearest(count: int, of: int) -> None:
    """A share is off by at most half of its last place, and by less where it is below the truth."""
    share = percent(count, of)
    assert share is not None
    off = abs(share * of - 100 * count)
    assert off * 200 <= of
    assert off * 200 < of or abs(share * of) > abs(100 * count)


def test_percent_of_nothing() -> None:
    """Out of nothing there is no share, not even of nothing."""
    assert percent(0, 0) is None
    assert Figure(0, 0).share is None


def test_a_figure_out_of_nothing_in_particular() -> None:
    """A count that is not out of anything has no share."""
    assert Figure(12).share is None
    assert Figure(3, 4).share == Decimal("75.00")


def test_change() -> None:
    """A change is how many more, and that in percent of the year before."""
    more = Line(("a",), "A", Figure(30, 60), Figure(20, 25))
    assert (more.change, more.change_percent) == (10, Decimal("50.00"))
    fewer = Line(("a",), "A", Figure(15), Figure(20))
    assert (fewer.change, fewer.change_percent) == (-5, Decimal("-25.00"))


def test_change_from_nothing() -> None:
    """From nothing to something there is a change, but none in percent."""
    line = Line(("a",), "A", Figure(3), Figure(0))
    assert (line.change, line.change_percent) == (3, None)


def test_no_change_without_a_year_before() -> None:
    """Where the year before is not known there is no change, which is not a change of none."""
    line = Line(("a",), "A", Figure(3))
    assert (line.change, line.change_percent) == (None, None)


def test_nothing_to_count() -> None:
    """A report of no cases has every line, at nothing, and no year before."""
    found = report(POLICY, [], QUARTER)
    assert found.before is None
    assert found.since is None
    assert found.cases == 0
    for table in found.tables:
        assert all(line.now.count == 0 and not line.now.of for line in table.lines)
        assert all(line.before is None for line in table.lines)


def test_an_empty_history_is_passed_over() -> None:
    """A case of which no event could be read adds nothing."""
    assert report(POLICY, [()], QUARTER).cases == 0


def test_the_tables_of_a_policy() -> None:
    """A report has the tables of every policy and then one for each of its lists of facts."""
    found = report(POLICY, [], QUARTER)
    assert [table.measure.id for table in found.tables] == [
        "cases",
        "by-month",
        "stages",
        "entries",
        "escalation",
        "endings",
        "on-time",
        "on-time-by-strength",
        "overdue",
        "overdue-by-month",
        "days-to-answer",
        "days-to-end",
        "extended",
        "paused",
        "outcomes",
        "upheld",
        "root-cause",
        "channel",
    ]
    with pytest.raises(KeyError):
        found.table("service")


def test_only_tables_of_facts_have_a_total() -> None:
    """The lines of a table of facts share what they are out of, and that is the table's total."""
    case = told("A\n2026-05-01 received channel=web\n2026-05-04 responded root-cause=delay,staff")
    found = report(POLICY, [case], QUARTER)
    totals = {table.measure.id: table.total for table in found.tables if table.total is not None}
    assert totals == {"root-cause": 1, "channel": 1}


def test_no_case_the_year_before() -> None:
    """Where no case had begun by then, the year before is not known, and is not all zeros."""
    found = report(POLICY, [told("A\n2025-07-01 received")], QUARTER)
    assert found.before is None
    assert {line.before for table in found.tables for line in table.lines} == {None}


def test_a_case_open_the_year_before() -> None:
    """A case begun by the end of last year's period is enough to compare with."""
    found = report(POLICY, [told("A\n2025-06-30 received")], QUARTER)
    assert found.before == Period(date(2025, 4, 1), date(2025, 6, 30))
    assert before(found, "cases")["Open at the end"] == (1, None)
    assert found.since == date(2025, 6, 30)


def test_more_than_a_year_is_not_compared() -> None:
    """A period of over a year would overlap with the year before, so it has none beside it."""
    cases = [told("A\n2024-05-01 received"), told("B\n2025-05-01 received")]
    year = Period(date(2025, 4, 1), date(2026, 3, 31))
    assert report(POLICY, cases, year).before == year.year_before()
    assert report(POLICY, cases, Period(year.first, date(2026, 4, 1))).before is None


@given(caseloads())
def test_beside_last_year_stands_last_years_report(cases: list[tuple[Event, ...]]) -> None:
    """The figures of the year before are those that its own report gives; a series has none.

    A line of nothing may stand in one of the two only: what it has beside it decides that.
    """
    found = report(POLICY, cases, QUARTER)
    if found.before is not None:
        earlier = report(POLICY, cases, found.before)
        for table in found.tables:
            if not table.measure.series:
                beside, own = (
                    {title: counted for title, counted in each.items() if any(counted)}
                    for each in (
                        before(found, table.measure.id),
                        figures(earlier, table.measure.id),
                    )
                )
                assert beside == own


EARLIER = told("earlier\n2025-05-01 received channel=web")
LATER = told("later\n2026-05-01 received channel=web")


def test_a_case_that_cannot_be_reckoned_is_left_out_and_reported() -> None:
    """With a list for faults, a case whose limit is not in force is in it and in no figure."""
    faults: list[Fault] = []
    found = report(LIMITED, [EARLIER, LATER], QUARTER, faults)
    assert found.cases == 1
    assert figures(found, "cases")["Open at the end"] == (1, None)
    assert figures(found, "channel")["Web"] == (1, 1)
    (fault,) = faults
    assert fault.place == "earlier"
    assert "2025-05-01" in fault.problem
    assert "from 2026-01-01" in fault.problem


def test_a_case_that_fails_in_one_year_is_left_out_of_both() -> None:
    """A case that can be reckoned on last year's last day and not on this year's is in neither."""
    case = told("case\n2025-05-01 received\n2025-05-02 responded\n2026-05-01 escalated")
    dated = parse_policy(
        TEXT.replace('"20 working days"\nsource', '[{ is = "20 days", to = 2026-01-01 }]\nsource')
    )
    faults: list[Fault] = []
    found = report(dated, [case], QUARTER, faults)
    assert [fault.place for fault in faults] == ["case"]
    assert (found.cases, found.before) == (0, None)


def test_without_a_list_it_raises() -> None:
    """Without a list for faults, the first case that cannot be reckoned is an error."""
    with pytest.raises(NotInForce, match="2025-05-01"):
        report(LIMITED, [EARLIER, LATER], QUARTER)


def test_a_day_that_the_calendar_does_not_know() -> None:
    """A clock whose due day lies beyond the calendar is a fault of its case alone."""
    faults: list[Fault] = []
    case = told("beyond\n2027-12-30 received")
    year = Period(date(2027, 1, 1), date(2027, 12, 31))
    found = report(POLICY, [case, told("within\n2027-05-03 received")], year, faults)
    assert [fault.place for fault in faults] == ["beyond"]
    assert "2027-12-31" in faults[0].problem
    assert found.cases == 1
    with pytest.raises(OutOfTable):
        report(POLICY, [case], year)


def test_a_record_before_its_case() -> None:
    """A case has no record on a day before it was received, and one from that day on."""
    assert Record.on(POLICY, LATER, date(2026, 4, 30)) is None
    found = Record.on(POLICY, LATER, date(2026, 5, 1))
    assert found is not None
    assert found.received == date(2026, 5, 1)
    assert found.done is None
    assert found.values("channel") == ("web",)
    assert found.values("root-cause") == ()


def test_cases_may_come_as_a_stream() -> None:
    """A report takes cases and events that can be read only once."""
    found = report(POLICY, (iter(case) for case in (EARLIER, LATER)), QUARTER)
    assert figures(found, "cases")["Received"] == (1, None)
    assert before(found, "cases")["Received"] == (1, None)
