"""Which revision of a procedure a case follows: of its receipt, its stage, or its clock."""

from __future__ import annotations

from datetime import date

import pytest

from casework import Event, NotInForce, Policy, clocks, examine, replay

from .policies import clock, of_clocks, policy, procedure, stage
from .told import due, follow, may, refused, states


def changing(applies_by: str) -> Policy:
    """A policy that had three slow stages until June 2026, and has two quick ones since July."""
    old = procedure(
        "corporate",
        stage("stage-1", clock("response"), milestones='["visited"]'),
        stage(
            "stage-2",
            clock(
                "response",
                "escalated",
                limit="20 working days",
                extension='{ by = "5 working days" }',
            ),
        ),
        stage("stage-3", clock("response", "escalated", limit="25 working days")),
        in_force="{ to = 2026-06-30 }",
        applies_by=applies_by,
    )
    new = procedure(
        "corporate",
        stage("stage-1", clock("response", limit="5 working days")),
        stage(
            "stage-2",
            clock(
                "response",
                "escalated",
                limit="15 working days",
                extension='{ by = "2 working days" }',
            ),
            milestones='["panel-met"]',
        ),
        in_force="{ from = 2026-07-01 }",
        applies_by=applies_by,
    )
    return policy(old, new)


RECEIVED, ENTERED, STARTED = map(changing, ("received", "stage-entered", "clock-start"))
OVER = "2026-06-22 receive\n2026-06-29 respond"


@pytest.mark.parametrize("ours", [RECEIVED, ENTERED, STARTED], ids=["receipt", "stage", "clock"])
@pytest.mark.parametrize(
    ("day", "expected"), [("2026-06-30", "2026-07-14"), ("2026-07-01", "2026-07-08")]
)
def test_cases_on_either_side(ours: Policy, day: str, expected: str) -> None:
    """A case of the last day of the old revision follows it, one of the next day the new."""
    assert due(ours, follow(ours, f"{day} receive"), day) == expected


@pytest.mark.parametrize(
    ("ours", "day", "expected"),
    [
        (RECEIVED, "2026-06-30", "2026-07-28"),
        (RECEIVED, "2026-07-01", "2026-07-29"),
        (ENTERED, "2026-06-30", "2026-07-28"),
        (ENTERED, "2026-07-01", "2026-07-22"),
        (STARTED, "2026-06-30", "2026-07-28"),
        (STARTED, "2026-07-01", "2026-07-22"),
    ],
)
def test_a_case_that_crosses_the_change(ours: Policy, day: str, expected: str) -> None:
    """A case that goes on to its second stage keeps its revision, or follows the new one there."""
    events = follow(ours, f"{OVER}\n{day} escalate")
    assert states(ours, events, day) == [
        "response met 2026-07-06",
        f"response running {expected}",
    ]
    assert examine(ours, events).faults == ()


@pytest.mark.parametrize(
    ("ours", "most"), [(RECEIVED, "2026-08-05"), (ENTERED, "2026-07-24"), (STARTED, "2026-07-24")]
)
def test_extensions_follow_the_same_revision(ours: Policy, most: str) -> None:
    """How far a clock may be extended is for the revision that the clock follows."""
    events = follow(ours, f"{OVER}\n2026-07-01 escalate")
    assert due(ours, follow(ours, "2026-07-02 extend", events), "2026-07-02") == most
    assert refused(ours, events, "2026-07-02 extend by=6 working days") != ""


def test_acts_follow_the_same_revision() -> None:
    """What may happen is for the revision that the stage follows."""
    over = f"{OVER}\n2026-07-01 escalate"
    for ours, found in ((RECEIVED, False), (ENTERED, True), (STARTED, False)):
        events = follow(ours, over)
        assert ("panel-met" in may(ours, events, "2026-07-02")) == found
    events = follow(ENTERED, f"{over}\n2026-07-02 panel-met")
    assert examine(ENTERED, events).faults == ()
    begun = follow(ENTERED, "2026-06-30 receive")
    assert "visited" in may(ENTERED, begun, "2026-07-02")


def test_a_reopening_that_names_no_stage() -> None:
    """Where a revision applies by stage, a case that is reopened follows the new one from then."""
    old, new = (
        procedure(
            "corporate",
            stage("stage-1", clock("response", "reopened", limit=limit)),
            in_force=span,
            applies_by="stage-entered",
            reopens=True,
        )
        for limit, span in (
            ("10 working days", "{ to = 2026-06-30 }"),
            ("5 working days", "{ from = 2026-07-01 }"),
        )
    )
    events = follow(policy(old, new), "2026-06-01 receive\n2026-06-02 respond\n2026-06-03 close")
    for day, expected in (("2026-06-30", "2026-07-14"), ("2026-07-01", "2026-07-08")):
        bare = Event("C-1", "reopened", date.fromisoformat(day))
        assert states(policy(old, new), (*events, bare), day) == [f"response running {expected}"]


@pytest.mark.parametrize("ours", [RECEIVED, ENTERED, STARTED], ids=["receipt", "stage", "clock"])
def test_a_stage_that_was_abolished(ours: Policy) -> None:
    """A case that may still go on to an abolished stage runs it under the old revision."""
    events = follow(
        ours, "2026-06-01 receive\n2026-06-08 respond\n2026-06-15 escalate\n2026-06-29 respond"
    )
    events = follow(ours, "2026-07-01 escalate", events)
    assert replay(events).stage == "stage-3"
    assert due(ours, events, "2026-07-01") == "2026-08-05"
    assert "respond" in may(ours, events, "2026-07-02")
    assert examine(ours, events).faults == ()


def test_a_clock_that_starts_after_the_change() -> None:
    """Under a policy that goes by the clock's start, each clock follows the revision of its own."""

    def revision(limit: str, service: str, span: str) -> str:
        return procedure(
            "corporate",
            stage(
                "only",
                clock("acknowledgement", stops="acknowledged", limit="5 working days"),
                clock(
                    "response", "acknowledged", limit=limit, when=f'{{ service = ["{service}"] }}'
                ),
                clock("response", "acknowledged", limit="20 working days", otherwise=True),
            ),
            in_force=span,
            applies_by="clock-start",
        )

    ours = policy(
        revision("10 working days", "roads", "{ to = 2026-06-30 }"),
        revision("5 working days", "housing", "{ from = 2026-07-01 }"),
    )
    expected = {
        ("roads", "2026-06-30"): "2026-07-14",
        ("roads", "2026-07-01"): "2026-07-29",
        ("housing", "2026-06-30"): "2026-07-28",
        ("housing", "2026-07-01"): "2026-07-08",
    }
    for (service, day), last in expected.items():
        events = follow(ours, f"2026-06-29 receive service={service}\n{day} acknowledge")
        assert due(ours, events, "2026-07-02") == last


def test_conditions_that_only_the_new_revision_has() -> None:
    """Facts of the case choose between the new revision's clocks where the old had only one."""
    old = procedure(
        "corporate",
        stage("only", clock("response", "acknowledged")),
        in_force="{ to = 2026-06-30 }",
        applies_by="clock-start",
    )
    new = procedure(
        "corporate",
        stage(
            "only",
            clock("response", "acknowledged", limit="5 working days", when='{ service = "roads" }'),
            clock("response", "acknowledged", limit="20 working days", otherwise=True),
        ),
        in_force="{ from = 2026-07-01 }",
        applies_by="clock-start",
    )
    ours = policy(old, new, procedure("enquiry", stage("only", clock("reply"))))
    for service, last in (("roads", "2026-07-08"), ("housing", "2026-07-29")):
        begun = f"2026-06-29 receive procedure=corporate; service={service}"
        events = follow(ours, f"{begun}\n2026-07-01 acknowledge")
        assert due(ours, events, "2026-07-01") == last


def test_a_clock_that_the_new_revision_does_not_have() -> None:
    """A clock that the revision of its start does not have runs as it was promised."""
    ours = policy(
        procedure(
            "corporate",
            stage(
                "only",
                clock("response"),
                clock("report", "visited", "reported", "3 working days"),
                milestones='["visited", "reported"]',
            ),
            in_force="{ to = 2026-06-30 }",
            applies_by="clock-start",
        ),
        procedure(
            "corporate",
            stage("only", clock("response")),
            in_force="{ from = 2026-07-01 }",
        ),
    )
    events = follow(ours, "2026-06-29 receive\n2026-07-01 visited")
    assert due(ours, events, "2026-07-01", "report") == "2026-07-06"


def test_a_stage_that_the_new_revision_does_not_have() -> None:
    """So does a clock of a stage that it does not have."""
    events = follow(
        STARTED,
        """2026-06-01 receive
        2026-06-08 respond
        2026-06-15 escalate
        2026-06-22 respond
        2026-07-01 escalate""",
    )
    assert due(STARTED, events, "2026-07-01") == "2026-08-05"


DATED = of_clocks(
    clock(
        "response",
        limit="""[
          { is = "10 working days", to = 2026-05-31 },
          { is = "20 working days", from = 2026-06-01, to = 2026-06-14 },
          { is = "10 working days", from = 2026-06-15, to = 2026-12-31 },
        ]""",
    )
)
"""A limit that was twice as long for two weeks."""


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-05-29", "2026-06-12"),
        ("2026-06-01", "2026-06-29"),
        ("2026-06-12", "2026-07-10"),
        ("2026-06-15", "2026-06-29"),
    ],
)
def test_a_temporary_change(day: str, expected: str) -> None:
    """A limit that was changed for a time holds for the clocks that start in that time."""
    assert due(DATED, follow(DATED, f"{day} receive"), day) == expected


def test_a_limit_that_nobody_looked_up() -> None:
    """A day on which a limit has no value is an error, never the nearest value."""
    assert refused(DATED, (), "2027-01-01 receive").startswith(
        "the limit has no value on 2027-01-01"
    )
    received = Event("C-1", "received", date(2027, 1, 1))
    with pytest.raises(NotInForce, match="the limit has no value on 2027-01-01"):
        clocks(DATED, (received,), as_of=date(2027, 1, 1))


def test_a_procedure_that_takes_no_more_cases() -> None:
    """A case that was received goes on when its procedure takes no more cases."""
    ended = policy(
        procedure("corporate", stage("only", clock("response")), in_force="{ to = 2026-06-30 }")
    )
    events = follow(ended, "2026-06-30 receive\n2026-07-14 respond")
    assert states(ended, events, "2026-07-14") == ["response met 2026-07-14"]
    with pytest.raises(NotInForce):
        follow(ended, "2026-07-01 receive")
