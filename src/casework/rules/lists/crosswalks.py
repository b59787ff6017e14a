"""The crosswalks between shipped taxonomies, shipped as data.

Nobody has published one.  Each is a file below `data/crosswalks`, and every row in it is a
judgement of the maintainers, with its reason; another authority may judge otherwise and keep
a crosswalk of its own.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from attrs import frozen

from casework.errors import LimitError, PolicyError, listed, meant
from casework.rules.documents import document_of
from casework.rules.lists.crosswalk import Correspondence, Crosswalk, unsound_crosswalk
from casework.rules.lists.taxonomies import published_taxonomy, taxonomy_ids
from casework.rules.structure import Problem, structure


@frozen
class CrosswalkFile:
    """A crosswalk as it stands in a file: from which list into which, and its rows."""

    of: str
    into: str
    revision: str
    note: str
    row: tuple[Correspondence, ...]


def parse_crosswalk(text: str, name: str = "crosswalk") -> tuple[CrosswalkFile, Crosswalk]:
    """Read a crosswalk between shipped taxonomies from TOML text.

    `PolicyError` with every fault that it has.
    """
    document = document_of(text, name)
    read, problems = structure(document.data, CrosswalkFile)
    walk = None
    if read is not None:
        known = taxonomy_ids()
        problems = [
            Problem((key,), f"no taxonomy '{ident}'", listed(known), meant(ident, known))
            for key, ident in (("of", read.of), ("into", read.into))
            if ident not in known
        ]
        if not problems:
            of, into = (published_taxonomy(ident).taxonomy for ident in (read.of, read.into))
            walk = Crosswalk(of, into, read.row)
            problems = list(unsound_crosswalk(walk, ("row",)))
    if read is None or walk is None or problems:
        raise PolicyError(document.faults(problems))
    return read, walk


@cache
def crosswalk_ids() -> tuple[tuple[str, str], ...]:
    """The pairs of taxonomies that a shipped crosswalk leads between, in order."""
    names = (file.name for file in files("casework").joinpath("data/crosswalks").iterdir())
    pairs = (name.removesuffix(".toml").split("--") for name in names if name.endswith(".toml"))
    return tuple(sorted((of, into) for of, into in pairs))


@cache
def crosswalk_file(of: str, into: str) -> tuple[CrosswalkFile, Crosswalk]:
    """A shipped crosswalk with what its file says of it; `LimitError` where there is none."""
    if (of, into) not in crosswalk_ids():
        published_taxonomy(of)
        known = [other for one, other in crosswalk_ids() if one == of]
        raise LimitError(into, f"a crosswalk from '{of}': {listed(known)}", meant(into, known))
    name = f"{of}--{into}.toml"
    text = files("casework").joinpath("data/crosswalks", name).read_text(encoding="utf-8")
    return parse_crosswalk(text, name)


def crosswalk(of: str, into: str) -> Crosswalk:
    """The shipped crosswalk from one shipped taxonomy to another.

    `LimitError` where there is none.
    """
    return crosswalk_file(of, into)[1]
