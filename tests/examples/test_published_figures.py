"""The page on published percentages is right about every one of them."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

import pytest

from .scripts import EXAMPLES

PAGE = EXAMPLES.parent / "docs" / "explanation" / "published-figures.md"
ROW = re.compile(
    r"\| (?P<where>[^|]+) \| (?P<what>[^|]+) \| (?P<printed>[\d.]+)% \| (?P<count>\d+)"
    r" \| (?P<of>\d+) \| (?P<exactly>[\d.]+) \| (?P<verdict>[^|]+) \|"
)
ROWS = [
    found for line in PAGE.read_text(encoding="utf-8").splitlines() if (found := ROW.match(line))
]


def rounded(exactly: Decimal, like: str) -> Decimal:
    """A number to as many places as another is printed with."""
    return exactly.quantize(Decimal(like), ROUND_HALF_UP)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["what"])
def test_row(row: re.Match[str]) -> None:
    """The exact share follows from the counts, and the verdict from the share."""
    share = Decimal(100 * int(row["count"])) / int(row["of"])
    assert rounded(share, "0.0001") == Decimal(row["exactly"])
    right = rounded(share, row["printed"])
    wanted = "right" if right == Decimal(row["printed"]) else f"wrong: {right}%"
    assert row["verdict"] == wanted


def test_sums() -> None:
    """The causes are 343; their printed percentages make 99.97, and put right they make 100."""
    causes = [row for row in ROWS if row["of"] == "343"]
    assert len(causes) == 9
    assert sum(int(row["count"]) for row in causes) == 343
    assert sum(Decimal(row["printed"]) for row in causes) == Decimal("99.97")
    right = (rounded(Decimal(row["exactly"]), row["printed"]) for row in causes)
    assert sum(right) == Decimal("100.00")


def test_two_are_wrong() -> None:
    """The page names two wrong percentages among fourteen."""
    assert len(ROWS) == 14
    assert [row["what"] for row in ROWS if row["verdict"] != "right"] == [
        "Communications",
        "reclassified complaints that were reviewed",
    ]
