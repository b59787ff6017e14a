"""Windows that start when a clock of the authority is due, whether or not it was kept."""

from __future__ import annotations

from datetime import date

import pytest

from casework import clocks
from casework.prose.diagrams import procedure_in_mermaid
from casework.prose.terms import clock_rule_in_words

from .faults import told_of_clocks
from .policies import clock, of_stages, stage
from .told import follow, may, refused, states


def window(stops: str = "escalated", due: str = "response", **rest: object) -> str:
    """A hard window of twenty days that starts when another clock is due."""
    rest |= {"hard": True, "starts_when_due": due}
    return clock("to-ask", "responded", stops, "20 days", "window", **rest)


REVIEW = of_stages(
    stage(
        "request",
        clock("response", pausing="{}", extension="{}"),
        window(dated_by="reached"),
        escalates_when_late=True,
    ),
    stage("review", clock("response", "entered")),
)
"""A review is asked for within twenty days of the day of the answer, or on which it was due."""

RECEIVED = "2026-06-01 receive"


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        ("2026-06-02 respond", "2026-07-05"),
        ("2026-06-15 respond", "2026-07-05"),
        ("2026-06-15 respond reached=2026-06-17", "2026-07-05"),
        ("2026-06-16 respond", "2026-07-06"),
        ("2026-06-16 respond reached=2026-06-18", "2026-07-08"),
        ("2026-06-03 pause\n2026-06-05 resume\n2026-06-15 respond", "2026-07-07"),
        ("2026-06-03 extend by=2 working days\n2026-06-05 respond", "2026-07-07"),
        ("2026-06-03 extend by=2 working days\n2026-06-18 respond", "2026-07-08"),
    ],
)
def test_the_later_of_the_answer_and_the_day_it_was_due(lines: str, day: str) -> None:
    """An answer in time leaves the window to run from the due day, a late one from the answer."""
    events = follow(REVIEW, f"{RECEIVED}\n{lines}")
    assert states(REVIEW, events, "2026-06-18")[1] == f"to-ask running {day}"


def test_without_an_answer() -> None:
    """Without an answer the window is there once it is late, and lapses from its due day on."""
    events = follow(REVIEW, RECEIVED)
    assert states(REVIEW, events, "2026-06-15") == ["response running 2026-06-15"]
    assert states(REVIEW, events, "2026-06-16") == [
        "response overdue 2026-06-15",
        "to-ask running 2026-07-05",
    ]
    assert states(REVIEW, events, "2026-07-05")[1] == "to-ask running 2026-07-05"
    assert states(REVIEW, events, "2026-07-06")[1] == "to-ask missed 2026-07-05"
    started = clocks(REVIEW, events, date(2026, 6, 16))[1].reckoning.steps[0]
    assert (str(started.day), started.why) == ("2026-06-15", "response-due")


def test_what_is_asked_for_without_an_answer() -> None:
    """A review of silence is asked for in the window, and not after it."""
    events = follow(REVIEW, RECEIVED)
    assert "escalate" in may(REVIEW, events, "2026-07-05")
    asked = follow(REVIEW, "2026-07-05 escalate", events)
    assert states(REVIEW, asked, "2026-07-05")[:2] == [
        "response missed 2026-06-15",
        "to-ask met 2026-07-05",
    ]
    said = "to-ask: closed on 2026-07-05, without discretion"
    assert refused(REVIEW, events, "2026-07-06 escalate") == said
    answered = follow(REVIEW, "2026-07-06 respond", events)
    assert states(REVIEW, answered, "2026-07-06")[1] == "to-ask running 2026-07-26"


@pytest.mark.parametrize(
    ("lines", "on", "expected"),
    [
        ("2026-06-10 pause", "2026-12-01", []),
        ("2026-06-15 withdraw", "2026-12-01", []),
        ("2026-06-16 withdraw", "2026-12-01", ["void 2026-07-05"]),
        ("2026-07-06 withdraw", "2026-12-01", ["missed 2026-07-05"]),
    ],
    ids=["standing still", "over before it was due", "over after it", "over after the window"],
)
def test_what_is_never_late(lines: str, on: str, expected: list[str]) -> None:
    """While the clock stands still, or if the case ended before it was late, no window starts."""
    events = follow(REVIEW, f"{RECEIVED}\n{lines}")
    found = [f"to-ask {each}" for each in expected]
    assert [each for each in states(REVIEW, events, on) if each.startswith("to-ask")] == found


def test_a_clock_that_does_not_run() -> None:
    """Where the clock does not run for a case, the window goes by its own event alone."""
    ours = of_stages(
        stage(
            "request",
            clock("response", when='{ service = "roads" }'),
            window(),
        ),
        stage("review", clock("response", "entered")),
    )
    events = follow(ours, f"{RECEIVED}\n2026-06-02 respond")
    assert states(ours, events, "2026-06-02") == ["to-ask running 2026-06-22"]
    assert states(ours, follow(ours, RECEIVED), "2026-12-01") == []


def test_each_visit_has_its_own() -> None:
    """In a stage that a case comes to again, the window goes by the clock of that visit."""
    ours = of_stages(
        stage(
            "first",
            clock("response", "entered", "responded", "5 days"),
            window("referred"),
        ),
        exits='["referred"]',
        reopens=True,
    )
    told = f"{RECEIVED}\n2026-06-02 respond\n2026-06-03 close\n2026-06-10 reopen"
    events = follow(ours, f"{told}\n2026-06-11 respond")
    assert states(ours, events, "2026-06-11") == [
        "response met 2026-06-06",
        "to-ask void 2026-06-26",
        "response met 2026-06-15",
        "to-ask running 2026-07-05",
    ]


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (
            [window("linked", "respnse")],
            "no clock 'respnse' that is owed stands before it in stage-1",
        ),
        (
            [window("linked"), clock("response")],
            "no clock 'response' that is owed stands before it in stage-1",
        ),
        (
            [
                clock("response", stops="linked", kind="window"),
                window("linked"),
            ],
            "no clock 'response' that is owed stands before it in stage-1",
        ),
        (
            [clock("response"), clock("to-ask", "acknowledged", starts_when_due="response")],
            "only a window with a limit starts so, and once",
        ),
        (
            [clock("response"), window("linked", recurs=True)],
            "only a window with a limit starts so, and once",
        ),
    ],
    ids=["misspelt", "given after it", "not owed", "owed itself", "recurs"],
)
def test_what_cannot_start_so(rules: list[str], said: str) -> None:
    """Only a window starts so, by a clock that the authority owes and that is given before it."""
    assert told_of_clocks(*rules) == [f"[to-ask].starts-when-due: {said}"]


def test_in_words() -> None:
    """Words and diagrams say both what starts it and when it starts at the latest."""
    procedure = REVIEW.procedure("corporate", date(2026, 6, 1))
    words = clock_rule_in_words(procedure.stage[0].clock[1])
    said = "20 days from reached, or from when response is due, if that is later, to escalated"
    assert words.startswith(said)
    drawn = " ".join("\n".join(procedure_in_mermaid(procedure)).split())
    assert f"to-ask (window) - {said}" in drawn
