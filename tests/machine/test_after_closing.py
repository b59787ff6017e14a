"""What may be done after closing, what is closed unanswered, and what is raised in time."""

from __future__ import annotations

from datetime import date

import pytest

from casework import Event, became_late, clocks, issues, replay
from casework.learning.record import Record
from casework.learning.weekly import weekly

from .faults import told_of
from .policies import clock, of_stages, policy, procedure, stage
from .told import Told, follow, may, refused, states, why_not

DEC = date(2026, 12, 1)
REOPENED = of_stages(
    stage(
        "stage-1",
        clock("response", pausing="{}"),
        clock("to-escalate", "responded", "escalated", "20 working days", "window", hard=True),
        clock("to-refer", "responded", "referred", "20 working days", "window"),
        escalates_when_closed=True,
        close_after="5 days",
    ),
    stage("stage-2", clock("response", "entered")),
    exits='["withdrawn", "referred"]',
)
"""A stage from which an answered case may be taken on although it was closed."""

ANSWERED = "2026-06-01 receive\n2026-06-05 respond"
CLOSED = f"{ANSWERED}\n2026-06-08 close"


def test_taking_on_a_closed_case() -> None:
    """A case that was answered and closed goes on to the next stage, and its window is met."""
    events = follow(REOPENED, CLOSED)
    assert may(REOPENED, events, "2026-07-03") == {"escalate"}
    assert states(REOPENED, events, "2026-07-03") == [
        "response met 2026-06-15",
        "to-escalate running 2026-07-03",
        "to-refer void 2026-07-03",
    ]
    events = follow(REOPENED, "2026-07-03 escalate", events)
    case = replay(events)
    assert (case.stage, case.phase) == ("stage-2", "open")
    assert states(REOPENED, events, "2026-07-03") == [
        "response met 2026-06-15",
        "to-escalate met 2026-07-03",
        "to-refer void 2026-07-03",
        "response running 2026-07-17",
    ]


def test_a_window_that_outlasts_the_closing_and_lapses() -> None:
    """The window goes on past the closing, and when it has passed it has lapsed."""
    events = follow(REOPENED, CLOSED)
    assert states(REOPENED, events, "2026-07-04")[1] == "to-escalate missed 2026-07-03"
    assert refused(REOPENED, events, "2026-07-04 escalate") == (
        "to-escalate: closed on 2026-07-03, without discretion"
    )
    events = follow(REOPENED, "2026-07-04 escalate discretion=in hospital", events)
    assert states(REOPENED, events, "2026-07-04")[1] == "to-escalate missed 2026-07-03"


@pytest.mark.parametrize(
    "lines",
    [
        f"{ANSWERED}\n2026-06-08 withdraw",
        f"{ANSWERED}\n2026-06-08 refer to=ombudsman",
        "2026-06-01 receive\n2026-06-08 withdraw",
        "2026-06-01 receive\n2026-06-02 pause\n2026-06-08 close",
    ],
    ids=["withdrawn once answered", "referred", "withdrawn", "closed for silence"],
)
def test_what_was_not_closed_after_an_answer(lines: str) -> None:
    """A case that ended in another way is not taken on, and its windows ended with it."""
    events = follow(REOPENED, lines)
    said = "the case was not closed after an answer"
    assert why_not(REOPENED, events, "2026-06-09", "escalate") == said
    assert refused(REOPENED, events, "2026-06-09 escalate") == said
    assert not any("running" in state for state in states(REOPENED, events, "2026-06-09"))


def test_a_closed_case_of_a_stage_that_says_nothing() -> None:
    """Without saying so, a stage lets nothing go on from closed."""
    events = follow(
        REOPENED, f"{CLOSED}\n2026-06-09 escalate\n2026-06-10 respond\n2026-06-11 close"
    )
    assert may(REOPENED, events, "2026-06-12") == set()


def test_a_window_of_a_case_that_is_reopened() -> None:
    """Reopening a closed case ends the window of what was answered, and a new answer begins one."""
    ours = of_stages(
        stage(
            "stage-1",
            clock("response", "entered"),
            clock("to-escalate", "responded", "escalated", "20 working days", "window"),
            escalates_when_closed=True,
        ),
        stage("stage-2", clock("response", "entered")),
        reopens=True,
    )
    events = follow(ours, f"{CLOSED}\n2026-06-10 reopen")
    old = ["response met 2026-06-15", "to-escalate void 2026-07-03"]
    assert states(ours, events, "2026-12-01")[:2] == old
    events = follow(ours, "2026-06-11 respond\n2026-06-12 close\n2026-07-09 escalate", events)
    assert states(ours, events, "2026-07-09")[:4] == [
        *old,
        "response met 2026-06-24",
        "to-escalate met 2026-07-09",
    ]
    late = follow(ours, f"{CLOSED}\n2026-07-06 reopen")
    assert states(ours, late, "2026-12-01")[1] == "to-escalate missed 2026-07-03"


def test_an_end_in_a_record_that_nobody_examined() -> None:
    """In a history that nobody examined, a window that a withdrawal ended stays ended."""
    events = follow(REOPENED, f"{ANSWERED}\n2026-06-08 withdraw")
    on = events[-1].on.replace(day=9)
    wrong = Event("C-1", "escalated", on, stage="stage-2", procedure="corporate")
    assert [clock.state for clock in clocks(REOPENED, (*events, wrong), on)][1] == "void"


def test_a_window_that_recurs_ends_with_the_escalation() -> None:
    """The escalation after the closing is the last that such a window sees."""
    ours = of_stages(
        stage(
            "stage-1",
            clock("ask", "responded", "escalated", "5 days", "window", recurs=True),
            escalates_when_closed=True,
        ),
        stage("stage-2", clock("response", "entered")),
    )
    events = follow(ours, f"{CLOSED}\n2026-06-09 escalate")
    assert states(ours, events, "2026-06-09")[0] == "ask met 2026-06-10"
    assert len(states(ours, events, "2026-06-09")) == 2


RECORDED = of_stages(
    stage("only", clock("thanked", limit="5 days"), closes_unanswered=True),
    exits='["withdrawn"]',
)
"""A stage in which something is merely recorded."""


def test_closing_what_needs_no_answer() -> None:
    """What is merely recorded is closed without an answer; what was owed is left behind."""
    events = follow(RECORDED, "2026-06-01 receive")
    assert "close" in may(RECORDED, events, "2026-06-01")
    early = follow(RECORDED, "2026-06-02 close", events)
    assert replay(early).phase == "closed"
    assert states(RECORDED, early, "2026-06-30") == ["thanked void 2026-06-06"]
    late = follow(RECORDED, "2026-06-08 close", events)
    assert states(RECORDED, late, "2026-06-30") == ["thanked missed 2026-06-06"]
    answered = follow(RECORDED, "2026-06-02 respond\n2026-06-03 close", events)
    assert states(RECORDED, answered, "2026-06-30") == ["thanked met 2026-06-06"]


def test_what_begins_after_the_answer() -> None:
    """An answer leaves behind what had begun before it, and nothing that begins afterwards."""
    ours = of_stages(
        stage(
            "stage-1",
            clock("response"),
            clock("reading", stops="read", limit="5 days"),
            clock("check", "checked", "read", "5 days"),
            milestones='["read"]',
            follow_ups='["checked"]',
        )
    )
    events = follow(ours, "2026-06-01 receive\n2026-06-02 respond\n2026-06-03 checked")
    assert states(ours, events, "2026-06-08")[1:] == [
        "reading void 2026-06-06",
        "check running 2026-06-08",
    ]
    assert states(ours, events, "2026-06-09")[2] == "check overdue 2026-06-08"
    closed = follow(ours, "2026-06-08 close", events)
    assert states(ours, closed, "2026-06-30")[2] == "check void 2026-06-08"


JOINED = of_stages(
    stage("stage-1", clock("response")),
    stage("stage-2", clock("response", "entered"), sends_back_to='["stage-1"]'),
    issues_until="responded",
)


def raised(events: Told) -> list[str]:
    """The issues of a case."""
    return [issue.id for issue in issues(events)]


def test_what_is_newly_raised() -> None:
    """A further issue joins a case until it was answered, and then at no stage any more."""
    events = follow(JOINED, "2026-06-01 receive\n2026-06-02 raise-issue issue=A")
    assert raised(events) == ["A"]
    events = follow(JOINED, "2026-06-05 respond", events)
    said = "further issues are raised until 'responded', which was on 2026-06-05"
    for line in ("", "2026-06-08 escalate", "2026-06-09 send-back"):
        events = follow(JOINED, line, events)
        assert refused(JOINED, events, "2026-06-10 raise-issue issue=B") == said
    split = follow(JOINED, "2026-06-10 split-issue issue=A; into=B|C", events)
    assert raised(split) == ["A", "B", "C"]


def test_what_is_newly_raised_after_a_switch() -> None:
    """Until when issues are raised begins anew where a case is taken to another procedure."""
    ours = policy(
        procedure("a", stage("one", clock("response")), exits='["reclassified"]'),
        procedure("b", stage("one", clock("response")), issues_until="acknowledged"),
    )
    events = follow(
        ours, "2026-06-01 receive procedure=a\n2026-06-02 acknowledge\n2026-06-03 reclassify to=b"
    )
    events = follow(ours, "2026-06-04 raise-issue issue=A", events)
    assert raised(events) == ["A"]
    events = follow(ours, "2026-06-05 acknowledge", events)
    assert refused(ours, events, "2026-06-08 raise-issue issue=B") == (
        "further issues are raised until 'acknowledged', which was on 2026-06-05"
    )


def test_what_is_newly_raised_where_nothing_is_said() -> None:
    """Without saying so, an issue may be raised at any time."""
    events = follow(REOPENED, f"{CLOSED}\n2026-06-09 raise-issue issue=A")
    assert raised(events) == ["A"]


def test_an_event_that_issues_are_not_raised_until() -> None:
    """What issues are raised until must be something that happens."""
    (fault,) = told_of(stage("only", clock("response")), issues_until="respnded")
    assert fault == "procedure[corporate].issues-until: no event 'respnded'"


CHECKED = of_stages(
    stage("stage-1", clock("response"), milestones='["read"]', follow_ups='["checked"]'),
    stage("stage-2", clock("response", "entered"), repeats='["checked"]'),
    exits='["withdrawn", "referred"]',
    afterwards='["checked"]',
    needs='{ checked = ["quality"] }',
    roles='{ checked = ["corporate"] }',
)
"""A procedure whose closed cases are checked."""


@pytest.mark.parametrize(
    "line", ["withdraw", "refer to=ombudsman", "respond\n2026-06-08 close"], ids=str.split
)
def test_what_is_done_once_a_case_is_closed(line: str) -> None:
    """However a case ended, it may be checked afterwards, once, and stays as it is."""
    events = follow(CHECKED, f"2026-06-01 receive\n2026-06-08 {line}")
    assert may(CHECKED, events, "2026-07-01") == {"checked"}
    assert refused(CHECKED, events, "2026-07-01 checked") == "it needs quality, role"
    said = "it is for 'corporate', not for 'service'"
    assert refused(CHECKED, events, "2026-07-01 checked quality=good; role=service") == said
    was = states(CHECKED, events, "2026-07-02")
    events = follow(CHECKED, "2026-07-01 checked quality=good; role=corporate", events)
    assert replay(events).phase == "closed"
    assert states(CHECKED, events, "2026-07-02") == was
    again = "it has already happened in this stage, on 2026-07-01"
    assert refused(CHECKED, events, "2026-07-02 checked quality=poor; role=corporate") == again
    assert why_not(CHECKED, events, "2026-07-02", "checked") == again


def test_what_may_be_done_before_and_after_closing_is_done_once() -> None:
    """What follows an answer and may come afterwards too does not come twice in a stage."""
    events = follow(CHECKED, "2026-06-01 receive")
    assert (
        refused(CHECKED, events, "2026-06-02 checked quality=good; role=corporate")
        == "the case is open"
    )
    events = follow(
        CHECKED, "2026-06-05 respond\n2026-06-08 checked quality=good; role=corporate", events
    )
    events = follow(CHECKED, "2026-06-09 close", events)
    said = "it has already happened in this stage, on 2026-06-08"
    assert refused(CHECKED, events, "2026-06-10 checked quality=good; role=corporate") == said


def test_what_is_done_afterwards_again() -> None:
    """A stage that repeats it lets it be done again."""
    told = "2026-06-01 receive\n2026-06-05 respond\n2026-06-08 escalate\n2026-06-09 withdraw"
    events = follow(CHECKED, f"{told}\n2026-06-10 checked quality=poor; role=corporate")
    assert may(CHECKED, events, "2026-06-11") == {"checked"}
    assert len(follow(CHECKED, "2026-06-11 checked quality=good; role=corporate", events)) == 6


def test_what_cannot_be_done_afterwards() -> None:
    """What comes afterwards has a name of its own, and a clock that is over cannot wait for it."""
    response = clock("response")
    assert told_of(stage("only", response), afterwards='["closed", "checked", "checked"]') == [
        "procedure[corporate].afterwards[2]: milestone 'checked' is given 2 times",
        "procedure[corporate].afterwards[0]: 'closed' has a meaning of its own",
    ]
    late = "'checked' comes after the case is closed and the clock is over"
    either = '[{ starts = "checked", limit = "5 days" }]'
    for keys, place in (({"stops": "checked"}, "stops"), ({"either": either}, "either[0].starts")):
        assert told_of(
            stage("only", response, clock("quality", **keys)), afterwards='["checked"]'
        ) == [f"procedure[corporate].stage[only].clock[quality].{place}: {late}"]


def test_what_must_come_before_what_comes_afterwards() -> None:
    """What comes afterwards may wait for what followed the answer, or came before it."""
    ours = of_stages(
        stage(
            "only",
            clock("response"),
            milestones='["read"]',
            follow_ups='["remedied"]',
            requires='{ checked = ["read", "remedied"] }',
        ),
        afterwards='["checked"]',
    )
    events = follow(ours, "2026-06-01 receive\n2026-06-02 read\n2026-06-03 respond")
    early = follow(ours, "2026-06-04 close", events)
    assert refused(ours, early, "2026-06-05 checked") == "remedied must come first"
    events = follow(ours, "2026-06-04 remedied\n2026-06-05 close", events)
    assert may(ours, events, "2026-06-05") == {"checked"}


OWED = of_stages(
    stage(
        "stage-1",
        clock("response", "entered"),
        clock("notice", '["responded", "withdrawn", "closed"]', "told", "2 weeks"),
        clock("to-go", "told", "gone", "1 month", "window"),
        clock("check", "closed", "checked", "5 days"),
        follow_ups='["told"]',
    ),
    stage("stage-2", clock("response", "entered"), clock("check", "responded", "closed")),
    reopens=True,
    afterwards='["told", "gone", "checked"]',
)
"""What is owed after the end of a case: a notice within two weeks, from which a month runs."""


def test_a_clock_that_begins_with_the_end() -> None:
    """A clock that an end of the case starts goes on once it is closed, and is met or late."""
    events = follow(OWED, "2026-06-01 receive\n2026-06-02 withdraw")
    assert states(OWED, events, "2026-06-16") == [
        "response void 2026-06-15",
        "notice running 2026-06-16",
    ]
    assert states(OWED, events, "2026-06-17")[1] == "notice overdue 2026-06-16"
    told = follow(OWED, "2026-06-16 told", events)
    assert states(OWED, told, "2026-07-16")[1:] == [
        "notice met 2026-06-16",
        "to-go running 2026-07-16",
    ]
    assert states(OWED, told, "2026-07-17")[2] == "to-go missed 2026-07-16"
    gone = follow(OWED, "2026-07-16 gone", told)
    assert states(OWED, gone, "2026-12-01")[2] == "to-go met 2026-07-16"
    late = follow(OWED, "2026-06-17 told", events)
    assert states(OWED, late, "2026-06-17")[1] == "notice missed 2026-06-16"


def test_a_clock_that_began_before_the_end() -> None:
    """A clock that began before the end is over with it, whatever happens afterwards."""
    answered = "2026-06-01 receive\n2026-06-02 respond"
    events = follow(OWED, f"{answered}\n2026-06-03 close")
    ended = ["response met 2026-06-15", "notice void 2026-06-16"]
    assert states(OWED, events, "2026-06-03")[:2] == ended
    events = follow(OWED, "2026-06-04 told", events)
    assert states(OWED, events, "2026-06-04")[:2] == ended
    in_time = follow(OWED, f"{answered}\n2026-06-03 told\n2026-06-04 close")
    assert states(OWED, in_time, "2026-06-04")[1:] == [
        "notice met 2026-06-16",
        "to-go void 2026-07-03",
        "check running 2026-06-09",
    ]


def test_a_clock_that_began_with_an_end_that_was_none() -> None:
    """Reopening the case ends what its end had begun, and another end begins it anew."""
    closed = "2026-06-01 receive\n2026-06-02 respond\n2026-06-03 close"
    events = follow(OWED, f"{closed}\n2026-06-08 reopen")
    assert states(OWED, events, "2026-12-01")[2] == "check void 2026-06-08"
    late = follow(OWED, f"{closed}\n2026-06-09 reopen")
    assert states(OWED, late, "2026-12-01")[2] == "check missed 2026-06-08"
    again = follow(OWED, "2026-06-10 respond\n2026-06-11 close\n2026-06-16 checked", events)
    assert states(OWED, again, "2026-12-01")[-1] == "check met 2026-06-16"


def test_a_clock_that_begins_with_a_change_of_procedure() -> None:
    """A case that goes on under another procedure has not ended, and nothing is owed of its end."""
    ours = policy(
        procedure(
            "corporate",
            stage("only", clock("notice", '["closed", "reclassified"]', "told", "2 weeks")),
            exits='["reclassified"]',
            afterwards='["told"]',
        ),
        procedure("enquiry", stage("only", clock("reply"))),
    )
    events = follow(
        ours, "2026-06-01 receive procedure=corporate\n2026-06-02 reclassify to=enquiry"
    )
    assert states(ours, events, "2026-12-01") == [
        "notice void 2026-06-16",
        "reply overdue 2026-06-16",
    ]


def test_a_report_of_what_is_owed_after_the_end() -> None:
    """A closed case of which something is still owed is not over for reports until that ends."""
    events = follow(OWED, "2026-06-01 receive\n2026-06-02 withdraw")
    for on, over in (("2026-06-10", False), ("2026-12-01", False)):
        record = Record.on(OWED, events, date.fromisoformat(on))
        assert record is not None
        assert record.is_over_before(record.as_of) is over
    told = Record.on(OWED, follow(OWED, "2026-06-16 told\n2026-06-17 gone", events), DEC)
    assert told is not None
    assert told.is_over_before(date(2026, 6, 18))
    assert not told.is_over_before(date(2026, 6, 17))
    (item,) = weekly(OWED, [events], date(2026, 6, 17), []).items
    assert (item.section, item.clock.clock) == ("overdue", "notice")
    assert [event.fact("clock") for event in became_late(OWED, events, DEC)] == ["notice"]


def test_what_is_left_behind_before_the_end_is_over() -> None:
    """Only what begins with the end of a case outlives it; what was left behind before is over."""
    ours = of_stages(
        stage(
            "stage-1",
            clock("response"),
            clock("visit", stops="visited", limit="20 working days"),
            clock("notice", starts="withdrawn", stops="told", limit="2 weeks"),
            milestones='["visited"]',
            escalates_when_late=True,
        ),
        stage("stage-2", clock("response", "entered")),
        afterwards='["told"]',
    )
    events = follow(ours, "2026-06-01 receive\n2026-06-16 escalate")
    assert states(ours, events, "2026-12-01")[:2] == [
        "response missed 2026-06-15",
        "visit void 2026-06-29",
    ]
