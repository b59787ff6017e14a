"""What holds for every tree of codes: forwarding, rolling up, and adding leaves."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from casework.rules.lists.taxonomy import Code, Taxonomy

from .trees import LAST, cases, taxonomies, values

DRAWN = st.data()


def totals(taxonomy: Taxonomy, found: list[tuple[str, ...]]) -> Counter[str]:
    """How many cases carry each code."""
    return Counter(code for carried in found for code in taxonomy.counted(carried))


@given(taxonomies(), DRAWN)
def test_forwarding_ends(taxonomy: Taxonomy, data: st.DataObject) -> None:
    """What a code leads to leads no further, and forwards to nothing."""
    value = data.draw(values(taxonomy))
    found = taxonomy.forward(value)
    assert taxonomy.forward(found) == found
    assert taxonomy.by_id[found].forwards_to is None


@given(taxonomies(), DRAWN)
def test_rolling_up_ends(taxonomy: Taxonomy, data: st.DataObject) -> None:
    """What a code rolls up to is a top, and rolls up to itself; so does every narrower level."""
    value = data.draw(values(taxonomy))
    top = taxonomy.roll_up(value)
    assert top in taxonomy.tops
    levels = len(taxonomy.lineage(value))
    ways = [taxonomy.roll_up(value, level) for level in range(1, levels + 1)]
    assert ways == list(reversed(taxonomy.lineage(value)))
    assert all(taxonomy.roll_up(way) == top for way in ways)


@given(taxonomies(), DRAWN)
def test_rolling_up_after_forwarding(taxonomy: Taxonomy, data: st.DataObject) -> None:
    """Forwarding first changes no roll-up, at any level."""
    value = data.draw(values(taxonomy))
    level = data.draw(st.integers(1, 5))
    assert taxonomy.roll_up(taxonomy.forward(value), level) == taxonomy.roll_up(value, level)


@given(taxonomies(), DRAWN)
def test_retiring_a_code_changes_no_total(taxonomy: Taxonomy, data: st.DataObject) -> None:
    """A code that is given up for another adds its cases to that one's, and moves no other."""
    found = data.draw(cases(taxonomy))
    old = data.draw(values(taxonomy))
    candidates = [ident for ident in taxonomy.ids if old not in taxonomy.lineage(ident)]
    heir = data.draw(st.sampled_from([*candidates, None]))
    before = totals(taxonomy, found)
    retired = Taxonomy(
        taxonomy.title,
        tuple(
            Code(code.id, code.title, None, code.parent, None, LAST, code.forwards_to or heir)
            if code.id == old
            else code
            for code in taxonomy.code
        ),
    )
    after = totals(retired, found)
    came = taxonomy.forward(old)
    if heir is None or came != old:
        assert after == before
        return
    went = taxonomy.forward(heir)
    carrying = [set(taxonomy.counted(carried)) for carried in found]
    assert after[old] == 0
    assert after[went] == sum(bool(codes & {old, went}) for codes in carrying)
    others = set(taxonomy.ids) - {old, went}
    assert {code: after[code] for code in others} == {code: before[code] for code in others}


@given(taxonomies(), DRAWN)
def test_a_case_counts_once_under_a_code(taxonomy: Taxonomy, data: st.DataObject) -> None:
    """However many of a code's values a case carries, it is counted there once, and somewhere."""
    for carried in data.draw(cases(taxonomy)):
        for level in (None, 1, 2):
            found = taxonomy.counted(carried, level)
            assert found
            assert len(set(found)) == len(found)
            assert taxonomy.counted((*carried, *carried), level) == found


@given(taxonomies(), DRAWN)
def test_a_total_is_its_parts_where_cases_carry_one(
    taxonomy: Taxonomy, data: st.DataObject
) -> None:
    """Where each case carries one code, the codes add up to the cases, rolled up or not."""
    found = [(value,) for value in data.draw(st.lists(values(taxonomy)))]
    for level in (None, 1, 2, 3):
        counted = Counter(code for carried in found for code in taxonomy.counted(carried, level))
        assert counted.total() == len(found)


@given(taxonomies(), DRAWN)
def test_adding_leaves_changes_no_roll_up(taxonomy: Taxonomy, data: st.DataObject) -> None:
    """Whatever is added under codes that there are, the old ones keep their lineage."""
    parents = data.draw(st.lists(values(taxonomy), max_size=4))
    added = [Code(f"own-{i}", "Own", parent=parent) for i, parent in enumerate(parents)]
    grown = Taxonomy(taxonomy.title, (*taxonomy.code, *added))
    for ident in taxonomy.ids:
        assert grown.lineage(ident) == taxonomy.lineage(ident)
    for code in added:
        assert grown.roll_up(code.id) == taxonomy.roll_up(str(code.parent))


@given(taxonomies(), DRAWN)
def test_the_nearest_is_on_the_way(taxonomy: Taxonomy, data: st.DataObject) -> None:
    """The nearest of some codes is in the lineage, and nothing before it is among them."""
    value = data.draw(values(taxonomy))
    among = data.draw(st.sets(values(taxonomy)))
    way = taxonomy.lineage(value)
    found = taxonomy.nearest(value, among)
    before = way if found is None else way[: way.index(found)]
    assert not set(before) & among
    assert found is None or found in among


@given(taxonomies())
def test_the_tree_has_every_code_once(taxonomy: Taxonomy) -> None:
    """In the tree each code stands once, right below its parent's depth."""
    depths: dict[str, int] = {}
    for depth, code in taxonomy.tree():
        assert code.id not in depths
        depths[code.id] = depth
        assert depth == (0 if code.parent is None else depths[code.parent] + 1)
    assert sorted(depths) == sorted(taxonomy.ids)
