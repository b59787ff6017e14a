"""What a list of codes says and cannot be, by place and line."""

from __future__ import annotations

import pytest

from .wrong import Cases, found, marked, more


def listing(*rows: str) -> str:
    """A policy with a list of outcomes that has a code 'b' and these rows."""
    codes = "".join(f"  {row}\n" for row in ("{ id = 'b', title = 'B' },", *rows))
    return more(f"[taxonomy.outcome]\ntitle = 'Outcomes'\ncode = [\n{codes}]")


WRONG: Cases = {
    "a code beside another, of which there is none": (
        more(
            "[taxonomy.proof]\ntitle = 'P'\ncode = [\n"
            "{ id = 'a', title = 'A', beside-another = true }, #!\n]"
        ),
        [("taxonomy.proof.code[a].beside-another", "'a' is never beside another", None)],
    ),
    "a code beside another, where one is all that may be": (
        listing("{ id = 'a', title = 'A', beside-another = true }, #!").replace(
            "title = 'Outcomes'", "title = 'Outcomes'\nat-most = 1"
        ),
        [("taxonomy.outcome.code[a].beside-another", "'a' is never beside another", None)],
    ),
    "a code that forwards to an unknown one": (
        listing("{ id = 'a', title = 'A', to = 2026-03-31, forwards-to = 'c' }, #!"),
        [("taxonomy.outcome.code[a].forwards-to", "no code 'c'", None)],
    ),
    "a code that forwards while it may be picked": (
        listing("{ id = 'a', title = 'A', forwards-to = 'b' }, #!"),
        [("taxonomy.outcome.code[a].forwards-to", "'a' forwards and has no last day", None)],
    ),
    "a code that ends before it begins": (
        listing("{ id = 'a', title = 'A', from = 2026-04-01, to = 2026-03-31 }, #!"),
        [("taxonomy.outcome.code[a].to", "ends on 2026-03-31, before 2026-04-01", None)],
    ),
    "codes that are part of each other": (
        listing(
            "{ id = 'a', title = 'A', parent = 'd' }, #!",
            "{ id = 'd', title = 'D', parent = 'a' }, #!",
        ),
        [
            ("taxonomy.outcome.code[a].parent", "'a' leads to itself: a, d, a", None),
            ("taxonomy.outcome.code[d].parent", "'d' leads to itself: d, a, d", None),
        ],
    ),
    "a code given up for a part of itself": (
        listing(
            "{ id = 'a', title = 'A', to = 2026-03-31, forwards-to = 'd' }, #!",
            "{ id = 'd', title = 'D', parent = 'a' }, #!",
        ),
        [
            ("taxonomy.outcome.code[a].forwards-to", "'a' leads to itself: a, d, a", None),
            ("taxonomy.outcome.code[d].parent", "'d' leads to itself: d, a, d", None),
        ],
    ),
    "an unknown source of a code": (
        listing("{ id = 'a', title = 'A', source = { ref = 'x' } }, #!"),
        [("taxonomy.outcome.code[a].source.ref", "no source 'x'", None)],
    ),
    "a list of which none may be given": (
        more("[taxonomy.outcome]\ntitle = 'Outcomes'\nat-most = 0 #!\ncode = []"),
        [("taxonomy.outcome.at-most", "found '0'", None)],
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_faults_of_taxonomies(name: str) -> None:
    """What cannot last as a tree of codes is a fault on its line."""
    source, wrong = WRONG[name]
    assert found(source) == marked(source, wrong)


def test_a_code_may_end_on_its_first_day() -> None:
    """A code in force for one day, and a list of which one may be given, are no faults."""
    row = "{ id = 'a', title = 'A', from = 2026-03-31, to = 2026-03-31, forwards-to = 'b' },"
    with pytest.raises(pytest.fail.Exception):
        found(listing(row).replace("title = 'Outcomes'", "title = 'Outcomes'\nat-most = 1"))
