"""Shipped taxonomies and crosswalks in words."""

from __future__ import annotations

from collections.abc import Iterator

from casework.errors import listed
from casework.rules.lists.crosswalk import Crossed, Crosswalk, Loss
from casework.rules.lists.crosswalks import CrosswalkFile
from casework.rules.lists.taxonomies import PublishedTaxonomy
from casework.rules.lists.taxonomy import Code, Taxonomy


def taxonomy_row(found: PublishedTaxonomy) -> tuple[str, str, str, str]:
    """A taxonomy in one row: its id, its axis, how many codes it has, and whose it is."""
    return found.id, found.axis, f"{len(found.taxonomy.code)} codes", found.publisher


def taxonomy_in_words(found: PublishedTaxonomy) -> Iterator[str]:
    """A taxonomy as lines: whose it is, from where, and its codes as a tree."""
    held = found.taxonomy
    yield f"{found.publisher}: {held.title}"
    revision = f", revision {held.revision}" if held.revision else ""
    yield f"Axis {found.axis}{revision}."
    if held.note:
        yield held.note
    for source in found.source.values():
        checked = f", checked {source.checked}" if source.checked else ""
        yield f"From {source.title}{checked}{'' if source.confirmed else ' (unconfirmed)'}."
    yield ""
    for depth, code in held.tree():
        yield "  " * depth + _code(found, code)


def _code(found: PublishedTaxonomy, code: Code) -> str:
    words = f"{code.id}: {code.title}"
    words += "" if found.is_confirmed(code) else " (unconfirmed)"
    if code.until is not None:
        words += f", until {code.until}"
    if code.forwards_to is not None:
        words += f", since counted as {code.forwards_to}"
    return ". ".join(filter(None, (words, code.definition, code.note)))


def crosswalk_in_words(read: CrosswalkFile, walk: Crosswalk) -> Iterator[str]:
    """A crosswalk as lines: where each code leads, why, and what is lost."""
    yield f"From {read.of} into {read.into}, revision {read.revision}."
    yield read.note
    yield ""
    for row in walk.row:
        crossed = walk.cross(row.code)
        yield f"{walk.of.by_id[row.code].title} -> {_led(walk.into, crossed)}. {row.why}"
        for loss in crossed.lost:
            if loss.codes:
                yield f"  {loss_in_words(walk, loss)}"


def _led(into: Taxonomy, crossed: Crossed) -> str:
    return "no counterpart" if crossed.into is None else into.by_id[crossed.into].title


def loss_in_words(walk: Crosswalk, loss: Loss) -> str:
    """What a loss is, with the titles of the codes concerned."""
    held = walk.into if loss.kind == "choice" else walk.of
    titles = listed(held.by_id[code].title for code in loss.codes)
    return {
        "detail": f"its narrower {titles} is not told apart",
        "none": "no counterpart",
        "choice": f"might have been {titles}",
        "merged": f"no longer told from {titles}",
    }[loss.kind]
