"""Whether what comes on the last evening of a window is in time: both sides of the convention."""

from __future__ import annotations

from datetime import datetime

import pytest

from casework import Act, Policy, Refused, decide, replay

from .policies import DEEMED, HEAD, UNTIL_FIVE, clock, of_stages, stage
from .told import follow, running, states

ANSWERED = "2026-06-01 receive\n2026-06-05 respond"
EVENING = "2026-07-03T17:30"
"""An evening of the last day of the window, a Friday."""


def asked(ours: Policy, at: str, **facts: str) -> tuple[str, ...]:
    """The clocks of both stages after a request for the second at an instant."""
    events = follow(ours, ANSWERED)
    moment = datetime.fromisoformat(at)
    act = Act("escalate", moment.date(), moment, facts=facts)
    events = (*events, *decide(ours, replay(events), act))
    return tuple(states(ours, events, at[:10])[1:])


def until_five(head: str = UNTIL_FIVE, **rest: object) -> Policy:
    """Two stages of a policy with a receipt rule, and the window between them."""
    window = clock("to-escalate", "responded", "escalated", "20 working days", "window", **rest)
    return of_stages(
        stage("stage-1", clock("response"), window),
        stage("stage-2", clock("response", "escalated", limit="10 days")),
        head=head,
    )


def test_the_last_evening_of_a_window() -> None:
    """What comes after hours on the last day is in time, and what it starts counts from later.

    Employment Tribunals Rules 2013, rule 4(1): at any time before midnight on that day.
    """
    met = "to-escalate met 2026-07-03"
    for ours in (until_five(), until_five(hard=True)):
        assert asked(ours, "2026-07-03T16:59") == (met, "response running 2026-07-13")
        assert asked(ours, EVENING) == (met, "response running 2026-07-14")


def test_the_last_day_of_a_window_that_is_closed() -> None:
    """What comes on a last day that is closed is in time, and counts as of the next open day."""
    ours = of_stages(
        stage("stage-1", clock("to-escalate", "responded", "escalated", "8 days", "window")),
        stage("stage-2", clock("response", "escalated", limit="1 working day")),
        head=DEEMED,
    )
    events = follow(ours, f"{ANSWERED}\n2026-06-13 escalate")
    assert states(ours, events, "2026-06-13") == [
        "to-escalate met 2026-06-13",
        "response running 2026-06-16",
    ]


OWN = '{ cut-off = "17:00", non-working = "next-working-day" }'


@pytest.mark.parametrize(
    ("at", "state", "late"),
    [
        ("2026-07-03T16:59", "met", 0),
        ("2026-07-03T17:00", "missed", 1),
        ("2026-07-03T23:59", "missed", 1),
        ("2026-07-04T09:00", "missed", 1),
        ("2026-07-06T17:00", "missed", 2),
    ],
)
@pytest.mark.parametrize("head", [HEAD, UNTIL_FIVE])
def test_a_window_with_a_receipt_rule_of_its_own(head: str, at: str, state: str, late: int) -> None:
    """Where the window says until when on its last day, what stops it goes by that.

    Upper Tribunal Rules 2008, rule 12(1): by 5pm on that day.
    """
    ours = until_five(head, receipt=OWN)
    moment = datetime.fromisoformat(at)
    events = follow(ours, ANSWERED)
    act = Act("escalate", moment.date(), moment)
    events = (*events, *decide(ours, replay(events), act))
    found = running(ours, events, at[:10], "to-escalate")
    assert (found.state, found.late_by, found.stopped) == (state, late, moment.date())


def test_a_closed_last_day_of_a_window_with_a_receipt_rule_of_its_own() -> None:
    """Where the window says that a closed day is of the next open one, its last day is over."""
    for own, state in (("next-working-day", "missed"), ("as-received", "met")):
        rule = f'{{ non-working = "{own}" }}'
        window = clock("to-escalate", "responded", "escalated", "8 days", "window", receipt=rule)
        ours = of_stages(stage("stage-1", clock("response"), window), stage("stage-2"))
        events = follow(ours, f"{ANSWERED}\n2026-06-13 escalate")
        assert states(ours, events, "2026-06-13")[1:] == [f"to-escalate {state} 2026-06-13"]


def test_a_hard_window_with_a_receipt_rule_of_its_own() -> None:
    """An act that comes too late in the day for a hard window is refused."""
    ours = until_five(receipt=OWN, hard=True)
    assert asked(ours, "2026-07-03T16:59")
    with pytest.raises(Refused, match="closed on 2026-07-03, without discretion"):
        asked(ours, EVENING)
    assert asked(ours, EVENING, discretion="in hospital")[0] == "to-escalate missed 2026-07-03"


def test_what_the_authority_does_is_of_its_day() -> None:
    """A receipt rule of a window is about what comes from the complainant and nothing else."""
    ours = of_stages(
        stage(
            "stage-1",
            clock("to-close", "responded", "closed", "20 working days", "window", receipt=OWN),
            clock("to-refer", "responded", "referred", "20 working days", "window", receipt=OWN),
        ),
        stage("stage-2", clock("response", "escalated")),
        exits='["withdrawn", "referred"]',
    )
    moment = datetime.fromisoformat(EVENING)
    events = follow(ours, ANSWERED)
    for name in ("close", "escalate"):
        done = decide(ours, replay(events), Act(name, moment.date(), moment))
        found = states(ours, (*events, *done), EVENING[:10])
        assert found[0].startswith("to-close " + ("met" if name == "close" else "void"))
        assert found[1].startswith("to-refer void")
