"""What findings on issues come to: a rule with laws, and what a file may not say of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rules.lists.findings import FindingsRule
from casework.rules.sources import Citation
from tests.policies import clock, procedure, stage, text

from .wrong import Cases, found, marked

NHS = FindingsRule(
    Citation("guidelines"),
    upheld=("upheld",),
    not_upheld=("not-upheld",),
    partly=("partially-upheld",),
    left_out=("withdrawn",),
    all_upheld="upheld",
    some_upheld="partially-upheld",
    none_upheld="not-upheld",
)
HOUSING = FindingsRule(
    Citation("findings"),
    upheld=("service-failure", "maladministration", "severe-maladministration"),
    not_upheld=("no-maladministration",),
    left_out=("outside-jurisdiction", "withdrawn"),
    some_upheld="partial-maladministration",
    none_upheld="no-maladministration",
)

OUTCOMES = ["upheld", "partially-upheld", "not-upheld"]
FINDINGS = st.lists(st.sampled_from([*OUTCOMES, "withdrawn"]))
CONSIDERED = st.lists(st.sampled_from(OUTCOMES), min_size=1)


@pytest.mark.parametrize(
    ("rule", "findings", "outcome"),
    [
        (NHS, "upheld upheld", "upheld"),
        (NHS, "not-upheld not-upheld", "not-upheld"),
        (NHS, "upheld not-upheld", "partially-upheld"),
        (NHS, "not-upheld not-upheld upheld", "partially-upheld"),
        (NHS, "partially-upheld", "partially-upheld"),
        (NHS, "upheld withdrawn", "upheld"),
        (NHS, "withdrawn", None),
        (NHS, "", None),
        (NHS, "upheld unheard-of", None),
        (HOUSING, "maladministration no-maladministration", "partial-maladministration"),
        (HOUSING, "no-maladministration outside-jurisdiction", "no-maladministration"),
        (HOUSING, "service-failure severe-maladministration", None),
    ],
)
def test_what_findings_come_to(rule: FindingsRule, findings: str, outcome: str | None) -> None:
    """All, some or none decide, as KO41a and the Housing Ombudsman say; else nothing does."""
    assert rule.outcome(findings.split()) == outcome


@given(FINDINGS, st.data())
def test_order_does_not_matter(findings: list[str], data: st.DataObject) -> None:
    """The same findings in any order come to the same."""
    shuffled = data.draw(st.permutations(findings))
    assert NHS.outcome(shuffled) == NHS.outcome(findings)


@given(FINDINGS)
def test_number_does_not_matter(findings: list[str]) -> None:
    """A finding made twice counts as once."""
    assert NHS.outcome([*findings, *findings]) == NHS.outcome(findings)


@given(st.sampled_from(OUTCOMES), st.integers(1, 5))
def test_all_of_one_kind_is_that(outcome: str, count: int) -> None:
    """All upheld is upheld, none upheld is not upheld, all in part is in part."""
    assert NHS.outcome([outcome] * count) == outcome


@given(CONSIDERED, CONSIDERED)
def test_anything_else_is_in_part(one: list[str], other: list[str]) -> None:
    """Where findings are of several kinds, the outcome is in part."""
    both = [*one, *other]
    assert NHS.outcome(both) == (both[0] if len(set(both)) == 1 else "partially-upheld")


@given(FINDINGS)
def test_what_is_left_out_says_nothing(findings: list[str]) -> None:
    """A finding that is left out changes no outcome."""
    assert NHS.outcome([*findings, "withdrawn"]) == NHS.outcome(findings)


@given(CONSIDERED, CONSIDERED)
def test_parts_come_to_the_whole(one: list[str], other: list[str]) -> None:
    """Outcomes of parts, taken as findings, come to the outcome of the whole."""
    parts = [str(NHS.outcome(one)), str(NHS.outcome(other))]
    assert NHS.outcome(parts) == NHS.outcome([*one, *other])


def ruled(rule: str) -> str:
    """A policy whose procedure has a rule on findings, and lists for both."""
    codes = "[{ id = 'upheld', title = 'U' }, { id = 'part', title = 'P' }]"
    return text(
        procedure(stage("stage-1", clock()), rest=f"findings = {{ {rule} }} #!"),
        f"[taxonomy.outcome]\ntitle = 'Outcomes'\ncode = {codes}\n",
        f"[taxonomy.finding]\ntitle = 'Findings'\ncode = {codes}\n",
    )


HERE = "procedure[corporate].findings"
SAID = "upheld = 'upheld', not-upheld = 'part', source = { ref = 'policy' }"

WRONG: Cases = {
    "an unknown source": (
        ruled("upheld = 'upheld', not-upheld = 'part', all-upheld = 'part', source = {ref='x'}"),
        [(f"{HERE}.source.ref", "no source 'x'", None)],
    ),
    "a finding that there is not": (
        ruled(f"{SAID}, partly = 'prat', all-upheld = 'upheld'"),
        [(f"{HERE}.partly[0]", "finding 'prat' is not in 'Findings'", "part")],
    ),
    "a finding on two lists": (
        ruled(f"{SAID}, left-out = 'part', all-upheld = 'upheld'"),
        [(f"{HERE}.left-out[0]", "'part' stands under 'not-upheld' too", None)],
    ),
    "an outcome that there is not": (
        ruled(f"{SAID}, none-upheld = 'uphold'"),
        [(f"{HERE}.none-upheld", "outcome 'uphold' is not in 'Outcomes'", "upheld")],
    ),
    "no outcome": (ruled(SAID), [(HERE, "no outcome that findings come to", None)]),
    "no findings": (
        ruled(f"{SAID}, all-upheld = 'upheld'".replace("'upheld', not", "[], not")),
        [(f"{HERE}.upheld", "no finding", None)],
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_faults_of_a_rule(name: str) -> None:
    """A rule on findings that could not work is a fault on its line."""
    source, wrong = WRONG[name]
    assert found(source) == marked(source, wrong)


def test_free_words_are_no_fault() -> None:
    """Where findings and outcomes are picked from no list, a rule may name any."""
    free = ruled(f"{SAID}, some-upheld = 'whatever', fact = 'decision'")
    with pytest.raises(pytest.fail.Exception):
        found(free)
