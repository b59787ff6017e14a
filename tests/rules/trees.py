"""Trees of codes as Hypothesis draws them: with parents, and with codes that were given up."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from casework.rules.lists.taxonomy import Code, Taxonomy

LAST = date(2026, 3, 31)


@st.composite
def taxonomies(draw: st.DrawFn, prefix: str = "c", largest: int = 12) -> Taxonomy:
    """A taxonomy of a few codes, each leading only to codes before it, in any order."""
    count = draw(st.integers(1, largest))
    codes = []
    for number in range(count):
        others = [f"{prefix}{other}" for other in range(number)]
        parent = draw(st.none() | st.sampled_from(others)) if others else None
        heir = draw(st.none() | st.none() | st.sampled_from(others)) if others else None
        until = LAST if heir else None
        ident = f"{prefix}{number}"
        codes.append(Code(ident, ident.upper(), None, parent, None, until, heir))
    return Taxonomy("Codes", tuple(draw(st.permutations(codes))))


def values(taxonomy: Taxonomy) -> st.SearchStrategy[str]:
    """A code of a taxonomy."""
    return st.sampled_from(taxonomy.ids)


def cases(taxonomy: Taxonomy) -> st.SearchStrategy[list[tuple[str, ...]]]:
    """A few cases, each as the codes that it carries."""
    carried = st.lists(values(taxonomy), min_size=1, max_size=4, unique=True).map(tuple)
    return st.lists(carried, max_size=12)
