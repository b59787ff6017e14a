"""Which cases a procedure takes, and what may happen in a stage more than once."""

from __future__ import annotations

import pytest

from casework import examine, replay

from .faults import told
from .policies import clock, of_stages, policy, procedure, stage, taxonomy
from .told import follow, may, refused, states, why_not

SERVICES = taxonomy("service", "housing", "roads", "waste")
TAKEN = policy(
    procedure(
        "corporate",
        stage("only", clock("response")),
        takes='{ service = ["roads", "waste"] }',
        exits='["withdrawn", "reclassified"]',
    ),
    procedure(
        "landlord",
        stage("only", clock("response")),
        takes='{ service = "housing", homes = { at-least = 1 } }',
        in_force="{ from = 2026-06-01 }",
    ),
    procedure("enquiry", stage("only", clock("response")), exits='["reclassified"]'),
    SERVICES,
)
"""Two procedures that take cases by their service, and one that takes any."""


def test_a_receipt_is_taken_by_its_facts() -> None:
    """A case is received under a procedure only if its receipt meets every condition."""
    for line in (
        "2026-06-01 receive procedure=corporate; service=roads",
        "2026-06-01 receive procedure=landlord; service=housing; homes=2",
        "2026-06-01 receive procedure=enquiry",
    ):
        assert replay(follow(TAKEN, line)).received
    later = "2026-06-01 receive procedure=corporate; service=roads\n2026-06-02 respond outcome=x"
    assert follow(TAKEN, later)[-1].name == "responded"


def test_who_takes_a_case_on_that_day() -> None:
    """A receipt is told who takes it on its day, not who took such cases once."""
    ours = policy(
        procedure("roads", stage("only", clock("response")), takes='{ service = "roads" }'),
        procedure(
            "repairs",
            stage("only", clock("response")),
            takes='{ service = "housing" }',
            in_force="{ to = 2026-05-31 }",
        ),
        procedure("other", stage("only", clock("response"))),
        SERVICES,
    )
    said = "'roads' takes only cases whose service is 'roads'"
    line = "receive procedure=roads; service=housing"
    assert refused(ours, (), f"2026-05-31 {line}") == f"{said}; 'repairs' does"
    assert refused(ours, (), f"2026-06-01 {line}") == said


def test_as_many_codes_as_a_list_allows() -> None:
    """An event may give as many codes of a list as that says, and none more."""
    ours = policy(
        procedure("corporate", stage("only", clock("response"))),
        SERVICES.replace("[taxonomy.service]", "[taxonomy.service]\nat-most = 2"),
    )
    assert follow(ours, "2026-06-01 receive service=roads|waste")
    assert refused(ours, (), "2026-06-01 receive service=roads|waste|housing") == (
        "service takes at most 2 of 'service', not 3"
    )


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("2026-06-01 receive procedure=corporate", "it needs service"),
        ("2026-06-01 receive procedure=landlord; service=housing", "it needs homes"),
        (
            "2026-06-01 receive procedure=corporate; service=housing",
            "'corporate' takes only cases whose service is 'roads' or 'waste'",
        ),
        (
            "2026-06-01 receive procedure=corporate; service=housing; homes=1",
            "'corporate' takes only cases whose service is 'roads' or 'waste'; 'landlord' does",
        ),
        (
            "2026-05-29 receive procedure=corporate; service=housing; homes=1",
            "'corporate' takes only cases whose service is 'roads' or 'waste'",
        ),
        (
            "2026-06-01 receive procedure=landlord; service=housing; homes=0",
            "'landlord' takes only cases whose service is 'housing' and homes is at least 1",
        ),
        (
            "2026-06-01 receive procedure=corporate; service=rods",
            "service 'rods' is not in 'service'; perhaps 'roads' was meant",
        ),
    ],
)
def test_a_receipt_that_is_not_taken(line: str, why: str) -> None:
    """A receipt that does not say, or says otherwise, is refused, and told who takes it then."""
    assert refused(TAKEN, (), line) == why


def test_a_switch_is_taken_by_what_it_says() -> None:
    """A case that is reclassified must be one that the other procedure takes."""
    events = follow(TAKEN, "2026-06-01 receive procedure=enquiry")
    assert refused(TAKEN, events, "2026-06-02 reclassify to=corporate; service=housing") == (
        "under 'corporate' 'corporate' takes only cases whose service is 'roads' or 'waste'"
    )
    switched = follow(TAKEN, "2026-06-02 reclassify to=corporate; service=roads", events)
    assert replay(switched).procedure == "corporate"


def test_a_record_of_a_case_that_is_not_taken() -> None:
    """A receipt from elsewhere under the wrong procedure is a fault, and no case."""
    (event,) = follow(TAKEN, "2026-06-01 receive procedure=enquiry; service=housing")
    wrong = type(event)("C-1", "received", event.on, procedure="corporate", facts=event.facts)
    history = examine(TAKEN, [wrong])
    assert history.events == ()
    assert "takes only cases" in str(history.faults[0])


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (
            '{ service = "roads" }',
            '{ service = "housing" }',
            "procedure[b].takes: no procedure takes a complaint where service is 'waste'",
        ),
        ('{ service = "roads" }', '{ service = ["housing", "waste"] }', None),
        ('{ service = "roads" }', "{}", None),
        ('{ service = "roads" }', '{ service = "housing", homes = "1" }', None),
        ('{ unlisted = "a" }', '{ unlisted = "b" }', None),
        (
            '{ service = "rods" }',
            "{}",
            "procedure[a].takes.service: no code 'rods' of service",
        ),
    ],
)
def test_what_no_procedure_takes(first: str, second: str, said: str | None) -> None:
    """Where procedures of a kind go by one list alone, each of its codes must be taken by one."""
    tables = (
        procedure("a", stage("only"), takes=first),
        procedure("b", stage("only"), takes=second),
        SERVICES,
    )
    if said is None:
        assert policy(*tables).procedures
    else:
        assert [fault.partition("; expected")[0] for fault in told(*tables)] == [said]


def test_kinds_are_taken_apart() -> None:
    """A list is looked through for each kind of casework by itself."""
    compliments = procedure("c", stage("only"), kind="compliment", takes='{ service = "roads" }')
    assert [fault.partition(";")[0] for fault in told(compliments, SERVICES)] == [
        "procedure[c].takes: no procedure takes a compliment where service is 'housing' or 'waste'"
    ]
    every = procedure("a", stage("only"))
    assert len(told(every, compliments, SERVICES)) == 1


TOLD = of_stages(
    stage(
        "stage-1",
        clock("response"),
        clock("first-told", stops="told", limit="3 working days"),
        milestones='["told", "read"]',
        follow_ups='["checked", "remedied"]',
        repeats='["told", "checked"]',
    ),
)
"""A milestone and a follow-up that may happen several times, each beside one that may not."""


def test_what_may_happen_again() -> None:
    """What repeats may happen as often as wanted, and only its first time stops a clock."""
    events = follow(TOLD, "2026-06-01 receive\n2026-06-02 told\n2026-06-02 read\n2026-06-05 told")
    assert [event.name for event in events].count("told") == 2
    assert states(TOLD, events, "2026-06-08")[1] == "first-told met 2026-06-04"
    assert may(TOLD, events, "2026-06-08") == {
        "acknowledge",
        "promise",
        "respond",
        "told",
        "withdraw",
    }
    assert why_not(TOLD, events, "2026-06-08", "read").startswith("it has already happened")
    answered = follow(TOLD, "2026-06-08 respond\n2026-06-09 checked\n2026-06-10 checked", events)
    assert why_not(TOLD, answered, "2026-06-11", "checked") == ""
    assert why_not(TOLD, answered, "2026-06-11", "remedied") == ""


def test_the_same_again_on_one_day() -> None:
    """What repeats is recorded once where it is said twice of one day."""
    events = follow(TOLD, "2026-06-01 receive\n2026-06-02 told")
    assert follow(TOLD, "2026-06-02 told", events) == events


def test_only_what_is_named_may_be_repeated() -> None:
    """`repeats` names milestones and follow-ups of the stage."""
    only = stage("only", milestones='["told"]', repeats='["tld"]')
    (fault,) = told(procedure("p", only))
    assert fault == (
        "procedure[p].stage[only].repeats[0]: no milestone 'tld'; expected 'told';"
        " perhaps 'told' was meant"
    )


def test_going_on_waits_for_what_follows_an_answer() -> None:
    """A follow-up may have to come before the case is taken on, or that is declined."""
    asked = of_stages(
        stage(
            "one",
            clock("response"),
            follow_ups='["asked"]',
            may_decline=True,
            requires='{ escalated = ["asked"], declined = ["asked"] }',
        ),
        stage("two", clock("response", starts="escalated")),
    )
    events = follow(asked, "2026-06-01 receive\n2026-06-05 respond")
    for act in ("escalate", "decline"):
        assert refused(asked, events, f"2026-06-08 {act}") == "asked must come first"
        assert why_not(asked, events, "2026-06-08", act) == "asked must come first"
    events = follow(asked, "2026-06-08 asked\n2026-06-09 decline\n2026-06-10 escalate", events)
    assert replay(events).stage == "two"
