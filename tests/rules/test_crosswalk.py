"""From one list to another: what crosses, what is lost, and that no more is lost than is said."""

from __future__ import annotations

from collections import Counter

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from casework import LimitError, PolicyError
from casework.rules.lists.crosswalk import Correspondence, Crosswalk, Loss, unsound_crosswalk
from casework.rules.lists.crosswalks import (
    crosswalk,
    crosswalk_file,
    crosswalk_ids,
    parse_crosswalk,
)
from casework.rules.lists.taxonomies import published_taxonomy
from casework.rules.lists.taxonomy import Code, Taxonomy

from .trees import taxonomies, values


def living(taxonomy: Taxonomy) -> list[str]:
    """The codes that were not given up for another."""
    return [ident for ident in taxonomy.ids if taxonomy.forward(ident) == ident]


@st.composite
def crosswalks(draw: st.DrawFn) -> Crosswalk:
    """A crosswalk between two small trees, with a row for each top and some others."""
    of, into = draw(taxonomies()), draw(taxonomies("d"))
    more = draw(st.sets(st.sampled_from(living(of))))
    rows = []
    for code in living(of):
        if code in of.tops or code in more:
            led = draw(st.lists(st.sampled_from(living(into)), max_size=3, unique=True))
            chosen = draw(st.sampled_from(led)) if len(led) > 1 else None
            rows.append(Correspondence(code, "judged", tuple(led), chosen))
    return Crosswalk(of, into, tuple(rows))


ANY = st.data()


@given(crosswalks())
def test_drawn_crosswalks_are_sound(walk: Crosswalk) -> None:
    """What these laws are shown on is what a file may say."""
    assert list(unsound_crosswalk(walk, ())) == []


@given(crosswalks(), ANY)
def test_what_crosses_and_what_does_not_add_up(walk: Crosswalk, data: st.DataObject) -> None:
    """Counts that crossed and counts that had no counterpart are together what went in."""
    counts = data.draw(st.dictionaries(values(walk.of), st.integers(0, 99)))
    found = walk.convert(counts)
    nowhere = sum(count for loss, count in found.lost.items() if loss.kind == "none")
    assert sum(found.into.values()) + nowhere == sum(counts.values())
    assert set(found.into) <= set(living(walk.into))


@given(crosswalks(), ANY)
def test_no_more_is_lost_than_is_said(walk: Crosswalk, data: st.DataObject) -> None:
    """From where a code led and from what is said to be lost, it can be found again.

    The rows that lead to the same code are the code's own and those it is merged with, no
    others; and where no detail is lost the row's code is the very one that crossed.
    """
    value = data.draw(values(walk.of))
    crossed = walk.cross(value)
    kinds = {loss.kind: loss for loss in crossed.lost}
    taken = walk.of.nearest(value, walk.by_code)
    assert taken is not None
    assert ("detail" in kinds) == (taken != walk.of.forward(value))
    assert ("none" in kinds) == (crossed.into is None)
    if crossed.into is not None:
        same = {row.code for row in walk.row if row.target == crossed.into}
        merged = kinds["merged"].codes if "merged" in kinds else ()
        assert same == {taken, *merged}
        choice = kinds["choice"].codes if "choice" in kinds else ()
        assert set(walk.by_code[taken].into) == {crossed.into, *choice}


@given(crosswalks(), ANY)
def test_a_code_that_loses_nothing_can_go_back(walk: Crosswalk, data: st.DataObject) -> None:
    """Where nothing is lost, exactly one row leads there, and it is the code's own."""
    value = data.draw(values(walk.of))
    crossed = walk.cross(value)
    if not crossed.lost:
        assert walk.led[str(crossed.into)] == (walk.of.forward(value),)


@given(crosswalks(), ANY)
def test_forwarding_first_changes_nothing(walk: Crosswalk, data: st.DataObject) -> None:
    """A retired code crosses as the code that took its place."""
    value = data.draw(values(walk.of))
    one, other = walk.cross(value), walk.cross(walk.of.forward(value))
    assert (one.into, one.lost) == (other.into, other.lost)


@given(crosswalks(), ANY)
def test_crossing_in_parts(walk: Crosswalk, data: st.DataObject) -> None:
    """Parts of a caseload that cross by themselves sum to the whole that crosses at once."""
    parts = data.draw(st.lists(st.dictionaries(values(walk.of), st.integers(0, 9)), max_size=3))
    whole: Counter[str] = Counter()
    into: Counter[str] = Counter()
    lost: Counter[Loss] = Counter()
    for part in parts:
        whole.update(part)
        found = walk.convert(part)
        into.update(found.into)
        lost.update(found.lost)
    assert Counter(walk.convert(whole).into) == into
    assert Counter(walk.convert(whole).lost) == lost


@given(crosswalks(), ANY)
def test_a_case_is_counted_once_under_each_code(walk: Crosswalk, data: st.DataObject) -> None:
    """Of the values that a case carries, each code that any of them leads to counts once."""
    carried = data.draw(st.lists(values(walk.of)))
    found = walk.counted(carried)
    assert len(set(found)) == len(found)
    assert set(found) == {walk.cross(value).into for value in carried} - {None}


def test_every_loss() -> None:
    """Detail, no counterpart, a choice and codes that are merged, as a published list has them."""
    walk = crosswalk("durham-complaint-areas", "kensington-and-chelsea-root-causes")
    assert walk.cross("staff-behaviour").lost == ()
    assert walk.cross("missed-bin").lost == (Loss("detail", "service-failure", ("missed-bin",)),)
    assert walk.cross("materials-left-behind").lost == (
        Loss("detail", "damage", ("materials-left-behind",)),
        Loss("none", "damage"),
    )
    assert walk.cross("accessibility").lost == (
        Loss("choice", "accessibility", ("quality-of-service",)),
        Loss("merged", "accessibility", ("communication",)),
    )
    assert walk.counted(["communication", "accessibility", "damage"]) == ("communications",)


def test_an_authoritys_own_codes_cross_with_their_parent() -> None:
    """A code that an authority added goes where the published code above it goes, less detail."""
    walk = crosswalk("durham-complaint-areas", "spso-categories")
    own = Code("bins-at-night", "Bins emptied at night", parent="missed-bin")
    grown = evolve(walk, of=Taxonomy("Ours", (*walk.of.code, own)))
    assert grown.cross("bins-at-night").into == "failure-to-provide"
    assert grown.cross("bins-at-night").lost[0] == Loss(
        "detail", "service-failure", ("bins-at-night",)
    )
    assert [grown.cross(ident) for ident in walk.of.ids] == [
        walk.cross(ident) for ident in walk.of.ids
    ]


@pytest.mark.parametrize("pair", crosswalk_ids(), ids="--".join)
def test_every_shipped_crosswalk_is_a_judgement_that_says_why(pair: tuple[str, str]) -> None:
    """A shipped crosswalk is called as its file, says whose judgement it is, and gives reasons."""
    read, walk = crosswalk_file(*pair)
    assert (read.of, read.into) == pair
    assert "judgement of the maintainers" in read.note
    assert all(row.why for row in walk.row)
    one, other = (published_taxonomy(ident).axis for ident in pair)
    assert ("another question" in read.note) == ({one, other} == {"category", "root-cause"})


def test_three_lists_cross_both_ways() -> None:
    """Durham's areas, Kensington and Chelsea's causes and the SPSO's categories all cross."""
    three = {
        "durham-complaint-areas",
        "kensington-and-chelsea-root-causes",
        "spso-categories",
    }
    assert {(one, other) for one in three for other in three if one != other} <= {*crosswalk_ids()}


def test_a_crosswalk_that_there_is_not() -> None:
    """An unknown list and a pair without a crosswalk are errors that say what there is."""
    with pytest.raises(LimitError, match="perhaps 'durham-complaint-areas' was meant"):
        crosswalk("durham-complaint-area", "spso-categories")
    with pytest.raises(LimitError, match=r"a crosswalk from 'spso-categories'.*perhaps 'durham-"):
        crosswalk("spso-categories", "durham-complaint-aras")


ROWS = """\
of = "nhs-outcomes"
into = "local-outcomes"
revision = "1"
note = "Judged"
"""


def row(code: str, rest: str) -> str:
    """A row of a crosswalk."""
    return f'[[row]]\ncode = "{code}"\nwhy = "So"\n{rest}\n'


SAME = "".join(
    row(code, f'into = ["{code}"]') for code in ("upheld", "partially-upheld", "not-upheld")
)


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (ROWS.replace('"nhs-', '"nsh-') + SAME, ["of: no taxonomy 'nsh-outcomes'"]),
        (
            ROWS.replace("note =", "notes =") + SAME,
            ["note: is missing", "notes: unknown key"],
        ),
        (ROWS + SAME[: SAME.rindex("[[row]]")], ["row: no row for 'not-upheld'"]),
        (
            ROWS + SAME + row("upheld", 'into = ["resolved"]'),
            ["row[3]: code 'upheld' is given 2 times"],
        ),
        (
            ROWS + SAME.replace('["not-upheld"]', '["not-upheld", "resolved", "resolvd"]'),
            [
                "row[2].into[2]: no code 'resolvd' of 'Outcomes'",
                "row[2].into: several codes and no choice",
            ],
        ),
        (
            ROWS + SAME + 'chosen = "upheld"\n',
            ["row[2].chosen: 'upheld' is none of them"],
        ),
        (
            ROWS + SAME.replace('["upheld"]', '["upheld", "upheld"]\nchosen = "upheld"'),
            ["row[0].into[1]: code 'upheld' is given 2 times"],
        ),
        (
            ROWS + SAME + row("uphold", 'into = ["upheld"]'),
            ["row[3].code: no code 'uphold' of 'Outcomes of resolved complaints'"],
        ),
    ],
)
def test_faults_of_a_crosswalk(text: str, faults: list[str]) -> None:
    """A crosswalk leads from every top, between codes that are there, by a choice that is made."""
    with pytest.raises(PolicyError) as caught:
        parse_crosswalk(text)
    assert [f"{fault.place}: {fault.problem}" for fault in caught.value.faults] == faults
