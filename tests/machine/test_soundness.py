"""What a procedure says and cannot be: every fault of it, in words that a manager understands."""

from __future__ import annotations

import pytest

from .faults import told, told_of
from .policies import HEAD, clock, of_stages, procedure, stage, taxonomy

ONE = stage("stage-1", clock("response"))
TWO = stage("stage-2", clock("response", "escalated"))
STAGE = "procedure[corporate].stage[stage-1]"


def test_a_policy_of_nothing() -> None:
    """A policy has at least one procedure, and a procedure at least one stage."""
    assert told(head="procedure = []\n" + HEAD) == [
        "procedure: no procedure; expected at least one [[procedure]]"
    ]
    assert told(procedure("corporate", stage="[]")) == [
        "procedure[corporate]: no stage; expected at least one [[procedure.stage]]"
    ]


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"sends_back_to": '["stag-2"]'}, "sends-back-to[0]: no stage 'stag-2'"),
        ({"milestones": '["a", "b", "a"]'}, "milestones[2]: milestone 'a' is given 2 times"),
        ({"follow_ups": '["a", "a"]'}, "follow-ups[1]: milestone 'a' is given 2 times"),
        (
            {"milestones": '["acknowledged"]'},
            "milestones[0]: 'acknowledged' has a meaning of its own",
        ),
        (
            {"milestones": '["acknowledge"]'},
            "milestones[0]: 'acknowledge' has a meaning of its own",
        ),
        ({"follow_ups": '["find"]'}, "follow-ups[0]: 'find' has a meaning of its own"),
        (
            {"milestones": '["read"]', "requires": '{ respond = ["read"] }'},
            "requires.respond: no event of the stage 'respond'",
        ),
        (
            {"milestones": '["read"]', "requires": '{ responded = ["reed"] }'},
            "requires.responded[0]: no milestone of the stage 'reed'",
        ),
        (
            {"milestones": '["read"]', "requires": '{ read = ["read"] }'},
            "requires.read: 'read' would have to come before itself",
        ),
        (
            {"people": '{ panel = { different-from = ["stage-9"] } }'},
            "people.panel.different-from[0]: no stage 'stage-9'",
        ),
        (
            {"needs": '{ sent-back = ["note"] }'},
            "needs.sent-back: no event of the stage 'sent-back'",
        ),
        ({"milestones": '["entered"]'}, "milestones[0]: 'entered' has a meaning of its own"),
        ({"advances_to": '["stag-2"]'}, "advances-to[0]: no stage 'stag-2'"),
        (
            {"escalates_when_late": '["respnse"]'},
            "escalates-when-late[0]: no clock that could be late 'respnse'",
        ),
        (
            {"escalates_when_late": '["request"]'},
            "escalates-when-late[0]: no clock that could be late 'request'",
        ),
        (
            {"needs": '{ responded = ["outcome"] }'},
            "needs.responded: 'outcome' must be picked from a list and there is none",
        ),
        ({"roles": '{ responded = ["head"] }'}, "roles.responded: no act of the stage 'responded'"),
        ({"close_after": "24 hours"}, "close-after: found '24 hours'"),
        ({"close_after": "0 days"}, "close-after: found '0 days'"),
    ],
)
def test_faults_of_a_stage(keys: dict[str, str], said: str) -> None:
    """What a stage names must be there, once, in an order, and a time that can be counted."""
    request = clock("request", "responded", "escalated", kind="window")
    assert told_of(stage("stage-1", clock("response"), request, **keys), TWO) == [f"{STAGE}.{said}"]


def test_what_would_come_before_itself() -> None:
    """Milestones that wait for one another are each a fault, however long the ring."""
    ring = stage(
        "stage-1",
        clock("response"),
        milestones='["a", "b", "c"]',
        requires='{ a = ["b"], b = ["c"], c = ["a"], responded = ["a"] }',
    )
    assert told_of(ring) == [
        f"{STAGE}.requires.{name}: '{name}' would have to come before itself" for name in "abc"
    ]


@pytest.mark.parametrize(
    ("requires", "said"),
    [
        (
            '{ closed = ["read"] }',
            "closed[0]: 'read' cannot happen any more once the case is answered",
        ),
        (
            '{ resumed = ["read"] }',
            "resumed[0]: 'read' cannot happen any more once the case is paused",
        ),
    ],
)
def test_what_a_case_would_be_stuck_for(requires: str, said: str) -> None:
    """What ends a phase may wait only for what can happen in it, or has happened before it."""
    keys = {"milestones": '["read"]', "follow_ups": '["remedied"]'}
    response = clock("response", pausing="{}")
    assert told_of(stage("stage-1", response, requires=requires, **keys)) == [
        f"{STAGE}.requires.{said}"
    ]
    for sound in (
        '{ closed = ["read", "remedied"], responded = ["read"] }',
        '{ resumed = ["read"], paused = ["read"] }',
        '{ escalated = ["read"] }',
        '{ escalated = ["remedied"] }',
    ):
        assert of_stages(stage("stage-1", response, requires=sound, **keys), TWO).procedures


def test_closing_without_an_answer_after_what_follows_one() -> None:
    """Where a case is closed without an answer, nothing that follows an answer may be waited for.

    What is waited for in some cases only leaves the others.
    """
    keys = {"milestones": '["read"]', "follow_ups": '["remedied"]', "closes_unanswered": True}
    always = '{ closed = ["read", "remedied"], responded = ["read"] }'
    assert told_of(stage("stage-1", clock("response"), requires=always, **keys)) == [
        f"{STAGE}.requires.closed[1]: 'remedied' cannot happen before the case is answered"
    ]
    some = '{ closed = [{ is = "remedied", when = { service = "housing" } }] }'
    assert of_stages(stage("stage-1", clock("response"), requires=some, **keys)).procedures
    del keys["closes_unanswered"]
    assert of_stages(stage("stage-1", clock("response"), requires=always, **keys)).procedures


def test_going_on_without_an_answer_after_what_follows_one() -> None:
    """Where a late case goes on without an answer, it cannot wait for what follows an answer."""
    keys = {"follow_ups": '["asked"]', "requires": '{ escalated = ["asked"] }'}
    late = stage("stage-1", clock("response"), escalates_when_late=True, **keys)
    assert told_of(late, TWO) == [
        f"{STAGE}.requires.escalated[0]: 'asked' cannot happen before the case is answered"
    ]
    assert of_stages(stage("stage-1", clock("response"), **keys), TWO).procedures


def test_taking_on_a_closed_case_to_nowhere() -> None:
    """A closed case is taken on only from a stage that leads to another."""
    said = [f"{STAGE}.escalates-when-closed: stage-1 leads to no further stage"]
    assert told_of(stage("stage-1", clock("response"), escalates_when_closed=True)) == said


def test_lateness_of_nothing() -> None:
    """A way out of a stage that is late needs a clock that the authority owes."""
    window = clock("to-add", "received", "linked", "1 week", "window")
    late = stage("stage-1", window, escalates_when_late=True)
    assert told_of(late, TWO) == [f"{STAGE}.escalates-when-late: no clock that could be late"]
    assert told_of(stage("stage-1", escalates_when_late=True), TWO) == [
        f"{STAGE}.escalates-when-late: no clock that could be late"
    ]


def test_stages_given_twice() -> None:
    """A stage is given once."""
    assert told_of(ONE, ONE) == [f"{STAGE}: stage 'stage-1' is given 2 times"]


def test_stages_that_nothing_reaches() -> None:
    """Every stage is reached from the first, by escalation or by being sent back."""
    cut = stage("stage-1", clock("response"), escalates_to="[]")
    alone = stage("stage-2", clock("response"))
    assert told_of(cut, alone) == [
        "procedure[corporate].stage[stage-2]: nothing leads to stage 'stage-2'"
    ]
    back = stage("stage-1", clock("response"), escalates_to="[]", sends_back_to='["stage-2"]')
    with pytest.raises(pytest.fail.Exception):
        told_of(back, alone)


def test_an_escalation_to_no_stage() -> None:
    """An escalation leads to a stage of the procedure; the nearest name is suggested."""
    lost = stage("stage-1", clock("response"), escalates_to='["stage-3", "stage-2"]')
    (fault,) = told(procedure("corporate", lost, TWO))
    assert fault == (
        f"{STAGE}.escalates-to[0]: no stage 'stage-3'; expected 'stage-1' or 'stage-2';"
        " perhaps 'stage-2' was meant"
    )


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"needs": '{ respond = ["note"] }'}, "needs.respond: no event 'respond'"),
        (
            {"needs": '{ responded = ["outcome", "note"] }'},
            "needs.responded: 'outcome' must be picked from a list and there is none",
        ),
        (
            {"exits": '["refused"]'},
            "exits.refused: 'refusal-reason' must be picked from a list and there is none",
        ),
        ({"roles": '{ responded = ["head"] }'}, "roles.responded: no act 'responded'"),
        ({"retention": '{ close = "6 years" }'}, "retention.close: no end of a case 'close'"),
        (
            {"retention": '{ referred = "1 year" }'},
            "retention.referred: no end of a case 'referred'",
        ),
        ({"retention": '{ closed = "24 hours" }'}, "retention.closed: found '24 hours'"),
        (
            {"way_out": '[{ body = "LGSCO", after = ["stage-2"] }]'},
            "way-out[0].after[0]: no stage 'stage-2'",
        ),
        ({"source": '{ ref = "polcy" }'}, "source.ref: no source 'polcy'"),
        ({"exits": '["closed"]'}, "exits[0]: found 'closed'"),
        ({"applies_by": "receipt"}, "applies-by: found 'receipt'"),
    ],
)
def test_faults_of_a_procedure(keys: dict[str, str], said: str) -> None:
    """What a procedure names must be there, as an event, an act, an end, a stage or a source."""
    assert told_of(ONE, **keys) == [f"procedure[corporate].{said}"]


def test_what_a_list_is_for() -> None:
    """Facts that are picked from a list are no fault where there is the list."""
    with pytest.raises(pytest.fail.Exception):
        told(
            procedure("corporate", ONE, needs='{ responded = ["outcome"] }', exits='["refused"]'),
            taxonomy("outcome", "upheld"),
            taxonomy("refusal-reason", "too-old"),
        )


def test_faults_of_a_list() -> None:
    """A list has each code once, under codes that it has, and a source that is given."""
    assert told(procedure("corporate", ONE), taxonomy("outcome", "a", "b", "a")) == [
        "taxonomy.outcome.code[a]: code 'a' is given 2 times; expected one of each"
    ]
    rows = '[{ id = "aa", title = "A", parent = "bb" }, { id = "bbb", title = "B" }]'
    table = f'[taxonomy.outcome]\ntitle = "x"\nsource = {{ ref = "x" }}\ncode = {rows}\n'
    source, parent = told(procedure("corporate", ONE), table)
    assert source == "taxonomy.outcome.source.ref: no source 'x'; expected 'policy'"
    assert parent == (
        "taxonomy.outcome.code[aa].parent: no code 'bb'; expected 'aa' or 'bbb';"
        " perhaps 'bbb' was meant"
    )


def test_every_fault_at_once() -> None:
    """All faults of a policy are told together, in the order of the file."""
    bad = stage("stage-1", clock("response", "reviewed"), close_after="0 days")
    assert told_of(bad, retention='{ end = "1 year" }', source='{ ref = "x" }') == [
        "procedure[corporate].retention.end: no end of a case 'end'",
        "procedure[corporate].source.ref: no source 'x'",
        f"{STAGE}.close-after: found '0 days'",
        f"{STAGE}.clock[response].starts: 'reviewed' never happens in stage-1",
    ]
