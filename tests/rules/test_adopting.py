"""A policy's list that builds on a published one: what it has, and what it may not change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import Policy, parse_policy
from casework.rules.lists.taxonomies import published_taxonomy, taxonomy_ids
from casework.rules.lists.taxonomy import Taxonomy

from .wrong import Cases, found, marked, more

CAUSES = "kensington-and-chelsea-root-causes"


def listing(name: str, extends: str, *rows: str, rest: str = "") -> str:
    """A policy with a list that builds on a published one and has these codes of its own."""
    codes = "".join(f"  {row}, #!\n" for row in rows)
    own = f"code = [\n{codes}]\n" if rows else ""
    return more(f"[taxonomy.{name}]\nextends = '{extends}'\n{rest}\n{own}")


def held(policy: Policy, name: str = "root-cause") -> Taxonomy:
    """A list of a policy."""
    return policy.taxonomies[name]


def test_a_list_is_had_whole() -> None:
    """A list that adds nothing has the published codes, title, revision and note, as they are."""
    published = published_taxonomy(CAUSES).taxonomy
    mine = held(parse_policy(listing("root-cause", CAUSES)))
    assert mine.extends == CAUSES
    assert (mine.title, mine.revision, mine.note) == (
        published.title,
        published.revision,
        published.note,
    )
    assert [(code.id, code.title) for code in mine.code] == [
        (code.id, code.title) for code in published.code
    ]


def test_a_list_may_say_more() -> None:
    """What a list says itself stands; its own codes come after the published ones."""
    own = "{ id = 'late-bins', title = 'Late bins', parent = 'service-delay' }"
    rest = "title = 'Why'\nat-most = 3\nsource = { ref = 'policy', at = '9' }"
    policy = parse_policy(listing("root-cause", CAUSES, own, rest=rest))
    mine = held(policy)
    assert (mine.title, mine.at_most, mine.ids[-1]) == ("Why", 3, "late-bins")
    assert mine.roll_up("late-bins") == "service-delay"
    assert mine.source is not None
    assert policy.cite(mine.source) == "Complaints Policy, 9"


def test_published_codes_keep_their_citations() -> None:
    """A published code cites where it is from, confirmed or not, beside the policy's sources."""
    policy = parse_policy(listing("complaint-area", "durham-complaint-areas"))
    codes = held(policy, "complaint-area").by_id
    for ident, words in (
        ("damage", "Durham County Council, Customer Feedback Report, Quarter 1, 2021/22,"),
        ("missed-bin", "25 October 2021, 91 (unconfirmed)"),
    ):
        source = codes[ident].source
        assert source is not None
        assert words in policy.cite(source)
    assert set(policy.sources) == {"durham-complaint-areas/report", "policy"}


@given(st.data())
def test_adding_leaves_changes_no_published_roll_up(data: st.DataObject) -> None:
    """Whatever an authority adds, the published codes keep their titles and their lineage."""
    ident = data.draw(st.sampled_from(taxonomy_ids()))
    published = published_taxonomy(ident)
    parents = data.draw(st.lists(st.sampled_from(published.taxonomy.ids), max_size=3))
    rows = [
        f"{{ id = 'own-{i}', title = 'Own', parent = '{parent}' }}"
        for i, parent in enumerate(parents)
    ]
    mine = held(parse_policy(listing(published.axis, ident, *rows)), published.axis)
    for code in published.taxonomy.code:
        assert mine.by_id[code.id].title == code.title
        assert mine.lineage(code.id) == published.taxonomy.lineage(code.id)
    for i, parent in enumerate(parents):
        assert mine.roll_up(f"own-{i}") == published.taxonomy.roll_up(parent)


WRONG: Cases = {
    "a list that there is not": (
        listing("root-cause", "kensington-causes").replace("-causes'", "-causes' #!"),
        [("taxonomy.root-cause.extends", "no taxonomy 'kensington-causes'", CAUSES)],
    ),
    "a list of another question": (
        listing("root-cause", "spso-categories").replace("ries'", "ries' #!"),
        [
            (
                "taxonomy.root-cause.extends",
                "'spso-categories' is a list of another axis, category",
                None,
            )
        ],
    ),
    "a code beside the published ones": (
        listing("root-cause", CAUSES, "{ id = 'contractors', title = 'C' }"),
        [
            (
                "taxonomy.root-cause.code[contractors]",
                f"'contractors' is part of no code of '{CAUSES}'",
                "contractor",
            )
        ],
    ),
    "a code under one that there is not": (
        listing("root-cause", CAUSES, "{ id = 'a', title = 'A', parent = 'contractr' }"),
        [("taxonomy.root-cause.code[a].parent", "no code 'contractr'", "contractor")],
    ),
    "a code of no shape": (
        listing("root-cause", CAUSES, "5"),
        [("taxonomy.root-cause.code[9]", "found '5'", None)],
    ),
    "codes of no shape": (
        listing("root-cause", CAUSES, rest="code = 5 #!"),
        [("taxonomy.root-cause.code[9]", "found '5'", None)],
    ),
    "sources of no shape": (
        "source = 5 #!\n"
        + listing("root-cause", CAUSES).replace('[source.policy]\ntitle = "Complaints Policy"', ""),
        [("source", "found '5'", None)],
    ),
    "an extension of no shape": (
        more("[taxonomy.root-cause]\ntitle = 'x'\ncode = []\nextends = 5 #!"),
        [("taxonomy.root-cause.extends", "found '5'", None)],
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_faults_of_adopting(name: str) -> None:
    """What would change a published list is a fault on its line, as are words of no shape."""
    source, wrong = WRONG[name]
    assert found(source) == marked(source, wrong)


def test_a_published_code_said_anew() -> None:
    """A published id is taken, whatever is said under it."""
    own = "{ id = 'contractor', title = 'C', parent = 'staff-attitude' }"
    first, second = found(listing("root-cause", CAUSES, own))
    assert first.problem == f"'contractor' is published in '{CAUSES}', and its meaning stays"
    assert (first.line, first.place) == (second.line, f"{second.place}.id")
    assert second.problem == "code 'contractor' is given 2 times"


def test_lists_of_ones_own_stand_beside() -> None:
    """A list that builds on none is left as it is where another builds on one."""
    text = listing("root-cause", CAUSES) + "[taxonomy.list]\ntitle = 'x'\ncode = []\n"
    policy = parse_policy(text)
    assert held(policy, "list") == Taxonomy("x", ())
    assert len(held(policy).code) == 9


def test_what_is_published_is_in_the_edition() -> None:
    """A policy that takes a list over is another edition than one that writes none."""
    assert parse_policy(more("")).edition != parse_policy(listing("root-cause", CAUSES)).edition
