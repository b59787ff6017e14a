"""Clocks that begin anew, due days that roll, and days promised sooner."""

from __future__ import annotations

import pytest

from .policies import RESTART, STAYS, clock, of_clocks, pausing
from .told import due, follow, refused, running, states


def test_restarting() -> None:
    """A request that had to be clarified is counted anew from the day that it was."""
    ours = pausing("20 working days", RESTART)
    events = follow(ours, "2026-06-01 receive\n2026-06-08 pause")
    assert due(ours, events, "2026-06-08") == "2026-07-06"
    assert due(ours, events, "2026-06-15") == "2026-07-13"
    events = follow(ours, "2026-06-22 resume", events)
    assert due(ours, events, "2026-06-30") == "2026-07-20"
    assert running(ours, events, "2026-06-30").reckoning.steps[-2].what == "restarted"


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-06-04", "2026-07-27"), ("2026-06-29", "2026-07-27"), ("2026-06-30", "2026-07-28")],
)
def test_restarting_never_brings_forward(day: str, expected: str) -> None:
    """A clock that was extended and begins anew is due no earlier than it was."""
    ours = pausing("20 working days", RESTART, extension='{ by = "20 working days" }')
    events = follow(ours, f"2026-06-01 receive\n2026-06-02 extend\n2026-06-03 pause\n{day} resume")
    assert due(ours, events, "2026-06-30") == expected


ROLLED = {
    rolls: pausing("1 month", ends="next-working-day", rolls=rolls) for rolls in ("first", "last")
}
"""A month that ends on an open day: rolled before it is paused, or only at the end."""


@pytest.mark.parametrize(
    ("rolls", "first", "last", "day"),
    [
        ("first", "2022-10-10", "2022-10-15", "2022-11-14"),
        ("last", "2022-10-10", "2022-10-15", "2022-11-10"),
        ("first", "2022-10-10", "2022-10-10", "2022-11-07"),
        ("last", "2022-10-10", "2022-10-10", "2022-11-07"),
        ("first", "2022-10-10", "2022-10-11", "2022-11-08"),
        ("last", "2022-10-10", "2022-10-11", "2022-11-07"),
    ],
)
def test_rolling_and_pausing(rolls: str, first: str, last: str, day: str) -> None:
    """The order of rolling and pausing is the policy's to say, and it moves the due day.

    5 November 2022 is a Saturday.  Rolled, it is the 7th; five days on it is the 12th, a Saturday
    again, and rolled the 14th.  Unrolled, five days on it is Thursday 10 November.
    """
    events = follow(ROLLED[rolls], f"2022-10-05 receive\n{first} pause\n{last} resume")
    assert due(ROLLED[rolls], events, "2022-10-31") == day


def test_a_pause_and_then_a_roll() -> None:
    """One day of pause makes 1 December into the 2nd.

    correspondence_tool_staff, case_restart_the_clock_service_spec.rb.
    """
    events = follow(ROLLED["last"], "2025-11-01 receive\n2025-11-05 pause\n2025-11-06 resume")
    assert due(ROLLED["last"], events, "2025-11-30") == "2025-12-02"


@pytest.mark.parametrize(("rolls", "day"), [("first", "2022-11-07"), ("last", "2022-11-07")])
def test_restarting_and_rolling(rolls: str, day: str) -> None:
    """A month counted anew ends on an open day too."""
    ours = pausing("1 month", RESTART, ends="next-working-day", rolls=rolls)
    events = follow(ours, "2022-09-20 receive\n2022-09-26 pause\n2022-10-05 resume")
    assert due(ours, events, "2022-10-31") == day


def test_pausing_a_promise() -> None:
    """An earlier day that was promised moves with a pause as the due day does."""
    ours = pausing()
    events = follow(
        ours,
        """2026-06-01 receive
        2026-06-02 promise until=2026-06-10
        2026-06-03 pause
        2026-06-08 resume""",
    )
    assert due(ours, events, "2026-06-08") == "2026-06-15"


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ("until=soon", "until 'soon' is no day, such as 2026-03-02"),
        ("until=2026-06-02", "2026-06-02 is before the promise itself"),
        ("until=2026-06-15", "no clock of the stage is due after 2026-06-15"),
        (
            "until=2026-06-10; clock=other",
            "clock 'other' may not be promised sooner, only 'response'",
        ),
        ("", "it needs until"),
    ],
)
def test_promises_that_are_none(facts: str, why: str) -> None:
    """A promise is of a day that is sooner, and not yet past, for a clock that runs."""
    ours = pausing()
    events = follow(ours, "2026-06-01 receive")
    assert refused(ours, events, f"2026-06-03 promise {facts}") == why


def test_a_promise_of_a_clock_that_has_stopped() -> None:
    """A promise does not touch a clock that has stopped, nor is it made of one."""
    events = follow(
        STAYS,
        "2026-06-01 receive\n2026-06-03 acknowledge\n2026-06-04 promise until=2026-06-05",
    )
    assert states(STAYS, events, "2026-06-08") == [
        "acknowledgement met 2026-06-08",
        "response overdue 2026-06-05",
    ]
    assert refused(STAYS, events, "2026-06-04 promise until=2026-06-04; clock=acknowledgement") == (
        "clock 'acknowledgement' may not be promised sooner, only 'response'"
    )


def test_a_later_promise_moves_nothing_back() -> None:
    """Of two promises the sooner one holds."""
    ours = of_clocks(clock("response"), clock("outer", limit="20 working days"))
    events = follow(
        ours,
        """2026-06-01 receive
        2026-06-02 promise until=2026-06-08; clock=response
        2026-06-03 promise until=2026-06-10""",
    )
    assert due(ours, events, "2026-06-03") == "2026-06-08"
    assert due(ours, events, "2026-06-03", "outer") == "2026-06-10"
