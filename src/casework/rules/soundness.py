"""Whether what a policy says can work.

A file may have the right shape and still promise what can never happen: a clock that starts at
an event its stage never sees, a stage that nothing reaches, a source that is not listed.  These
checks read the table of moves, so they prove the machine that will run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from casework.errors import listed, meant
from casework.rules.moves import ACT_OF, ENTRIES
from casework.rules.places import Path
from casework.rules.procedure import ClockRule, Procedure, Stage
from casework.rules.sources import Citation
from casework.rules.structure import PolicyFile, Problem
from casework.rules.taxonomy import Taxonomy


def unsound(read: PolicyFile) -> Iterator[Problem]:
    """Everything that a structured policy says and that cannot be."""
    if not read.procedure:
        yield Problem(("procedure",), "no procedure", "at least one [[procedure]]")
    for i, procedure in enumerate(read.procedure):
        path: Path = ("procedure", i)
        yield from _citation(procedure.source, (*path, "source"), read)
        yield from _procedure(procedure, path, read)
    for name, taxonomy in read.taxonomy.items():
        yield from _citation(taxonomy.source, ("taxonomy", name, "source"), read)
        yield from _taxonomy(taxonomy, ("taxonomy", name))


def events_of(procedure: Procedure, stage: Stage) -> dict[str, bool]:
    """The events that can happen in a stage, each with whether it can start a clock there.

    Being escalated starts clocks in the stage that it leads to and stops them in the one that
    it leaves.  Every stage knows when the case was received.
    """
    entered = any(stage.id in procedure.onward(other) for other in procedure.stage)
    left = bool(procedure.onward(stage))
    inside = {
        move.event: True
        for (where, _), moves in procedure.moves.items()
        if where == stage.id
        for move in moves.values()
        if move.event != "escalated"
    }
    found = {"received": True} | inside
    if entered or left:
        found["escalated"] = entered
    return found


def _procedure(procedure: Procedure, path: Path, read: PolicyFile) -> Iterator[Problem]:
    if not procedure.stage:
        yield Problem(path, "no stage", "at least one [[procedure.stage]]")
    yield from _twice((stage.id for stage in procedure.stage), (*path, "stage"), "stage")
    ids = [stage.id for stage in procedure.stage]
    for j, stage in enumerate(procedure.stage):
        here = (*path, "stage", j)
        for k, target in enumerate(stage.escalates_to or ()):
            if target not in ids:
                yield Problem(
                    (*here, "escalates-to", k), f"no stage '{target}'", listed(ids), meant(target, ids)
                )
        for k, name in enumerate(stage.milestones):
            if name in ACT_OF or name in ACT_OF.values():
                yield Problem(
                    (*here, "milestones", k), f"'{name}' has a meaning of its own", "another name"
                )
        yield from _twice((clock.id for clock in stage.clock), (*here, "clock"), "clock")
        for k, clock in enumerate(stage.clock):
            yield from _clock(procedure, stage, clock, (*here, "clock", k), read)
    yield from _unreached(procedure, path)
    known = {*ACT_OF, *(name for stage in procedure.stage for name in stage.milestones)}
    for event in procedure.needs:
        if event not in known:
            yield Problem(
                (*path, "needs", event), "no such event", listed(sorted(known)), meant(event, known)
            )


def _unreached(procedure: Procedure, path: Path) -> Iterator[Problem]:
    by_id = {stage.id: stage for stage in procedure.stage}
    reached: list[str] = list(by_id)[:1]
    for ident in reached:
        reached += [
            onward
            for onward in procedure.onward(by_id[ident])
            if onward in by_id and onward not in reached
        ]
    for j, stage in enumerate(procedure.stage):
        if stage.id not in reached:
            yield Problem(
                (*path, "stage", j),
                f"nothing leads to stage '{stage.id}'",
                "a stage before it that escalates to it",
            )


def _clock(
    procedure: Procedure, stage: Stage, clock: ClockRule, path: Path, read: PolicyFile
) -> Iterator[Problem]:
    yield from _citation(clock.source, (*path, "source"), read)
    calendars = ["default", *read.calendars]
    if clock.calendar not in calendars:
        yield Problem(
            (*path, "calendar"),
            f"no calendar '{clock.calendar}'",
            listed(calendars),
            meant(clock.calendar, calendars),
        )
    possible = events_of(procedure, stage)
    starting = [event for event, starts in possible.items() if starts]
    stopping = [event for event in possible if event not in ENTRIES or event == "escalated"]
    if not procedure.onward(stage):
        stopping = [event for event in stopping if event != "escalated"]
    for key, events, allowed in (("starts", clock.starts, starting), ("stops", clock.stops, stopping)):
        if not events:
            yield Problem((*path, key), "no event", "at least one event")
        for event in events:
            if event not in allowed:
                yield Problem(
                    (*path, key),
                    f"'{event}' never happens in {stage.id}",
                    listed(allowed),
                    meant(event, allowed),
                )
    if set(clock.starts) & set(clock.stops):
        yield Problem((*path, "stops"), "the clock stops where it starts", "another event")
    if not len(clock.limit):
        yield Problem((*path, "limit"), "no limit", "at least one dated limit")
    for limit in clock.limit:
        if limit.n < 1:
            yield Problem((*path, "limit"), f"found '{limit}'", "at least 1 of its unit")
    by = clock.extension.by if clock.extension else None
    if by is not None and (by.n < 1 or by.unit == "hours"):
        yield Problem((*path, "extension", "by"), f"found '{by}'", "at least 1 day, week or month")


def _taxonomy(taxonomy: Taxonomy, path: Path) -> Iterator[Problem]:
    yield from _twice(taxonomy.ids, (*path, "code"), "code")
    for i, code in enumerate(taxonomy.code):
        if code.parent is not None and code.parent not in taxonomy:
            yield Problem(
                (*path, "code", i, "parent"),
                f"no code '{code.parent}'",
                listed(taxonomy.ids),
                meant(code.parent, taxonomy.ids),
            )


def _citation(citation: Citation | None, path: Path, read: PolicyFile) -> Iterator[Problem]:
    if citation is not None and citation.ref not in read.source:
        known = read.source
        yield Problem(
            (*path, "ref"), f"no source '{citation.ref}'", listed(known), meant(citation.ref, known)
        )


def _twice(ids: Iterable[str], path: Path, what: str) -> Iterator[Problem]:
    names = list(ids)
    for name, count in Counter(names).items():
        if count > 1:
            last = len(names) - 1 - names[::-1].index(name)
            yield Problem((*path, last), f"{what} '{name}' is given {count} times", "one of each")
