"""A refusal says why, and what to do instead; and nothing has changed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from casework import (
    Act,
    Refused,
    decide,
    permitted,
    replay,
)
from tests.policies import (
    GATED,
    OUTCOMES,
    SKIPPING,
    THREE_STAGES,
    policy,
)

from .told import act, day, events

THREE = policy(THREE_STAGES)
SKIPS = policy(SKIPPING)
GATES = policy(GATED, OUTCOMES)
POLICIES = {"three": THREE, "skips": SKIPS, "gates": GATES}
RECEIVED = "2026-03-02 received"
ANSWERED = (RECEIVED, "2026-03-10 responded")

REFUSES: dict[str, tuple[str, tuple[str, ...], str, str]] = {
    "anything before receipt": (
        "three",
        (),
        "2026-03-02 respond",
        "at the beginning: the case has not been received",
    ),
    "an unknown act": ("three", (RECEIVED,), "2026-03-03 sing", "there is no such act"),
    "a misspelt act": (
        "three",
        (RECEIVED,),
        "2026-03-03 respnd",
        "there is no such act; perhaps 'respond' was meant",
    ),
    "an event for an act": (
        "three",
        (RECEIVED,),
        "2026-03-03 responded",
        "there is no such act; perhaps 'respond' was meant",
    ),
    "a receipt twice": ("three", (RECEIVED,), "2026-03-03 receive", "the case is open"),
    "an escalation that is not due": (
        "three",
        (RECEIVED,),
        "2026-03-03 escalate",
        "at stage-1 (open): the case is open",
    ),
    "an escalation from the last stage": (
        "skips",
        (*ANSWERED, "2026-03-11 escalated stage=panel", "2026-03-12 responded"),
        "2026-03-13 escalate",
        "at panel (answered): panel leads to no further stage",
    ),
    "an escalation to a stage that is not next": (
        "three",
        ANSWERED,
        "2026-03-11 escalate stage=stage-3",
        "it leads only to 'stage-2'; perhaps 'stage-2' was meant",
    ),
    "anything once closed": (
        "three",
        (*ANSWERED, "2026-03-11 closed"),
        "2026-03-12 respond",
        "at stage-1 (closed): the case is closed",
    ),
    "an act before the latest event": (
        "three",
        ANSWERED,
        "2026-03-09 close",
        "2026-03-09 is before the latest event (responded on 2026-03-10)",
    ),
    "a milestone twice": (
        "three",
        (RECEIVED, "2026-03-03 acknowledged"),
        "2026-03-04 acknowledge",
        "it has already happened in this stage, on 2026-03-03",
    ),
    "what the policy has no rule for": (
        "three",
        (RECEIVED,),
        "2026-03-03 extend",
        "the policy does not allow it",
    ),
    "a fact too few": ("gates", (RECEIVED,), "2026-03-03 respond", "it needs outcome"),
    "a fact that is always needed": ("three", (RECEIVED,), "2026-03-03 promise", "it needs until"),
    "a value outside its list": (
        "gates",
        (RECEIVED,),
        "2026-03-03 respond outcome=upheeld",
        "outcome 'upheeld' is not in 'Outcomes'; perhaps 'upheld' was meant",
    ),
    "one of several values outside its list": (
        "gates",
        (RECEIVED,),
        "2026-03-03 respond outcome=upheld,xyz",
        "outcome 'xyz' is not in 'Outcomes'",
    ),
    "an instant on another day": (
        "three",
        (),
        "2026-06-01T23:30 receive",
        "2026-06-02 00:30 in London is not on 2026-06-01",
    ),
}


@pytest.mark.parametrize("name", REFUSES)
def test_a_refusal_says_why_and_what_is_permitted(name: str) -> None:
    """A refusal names the case, the state, the act, the reason and what is permitted instead."""
    of, history, wish, why = REFUSES[name]
    found, case = POLICIES[of], replay(events(*history))
    wished = act(wish)
    if name == "an instant on another day":
        wished = Act("receive", day("2026-06-01"), datetime(2026, 6, 1, 23, 30, tzinfo=UTC), "C-1")
    with pytest.raises(Refused) as caught:
        decide(found, case, wished)
    latest = max(wished.on, case.last.on if case.last else wished.on)
    allowed = permitted(found, case, latest)
    assert caught.value.case == "C-1"
    assert caught.value.act == wished.name
    assert caught.value.permitted == tuple(each.act for each in allowed if each)
    assert why in str(caught.value)
    assert (caught.value.state == "the beginning") == (not history)


def test_a_refusal_changes_nothing() -> None:
    """After a refusal the case is as it was, and what was possible still is."""
    case = replay(events(*ANSWERED))
    before, allowed = case, permitted(THREE, case, day("2026-03-11"))
    with pytest.raises(Refused):
        decide(THREE, case, act("2026-03-11 respond"))
    assert case == before
    assert permitted(THREE, case, day("2026-03-11")) == allowed
