"""Lists that facts are picked from, and the citations of what they rest on."""

from __future__ import annotations

from datetime import date

import pytest

from casework import LimitError
from casework.rules.lists.taxonomy import Code, Taxonomy
from casework.rules.sources import Citation, Source

LAST = date(2026, 3, 31)

CAUSES = Taxonomy(
    "Root causes",
    (
        Code("service", "Service"),
        Code("delay", "Delay", "Later than promised", "service"),
        Code("attitude", "Attitude"),
    ),
)


def test_a_taxonomy_holds_the_ids_of_its_codes() -> None:
    """A value is in a taxonomy where it is the id of a code, not where it is a title."""
    assert "delay" in CAUSES
    assert "Delay" not in CAUSES
    assert None not in CAUSES


def test_codes_are_in_the_order_given() -> None:
    """The ids of a taxonomy are in the order in which they are reported."""
    assert CAUSES.ids == ("service", "delay", "attitude")


def test_every_code_has_its_title() -> None:
    """The titles of a taxonomy are those of its codes, by id and in their order."""
    assert [(id_, code.title) for id_, code in CAUSES.by_id.items()] == [
        ("service", "Service"),
        ("delay", "Delay"),
        ("attitude", "Attitude"),
    ]


def test_a_taxonomy_is_its_title_and_codes() -> None:
    """Two taxonomies that say the same are equal."""
    assert Taxonomy("Root causes", CAUSES.code) == CAUSES
    assert Taxonomy("Root causes", CAUSES.code[:2]) != CAUSES


@pytest.mark.parametrize(
    ("at", "confirmed", "words"),
    [
        ("section 4", True, "Complaints Policy, section 4"),
        (None, True, "Complaints Policy"),
        ("section 4", False, "Complaints Policy, section 4 (unconfirmed)"),
        (None, False, "Complaints Policy (unconfirmed)"),
    ],
)
def test_a_citation_in_words(at: str | None, confirmed: bool, words: str) -> None:
    """A citation names its source and the place in it, and what nobody has read stays marked."""
    sources = {"policy": Source("Complaints Policy", confirmed=confirmed)}
    assert Citation("policy", at).text(sources) == words


@pytest.mark.parametrize("confirmed", [True, False])
def test_what_a_citation_assumes_is_shown(confirmed: bool) -> None:
    """What a place does not say is shown with it, and apart from whether the place was read."""
    sources = {"policy": Source("Complaints Policy")}
    words = Citation("policy", "section 4", confirmed, "from receipt").text(sources)
    read = "" if confirmed else " (unconfirmed)"
    assert words == f"Complaints Policy, section 4 (assumed: from receipt){read}"


YEARS = Taxonomy(
    "Causes over the years",
    (
        Code("service", "Service"),
        Code("delay", "Delay", parent="service"),
        Code("slow", "Slow", until=LAST, forwards_to="late"),
        Code("late", "Late", until=LAST, forwards_to="delay"),
        Code("fax", "Fax lines", until=LAST),
    ),
)


@pytest.mark.parametrize(
    ("value", "forward", "top"),
    [
        ("service", "service", "service"),
        ("delay", "delay", "service"),
        ("late", "delay", "service"),
        ("slow", "delay", "service"),
        ("fax", "fax", "fax"),
    ],
)
def test_a_retired_code_forwards_for_ever(value: str, forward: str, top: str) -> None:
    """A code given up leads to its heir, and to that one's heir; without one it stays itself."""
    assert (YEARS.forward(value), YEARS.roll_up(value)) == (forward, top)


def test_levels_of_the_tree() -> None:
    """Level 1 is the top; a level below what there is gives the code itself."""
    assert [YEARS.roll_up("slow", level) for level in (0, 1, 2, 3)] == [
        "service",
        "service",
        "delay",
        "delay",
    ]


def test_a_case_is_counted_by_what_its_codes_have_become() -> None:
    """Two values that come to the same code count the case once, in the order first met."""
    assert YEARS.counted(["fax", "slow", "delay", "late"]) == ("fax", "delay")
    assert YEARS.counted(["fax", "slow", "service"], 1) == ("fax", "service")


def test_the_nearest_of_some_codes() -> None:
    """The narrowest of the codes asked about counts, and none is an answer too."""
    assert YEARS.nearest("slow", {"service", "delay"}) == "delay"
    assert YEARS.nearest("slow", {"service"}) == "service"
    assert YEARS.nearest("slow", {"fax"}) is None


def test_a_code_that_there_is_not() -> None:
    """Asking about an unknown code names the list, its codes and what was perhaps meant."""
    with pytest.raises(LimitError) as caught:
        YEARS.forward("dealy")
    assert str(caught.value) == (
        "'dealy' cannot be used here; expected a code of 'Causes over the years': 'service',"
        " 'delay', 'slow', 'late' or 'fax'; perhaps 'delay' was meant"
    )


def test_a_tree_is_listed_from_the_top() -> None:
    """Each code stands straight before what is part of it, in the order given."""
    rows = [(depth, code.id) for depth, code in YEARS.tree()]
    assert rows == [(0, "service"), (1, "delay"), (0, "slow"), (0, "late"), (0, "fax")]


def test_a_loop_ends_somewhere() -> None:
    """Codes that lead back to themselves, which no file may have, still have an answer."""
    turning = Taxonomy(
        "x", (Code("a", "A", forwards_to="b"), Code("b", "B", forwards_to="a"), Code("c", "C"))
    )
    assert [turning.forward(ident) for ident in turning.ids] == ["a", "b", "c"]
