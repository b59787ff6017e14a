"""A national scheme is a policy that nobody in particular wrote, with editions and questions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import casework
from casework.rules.schemes.regimes import Regime, load_regime, parse_regime
from casework.rules.schemes.terms import terms

from .schemes import TWO_EDITIONS

CODE = (
    TWO_EDITIONS
    + """
requires = { responded = ["read"] }
people = { handler = {} }
needs = { read = ["reader"] }
[[procedure.stage.clock]]
id = "response"
kind = "code"
starts = "acknowledged"
stops = "responded"
limit = "10 working days"
extension = { by = "10 working days", source = { ref = "text", at = "6.4" } }
pausing = { reasons = ["waiting"] }
source = { ref = "text", at = "6.3" }
[[procedure.way-out]]
body = "The Ombudsman"

[taxonomy.outcome]
title = "Outcomes"
code = [{ id = "upheld", title = "Upheld" }]

[[question]]
id = "definition"
asks = "Is a complaint defined?"
source = { ref = "text", at = "1.2" }

[[measure]]
id = "M1"
title = "Complaints"
counts = "complaints received"
by = "the day of receipt"
source = { ref = "text", at = "8.1" }

[[example]]
title = "From the acknowledgement"
edition = "2024"
given = [{ event = "received", on = 2024-04-02 }, { event = "acknowledged", on = 2024-04-03 }]
clock = "stage-1.response"
due = 2024-04-17
derived = true
"""
)


def scheme(text: str = CODE) -> Regime:
    """The scheme of these tests."""
    return parse_regime(text)


def test_a_scheme_says_which_days_it_can_answer_for() -> None:
    """The days of a scheme are those of its editions, within what its file promises."""
    found = scheme()
    assert (found.first, found.last) == (date(2022, 4, 1), date(2028, 12, 31))
    assert repr(found) == "<Regime 'code': The Code, 2022-04-01 to 2028-12-31>"
    for day in (date(2022, 3, 31), date(2029, 1, 1)):
        with pytest.raises(casework.NotInForce, match="regime 'code'"):
            found.policy.procedure("complaint", day)


def test_an_edition_is_the_scheme_between_two_days() -> None:
    """An edition is cited by name, answers for its own days only, and keeps its own examples."""
    found = scheme()
    assert found.editions == ("code-2022", "code-2024")
    old, new = map(found.edition, found.editions)
    assert (old.first, old.last) == (date(2022, 4, 1), date(2024, 3, 31))
    assert (new.id, new.first, len(new.examples)) == ("code-2024", date(2024, 4, 1), 1)
    assert (old.examples, old.questions) == ((), found.questions)
    with pytest.raises(casework.LimitError, match="perhaps 'code-2024' was meant"):
        found.edition("code-2042")


def test_the_same_ten_days_start_where_their_edition_says() -> None:
    """One case under two editions: ten days from receipt, then ten from the acknowledgement."""
    found = scheme().policy
    for received, due in (("2024-03-28", "2024-04-15"), ("2024-04-02", "2024-04-17")):
        told = [("received", received), ("acknowledged", "2024-04-03")]
        events = [casework.Event("C-1", name, date.fromisoformat(on)) for name, on in told]
        (clock,) = casework.clocks(found, events, as_of=date(2024, 4, 4))
        assert str(clock.due) == due


def test_every_term_has_an_id_and_a_place() -> None:
    """A scheme's terms are named by edition, stage, clock and kind, and each has its citation."""
    found = scheme()
    old, new = ([*terms(procedure)] for procedure in found.procedure)
    assert [str(term) for term in old] == ["2022/stages", "2022/stage-1/response/limit"]
    assert [term.id.removeprefix("2024/") for term in new] == [
        "stages",
        "stage-1/response/limit",
        "stage-1/response/extension",
        "stage-1/response/pausing",
        "stage-1/requires/responded",
        "stage-1/people/handler",
        "stage-1/needs/read",
        "needs/responded",
        "way-out/The Ombudsman",
    ]
    said = {term.id: found.policy.cite(term.citation) for term in (*old, *new) if term.citation}
    assert said["2022/stage-1/response/limit"] == "The Code's text, 5.1 (unconfirmed)"
    assert said["2024/stage-1/response/extension"] == "The Code's text, 6.4"
    assert said["2024/stage-1/response/pausing"] == "The Code's text, 6.3"


def test_what_a_stage_asks_for_is_cited_where_the_stage_is() -> None:
    """A stage that has a source of its own is where its people, needs and order are laid down."""
    where = 'source = { ref = "text", at = "6.13", confirmed = false }\n'
    found = scheme(CODE.replace('milestones = ["read"]\n', f'milestones = ["read"]\n{where}'))
    new = terms(found.edition("code-2024").procedure.at(date(2024, 4, 1)))
    cited = {term.id: found.policy.cite(term.citation) for term in new if term.citation}
    assert cited["2024/stage-1/people/handler"] == "The Code's text, 6.13 (unconfirmed)"
    assert cited["2024/stage-1/requires/responded"] == "The Code's text, 6.13 (unconfirmed)"
    assert cited["2024/needs/responded"] == "The Code's text"


def test_alternatives_are_terms_of_their_own() -> None:
    """Of clocks that share an id the one that holds otherwise has it plain, others are numbered."""
    again = CODE.replace('id = "response"\nkind', 'id = "response"\nwhen = { service = "a" }\nkind')
    first = again.index("[[procedure.stage.clock]]")
    clock = again[first : again.index("[[procedure]]", first)]
    other = clock.replace('when = { service = "a" }', "otherwise = true")
    found = [*terms(next(iter(scheme(again.replace(clock, clock + other)).procedure)))]
    assert [(term.id, term.clock is not None and term.clock.otherwise) for term in found][1:] == [
        ("2022/stage-1/response/2/limit", False),
        ("2022/stage-1/response/limit", True),
    ]


@pytest.mark.parametrize(
    ("was", "becomes", "place", "problem"),
    [
        ("first = 2022", "frist = 2022", "regime.frist", "perhaps 'first' was meant"),
        ("last = 2028", "last = 2021", "regime.last", "2021-12-31 is before the first"),
        ('edition = "2022"\n', "", "procedure[complaint]", "an edition without a name"),
        ('edition = "2022"', 'edition = "2024"', ".edition", "'2024' twice"),
        ('id = "complaint"\nedition = "2022"', 'id = "x"\nedition = "2022"', "procedure", "'x'"),
        ("derived = true", "", "example[0]", "no origin"),
        ('2024"\ngiven', '2023"\ngiven', "example[0].edition", "no edition '2023'"),
        ('"text", at = "1.2"', '"txt"', "question[definition].source.ref", "'text' was meant"),
        ("10 working days", "10 wrking days", "clock[response].limit", "10 working days"),
        ('= ["read"]', '= ["read"]\nsource = { ref = "txt" }', ".source.ref", "'text' was meant"),
        ('starts = "received"', 'starts = "recieved"', "starts", "never happens in stage-1"),
    ],
)
def test_a_scheme_is_judged_as_strictly_as_a_policy(
    was: str, becomes: str, place: str, problem: str
) -> None:
    """What is wrong with a scheme is a fault with its place and what was expected."""
    with pytest.raises(casework.PolicyError) as caught:
        scheme(CODE.replace(was, becomes, 1))
    assert any(place in str(fault) and problem in str(fault) for fault in caught.value.faults)


def test_a_scheme_is_read_from_a_file(tmp_path: Path) -> None:
    """A file holds the same scheme as its text."""
    path = tmp_path / "code.toml"
    path.write_text(CODE, encoding="utf-8")
    assert load_regime(path).policy.fingerprint == scheme().policy.fingerprint


def test_a_scheme_that_is_not_shipped_is_refused() -> None:
    """An id that no shipped scheme has is an error that lists them."""
    with pytest.raises(casework.LimitError, match="a regime"):
        casework.regime("nobody")
