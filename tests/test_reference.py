"""The reference says what the code says, and pages show files as they are."""

from __future__ import annotations

import sys
import tomllib
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

import casework
from casework.rules.moves import PATTERNS

from .pages import Block, blocks

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


def script() -> ModuleType:
    """`docs/generate.py`, which is in no package, as a module."""
    spec = spec_from_file_location("generate_docs", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[spec.name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


generate = script()


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of pages of our own, for the script to write."""
    monkeypatch.setattr(generate, "DOCS", tmp_path)
    return tmp_path


def test_the_reference_is_fresh(capsys: pytest.CaptureFixture[str]) -> None:
    """Every generated part of the reference is what the script makes now."""
    status = generate.main(["--check"])
    assert (status, capsys.readouterr().out) == (0, "")


def test_a_stale_page_is_named(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A stale page is named and left alone when checked, and mended when not."""
    page = docs / "page.md"
    page.write_text("Before.\n<!-- generated: divisions -->\nold\n<!-- end generated -->\nAfter.\n")
    stale = page.read_text()
    assert generate.main(["--check"]) == 1
    assert "page.md: stale" in capsys.readouterr().out
    assert page.read_text() == stale
    assert generate.main([]) == 0
    made = page.read_text()
    assert made.startswith("Before.\n<!-- generated: divisions -->\n")
    assert made.endswith("<!-- end generated -->\nAfter.\n")
    assert "old" not in made
    assert generate.main(["--check"]) == 0


def test_an_unknown_part_is_refused(docs: Path) -> None:
    """A part that the script cannot make stops it."""
    (docs / "page.md").write_text("<!-- generated: none -->\n<!-- end generated -->\n")
    with pytest.raises(KeyError, match="none"):
        generate.main(["--check"])


def test_every_part_is_shown() -> None:
    """What the script can make stands on some page, once."""
    text = "".join(page.read_text(encoding="utf-8") for page in DOCS.rglob("*.md"))
    shown = sorted(found[1] for found in generate.PART.findall(text))
    assert shown == sorted(generate.PARTS)


def test_every_key_needs_words(docs: Path) -> None:
    """A key of the policy file without words, or words without a key, stop the script."""
    (docs / "reference").mkdir()
    words = (DOCS / "reference/words.toml").read_text(encoding="utf-8")
    for other in (words.replace("closures =", "closing ="), words.replace(".Stage]", ".Step]")):
        (docs / "reference/words.toml").write_text(other)
        with pytest.raises(ValueError, match=r"words\.toml"):
            generate.policy_file()


def test_every_public_name_is_listed() -> None:
    """The page of public names has each of them once."""
    rows = [row for row in generate.names().splitlines() if row.startswith("| `")]
    listed = [row.split("`")[1].split("(")[0] for row in rows]
    assert sorted(listed) == casework.__all__


def test_every_event_is_listed() -> None:
    """The table of built-in events has a row for each pattern of a move."""
    rows = generate.events().splitlines()[2:]
    listed = [row.split("`")[1:4:2] for row in rows]
    assert listed == [[each.event, each.act] for each in PATTERNS]


def test_every_rule_has_words() -> None:
    """Where a move hangs on a rule of its stage, the table says on which."""
    words = tomllib.loads((DOCS / "reference/words.toml").read_text(encoding="utf-8"))
    used = {name for each in PATTERNS for name in (each.rule or each.event,)}
    assert {each.rule for each in PATTERNS if each.rule} <= set(words["only-where"]) <= used


EXCERPTS = [
    block
    for page in sorted(DOCS.rglob("*.md"))
    for block in blocks(page)
    if block.note("part of") is not None
]


@pytest.mark.parametrize("block", EXCERPTS, ids=lambda block: f"{block.page.stem}-{block.line}")
def test_excerpts_are_of_the_file(block: Block) -> None:
    """A block that says it is part of a file stands in that file, line for line."""
    whole = (ROOT / str(block.note("part of"))).read_text(encoding="utf-8")
    assert f"\n{block.text}" in f"\n{whole}"
