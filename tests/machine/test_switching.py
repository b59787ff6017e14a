"""A case that is taken to another procedure of the policy midway, with its history kept."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from casework import (
    Act,
    Event,
    History,
    Policy,
    became_late,
    clocks,
    decide,
    examine,
    replay,
)

from .policies import HEAD, clock, policy, procedure, stage
from .told import Told, follow, may, refused, states, why_not

ENQUIRY = procedure(
    "enquiry",
    stage("only", clock("reply", limit="5 working days")),
    stage("review", clock("reply", "escalated")),
    exits='["withdrawn", "reclassified"]',
    reopens=True,
)
COMPLAINT = procedure(
    "complaint",
    stage("stage-1", clock("acknowledgement", stops="acknowledged", limit="3 working days")),
    exits='["withdrawn", "reclassified"]',
    needs='{ received = ["channel"] }',
    in_force="{ from = 2026-05-01 }",
)


@pytest.fixture(scope="module")
def both() -> Policy:
    """An enquiry that may become a complaint."""
    return policy(ENQUIRY, COMPLAINT)


def test_switching(both: Policy) -> None:
    """A case is received under the other procedure, at its first stage, on that very day."""
    events = follow(
        both,
        "2026-06-01 receive procedure=enquiry; theme=waste\n"
        "2026-06-03 reclassify to=complaint; channel=web",
    )
    assert [event.name for event in events] == ["received", "reclassified", "received"]
    case = replay(events)
    assert (case.procedure, case.stage, case.phase) == ("complaint", "stage-1", "open")
    assert case.received == date(2026, 6, 3)
    assert events[-1].fact("channel") == "web"
    assert events[-1].fact("to") is None
    assert may(both, events, "2026-06-03") == {
        "acknowledge",
        "promise",
        "reclassify",
        "respond",
        "withdraw",
    }


def test_clocks_of_both_procedures(both: Policy) -> None:
    """The clocks of the first procedure end with it, and those of the second begin."""
    events = follow(
        both,
        "2026-06-01 receive procedure=enquiry\n2026-06-03 reclassify to=complaint; channel=web",
    )
    found = clocks(both, events, as_of=date(2026, 6, 9))
    assert [(each.procedure, each.stage) for each in found] == [
        ("enquiry", "only"),
        ("complaint", "stage-1"),
    ]
    assert states(both, events, "2026-06-02") == ["reply running 2026-06-08"]
    assert states(both, events, "2026-06-08") == [
        "reply void 2026-06-08",
        "acknowledgement running 2026-06-08",
    ]
    assert states(both, events, "2026-06-09")[1] == "acknowledgement overdue 2026-06-08"


def test_history_of_both_procedures(both: Policy) -> None:
    """What was decided reads back without a fault, and goes on under the second procedure."""
    events = follow(
        both,
        """2026-06-01 receive procedure=enquiry
        2026-06-02 acknowledge
        2026-06-03 reclassify to=complaint; channel=web
        2026-06-04 acknowledge
        2026-06-05 respond
        2026-06-05 close""",
    )
    history = examine(both, events)
    assert history.faults == ()
    assert history.events == events


def test_switching_at_an_instant(both: Policy) -> None:
    """The receipt under the other procedure is at the very instant of the switch."""
    at = datetime.fromisoformat("2026-06-03T16:30+01:00")
    begun = replay(follow(both, "2026-06-01 receive procedure=enquiry"))
    facts = {"to": "complaint", "channel": "web"}
    left, received = decide(both, begun, Act("reclassify", at.date(), at, facts=facts))
    assert (left.at, received.at, received.on) == (at, at, date(2026, 6, 3))


def test_a_clock_missed_under_the_first_procedure(both: Policy) -> None:
    """That a case became late before it was switched can still be recorded, and explained."""
    begun = "2026-06-01 receive procedure=complaint; channel=web\n2026-06-08 reclassify to=enquiry"
    events = follow(both, begun)
    late = became_late(both, events, date(2026, 6, 8))
    assert [(each.procedure, each.stage) for each in late] == [("complaint", "stage-1")]
    why = "2026-06-08 explain-lateness lateness-reason=leave; stage=stage-1"
    told = follow(both, why, (*events, *late))
    assert examine(both, told) == History(told, ())
    assert became_late(both, told, date(2026, 6, 15)) == ()
    assert (replay(told).procedure, replay(told).stage) == ("enquiry", "only")


def test_switching_there_and_back(both: Policy) -> None:
    """A case may be taken back, and is then received a third time."""
    events = follow(
        both,
        """2026-06-01 receive procedure=enquiry
        2026-06-03 reclassify to=complaint; channel=web
        2026-06-10 reclassify to=enquiry""",
    )
    assert replay(events).procedure == "enquiry"
    assert states(both, events, "2026-06-17") == [
        "reply void 2026-06-08",
        "acknowledgement missed 2026-06-08",
        "reply running 2026-06-17",
    ]
    assert examine(both, events).faults == ()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("2026-06-03 reclassify to=enquiry", "it already is under 'enquiry'"),
        ("2026-06-03 reclassify to=complaint", "under 'complaint' it needs channel"),
    ],
)
def test_switching_that_is_refused(both: Policy, line: str, why: str) -> None:
    """A case is not taken where it is already, nor where it could not have been received."""
    events = follow(both, "2026-06-01 receive procedure=enquiry")
    assert refused(both, events, line) == why


def test_switching_to_a_procedure_that_is_not_in_force(both: Policy) -> None:
    """A case is not taken to a procedure that takes no cases on that day."""
    events = follow(both, "2026-04-27 receive procedure=enquiry")
    assert refused(both, events, "2026-04-30 reclassify to=complaint; channel=web") == (
        "procedure 'complaint' has no value on 2026-04-30; it is known from 2026-05-01"
    )
    assert follow(both, "2026-05-01 reclassify to=complaint; channel=web", events)


def test_leaving_the_policy(both: Policy) -> None:
    """A case taken to what is no procedure of the policy is closed, and may be reopened."""
    events = follow(
        both, "2026-06-01 receive procedure=enquiry\n2026-06-03 reclassify to=service-request"
    )
    assert len(events) == 2
    assert replay(events).phase == "closed"
    events = follow(both, "2026-06-04 link to=SR-7\n2026-06-05 reopen", events)
    assert replay(events).phase == "open"
    assert examine(both, events).faults == ()


def test_the_same_switch_again(both: Policy) -> None:
    """Taking a case where it now is adds nothing: it is refused."""
    line = "2026-06-03 reclassify to=complaint; channel=web"
    events = follow(both, f"2026-06-01 receive procedure=enquiry\n{line}")
    assert refused(both, events, line) == "it already is under 'complaint'"


def test_a_second_receipt_that_no_switch_explains(both: Policy) -> None:
    """A case that is open is not received again."""
    events = (
        Event("C-1", "received", date(2026, 6, 1), procedure="enquiry"),
        Event("C-1", "received", date(2026, 6, 3), procedure="enquiry"),
    )
    (fault,) = examine(both, events).faults
    assert fault.problem == "on 2026-06-03 cannot be: the case is open"


def test_a_receipt_under_neither_procedure(both: Policy) -> None:
    """A case is received under a procedure of the policy, and keeps to it."""
    events = (Event("C-1", "received", date(2026, 6, 1), procedure="petition"),)
    assert len(examine(both, events).faults) == 1
    begun = follow(both, "2026-06-01 receive procedure=enquiry")
    other = Event("C-1", "acknowledged", date(2026, 6, 2), procedure="complaint")
    (fault,) = examine(both, (*begun, other)).faults
    assert fault.problem == "is under 'complaint', its case under 'enquiry'"


def test_an_act_under_the_procedure_that_a_case_has_left(both: Policy) -> None:
    """After a switch only what is merely noted may still be about the procedure before it."""
    events = follow(
        both,
        "2026-06-01 receive procedure=enquiry\n2026-06-03 reclassify to=complaint; channel=web",
    )
    noted = Event("C-1", "linked", date(2026, 6, 4), None, None, "enquiry", "only", {"to": "C-2"})
    assert examine(both, (*events, noted)).faults == ()
    answer = Event("C-1", "acknowledged", date(2026, 6, 4), procedure="enquiry")
    (fault,) = examine(both, (*events, answer)).faults
    assert fault.problem == "is under 'enquiry', its case under 'complaint'"


def test_a_switch_in_a_calendar_that_is_too_short(both: Policy) -> None:
    """A recorded event outside the calendar is a fault."""
    late = Event("C-1", "received", date(2030, 1, 1), procedure="enquiry")
    (fault,) = examine(both, (late,)).faults
    assert fault.problem == "on 2030-01-01 is outside the calendar"
    assert fault.expected == "2021-01-01 to 2029-12-31"


def test_drafts_take_no_cases() -> None:
    """Nothing is received under a policy that is a draft, but a case of it may go on."""
    draft = policy(ENQUIRY, head=HEAD.replace('revision = "1"', 'revision = "1"\nstatus = "draft"'))
    begun: Told = (Event("C-1", "received", date(2026, 6, 1), procedure="enquiry", stage="only"),)
    assert refused(draft, (), "2026-06-01 receive procedure=enquiry") == (
        "policy 'machine', revision 1, is a draft"
    )
    assert why_not(draft, begun, "2026-06-02", "acknowledge") == ""
    assert decide(draft, replay(begun), Act("acknowledge", date(2026, 6, 2)))
