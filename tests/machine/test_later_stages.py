"""What holds in a later stage, or under a later procedure, of what came before it."""

from __future__ import annotations

from datetime import date

import pytest

from casework import Event, LimitError, clocks, effective, replay
from casework.cases.clock_guards import present_clocks
from casework.cases.standing import located

from .policies import clock, of_stages, policy, procedure, stage
from .told import follow, refused, states

LATE = of_stages(
    stage(
        "one",
        clock("first", stops="linked", extension="{}"),
        clock("response", extension="{}"),
        escalates_when_late=True,
        milestones='["read"]',
    ),
    stage("two", clock("response", "escalated", extension="{}"), milestones='["read"]'),
)
SWITCHED = policy(
    procedure("a", stage("one", clock("response")), exits='["reclassified"]'),
    procedure("b", stage("only", clock("response"))),
)
RECLASSIFIED = "2026-06-01 receive procedure=a\n2026-06-02 reclassify to=b"


def test_the_clocks_of_an_earlier_stage_are_over() -> None:
    """Only a clock of the stage that the case is in can be extended."""
    events = follow(LATE, "2026-06-01 receive\n2026-06-16 escalate")
    assert list(present_clocks(LATE, events, date(2026, 6, 17))) == ["response"]
    assert refused(LATE, events, "2026-06-17 extend by=5 working days; clock=first") == (
        "clock 'first' may not be extended, only 'response'"
    )


def test_a_window_that_rests_on_what_the_receipt_said() -> None:
    """Whether a window of a later stage stands in the way goes by all that is known of the case."""
    large = of_stages(
        stage("one", clock("response")),
        stage(
            "two",
            clock("response", "escalated"),
            clock(
                "to-link",
                "escalated",
                "linked",
                "5 days",
                "window",
                hard=True,
                when='{ size = "large" }',
            ),
        ),
        needs='{ received = ["size"] }',
    )
    on = "receive size={}\n2026-06-02 respond\n2026-06-03 escalate"
    events = follow(large, f"2026-06-01 {on.format('large')}")
    assert refused(large, events, "2026-06-09 link to=C-2") == (
        "to-link: closed on 2026-06-08, without discretion"
    )
    assert follow(large, "2026-06-08 link to=C-2", events)
    assert follow(large, f"2026-06-01 {on.format('small')}\n2026-06-09 link to=C-2")


def test_a_duty_that_recurs_in_a_later_stage() -> None:
    """A clock that an escalation began begins anew each time it is stopped."""
    told = of_stages(
        stage("one", clock("response")),
        stage(
            "two",
            clock("response", "escalated"),
            clock("update", "escalated", "updated", "10 days", recurs=True),
            milestones='["updated"]',
        ),
    )
    events = follow(
        told,
        "2026-06-01 receive\n2026-06-02 respond\n2026-06-03 escalate\n2026-06-10 updated\n"
        "2026-06-15 updated",
    )
    assert states(told, events, "2026-06-16")[2:] == [
        "update met 2026-06-13",
        "update met 2026-06-20",
        "update running 2026-06-25",
    ]


def test_what_has_happened_already_tells_when() -> None:
    """What may happen once in a stage is refused with the day on which it did, in this stage."""
    events = follow(
        LATE, "2026-06-01 receive\n2026-06-02 read\n2026-06-16 escalate\n2026-06-17 read"
    )
    events = follow(LATE, "2026-06-18 acknowledge", events)
    said = "it has already happened in this stage, on 2026-06-17"
    assert refused(LATE, events, "2026-06-19 read") == said
    assert refused(LATE, events, "2026-06-17 respond") == (
        "2026-06-17 is before the latest event (acknowledged on 2026-06-18)"
    )


def test_an_aside_about_a_stage_before_the_switch() -> None:
    """What is noted may be about a stage of the procedure that the case was under before."""
    events = follow(SWITCHED, RECLASSIFIED)
    assert follow(SWITCHED, "2026-06-03 raise-issue stage=one; issue=I", events)[-1].stage == "one"
    assert refused(SWITCHED, events, "2026-06-03 raise-issue stage=tow; issue=I") == (
        "it leads only to 'only' or 'one'"
    )


def test_a_switch_is_of_one_case() -> None:
    """The receipt under the other procedure is of the same case, under the same edition."""
    events = follow(SWITCHED, RECLASSIFIED)
    assert {event.case for event in events} == {"C-1"}
    assert events[-1].fact("policy") == SWITCHED.edition == events[0].fact("policy")
    assert events[-1].fact("to") is None


def test_putting_right_what_came_after_a_switch() -> None:
    """A case that was received twice, under two procedures, can be corrected as any other."""
    events = follow(SWITCHED, f"{RECLASSIFIED}\n2026-06-03 raise-issue issue=I")
    events = follow(SWITCHED, "2026-06-04 void voids=issue-raised", events)
    assert [event.name for event in effective(events)] == ["received", "reclassified", "received"]


def test_a_corrected_receipt_stays_under_its_procedure() -> None:
    """A correction changes what it names, and nothing else of the event."""
    events = follow(SWITCHED, "2026-06-01 receive procedure=b")
    received = Event(
        "C-1", "received", events[0].on, None, date(2026, 6, 2), "b", "only", events[0].facts
    )
    events = follow(
        SWITCHED, "2026-06-05 correct corrects=received; to-day=2026-05-29", (received,)
    )
    (now,) = effective(events)
    assert (now.case, now.on, now.recorded) == ("C-1", date(2026, 5, 29), date(2026, 6, 2))
    assert (now.procedure, now.stage, now.facts) == ("b", "only", received.facts)


def test_a_correction_of_nothing_is_passed_over() -> None:
    """In a record that nobody examined, a correction that finds nothing stops no other."""
    received = Event("C-1", "received", date(2026, 6, 1), procedure="b")
    nothing = Event("C-1", "voided", date(2026, 6, 2), facts={"voids": "responded"})
    facts = {"corrects": "received", "to-day": "2026-05-29"}
    corrected = Event("C-1", "corrected", date(2026, 6, 3), facts=facts)
    assert [event.on for event in effective((received, nothing, corrected))] == [date(2026, 5, 29)]


def test_a_procedure_that_the_policy_does_not_have() -> None:
    """A record under an unknown procedure is refused by its name, with those there are."""
    events = (Event("C-1", "received", date(2026, 6, 1), procedure="c"),)
    for ask in (
        lambda: clocks(SWITCHED, events, date(2026, 6, 2)),
        lambda: located(SWITCHED, replay(events), "", date(2026, 6, 2)),
    ):
        with pytest.raises(LimitError, match="'c' cannot be used here; expected a procedure"):
            ask()
