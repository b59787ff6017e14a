"""Ways on from a stage that do not wait for an answer: lateness, silence, reopening."""

from __future__ import annotations

import pytest

from casework import Policy, replay

from .policies import clock, of_clocks, of_stages, stage
from .told import due, follow, may, refused, states, why_not

WHOLE = of_stages(
    stage("stage-1", clock("response", pausing="{}"), close_after="30 days"),
    stage("stage-2", clock("response", starts="escalated")),
    reopens=True,
)
"""A procedure that reopens cases, and closes those of which nothing is heard."""

ANSWERED = "2026-06-01 receive\n2026-06-05 respond"
PAUSED = "2026-06-01 receive\n2026-06-03 pause"


@pytest.fixture(scope="module")
def impatient() -> Policy:
    """A stage that a missed deadline opens the way out of."""
    return of_stages(
        stage(
            "stage-1",
            clock("acknowledgement", stops="acknowledged", limit="3 working days"),
            clock("response"),
            escalates_when_late=True,
        ),
        stage("stage-2", clock("response", starts="escalated")),
    )


def test_escalating_when_late(impatient: Policy) -> None:
    """An unanswered case may be escalated from the day after a due day, not on it."""
    events = follow(impatient, "2026-06-01 receive\n2026-06-02 acknowledge")
    assert due(impatient, events, "2026-06-15") == "2026-06-15"
    assert why_not(impatient, events, "2026-06-15", "escalate") == (
        "no clock of the stage is overdue"
    )
    assert refused(impatient, events, "2026-06-15 escalate") == "no clock of the stage is overdue"
    assert "escalate" in may(impatient, events, "2026-06-16")
    escalated = follow(impatient, "2026-06-16 escalate", events)
    assert (replay(escalated).stage, replay(escalated).phase) == ("stage-2", "open")
    assert states(impatient, escalated, "2026-06-16")[1:] == [
        "response missed 2026-06-15",
        "response running 2026-06-30",
    ]


def test_any_late_clock_opens_the_way(impatient: Policy) -> None:
    """A late acknowledgement opens the way, and closes it again once it has been made."""
    events = follow(impatient, "2026-06-01 receive")
    assert why_not(impatient, events, "2026-06-04", "escalate") != ""
    assert why_not(impatient, events, "2026-06-05", "escalate") == ""
    events = follow(impatient, "2026-06-05 acknowledge", events)
    assert why_not(impatient, events, "2026-06-05", "escalate") != ""


def test_an_answered_case_need_not_be_late(impatient: Policy) -> None:
    """Once answered, a case is escalated as usual, whatever its clocks."""
    events = follow(impatient, ANSWERED)
    assert why_not(impatient, events, "2026-06-05", "escalate") == ""


def test_reopening() -> None:
    """A closed case is open again at the stage where it ended, without the receipt's clocks."""
    events = follow(
        WHOLE, f"{ANSWERED}\n2026-06-08 escalate\n2026-06-10 withdraw\n2026-08-03 reopen"
    )
    assert (replay(events).stage, replay(events).phase) == ("stage-2", "open")
    assert states(WHOLE, events, "2026-08-03") == [
        "response met 2026-06-15",
        "response void 2026-06-22",
    ]


def test_a_clock_that_reopening_starts() -> None:
    """A clock may start at the reopening, and then runs only there."""
    again = of_stages(
        stage("stage-1", clock("response"), clock("second", "reopened", limit="5 working days")),
        reopens=True,
    )
    events = follow(again, f"{ANSWERED}\n2026-06-05 close")
    assert states(again, events, "2026-06-30") == ["response met 2026-06-15"]
    events = follow(again, "2026-08-03 reopen", events)
    assert states(again, events, "2026-08-10")[1:] == ["second running 2026-08-10"]
    assert states(again, events, "2026-08-11")[1:] == ["second overdue 2026-08-10"]


def test_closing_after_silence() -> None:
    """A paused case may be closed once the silence is over, from the day after its last day."""
    events = follow(WHOLE, PAUSED)
    said = "the case may be closed for silence after 2026-07-03"
    assert why_not(WHOLE, events, "2026-07-03", "close") == said
    assert refused(WHOLE, events, "2026-07-03 close") == said
    assert why_not(WHOLE, events, "2026-07-04", "close") == ""
    assert replay(follow(WHOLE, "2026-07-04 close", events)).phase == "closed"


def test_silence_counts_from_the_latest_pause() -> None:
    """Of several pauses it is the present one whose silence counts."""
    events = follow(WHOLE, f"{PAUSED}\n2026-06-10 resume\n2026-06-20 pause")
    assert why_not(WHOLE, events, "2026-07-20", "close") != ""
    assert why_not(WHOLE, events, "2026-07-21", "close") == ""


def test_closing_without_a_rule_of_silence() -> None:
    """Without such a rule a paused case is resumed or withdrawn, not closed."""
    patient = of_clocks(clock("response", pausing="{}"))
    assert may(patient, follow(patient, PAUSED), "2027-06-01") == {"resume", "withdraw"}
