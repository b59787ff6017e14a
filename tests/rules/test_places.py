"""Every value of a TOML file stands on the line that is said."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given

from casework.rules.places import Path, line_at, lines_of

from .documents import AWKWARD, LINES, documents


def paths_of(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every path of a document as tomllib reads it."""
    yield path
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from paths_of(inner, (*path, name))
    if isinstance(value, list):
        for index, inner in enumerate(value):
            yield from paths_of(inner, (*path, index))


@given(documents())
def test_every_path_stands_where_its_key_was_written(
    drawn: tuple[str, dict[Path, int]],
) -> None:
    """Each path that tomllib reads, and no other, has the line on which its key was written."""
    text, written = drawn
    assert set(paths_of(tomllib.loads(text))) == set(written)
    assert lines_of(text) == written


@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_documents_have_the_paths_that_tomllib_reads(name: str) -> None:
    """Each path that tomllib reads, and no other, has a line, however awkward the text."""
    text = AWKWARD[name]
    assert set(lines_of(text)) == set(paths_of(tomllib.loads(text)))


@pytest.mark.parametrize("name", LINES)
def test_awkward_documents_have_the_lines_counted_by_hand(name: str) -> None:
    """The lines of awkward documents are those that a person counts."""
    lines = lines_of(AWKWARD[name])
    assert {path: lines[path] for path in LINES[name]} == LINES[name]


def test_what_is_missing_stands_where_it_should_have_been() -> None:
    """A path without a line of its own has that of the nearest thing around it."""
    lines = lines_of("a = 1\n[b]\nc = 2\n")
    assert line_at(lines, ("b", "c", 0, "d")) == 3
    assert line_at(lines, ("b", "x")) == 2
    assert line_at(lines, ("x", 0)) == 1


def test_an_empty_document_is_its_first_line() -> None:
    """An empty text has one place, on line 1."""
    assert lines_of("") == {(): 1}


@pytest.mark.parametrize("text", ["a = [", "a = [ 1,", "a = [ { b = 1", "a", "[a"])
def test_half_a_document_has_lines_all_the_same(text: str) -> None:
    """A text that breaks off has the lines of what is there, and looking for them ends."""
    assert lines_of(text)[()] == 1
