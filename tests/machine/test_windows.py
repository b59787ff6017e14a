"""Windows and waits: how long a complainant may act, and from when."""

from __future__ import annotations

from datetime import date

import pytest

from casework import Permission, Policy, permitted, replay

from .policies import (
    REASONS,
    clock,
    of_clocks,
    of_stages,
    policy,
    procedure,
    stage,
)
from .told import due, follow, may, refused, running, states

ANSWERED = "2026-06-01 receive\n2026-06-05 respond"
READ = "2026-06-01 receive\n2026-06-01 read\n2026-06-05 respond"


def escalating(**rest: object) -> Policy:
    """Two stages with twenty working days to go from one to the other."""
    window = clock("to-escalate", "responded", "escalated", "20 working days", "window", **rest)
    return of_stages(
        stage("stage-1", clock("response"), window),
        stage("stage-2", clock("response", "escalated")),
    )


HARD, ADVISORY = escalating(hard=True), escalating()


@pytest.mark.parametrize("ours", [HARD, ADVISORY], ids=["hard", "advisory"])
def test_a_window_that_is_open(ours: Policy) -> None:
    """A window is open up to and on its last day."""
    events = follow(ours, ANSWERED)
    assert states(ours, events, "2026-07-03")[1] == "to-escalate running 2026-07-03"
    assert states(ours, events, "2026-07-04")[1] == "to-escalate missed 2026-07-03"
    events = follow(ours, "2026-07-03 escalate", events)
    assert states(ours, events, "2026-07-03")[1] == "to-escalate met 2026-07-03"


def test_a_hard_window_that_has_closed() -> None:
    """After a hard window an act is refused, unless a reason of discretion is recorded."""
    events = follow(HARD, ANSWERED)
    assert refused(HARD, events, "2026-07-04 escalate") == (
        "to-escalate: closed on 2026-07-03, without discretion"
    )
    events = follow(HARD, "2026-07-04 escalate discretion=in hospital", events)
    assert events[-1].fact("discretion") == "in hospital"
    assert states(HARD, events, "2026-07-04")[1] == "to-escalate missed 2026-07-03"


def permission(ours: Policy, lines: str, on: str, name: str) -> Permission:
    """What is permitted of one act on a day."""
    found = permitted(ours, replay(follow(ours, lines)), date.fromisoformat(on))
    return {each.act: each for each in found}[name]


def test_what_is_permitted_after_a_hard_window() -> None:
    """An act that only discretion allows is permitted with it, and the window is told."""
    on_time = permission(HARD, ANSWERED, "2026-07-03", "escalate")
    assert (bool(on_time), on_time.needs, on_time.caution) == (True, (), None)
    late = permission(HARD, ANSWERED, "2026-07-04", "escalate")
    assert (bool(late), late.needs) == (True, ("discretion",))
    assert late.caution == "to-escalate: closed on 2026-07-03, without discretion"
    assert permission(HARD, ANSWERED, "2026-07-04", "close").caution is None
    assert permission(ADVISORY, ANSWERED, "2026-07-04", "escalate").caution is None


def test_what_is_permitted_before_a_wait_is_over() -> None:
    """So it is with what comes too soon for a wait, unless it is not permitted anyway."""
    ours = of_stages(
        stage(
            "stage-1",
            clock("wait", "responded", "escalated", "5 days", "wait"),
            milestones='["read"]',
            requires='{ escalated = ["read"] }',
        ),
        stage("stage-2", clock("response", "escalated")),
    )
    waiting = permission(ours, ANSWERED, "2026-06-08", "escalate")
    assert (waiting.why_not, waiting.caution) == ("read must come first", None)
    soon = permission(ours, READ, "2026-06-09", "escalate")
    assert (soon.needs, soon.caution) == (
        ("discretion",),
        "wait: not before 2026-06-10, without discretion",
    )
    assert permission(ours, READ, "2026-06-10", "escalate").needs == ()


def test_an_advisory_window_that_has_closed() -> None:
    """After an advisory window an act is permitted, and the window was missed."""
    events = follow(ADVISORY, f"{ANSWERED}\n2026-07-04 escalate")
    found = running(ADVISORY, events, "2026-07-04", "to-escalate")
    assert (found.state, found.owed) == ("missed", False)


def test_a_window_that_was_not_used() -> None:
    """A window left behind while it was open is void, and does not stand in the way of the end."""
    events = follow(HARD, f"{ANSWERED}\n2026-06-10 close")
    assert states(HARD, events, "2026-07-30")[1] == "to-escalate void 2026-07-03"
    assert "close" in may(HARD, follow(HARD, ANSWERED), "2026-07-30")


def test_a_window_does_not_stand_still() -> None:
    """What moves the authority's clocks does not move the complainant's."""
    ours = of_clocks(
        clock("response", pausing="{}", extension="{}"),
        clock("to-add", "received", "added", "5 working days", "window", pausing="{}"),
        milestones='["added"]',
    )
    events = follow(ours, "2026-06-01 receive\n2026-06-02 pause\n2026-06-05 resume")
    assert due(ours, events, "2026-06-05", "to-add") == "2026-06-08"
    assert due(ours, events, "2026-06-05") == "2026-06-18"


def test_a_window_that_is_titled() -> None:
    """A refusal calls a window by its title."""
    ours = escalating(hard=True, title="Asking for stage two")
    assert refused(ours, follow(ours, ANSWERED), "2026-07-04 escalate") == (
        "Asking for stage two: closed on 2026-07-03, without discretion"
    )


def test_only_windows_are_hard() -> None:
    """A hard limit of the authority's does not keep it from answering late."""
    ours = of_clocks(clock("response", hard=True))
    events = follow(ours, "2026-06-01 receive\n2026-06-16 respond")
    assert states(ours, events, "2026-06-16") == ["response missed 2026-06-15"]


BAR = policy(
    procedure(
        "corporate",
        stage(
            "stage-1",
            clock("response"),
            clock(
                "time-bar",
                "received",
                "received",
                "1 year",
                "window",
                months="day-before",
                dated_by="known-on",
                hard=True,
            ),
            clock("to-refuse", "received", "refused", "1 month", "window", hard=True),
        ),
        stage("stage-2", clock("response", "escalated")),
        exits='["withdrawn", "refused"]',
        reopens=True,
    ),
    REASONS,
)
"""Twelve months beginning with the day on which the complainant first knew."""


@pytest.mark.parametrize(
    ("known", "state", "day"),
    [
        ("2025-06-02", "met", "2026-06-01"),
        ("2025-06-03", "met", "2026-06-02"),
        ("2026-06-01", "met", "2027-05-31"),
    ],
)
def test_a_complaint_in_time(known: str, state: str, day: str) -> None:
    """A complaint on the last day of twelve months from knowledge is in time."""
    events = follow(BAR, f"2026-06-01 receive known-on={known}")
    found = running(BAR, events, "2026-06-01", "time-bar")
    assert (found.state, str(found.due)) == (state, day)


def test_a_complaint_out_of_time() -> None:
    """A day later it is refused, unless there is discretion to hear it all the same."""
    assert refused(BAR, (), "2026-06-01 receive known-on=2025-06-01") == (
        "time-bar: closed on 2026-05-31, without discretion"
    )
    events = follow(BAR, "2026-06-01 receive known-on=2025-06-01; discretion=bereaved")
    assert running(BAR, events, "2026-06-01", "time-bar").state == "missed"


@pytest.mark.parametrize(
    "line",
    ["2026-06-01 refuse refusal-reason=too-old", "2026-06-01 respond", "2026-06-01 acknowledge"],
)
def test_a_window_passed_by_discretion_is_passed(line: str) -> None:
    """What was allowed by discretion does not stand in the way of the next act on that day."""
    events = follow(BAR, "2026-06-01 receive known-on=2025-06-01; discretion=bereaved")
    assert follow(BAR, line, events)


def test_windows_of_another_stage() -> None:
    """A window stands only in the way of an act in its own stage."""
    three = of_stages(
        stage(
            "stage-1",
            clock("to-escalate", "responded", "escalated", "5 days", "window", hard=True),
        ),
        stage(
            "stage-2",
            clock("to-escalate", "responded", "escalated", "30 days", "window", hard=True),
        ),
        stage("stage-3", clock("response", "escalated")),
    )
    lines = f"""{ANSWERED}
        2026-06-15 escalate discretion=ill
        2026-06-15 respond"""
    events = follow(three, lines)
    assert follow(three, "2026-06-15 escalate", events)
    assert follow(three, "2026-07-15 escalate", events)
    assert refused(three, events, "2026-07-16 escalate") == (
        "to-escalate: closed on 2026-07-15, without discretion"
    )


WAIT = of_stages(
    stage(
        "stage-1",
        clock("response"),
        clock("to-ombudsman", "received", "referred", "8 weeks", "wait"),
    ),
    exits='["withdrawn", "referred"]',
)
"""The ombudsman looks at nothing before eight weeks are over."""


def test_a_wait() -> None:
    """A wait refuses what comes before its day, and is met on it."""
    events = follow(WAIT, "2026-06-01 receive")
    assert states(WAIT, events, "2026-07-26")[1] == "to-ombudsman running 2026-07-27"
    assert refused(WAIT, events, "2026-07-26 refer to=LGSCO") == (
        "to-ombudsman: not before 2026-07-27, without discretion"
    )
    assert states(WAIT, events, "2026-07-27")[1] == "to-ombudsman met 2026-07-27"
    events = follow(WAIT, "2026-07-27 refer to=LGSCO", events)
    found = running(WAIT, events, "2026-07-27", "to-ombudsman")
    assert (found.state, found.late_by) == ("met", 0)


def test_a_wait_that_was_not_kept() -> None:
    """What comes sooner by discretion has not waited."""
    events = follow(WAIT, "2026-06-01 receive\n2026-06-02 refer to=LGSCO; discretion=urgent")
    assert states(WAIT, events, "2026-07-30")[1] == "to-ombudsman missed 2026-07-27"


def test_a_wait_that_was_left() -> None:
    """A wait that a case leaves before its end is void, and one left after it is met."""
    early = follow(WAIT, "2026-06-01 receive\n2026-06-02 withdraw")
    assert states(WAIT, early, "2026-07-30")[1] == "to-ombudsman void 2026-07-27"
    late = follow(WAIT, "2026-06-01 receive\n2026-07-27 withdraw")
    assert states(WAIT, late, "2026-07-30")[1] == "to-ombudsman met 2026-07-27"


def test_lateness_of_the_complainant_opens_nothing() -> None:
    """Only a clock that the authority owes makes a case late."""
    ours = of_stages(
        stage(
            "stage-1",
            clock("response"),
            clock("to-add", "received", "linked", "2 working days", "window"),
            escalates_when_late=True,
        ),
        stage("stage-2", clock("response", "escalated")),
    )
    events = follow(ours, "2026-06-01 receive")
    assert states(ours, events, "2026-06-15") == [
        "response running 2026-06-15",
        "to-add missed 2026-06-03",
    ]
    assert "escalate" not in may(ours, events, "2026-06-15")
    assert "escalate" in may(ours, events, "2026-06-16")
