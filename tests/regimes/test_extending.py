"""A procedure that builds on a scheme says only what differs, and later only by declaration."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import casework
from casework import PolicyError, parse_policy
from casework.rules.schemes import extending, regimes
from casework.rules.schemes.conformity import conformity
from casework.rules.schemes.extending import merged
from casework.rules.schemes.regimes import Regime, parse_regime

from .schemes import TWO_EDITIONS

CODE = (
    TWO_EDITIONS
    + """[[procedure.stage.clock]]
id = "acknowledgement"
kind = "code"
starts = "received"
stops = "acknowledged"
limit = "5 working days"
source = { ref = "text", at = "6.2" }
[[procedure.stage.clock]]
id = "response"
kind = "code"
starts = "acknowledged"
stops = "responded"
limit = "10 working days"
calendar = "any"
extension = { total = "20 working days" }
source = { ref = "text", at = "6.3" }
[[procedure.stage]]
id = "stage-2"
title = "Stage 2"
[[procedure.stage.clock]]
id = "response"
kind = "code"
starts = "escalated"
stops = "responded"
limit = "20 working days"
source = { ref = "text", at = "6.14" }

[calendars.any]
division = "any-part-of-uk"

[taxonomy.outcome]
title = "Outcomes"
source = { ref = "text" }
code = [{ id = "upheld", title = "Upheld" }]
"""
)

HEAD = """\
[policy]
id = "test"
authority = "Test Homes"
revision = "1"

[source.policy]
title = "Complaints Policy"

[calendar]
division = "england-and-wales"
closures = [{ day = 2026-05-05, why = "Training day" }]

[[procedure]]
id = "landlord"
title = "Landlord complaints"
"""


@pytest.fixture(autouse=True)
def shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the code of these tests came with the package."""
    code = parse_regime(CODE)

    def regime(name: str) -> Regime:
        if name == code.id:
            return code
        if name.startswith("code-"):
            return code.edition(name)
        return regimes.regime(name)

    monkeypatch.setattr(extending, "regime", regime)


def faults(text: str) -> list[str]:
    """What is wrong with a policy, in words."""
    with pytest.raises(PolicyError) as caught:
        parse_policy(text)
    return [str(fault) for fault in caught.value.faults]


def test_what_a_procedure_does_not_say_is_the_schemes() -> None:
    """A procedure that says nothing is the scheme's, with its citations, calendars and lists."""
    found = parse_policy(HEAD + 'extends = "code-2024"\n')
    procedure = found.procedure("landlord", date(2026, 4, 1))
    assert (procedure.title, procedure.extends) == ("Landlord complaints", "code-2024")
    assert [stage.id for stage in procedure.stage] == ["stage-1", "stage-2"]
    acknowledgement, response = procedure.stage[0].clock
    assert found.cite(response.source) == "The Code's text, 6.3"
    assert response.receipt is not None
    assert response.receipt.non_working == "next-working-day"
    assert found.divisions == {"default": "england-and-wales", "code/any": "any-part-of-uk"}
    assert (acknowledgement.calendar, response.calendar) == ("default", "code/any")
    assert [*found.taxonomies] == ["outcome"]
    assert procedure.moves["stage-1", "open"]["respond"].needs == ("outcome",)
    assert conformity(found, parse_regime(CODE).edition("code-2024")).conforms


def test_a_scheme_of_several_editions_makes_a_revision_for_each() -> None:
    """What extends the scheme itself follows its editions, for the days of both."""
    found = parse_policy(HEAD + 'extends = "code"\nin-force = { from = 2023-01-01 }\n')
    spans = found.procedures["landlord"].spans
    assert [(str(span.since), str(span.until), span.value.extends) for span in spans] == [
        ("2023-01-01", "2024-03-31", "code-2022"),
        ("2024-04-01", "2028-12-31", "code-2024"),
    ]
    with pytest.raises(casework.NotInForce):
        found.procedure("landlord", date(2022, 12, 31))
    late = parse_policy(HEAD + 'extends = "code"\nin-force = { from = 2025-01-01 }\n')
    assert [each.extends for each in late.procedures["landlord"]] == ["code-2024"]


SOONER = """
[[procedure.stage]]
id = "stage-1"
milestones = ["checked"]
[[procedure.stage.clock]]
id = "response"
limit = "7 working days"
source = { ref = "policy", at = "4" }
[[procedure.stage.clock]]
id = "call"
kind = "target"
starts = "received"
stops = "checked"
limit = "1 working day"
source = { ref = "policy", at = "3" }
"""
STAGE_3 = """
[[procedure.stage]]
id = "stage-3"
title = "Stage 3"
"""


def test_sooner_is_free() -> None:
    """What an authority promises sooner stands, beside what is left of the scheme's clock."""
    found = parse_policy(HEAD + 'extends = "code-2024"\n' + SOONER)
    stage = found.procedure("landlord", date(2026, 4, 1)).stage[0]
    assert [clock.id for clock in stage.clock] == ["acknowledgement", "response", "call"]
    response = stage.clock[1]
    assert [str(limit) for limit in response.limit] == ["7 working days"]
    assert response.extension is not None
    assert found.cite(response.source) == "Complaints Policy, 4"
    assert stage.milestones == ("read", "checked")


LATE = SOONER.replace("7 working", "15 working")
DECLARED = LATE.replace(
    'limit = "15',
    'departure = { reason = "too few staff", source = { ref = "policy", at = "9" } }\nlimit = "15',
)


def test_later_is_refused_unless_it_is_declared() -> None:
    """A later limit is a fault with its line and a day that shows it, or a step that says so."""
    extends = 'extends = "code-2024"\n'
    (fault,) = faults(HEAD + extends + LATE)
    line = (HEAD + extends + LATE).split("\n").index("[[procedure.stage.clock]]") + 1
    assert fault.startswith(f"policy:{line}: procedure[landlord].stage[stage-1].clock[response]: ")
    assert "departs from 'code-2024', 2024/stage-1/response/limit (later): from" in fault
    found = parse_policy(HEAD + extends + DECLARED)
    told = [("received", date(2026, 4, 20)), ("acknowledged", date(2026, 4, 21))]
    events = [casework.Event("C-1", name, on) for name, on in told]
    clock = next(
        each
        for each in casework.clocks(found, events, date(2026, 4, 22))
        if each.clock == "response"
    )
    start, said = clock.reckoning.steps[:2]
    assert (start.what, said.what, said.day) == ("start", "departs", start.day)
    assert said.why == "code-2024, too few staff"
    assert said.source == "Complaints Policy, 9"
    assert clock.due == clock.reckoning.steps[-1].day == date(2026, 5, 13)


@pytest.mark.parametrize(
    ("was", "becomes", "place", "problem"),
    [
        ("", STAGE_3, "procedure[landlord]", "code-2024', 2024/stages (more-stages)"),
        (LATE, DECLARED.replace("15", "9"), "clock[response].departure", "departs from nothing"),
        ("4\n", "4\n", "extends", "no regime 'coed-2024'"),
        ('source = { ref = "policy", at = "4" }', "", "clock[response]", "on nobody's word"),
        ("extends", "in-force = { from = 2024-03-31 }\nextends", "from", "2024-03-31 is no day"),
        ("extends", "in-force = { to = 2029-01-01 }\nextends", "in-force.to", "2029-01-01 is no"),
        ('"7 working', '"7 wrking', "clock[response].limit", "7 wrking days"),
        ('starts = "received"', 'starts = "recieved"', "clock[call].starts", "never happens"),
    ],
)
def test_faults_are_where_a_person_can_mend_them(
    was: str, becomes: str, place: str, problem: str
) -> None:
    """What is wrong with a procedure that builds on a scheme is found at its line in the file."""
    name = "coed-2024" if "coed" in problem else "code-2024"
    text = HEAD + f'extends = "{name}"\n' + SOONER
    text = text.replace(SOONER, DECLARED.replace("15", "9")) if was == LATE else text
    text = text.replace(was, becomes, 1) if was else text + becomes
    found = faults(text)
    assert any(place in fault and problem in fault for fault in found), found


@pytest.mark.parametrize(
    ("name", "procedure", "said"),
    [
        ("lgsco-coed-2024", SOONER, "; perhaps 'lgsco-code-2024' was meant"),
        ("code-2024", LATE, "; expected a promise no later, or a departure with its reason"),
        (
            "code-2024",
            DECLARED.replace("15", "9"),
            ".departure: departs from nothing; expected no departure",
        ),
    ],
)
def test_faults_say_what_was_expected(name: str, procedure: str, said: str) -> None:
    """A fault of a procedure that builds on a scheme says how it could be put right."""
    found = faults(HEAD + f'extends = "{name}"\n' + procedure)
    assert any(fault.endswith(said) for fault in found), found


def test_a_departure_may_be_of_the_stages() -> None:
    """More stages than the scheme has may be declared for the procedure as a whole."""
    declared = 'departure = { reason = "a panel", source = { ref = "policy" } }\n'
    found = parse_policy(HEAD + 'extends = "code-2024"\n' + declared + STAGE_3)
    assert len(found.procedure("landlord", date(2026, 4, 1)).stage) == 3
    alone = HEAD + declared + STAGE_3
    assert any("departs from nothing" in fault for fault in faults(alone))


def test_a_departure_from_one_edition_of_two_is_one() -> None:
    """A clock that is late under one of the editions may be declared for both."""
    both = HEAD + 'extends = "code"\n' + DECLARED.replace('milestones = ["checked"]\n', "")
    text = both.replace('stops = "checked"', 'stops = "acknowledged"')
    assert len(parse_policy(text).procedures["landlord"]) == 2


def test_a_procedure_of_its_own_stands_beside_one_that_extends() -> None:
    """Only what extends a scheme is flattened, and faults keep their lines behind it."""
    own = """
[[procedure]]
id = "foi"
title = "Requests"
[[procedure.stage]]
id = "stage-1"
title = "Request"
"""
    both = HEAD + 'extends = "code"\n' + own
    assert [*parse_policy(both).procedures] == ["landlord", "foi"]
    (fault,) = faults(both + 'handlr = "x"\n')
    assert fault.startswith(f"policy:{both.count(chr(10)) + 1}: procedure[foi].stage[stage-1]")


def test_what_has_no_shape_is_left_to_be_judged() -> None:
    """A malformed table is reported by its shape, as in any policy."""
    for rest in ("stage = 3\n", "stage = [4]\n", "in-force = 5\n", "needs = 6\n", "roles = 7\n"):
        assert faults(HEAD + 'extends = "code-2024"\n' + rest)
    assert faults(HEAD.replace("[[procedure]]", "[procedure]") + 'extends = "code-2024"\n')
    assert faults("procedure = [1]\n" + HEAD.partition("[[procedure]]")[0])
    for key in ("source", "calendars", "taxonomy"):
        text = (
            f"{key} = 5\n" + HEAD.replace("[source.policy]", "[calendars.x]") + 'extends = "code"\n'
        )
        assert faults(text)


def test_lists_are_joined_and_the_rest_is_replaced() -> None:
    """What must happen or be recorded is the scheme's and the procedure's together."""
    under = {
        "needs": {"responded": ["outcome"], "closed": "reason"},
        "roles": {"respond": ["service"]},
        "exits": ["withdrawn"],
        "stage": [{"id": "a", "title": "A", "clock": [{"id": "x"}]}],
    }
    over = {
        "needs": {"responded": ["remedy", "outcome"], "withdrawn": ["why"]},
        "roles": {"close": ["team"]},
        "exits": ["refused"],
        "stage": [
            {"id": "z"},
            {"id": "a", "clock": [{"id": "x", "n": 1}, {"id": "x", "n": 2}, {"id": "x", "n": 3}]},
            {"id": "b"},
        ],
    }
    assert merged(under, over) == {
        "needs": {
            "responded": ["outcome", "remedy"],
            "closed": "reason",
            "withdrawn": ["why"],
        },
        "roles": {"respond": ["service"], "close": ["team"]},
        "exits": ["refused"],
        "stage": [
            {"id": "z"},
            {
                "id": "a",
                "title": "A",
                "clock": [{"id": "x", "n": 1}, {"id": "x", "n": 2}, {"id": "x", "n": 3}],
            },
            {"id": "b"},
        ],
    }


A, B = {"id": "x", "when": {"service": "a"}}, {"id": "x", "when": {"service": "b"}}
REST = {"id": "x", "otherwise": True}


@pytest.mark.parametrize(
    ("over", "found"),
    [
        ([{**A, "n": 1}], [{**A, "n": 1}, REST]),
        ([{**REST, "n": 1}], [A, {**REST, "n": 1}]),
        ([{"id": "x", "n": 1}], [{**A, "n": 1}, {**REST, "n": 1}]),
        ([{**B, "n": 1}], [A, {**B, "n": 1}, REST]),
        ([{"id": "y"}], [A, REST, {"id": "y"}]),
    ],
)
def test_alternatives_are_laid_over_their_like(
    over: list[dict[str, object]], found: list[dict[str, object]]
) -> None:
    """A clock is laid over the alternative for the same cases, or over all if it is for all."""
    laid = merged({"clock": [A, REST]}, {"clock": over})["clock"]
    order = [{"id": "y"}, *found[:-1]] if over == [{"id": "y"}] else found
    assert laid == order


def test_a_condition_that_the_scheme_lacks_comes_last() -> None:
    """Where the scheme has no clock for the other cases, a new condition stands behind its own."""
    assert merged({"clock": [A, A | {"when": {"service": "c"}}]}, {"clock": [B]})["clock"][-1] == B


IDS = st.lists(st.sampled_from("abcde"), unique=True, max_size=4)


@given(IDS, IDS)
def test_an_overlay_loses_nothing(under: list[str], over: list[str]) -> None:
    """Every stage of the scheme and of the procedure is there once, the scheme's in its order."""
    found = merged(
        {"stage": [{"id": each, "of": "scheme"} for each in under]},
        {"stage": [{"id": each, "own": True} for each in over]},
    )["stage"]
    ids = [row["id"] for row in found]
    assert sorted(ids) == sorted({*under, *over})
    assert [each for each in ids if each in under] == under
    assert {row["id"] for row in found if row.get("own")} == {*over}
    assert {row["id"] for row in found if row.get("of")} == {*under}
