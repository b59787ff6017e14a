"""The vectors here say the same as the ones that the project shares, where those are at hand."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from .vectors import CODE, EXPRESSED, INEXPRESSIBLE, VECTORS, Vector

SHARED = Path(__file__).parents[2].parent / "shared" / "vectors"
PEERS = [vector for vector in VECTORS if vector.id.startswith("peer-")]
OFFICIAL = [vector for vector in VECTORS if vector.id.startswith("official-")]
EVIDENCE = {
    "official_guidance_day_month_published_year_chosen": "published",
    "legal_commentary": "commentary",
    "derived": "derived",
}


def test_counts() -> None:
    """All 214 vectors are here once; all but one are expressed, and that one has its reason."""
    inexpressible = [vector.id for vector in VECTORS if vector.rule in INEXPRESSIBLE]
    assert (len(PEERS), len(OFFICIAL)) == (205, 9)
    assert len(EXPRESSED) + len(inexpressible) == len(VECTORS) == 214
    assert inexpressible == ["peer-134"]
    assert all(INEXPRESSIBLE.values())
    assert len({vector.id for vector in VECTORS}) == 214


def shared(name: str) -> list[dict[str, Any]]:
    """A shared table, or a skipped test where the shared folder is not next to the project."""
    if not SHARED.is_dir():
        pytest.skip("the shared folder is not next to the project")
    rows: list[dict[str, Any]] = json.loads((SHARED / name).read_text(encoding="utf-8"))
    return rows


def written(value: object) -> object:
    """A value as the shared tables write it."""
    if value == "refused":
        return "error"
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else value


def facts(vector: Vector) -> dict[str, object]:
    """What a vector of a test suite says, in the words of the shared table."""
    said = {
        "suite": vector.suite,
        "rule_code": CODE[vector.rule],
        "start": written(vector.start),
        "n": vector.n,
        "holidays_assumed": [written(day) for day in vector.closed],
        "expected": written(vector.gives),
        "statutory_trap": vector.by_statute is not None,
        "end": None if vector.end == date.min else written(vector.end),
        "today": None if vector.today == date.min else written(vector.today),
        "cutoff": vector.cut_off and vector.cut_off.isoformat(timespec="minutes"),
        "pauses": [[written(a), written(b)] for a, b in vector.pauses] or None,
        "paused_days": vector.paused or None,
    }
    if vector.rule == "days-and-as-many-as-closed":
        said["start1"] = vector.from_next_open_day
    return said


def test_shared_test_suites_agree() -> None:
    """Every vector of a public test suite is here, with the shared facts."""
    ours = {vector.id: facts(vector) for vector in PEERS}
    theirs = {}
    for row in shared("peer-test-suites.json"):
        said = {"suite": f"{row['source_repo']} {row['file']}", "statutory_trap": False} | row
        if row["rule_code"] == "BH_COUNT_ADD":
            said = {"start1": True} | said
        theirs[row["id"]] = {key: said.get(key) for key in ours[row["id"]]}
    assert ours == theirs


def test_shared_official_examples_agree() -> None:
    """Every official example is here, with the shared facts."""
    ours = [
        (v.suite, written(v.start), v.n, v.division, written(v.gives), v.evidence) for v in OFFICIAL
    ]
    theirs = [
        (
            row["regime"],
            row["start"],
            row["params"]["n"],
            row["params"].get("calendar"),
            row["expected"],
            EVIDENCE[row["evidence"]],
        )
        for row in shared("official.json")
    ]
    assert Counter(ours) == Counter(theirs)
    assert len(theirs) == len(OFFICIAL)


def test_every_code_is_a_rule_in_use() -> None:
    """The table of rule names has one entry for each rule of the public test suites."""
    assert set(CODE) == {vector.rule for vector in PEERS}
    codes = {row["rule_code"] for row in shared("peer-test-suites.json")}
    assert codes == set(CODE.values())
    assert len(codes) == len(CODE)
