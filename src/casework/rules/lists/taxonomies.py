"""The taxonomies that others have published, shipped as data.

Each is one file below `data/taxonomies`, with its sources and a revision of its own: what a
list says was copied from where it was published, and what nobody has read there is marked as
unconfirmed.  `axis` says which question its codes answer; a list of one axis cannot stand in
for another, however alike the words are.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from attrs import Factory, frozen

from casework.errors import LimitError, PolicyError, listed, meant
from casework.rules.documents import document_of
from casework.rules.lists.soundness import unsound_taxonomy
from casework.rules.lists.taxonomy import Code, Taxonomy
from casework.rules.sources import Citation, Source
from casework.rules.structure import structure

Axis = Literal[
    "service",
    "category",
    "root-cause",
    "outcome",
    "remedy",
    "corrective-action",
    "refusal-reason",
    "channel",
    "pause-reason",
    "lateness-reason",
    "ombudsman-decision",
    "return-section",
]
"""What the codes of a list say of a case: where, what about, why, and what came of it."""

AXES: tuple[Axis, ...] = get_args(Axis)


@frozen
class PublishedTaxonomy:
    """A list that a body has published: which, on which axis, and with what sources."""

    id: str
    axis: Axis
    publisher: str
    taxonomy: Taxonomy
    source: Mapping[str, Source] = Factory(dict)

    def citation(self, code: Code) -> Citation | None:
        """Where a code stands: its own citation, else that of the list."""
        return code.source or self.taxonomy.source

    def is_confirmed(self, code: Code) -> bool:
        """Whether a code was read where it was published."""
        citation = self.citation(code)
        return citation is not None and citation.is_confirmed(self.source)


def parse_taxonomy(text: str, name: str = "taxonomy") -> PublishedTaxonomy:
    """Read a published taxonomy from TOML text; `PolicyError` with every fault that it has."""
    document = document_of(text, name)
    read, problems = structure(document.data, PublishedTaxonomy)
    if read is not None:
        problems = list(unsound_taxonomy(read.taxonomy, ("taxonomy",), read))
    if read is None or problems:
        raise PolicyError(document.faults(problems))
    return read


@cache
def taxonomy_ids() -> tuple[str, ...]:
    """The ids of the shipped taxonomies, in order."""
    names = (file.name for file in files("casework").joinpath("data/taxonomies").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def published_taxonomy(ident: str) -> PublishedTaxonomy:
    """A shipped taxonomy by its id; `LimitError` where there is none."""
    return parse_taxonomy(_text(ident), f"{ident}.toml")


@cache
def published_tables(ident: str) -> Mapping[str, Any]:
    """What the file of a shipped taxonomy says, for lists that build on it."""
    return document_of(_text(ident), f"{ident}.toml").data


def _text(ident: str) -> str:
    known = taxonomy_ids()
    if ident not in known:
        raise LimitError(ident, f"a shipped taxonomy: {listed(known)}", meant(ident, known))
    folder = files("casework").joinpath("data/taxonomies")
    return folder.joinpath(f"{ident}.toml").read_text(encoding="utf-8")
