"""Events voided, corrected and recorded late: the record stays, and all that is derived follows."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from casework import Event, examine, permitted, replay
from casework.cases.corrections import effective

from .policies import UNTIL_FIVE, clock, of_clocks, of_stages, stage
from .told import Told, due, follow, may, running, states, why_not

OURS = of_stages(
    stage(
        "stage-1",
        clock("acknowledgement", stops="acknowledged", limit="3 working days"),
        clock("response", extension='{ by = "10 working days" }', pausing="{}"),
        milestones='["signed-off"]',
        requires='{ responded = ["signed-off"] }',
    ),
    stage("stage-2", clock("response", "escalated"), milestones='["panel-met"]'),
    reopens=True,
)
RECEIVED = "2026-06-01 receive"
SIGNED = RECEIVED + "\n2026-06-02 acknowledge\n2026-06-03 signed-off"
SECOND = SIGNED + "\n2026-06-04 respond\n2026-06-08 escalate"


@pytest.mark.parametrize(
    ("before", "line"),
    [
        (RECEIVED, "2026-06-02 acknowledge"),
        (RECEIVED, "2026-06-02 signed-off"),
        (RECEIVED, "2026-06-02 extend"),
        (RECEIVED, "2026-06-02 promise until=2026-06-10"),
        (RECEIVED, "2026-06-02 pause"),
        (RECEIVED + "\n2026-06-02 pause", "2026-06-05 resume"),
        (RECEIVED, "2026-06-02 withdraw"),
        (RECEIVED, "2026-06-02 explain-lateness lateness-reason=staffing"),
        (SIGNED, "2026-06-04 respond"),
        (SIGNED + "\n2026-06-04 respond", "2026-06-05 close"),
        (SIGNED + "\n2026-06-04 respond\n2026-06-05 close", "2026-06-08 reopen"),
        (SIGNED + "\n2026-06-04 respond", "2026-06-08 escalate"),
        (SECOND, "2026-06-09 panel-met"),
    ],
)
def test_voiding(before: str, line: str) -> None:
    """Voiding the latest event equals never having had it."""
    without = follow(OURS, before)
    events = follow(OURS, line, without)
    voided = follow(OURS, f"2026-06-10 void voids={events[-1].name}", events)
    assert len(voided) == len(events) + 1
    assert effective(voided) == without
    for on in ("2026-06-10", "2026-07-30"):
        assert states(OURS, voided, on) == states(OURS, without, on)
    case, never = replay(voided), replay(without)
    assert (case.phase, case.stage, case.here) == (never.phase, never.stage, never.here)
    day = date(2026, 6, 10)
    assert permitted(OURS, case, day) == permitted(OURS, never, day)
    assert examine(OURS, voided).faults == ()


def test_acting_again() -> None:
    """What was voided may happen after all, and counts from then."""
    events = follow(OURS, SIGNED + "\n2026-06-04 void voids=acknowledged")
    assert states(OURS, events, "2026-06-05")[0] == "acknowledgement overdue 2026-06-04"
    events = follow(OURS, "2026-06-05 acknowledge", events)
    assert states(OURS, events, "2026-06-05")[0] == "acknowledgement missed 2026-06-04"
    assert examine(OURS, events).faults == ()


def test_a_requirement_that_was_voided() -> None:
    """A signature that was never given lets no response out."""
    events = follow(OURS, SIGNED + "\n2026-06-04 void voids=signed-off")
    assert why_not(OURS, events, "2026-06-04", "respond") == "signed-off must come first"
    assert "signed-off" in may(OURS, events, "2026-06-04")
    assert follow(OURS, "2026-06-04 signed-off\n2026-06-04 respond", events)


def test_which_of_several() -> None:
    """Of several events of a name the latest is voided, or the one of the day that is named."""
    lines = """2026-06-01 receive
        2026-06-02 extend by=2 working days
        2026-06-03 extend by=5 working days"""
    events = follow(OURS, lines)
    assert due(OURS, events, "2026-06-10") == "2026-06-24"
    latest = follow(OURS, "2026-06-10 void voids=extended", events)
    assert due(OURS, latest, "2026-06-10") == "2026-06-17"
    first = follow(OURS, "2026-06-10 void voids=extended; was=2026-06-02", events)
    assert due(OURS, first, "2026-06-10") == "2026-06-22"
    both = follow(OURS, "2026-06-11 void voids=extended", first)
    assert due(OURS, both, "2026-06-11") == "2026-06-15"


def test_a_receipt_on_another_day() -> None:
    """Everything that is derived follows a receipt to its right day."""
    events = follow(OURS, "2026-06-03 receive\n2026-06-05 acknowledge")
    assert states(OURS, events, "2026-06-08") == [
        "acknowledgement met 2026-06-08",
        "response running 2026-06-17",
    ]
    events = follow(OURS, "2026-06-08 correct corrects=received; to-day=2026-06-01", events)
    assert replay(events).received == date(2026, 6, 1)
    assert states(OURS, events, "2026-06-08") == [
        "acknowledgement missed 2026-06-04",
        "response running 2026-06-15",
    ]
    assert [event.on for event in events] == [
        date(2026, 6, 3),
        date(2026, 6, 5),
        date(2026, 6, 8),
    ]
    assert examine(OURS, events).faults == ()


def test_a_receipt_corrected_twice() -> None:
    """A second correction is of the receipt as it was corrected."""
    events = follow(
        OURS,
        """2026-06-03 receive
        2026-06-04 correct corrects=received; to-day=2026-06-01
        2026-06-05 correct corrects=received; was=2026-06-01; to-day=2026-06-02""",
    )
    assert due(OURS, events, "2026-06-05") == "2026-06-16"


def test_an_extension_that_was_then_too_late() -> None:
    """Where the right day of receipt was earlier, an extension may have come too late."""
    events = follow(OURS, "2026-06-01 receive\n2026-06-15 extend reason=size")
    assert due(OURS, events, "2026-06-15") == "2026-06-29"
    events = follow(OURS, "2026-06-16 correct corrects=received; to-day=2026-05-18", events)
    found = running(OURS, events, "2026-06-16")
    assert (str(found.due), found.state) == ("2026-06-02", "overdue")
    last = found.reckoning.steps[-1]
    assert (last.what, last.why, last.source) == ("extended-too-late", "2026-06-15", "size")


def test_an_extension_that_then_shortened() -> None:
    """An extension to a day that was not later after all leaves the due day where it is."""
    events = follow(
        OURS,
        """2026-06-01 receive
        2026-06-02 extend until=2026-06-16
        2026-06-03 correct corrects=received; to-day=2026-06-02""",
    )
    steps = running(OURS, events, "2026-06-03").reckoning.steps
    assert [(str(step.day), step.what) for step in steps] == [
        ("2026-06-02", "start"),
        ("2026-06-16", "counted"),
    ]


def test_an_event_corrected_in_its_facts() -> None:
    """A correction replaces the facts that it gives and keeps the others."""
    events = follow(OURS, "2026-06-01 receive channel=web; service=roads")
    events = follow(
        OURS,
        "2026-06-02 correct corrects=received; service=housing; reason=misread; role=clerk",
        events,
    )
    (received,) = replay(events).settled
    assert dict(received.facts) == {
        "channel": "web",
        "policy": OURS.edition,
        "service": "housing",
    }
    assert received.on == date(2026, 6, 1)


def test_the_day_of_an_escalation() -> None:
    """The stage begins on the right day, and what happened before it is not of the stage."""
    events = follow(OURS, SECOND)
    events = follow(OURS, "2026-06-09 correct corrects=escalated; to-day=2026-06-05", events)
    case = replay(events)
    assert [event.name for event in case.here] == ["escalated"]
    assert due(OURS, events, "2026-06-09") == "2026-06-19"
    assert "acknowledge" in may(OURS, events, "2026-06-09")
    events = follow(OURS, "2026-06-10 acknowledge", events)
    assert [event.name for event in replay(events).here] == ["escalated", "acknowledged"]


def test_an_instant_that_was_corrected() -> None:
    """A receipt moved to another day loses its time of day, and with it the cut-off."""
    ours = of_clocks(clock("response"), head=UNTIL_FIVE)
    at = datetime.fromisoformat("2026-06-03T17:30+01:00")
    events: Told = (Event("C-1", "received", date(2026, 6, 3), at, procedure="corporate"),)
    assert due(ours, events, "2026-06-04") == "2026-06-18"
    events = follow(ours, "2026-06-04 correct corrects=received; to-day=2026-06-01", events)
    assert due(ours, events, "2026-06-04") == "2026-06-15"


def test_a_correction_of_nothing() -> None:
    """A correction that no event answers to, in a record from elsewhere, changes nothing."""
    stray = Event("C-1", "voided", date(2026, 6, 2), facts=(("voids", "acknowledged"),))
    (received,) = follow(OURS, RECEIVED)
    assert effective((received, stray)) == (received,)
    case = replay((stray,))
    assert (case.ref, case.phase, case.events, case.settled) == ("C-1", "expected", (stray,), ())
    (fault,) = examine(OURS, (received, stray)).faults
    assert "the case has no acknowledged to put right" in fault.problem


def test_a_correction_to_its_own_day() -> None:
    """What is put right may have happened on that very day."""
    events = follow(OURS, "2026-06-01 receive\n2026-06-02 acknowledge")
    line = "2026-06-05 correct corrects=acknowledged; to-day=2026-06-05"
    assert states(OURS, follow(OURS, line, events), "2026-06-05")[0] == (
        "acknowledgement missed 2026-06-04"
    )
