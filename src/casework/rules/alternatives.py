"""Whether alternatives fit together.

Clocks of a stage that share an id are alternatives by facts of the case: for every case exactly
one of them must hold.  So the conditions may not overlap, nor leave a gap; and where nothing
holds for whoever says nothing, the fact must be one that every case says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from casework.errors import listed
from casework.rules.clocks import ClockRule
from casework.rules.conditions import Condition
from casework.rules.places import Path
from casework.rules.procedure import Stage
from casework.rules.structure import PolicyFile, Problem

Said = Mapping[str, frozenset[str]]
"""The facts that every case says with an event; without a name, before any clock starts."""


def unfit_alternatives(
    stage: Stage, facts: Said, path: Path, read: PolicyFile
) -> Iterator[Problem]:
    """Clocks of a stage that share an id, and of which not exactly one holds for every case."""
    rows: dict[str, list[tuple[int, ClockRule]]] = {}
    for k, clock in enumerate(stage.clock):
        rows.setdefault(clock.id, []).append((k, clock))
    for ident, same in rows.items():
        last, final = same[-1]
        place = (*path, last)
        if len(same) == 1:
            if final.otherwise:
                yield Problem((*place, "otherwise"), "there is nothing else", f"two '{ident}'")
            continue
        for k, clock in same[:-1]:
            if not clock.when:
                problem = f"clock '{ident}' is given {len(same)} times and this one always holds"
                yield Problem((*path, k), problem, "a when, or one of each")
        if final.when and final.otherwise:
            problem = "holds both under conditions and otherwise"
            yield Problem((*place, "otherwise"), problem, "a when, or otherwise, not both")
        if not final.when and not final.otherwise:
            problem = f"clock '{ident}' is given {len(same)} times"
            yield Problem(place, problem, "a when, or otherwise = true on the last")
        whens = [(k, clock.when) for k, clock in same if clock.when]
        if whens and all(len(when) == 1 and when.keys() == whens[0][1].keys() for _, when in whens):
            (fact,) = whens[0][1]
            conditions = [(k, when[fact]) for k, when in whens]
            yield from _chosen(ident, fact, conditions, same, facts, path, read)
        elif whens and not final.otherwise:
            problem = f"no '{ident}' for a case that meets none of the conditions"
            yield Problem(place, problem, "otherwise = true on the last")


def _chosen(
    ident: str,
    fact: str,
    conditions: list[tuple[int, Condition]],
    same: list[tuple[int, ClockRule]],
    facts: Said,
    path: Path,
    read: PolicyFile,
) -> Iterator[Problem]:
    """Alternatives that are chosen by one fact."""
    last, final = same[-1]
    place = (*path, last)
    found = [*_overlaps(ident, fact, conditions, path)]
    if not final.otherwise:
        found += _gaps(ident, fact, [each for _, each in conditions], place, read)
        if not found and not _is_said(fact, facts, final.starts):
            problem = f"no '{ident}' for a case that does not say '{fact}'"
            expected = f'needs = {{ received = ["{fact}"] }}, or otherwise = true'
            found = [Problem(place, problem, expected)]
    yield from found


def _is_said(fact: str, facts: Said, starts: tuple[str, ...]) -> bool:
    return any(fact in facts.get(event, ()) for event in ("", *starts))


def _overlaps(
    ident: str, fact: str, conditions: list[tuple[int, Condition]], path: Path
) -> Iterator[Problem]:
    for at, (_, one) in enumerate(conditions):
        for k, other in conditions[at + 1 :]:
            both = sorted(set(one.values) & set(other.values))
            ranges = not one.values and not other.values
            if both or (ranges and _meet(one, other)):
                shared = listed(both) if both else "the same numbers"
                problem = f"two clocks '{ident}' hold where {fact} is {shared}"
                yield Problem((*path, k, "when", fact), problem, "conditions that do not overlap")


def _meet(one: Condition, other: Condition) -> bool:
    first = max(one.at_least or 0, other.at_least or 0)
    return all(each.at_most is None or first <= each.at_most for each in (one, other))


def _gaps(
    ident: str, fact: str, conditions: list[Condition], path: Path, read: PolicyFile
) -> Iterator[Problem]:
    named = {value for condition in conditions for value in condition.values}
    if named:
        codes = read.taxonomy[fact].ids if fact in read.taxonomy else ()
        missing = [code for code in codes if code not in named]
        if missing or not codes:
            where = f"where {fact} is {listed(missing)}" if codes else f"for other values of {fact}"
            yield Problem(path, f"no '{ident}' {where}", "otherwise = true on the last")
        return
    expected = 0
    for condition in sorted(conditions, key=lambda each: each.at_least or 0):
        if (condition.at_least or 0) > expected + (expected == 0):
            problem = f"no '{ident}' where {fact} is {expected}"
            yield Problem(path, problem, "ranges without a gap, or otherwise = true")
        if condition.at_most is None:
            return
        expected = condition.at_most + 1
    yield Problem(path, f"no '{ident}' where {fact} is {expected} or more", "a range without end")
