"""How far a clock may be extended, from which day, on what grounds, and how often."""

from __future__ import annotations

import pytest

from casework import Policy, examine

from .policies import clock, extending, of_clocks
from .told import due, follow, refused, running, states

BY = extending('{ by = "10 working days" }')
OPEN = extending("{}")
TOTAL = extending('{ total = "20 working days" }')
BOTH = extending('{ by = "10 working days", total = "20 working days", beyond = "good-reason" }')
RECEIVED = "2026-06-01 receive"


@pytest.mark.parametrize(
    ("ours", "lines", "day"),
    [
        (BY, "2026-06-02 extend", "2026-06-29"),
        (BY, "2026-06-15 extend", "2026-06-29"),
        (BY, "2026-06-02 extend by=5 working days", "2026-06-22"),
        (BY, "2026-06-02 extend until=2026-06-29", "2026-06-29"),
        (BY, "2026-06-02 extend until=2026-06-16", "2026-06-16"),
        (BY, "2026-06-02 extend\n2026-06-29 extend", "2026-07-13"),
        (OPEN, "2026-06-02 extend by=6 weeks", "2026-07-27"),
        (OPEN, "2026-06-02 extend by=1 month", "2026-07-15"),
        (TOTAL, "2026-06-02 extend by=10 working days", "2026-06-29"),
        (
            TOTAL,
            "2026-06-02 extend by=3 working days\n2026-06-18 extend by=7 working days",
            "2026-06-29",
        ),
        (BOTH, "2026-06-02 extend", "2026-06-29"),
        (BOTH, "2026-06-02 extend by=15 working days; good-reason=a death", "2026-07-06"),
        (BOTH, "2026-06-02 extend\n2026-06-03 extend good-reason=a death", "2026-07-13"),
    ],
)
def test_extensions(ours: Policy, lines: str, day: str) -> None:
    """An extension moves the due day by its own length, or by the one that the policy says."""
    events = follow(ours, f"{RECEIVED}\n{lines}")
    assert due(ours, events, "2026-06-30") == day
    assert due(ours, events, "2026-06-01") == "2026-06-15"
    assert examine(ours, events).faults == ()


@pytest.mark.parametrize(
    ("ours", "lines", "line", "why"),
    [
        (
            BY,
            "",
            "2026-06-16 extend",
            "response was due on 2026-06-15 and can no longer be extended",
        ),
        (
            BY,
            "",
            "2026-06-02 extend by=11 working days",
            "response may be extended to 2026-06-29 at most (10 working days)",
        ),
        (
            BY,
            "",
            "2026-06-02 extend until=2026-06-30",
            "response may be extended to 2026-06-29 at most (10 working days)",
        ),
        (
            BY,
            "",
            "2026-06-02 extend until=2026-06-15",
            "it would not move response, due on 2026-06-15",
        ),
        (
            BY,
            "",
            "2026-06-02 extend until=2026-06-05",
            "it would not move response, due on 2026-06-15",
        ),
        (OPEN, "", "2026-06-02 extend", "it needs by, such as '10 working days', or until, a day"),
        (
            TOTAL,
            "2026-06-02 extend by=6 working days",
            "2026-06-03 extend by=5 working days",
            "response may be extended to 2026-06-29 at most (20 working days)",
        ),
        (
            BOTH,
            "2026-06-02 extend",
            "2026-06-03 extend",
            "response may be extended to 2026-06-29 at most (20 working days)",
        ),
        (OPEN, "", "2026-06-02 extend by=-5 working days", "'-5 working days' is not an extension"),
        (OPEN, "", "2026-06-02 extend by=24 hours", "'24 hours' is not an extension"),
        (OPEN, "", "2026-06-02 extend until=soon", "until 'soon' is no day, such as 2026-03-02"),
        (
            OPEN,
            "",
            "2026-06-02 extend by=5 days; clock=reply",
            "clock 'reply' may not be extended, only 'response'",
        ),
    ],
)
def test_extensions_that_are_refused(ours: Policy, lines: str, line: str, why: str) -> None:
    """An extension that comes too late, goes too far or goes nowhere is refused."""
    events = follow(ours, f"{RECEIVED}\n{lines}")
    assert refused(ours, events, line) == why


def test_a_length_that_cannot_be_read() -> None:
    """A length is read as every limit is, with what was perhaps meant."""
    why = refused(OPEN, follow(OPEN, RECEIVED), "2026-06-02 extend by=10 workdays")
    assert "perhaps '10 working days' was meant" in why


@pytest.mark.parametrize(("times", "said"), [(1, "once"), (2, "2 times")])
def test_how_often(times: int, said: str) -> None:
    """A clock is extended only so often; what was voided does not count, nor another's."""
    ours = of_clocks(
        clock("response", extension=f"{{ times = {times} }}"), clock("other", extension="{}")
    )
    day = "extend clock=response; by=1 working day"
    events = follow(ours, RECEIVED + "\n2026-06-02 extend clock=other; by=1 working day")
    for at in range(times):
        events = follow(ours, f"2026-06-0{at + 2} {day}", events)
    assert refused(ours, events, f"2026-06-08 {day}") == f"response may be extended {said} only"
    events = follow(ours, "2026-06-08 void voids=extended", events)
    assert follow(ours, f"2026-06-09 {day}", events)


def test_what_a_notice_carries() -> None:
    """An extension needs the facts that its notice must carry."""
    ours = extending('{ by = "10 working days", needs = ["reason", "notice"] }')
    events = follow(ours, RECEIVED)
    assert refused(ours, events, "2026-06-02 extend") == "it needs reason, notice"
    assert refused(ours, events, "2026-06-02 extend reason=size") == "it needs notice"
    events = follow(ours, "2026-06-02 extend reason=size; notice=N-1", events)
    assert running(ours, events, "2026-06-02").reckoning.steps[-1].source == "size"


@pytest.fixture(scope="module")
def two() -> Policy:
    """An acknowledgement and a response that may each be extended."""
    return of_clocks(
        clock(
            "acknowledgement",
            stops="acknowledged",
            limit="5 working days",
            extension='{ by = "2 working days" }',
        ),
        clock("response", starts="acknowledged", extension='{ by = "10 working days" }'),
        clock("outer", limit="6 months"),
    )


def test_extending_what_runs(two: Policy) -> None:
    """An extension that names no clock extends those that run, and no other."""
    events = follow(two, f"{RECEIVED}\n2026-06-02 extend")
    assert states(two, events, "2026-06-02")[0] == "acknowledgement running 2026-06-10"
    events = follow(two, "2026-06-03 acknowledge", events)
    assert due(two, events, "2026-06-03") == "2026-06-17"
    events = follow(two, "2026-06-15 extend", events)
    assert states(two, events, "2026-06-15") == [
        "acknowledgement met 2026-06-10",
        "response running 2026-07-01",
        "outer running 2026-12-01",
    ]


@pytest.mark.parametrize(
    ("lines", "line", "why"),
    [
        ("", "clock=response", "no clock that may be extended is running: 'response'"),
        (
            "2026-06-03 acknowledge",
            "clock=acknowledgement",
            "no clock that may be extended is running: 'acknowledgement'",
        ),
        (
            "",
            "clock=outer",
            "clock 'outer' may not be extended, only 'acknowledgement' or 'response'",
        ),
    ],
)
def test_extending_what_does_not_run(two: Policy, lines: str, line: str, why: str) -> None:
    """A clock that has not begun, has stopped, or may not be extended, is not."""
    events = follow(two, f"{RECEIVED}\n{lines}")
    assert refused(two, events, f"2026-06-04 extend {line}") == why


def test_extending_a_promise() -> None:
    """An extension goes on from an earlier day that was promised."""
    events = follow(
        BY, f"{RECEIVED}\n2026-06-02 promise until=2026-06-10\n2026-06-03 extend by=5 working days"
    )
    assert due(BY, events, "2026-06-03") == "2026-06-17"


def test_taking_an_extension_back() -> None:
    """An extension that was recorded by mistake is voided, and the clock is due as before."""
    events = follow(BY, f"{RECEIVED}\n2026-06-02 extend")
    events = follow(BY, "2026-06-03 void voids=extended", events)
    assert due(BY, events, "2026-06-03") == "2026-06-15"


def test_what_an_extension_passes_over() -> None:
    """The steps of an extended clock say by how much, why, and which holidays were passed over."""
    events = follow(BY, "2026-03-16 receive\n2026-03-17 extend reason=a large file")
    steps = running(BY, events, "2026-03-17").reckoning.steps
    assert [(str(step.day), step.what, step.why) for step in steps] == [
        ("2026-03-16", "start", "received"),
        ("2026-03-30", "counted", "10 working days"),
        ("2026-04-03", "closed", "Good Friday"),
        ("2026-04-06", "closed", "Easter Monday"),
        ("2026-04-15", "extended", "10 working days"),
    ]
    assert steps[-1].source == "a large file"
