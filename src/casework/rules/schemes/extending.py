"""A procedure that builds on a national scheme, flattened when the file is read.

`extends` names a scheme, or an edition of it.  The scheme's tables are laid under the
procedure's: stages and clocks are matched by id, what the procedure says stands, what it does
not say is the scheme's, and each term keeps the citation that it came with.  A scheme of several
editions makes a revision for each.  Lists of what must happen or be recorded are joined, so that
nothing a scheme asks for can be lost by asking for more.

What comes out is held against the scheme (see `conformity`).  An authority may promise sooner,
and need not say why.  Later it may be only where it declares a departure, with its reason and
its source; and a departure that departs from nothing is a fault too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from attrs import evolve

from casework.days.steps import is_day
from casework.errors import Fault, LimitError, listed
from casework.rules.documents import Document
from casework.rules.places import Path
from casework.rules.policy import Policy
from casework.rules.procedure import Procedure
from casework.rules.schemes.answers import Side
from casework.rules.schemes.conformity import Clause, clauses
from casework.rules.schemes.regimes import Regime, cited, regime
from casework.rules.sources import Departure
from casework.rules.structure import Problem
from casework.rules.timeline import Span

Tables = dict[str, Any]

JOINED = frozenset({"milestones", "follow-ups", "afterwards", "needs", "requires"})
"""The keys of a stage or procedure whose lists are the scheme's and the procedure's together."""

UNCITED = frozenset({"id", "title", "reminders", "departure"})
"""What of a scheme's clock an authority may change without citing anybody."""


def flattened(document: Document) -> tuple[Document, list[Fault]]:
    """A document in which every procedure that builds on a scheme is written out in full.

    The faults are those of building on a scheme at all; what comes out is still to be judged.
    """
    given = document.data.get("procedure")
    rows = given if isinstance(given, list) else []
    if not any(isinstance(row, dict) and isinstance(row.get("extends"), str) for row in rows):
        return document, []
    data: Tables = {**document.data, "procedure": []}
    problems: list[Problem] = []
    origins: dict[Path, Path] = {}
    for i, row in enumerate(rows):
        name = row.get("extends") if isinstance(row, dict) else None
        laid = [row]
        if isinstance(name, str):
            try:
                scheme = regime(name)
            except LimitError as error:
                place = ("procedure", i, "extends")
                problems.append(Problem(place, f"no regime '{name}'", error.expected, error.meant))
            else:
                laid = [*_revisions(row, scheme, ("procedure", i), problems)]
                _lend(data, scheme)
        for each in laid:
            here: Path = ("procedure", len(data["procedure"]))
            origins |= dict(_origins(each, here, row, ("procedure", i)))
            data["procedure"].append(each)
    return evolve(document, data=data, origins=origins), document.faults(problems)


def undeclared(policy: Policy, procedures: Sequence[Procedure]) -> list[Problem]:
    """Where procedures are later than the schemes they build on and do not say so."""
    departing = [
        (("procedure", i), procedure, clause)
        for i, procedure in enumerate(procedures)
        for clause in _departing(policy, procedure)
    ]
    problems = []
    for path, procedure, clause in departing:
        if clause.departure is None:
            place = path if clause.term.clock is None else _place(clause, procedure, path)
            problem = f"departs from '{procedure.extends}', {clause.term} ({clause.ground})"
            if clause.witness is not None:
                at = clause.witness
                problem += f": from {at.start} to {at.mine or 'no end'}, not {at.theirs}"
            expected = "a promise no later, or a departure with its reason"
            problems.append(Problem(place, problem, expected))
    said = {clause.departure for _, _, clause in departing}
    for place, departure in _declarations(procedures):
        if departure not in said:
            said.add(departure)
            problems.append(Problem(place, "departs from nothing", "no departure"))
    return problems


def _departing(policy: Policy, procedure: Procedure) -> Iterator[Clause]:
    if procedure.extends is None:
        return
    scheme = regime(procedure.extends)
    (edition,) = scheme.procedure.spans
    span = Span(edition.value, procedure.in_force.since, procedure.in_force.until)
    mine = Side(procedure, policy.calendars, policy.receipt)
    theirs = Side(edition.value, scheme.policy.calendars, scheme.policy.receipt)
    for clause in clauses(mine, theirs, span):
        if clause.verdict == "departs":
            yield clause


def _declarations(procedures: Sequence[Procedure]) -> Iterator[tuple[Path, Departure]]:
    for i, procedure in enumerate(procedures):
        if procedure.departure is not None:
            yield ("procedure", i, "departure"), procedure.departure
        for j, stage in enumerate(procedure.stage):
            for k, clock in enumerate(stage.clock):
                if clock.departure is not None:
                    place = ("procedure", i, "stage", j, "clock", k, "departure")
                    yield place, clock.departure


def _place(clause: Clause, procedure: Procedure, path: Path) -> Path:
    mine = [term.clock for term in clause.mine]
    return next(
        (*path, "stage", j, "clock", k)
        for j, stage in enumerate(procedure.stage)
        for k, clock in enumerate(stage.clock)
        if clock in mine
    )


def _revisions(
    row: Tables, scheme: Regime, path: Path, problems: list[Problem]
) -> Iterator[Tables]:
    own = row.get("in-force")
    given = [own.get(key) if isinstance(own, dict) else None for key in ("from", "to")]
    since, until = (day if is_day(day) else None for day in given)
    for key, day in (("from", since), ("to", until)):
        if day is not None and not scheme.first <= day <= scheme.last:
            problem = f"{day} is no day of '{scheme.id}'"
            expected = f"a day from {scheme.first} to {scheme.last}"
            problems.append(Problem((*path, "in-force", key), problem, expected))
    tables = {table.get("edition"): table for table in scheme.tables["procedure"]}
    for span in scheme.procedure.spans:
        first = max(day for day in (since, span.since) if day is not None)
        last = min(day for day in (until, span.until) if day is not None)
        if first <= last:
            under = dict(_cited(tables[span.value.edition], scheme))
            under.pop("edition", None)
            laid = merged(under, row)
            problems += _uncited(under, row, path)
            if own is None or isinstance(own, dict):
                odd = {key: each for key, each in (own or {}).items() if not is_day(each)}
                laid["in-force"] = {"from": first, "to": last, **odd}
            laid["extends"] = cited(scheme.header.id, span.value.edition)
            yield laid


def merged(under: Tables, over: Tables) -> Tables:
    """One table laid over another: stages and clocks by id, lists of `JOINED` together."""
    found = {**under, **over}
    for key in under.keys() & over.keys():
        mine, theirs = over[key], under[key]
        if key in {"stage", "clock"} and isinstance(mine, list):
            found[key] = _by_id(theirs, mine)
        elif key in JOINED:
            found[key] = _joined(theirs, mine)
        elif key == "roles" and isinstance(mine, dict):
            found[key] = {**theirs, **mine}
    return found


def _by_id(under: list[Tables], over: list[Any]) -> list[Any]:
    """Tables laid over those of the same id, in the order of the ones below.

    A new one stands after the one that it follows.  Of several that share an id, as alternatives
    do, each is laid over the one with the same condition, or over all if it has none.
    """
    below: dict[str, list[Tables]] = {}
    for row in under:
        below.setdefault(row["id"], []).append(row)
    laid = {
        ident: _alternatives(rows, [row for row in over if _id(row) == ident])
        for ident, rows in below.items()
    }
    found = [row for ident in below for row in laid[ident]]
    for k, row in enumerate(over):
        if _id(row) not in below:
            ident = _id(over[k - 1]) if k else ""
            before = laid[ident][-1] if ident in laid else over[k - 1]
            found.insert(found.index(before) + 1 if k else 0, row)
    return found


def _alternatives(under: list[Tables], over: list[Tables]) -> list[Tables]:
    if over and len(under) == 1 and not _kind(under[0]):
        return [merged(under[0], each) for each in over]
    found, used = [], []
    for row in under:
        same = [each for each in over if _kind(each) in ((), _kind(row))]
        used += same
        found.append(merged(row, same[0]) if same else row)
    new = [merged(under[0], each) for each in over if each not in used]
    return [*found[:-1], *new, *found[-1:]] if found[-1].get("otherwise") else [*found, *new]


def _kind(row: Tables) -> tuple[Any, ...]:
    """For which cases a table is: none said, under a condition, or otherwise."""
    return tuple((key, row[key]) for key in ("when", "otherwise") if key in row)


def _id(row: Any) -> str:
    found = row.get("id") if isinstance(row, dict) else None
    return found if isinstance(found, str) else ""


def _joined(under: Any, over: Any) -> Any:
    if isinstance(under, dict) and isinstance(over, dict):
        both = {**under, **over}
        return both | {key: _joined(under[key], over[key]) for key in under.keys() & over.keys()}
    one, other = ([each] if isinstance(each, str) else each for each in (under, over))
    if isinstance(one, list) and isinstance(other, list):
        return [*one, *(each for each in other if each not in one)]
    return over


def _uncited(under: Tables, row: Tables, path: Path) -> Iterator[Problem]:
    """The scheme's clocks that a procedure changes without saying on whose word."""
    theirs = {
        (stage["id"], clock["id"]): clock
        for stage in under["stage"]
        for clock in reversed(stage.get("clock", []))
    }
    for j, stage in _tables(row, "stage"):
        for k, clock in _tables(stage, "clock"):
            said = theirs.get((_id(stage), _id(clock)), clock)
            changed = [key for key in clock if clock[key] != said.get(key) and key not in UNCITED]
            if changed and "source" not in clock:
                problem = f"changes {listed(changed)} of the scheme's clock on nobody's word"
                yield Problem((*path, "stage", j, "clock", k), problem, "a source")


def _origins(laid: Any, here: Path, row: Any, there: Path) -> Iterator[tuple[Path, Path]]:
    """Where in the file the parts of a flattened table stand, for those that stand in it."""
    yield here, there
    for key in ("stage", "clock"):
        own: dict[str, list[int]] = {}
        for j, each in _tables(row, key):
            own.setdefault(_id(each), []).append(j)
        for k, each in _tables(laid, key):
            places = own.get(_id(each))
            if places is not None:
                j = places.pop(0) if len(places) > 1 else places[0]
                yield from _origins(each, (*here, key, k), row[key][j], (*there, key, j))


def _tables(row: Any, key: str) -> Iterator[tuple[int, Tables]]:
    found = row.get(key) if isinstance(row, dict) else None
    for k, each in enumerate(found if isinstance(found, list) else ()):
        if isinstance(each, dict):
            yield k, each


def _cited(table: Any, scheme: Regime) -> Any:
    """A scheme's table with its citations and calendars under names that no policy uses."""
    if isinstance(table, list):
        return [_cited(each, scheme) for each in table]
    if not isinstance(table, dict):
        return table
    found = {key: _cited(each, scheme) for key, each in table.items()}
    for key in ("ref", "calendar"):
        if isinstance(found.get(key), str) and found[key] != "default":
            found[key] = f"{scheme.header.id}/{found[key]}"
    receipt = scheme.tables["calendar"].get("receipt")
    if receipt and "starts" in found and "stops" in found:
        found.setdefault("receipt", receipt)
    return found


def _lend(data: Tables, scheme: Regime) -> None:
    """Put the sources, calendars and lists of a scheme into a document that builds on it."""
    for key in ("source", "calendars"):
        lent = {
            f"{scheme.header.id}/{name}": _cited(table, scheme)
            for name, table in scheme.tables.get(key, {}).items()
        }
        if lent and isinstance(data.get(key, {}), dict):
            data[key] = {**lent, **data.get(key, {})}
    lists = _cited(scheme.tables.get("taxonomy", {}), scheme)
    if lists and isinstance(data.get("taxonomy", {}), dict):
        data["taxonomy"] = {**lists, **data.get("taxonomy", {})}
