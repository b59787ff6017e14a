"""Clocks that depend on facts of the case: which of several alternatives runs."""

from __future__ import annotations

import pytest

from casework.rules.conditions import Condition

from .policies import clock, of_clocks, policy, procedure, stage, taxonomy
from .told import due, follow, states

BY_SERVICE = policy(
    procedure(
        "corporate",
        stage(
            "only",
            clock("response", when='{ service = ["roads", "waste"] }'),
            clock("response", limit="20 working days", when='{ service = "housing" }'),
        ),
        needs='{ received = ["service"] }',
    ),
    taxonomy("service", "roads", "waste", "housing"),
)
BY_ISSUES = of_clocks(
    clock("response", limit="5 working days", when="{ issues = { at-most = 1 } }"),
    clock("response", limit="10 working days", when="{ issues = { at-least = 2, at-most = 4 } }"),
    clock("response", limit="20 working days", when="{ issues = { at-least = 5 } }"),
    needs='{ received = ["issues"] }',
)
BY_BOTH = of_clocks(
    clock(
        "response",
        limit="20 working days",
        when='{ service = "housing", issues = { at-least = 2 } }',
    ),
    clock("response", limit="15 working days", when='{ service = "housing" }'),
    clock("response", otherwise=True),
    clock("visit", stops="visited", limit="2 working days", when='{ vulnerable = "true" }'),
    milestones='["visited"]',
)


@pytest.mark.parametrize(
    ("service", "day"),
    [("roads", "2026-06-15"), ("waste", "2026-06-15"), ("housing", "2026-06-29")],
)
def test_one_of_some_values(service: str, day: str) -> None:
    """The clock runs whose list holds the case's value."""
    events = follow(BY_SERVICE, f"2026-06-01 receive service={service}")
    assert states(BY_SERVICE, events, "2026-06-01") == [f"response running {day}"]


@pytest.mark.parametrize(
    ("issues", "day"),
    [
        ("1", "2026-06-08"),
        ("2", "2026-06-15"),
        ("4", "2026-06-15"),
        ("5", "2026-06-29"),
        ("12", "2026-06-29"),
    ],
)
def test_a_number_in_a_range(issues: str, day: str) -> None:
    """The clock runs whose range holds the case's number, both of its ends included."""
    events = follow(BY_ISSUES, f"2026-06-01 receive issues={issues}")
    assert states(BY_ISSUES, events, "2026-06-01") == [f"response running {day}"]


@pytest.mark.parametrize(
    ("facts", "day"),
    [
        ("service=housing; issues=2", "2026-06-29"),
        ("service=housing; issues=1", "2026-06-22"),
        ("service=housing", "2026-06-22"),
        ("issues=2", "2026-06-15"),
        ("", "2026-06-15"),
    ],
)
def test_the_first_that_fits(facts: str, day: str) -> None:
    """Of several alternatives the first runs whose conditions all hold, or else the last."""
    events = follow(BY_BOTH, f"2026-06-01 receive {facts}")
    assert states(BY_BOTH, events, "2026-06-01") == [f"response running {day}"]


def test_a_clock_that_only_some_cases_have() -> None:
    """A clock under a condition, with nothing beside it, is there only where that holds."""
    events = follow(BY_BOTH, "2026-06-01 receive vulnerable=true")
    assert due(BY_BOTH, events, "2026-06-01", "visit") == "2026-06-03"


def test_what_becomes_known_later() -> None:
    """What is known of a case is the latest that was said, whenever the clock began."""
    events = follow(BY_BOTH, "2026-06-01 receive\n2026-06-03 acknowledge service=housing")
    assert due(BY_BOTH, events, "2026-06-02") == "2026-06-15"
    assert due(BY_BOTH, events, "2026-06-03") == "2026-06-22"
    events = follow(BY_BOTH, "2026-06-04 correct corrects=acknowledged; service=roads", events)
    assert due(BY_BOTH, events, "2026-06-04") == "2026-06-15"
    events = follow(BY_BOTH, "2026-06-05 void voids=acknowledged", events)
    assert due(BY_BOTH, events, "2026-06-05") == "2026-06-15"


@pytest.mark.parametrize(
    ("condition", "given", "holds"),
    [
        (Condition(("a", "b")), ("b",), True),
        (Condition(("a", "b")), ("c", "a"), True),
        (Condition(("a", "b")), ("c",), False),
        (Condition(("a",)), (), False),
        (Condition(at_least=2), ("2",), True),
        (Condition(at_least=2), ("1",), False),
        (Condition(at_most=2), ("2",), True),
        (Condition(at_most=2), ("3",), False),
        (Condition(at_least=2, at_most=4), ("3",), True),
        (Condition(at_least=2), ("many",), False),
        (Condition(at_least=2), ("1", "9"), True),
        (Condition(at_most=2), (), False),
    ],
)
def test_conditions(condition: Condition, given: tuple[str, ...], *, holds: bool) -> None:
    """A condition holds where some value is listed, or is a number in the range."""
    assert condition.holds(given) == holds
