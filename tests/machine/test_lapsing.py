"""Extensions that await something, and lapse if it does not come."""

from __future__ import annotations

from datetime import date

import pytest

from casework import Event, clocks
from casework.prose.terms import extension_in_words

from .faults import told_of_clocks
from .policies import clock, of_clocks
from .told import follow, may, refused, states

HOW = '{ by = "10 working days", total = "20 working days", lapses-without = "details-came" }'
AWAITING = of_clocks(
    clock("response", extension=HOW, pausing="{}"),
    milestones='["details-came"]',
    repeats='["details-came"]',
)
"""A response is due on 15 June, or with an extension on the 29th."""

EXTENDED = "2026-06-01 receive\n2026-06-03 extend awaited-by=2026-06-10"


@pytest.mark.parametrize(
    ("more", "on", "state"),
    [
        ("", "2026-06-10", "running 2026-06-29"),
        ("", "2026-06-11", "running 2026-06-15"),
        ("", "2026-06-15", "running 2026-06-15"),
        ("", "2026-06-16", "overdue 2026-06-15"),
        ("2026-06-10 details-came", "2026-06-11", "running 2026-06-29"),
        ("2026-06-11 details-came", "2026-06-11", "running 2026-06-15"),
        ("2026-06-03 details-came", "2026-06-30", "overdue 2026-06-29"),
        ("2026-06-10 respond", "2026-12-01", "met 2026-06-29"),
        ("2026-06-11 respond", "2026-12-01", "met 2026-06-15"),
        ("2026-06-16 respond", "2026-12-01", "missed 2026-06-15"),
        ("2026-06-10 withdraw", "2026-12-01", "void 2026-06-29"),
        ("2026-06-16 withdraw", "2026-12-01", "missed 2026-06-15"),
    ],
)
def test_what_does_not_come(more: str, on: str, state: str) -> None:
    """Until its day the extension holds, and after it only if what was awaited came by then."""
    events = follow(AWAITING, f"{EXTENDED}\n{more}")
    assert states(AWAITING, events, on) == [f"response {state}"]


def test_what_came_before() -> None:
    """What came before the extension is not what it awaits."""
    told = "2026-06-01 receive\n2026-06-02 details-came\n2026-06-03 extend awaited-by=2026-06-10"
    events = follow(AWAITING, told)
    assert states(AWAITING, events, "2026-06-11") == ["response running 2026-06-15"]


def test_an_extension_for_another_reason() -> None:
    """An extension that awaits nothing does not lapse."""
    events = follow(AWAITING, "2026-06-01 receive\n2026-06-03 extend")
    assert states(AWAITING, events, "2026-06-29") == ["response running 2026-06-29"]


def test_the_record_says_that_it_lapsed() -> None:
    """A step says that the extension lapsed, and on which day, and moves nothing."""
    events = follow(AWAITING, f"{EXTENDED}; reason=plans")
    step = clocks(AWAITING, events, date(2026, 6, 11))[0].reckoning.steps[-1]
    assert (str(step.day), step.what, step.why) == ("2026-06-15", "extension-lapsed", "2026-06-10")
    assert step.source == "plans"


def test_what_is_extended_again() -> None:
    """After an extension has lapsed another counts from the due day as it is again."""
    events = follow(AWAITING, f"{EXTENDED}\n2026-06-12 extend")
    assert states(AWAITING, events, "2026-06-12") == ["response running 2026-06-29"]
    again = follow(AWAITING, f"{EXTENDED}\n2026-06-12 extend by=2 working days")
    assert states(AWAITING, again, "2026-06-12") == ["response running 2026-06-17"]


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-06-02", "awaited-by 2026-06-02 is no day from 2026-06-03 to 2026-06-15"),
        ("2026-06-03", None),
        ("2026-06-15", None),
        ("2026-06-16", "awaited-by 2026-06-16 is no day from 2026-06-03 to 2026-06-15"),
        ("soon", "awaited-by 'soon' is no day, such as 2026-03-02"),
    ],
)
def test_until_when_something_may_be_awaited(day: str, why: str | None) -> None:
    """It is awaited no longer than until the due day, by which there must be an answer without."""
    events = follow(AWAITING, "2026-06-01 receive")
    line = f"2026-06-03 extend awaited-by={day}"
    if why is None:
        extended = follow(AWAITING, line, events)
        assert states(AWAITING, extended, "2026-06-03") == ["response running 2026-06-29"]
    else:
        assert refused(AWAITING, events, line) == why
        assert "extend" in may(AWAITING, events, "2026-06-03")


def test_where_nothing_is_awaited() -> None:
    """Where the policy says nothing of it, the day is a fact like others."""
    plain = of_clocks(clock("response", extension="{}"))
    events = follow(plain, "2026-06-01 receive\n2026-06-03 extend by=5 days; awaited-by=2026-09-01")
    assert states(plain, events, "2026-06-20") == ["response running 2026-06-20"]


def test_a_record_that_nobody_examined() -> None:
    """In a history that nobody examined, a day that is none awaits nothing."""
    events = follow(AWAITING, "2026-06-01 receive")
    wrong = Event("C-1", "extended", date(2026, 6, 3), facts={"awaited-by": "soon"})
    assert states(AWAITING, (*events, wrong), "2026-06-16") == ["response running 2026-06-29"]


def test_what_nothing_can_await() -> None:
    """What is awaited must be a milestone of the stage."""
    (fault,) = told_of_clocks(clock("c", extension=HOW))
    assert fault == "[c].extension.lapses-without: no milestone of the stage 'details-came'"


def test_in_words() -> None:
    """Words for a clock say without what its extension lapses."""
    extension = AWAITING.procedure("", date(2026, 6, 1)).stage[0].clock[0].extension
    assert extension is not None
    assert extension_in_words(extension) == (
        "by 10 working days, to 20 working days in total, lapsing without details came"
    )
