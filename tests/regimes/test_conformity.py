"""A policy is held against a scheme term by term, and the verdicts mean what they say."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import Act, Case, Event, Policy, Refused, clocks, decide, replay
from casework.cases.moved import transposed
from casework.rules.schemes.conformity import Conformity, conformity
from casework.rules.schemes.grounds import Verdict
from tests.policies import clock, of_stages, policy, procedure, stage

from .schemes import scheme

SEVERITY: tuple[Verdict, ...] = ("stricter", "conforms", "cannot-tell", "silent", "departs")
PLAIN = "\n[calendar]\nfirst = 2025-01-01\nlast = 2027-12-31\n"
WINDOW = clock("time", starts="responded", stops="escalated", limit='"20 days"', kind="window")


def held(mine: str, theirs: str, **given_: str) -> Conformity:
    """A policy of one stage with one clock against a scheme of the same."""
    rest = given_.get("rest", "")
    own = of_stages(stage("stage-1", mine, rest=rest), calendar=given_.get("calendar", PLAIN))
    return conformity(own, scheme(stage("stage-1", theirs, rest=given_.get("asked", ""))))


def verdicts(found: Conformity) -> dict[str, tuple[str, str]]:
    """The verdict and its ground for each term but the number of stages."""
    return {
        clause.term.id.partition("/")[2]: (clause.verdict, clause.ground)
        for clause in found.clauses
        if clause.term.aspect != "stages"
    }


def code(limit: str = "10 working days", starts: str = "acknowledged", rest: str = "") -> str:
    """The clock of a code."""
    return clock(starts=starts, limit=f'"{limit}"', kind="code", rest=rest)


EXTENDED = 'extension = { total = "20 working days", needs = ["reason"] }'
PAUSED = 'pausing = { reasons = ["advocate"] }'

ONE: dict[str, tuple[str, str, dict[str, tuple[str, str]]]] = {
    "the same": (code(), code(), {"limit": ("conforms", "same")}),
    "less time": (code("7 working days"), code(), {"limit": ("stricter", "sooner")}),
    "more time": (code("15 working days"), code(), {"limit": ("departs", "later")}),
    "from receipt": (code(starts="received"), code(), {"limit": ("stricter", "sooner")}),
    "from the acknowledgement": (
        code(),
        code(starts="received"),
        {"limit": ("departs", "starts-later")},
    ),
    "no clock": (clock("other", stops="acknowledged"), code(), {"limit": ("silent", "missing")}),
    "an extension that the scheme lacks": (
        code(rest=EXTENDED),
        code(),
        {"limit": ("departs", "extends-further")},
    ),
    "the same extension": (
        code(rest=EXTENDED),
        code(rest=EXTENDED),
        {"limit": ("conforms", "same"), "extension": ("conforms", "same")},
    ),
    "a longer extension": (
        code(rest=EXTENDED.replace("20", "30")),
        code(rest=EXTENDED),
        {"limit": ("conforms", "same"), "extension": ("departs", "extends-further")},
    ),
    "a shorter extension": (
        code(rest=EXTENDED.replace("20", "15")),
        code(rest=EXTENDED),
        {"limit": ("conforms", "same"), "extension": ("stricter", "sooner")},
    ),
    "no extension": (
        code(),
        code(rest=EXTENDED),
        {"limit": ("conforms", "same"), "extension": ("stricter", "sooner")},
    ),
    "an extension without its reason": (
        code(rest=EXTENDED.replace('"reason"', "")),
        code(rest=EXTENDED),
        {"limit": ("conforms", "same"), "extension": ("silent", "fewer")},
    ),
    "an extension beyond its bounds": (
        code(rest=EXTENDED.replace("{ ", '{ beyond = "good-reason", ')),
        code(rest=EXTENDED),
        {"limit": ("conforms", "same"), "extension": ("departs", "beyond")},
    ),
    "a pause that the scheme lacks": (
        code(rest=PAUSED),
        code(),
        {"limit": ("departs", "stands-still")},
    ),
    "the same pause": (
        code(rest=PAUSED),
        code(rest=PAUSED),
        {"limit": ("conforms", "same"), "pausing": ("conforms", "same")},
    ),
    "a pause for any reason": (
        code(rest="pausing = {}"),
        code(rest=PAUSED),
        {"limit": ("conforms", "same"), "pausing": ("departs", "stands-still")},
    ),
    "a pause for fewer reasons": (
        code(rest=PAUSED),
        code(rest="pausing = {}"),
        {"limit": ("conforms", "same"), "pausing": ("stricter", "sooner")},
    ),
    "a pause with both ends": (
        code(rest='pausing = { ends = "inclusive" }'),
        code(rest="pausing = {}"),
        {"limit": ("conforms", "same"), "pausing": ("departs", "stands-still")},
    ),
    "a pause after which it begins anew": (
        code(rest='pausing = { resumes = "restart" }'),
        code(rest="pausing = {}"),
        {"limit": ("conforms", "same"), "pausing": ("departs", "stands-still")},
    ),
    "no pause": (
        code(),
        code(rest="pausing = {}"),
        {"limit": ("conforms", "same"), "pausing": ("stricter", "sooner")},
    ),
    "a start that may be read so": (
        code(),
        code(starts="received", rest='contested = { starts = ["acknowledged"] }'),
        {"limit": ("cannot-tell", "contested")},
    ),
    "more time than any reading": (
        code("15 working days"),
        code(starts="received", rest='contested = { starts = ["acknowledged"] }'),
        {"limit": ("departs", "later")},
    ),
    "a day more by another way of counting": (
        code(),
        code(rest='counting = "same-day"\ncontested = { counting = ["day-after"] }'),
        {"limit": ("cannot-tell", "contested")},
    ),
    "a clock for some cases": (
        code(rest='when = { service = "housing" }'),
        code(),
        {"limit": ("cannot-tell", "sometimes")},
    ),
    "alternatives of which one is late": (
        code("7 working days", rest='when = { service = "housing" }')
        + code("12 working days", rest="otherwise = true"),
        code(),
        {"limit": ("departs", "later")},
    ),
    "a promise beside the limit": (
        clock("promise", limit='"7 working days"') + code("15 working days", starts="received"),
        code(starts="received"),
        {"limit": ("stricter", "sooner")},
    ),
    "a clock that less can stop": (
        code("15 days", "received").replace('"responded"', '["acknowledged", "responded"]'),
        code(starts="received"),
        {"limit": ("departs", "later")},
    ),
    "a sooner clock that less can stop": (
        code(starts="received").replace('"responded"', '["acknowledged", "responded"]'),
        code(starts="received"),
        {"limit": ("cannot-tell", "stops-elsewhere")},
    ),
    "a clock that less can stop beside one that answers": (
        clock("sooner", stops="acknowledged responded", limit='"1 working day"')
        + code("15 working days", starts="received"),
        code(starts="received"),
        {"limit": ("departs", "later")},
    ),
    "a duty that is kept only once": (
        clock("update", stops="updated"),
        clock("update", stops="updated", rest="recurs = true"),
        {"limit": ("silent", "fewer")},
    ),
    "a duty that is kept again and again": (
        clock("update", stops="updated", rest="recurs = true"),
        clock("update", stops="updated"),
        {"limit": ("conforms", "same")},
    ),
    "a day that a case brings": (
        code(rest='dated-by = "agreed"'),
        code(),
        {"limit": ("cannot-tell", "incomparable")},
    ),
}


@pytest.mark.parametrize(("mine", "theirs", "wanted"), ONE.values(), ids=ONE.keys())
def test_a_clock_against_a_clock(
    mine: str, theirs: str, wanted: dict[str, tuple[str, str]]
) -> None:
    """Each way in which a policy's clock may differ from a scheme's has its verdict."""
    rest = 'milestones = ["updated"]' if "updated" in mine else ""
    found = verdicts(held(mine, theirs, rest=rest, asked=rest))
    assert {which.rpartition("/")[2]: verdict for which, verdict in found.items()} == wanted


@pytest.mark.parametrize(
    ("kind", "limit", "wanted"),
    [
        ("window", "20 days", ("conforms", "same")),
        ("window", "28 days", ("stricter", "longer-open")),
        ("window", "10 days", ("departs", "shut-sooner")),
        ("wait", "20 days", ("conforms", "same")),
        ("wait", "10 days", ("stricter", "longer-open")),
        ("wait", "28 days", ("departs", "shut-sooner")),
    ],
)
def test_a_clock_on_the_complainant_is_judged_for_them(
    kind: str, limit: str, wanted: tuple[str, str]
) -> None:
    """A window is the better the later it closes, a wait the sooner it is over."""
    theirs = WINDOW.replace('"window"', f'"{kind}"')
    mine = theirs.replace("20 days", limit)
    own = of_stages(stage("stage-1", mine), stage("stage-2"), calendar=PLAIN)
    found = conformity(own, scheme(stage("stage-1", theirs), stage("stage-2")))
    assert verdicts(found)["stage-1/time/limit"] == wanted


@pytest.mark.parametrize("kind", ["window", "wait"])
def test_a_window_from_another_event_cannot_be_compared(kind: str) -> None:
    """A window that opens at another event is told apart, not judged."""
    theirs = WINDOW.replace('"window"', f'"{kind}"')
    mine = theirs.replace('"responded"', '"acknowledged"')
    own = of_stages(stage("stage-1", mine), stage("stage-2"), calendar=PLAIN)
    found = conformity(own, scheme(stage("stage-1", theirs), stage("stage-2")))
    assert verdicts(found)["stage-1/time/limit"] == ("cannot-tell", "incomparable")


def test_stages_are_matched_by_id_or_else_in_order() -> None:
    """Stages of other names stand for each other in order; what is left over is said."""
    theirs = scheme(stage("one", code()), stage("two", code(starts="escalated")))
    own = of_stages(
        stage("first", code()),
        stage("second", code(starts="escalated")),
        stage("third", code(starts="escalated")),
        calendar=PLAIN,
    )
    found = [(clause.verdict, clause.ground) for clause in conformity(own, theirs).clauses]
    assert found == [("departs", "more-stages"), ("conforms", "same"), ("conforms", "same")]
    one = of_stages(stage("first", code()), calendar=PLAIN)
    found = [(clause.verdict, clause.ground) for clause in conformity(one, theirs).clauses]
    assert found == [("silent", "fewer"), ("conforms", "same"), ("silent", "missing")]
    by_id = of_stages(stage("two", code()), stage("x"), calendar=PLAIN)
    (_, first, second) = conformity(by_id, theirs).clauses
    assert (first.ground, second.ground) == ("missing", "starts-later")


def test_what_is_asked_for_beside_time() -> None:
    """People, milestones, facts and ways out are held against each other by what they name."""
    asked = 'milestones = ["read"]\nrequires = { responded = ["read"] }\n'
    asked += 'people = { panel = { at-least = 3, different-from = ["stage-1"], '
    asked += 'different-from-facts = ["handler"] } }\n'
    asked += 'needs = { responded = ["outcome", "reasons"] }'
    after = '\n[[procedure.way-out]]\nbody = "The Ombudsman"\n'
    theirs = scheme(stage("stage-1", code(), rest=asked) + after, after=OUTCOME)
    nothing = policy(procedure(stage("stage-1", code())), calendar=PLAIN)
    assert {*verdicts(conformity(nothing, theirs)).values()} == {
        ("conforms", "same"),
        ("silent", "missing"),
    }
    same = policy(procedure(stage("stage-1", code(), rest=asked) + after), OUTCOME, calendar=PLAIN)
    assert conformity(same, theirs).conforms
    for was, becomes, verdict in (
        ("at-least = 3", "at-least = 4", ("stricter", "more")),
        ("at-least = 3", "at-least = 2", ("silent", "fewer")),
        ('facts = ["handler"]', 'facts = ["handler", "reasons"]', ("stricter", "more")),
        ('different-from-facts = ["handler"]', "at-most = 3", ("silent", "fewer")),
        ('["outcome", "reasons"]', '["outcome", "reasons", "remedy"]', ("stricter", "more")),
        ('["outcome", "reasons"]', '["reasons"]', ("silent", "fewer")),
    ):
        lists = OUTCOME + OUTCOME.replace("outcome", "remedy")
        own = policy(
            procedure(stage("stage-1", code(), rest=asked.replace(was, becomes)) + after),
            lists,
            calendar=PLAIN,
        )
        found = {*verdicts(conformity(own, theirs)).values()} - {("conforms", "same")}
        assert found == {verdict}


@pytest.mark.parametrize(
    ("handler", "verdict"),
    [
        ('more-senior-than = ["one"], or-equal-when = { apart = "yes" }', ("conforms", "same")),
        ('more-senior-than = ["one"]', ("stricter", "more")),
        ('more-senior-than = ["one"], or-equal-when = { apart = "no" }', ("silent", "fewer")),
        ('different-from = ["one"]', ("silent", "fewer")),
    ],
)
def test_who_is_more_senior(handler: str, verdict: tuple[str, str]) -> None:
    """More senior people are stricter; an equal where the scheme wants none is less."""

    def stages(handler: str) -> str:
        said = 'needs = { responded = ["role"] }\n'
        second = stage("two", rest=f"{said}people = {{ handler = {{ {handler} }} }}")
        return stage("one", rest=said) + second

    order = 'seniority = ["officer", "head"]'
    equal = 'more-senior-than = ["one"], or-equal-when = { apart = "yes" }'
    own = policy(procedure(stages(handler), rest=order), calendar=PLAIN)
    theirs = scheme(stages(equal), rest=order)
    assert verdicts(conformity(own, theirs))["two/people/handler"] == verdict


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ('roles = { respond = ["head", "director"] }', ("conforms", "same")),
        ('roles = { respond = ["director", "head"] }', ("conforms", "same")),
        ('roles = { respond = ["director"] }', ("stricter", "more")),
        ('roles = { respond = ["head", "director", "officer"] }', ("silent", "fewer")),
        ('roles = { respond = ["officer"] }', ("silent", "fewer")),
        ('roles = { close = ["director"] }', ("silent", "missing")),
    ],
)
def test_in_which_role(said: str, verdict: tuple[str, str]) -> None:
    """To keep an act for fewer of the roles is stricter; for others, or for anybody, is less."""
    asked = 'roles = { respond = ["head", "director"] }'
    for where in ("rest", "stage"):
        ours, theirs = (
            stage("one", rest=each if where == "stage" else "") for each in (said, asked)
        )
        rest = ("", "") if where == "stage" else (said, asked)
        own = policy(procedure(ours, rest=rest[0]), calendar=PLAIN)
        found = verdicts(conformity(own, scheme(theirs, rest=rest[1])))
        assert found["one/roles/respond" if where == "stage" else "roles/respond"] == verdict


def test_another_order_of_roles() -> None:
    """An order is the same or it is not."""
    theirs = scheme(stage("one"), rest='seniority = ["officer", "head"]')
    for order, verdict in (
        ('["officer", "head"]', ("conforms", "same")),
        ('["head", "officer"]', ("silent", "fewer")),
        ('["officer"]', ("silent", "fewer")),
    ):
        own = policy(procedure(stage("one"), rest=f"seniority = {order}"), calendar=PLAIN)
        assert verdicts(conformity(own, theirs))["seniority"] == verdict


OUTCOME = '\n[taxonomy.outcome]\ntitle = "Outcomes"\ncode = [{ id = "upheld", title = "Upheld" }]\n'


def test_each_edition_meets_the_revisions_of_its_days() -> None:
    """A revision is held against the editions in force with it, or the newest against all."""
    early = procedure(
        stage("stage-1", code("15 working days")), rest="in-force = { to = 2025-03-31 }"
    )
    late = procedure(stage("stage-1", code()), rest="in-force = { from = 2025-04-01 }")
    both = policy(early, late, calendar=PLAIN)
    theirs = scheme(stage("stage-1", code()))
    found = conformity(both, theirs)
    assert [held_.clauses[1].verdict for held_ in found.held] == ["departs", "conforms"]
    past = policy(early.replace("2025", "2020"), calendar=PLAIN.replace("2025", "2019"))
    (only,) = conformity(past, theirs).held
    assert only.clauses[1].witness is not None
    assert only.clauses[1].witness.start == date(2025, 1, 1)


LIMITS = st.builds(
    lambda n, unit: f"{n} {unit}",
    st.integers(2, 25),
    st.sampled_from(["working days", "days", "weeks"]),
)
STARTS = st.sampled_from(["received", "acknowledged"])
RESTS = st.sampled_from(
    [
        "",
        'counting = "same-day"',
        'ends = "next-working-day"',
        'extension = { by = "5 working days", times = 1 }',
        'extension = { total = "25 working days" }',
        "pausing = {}",
        'pausing = { ends = "inclusive" }',
        'pausing = { resumes = "restart" }',
    ]
)
CODES = st.builds(code, LIMITS, STARTS, RESTS)


@given(CODES, CODES, st.integers(1, 24))
def test_tightening_never_makes_a_policy_less_conforming(
    mine: str, theirs: str, fewer: int
) -> None:
    """With less time in the same unit, no verdict on a limit becomes worse."""
    limit = mine.partition('limit = "')[2].partition(" ")[0]
    tight = mine.replace(f'limit = "{limit} ', f'limit = "{max(2, int(limit) - fewer)} ')
    before, after = (
        verdicts(held(each, theirs))["stage-1/response/limit"] for each in (mine, tight)
    )
    assert SEVERITY.index(after[0]) <= SEVERITY.index(before[0])


@given(CODES, CODES, st.data())
def test_what_conforms_is_never_later(mine: str, theirs: str, data: st.DataObject) -> None:
    """Whatever happens under a policy that conforms, it is due no later than under the scheme."""
    own = of_stages(stage("stage-1", mine), calendar=PLAIN)
    other = scheme(stage("stage-1", theirs))
    if not conformity(own, other).conforms:
        return
    events = data.draw(histories(own))
    last = events[-1].on + timedelta(days=40)
    under, above = (
        {found.clock: found for found in clocks(each, transposed(each, events), last)}
        for each in (own, other.policy)
    )
    for name, found in above.items():
        assert under[name].due <= found.due


@st.composite
def histories(draw: st.DrawFn, own: Policy) -> tuple[Event, ...]:
    """What may happen to a case under a policy of one stage."""
    case = Case()
    events: list[Event] = []
    on = date(2025, 3, 3) + timedelta(days=draw(st.integers(0, 30)))
    facts = {"by": "5 working days", "reason": "x"}
    for name in ("receive", *draw(st.lists(st.sampled_from(ACTS), max_size=7))):
        act = Act(name, on, None, "C-1", facts=facts if name == "extend" else {})
        with suppress(Refused):
            events += decide(own, case, act)
            case = replay(events)
        on += timedelta(days=draw(st.integers(0, 6)))
    return tuple(events)


ACTS = ("acknowledge", "extend", "pause", "resume")
