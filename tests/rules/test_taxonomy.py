"""Lists that facts are picked from, and the citations of what they rest on."""

from __future__ import annotations

import pytest

from casework.rules.sources import Citation, Source
from casework.rules.taxonomy import Code, Taxonomy

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
