"""Ways into a stage: where a case begins, and how the authority takes it on by itself."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from casework import Act, Event, decide, examine, permitted, replay
from casework.cases.case import EXPECTED

from .faults import told_of
from .policies import UNTIL_FIVE, clock, of_stages, policy, procedure, stage
from .told import due, follow, may, refused, states, why_not

THREE = (
    stage("informal", clock("contact", limit="3 days"), advances_to='["stage-1", "stage-2"]'),
    stage("stage-1", clock("response", limit="10 working days")),
    stage(
        "stage-2",
        clock("response", "entered", limit="20 working days"),
        clock("whole", "received", limit="60 working days"),
        needs='{ received = ["straight-because"] }',
    ),
)
WAYS = of_stages(*THREE, begins_in='["stage-1", "informal", "stage-2"]')
"""A procedure that begins in any of three stages, usually not in the first."""


def test_where_a_case_begins() -> None:
    """A case begins in the first stage that `begins-in` lists, or in another of them if it says."""
    usual = follow(WAYS, "2026-06-01 receive")
    assert replay(usual).stage == "stage-1"
    assert states(WAYS, usual, "2026-06-01") == ["response running 2026-06-15"]
    first = follow(WAYS, "2026-06-01 receive stage=informal")
    assert states(WAYS, first, "2026-06-01") == ["contact running 2026-06-04"]
    assert may(WAYS, first, "2026-06-01") == {
        "acknowledge",
        "advance",
        "promise",
        "respond",
        "withdraw",
    }


def test_where_a_case_begins_that_does_not_say() -> None:
    """An event that names no stage is read as of the usual one, also one that nobody examined."""
    (received,) = follow(WAYS, "2026-06-01 receive")
    bare = Event("C-1", "received", received.on, procedure="corporate")
    assert examine(WAYS, [bare]).events[0].stage == "stage-1"
    assert states(WAYS, (bare,), "2026-06-01") == ["response running 2026-06-15"]
    assert may(WAYS, (bare,), "2026-06-01") == may(WAYS, (received,), "2026-06-01")


def test_what_no_receipt_came_before() -> None:
    """In a record that nobody examined, what comes before the receipt is in no stage."""
    received = follow(WAYS, "2026-06-02 receive")
    early = Event("C-1", "responded", date(2026, 6, 1), procedure="corporate")
    assert states(WAYS, (early,), "2026-06-02") == []
    assert states(WAYS, (early, *received), "2026-06-02") == states(WAYS, received, "2026-06-02")


def test_a_stage_in_which_no_case_begins() -> None:
    """A case is received only into a stage that the procedure begins in."""
    assert refused(LISTED, (), "2026-06-01 receive stage=stage-2") == (
        "it leads only to 'stage-1'; perhaps 'stage-1' was meant"
    )


def test_what_beginning_there_needs() -> None:
    """Facts that a stage wants of the receipt are asked for only where the case begins there."""
    assert refused(WAYS, (), "2026-06-01 receive stage=stage-2") == ("it needs straight-because")
    events = follow(WAYS, "2026-06-01 receive stage=stage-2; straight-because=serious")
    assert states(WAYS, events, "2026-06-01") == [
        "response running 2026-06-29",
        "whole running 2026-08-24",
    ]


@pytest.mark.parametrize(
    ("begins", "needs"),
    [("stage-1", ()), ("stage-2", ("straight-because",))],
)
def test_what_the_usual_beginning_needs(begins: str, needs: tuple[str, ...]) -> None:
    """Before a case is received it is told what the stage needs in which cases usually begin."""
    ways = dict.fromkeys((begins, "informal", "stage-1", "stage-2"))
    ours = of_stages(*THREE, begins_in=str([*ways]))
    (receive,) = permitted(ours, EXPECTED, date(2026, 6, 1))
    assert receive.needs == needs


def test_what_a_receipt_needs_is_not_what_a_later_stage_wants() -> None:
    """A case that goes on to a stage need not bring what beginning there needs."""
    events = follow(WAYS, "2026-06-01 receive\n2026-06-08 respond\n2026-06-09 escalate")
    assert replay(events).stage == "stage-2"


def test_a_switch_leads_to_the_usual_beginning() -> None:
    """A case that is reclassified begins where cases of the other procedure usually do."""
    both = policy(
        procedure("corporate", *THREE, begins_in='["stage-1", "informal", "stage-2"]'),
        procedure("enquiry", stage("only"), exits='["reclassified"]'),
    )
    events = follow(
        both, "2026-06-01 receive procedure=enquiry\n2026-06-02 reclassify to=corporate"
    )
    assert replay(events).stage == "stage-1"


def test_an_advance() -> None:
    """The authority takes an open case on without an answer; what it owed there is left behind."""
    events = follow(WAYS, "2026-06-01 receive stage=informal\n2026-06-03 advance by=service")
    assert (replay(events).stage, replay(events).phase) == ("stage-1", "open")
    assert states(WAYS, events, "2026-06-15") == [
        "contact void 2026-06-04",
        "response running 2026-06-15",
    ]
    late = follow(WAYS, "2026-06-01 receive stage=informal\n2026-06-05 advance stage=stage-2")
    assert states(WAYS, late, "2026-06-05") == [
        "contact missed 2026-06-04",
        "response running 2026-07-03",
        "whole running 2026-08-24",
    ]


def test_an_advance_that_does_not_say_where() -> None:
    """An advance that names no stage leads to the first that the stage lists."""
    received, advanced = follow(WAYS, "2026-06-01 receive stage=informal\n2026-06-03 advance")
    bare = Event("C-1", "advanced", advanced.on)
    assert examine(WAYS, [received, bare]).events == (received, advanced)
    assert replay((received, advanced)).stage == "stage-1"
    assert states(WAYS, (received, bare), "2026-06-15") == states(
        WAYS, (received, advanced), "2026-06-15"
    )


def test_unnamed_steps_follow_the_usual_way() -> None:
    """Where no event names its stage, a case that was taken on is at the stage taken to."""
    line = of_stages(
        stage("one", escalates_to="[]", advances_to='["two"]'),
        stage("two", clock("response", "advanced")),
    )
    named = follow(line, "2026-06-01 receive\n2026-06-02 advance")
    unnamed = tuple(Event("C-1", event.name, event.on) for event in named)
    assert may(line, unnamed, "2026-06-03") == may(line, named, "2026-06-03")
    assert states(line, unnamed, "2026-06-03") == ["response running 2026-06-16"]


def test_where_there_is_no_advance() -> None:
    """Only an open case is taken on, and only from a stage that says where to."""
    events = follow(WAYS, "2026-06-01 receive")
    assert refused(WAYS, events, "2026-06-03 advance") == "stage-1 does not allow it"
    events = follow(WAYS, "2026-06-01 receive stage=informal\n2026-06-02 respond")
    assert refused(WAYS, events, "2026-06-03 advance") == "the case is answered"
    events = follow(LISTED, "2026-06-01 receive")
    assert refused(LISTED, events, "2026-06-03 advance") == "the policy does not allow it"


def test_an_advance_is_the_authoritys() -> None:
    """What the authority does after hours is of that day; what a complainant asks, of the next."""
    late = of_stages(
        stage("informal", advances_to='["stage-1"]'),
        stage("stage-1", clock("response", "entered", limit="1 working day")),
        head=UNTIL_FIVE,
    )
    events = follow(late, "2026-06-01 receive")
    evening = datetime.fromisoformat("2026-06-02T18:00")
    advanced = decide(late, replay(events), Act("advance", evening.date(), evening))
    assert due(late, (*events, *advanced), "2026-06-02") == "2026-06-03"


def test_entering_starts_a_clock_however_it_is_entered() -> None:
    """`entered` starts a clock in every visit, by whichever event began it."""
    again = of_stages(
        stage("stage-1", clock("response", "entered")),
        stage("stage-2", clock("response", "entered"), sends_back_to='["stage-1"]'),
        reopens=True,
    )
    events = follow(
        again,
        "2026-06-01 receive\n2026-06-02 respond\n2026-06-03 escalate\n2026-06-04 send-back\n"
        "2026-06-05 withdraw\n2026-06-08 reopen",
    )
    assert [state.split()[-1] for state in states(again, events, "2026-06-08")] == [
        "2026-06-15",
        "2026-06-17",
        "2026-06-18",
        "2026-06-22",
    ]


def test_who_takes_part_in_a_stage_taken_to() -> None:
    """Who is named on entering a stage is judged by that stage, however it is entered."""
    apart = of_stages(
        stage("one", advances_to='["two"]'),
        stage("two", people='{ investigator = { different-from = ["one"] } }'),
    )
    events = follow(apart, "2026-06-01 receive handler=ann")
    assert refused(apart, events, "2026-06-02 advance investigator=ann") == (
        "investigator: ann took part before"
    )


LISTED = of_stages(
    stage(
        "stage-1",
        clock("acknowledgement", stops="acknowledged", limit="3 working days"),
        clock("response"),
        escalates_when_late='["response"]',
    ),
    stage("stage-2", clock("response", starts="escalated")),
)
"""A stage that only a late response opens the way out of."""


def test_only_a_listed_clock_opens_the_way() -> None:
    """Of the clocks of a stage, those that are listed let a case go on, and no others."""
    events = follow(LISTED, "2026-06-01 receive")
    said = "only 'response' being overdue allows it"
    assert why_not(LISTED, events, "2026-06-15", "escalate") == said
    assert refused(LISTED, events, "2026-06-15 escalate") == said
    assert why_not(LISTED, events, "2026-06-16", "escalate") == ""
    assert replay(follow(LISTED, "2026-06-16 escalate", events)).stage == "stage-2"


def test_faults_of_where_a_case_begins() -> None:
    """A stage that a procedure begins in must be there, once."""
    assert told_of(*THREE, begins_in='["informal", "stage-2", "informal", "stage-3"]') == [
        "procedure[corporate].begins-in[2]: stage 'informal' is given 2 times",
        "procedure[corporate].begins-in[3]: no stage 'stage-3'",
    ]


def test_a_stage_that_nothing_leads_to() -> None:
    """A stage is reached by beginning in it or by being taken to it, not only by escalation."""
    alone = stage("alone", clock("response"))
    first = stage("first", clock("response"), escalates_to="[]")
    assert told_of(first, alone) == [
        "procedure[corporate].stage[alone]: nothing leads to stage 'alone'"
    ]
    assert of_stages(first, alone, begins_in='["first", "alone"]').procedures
