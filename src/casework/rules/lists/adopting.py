"""A policy's list that builds on a published one, flattened when the file is read.

`extends` names a shipped taxonomy.  All its codes are in the policy's list, as they were
published, and cite where they are from.  The authority may add codes of its own, each under a
published one; so what it adds is part of something that others count too, and no published code
changes its meaning, its place or its roll-up.  A list of one axis cannot be had under the name
of another: what a complaint was about does not say why it happened.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve

from casework.errors import LimitError, listed, meant
from casework.rules.documents import Document
from casework.rules.lists.taxonomies import (
    AXES,
    PublishedTaxonomy,
    published_tables,
    published_taxonomy,
)
from casework.rules.places import Path
from casework.rules.structure import Problem

Tables = dict[str, Any]

INHERITED = ("title", "revision", "note")
"""What a list has of the published one where it does not say it itself."""


def adopted(document: Document) -> tuple[Document, list[Problem]]:
    """A document in which every list that builds on a published one is written out in full."""
    given = document.data.get("taxonomy")
    lists = given if isinstance(given, dict) else {}
    wanted = {
        name: table
        for name, table in lists.items()
        if isinstance(table, dict) and isinstance(table.get("extends"), str)
    }
    if not wanted:
        return document, []
    data: Tables = {**document.data, "taxonomy": dict(lists)}
    problems: list[Problem] = []
    origins = dict(document.origins)
    for name, table in wanted.items():
        path: Path = ("taxonomy", name)
        try:
            found = published_taxonomy(table["extends"])
        except LimitError as error:
            problem = f"no taxonomy '{table['extends']}'"
            problems.append(Problem((*path, "extends"), problem, error.expected, error.meant))
            data["taxonomy"][name] = {"title": name, "code": [], **table}
            continue
        problems += _foreign(found, table, path)
        data["taxonomy"][name] = _laid(found, table)
        _lend(data, found)
        count = len(found.taxonomy.code)
        for i in range(count):
            origins[*path, "code", i] = (*path, "extends")
        for i, _ in enumerate(data["taxonomy"][name]["code"][count:]):
            origins[*path, "code", count + i] = (*path, "code", i)
    return evolve(document, data=data, origins=origins), problems


def _foreign(found: PublishedTaxonomy, table: Tables, path: Path) -> Iterator[Problem]:
    """What would change a published list, or put it in the place of another question's."""
    name = str(path[-1])
    if name in AXES and name != found.axis:
        problem = f"'{found.id}' is a list of another axis, {found.axis}"
        yield Problem((*path, "extends"), problem, f"a list of {name}")
    theirs = found.taxonomy.ids
    for i, code in _own(table):
        here: Path = (*path, "code", len(theirs) + i)
        ident = code.get("id")
        if ident in theirs:
            problem = f"'{ident}' is published in '{found.id}', and its meaning stays"
            yield Problem((*here, "id"), problem, "an id of your own")
        elif code.get("parent") is None:
            problem = f"'{ident}' is part of no code of '{found.id}'"
            yield Problem(here, problem, f"a parent: {listed(theirs)}", meant(str(ident), theirs))


def _laid(found: PublishedTaxonomy, table: Tables) -> Tables:
    """The published codes, each with its citation, and the authority's own after them."""
    tables = published_tables(found.id)["taxonomy"]
    laid = {key: tables[key] for key in INHERITED if key in tables} | table
    codes = [_cited(code, tables.get("source"), found.id) for code in tables["code"]]
    laid["code"] = [*codes, *_listed(table)]
    return laid


def _cited(code: Tables, source: Any, ident: str) -> Tables:
    cited = code.get("source", source)
    return {**code, "source": {**cited, "ref": f"{ident}/{cited['ref']}"}} if cited else code


def _lend(data: Tables, found: PublishedTaxonomy) -> None:
    """Put the sources of a published list into a document that builds on it."""
    own = data.get("source", {})
    if isinstance(own, Mapping):
        tables = published_tables(found.id)["source"]
        data["source"] = {f"{found.id}/{name}": each for name, each in tables.items()} | dict(own)


def _listed(table: Tables) -> list[Any]:
    codes = table.get("code", [])
    return codes if isinstance(codes, list) else [codes]


def _own(table: Tables) -> Iterator[tuple[int, Tables]]:
    for i, code in enumerate(_listed(table)):
        if isinstance(code, dict):
            yield i, code
