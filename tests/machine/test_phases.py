"""Every phase of a stage: what may happen in it, and where that leads."""

from __future__ import annotations

import pytest

from casework import Policy, replay

from .policies import REASONS, clock, of_clocks, of_stages, policy, procedure, stage
from .told import Told, act, due, follow, may, refused, states, why_not

WHOLE = policy(
    procedure(
        "corporate",
        stage(
            "stage-1",
            clock("response", extension="{}", pausing="{}"),
            milestones='["visited"]',
            follow_ups='["remedy-delivered"]',
            close_after="30 days",
            may_decline=True,
        ),
        stage("stage-2", clock("response", starts="escalated"), sends_back_to='["stage-1"]'),
        exits='["withdrawn", "refused", "referred", "reclassified"]',
        reopens=True,
    ),
    REASONS,
)
"""A procedure that leaves nothing out but lateness."""

BARE = of_clocks(clock("response"), escalates_to="[]")
"""A procedure with one stage that allows nothing but what every procedure allows."""

RECEIVED = "2026-06-01 receive"
ANSWERED = RECEIVED + "\n2026-06-05 respond"
PAUSED = RECEIVED + "\n2026-06-03 pause"
CLOSED = ANSWERED + "\n2026-06-05 close"


@pytest.mark.parametrize(
    ("lines", "acts"),
    [
        ("", {"receive"}),
        (
            RECEIVED,
            {
                "acknowledge",
                "extend",
                "pause",
                "promise",
                "reclassify",
                "refer",
                "refuse",
                "respond",
                "visited",
                "withdraw",
            },
        ),
        (PAUSED, {"resume", "withdraw"}),
        (ANSWERED, {"close", "decline", "escalate", "refer", "remedy-delivered", "withdraw"}),
        (CLOSED, {"reopen"}),
    ],
    ids=["expected", "open", "paused", "answered", "closed"],
)
def test_phases(lines: str, acts: set[str]) -> None:
    """Each phase permits its own acts and no others."""
    assert may(WHOLE, follow(WHOLE, lines), "2026-06-08") == acts


@pytest.mark.parametrize(
    ("lines", "acts"),
    [
        (RECEIVED, {"acknowledge", "promise", "respond", "withdraw"}),
        (ANSWERED, {"close", "withdraw"}),
        (CLOSED, set()),
    ],
    ids=["open", "answered", "closed"],
)
def test_phases_of_a_bare_procedure(lines: str, acts: set[str]) -> None:
    """What a policy does not say is not permitted, and a closed case is at its end."""
    assert may(BARE, follow(BARE, lines), "2026-06-08") == acts


@pytest.mark.parametrize(
    ("lines", "line", "why"),
    [
        ("", "2026-06-08 respond", "the case has not been received"),
        (RECEIVED, "2026-06-08 receive", "the case is open"),
        (RECEIVED, "2026-06-08 resume", "the case is open"),
        (RECEIVED, "2026-06-08 remedy-delivered", "the case is open"),
        (PAUSED, "2026-06-08 respond", "the case is paused"),
        (PAUSED, "2026-06-08 visited", "the case is paused"),
        (ANSWERED, "2026-06-08 visited", "the case is answered"),
        (CLOSED, "2026-06-08 withdraw", "the case is closed"),
        (RECEIVED, "2026-06-08 visit", "there is no such act; perhaps 'visited' was meant"),
    ],
)
def test_acts_of_another_phase(lines: str, line: str, why: str) -> None:
    """An act out of its phase is refused, and the refusal says in which phase the case is."""
    assert refused(WHOLE, follow(WHOLE, lines), line) == why


def test_acts_that_a_procedure_does_not_have() -> None:
    """An act that no stage of the procedure has is not allowed by the policy."""
    assert refused(BARE, follow(BARE, RECEIVED), "2026-06-02 pause") == (
        "the policy does not allow it"
    )
    assert refused(BARE, follow(BARE, ANSWERED), "2026-06-08 escalate") == (
        "stage-1 leads to no further stage"
    )


@pytest.mark.parametrize(
    ("line", "event"),
    [
        ("2026-06-08 withdraw", "withdrawn"),
        ("2026-06-08 refuse refusal-reason=at-court", "refused"),
        ("2026-06-08 refer to=ombudsman", "referred"),
        ("2026-06-08 reclassify to=enquiry", "reclassified"),
    ],
)
def test_exits(line: str, event: str) -> None:
    """Each early end closes the case, and its clocks that were not yet late are void."""
    events = follow(WHOLE, f"{RECEIVED}\n{line}")
    assert events[-1].name == event
    assert replay(events).phase == "closed"
    assert states(WHOLE, events, "2026-07-30") == ["response void 2026-06-15"]


def test_an_early_end_after_the_due_day() -> None:
    """A clock left behind after its due day was missed, and is late by the days until then."""
    events = follow(WHOLE, f"{RECEIVED}\n2026-06-17 withdraw")
    assert states(WHOLE, events, "2026-07-30") == ["response missed 2026-06-15"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("2026-06-08 refuse", "it needs refusal-reason"),
        (
            "2026-06-08 refuse refusal-reason=too-odd",
            "refusal-reason 'too-odd' is not in 'refusal-reason'; perhaps 'too-old' was meant",
        ),
        ("2026-06-08 refer", "it needs to"),
        ("2026-06-08 reclassify", "it needs to"),
        ("2026-06-08 reclassify to=corporate", "it already is under 'corporate'"),
    ],
)
def test_exits_without_their_facts(line: str, why: str) -> None:
    """A refusal needs a reason from the list, and a referral says where it leads."""
    assert refused(WHOLE, follow(WHOLE, RECEIVED), line) == why


def test_an_exit_that_the_procedure_does_not_allow() -> None:
    """Without saying so, a procedure allows withdrawal and no other early end."""
    events = follow(BARE, RECEIVED)
    assert refused(BARE, events, "2026-06-08 refer to=x") == "the policy does not allow it"
    closed = follow(BARE, "2026-06-08 withdraw", events)
    assert refused(BARE, closed, "2026-06-09 reopen") == "the policy does not allow it"


def test_declining_an_escalation() -> None:
    """A gate refuses an escalation, as often as it is asked, and the case stays answered."""
    events = follow(
        WHOLE, f"{ANSWERED}\n2026-06-08 decline reason=nothing new\n2026-06-12 decline reason=same"
    )
    assert replay(events).phase == "answered"
    assert replay(events).stage == "stage-1"
    assert "escalate" in may(WHOLE, events, "2026-06-15")
    assert refused(BARE, follow(BARE, ANSWERED), "2026-06-08 decline") == (
        "the policy does not allow it"
    )


@pytest.mark.parametrize("before", ["", "2026-06-09 respond"], ids=["open", "answered"])
def test_sending_back(before: str) -> None:
    """A stage sends a case back, open or answered, and the receipt's clocks do not run again."""
    events = follow(
        WHOLE, f"{ANSWERED}\n2026-06-08 escalate\n{before}\n2026-06-10 send-back reason=new facts"
    )
    assert (replay(events).stage, replay(events).phase) == ("stage-1", "open")
    ran = "met" if before else "void"
    assert states(WHOLE, events, "2026-07-30") == [
        "response met 2026-06-15",
        f"response {ran} 2026-06-22",
    ]
    assert "visited" in may(WHOLE, events, "2026-06-10")


def test_a_milestone_again_after_being_sent_back() -> None:
    """What happens once in a stage may happen once in each visit to it."""
    events = follow(WHOLE, f"{RECEIVED}\n2026-06-02 visited")
    assert why_not(WHOLE, events, "2026-06-03", "visited") == (
        "it has already happened in this stage, on 2026-06-02"
    )
    events = follow(
        WHOLE,
        "2026-06-05 respond\n2026-06-08 escalate\n2026-06-09 send-back\n2026-06-10 visited",
        events,
    )
    assert events[-1].stage == "stage-1"


@pytest.fixture(scope="module")
def panel() -> Policy:
    """Three stages of which the second may be passed over, and the first come back to."""
    return of_stages(
        stage("stage-1", clock("response"), escalates_to='["stage-2", "panel"]'),
        stage("stage-2", clock("response", starts="escalated", limit="20 working days")),
        stage("panel", clock("hearing", starts="escalated", limit="30 working days")),
    )


@pytest.mark.parametrize(
    ("where", "stage_id", "clock_id", "day"),
    [
        ("", "stage-2", "response", "2026-07-06"),
        ("stage=stage-2", "stage-2", "response", "2026-07-06"),
        ("stage=panel", "panel", "hearing", "2026-07-20"),
    ],
)
def test_skipping(panel: Policy, where: str, stage_id: str, clock_id: str, day: str) -> None:
    """An escalation leads to the first stage listed, unless it names another of them."""
    events = follow(panel, f"{ANSWERED}\n2026-06-08 escalate {where}")
    assert replay(events).stage == stage_id
    assert due(panel, events, "2026-06-08", clock_id) == day


def test_skipping_to_a_stage_that_is_not_listed(panel: Policy) -> None:
    """An escalation to any other stage is refused, and the refusal lists the ones there are."""
    assert refused(panel, follow(panel, ANSWERED), "2026-06-08 escalate stage=stage-1") == (
        "it leads only to 'stage-2' or 'panel'; perhaps 'stage-2' was meant"
    )


def test_the_same_act_again() -> None:
    """The same act on the same day adds nothing; on another day it is refused."""
    events = follow(WHOLE, RECEIVED + "\n2026-06-02 acknowledge")
    assert follow(WHOLE, "2026-06-02 acknowledge", events) == events
    assert refused(WHOLE, events, "2026-06-03 acknowledge") == (
        "it has already happened in this stage, on 2026-06-02"
    )


def test_events_in_order(panel: Policy) -> None:
    """Nothing may be recorded for a day before the latest event."""
    events: Told = follow(panel, ANSWERED)
    assert refused(panel, events, "2026-06-04 close") == (
        "2026-06-04 is before the latest event (responded on 2026-06-05)"
    )
    assert act("2026-06-05 close").event == "closed"
