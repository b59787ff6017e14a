"""What a stage asks besides what its procedure asks, and how much a list may give."""

from __future__ import annotations

from datetime import date

import pytest

import casework

POLICY = """
[policy]
id = "p"
authority = "A"
revision = "1"

[source.s]
title = "S"

[calendar]
division = "scotland"

[[procedure]]
id = "one"
title = "One"
needs = { responded = ["outcome"] }
roles = { respond = ["service"] }

[[procedure.stage]]
id = "first"
title = "First"

[[procedure.stage]]
id = "second"
title = "Second"
needs = { responded = ["handler"] }
roles = { respond = ["director"] }

[taxonomy.outcome]
title = "Outcomes"
code = [{ id = "upheld", title = "Upheld" }]

[taxonomy.reason]
title = "Reasons"
at-most = 2
code = [{ id = "a", title = "A" }, { id = "b", title = "B" }, { id = "c", title = "C" }]

[taxonomy.proof]
title = "Proof"

[[taxonomy.proof.code]]
id = "letter"
title = "Letter"
beside-another = true

[[taxonomy.proof.code]]
id = "note"
title = "Note"
beside-another = true

[[taxonomy.proof.code]]
id = "report"
title = "Report"
"""
DAY = date(2026, 3, 2)


def at_stage(count: int) -> tuple[casework.Policy, casework.Case]:
    """The policy, and a case at its first or second stage."""
    policy = casework.parse_policy(POLICY)
    events = [
        casework.Event("C-1", "received", DAY, stage="first"),
        casework.Event("C-1", "responded", DAY, stage="first", facts=(("outcome", "upheld"),)),
        casework.Event("C-1", "escalated", DAY, stage="second"),
    ]
    return policy, casework.replay(events[: 2 * count - 1])


def refused(count: int, **facts: object) -> str | None:
    """Why a response at a stage is refused, or None."""
    policy, case = at_stage(count)
    try:
        casework.decide(policy, case, casework.Act("respond", DAY, facts=facts))
    except casework.Refused as error:
        return error.why
    return None


def test_needs_of_a_stage_are_laid_over_those_of_the_procedure() -> None:
    """Only the second stage asks for a handler, and both ask for an outcome."""
    assert refused(1, role="service") == "it needs outcome"
    assert refused(1, outcome="upheld", role="service") is None
    assert refused(2, role="director") == "it needs outcome, handler"
    assert refused(2, outcome="upheld", handler="h", role="director") is None


def test_roles_of_a_stage_take_the_place_of_those_of_the_procedure() -> None:
    """The service answers at the first stage and the director at the second."""
    assert refused(1, outcome="upheld", role="service") is None
    assert refused(1, outcome="upheld", role="director") is not None
    assert refused(2, outcome="upheld", handler="h", role="director") is None
    assert refused(2, outcome="upheld", handler="h", role="service") is not None
    policy, case = at_stage(2)
    respond = {each.act: each for each in casework.permitted(policy, case, DAY, role="service")}
    assert respond["respond"].why_not == "it is for 'director'"


def test_a_list_may_say_how_many_of_it_an_event_gives() -> None:
    """Two reasons are taken, three are refused with the bound."""
    assert refused(1, outcome="upheld", role="service", reason=["a", "b"]) is None
    why = refused(1, outcome="upheld", role="service", reason=["a", "b", "c"])
    assert why == "reason takes at most 2 of 'Reasons', not 3"


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("report", None),
        (["letter", "report"], None),
        (["letter", "note", "report"], None),
        ("letter", "proof needs another beside 'letter'"),
        (["letter"], "proof needs another beside 'letter'"),
        (["letter", "note"], "proof needs another beside 'letter' and 'note'"),
        (["letter", "reprt"], "proof 'reprt' is not in 'Proof'; perhaps 'report' was meant"),
    ],
)
def test_what_is_not_enough_by_itself(given: str | list[str], why: str | None) -> None:
    """A code that is not enough by itself is taken beside one that is, and beside no other."""
    assert refused(1, outcome="upheld", role="service", proof=given) == why


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ('{ responded = ["handler"] }', '{ respnded = ["handler"] }', "event of the stage"),
        ('{ respond = ["director"] }', '{ respnd = ["director"] }', "act of the stage"),
    ],
)
def test_what_a_stage_asks_of_nothing_is_a_fault(was: str, now: str, said: str) -> None:
    """Needs of an event and roles of an act that the stage does not have are faults."""
    with pytest.raises(casework.PolicyError, match=f"no {said} 'respn"):
        casework.parse_policy(POLICY.replace(was, now))


def test_a_limit_of_no_days_needs_its_fact() -> None:
    """A clock of no days, dated by a fact that need not be there, would be due at once."""
    clock = """
[[procedure.stage.clock]]
id = "agreed"
kind = "target"
starts = "received"
stops = "responded"
dated-by = "answer-by"
limit = "0 days"
source = { ref = "s" }
"""
    second = '[[procedure.stage]]\nid = "second"'
    text = POLICY.replace(second, f"{clock}\n{second}")
    with pytest.raises(casework.PolicyError, match="need not say 'answer-by'"):
        casework.parse_policy(text)
    wanted = 'needs = { responded = ["outcome"], received = ["answer-by"] }'
    fine = text.replace('needs = { responded = ["outcome"] }', wanted)
    assert casework.parse_policy(fine).id == "p"
