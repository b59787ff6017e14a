"""A case drawn as a timeline."""

from __future__ import annotations

import re
from datetime import date

import pytest

import casework
from casework.cases.clocks import Clock
from casework.prose.timelines import TAGS, case_in_mermaid

POLICY = casework.load_policy("examples/first-policy/policy.toml")
EVENTS = (
    casework.Event("C-1", "received", date(2026, 3, 30)),
    casework.Event("C-1", "responded", date(2026, 4, 20), facts=(("outcome", "upheld"),)),
    casework.Event("C-1", "escalated", date(2026, 5, 1)),
)


def drawn(as_of: date) -> tuple[tuple[Clock, ...], list[str]]:
    """The clocks of the case on a day, and the lines of its timeline."""
    events = [event for event in EVENTS if event.on <= as_of]
    found = casework.clocks(POLICY, events, as_of=as_of)
    return found, list(case_in_mermaid(POLICY, events, found, as_of))


def test_every_event_is_a_point() -> None:
    """Each event stands once, as a milestone on its day."""
    _, lines = drawn(date(2026, 5, 11))
    points = [line.strip() for line in lines if ":milestone" in line]
    assert points == [f"{event.name} :milestone, {event.on}, 0d" for event in EVENTS]


@pytest.mark.parametrize("as_of", [date(2026, 4, 1), date(2026, 4, 30), date(2026, 7, 1)])
def test_every_clock_is_a_bar(as_of: date) -> None:
    """Each clock is one bar from its start, coloured by its state, in the section of its stage."""
    found, lines = drawn(as_of)
    bars = [line.strip() for line in lines if re.search(r"due \d{4}-\d{2}-\d{2} :", line)]
    assert len(bars) == len(found)
    for clock, bar in zip(found, bars, strict=True):
        words, span = bar.split(" :")
        *tag, start, end = span.split(", ")
        assert words.startswith(f"{clock.rule.name} ({clock.kind}), {clock.state}")
        assert tag == [TAGS[clock.state]] * (clock.state in TAGS)
        assert start == str(clock.started)
        assert date.fromisoformat(end) >= clock.started


def test_a_late_clock_runs_to_the_day_asked_about() -> None:
    """The bar of an overdue clock reaches as far as the day on which one looks."""
    _, lines = drawn(date(2026, 7, 1))
    assert any("overdue" in line and line.endswith("2026-07-01") for line in lines)
