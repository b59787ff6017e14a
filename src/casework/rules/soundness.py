"""Whether what a policy says can work.

A file may have the right shape and still promise what can never happen: a clock that starts at
an event its stage never sees, a stage that nothing reaches, a source that is not listed.  These
checks read the table of moves, so they prove the machine that will run.
"""

from __future__ import annotations

from collections.abc import Iterator

from casework.errors import listed
from casework.rules.clock_soundness import no_days, unsound_clocks
from casework.rules.lists.soundness import unsound_findings, unsound_taxonomy
from casework.rules.moves import ASIDE_EVENTS, ASIDES, CLOSING
from casework.rules.naming import known, known_one, twice, unknown_source, unmeetable
from casework.rules.places import Path
from casework.rules.procedure import Procedure, Stage
from casework.rules.stage_soundness import (
    conditions,
    events_of,
    fit_names,
    said,
    undated,
    unsound_stage,
)
from casework.rules.structure import PolicyFile, Problem

PICKED = frozenset(
    {"outcome", "root-cause", "refusal-reason", "pause-reason", "lateness-reason", "remedy"}
)
"""Facts that are always picked from a list."""


def unsound(read: PolicyFile) -> Iterator[Problem]:
    """Everything that a structured policy says and that cannot be."""
    if not read.procedure:
        yield Problem(("procedure",), "no procedure", "at least one [[procedure]]")
    for i, procedure in enumerate(read.procedure):
        path: Path = ("procedure", i)
        yield from unknown_source(procedure.source, (*path, "source"), read)
        yield from _procedure(procedure, path, read)
    yield from _untaken(read)
    for name, taxonomy in read.taxonomy.items():
        yield from unsound_taxonomy(taxonomy, ("taxonomy", name), read)


def _untaken(read: PolicyFile) -> Iterator[Problem]:
    """Codes of a list that no procedure takes, where those of a kind go by that list alone."""
    kinds: dict[str, list[int]] = {}
    for i, procedure in enumerate(read.procedure):
        kinds.setdefault(procedure.kind, []).append(i)
    for kind, places in kinds.items():
        taken = [read.procedure[i].takes for i in places]
        facts = {fact for takes in taken for fact in takes}
        if len(facts) == 1 and all(taken):
            (fact,) = facts
            codes = read.taxonomy[fact].ids if fact in read.taxonomy else ()
            named = {value for takes in taken for value in takes[fact].covers}
            missing = [code for code in codes if code not in named]
            if missing:
                problem = f"no procedure takes a {kind} where {fact} is {listed(missing)}"
                yield Problem(("procedure", places[-1], "takes"), problem, "a procedure for each")


def _procedure(procedure: Procedure, path: Path, read: PolicyFile) -> Iterator[Problem]:
    if not procedure.stage:
        yield Problem(path, "no stage", "at least one [[procedure.stage]]")
    yield from twice((stage.id for stage in procedure.stage), (*path, "stage"), "stage")
    ids = [stage.id for stage in procedure.stage]
    yield from twice(procedure.begins_in, (*path, "begins-in"), "stage")
    yield from known(procedure.begins_in, ids, (*path, "begins-in"), "stage")
    for j, stage in enumerate(procedure.stage):
        yield from unknown_source(stage.source, (*path, "stage", j, "source"), read)
        yield from unsound_stage(procedure, stage, (*path, "stage", j), read)
        starts, stops = events_of(procedure, stage)
        facts = said(procedure, stage)
        yield from unsound_clocks(stage, starts, stops, facts, (*path, "stage", j, "clock"), read)
        yield from undated(procedure, stage, (*path, "stage", j, "clock"))
        yield from _too_late(procedure, stage, (*path, "stage", j, "clock"))
    yield from _unreached(procedure, path)
    acts = {act for moves in procedure.moves.values() for act in moves} | set(ASIDES)
    events = {move.event for moves in procedure.moves.values() for move in moves.values()}
    events |= ASIDE_EVENTS
    yield from known(procedure.needs, events, (*path, "needs"), "event")
    yield from conditions(procedure.needs, (*path, "needs"), read)
    yield from unmeetable(procedure.takes, (*path, "takes"), read)
    yield from known_one(procedure.issues_until, events, (*path, "issues-until"), "event")
    yield from fit_names(procedure.afterwards, (*path, "afterwards"))
    yield from known(procedure.roles, acts, (*path, "roles"), "act")
    yield from twice(procedure.seniority, (*path, "seniority"), "role")
    ends = {"closed", *procedure.exits}
    yield from known(procedure.retention, ends, (*path, "retention"), "end of a case")
    for end, kept in procedure.retention.items():
        yield from no_days(kept, (*path, "retention", end))
    for k, way in enumerate(procedure.way_out):
        yield from known(way.after, ids, (*path, "way-out", k, "after"), "stage")
        yield from unmeetable(way.when, (*path, "way-out", k, "when"), read)
    if procedure.findings is not None:
        yield from unsound_findings(procedure.findings, (*path, "findings"), read)
    yield from _lists(procedure, path, read)


def _too_late(procedure: Procedure, stage: Stage, path: Path) -> Iterator[Problem]:
    """Clocks that are over with the case, and wait for what comes only after its end."""
    only = {*procedure.afterwards} - {*stage.milestones, *stage.follow_ups}
    for k, clock in enumerate(stage.clock):
        begun = {*clock.starts} & {*CLOSING, *procedure.afterwards}
        waits: list[tuple[Path, set[str]]] = [
            (("stops",), set() if begun else {*clock.stops} & only)
        ]
        for i, other in enumerate(clock.either):
            waits.append((("either", i, "starts"), {*other.starts} & {*procedure.afterwards}))
        for place, events in waits:
            for event in sorted(events):
                problem = f"'{event}' comes after the case is closed and the clock is over"
                expected = "a clock that starts with the end of a case, or after it"
                yield Problem((*path, k, *place), problem, expected)


def _lists(procedure: Procedure, path: Path, read: PolicyFile) -> Iterator[Problem]:
    """Facts that must be picked from a list need the list."""
    picked: dict[str, Path] = {
        each.is_: (*place, "needs", event)
        for place, needs in (
            *((("stage", j), stage.needs) for j, stage in enumerate(procedure.stage)),
            ((), procedure.needs),
        )
        for event, wanted in needs.items()
        for each in wanted
    }
    if "refused" in procedure.exits:
        picked["refusal-reason"] = ("exits", "refused")
    for name, place in picked.items():
        if name in PICKED and name not in read.taxonomy:
            problem = f"'{name}' must be picked from a list and there is none"
            yield Problem((*path, *place), problem, f"a [taxonomy.{name}]")


def _unreached(procedure: Procedure, path: Path) -> Iterator[Problem]:
    by_id = {stage.id: stage for stage in procedure.stage}
    reached = [ident for ident in procedure.beginnings if ident in by_id]
    for ident in reached:
        stage = by_id[ident]
        for onward in (*procedure.onward(stage), *stage.advances_to, *stage.sends_back_to):
            if onward in by_id and onward not in reached:
                reached.append(onward)
    for j, stage in enumerate(procedure.stage):
        if stage.id not in reached:
            yield Problem(
                (*path, "stage", j),
                f"nothing leads to stage '{stage.id}'",
                "a stage before it that escalates to it, or begins-in to name it",
            )
