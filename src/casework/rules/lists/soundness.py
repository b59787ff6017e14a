"""Whether a taxonomy is a tree that can last, and whether what is picked from it can be.

Each code stands once, under a code that there is, and what is given up forwards to a code that
there is.  Both lead from a code to another, so both together must lead somewhere: a way that
comes back to where it began would leave its codes counted nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from casework.errors import listed, meant
from casework.rules.lists.findings import FindingsRule
from casework.rules.lists.taxonomy import Code, Taxonomy
from casework.rules.naming import twice, unknown_source
from casework.rules.places import Path
from casework.rules.sources import Cites
from casework.rules.structure import PolicyFile, Problem


def unsound_taxonomy(taxonomy: Taxonomy, path: Path, read: Cites) -> Iterator[Problem]:
    """Everything that a taxonomy says and that cannot be."""
    yield from unknown_source(taxonomy.source, (*path, "source"), read)
    yield from twice(taxonomy.ids, (*path, "code"), "code")
    if taxonomy.at_most is not None and taxonomy.at_most < 1:
        yield Problem((*path, "at-most"), f"found '{taxonomy.at_most}'", "at least 1")
    for i, code in enumerate(taxonomy.code):
        here: Path = (*path, "code", i)
        yield from unknown_source(code.source, (*here, "source"), read)
        for key, other in (("parent", code.parent), ("forwards-to", code.forwards_to)):
            if other is not None and other not in taxonomy:
                near = meant(other, taxonomy.ids)
                yield Problem((*here, key), f"no code '{other}'", listed(taxonomy.ids), near)
        yield from _days(code, here)
        alone = taxonomy.at_most == 1 or all(each.beside_another for each in taxonomy.code)
        if code.beside_another and alone:
            problem = f"'{code.id}' is never beside another"
            yield Problem((*here, "beside-another"), problem, "a code that is enough by itself")
        way = _way_back(code, taxonomy.by_id)
        if way:
            expected = "a way to a code that has neither"
            key = "forwards-to" if code.forwards_to else "parent"
            yield Problem((*here, key), f"'{code.id}' leads to itself: {way}", expected)


def unsound_findings(rule: FindingsRule, path: Path, read: PolicyFile) -> Iterator[Problem]:
    """Everything that a rule on findings says and that cannot be."""
    yield from unknown_source(rule.source, (*path, "source"), read)
    lists = {
        "upheld": rule.upheld,
        "partly": rule.partly,
        "not-upheld": rule.not_upheld,
        "left-out": rule.left_out,
    }
    gives = {
        "all-upheld": rule.all_upheld,
        "some-upheld": rule.some_upheld,
        "none-upheld": rule.none_upheld,
    }
    seen: dict[str, str] = {}
    for key, findings in lists.items():
        for i, finding in enumerate(findings):
            yield from _unlisted("finding", finding, (*path, key, i), read)
            if finding in seen:
                problem = f"'{finding}' stands under '{seen[finding]}' too"
                yield Problem((*path, key, i), problem, "each finding once")
            seen[finding] = key
    for key, outcome in gives.items():
        if outcome is not None:
            yield from _unlisted(rule.fact, outcome, (*path, key), read)
    if not any(gives.values()):
        yield Problem(path, "no outcome that findings come to", f"one of {listed(gives)}")
    for key in ("upheld", "not-upheld"):
        if not lists[key]:
            yield Problem((*path, key), "no finding", "at least one")


def _unlisted(name: str, value: str, path: Path, read: PolicyFile) -> Iterator[Problem]:
    taxonomy = read.taxonomy.get(name)
    if taxonomy is not None and value not in taxonomy:
        problem = f"{name} '{value}' is not in '{taxonomy.title}'"
        yield Problem(path, problem, listed(taxonomy.ids), meant(value, taxonomy.ids))


def _days(code: Code, path: Path) -> Iterator[Problem]:
    if code.forwards_to is not None and code.until is None:
        problem = f"'{code.id}' forwards and has no last day"
        yield Problem((*path, "forwards-to"), problem, "a 'to', the last day it may be picked")
    if (code.since or date.min) > (code.until or date.max):
        problem = f"ends on {code.until}, before {code.since}"
        yield Problem((*path, "to"), problem, "a first day on or before the last")


def _way_back(code: Code, by_id: Mapping[str, Code]) -> str | None:
    way = [code.id]
    here = code.onward
    while here is not None and here not in way and here in by_id:
        way.append(here)
        here = by_id[here].onward
    return ", ".join([*way, code.id]) if here == code.id else None
