"""What is taken on after closing, closed without an answer, and raised while it is not too late."""

from __future__ import annotations

import pytest

from casework import Event, clocks, issues, replay

from .faults import told_of
from .policies import clock, of_stages, stage
from .told import Told, follow, may, refused, states, why_not

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


def test_what_is_newly_raised_where_nothing_is_said() -> None:
    """Without saying so, an issue may be raised at any time."""
    events = follow(REOPENED, f"{CLOSED}\n2026-06-09 raise-issue issue=A")
    assert raised(events) == ["A"]


def test_an_event_that_issues_are_not_raised_until() -> None:
    """What issues are raised until must be something that happens."""
    (fault,) = told_of(stage("only", clock("response")), issues_until="respnded")
    assert fault == "procedure[corporate].issues-until[0]: no event 'respnded'"
