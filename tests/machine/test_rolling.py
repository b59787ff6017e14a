"""A condition on a broader code holds for all that is part of it, wherever a condition stands."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import Policy, PolicyError, permitted, replay, ways_out
from casework.learning.measures import Part
from casework.rules.conditions import Condition
from casework.rules.lists.taxonomy import Taxonomy, lineages_of
from casework.rules.procedure import Procedure, Stage
from casework.rules.rolling import rolled_up
from casework.rules.structure import CalendarTable, Header, PolicyFile
from tests.rules.trees import taxonomies, values

from .policies import clock, policy, procedure, stage
from .told import due, follow, refused

SERVICES = """
[taxonomy.service]
title = "Services"
code = [
  { id = "environment", title = "Environment" },
  { id = "parking", title = "Parking", parent = "environment" },
  { id = "permits", title = "Permits", parent = "parking" },
  { id = "badges", title = "Badges", to = 2026-12-31, forwards-to = "permits" },
  { id = "housing", title = "Housing" },
]
"""
"""Permits are part of parking and that of the environment; badges have become permits."""

PARTS = ["environment", "parking", "permits", "badges"]


def by_service(when: str) -> Policy:
    """A policy in which whatever can have a condition has this one on the service."""
    return policy(
        procedure(
            "some",
            stage(
                "one",
                clock("response", limit="5 working days", when=f"{{ service = {when} }}"),
                clock("response", limit="10 working days", otherwise=True),
                milestones='["visited"]',
                requires=f"""{{ responded = [
                {{ is = "visited", when = {{ service = {when} }} }}] }}""".replace("\n", ""),
                needs=f"""{{ withdrawn = [
                {{ is = "note", when = {{ service = {when} }} }}] }}""".replace("\n", ""),
            ),
            takes=f"{{ service = {when} }}",
        )
        + f'\n[[procedure.way-out]]\nbody = "Ombudsman"\nwhen = {{ service = {when} }}\n',
        procedure(
            "any",
            stage(
                "one",
                clock("response", limit="5 working days", when=f"{{ service = {when} }}"),
                clock("response", limit="10 working days", otherwise=True),
            ),
        ),
        SERVICES,
    )


BROAD = by_service('"environment"')


@pytest.mark.parametrize("service", PARTS)
def test_what_is_part_of_a_broader_code(service: str) -> None:
    """A case about a part is taken, and everything that holds for the whole holds for it."""
    events = follow(BROAD, f"2026-06-01 receive procedure=some; service={service}")
    assert due(BROAD, events, "2026-06-01") == "2026-06-08"
    assert refused(BROAD, events, "2026-06-02 respond") == "visited must come first"
    assert refused(BROAD, events, "2026-06-02 withdraw") == "it needs note"
    needs = {each.act: each.needs for each in permitted(BROAD, replay(events), date(2026, 6, 2))}
    assert needs["withdraw"] == ("note",)
    assert [way.body for way in ways_out(BROAD, events)] == ["Ombudsman"]


def test_what_is_not_part_of_it() -> None:
    """A case about something else is neither taken nor meant."""
    line = "2026-06-01 receive procedure=some; service=housing"
    assert refused(BROAD, (), line) == "'some' takes only cases whose service is 'environment'"
    events = follow(BROAD, line.replace("some", "any"))
    assert due(BROAD, events, "2026-06-01") == "2026-06-15"


def test_a_broader_code_is_no_part_of_a_narrower_one() -> None:
    """A condition on parking does not hold for the environment, and does for permits."""
    narrow = by_service('"parking"')
    for service, day in (("environment", "2026-06-15"), ("permits", "2026-06-08")):
        events = follow(narrow, f"2026-06-01 receive procedure=any; service={service}")
        assert due(narrow, events, "2026-06-01") == day


@pytest.mark.parametrize("service", [*PARTS, "housing"])
def test_to_name_a_code_is_to_list_its_parts(service: str) -> None:
    """Whoever listed all the parts has the same due days as whoever names the whole."""
    listed = by_service(str(PARTS).replace("'", '"'))
    line = f"2026-06-01 receive procedure=any; service={service}"
    days = {due(ours, follow(ours, line), "2026-06-01") for ours in (BROAD, listed)}
    assert len(days) == 1


def faults(*clocks: str, **rest: str) -> list[str]:
    """What `check` says of some alternatives by service."""
    with pytest.raises(PolicyError) as caught:
        policy(procedure("some", stage("one", *clocks), **rest), SERVICES)
    return [f"{fault.problem}; {fault.expected}" for fault in caught.value.faults]


def of(service: str) -> str:
    """An alternative for a service."""
    return clock("response", when=f"{{ service = {service} }}")


def test_a_part_beside_its_whole_overlaps() -> None:
    """Alternatives for a code and for a part of it both hold for the part, which is said."""
    said = "two clocks 'response' hold where service is 'badges', 'parking' or 'permits'"
    assert faults(of('"parking"'), of('["environment", "housing"]'), needs=RECEIVED) == [
        f"{said}; conditions that do not overlap"
    ]
    assert faults(of('"environment"'), of('["environment", "housing"]'), needs=RECEIVED) == [
        "two clocks 'response' hold where service is 'environment'; conditions that do not overlap"
    ]


RECEIVED = '{ received = ["service"] }'


def test_a_whole_leaves_no_gap_at_its_parts() -> None:
    """Alternatives for the tops of a tree hold for every case; a part does not stand for one."""
    whole = policy(
        procedure("some", stage("one", of('"environment"'), of('"housing"')), needs=RECEIVED),
        SERVICES,
    )
    events = follow(whole, "2026-06-01 receive service=permits")
    assert due(whole, events, "2026-06-01") == "2026-06-15"
    assert faults(of('"parking"'), of('"housing"'), needs=RECEIVED) == [
        "no 'response' where service is 'environment'; otherwise = true on the last"
    ]


def test_procedures_that_take_the_tops_take_everything() -> None:
    """Codes that no procedure takes are told, and parts of what is taken are not among them."""
    taking = procedure("some", stage("one", clock("response")), takes='{ service = "environment" }')
    with pytest.raises(PolicyError) as caught:
        policy(taking, SERVICES)
    (fault,) = caught.value.faults
    assert fault.problem == "no procedure takes a complaint where service is 'housing'"


def test_a_fact_that_is_said_of_the_whole_is_said_of_the_part() -> None:
    """What every case of a broader code must say, a clock of a narrower one can be dated by."""
    dated = clock("agreed", limit="0 days", dated_by="answer-by", when='{ service = "parking" }')
    wanted = '{ received = ["service", { is = "answer-by", when = { service = "%s" } }] }'
    fine = policy(
        procedure("some", stage("one", dated), needs=wanted % "environment"),
        SERVICES,
    )
    line = "2026-06-01 receive service=permits; answer-by=2026-06-09"
    assert due(fine, follow(fine, line), "2026-06-01", "agreed") == "2026-06-09"
    (fault,) = faults(dated, needs=wanted % "permits")
    assert fault.startswith("'received' need not say 'answer-by', and is then due at once; needs")


@given(data=st.data())
def test_a_condition_holds_where_a_code_or_what_it_is_part_of_is_named(data: st.DataObject) -> None:
    """Over any tree, a condition holds for just the codes that are, or count under, a named one.

    The `where` of a measure with the same codes stands for the same.
    """
    tree: Taxonomy = data.draw(taxonomies())
    named = tuple(data.draw(st.lists(values(tree), min_size=1, max_size=3, unique=True)))
    kind = Procedure(
        "some",
        "Some",
        (Stage("one", "One"),),
        takes={"code": Condition(named), "n": Condition(named)},
    )
    read = PolicyFile(
        Header("test", "A", "1"), CalendarTable("scotland"), (kind,), taxonomy={"code": tree}
    )
    (found,) = rolled_up(read).procedure
    assert found == kind
    for code in tree.ids:
        expected = code in named or not {*named}.isdisjoint(tree.lineage(code))
        assert found.takes["code"].holds((code,)) is expected
        assert found.takes["n"].holds((code,)) is (code in named)
    part = Part("case", where={"code": named}).expanded(lineages_of({"code": tree}))
    assert {*part.where["code"]} == found.takes["code"].covers
