"""Corrections that are refused: of nothing, to no day, or leaving what could not have happened."""

from __future__ import annotations

import pytest

from casework import Policy, replay

from .policies import clock, of_stages, policy, procedure, stage
from .told import follow, refused

OURS = of_stages(
    stage(
        "stage-1",
        clock("acknowledgement", stops="acknowledged", limit="3 working days"),
        clock("response"),
    ),
    stage("stage-2", clock("response", "escalated"), milestones='["panel-met"]'),
)
RECEIVED = "2026-06-01 receive"
ACKNOWLEDGED = RECEIVED + "\n2026-06-02 acknowledge"
SECOND = ACKNOWLEDGED + "\n2026-06-04 respond\n2026-06-08 escalate"


@pytest.mark.parametrize(
    ("lines", "line", "why"),
    [
        (RECEIVED, "void voids=acknowledged", "the case has no acknowledged to put right"),
        (RECEIVED, "correct corrects=acknowledged", "the case has no acknowledged to put right"),
        (
            ACKNOWLEDGED,
            "void voids=acknowledged; was=2026-06-03",
            "the case has no acknowledged to put right",
        ),
        (
            ACKNOWLEDGED,
            "void voids=acknowledged; was=then",
            "was 'then' is no day, such as 2026-03-02",
        ),
        (
            ACKNOWLEDGED,
            "correct corrects=acknowledged; to-day=then",
            "to-day 'then' is no day, such as 2026-03-02",
        ),
        (
            ACKNOWLEDGED,
            "correct corrects=acknowledged; to-day=2026-06-11",
            "2026-06-11 is after the correction itself",
        ),
        (
            RECEIVED,
            "void voids=received",
            "a receipt cannot be voided, only corrected; refuse or withdraw the case instead",
        ),
        (
            ACKNOWLEDGED + "\n2026-06-05 void voids=acknowledged",
            "void voids=acknowledged",
            "the case has no acknowledged to put right",
        ),
        (
            ACKNOWLEDGED + "\n2026-06-05 void voids=acknowledged",
            "void voids=voided",
            "the case has no voided to put right",
        ),
        (
            ACKNOWLEDGED,
            "correct corrects=received; to-day=2026-06-08",
            "then acknowledged on 2026-06-02 could not have happened",
        ),
        (
            ACKNOWLEDGED + "\n2026-06-04 respond\n2026-06-05 close",
            "void voids=responded",
            "then closed on 2026-06-05 could not have happened",
        ),
        (
            SECOND + "\n2026-06-09 panel-met",
            "void voids=escalated",
            "then panel-met on 2026-06-09 could not have happened",
        ),
        (
            RECEIVED + "\n2026-06-02 acknowledge",
            "correct corrects=acknowledged; to-day=2026-05-29",
            "then acknowledged on 2026-05-29 could not have happened",
        ),
    ],
)
def test_corrections_that_are_refused(lines: str, line: str, why: str) -> None:
    """A correction is of something that happened, and leaves what can have happened."""
    events = follow(OURS, lines)
    assert refused(OURS, events, f"2026-06-10 {line}") == why


def test_a_receipt_outside_every_revision() -> None:
    """A receipt is not moved to a day on which its procedure took no cases."""
    ours: Policy = policy(
        procedure("corporate", stage("only", clock("response")), in_force="{ from = 2026-06-01 }")
    )
    events = follow(ours, "2026-06-02 receive")
    assert refused(ours, events, "2026-06-03 correct corrects=received; to-day=2026-05-29") == (
        "procedure 'corporate' has no value on 2026-05-29; it is known from 2026-06-01"
    )
    assert follow(ours, "2026-06-03 correct corrects=received; to-day=2026-06-01", events)


HURRIED = of_stages(
    stage(
        "stage-1",
        clock("acknowledgement", stops="acknowledged", limit="1 working day"),
        clock("response"),
        escalates_to='["stage-2", "stage-1"]',
        escalates_when_late=True,
    ),
    stage("stage-2", clock("response", "escalated")),
)
"""A stage that a late case may leave unanswered, even to begin it again."""


def test_what_happened_in_a_stage_that_the_case_never_came_to() -> None:
    """What might have happened where the case then was did not, if it happened elsewhere."""
    events = follow(
        HURRIED,
        "2026-06-01 receive\n2026-06-17 escalate stage=stage-2\n2026-06-18 acknowledge",
    )
    assert refused(HURRIED, events, "2026-06-19 void voids=escalated") == (
        "then acknowledged on 2026-06-18 could not have happened"
    )


@pytest.mark.parametrize("where", ["stage-2", "stage-1"])
def test_an_escalation_that_others_followed(where: str) -> None:
    """What happened in a stage keeps the case from never having come there."""
    events = follow(
        HURRIED,
        f"""2026-06-01 receive
        2026-06-02 acknowledge
        2026-06-17 escalate stage={where}
        2026-06-18 acknowledge""",
    )
    assert refused(HURRIED, events, "2026-06-19 void voids=escalated") == (
        "then acknowledged on 2026-06-18 could not have happened"
    )
    lines = "2026-06-19 void voids=acknowledged\n2026-06-19 void voids=escalated"
    assert replay(follow(HURRIED, lines, events)).stage == "stage-1"
