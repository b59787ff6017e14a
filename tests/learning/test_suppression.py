"""Small figures withheld from a report, with what would give them away."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework import Event, Period, Report, examine, report
from casework.learning.suppression import is_small, suppressed
from casework.learning.tables import Figure, Table

from .caseloads import POLICY, QUARTER, Told, caseloads, told
from .rich import RICH, SOME, case

BELOW = 5


def many(numbers: dict[str, int], **facts: str) -> list[Told]:
    """Cases received in the quarter, so many for each channel."""
    found = []
    for channel, number in numbers.items():
        for n in range(number):
            given_facts = {"channel": channel, **facts}
            event = Event(f"{channel}-{n}-{facts}", "received", date(2026, 5, 1), facts=given_facts)
            found.append(examine(POLICY, [event]).events)
    return found


def withheld(table: Table) -> set[str]:
    """The titles of the lines that are withheld."""
    return {line.title for line in table.lines if line.now.withheld}


def found(cases: list[Told], below: int = BELOW, period: Period = QUARTER) -> Report:
    """The report of some cases without what is small."""
    return suppressed(report(POLICY, cases, period), below)


def test_a_small_one_takes_another_with_it() -> None:
    """Of 3 and 20 neither is given, since the other and the total would give it."""
    table = found(many({"web": 20, "phone": 3})).table("channel")
    assert withheld(table) == {"Web", "Phone"}
    assert (table.total, table.withheld) == (23, 2)


def test_nothing_is_withheld_where_nothing_is_small() -> None:
    """Where no figure is small, the table is as it was."""
    cases = many({"web": 20, "phone": 5})
    plain = report(POLICY, cases, QUARTER)
    assert suppressed(plain, BELOW).table("channel") == plain.table("channel")


def test_a_small_total_goes_too() -> None:
    """A total that is small itself is withheld, and then nothing need be hidden for it."""
    table = found(many({"web": 1, "phone": 2})).table("channel")
    assert withheld(table) == {"Web", "Phone"}
    assert (table.total, table.withheld) == (None, 3)


@pytest.mark.parametrize(
    ("figure", "small"),
    [
        (Figure(4), True),
        (Figure(5), False),
        (Figure(0), False),
        (Figure(0, 9), False),
        (Figure(8, 9), True),
        (Figure(5, 9), True),
        (Figure(4, 9), True),
        (Figure(9, 9), False),
        (Figure(3, 3), True),
        (Figure(5, 10), False),
    ],
)
def test_what_is_small(figure: Figure, small: bool) -> None:
    """A count is small, what is left of its whole, or the whole; nothing at all is not."""
    assert is_small(figure, BELOW) is small


def test_the_year_before_is_withheld_by_itself() -> None:
    """A small figure of the year before is withheld, and no change from it is given."""
    cases = [told(f"{n}\n2025-05-01 received channel=web") for n in range(3)]
    table = found([*cases, *many({"web": 20})]).table("channel")
    (web, _) = table.lines
    assert web.before is not None
    assert (web.now.withheld, web.before.withheld, web.change) == (False, True, None)


def test_days_of_a_few_are_withheld() -> None:
    """The average of a few is withheld with how many they were."""
    cases = [told("A\n2026-05-01 received\n2026-05-05 responded")]
    (line, _) = found(cases).table("days-to-answer").lines
    assert line.now.withheld
    assert line.now.spread is not None
    assert line.now.spread.average is None


def test_supplied_numbers_stay_and_rates_follow() -> None:
    """What the authority supplies is given; a rate of what is withheld is withheld."""
    both = suppressed(report(RICH, SOME, QUARTER), 9)
    assert [line.now.count for line in both.table("homes").lines] == [1000]
    assert withheld(both.table("per-1000")) == {"Corporate complaints"}


def test_a_rate_of_few_is_withheld() -> None:
    """A rate is withheld where its count is small, whatever it is out of."""
    few = suppressed(report(RICH, SOME[:3], QUARTER), 5)
    (line,) = few.table("per-1000").lines
    assert line.now.withheld


def test_a_split_table() -> None:
    """In a split table the cell that a row would give, and the one that a column would, go too."""
    cases = [
        case(f"{service}-{n}\n2026-04-01 received service={service}\n{ending}")
        for service, endings in {
            "roads": ["2026-04-03 responded outcome=upheld"] * 8 + [""] * 2,
            "housing": ["2026-04-03 responded outcome=upheld"] * 9 + [""] * 9,
        }.items()
        for n, ending in enumerate(endings)
    ]
    table = suppressed(report(RICH, cases, QUARTER), 5).table("cases-by-service")
    hidden = {line.key for line in table.lines if line.now.withheld}
    assert ("open", "roads") in hidden
    assert ("open", "housing") in hidden
    assert {("done", "roads"), ("done", "housing")} <= hidden
    assert table.splits is not None


def test_a_value_that_its_own_table_withholds() -> None:
    """A service that the table of services withholds is withheld in what is split by it."""
    cases = [
        case(f"{service}-{n}\n2026-04-01 received service={service}")
        for service, number in {"roads": 2, "housing": 9}.items()
        for n in range(number)
    ]
    hidden = suppressed(report(RICH, cases, QUARTER), 5)
    assert withheld(hidden.table("service")) == {"Roads", "Housing"}
    received = [
        line for line in hidden.table("cases-by-service").lines if line.key[0] == "received"
    ]
    assert all(line.now.withheld for line in received)


def test_a_whole_row_goes_with_its_total() -> None:
    """Where a row's total is withheld, so is the row, and it gives no other away."""
    one = case("A\n2026-04-01 received service=roads\n2026-04-03 responded outcome=upheld")
    table = suppressed(report(RICH, [one], QUARTER), 5).table("upheld-by-service")
    assert all(line.now.withheld for line in table.lines)


@settings(max_examples=30)
@given(caseloads(), st.integers(2, 6))
def test_no_small_figure_is_given(cases: list[Told], below: int) -> None:
    """No figure of any table of cases is small, then or now."""
    for table in suppressed(report(POLICY, cases, QUARTER), below).tables:
        for line in table.lines:
            for figure in (line.now, line.before, line.previous):
                assert figure is None or figure.withheld or not is_small(figure, below)
                assert figure is None or not figure.withheld or figure.count == 0


@settings(max_examples=30)
@given(caseloads())
def test_what_is_not_withheld_is_as_it_was(cases: list[Told]) -> None:
    """Figures that are given are the true ones."""
    plain = report(POLICY, cases, QUARTER)
    for table, other in zip(suppressed(plain, 3).tables, plain.tables, strict=True):
        for line, was in zip(table.lines, other.lines, strict=True):
            assert line.now.withheld or line.now == was.now


def test_shares_of_what_is_withheld() -> None:
    """What is withheld has no share that anybody could count back from."""
    table = found(many({"web": 20, "phone": 3})).table("channel")
    assert {line.now.share for line in table.lines} == {None}


def test_a_table_of_one_row() -> None:
    """Where the columns' totals alone would give a small one away, they count for nothing."""
    late, soon = "2026-05-29 responded", "2026-05-04 responded"
    cases = [
        told(
            f"{channel}-{n}\n2026-05-01 received channel={channel}\n2026-05-04 acknowledged\n"
            + (late if n < missed else soon)
        )
        for channel, missed, number in (("web", 1, 10), ("phone", 3, 9))
        for n in range(number)
    ]
    made = suppressed(report(POLICY, cases, QUARTER, splits=["channel"]), 3)
    response = ("corporate", "stage-1", "response")
    hidden = {line.key for line in made.table("on-time-by-channel").lines if line.now.withheld}
    assert {(*response, "web"), (*response, "phone")} <= hidden


def test_a_split_by_what_has_no_table() -> None:
    """A table may be split by a trait that has no table of its own."""
    made = suppressed(report(POLICY, many({"web": 9}), QUARTER, splits=["level"]), 3)
    (line, *_) = made.table("cases-by-level").lines
    assert (line.key, line.now.count) == (("received", "1"), 9)
