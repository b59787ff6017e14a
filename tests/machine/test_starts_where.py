"""Clocks that only some of several events of a name start: those that say something themselves."""

from __future__ import annotations

from datetime import date

import pytest

from casework.prose.terms import clock_rule_in_words

from .faults import told, told_of_clocks
from .policies import clock, of_clocks, of_stages, procedure, stage, taxonomy
from .told import follow, states

WHERE = '{ pause-reason = "fee" }'
PAYING = of_clocks(
    clock("response", pausing="{}"),
    clock("payment", "paused", "resumed", "10 days", "window", starts_where=WHERE),
)
"""A request may stand still for a fee, which is then to be paid within ten days, and otherwise."""

ASKED = """2026-06-01 receive
    2026-06-02 pause pause-reason=clarification
    2026-06-03 resume"""


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", []),
        ("2026-06-04 pause pause-reason=fee", ["payment running 2026-06-14"]),
        (
            "2026-06-04 pause pause-reason=fee\n2026-06-14 resume",
            ["payment met 2026-06-14"],
        ),
        (
            "2026-06-04 pause pause-reason=fee\n2026-06-15 resume",
            ["payment missed 2026-06-14"],
        ),
        (
            "2026-06-04 pause pause-reason=fee\n2026-06-05 resume\n2026-06-08 pause",
            ["payment met 2026-06-14"],
        ),
        ("2026-06-04 respond", []),
    ],
    ids=["none", "after another", "paid in time", "paid late", "before another", "answered"],
)
def test_the_pause_that_says_so(more: str, expected: list[str]) -> None:
    """What stood still for another reason, before it or after it, neither starts nor stops it."""
    events = follow(PAYING, f"{ASKED}\n{more}")
    on = str(max(events[-1].on, date(2026, 6, 10)))
    assert states(PAYING, events, on)[1:] == expected


def test_how_a_stage_was_entered() -> None:
    """What entered a stage may have to say something too, whichever event it was."""
    ours = of_stages(
        stage("first", clock("response")),
        stage(
            "second",
            clock("response", "entered", limit="5 days"),
            clock("urgent", "entered", limit="1 day", starts_where='{ urgent = "yes" }'),
        ),
    )
    told = "2026-06-01 receive urgent=yes\n2026-06-02 respond\n2026-06-03 escalate"
    assert states(ours, follow(ours, told), "2026-06-03")[1:] == ["response running 2026-06-08"]
    urgent = follow(ours, f"{told} urgent=yes")
    assert states(ours, urgent, "2026-06-03")[1:] == [
        "response running 2026-06-08",
        "urgent running 2026-06-04",
    ]


def test_what_cannot_start_so() -> None:
    """One event in a stage starts it, and says what its list has."""
    said = ["[c].starts-where: the event that starts it is not one of many in its stage"]
    assert told_of_clocks(clock("c", starts_where='{ service = "roads" }')) == said
    again = clock("c", "linked", "undertaken", starts_where='{ to = "x" }', recurs=True)
    assert told_of_clocks(again) == said
    services = taxonomy("service", "roads")
    wrong = clock("c", "linked", "responded", starts_where='{ service = "road" }')
    (fault,) = told(procedure("p", stage("only", wrong)), services)
    assert "clock[c].starts-where.service: no code 'road' of service" in fault


def test_in_words() -> None:
    """Words for a clock say what starts it and what that must say."""
    rule = PAYING.procedure("", date(2026, 6, 1)).stage[0].clock[1]
    assert clock_rule_in_words(rule).startswith("10 days from paused to resumed (")
    assert "fee" in clock_rule_in_words(rule)
