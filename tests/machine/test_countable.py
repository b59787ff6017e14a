"""What is decided can be counted: no act leaves a case whose clocks nobody can tell."""

from __future__ import annotations

from datetime import date

import pytest

from casework import Event, OutOfTable, Policy, clocks, examine, replay
from casework.rules.procedure import Procedure

from .policies import clock, of_clocks, policy, procedure, stage
from .told import due, follow, may, refused, states, why_not

LAST = "2029-12-31"
"""The last day of the calendar."""


@pytest.mark.parametrize("ends", ["as-it-falls", "next-working-day"])
@pytest.mark.parametrize("limit", ["10 days", "10 working days"])
@pytest.mark.parametrize(
    "how", ["until=9999-12-31", "until=2030-01-01", "by=99999 days", "by=99999 working days"]
)
def test_an_extension_beyond_the_calendar(how: str, limit: str, ends: str) -> None:
    """An extension to a day that the calendar does not know is refused, however it is said."""
    ours = of_clocks(clock("response", limit=limit, extension="{}", ends=ends))
    events = follow(ours, "2026-06-01 receive")
    assert LAST in refused(ours, events, f"2026-06-02 extend {how}")


def test_an_extension_to_the_end_of_the_calendar() -> None:
    """The last day of the calendar can still be told."""
    ours = of_clocks(clock("response", extension="{}"))
    events = follow(ours, f"2026-06-01 receive\n2026-06-02 extend until={LAST}")
    assert due(ours, events, "2026-06-02") == LAST


def test_an_act_beyond_the_calendar() -> None:
    """An act is on a day that the calendar knows."""
    ours = of_clocks(clock("response"))
    events = follow(ours, "2026-06-01 receive")
    outside = "is outside the calendar, 2021-01-01 to 2029-12-31"
    assert refused(ours, events, "2030-01-01 respond") == f"2030-01-01 {outside}"
    assert refused(ours, (), "2020-12-31 receive") == f"2020-12-31 {outside}"
    assert follow(ours, f"{LAST} respond", events)


def lapsing(applies_by: str) -> Policy:
    """A policy whose only revision ends with June 2026."""
    return policy(
        procedure(
            "corporate",
            stage("stage-1", clock("response", "acknowledged"), clock("whole")),
            stage("stage-2", clock("response", "escalated")),
            applies_by=applies_by,
            in_force="{ to = 2026-06-30 }",
        )
    )


@pytest.mark.parametrize(
    ("applies_by", "lines", "act"),
    [
        ("stage-entered", "2026-06-01 receive\n2026-06-05 respond", "escalate"),
        ("clock-start", "2026-06-01 receive", "acknowledge"),
        ("clock-start", "2026-06-01 receive\n2026-06-05 respond", "escalate"),
    ],
)
def test_an_act_after_the_last_revision(applies_by: str, lines: str, act: str) -> None:
    """What would enter a stage or start a clock that no revision lays down is refused."""
    ours = lapsing(applies_by)
    events = follow(ours, lines)
    said = "procedure 'corporate' has no value on 2026-07-01; it is known until 2026-06-30"
    assert refused(ours, events, f"2026-07-01 {act}") == said
    assert why_not(ours, events, "2026-07-01", act) == said
    assert why_not(ours, events, "2026-06-30", act) == ""
    assert clocks(ours, follow(ours, f"2026-06-30 {act}", events), date(2026, 7, 1))


@pytest.mark.parametrize("applies_by", ["stage-entered", "clock-start"])
def test_what_goes_on_after_the_last_revision(applies_by: str) -> None:
    """A case that began under a revision is answered and ended after it."""
    ours = lapsing(applies_by)
    events = follow(ours, "2026-06-29 receive\n2026-07-01 respond\n2026-07-02 close")
    assert states(ours, events, "2026-07-02") == ["whole met 2026-07-13"]


def test_a_case_that_nobody_could_count_before() -> None:
    """A case that cannot be counted anyway is not held up for it."""
    ours = of_clocks(
        clock("response", limit='[{ is = "10 working days", from = 2026-06-10 }]', extension="{}"),
        clock("read", "acknowledged", limit="2 days"),
    )
    early = Event("C-1", "received", date(2026, 6, 1))
    assert "acknowledge" in may(ours, (early,), "2026-06-02")
    events = follow(ours, "2026-06-02 acknowledge", (early,))
    assert follow(ours, "2026-06-03 correct corrects=acknowledged; why=typo", events)


def test_a_receipt_beyond_what_the_calendar_can_count() -> None:
    """What has come is received, although its due day cannot be told yet."""
    ours = of_clocks(clock("response", limit="1 year", ends="next-working-day"))
    events = follow(ours, f"{LAST} receive")
    with pytest.raises(OutOfTable):
        clocks(ours, events, date(2029, 12, 31))


def test_whether_what_is_laid_down_depends_on_a_later_day() -> None:
    """A procedure is looked at again only where another day than the receipt's may count."""

    def found(limit: str = "10 days", **rest: object) -> Procedure:
        only = procedure("p", stage("only", clock("response", limit=limit)), **rest)
        return policy(only).procedure("p", date(2026, 6, 1))

    assert not found().dated
    assert not found('[{ is = "10 days" }]').dated
    assert found('[{ is = "10 days", from = 2026-01-01 }]').dated
    assert found('[{ is = "10 days", to = 2026-12-31 }]').dated
    assert found(applies_by="stage-entered").dated
    assert found(applies_by="clock-start").dated


EXTENDED = of_clocks(clock("response", extension='{ needs = ["reason"] }', ends="next-working-day"))
MORE = "2026-06-01 receive\n2026-06-02 extend by=5 working days; reason=size"


def test_a_correction_of_how_much() -> None:
    """How much an extension added, why and by whom, is put right by `to-by` and its like."""
    events = follow(EXTENDED, MORE)
    assert due(EXTENDED, events, "2026-06-03") == "2026-06-22"
    line = "2026-06-03 correct corrects=extended; to-by=9 working days; to-reason=leave; by=ann"
    events = follow(EXTENDED, line, events)
    assert due(EXTENDED, events, "2026-06-03") == "2026-06-26"
    (clock,) = clocks(EXTENDED, events, date(2026, 6, 3))
    assert clock.reckoning.steps[-1].source == "leave"
    assert examine(EXTENDED, events).faults == ()


def test_a_correction_of_a_role() -> None:
    """In what role somebody acted is put right by `to-role`, and not by the corrector's own."""
    events = follow(EXTENDED, "2026-06-01 receive\n2026-06-02 acknowledge role=clerk")
    line = "2026-06-03 correct corrects=acknowledged; to-role=director; role=auditor"
    (*_, settled) = replay(follow(EXTENDED, line, events)).settled
    assert settled.fact("role") == "director"


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ("until=soon", "until 'soon' is no day, such as 2026-03-02"),
        ("to-by=0 days", "'0 days' is not an extension"),
        ("to-by=24 hours", "'24 hours' is not an extension"),
        (
            "until=9999-12-31",
            f"9999-12-31 is outside the calendar 'machine', which runs from 2021-01-01 to {LAST}",
        ),
    ],
)
def test_a_correction_that_nobody_could_count(facts: str, why: str) -> None:
    """A correction leaves clocks that can be counted."""
    events = follow(EXTENDED, MORE)
    assert refused(EXTENDED, events, f"2026-06-03 correct corrects=extended; {facts}") == why


@pytest.mark.parametrize("name", ["extended", "promised"])
def test_a_day_that_is_none_moves_nothing(name: str) -> None:
    """In a history that nobody examined, what is no day moves no due day."""
    events = follow(EXTENDED, "2026-06-01 receive")
    facts = {"until": "soon", "reason": "size"}
    wrong = Event("C-1", name, date(2026, 6, 2), facts=facts)
    assert due(EXTENDED, (*events, wrong), "2026-06-03") == "2026-06-15"
