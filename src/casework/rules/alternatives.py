"""Whether alternatives fit together.

Clocks of a stage that share an id are alternatives by facts of the case: for every case exactly
one of them must hold.  So the conditions may not overlap, nor leave a gap; and where nothing
holds for whoever says nothing, the fact must be one that every case says.  A gap that a policy was
published with is let through where the file says so, and told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from casework.errors import listed
from casework.rules.clocks import ClockRule
from casework.rules.conditions import Condition
from casework.rules.lists.taxonomy import Taxonomy
from casework.rules.places import Path
from casework.rules.policy import Policy
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
        if len(same) == 1:
            for key in ("otherwise", "gap"):
                if getattr(final, key):
                    yield Problem((*path, last, key), "there is nothing else", f"two '{ident}'")
        else:
            yield from _unplaced(same, path)
            yield from _unshared(same, facts, path, read)


def _unplaced(same: list[tuple[int, ClockRule]], path: Path) -> Iterator[Problem]:
    """What only the last of several alternatives may say, or must."""
    last, final = same[-1]
    ident = final.id
    for k, clock in same[:-1]:
        if clock.gap:
            problem = f"another '{ident}' follows"
            yield Problem((*path, k, "gap"), problem, "gap on the last of them")
        if not clock.when:
            problem = f"clock '{ident}' is given {len(same)} times and this one always holds"
            yield Problem((*path, k), problem, "a when, or one of each")
    if final.when and final.otherwise:
        problem = "holds both under conditions and otherwise"
        yield Problem((*path, last, "otherwise"), problem, "a when, or otherwise, not both")
    if not final.when and not final.otherwise:
        problem = f"clock '{ident}' is given {len(same)} times"
        yield Problem((*path, last), problem, "a when, or otherwise = true on the last")


def _unshared(
    same: list[tuple[int, ClockRule]], facts: Said, path: Path, read: PolicyFile
) -> Iterator[Problem]:
    """Cases for which several alternatives hold, or none."""
    last, final = same[-1]
    place = (*path, last)
    fact = _by_one(same)
    overlaps = [*_overlaps(final.id, fact, same, path)] if fact else []
    yield from overlaps
    gaps = [*_gaps(same, place, read.taxonomy)]
    if final.gap and not gaps:
        yield Problem((*place, "gap"), "there is no gap", "gap only where there is one")
    elif not final.gap:
        yield from gaps
        sure = final.otherwise or fact is None or _is_said(fact, facts, final.starts)
        if not (gaps or overlaps or sure):
            problem = f"no '{final.id}' for a case that does not say '{fact}'"
            expected = f'needs = {{ received = ["{fact}"] }}, or otherwise = true'
            yield Problem(place, problem, expected)


def left_open(policy: Policy) -> Iterator[tuple[str, str, str]]:
    """What a policy leaves open as it was published: a procedure, a stage, and what is not said."""
    for line in policy.procedures.values():
        for procedure in line:
            for stage in procedure.stage:
                for clock in stage.clock:
                    if clock.gap:
                        same = [(0, other) for other in stage.clock if other.id == clock.id]
                        for gap in _gaps(same, (), policy.taxonomies):
                            yield procedure.id, stage.id, gap.problem


def _by_one(same: list[tuple[int, ClockRule]]) -> str | None:
    """The fact by which alternatives are chosen, if it is a single one."""
    facts = {tuple(clock.when) for _, clock in same if clock.when}
    names = facts.pop() if len(facts) == 1 else ()
    return names[0] if len(names) == 1 else None


def _is_said(fact: str, facts: Said, starts: tuple[str, ...]) -> bool:
    return any(fact in facts.get(event, ()) for event in ("", *starts))


def _overlaps(
    ident: str, fact: str, same: list[tuple[int, ClockRule]], path: Path
) -> Iterator[Problem]:
    conditions = [(k, clock.when[fact]) for k, clock in same if clock.when]
    for at, (_, one) in enumerate(conditions):
        for k, other in conditions[at + 1 :]:
            both = sorted({*one.values} & {*other.values} or one.covers & other.covers)
            ranges = not one.values and not other.values
            if both or (ranges and _meet(one, other)):
                shared = listed(both) if both else "the same numbers"
                problem = f"two clocks '{ident}' hold where {fact} is {shared}"
                yield Problem((*path, k, "when", fact), problem, "conditions that do not overlap")


def _meet(one: Condition, other: Condition) -> bool:
    first = max(one.at_least or 0, other.at_least or 0)
    return all(each.at_most is None or first <= each.at_most for each in (one, other))


def _gaps(
    same: list[tuple[int, ClockRule]], path: Path, lists: Mapping[str, Taxonomy]
) -> Iterator[Problem]:
    """The cases for which none of some alternatives holds: by each fact that all of them ask."""
    ident = same[-1][1].id
    whens = [clock.when for _, clock in same if clock.when]
    if same[-1][1].otherwise or not whens:
        return
    for fact in whens[0]:
        if all(fact in when for when in whens):
            conditions = [when[fact] for when in whens]
            yield from _by_fact(ident, fact, conditions, path, lists)
    if any(len(when) > 1 or when.keys() != whens[0].keys() for when in whens):
        problem = f"no '{ident}' for a case that meets none of the conditions"
        yield Problem(path, problem, "otherwise = true on the last")


def _by_fact(
    ident: str,
    fact: str,
    conditions: list[Condition],
    path: Path,
    lists: Mapping[str, Taxonomy],
) -> Iterator[Problem]:
    named = {value for condition in conditions for value in condition.covers}
    if named:
        codes = lists[fact].ids if fact in lists else ()
        missing = [code for code in codes if code not in named]
        if missing or not codes:
            where = f"where {fact} is {listed(missing)}" if codes else f"for other values of {fact}"
            yield Problem(path, f"no '{ident}' {where}", "otherwise = true on the last")
    else:
        yield from _between(ident, fact, conditions, path)


def _between(ident: str, fact: str, conditions: list[Condition], path: Path) -> Iterator[Problem]:
    expected = 0
    for condition in sorted(conditions, key=lambda each: each.at_least or 0):
        if (condition.at_least or 0) > expected + (expected == 0):
            problem = f"no '{ident}' where {fact} is {expected}"
            yield Problem(path, problem, "ranges without a gap, or otherwise = true")
        if condition.at_most is None:
            return
        expected = condition.at_most + 1
    yield Problem(path, f"no '{ident}' where {fact} is {expected} or more", "a range without end")
