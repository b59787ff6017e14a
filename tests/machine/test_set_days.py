"""Clocks without a number: their due day is set for the case."""

from __future__ import annotations

from datetime import date

import pytest

from casework import Event, clocks
from casework.prose.diagrams import procedure_in_mermaid
from casework.prose.terms import term_in_words
from casework.rules.schemes.terms import terms

from .faults import told, told_of_clocks
from .policies import clock, of_clocks, policy, procedure, stage
from .told import due, follow, refused, running, states

BARE = '[[procedure.stage.clock]]\nid = "plan"\nkind = "target"\nstops = "responded"\n'
BARE += 'source = { ref = "policy" }\n'
"""A clock without a limit; what starts it and sets its day is added."""
PLAN = f'{BARE}starts = "agreed"\ndue-by = "answer-by"\n'
AGREED = policy(
    procedure(
        "corporate",
        stage("only", milestones='["agreed"]')
        + f'{PLAN}pausing = {{}}\nextension = {{}}\nends = "next-working-day"\n'
        + 'reminders = ["2 days"]\n',
        needs='{ agreed = ["answer-by"] }',
    )
)
"""A plan agreed with the complainant, due on the day that it names."""
RECEIVED = "2026-06-01 receive"
MADE = f"{RECEIVED}\n2026-06-03 agreed answer-by=2026-06-19"


def test_a_day_that_is_set() -> None:
    """The clock starts where it starts and is due on the day that its starting event says."""
    events = follow(AGREED, MADE)
    assert clocks(AGREED, follow(AGREED, RECEIVED), date(2026, 6, 2)) == ()
    clock = running(AGREED, events, "2026-06-19", "plan")
    assert (clock.started, clock.due, clock.state) == (
        date(2026, 6, 3),
        date(2026, 6, 19),
        "running",
    )
    assert [(step.what, step.why, step.source) for step in clock.reckoning.steps] == [
        ("start", "agreed", "Complaints Policy"),
        ("set", "answer-by", "Complaints Policy"),
    ]
    assert clock.reminders == (date(2026, 6, 17),)
    assert states(AGREED, events, "2026-06-20") == ["plan overdue 2026-06-19"]


def test_a_day_that_is_set_is_late_by_calendar_days() -> None:
    """No limit says in what to count, so lateness is in calendar days."""
    events = follow(AGREED, f"{MADE}\n2026-06-22 respond")
    assert running(AGREED, events, "2026-06-22", "plan").late_by == 3


def test_a_day_that_is_set_on_a_closed_day() -> None:
    """Where an end on a closed day moves, so does a day that is set."""
    events = follow(AGREED, f"{RECEIVED}\n2026-06-03 agreed answer-by=2026-06-20")
    assert due(AGREED, events, "2026-06-03", "plan") == "2026-06-22"


def test_what_moves_a_day_that_is_set() -> None:
    """It is paused by calendar days, extended and promised sooner, as any due day."""
    paused = follow(AGREED, f"{MADE}\n2026-06-04 pause\n2026-06-09 resume")
    assert due(AGREED, paused, "2026-06-09", "plan") == "2026-06-24"
    longer = follow(AGREED, f"{MADE}\n2026-06-04 extend by=5 working days")
    assert due(AGREED, longer, "2026-06-04", "plan") == "2026-06-26"
    sooner = follow(AGREED, f"{MADE}\n2026-06-04 promise until=2026-06-10")
    assert due(AGREED, sooner, "2026-06-04", "plan") == "2026-06-10"


def test_a_day_that_is_no_day() -> None:
    """What sets the day must be there and be a day."""
    events = follow(AGREED, RECEIVED)
    assert refused(AGREED, events, "2026-06-03 agreed") == "it needs answer-by"
    assert refused(AGREED, events, "2026-06-03 agreed answer-by=soon") == (
        "answer-by 'soon' is no day, such as 2026-03-02"
    )


def test_a_day_that_nobody_set() -> None:
    """In a history that nobody examined, a clock whose day was not set is not there."""
    received = follow(AGREED, RECEIVED)
    bare = Event("C-1", "agreed", date(2026, 6, 3))
    assert clocks(AGREED, (*received, bare), date(2026, 7, 1)) == ()


def test_a_day_that_is_set_again_and_again() -> None:
    """A clock that recurs is due on the day that each of its starts says."""
    ours = policy(
        procedure(
            "corporate",
            stage("only", milestones='["agreed"]')
            + BARE.replace('stops = "responded"', 'stops = ["agreed", "responded"]')
            + 'starts = "agreed"\ndue-by = "answer-by"\nrecurs = true\n',
            needs='{ agreed = ["answer-by"] }',
        )
    )
    events = follow(ours, f"{MADE}\n2026-06-19 agreed answer-by=2026-06-30")
    assert states(ours, events, "2026-06-22") == ["plan met 2026-06-19", "plan running 2026-06-30"]


def test_a_day_that_is_set_in_words() -> None:
    """Diagrams and terms say which fact sets the day."""
    (found,) = AGREED.procedures["corporate"]
    drawn = " ".join("\n".join(procedure_in_mermaid(found)).split())
    words = "until the day given as answer by from agreed to responded"
    assert f"plan (target) - {words}" in drawn
    assert "may be extended" in drawn
    (said,) = [term_in_words(term) for term in terms(found) if term.aspect == "limit"]
    assert said.startswith("until the day given as answer by from agreed to responded (")


def test_months_from_the_day_after_in_words() -> None:
    """A term says where its months are counted from."""
    ours = of_clocks(clock("response", limit="1 month", months="day-after"))
    (found,) = ours.procedures["corporate"]
    said = [term_in_words(term) for term in terms(found) if term.aspect == "limit"]
    assert said == ["1 month from received to responded (months from the day after)"]


SET = 'starts = "agreed"\ndue-by = "answer-by"\n'
BOTH = 'limit = "5 days"\ndated-by = "a"\neither = [{ limit = "5 days" }]\n'


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('starts = "received"\n', ["limit: no limit"]),
        (
            'starts = "received"\ndue-by = "answer-by"\n',
            ["due-by: 'received' need not say 'answer-by', and is then never due"],
        ),
        (
            f"{SET}{BOTH}",
            [
                "limit: 'answer-by' already says when it is due",
                "dated-by: 'answer-by' already says when it is due",
                "either: 'answer-by' already says when it is due",
            ],
        ),
    ],
)
def test_faults_of_a_day_that_is_set(more: str, said: list[str]) -> None:
    """A clock has a limit or a fact that sets its day, which must then be said."""
    only = procedure(
        "p",
        stage("only", milestones='["agreed"]') + BARE + more,
        needs='{ agreed = ["answer-by"] }',
    )
    place = "procedure[p].stage[only].clock[plan]."
    assert [fault.removeprefix(place).partition("; expected")[0] for fault in told(only)] == said


def test_a_day_is_counted_from_or_set() -> None:
    """A limit from a day in a fact, and a day that is set, are two things."""
    assert told_of_clocks(clock("response", due_by="answer-by")) == [
        "[response].limit: 'answer-by' already says when it is due",
        "[response].due-by: 'received' need not say 'answer-by', and is then never due",
    ]
