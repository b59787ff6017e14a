"""Facts and milestones that are wanted of some cases only, and how many people may be named."""

from __future__ import annotations

from datetime import date

import pytest

from casework import permitted, replay
from casework.rules.conditions import Wanted

from .faults import told_of
from .policies import clock, of_stages, policy, procedure, stage, taxonomy
from .told import Told, follow, may, refused, why_not

NEVER = "{ n = { at-least = 2, at-most = 1 } }"
CONSENT = '{ is = "consent-received", when = { representative = "yes" } }'
SOME = of_stages(
    stage(
        "stage-1",
        clock("response"),
        milestones='["consent-received", "read"]',
        requires=f'{{ responded = ["read", {CONSENT}] }}',
        needs='{ acknowledged = [{ is = "language", when = { interpreter = "yes" } }] }',
    ),
    stage("stage-2", clock("response", "escalated")),
    needs="""{
      received = ["channel", { is = "consent", when = { representative = "yes" } }],
      responded = [{ is = "lead", when = { issues = { at-least = 2 }, service = "housing" } }],
      linked = [{ is = "why", when = { representative = "yes" } }]
    }""".replace("\n", " "),
)
"""Facts and milestones under conditions, beside some that are always wanted."""


def received(facts: str = "") -> Told:
    """A case that has been received with its channel, and read."""
    return follow(SOME, f"2026-06-01 receive channel=web; {facts}\n2026-06-02 read")


def test_a_fact_that_some_receipts_need() -> None:
    """A receipt needs a fact where its own facts meet the condition, and otherwise not."""
    assert refused(SOME, (), "2026-06-01 receive representative=yes") == "it needs channel"
    assert refused(SOME, (), "2026-06-01 receive channel=web; representative=yes") == (
        "it needs consent"
    )
    assert received("representative=no")
    assert received("representative=yes; consent=signed")


def test_what_was_known_before_counts() -> None:
    """Whether a fact is needed goes by all that is known of the case, the event's facts last."""
    events = received("service=housing; issues=1")
    assert follow(SOME, "2026-06-03 respond", events)
    assert refused(SOME, events, "2026-06-03 respond issues=2") == "it needs lead"
    assert follow(SOME, "2026-06-03 respond issues=2; lead=ann", events)
    assert follow(SOME, "2026-06-03 respond issues=2; service=roads", events)


def test_a_milestone_that_some_cases_need() -> None:
    """A milestone must come first where the case meets the condition, and otherwise not."""
    events = received("representative=yes; consent=signed")
    assert refused(SOME, events, "2026-06-03 respond") == "consent-received must come first"
    assert why_not(SOME, events, "2026-06-03", "respond") == "consent-received must come first"
    events = follow(SOME, "2026-06-03 consent-received", events)
    assert why_not(SOME, events, "2026-06-03", "respond") == ""
    assert "respond" in may(SOME, received("representative=no"), "2026-06-03")


def test_what_the_act_itself_makes_known() -> None:
    """An answer that says there is a representative wants the consent at once."""
    assert refused(SOME, received(), "2026-06-03 respond representative=yes") == (
        "consent-received must come first"
    )


def test_what_is_said_to_be_needed() -> None:
    """`permitted` lists what an act needs of this case as it is known."""
    for facts, needs in (("interpreter=no", ()), ("interpreter=yes", ("language",))):
        case = replay(received(facts))
        found = {each.act: each.needs for each in permitted(SOME, case, date(2026, 6, 3))}
        assert found["acknowledge"] == needs


def test_asides_under_conditions() -> None:
    """What leaves a case where it is may need a fact of some cases too."""
    events = received("representative=yes; consent=signed")
    assert refused(SOME, events, "2026-06-03 link to=C-2") == "it needs why"
    assert follow(SOME, "2026-06-03 link to=C-2", received())


def test_a_word_is_wanted_of_every_case() -> None:
    """A word, a list of it and a table without conditions all say the same."""
    for way in ('"outcome"', '["outcome"]', '[{ is = "outcome" }]'):
        only = procedure("p", stage("only"), needs=f"{{ responded = {way} }}")
        found = policy(only, taxonomy("outcome", "upheld")).procedure("p", date(2026, 6, 1))
        assert found.needs["responded"] == (Wanted("outcome"),)


def test_what_is_wanted_in_words() -> None:
    """What is wanted is shown with its conditions."""
    found = SOME.procedure("corporate", date(2026, 6, 1)).needs["responded"]
    assert [str(each) for each in found] == [
        "lead where issues is at least 2 and service is 'housing'"
    ]
    assert str(Wanted("lead")) == "lead"


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (
            {"requires": '{ responded = [{ is = "reed", when = { a = "b" } }] }'},
            ["requires.responded[0]: no milestone of the stage 'reed'"],
        ),
        (
            {"requires": f'{{ responded = [{{ is = "read", when = {NEVER} }}] }}'},
            ["requires.responded[0].when.n: no number is at least 2 and at most 1"],
        ),
        (
            {"needs": f'{{ responded = [{{ is = "x", when = {NEVER} }}] }}'},
            ["needs.responded[0].when.n: no number is at least 2 and at most 1"],
        ),
        ({"needs": "{ responded = [3] }"}, ["needs.responded[0]: found '3'"]),
        ({"needs": "{ responded = [{ is = 3 }] }"}, ["needs.responded[0].is: found '3'"]),
        ({"needs": '{ responded = [{ fact = "x" }] }'}, ["needs.responded[0].is: is missing"]),
        (
            {"needs": '{ responded = [{ is = "x", why = "y" }] }'},
            ["needs.responded[0].why: unknown key"],
        ),
        (
            {"needs": '{ responded = [{ is = "outcome", when = { a = "b" } }] }'},
            ["needs.responded: 'outcome' must be picked from a list and there is none"],
        ),
        (
            {
                "requires": '{ responded = ["other"],'
                ' closed = [{ is = "read", when = { a = "b" } }] }'
            },
            ["requires.closed[0]: 'read' cannot happen any more once the case is answered"],
        ),
        (
            {
                "requires": '{ closed = ["read"],'
                ' responded = [{ is = "read", when = { a = "b" } }] }'
            },
            ["requires.closed[0]: 'read' cannot happen any more once the case is answered"],
        ),
        (
            {"people": "{ panel = { at-least = 3, at-most = 2 } }"},
            ["people.panel.at-most: nobody is at least 3 and at most 2 people"],
        ),
    ],
)
def test_faults_of_what_is_wanted(keys: dict[str, str], said: list[str]) -> None:
    """What is wanted must be there, under conditions that can be, and before it is too late."""
    found = told_of(stage("stage-1", clock("response"), milestones='["read", "other"]', **keys))
    place = "procedure[corporate].stage[stage-1]."
    assert [fault.removeprefix(place) for fault in found][: len(said)] == said


def test_what_is_wanted_in_time() -> None:
    """What closing wants of some cases must have come before the answer of those, or of all."""
    for before in ('["read"]', '[{ is = "read", when = { a = "b" } }]'):
        keys = f'{{ closed = [{{ is = "read", when = {{ a = "b" }} }}], responded = {before} }}'
        assert of_stages(stage("one", milestones='["read"]', requires=keys)).procedures


def test_a_day_that_is_needed_where_its_clock_runs() -> None:
    """A clock of no days is sound where its day is needed of every case that it runs for."""
    dated = {"starts": "received", "limit": "0 days", "dated_by": "answer-by"}
    needs = '{ received = [{ is = "answer-by", when = { agreed = "yes" } }] }'
    one = stage("only", clock("response", when='{ agreed = "yes" }', **dated))
    assert policy(procedure("p", one, needs=needs)).procedures
    (fault,) = told_of(stage("only", clock("response", **dated)), needs=needs)
    assert fault.endswith("'received' need not say 'answer-by', and is then due at once")


def test_a_code_that_a_condition_does_not_have() -> None:
    """A condition may name only codes of the fact's list, where it has one."""
    ways = '[[procedure.way-out]]\nbody = "x"\nwhen = { service = "raods" }\n'
    with pytest.raises(Exception, match="no code 'raods' of service") as caught:
        policy(procedure("p", stage("only")) + ways, taxonomy("service", "roads"))
    assert "perhaps 'roads' was meant" in str(caught.value)


EXACTLY = of_stages(
    stage(
        "panel",
        milestones='["met"]',
        people="{ panel = { at-least = 3, at-most = 3 }, chair = { at-most = 1 } }",
    ),
)


@pytest.mark.parametrize(
    ("people", "why"),
    [
        ("panel=a|b", "panel needs at least 3 people"),
        ("panel=a|b|c|d", "panel takes at most 3"),
        ("panel=a|b|c; chair=a|b", "chair takes at most 1"),
    ],
)
def test_exactly_so_many_people(people: str, why: str) -> None:
    """A fact that names people may be bounded from both sides; somebody named twice is one."""
    events = follow(EXACTLY, "2026-06-01 receive")
    assert refused(EXACTLY, events, f"2026-06-02 met {people}") == why
    assert follow(EXACTLY, "2026-06-02 met panel=a|b|c|a; chair=a", events)
