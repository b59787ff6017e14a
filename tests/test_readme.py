"""The README repeats figures only where they stand on the page that measured them."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_the_costs_of_the_readme_are_those_measured() -> None:
    """Every row of the README's table of costs is a row of the page that benchmarks write."""
    section = (ROOT / "README.md").read_text(encoding="utf-8").partition("## What it costs")[2]
    rows = [row for row in section.partition("\n## ")[0].splitlines() if row.startswith("| ")]
    measured = (ROOT / "docs/reference/costs.md").read_text(encoding="utf-8").splitlines()
    assert len(rows) > 8
    assert [row for row in rows if row not in measured] == []
