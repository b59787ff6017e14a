"""Clocks that stand still: which days of a pause are left out, and of which clock."""

from __future__ import annotations

import pytest

from .policies import INCLUSIVE, RESTART, STAYS, clock, of_clocks, pausing
from .told import due, follow, refused, running, states


@pytest.mark.parametrize(
    ("limit", "first", "last", "half_open", "inclusive"),
    [
        ("10 working days", "2026-06-03", "2026-06-08", "2026-06-18", "2026-06-19"),
        ("20 working days", "2026-06-03", "2026-06-08", "2026-07-02", "2026-07-03"),
        ("10 working days", "2026-06-03", "2026-06-03", "2026-06-15", "2026-06-16"),
        ("10 working days", "2026-06-05", "2026-06-08", "2026-06-16", "2026-06-17"),
        ("10 working days", "2026-06-06", "2026-06-07", "2026-06-15", "2026-06-15"),
        ("10 working days", "2026-06-06", "2026-06-08", "2026-06-16", "2026-06-16"),
        ("28 days", "2026-06-03", "2026-06-08", "2026-07-04", "2026-07-05"),
        ("28 days", "2026-06-06", "2026-06-07", "2026-06-30", "2026-07-01"),
        ("1 month", "2026-06-03", "2026-06-08", "2026-07-06", "2026-07-07"),
    ],
)
def test_days_left_out(limit: str, first: str, last: str, half_open: str, inclusive: str) -> None:
    """A pause leaves out its days in the limit's own unit: its first day too only if inclusive.

    FOIA s.10(2): the working days from that of the fees notice to that of the fee, both of them,
    are disregarded.
    """
    lines = f"2026-06-01 receive\n{first} pause\n{last} resume"
    for how, expected in (("{}", half_open), (INCLUSIVE, inclusive)):
        ours = pausing(limit, how)
        assert due(ours, follow(ours, lines), "2026-06-30") == expected


@pytest.mark.parametrize("how", ["{}", INCLUSIVE, RESTART])
def test_a_pause_of_no_days(how: str) -> None:
    """A clock that is not paused is due when it was."""
    ours = pausing(how=how)
    assert due(ours, follow(ours, "2026-06-01 receive"), "2026-06-30") == "2026-06-15"


def test_several_pauses() -> None:
    """Several pauses leave out the days of each: 5, 3, 9, 4 and 1, so 22.

    The pauses of correspondence_tool_staff, stoppable_spec.rb.
    """
    ours = pausing("60 days")
    events = follow(ours, "2025-03-05 receive")
    assert due(ours, events, "2025-03-05") == "2025-05-04"
    events = follow(
        ours,
        """2025-03-05 pause
        2025-03-10 resume
        2025-03-12 pause
        2025-03-15 resume
        2025-03-20 pause
        2025-03-29 resume
        2025-04-01 pause
        2025-04-05 resume
        2025-04-10 pause
        2025-04-11 resume""",
        events,
    )
    assert due(ours, events, "2025-04-11") == "2025-05-26"


def test_pauses_that_meet() -> None:
    """A day that two pauses share is left out once."""
    ours = pausing(how=INCLUSIVE)
    lines = """2026-06-01 receive
        2026-06-01 pause
        2026-06-03 resume
        2026-06-03 pause
        2026-06-05 resume"""
    assert due(ours, follow(ours, lines), "2026-06-30") == "2026-06-22"


@pytest.mark.parametrize(
    ("on", "day"),
    [
        ("2026-06-03", "2026-06-15"),
        ("2026-06-08", "2026-06-18"),
        ("2026-06-15", "2026-06-25"),
        ("2026-06-30", "2026-07-10"),
    ],
)
def test_standing_still(on: str, day: str) -> None:
    """A clock that stands still is due later each day, and is never late."""
    ours = pausing()
    found = running(ours, follow(ours, "2026-06-01 receive\n2026-06-03 pause"), on)
    assert (found.state, str(found.due), found.late_by) == ("paused", day, 0)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2026-06-15", "response running 2026-06-17"),
        ("2026-06-16", "response overdue 2026-06-15"),
    ],
)
def test_pausing_too_late(day: str, told: str) -> None:
    """A clock may be paused on its due day; once overdue, it stays so."""
    ours = pausing()
    events = follow(ours, f"2026-06-01 receive\n{day} pause\n2026-06-17 resume")
    assert states(ours, events, "2026-06-17") == [told]


TWO = of_clocks(
    clock("response", pausing='{ reasons = ["clarification", "advocate"] }'),
    clock("target", limit="5 working days", pausing='{ reasons = ["clarification"] }'),
    clock("outer", limit="20 working days"),
)
"""Clocks that stand still for different reasons, and one that never does."""


@pytest.mark.parametrize(
    ("facts", "days"),
    [
        ("pause-reason=clarification", ["2026-06-18", "2026-06-11", "2026-06-29"]),
        ("pause-reason=advocate", ["2026-06-18", "2026-06-08", "2026-06-29"]),
        ("pause-reason=clarification; clock=target", ["2026-06-15", "2026-06-11", "2026-06-29"]),
    ],
)
def test_reasons(facts: str, days: list[str]) -> None:
    """A pause stills the clocks that have its reason, or the one that it names."""
    events = follow(TWO, f"2026-06-01 receive\n2026-06-03 pause {facts}\n2026-06-08 resume")
    assert [told.split()[-1] for told in states(TWO, events, "2026-06-08")] == days


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ("", "it needs a pause-reason: 'clarification' or 'advocate'"),
        (
            "pause-reason=advocacy",
            "it needs a pause-reason: 'clarification' or 'advocate'; perhaps 'advocate' was meant",
        ),
        (
            "pause-reason=advocate; clock=target",
            "it needs a pause-reason: 'clarification'",
        ),
        ("clock=outer", "clock 'outer' may not be paused, only 'response' or 'target'"),
    ],
)
def test_reasons_that_are_none(facts: str, why: str) -> None:
    """A pause for no reason, for another one, or of a clock that may not be paused, is refused."""
    assert refused(TWO, follow(TWO, "2026-06-01 receive"), f"2026-06-03 pause {facts}") == why


def test_a_clock_that_asks_no_reason() -> None:
    """Where some clock stands still for any reason, a pause needs none."""
    ours = of_clocks(
        clock("response", pausing="{}"),
        clock("target", limit="5 working days", pausing='{ reasons = ["clarification"] }'),
    )
    events = follow(ours, "2026-06-01 receive\n2026-06-03 pause\n2026-06-08 resume")
    assert due(ours, events, "2026-06-08") == "2026-06-18"
    assert due(ours, events, "2026-06-08", "target") == "2026-06-08"


def test_resuming_resumes_every_clock() -> None:
    """Whatever a resumption names, the case goes on and so do all its clocks."""
    ours = pausing()
    events = follow(ours, "2026-06-01 receive\n2026-06-03 pause\n2026-06-08 resume clock=other")
    assert states(ours, events, "2026-06-30") == ["response overdue 2026-06-18"]


def test_a_pause_before_a_clock_began() -> None:
    """A pause that was over before a clock began moves it by nothing."""
    events = follow(
        STAYS,
        "2026-06-01 receive\n2026-06-02 pause\n2026-06-12 resume\n2026-06-12 acknowledge",
    )
    assert states(STAYS, events, "2026-06-12") == [
        "acknowledgement met 2026-06-18",
        "response running 2026-06-26",
    ]


def test_a_pause_that_was_on_when_a_clock_began() -> None:
    """A clock that begins during a pause stands still from then on."""
    events = follow(STAYS, "2026-06-01 receive\n2026-06-02 pause\n2026-06-04 raise-issue issue=A")
    assert due(STAYS, events, "2026-06-04", "issue") == "2026-06-11"
    assert running(STAYS, events, "2026-06-08", "issue").state == "paused"
    events = follow(STAYS, "2026-06-09 resume", events)
    assert due(STAYS, events, "2026-06-09", "issue") == "2026-06-16"


@pytest.mark.parametrize("on", ["2026-06-04", "2026-06-05", "2026-06-30"])
@pytest.mark.parametrize("then", ["", "2026-06-11 resume"])
def test_a_pause_after_a_clock_stopped(on: str, then: str) -> None:
    """A clock that has stopped is not moved by what comes later."""
    events = follow(STAYS, "2026-06-01 receive\n2026-06-03 acknowledge\n2026-06-04 pause\n" + then)
    assert states(STAYS, events, on)[0] == "acknowledgement met 2026-06-08"


@pytest.mark.parametrize("on", ["2026-06-10", "2026-06-30", "2027-06-30"])
def test_leaving_while_paused(on: str) -> None:
    """A clock left behind during a pause stood still until then, and stays as it was."""
    ours = pausing()
    events = follow(ours, "2026-06-01 receive\n2026-06-03 pause\n2026-06-10 withdraw")
    assert states(ours, events, on) == ["response void 2026-06-22"]


def test_what_a_pause_passes_over() -> None:
    """The steps of a paused clock name its days, its reason, and the holidays passed over."""
    ours = pausing()
    events = follow(
        ours,
        "2026-03-23 receive\n2026-03-25 pause reason=waiting for the tenant\n2026-03-27 resume",
    )
    steps = running(ours, events, "2026-03-30").reckoning.steps
    assert [(str(step.day), step.what, step.why) for step in steps] == [
        ("2026-03-23", "start", "received"),
        ("2026-04-03", "closed", "Good Friday"),
        ("2026-04-06", "closed", "Easter Monday"),
        ("2026-04-08", "counted", "10 working days"),
        ("2026-04-10", "paused", "2026-03-25 to 2026-03-27"),
    ]
    assert steps[-1].source == "waiting for the tenant"
