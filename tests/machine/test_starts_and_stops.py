"""What starts a clock, what day it counts from, and what stops it."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from casework import Event, Policy, clocks
from casework.errors import CaseworkError

from .policies import DEEMED, clock, of_clocks, of_stages, stage
from .told import due, follow, refused, running, states

SIX_MONTHS = of_clocks(
    clock("acknowledgement", stops="acknowledged", limit="3 working days", kind="statutory"),
    clock("promise", limit="10 working days", kind="target"),
    clock("response", limit="6 months", kind="statutory", months="day-before"),
)
"""Adult social care: ten working days promised inside six months that the law allows."""


@pytest.mark.parametrize(
    ("on", "told"),
    [
        ("2026-06-04", ["running", "running", "running"]),
        ("2026-06-05", ["overdue", "running", "running"]),
        ("2026-06-15", ["overdue", "running", "running"]),
        ("2026-06-16", ["overdue", "overdue", "running"]),
        ("2026-11-30", ["overdue", "overdue", "running"]),
        ("2026-12-01", ["overdue", "overdue", "overdue"]),
    ],
)
def test_clocks_side_by_side(on: str, told: list[str]) -> None:
    """Each clock of a stage runs to its own day, whatever becomes of the others."""
    events = follow(SIX_MONTHS, "2026-06-01 receive")
    days = ["2026-06-04", "2026-06-15", "2026-11-30"]
    names = ["acknowledgement", "promise", "response"]
    expected = [f"{name} {state} {day}" for name, state, day in zip(names, told, days, strict=True)]
    assert states(SIX_MONTHS, events, on) == expected


@pytest.mark.parametrize(
    ("day", "promise", "response", "late"),
    [
        ("2026-06-15", "met", "met", 0),
        ("2026-06-16", "missed", "met", 1),
        ("2026-11-30", "missed", "met", 120),
        ("2026-12-01", "missed", "missed", 121),
    ],
)
def test_answers_measured_by_two_clocks(day: str, promise: str, response: str, late: int) -> None:
    """An answer may miss the promise and still keep the law."""
    events = follow(SIX_MONTHS, f"2026-06-01 receive\n{day} respond")
    assert running(SIX_MONTHS, events, day, "promise").state == promise
    assert running(SIX_MONTHS, events, day, "promise").late_by == late
    assert running(SIX_MONTHS, events, day, "response").state == response


def test_a_clock_from_the_acknowledgement() -> None:
    """A clock that starts at the acknowledgement is not there before, and a late one delays it."""
    ours = of_clocks(clock("response", starts="acknowledged"))
    events = follow(ours, "2026-06-01 receive")
    assert states(ours, events, "2026-06-30") == []
    assert due(ours, follow(ours, "2026-06-08 acknowledge", events), "2026-06-08") == "2026-06-22"
    assert due(ours, follow(ours, "2026-06-09 acknowledge", events), "2026-06-09") == "2026-06-23"


@pytest.fixture(scope="module")
def statement() -> Policy:
    """A clock that the first of two events starts and the first of two others stops."""
    return of_clocks(
        clock(
            "investigation",
            '["statement-agreed", "investigator-appointed"]',
            '["report-received", "responded"]',
            "25 working days",
        ),
        milestones='["statement-agreed", "investigator-appointed", "report-received"]',
    )


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("", []),
        (
            "2026-06-03 investigator-appointed\n2026-06-10 statement-agreed",
            ["investigation running 2026-07-08"],
        ),
        (
            "2026-06-03 statement-agreed\n2026-06-10 investigator-appointed",
            ["investigation running 2026-07-08"],
        ),
        (
            "2026-06-03 statement-agreed\n2026-06-10 report-received\n2026-06-11 respond",
            ["investigation met 2026-07-08"],
        ),
        ("2026-06-03 statement-agreed\n2026-06-11 respond", ["investigation met 2026-07-08"]),
    ],
)
def test_the_first_of_several_events(statement: Policy, lines: str, told: list[str]) -> None:
    """The first of the starting events starts a clock, the first of the stopping ones stops it."""
    events = follow(statement, "2026-06-01 receive\n" + lines)
    assert states(statement, events, "2026-06-12") == told


def test_what_was_done_before_it_was_due_to_begin() -> None:
    """A clock that stops before it starts is met on the day that it starts."""
    ours = of_clocks(
        clock("visit", "acknowledged", "visited", "5 working days"), milestones='["visited"]'
    )
    events = follow(ours, "2026-06-01 receive\n2026-06-02 visited\n2026-06-08 acknowledge")
    assert states(ours, events, "2026-06-30") == ["visit met 2026-06-15"]


HEARING = of_clocks(
    clock(
        "papers",
        "hearing-planned",
        "papers-sent",
        "-5 working days",
        dated_by="hearing-on",
        reminders='["2 working days"]',
    ),
    clock("report", "hearing-planned", "report-received", "5 working days", dated_by="hearing-on"),
    milestones='["hearing-planned", "papers-sent", "report-received"]',
)
"""Papers go out five working days before a planned hearing; the report comes five after it."""


@pytest.mark.parametrize(
    ("hearing", "papers", "report"),
    [
        ("2026-07-06", "2026-06-29", "2026-07-13"),
        ("2026-07-05", "2026-06-29", "2026-07-10"),
        ("2026-04-08", "2026-03-30", "2026-04-15"),
    ],
    ids=["a Monday", "a Sunday", "after Easter"],
)
def test_counting_from_a_planned_day(hearing: str, papers: str, report: str) -> None:
    """A limit may be counted back from a planned day, or on from it; closed days do not count."""
    events = follow(HEARING, f"2026-03-02 receive\n2026-03-03 hearing-planned hearing-on={hearing}")
    assert due(HEARING, events, "2026-03-03", "papers") == papers
    assert due(HEARING, events, "2026-03-03", "report") == report


@pytest.mark.parametrize(("day", "state"), [("2026-06-29", "met"), ("2026-06-30", "missed")])
def test_a_limit_that_is_counted_back(day: str, state: str) -> None:
    """What goes out on the last day is in time; a day later it is late."""
    events = follow(
        HEARING,
        f"2026-06-01 receive\n2026-06-02 hearing-planned hearing-on=2026-07-06\n{day} papers-sent",
    )
    assert running(HEARING, events, "2026-07-30", "papers").state == state


def test_a_day_that_is_none() -> None:
    """A fact that a clock counts from must be a day, or the act is refused."""
    events = follow(HEARING, "2026-06-01 receive")
    assert refused(HEARING, events, "2026-06-02 hearing-planned hearing-on=soon") == (
        "hearing-on 'soon' is no day, such as 2026-03-02"
    )


def test_a_day_that_is_not_said() -> None:
    """Without the fact, a clock counts from its starting event."""
    events = follow(HEARING, "2026-06-01 receive\n2026-06-02 hearing-planned")
    assert due(HEARING, events, "2026-06-02", "report") == "2026-06-09"


def test_a_recorded_day_that_is_none() -> None:
    """A recorded day that cannot be read is an error of the clocks, not a guess."""
    events = (
        *follow(HEARING, "2026-06-01 receive"),
        Event("C-1", "hearing-planned", date(2026, 6, 2), facts=(("hearing-on", "soon"),)),
    )
    with pytest.raises(CaseworkError, match="hearing-on 'soon' is no day"):
        clocks(HEARING, events, as_of=date(2026, 6, 3))


LATER = of_stages(
    stage(
        "stage-1",
        clock(
            "to-escalate",
            "responded",
            "escalated",
            "2 months",
            "window",
            either='[{ limit = "6 months", starts = "received", dated-by = "known-on" }]',
        ),
    ),
    stage("stage-2", clock("response", "escalated")),
)
"""Northern Ireland: six months from knowing, or two from the answer if that is later."""

EARLIER = of_clocks(
    clock(
        "to-complain",
        "received",
        "received",
        "6 months",
        "window",
        dated_by="known-on",
        choose="earlier",
        either='[{ limit = "12 months", dated-by = "event-on" }]',
    ),
    clock(
        "hearing",
        "received",
        "responded",
        "14 weeks",
        choose="earlier",
        either="""[{ limit = "3 months", starts = "acknowledged", months = "day-before" }]""",
    ),
)
"""Scotland: six months from knowing, but not more than twelve from the event."""


@pytest.mark.parametrize(
    ("known", "day"),
    [
        ("known-on=2026-02-15", "2026-08-15"),
        ("known-on=2026-02-16", "2026-08-16"),
        ("known-on=2025-01-01", "2026-08-15"),
        ("", "2026-08-15"),
    ],
)
def test_the_later_of_two_limits(known: str, day: str) -> None:
    """Of two limits the later counts, and one that rests on an unknown day does not."""
    events = follow(LATER, f"2026-06-01 receive {known}\n2026-06-15 respond")
    assert due(LATER, events, "2026-06-15", "to-escalate") == day


@pytest.mark.parametrize(
    ("days", "day", "state"),
    [
        ("known-on=2025-12-01; event-on=2025-07-01", "2026-06-01", "met"),
        ("known-on=2025-11-30; event-on=2025-07-01", "2026-05-30", "missed"),
        ("known-on=2026-05-01; event-on=2025-06-01", "2026-06-01", "met"),
        ("known-on=2026-05-01; event-on=2025-05-31", "2026-05-31", "missed"),
        ("known-on=2026-05-01", "2026-11-01", "met"),
    ],
)
def test_the_earlier_of_two_limits(days: str, day: str, state: str) -> None:
    """Of two limits the earlier counts, each from the day that a fact of the case says."""
    events = follow(EARLIER, f"2026-06-01 receive {days}")
    found = running(EARLIER, events, "2026-06-01", "to-complain")
    assert (str(found.due), found.state) == (day, state)


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        ("", "2026-07-06"),
        ("2026-03-30 acknowledge", "2026-06-29"),
        ("2026-04-06 acknowledge", "2026-07-05"),
        ("2026-04-08 acknowledge", "2026-07-06"),
    ],
)
def test_a_limit_whose_start_has_not_come(lines: str, day: str) -> None:
    """A further limit counts only once its own event has happened, by its own convention."""
    events = follow(EARLIER, "2026-03-30 receive\n" + lines)
    assert due(EARLIER, events, "2026-04-08", "hearing") == day


def test_a_clock_of_hours() -> None:
    """Hours run from the instant, and an answer is late by the instant where both are known."""
    ours = of_clocks(clock("safe", stops="made-safe", limit="24 hours"), milestones='["made-safe"]')
    found = Event("C-1", "received", date(2026, 6, 5), datetime.fromisoformat("2026-06-05T16:30"))
    for minute, state in ((30, "met"), (31, "missed")):
        at = datetime.fromisoformat(f"2026-06-06T16:{minute}")
        safe = Event("C-1", "made-safe", at.date(), at)
        (ran,) = clocks(ours, (found, safe), as_of=date(2026, 6, 8))
        assert (ran.state, ran.due) == (state, date(2026, 6, 6))


def test_a_clock_of_hours_from_a_day() -> None:
    """Where only the day is known, hours run from its first instant."""
    ours = of_clocks(clock("safe", limit="24 hours"))
    assert due(ours, follow(ours, "2026-06-05 receive"), "2026-06-05", "safe") == "2026-06-06"


@pytest.mark.parametrize(
    ("rule", "day"),
    [(None, "2026-06-15"), ('{ non-working = "as-received" }', "2026-06-12")],
    ids=["the policy's", "its own"],
)
def test_receipt_on_a_closed_day(rule: str | None, day: str) -> None:
    """A clock follows the policy's rule of receipt, unless it has one of its own."""
    own = {"receipt": rule} if rule else {}
    ours = of_clocks(clock("response", limit="5 working days", **own), head=DEEMED)
    assert due(ours, follow(ours, "2026-06-06 receive"), "2026-06-06") == day
