"""How many cases carry each code, in two periods, and which codes are rising."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import Event, LimitError, Period
from casework.learning.carried import Carried
from tests.policies import THREE_STAGES, policy

POLICY = policy(
    THREE_STAGES,
    """
[taxonomy.root-cause]
title = "Root causes"
code = [
  { id = "service", title = "Service" },
  { id = "delay", title = "Delay", parent = "service" },
  { id = "slow", title = "Slow", to = 2026-03-31, forwards-to = "delay" },
  { id = "staff", title = "Staff" },
]
""",
)
EARLY, LATE = (
    Period(date(2026, 1, 1), date(2026, 3, 31)),
    Period(date(2026, 4, 1), date(2026, 6, 30)),
)
CODES = ("service", "delay", "slow", "staff")


def case(received: date, *codes: str, answered: date | None = None) -> tuple[Event, ...]:
    """A case that was received, and answered with root causes."""
    answer = Event("C", "responded", answered or received, facts={"root-cause": codes})
    return Event("C", "received", received, procedure="corporate", stage="stage-1"), answer


def counted(*cases: tuple[Event, ...], level: int | None = None) -> Carried:
    """Cases, counted."""
    carried = Carried(POLICY, "root-cause", (EARLY, LATE), level)
    for each in cases:
        carried.add(each)
    return carried


def test_a_case_counts_once_under_each_code() -> None:
    """A case counts once for each code it carries, as what a retired one has become."""
    carried = counted(
        case(date(2026, 2, 2), "slow", "delay"),
        case(date(2026, 2, 3), "staff"),
        case(date(2026, 5, 5), "delay", "staff"),
        case(date(2025, 12, 31), "staff"),
        case(date(2026, 7, 1), "staff"),
    )
    assert carried.counts == ({"delay": 1, "staff": 1}, {"delay": 1, "staff": 1})
    assert (carried.cases[0], carried.cases[1]) == (2, 1)


def test_codes_can_be_rolled_up() -> None:
    """At the top level a case counts once for each top that its codes are part of."""
    carried = counted(case(date(2026, 2, 2), "slow", "service", "staff"), level=1)
    assert carried.counts[0] == {"service": 1, "staff": 1}
    assert [each.code for each in carried.trends().trend] == ["service", "staff"]


def test_a_case_is_counted_as_it_stood() -> None:
    """What became known of a case after its period is not counted there."""
    carried = counted(case(date(2026, 3, 30), "staff", answered=date(2026, 4, 2)))
    assert (carried.counts[0], carried.cases[0]) == ({}, 1)


def test_trends_are_in_the_order_of_the_list() -> None:
    """Each living code of the list has a trend, whether any case carries it or not."""
    cases = [case(date(2026, 5, 5), "staff")] * 9 + [case(date(2026, 2, 2), "delay")]
    found = counted(*cases).trends()
    assert [(each.code, each.before, each.now) for each in found.trend] == [
        ("service", 0, 0),
        ("delay", 1, 0),
        ("staff", 0, 9),
    ]
    assert found.exposure == (90, 91)
    assert found.of("rising") == ("staff",)
    assert counted(*cases).trends(against="cases").exposure == (1, 9)


@given(
    st.lists(
        st.tuples(st.dates(EARLY.first, LATE.last), st.lists(st.sampled_from(CODES), max_size=3))
    ),
    st.integers(0, 10),
)
def test_parts_sum_to_the_whole(told: list[tuple[date, list[str]]], cut: int) -> None:
    """Counts of two parts of a caseload add up to those of the whole."""
    cases = [case(day, *codes) for day, codes in told]
    whole, one, other = counted(*cases), counted(*cases[:cut]), counted(*cases[cut:])
    for i in (0, 1):
        assert one.counts[i] + other.counts[i] == whole.counts[i]
        assert one.cases[i] + other.cases[i] == whole.cases[i]


def test_what_cannot_be_counted() -> None:
    """A list that the policy does not have, and periods that overlap, are errors."""
    with pytest.raises(LimitError, match="perhaps 'root-cause' was meant"):
        Carried(POLICY, "root-causes", (EARLY, LATE))
    with pytest.raises(LimitError, match="two periods, one before the other"):
        Carried(POLICY, "root-cause", (LATE, EARLY))
    with pytest.raises(LimitError, match="two periods, one before the other"):
        Carried(POLICY, "root-cause", (EARLY, Period(EARLY.last, LATE.last)))
