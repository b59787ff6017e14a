"""Every need that the library was designed for is said by a policy that somebody published.

The needs are in `docs/reference/needs.toml`, and how each part of them is seen in `docs/needs.py`.
`docs/said.py` counts who says them, for `docs/reference/what-policies-say.md`.
"""

from __future__ import annotations

import pytest
from docs.needs import KINDS, SEEN, held
from docs.said import parts, saying, unsaid, unused, words

from .policies import clock, of_clocks, of_stages, policy, procedure, stage

PARTS = [part for need in words() for part in need["part"]]


def test_fourteen_needs() -> None:
    """The needs of the design are all there, each in parts."""
    assert len(words()) == 14
    assert all(len(need["part"]) >= 2 for need in words())


def test_every_part_has_words_and_is_seen_once() -> None:
    """A part has an id of its own, and words and keys or a reason why there are none."""
    ids = [part["id"] for part in PARTS]
    assert len(ids) == len(set(ids))
    assert {*ids} - {*SEEN} == {part["id"] for part in PARTS if not part["keys"]}
    assert {*SEEN} <= {*ids}


def test_every_part_is_said() -> None:
    """A real authority or a national scheme says each part, or the page says that none does."""
    assert set(unsaid()) == {part["id"] for part in PARTS if "unsaid" in part}


def test_policies_are_of_three_kinds() -> None:
    """Thirty-eight files at least are of authorities, and what is invented is of none."""
    named = {kind: {each.name for each in held() if each.kind == kind} for kind in KINDS}
    assert len(named["authority"]) >= 38
    assert len(named["scheme"]) == 20
    assert named["invented"] == {"first-policy", "receipt-log", "recipes"}


def test_the_page_links_what_says_it() -> None:
    """A row names policies that say its part, real ones first, and how many there are."""
    tables = parts()["needs-tables"]
    assert len([row for row in tables.splitlines() if row.startswith("| ")]) == len(PARTS) + 28
    hours = next(row for row in tables.splitlines() if row.startswith("| hours |"))
    assert hours.endswith(
        "| 1 | 1 | [conwy-social-services](../../tests/published/conwy-social-services/policy.toml)"
        ", [awaabs-law](regimes/awaabs-law.md) |"
    )
    assert [each.kind for each in saying("hard")][-1:] == ["invented"]


def test_few_keys_are_used_by_nobody() -> None:
    """Of extensions, pauses and people every key is used by somebody real.

    So is every key of a stage but one: policies say for which pause a case is closed for silence.
    """
    assert {*unused()} <= {
        "the policy's `receipt`",
        "a procedure",
        "a stage",
        "a clock",
        "an entry of `either`",
    }
    assert "limit" not in str(unused()["a procedure"])
    assert unused()["a stage"] == ("close-after",)
    assert "reopens" in unused()["a procedure"]


BARE = of_clocks(clock())
SAYING = {
    "hard": of_clocks(
        clock("late", starts="responded", stops="closed", kind="window", rest="hard = true")
    ),
    "recurs": of_clocks(clock("update", stops="promised", rest="recurs = true")),
    "silence": of_clocks(clock(rest="pausing = {}"), rest='close-after = "10 working days"'),
    "sent-back": of_stages(stage("one"), stage("two", rest='sends-back-to = ["one"]')),
    "reopened": of_stages(stage("one"), rest="reopens = true"),
    "meanwhile": of_clocks(
        clock(
            limit="""[{ is = "10 working days", to = 2025-03-31 },
            { is = "40 working days", from = 2025-04-01, to = 2025-06-30 },
            { is = "10 working days", from = 2025-07-01 }]"""
        )
    ),
    "dated-limits": of_clocks(
        clock(
            limit="""[{ is = "10 working days", to = 2025-03-31 },
            { is = "5 working days", from = 2025-04-01 }]"""
        )
    ),
    "earlier": of_clocks(clock(rest='either = [{ limit = "1 month" }]\nchoose = "earlier"')),
}


@pytest.mark.parametrize("part", SAYING)
def test_seen_where_it_is_said(part: str) -> None:
    """What a policy says is seen by its keys, and not where they are left out."""
    assert SEEN[part](SAYING[part])
    assert not SEEN[part](BARE)


@pytest.mark.parametrize(
    ("months", "there_and_back"), [((12, 6, 12), True), ((12, 12, 12), False), ((12, 6, 9), False)]
)
def test_a_limit_may_go_and_return_by_revisions(
    months: tuple[int, int, int], there_and_back: bool
) -> None:
    """What is so for some time is seen of a clock too whose procedure is replaced with it."""
    spans = ("to = 2022-12-31", "from = 2023-01-01, to = 2023-12-31", "from = 2024-01-01")
    revised = [
        procedure(
            stage(f"first-{k}", clock(limit=f'"{n} months"')), rest=f"in-force = {{ {span} }}"
        )
        for k, (n, span) in enumerate(zip(months, spans, strict=True))
    ]
    assert SEEN["meanwhile"](policy(*revised)) is there_and_back
