"""Whether what is named is there, and once.

A policy file names stages, events, milestones, sources and codes by their ids.  A name that
nothing has is a fault, with the names that there are and the one that was perhaps meant; so is
a condition that no case can meet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve

from casework.errors import listed, meant
from casework.rules.conditions import When
from casework.rules.places import Path
from casework.rules.sources import Citation, Cites
from casework.rules.structure import PolicyFile, Problem


def known(names: Iterable[str], among: Iterable[str], path: Path, what: str) -> Iterator[Problem]:
    """Names that are not among those known."""
    allowed = sorted(among)
    for k, name in enumerate(names):
        if name not in allowed:
            place = (*path, name) if isinstance(names, Mapping) else (*path, k)
            yield Problem(place, f"no {what} '{name}'", listed(allowed), meant(name, allowed))


def known_one(name: str | None, among: Iterable[str], path: Path, what: str) -> Iterator[Problem]:
    """A single name that is not among those known, where there is one."""
    for problem in known([] if name is None else [name], among, (), what):
        yield evolve(problem, path=path)


def unknown_source(citation: Citation | None, path: Path, read: Cites) -> Iterator[Problem]:
    """A citation whose source is not listed."""
    if citation is not None and citation.ref not in read.source:
        known = read.source
        near = meant(citation.ref, known)
        yield Problem((*path, "ref"), f"no source '{citation.ref}'", listed(known), near)


def twice(ids: Iterable[str], path: Path, what: str) -> Iterator[Problem]:
    """Ids that are given more than once."""
    names = list(ids)
    for name, count in Counter(names).items():
        if count > 1:
            last = len(names) - 1 - names[::-1].index(name)
            yield Problem((*path, last), f"{what} '{name}' is given {count} times", "one of each")


def unmeetable(when: When, path: Path, read: PolicyFile) -> Iterator[Problem]:
    """Conditions that no case can meet: a range without numbers, a value that its list lacks."""
    for fact, condition in when.items():
        least, most = condition.at_least or 0, condition.at_most
        if most is not None and most < least:
            problem = f"no number is at least {least} and at most {most}"
            yield Problem((*path, fact), problem, "a range in order")
        if fact in read.taxonomy:
            ids = read.taxonomy[fact].ids
            for value in condition.values:
                if value not in ids:
                    problem = f"no code '{value}' of {fact}"
                    yield Problem((*path, fact), problem, listed(ids), meant(value, ids))
