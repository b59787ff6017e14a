"""Lateness is recorded when it is so, and once."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from casework import Event, became_late, examine

from .policies import clock, of_stages, stage
from .told import Told, follow, refused

LATE = of_stages(
    stage(
        "stage-1",
        clock("acknowledgement", stops="acknowledged", limit="3 working days"),
        clock("response"),
        clock("update", stops='["told", "responded"]', limit="2 working days", recurs=True),
        clock("request", "responded", "escalated", "5 days", "window"),
        milestones='["told"]',
        repeats='["told"]',
    ),
    stage("stage-2", clock("response", "escalated", limit="1 working day")),
)
"""Stages whose clocks may become late, one of them again and again."""

RECEIVED = follow(LATE, "2026-06-01 receive")
RECORD = "record-lateness clock=response"


def test_lateness_is_recorded_once() -> None:
    """From the day after a due day it may be recorded, once, whether or not it says the day."""
    assert refused(LATE, RECEIVED, f"2026-06-15 {RECORD}") == "no clock 'response' has become late"
    again = "it has already been recorded that 'response' became late"
    for first in ("", "; due=2026-06-15"):
        events = follow(LATE, f"2026-06-16 {RECORD}{first}", RECEIVED)
        for second in ("", "; due=2026-06-15"):
            assert refused(LATE, events, f"2026-06-17 {RECORD}{second}") == again
    assert follow(LATE, f"2026-06-16 {RECORD}", events[:-1])


def test_the_same_again_on_the_same_day() -> None:
    """Recording the same on the same day adds nothing."""
    events = follow(LATE, f"2026-06-16 {RECORD}", RECEIVED)
    assert follow(LATE, f"2026-06-16 {RECORD}", events) == events


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("clock=respnse", "no clock 'respnse' has become late"),
        ("clock=update; due=2026-06-12", "no clock 'update' has become late, due on 2026-06-12"),
        ("clock=request", "no clock 'request' has become late"),
        ("clock=response; stage=stage-2", "no clock 'response' has become late"),
    ],
)
def test_lateness_that_is_none(line: str, why: str) -> None:
    """What is recorded must be so: that clock, in that stage, owed, and due on that day."""
    assert refused(LATE, RECEIVED, f"2026-06-16 record-lateness {line}") == why


def test_lateness_of_an_earlier_stage() -> None:
    """What became late in a stage that the case has left may still be recorded."""
    events = follow(
        LATE, "2026-06-17 respond\n2026-06-18 escalate\n2026-06-22 acknowledge", RECEIVED
    )
    events = follow(LATE, f"2026-06-22 {RECORD}; stage=stage-1", events)
    assert events[-1].stage == "stage-1"
    assert follow(LATE, f"2026-06-22 {RECORD}; stage=stage-2", events)


def test_lateness_of_a_clock_that_recurs() -> None:
    """Each time that a recurring clock becomes late is a fact of its own."""
    once = follow(LATE, "2026-06-04 record-lateness clock=update\n2026-06-05 told", RECEIVED)
    said = "it has already been recorded that 'update' became late"
    assert refused(LATE, once, "2026-06-09 record-lateness clock=update") == said
    twice = follow(LATE, "2026-06-10 record-lateness clock=update", once)
    assert [event.name for event in twice].count("became-late") == 2
    assert refused(LATE, twice, "2026-06-11 record-lateness clock=update") == said


def told(on: str, events: Told) -> list[tuple[str, str]]:
    """What has become late by a day and is not yet recorded."""
    found = became_late(LATE, events, date.fromisoformat(on))
    return [(str(event.fact("clock")), str(event.fact("due"))) for event in found]


def test_what_is_recorded_is_not_told_again() -> None:
    """What somebody has recorded, with its day or without, has not become late anew."""
    assert told("2026-06-05", RECEIVED) == [
        ("acknowledgement", "2026-06-04"),
        ("update", "2026-06-03"),
    ]
    events = follow(LATE, "2026-06-05 record-lateness clock=update", RECEIVED)
    assert told("2026-06-05", events) == [("acknowledgement", "2026-06-04")]
    found = became_late(LATE, events, date(2026, 6, 5))
    assert [str(event) for event in found] == ["C-1 became-late on 2026-06-05"]
    assert told("2026-06-08", (*events, *found)) == []
    assert examine(LATE, (*events, *found)).faults == ()


def test_a_record_is_of_the_due_day_that_it_names() -> None:
    """Of a clock that was late twice, a record that names the first day is not of the second."""
    events = follow(LATE, "2026-06-05 told", RECEIVED)
    twice = [("update", "2026-06-03"), ("update", "2026-06-09")]
    assert [each for each in told("2026-06-10", events) if each[0] == "update"] == twice
    once = follow(LATE, "2026-06-10 record-lateness clock=update; due=2026-06-03", events)
    assert [each for each in told("2026-06-10", once) if each[0] == "update"] == twice[1:]


def test_a_record_on_the_due_day_itself() -> None:
    """A record that names no due day is of what was due before it, not of what was due that day."""
    early = Event("C-1", "became-late", date(2026, 6, 3), None, None, "corporate", "stage-1")
    early = evolve(early, facts={"clock": "update"})
    assert ("update", "2026-06-03") in told("2026-06-04", (*RECEIVED, early))
    next_day = evolve(early, on=date(2026, 6, 4))
    assert ("update", "2026-06-03") not in told("2026-06-04", (*RECEIVED, next_day))


def test_a_record_that_was_voided() -> None:
    """A record of lateness that is voided has never been."""
    events = follow(LATE, "2026-06-05 record-lateness clock=update", RECEIVED)
    events = follow(LATE, "2026-06-05 void voids=became-late", events)
    assert ("update", "2026-06-03") in told("2026-06-05", events)


def test_a_record_from_elsewhere() -> None:
    """A record of lateness that was not, or of one that is recorded, is a fault."""
    early = Event("C-1", "became-late", date(2026, 6, 15), facts={"clock": "response"})
    (fault,) = examine(LATE, (*RECEIVED, early)).faults
    assert "no clock 'response' has become late" in str(fault)
