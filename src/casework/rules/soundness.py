"""Whether what a policy says can work.

A file may have the right shape and still promise what can never happen: a clock that starts at
an event its stage never sees, a stage that nothing reaches, a source that is not listed.  These
checks read the table of moves, so they prove the machine that will run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from casework.errors import listed, meant
from casework.rules.clock_soundness import no_days, twice, unknown_source, unsound_clocks
from casework.rules.moves import (
    ACT_OF,
    ASIDE_EVENTS,
    ASIDES,
    ENTERED,
    ENTRIES,
    EVENT_OF,
    PHASES,
)
from casework.rules.places import Path
from casework.rules.procedure import Procedure, Stage
from casework.rules.structure import PolicyFile, Problem
from casework.rules.taxonomy_soundness import unsound_findings, unsound_taxonomy

CORRECTIVE = frozenset({"voided", "corrected"})

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
    for name, taxonomy in read.taxonomy.items():
        yield from unsound_taxonomy(taxonomy, ("taxonomy", name), read)


def events_of(procedure: Procedure, stage: Stage) -> tuple[list[str], list[str]]:
    """The events that can start a clock in a stage, and those that can stop one.

    An escalation starts clocks in the stage that it leads to and stops them in the one that it
    leaves, and so do an advance and being sent back.  Every stage knows when the case was received.
    """
    inside = [
        move.event
        for (where, _), moves in procedure.moves.items()
        if where == stage.id
        for move in moves.values()
        if move.event not in ENTRIES
    ]
    left = {
        "received": stage.id in procedure.beginnings,
        "escalated": bool(procedure.onward(stage)),
        "advanced": bool(stage.advances_to),
        "sent-back": bool(stage.sends_back_to),
        "reopened": False,
    }
    asides = sorted(ASIDE_EVENTS - CORRECTIVE)
    entered = ["received", *(name for name in _entries(procedure, stage) if name != "received")]
    starts = [ENTERED, *entered, *inside, *asides]
    stops = inside + [name for name, can in left.items() if can] + asides
    return list(dict.fromkeys(starts)), list(dict.fromkeys(stops))


def _entries(procedure: Procedure, stage: Stage) -> list[str]:
    """The events by which a case can enter a stage."""
    others = procedure.stage
    ways = {
        "received": stage.id in procedure.beginnings,
        "escalated": any(stage.id in procedure.onward(other) for other in others),
        "advanced": any(stage.id in other.advances_to for other in others),
        "sent-back": any(stage.id in other.sends_back_to for other in others),
        "reopened": procedure.reopens,
    }
    return [name for name, can in ways.items() if can]


def _procedure(procedure: Procedure, path: Path, read: PolicyFile) -> Iterator[Problem]:
    if not procedure.stage:
        yield Problem(path, "no stage", "at least one [[procedure.stage]]")
    yield from twice((stage.id for stage in procedure.stage), (*path, "stage"), "stage")
    ids = [stage.id for stage in procedure.stage]
    yield from twice(procedure.begins_in, (*path, "begins-in"), "stage")
    yield from _known(procedure.begins_in, ids, (*path, "begins-in"), "stage")
    for j, stage in enumerate(procedure.stage):
        yield from unknown_source(stage.source, (*path, "stage", j, "source"), read)
        yield from _stage(procedure, stage, (*path, "stage", j))
        starts, stops = events_of(procedure, stage)
        yield from unsound_clocks(stage, starts, stops, (*path, "stage", j, "clock"), read)
        yield from _undated(procedure, stage, (*path, "stage", j, "clock"))
    yield from _unreached(procedure, path)
    acts = {act for moves in procedure.moves.values() for act in moves} | set(ASIDES)
    events = {move.event for moves in procedure.moves.values() for move in moves.values()}
    events |= ASIDE_EVENTS
    yield from _known(procedure.needs, events, (*path, "needs"), "event")
    yield from _known(procedure.roles, acts, (*path, "roles"), "act")
    ends = {"closed", *procedure.exits}
    yield from _known(procedure.retention, ends, (*path, "retention"), "end of a case")
    for end, kept in procedure.retention.items():
        yield from no_days(kept, (*path, "retention", end))
    for k, way in enumerate(procedure.way_out):
        yield from _known(way.after, ids, (*path, "way-out", k, "after"), "stage")
    if procedure.findings is not None:
        yield from unsound_findings(procedure.findings, (*path, "findings"), read)
    yield from _lists(procedure, path, read)


def _undated(procedure: Procedure, stage: Stage, path: Path) -> Iterator[Problem]:
    """A limit of no days, from a fact that need not be there, would be due at once."""
    for k, clock in enumerate(stage.clock):
        if clock.dated_by is None or all(limit.n for limit in clock.limit):
            continue
        entries = _entries(procedure, stage) if ENTERED in clock.starts else []
        for event in (*entries, *(name for name in clock.starts if name != ENTERED)):
            needs = {*procedure.needs.get(event, ()), *stage.needs.get(event, ())}
            if clock.dated_by not in needs:
                problem = f"'{event}' need not say '{clock.dated_by}', and is then due at once"
                expected = f'needs = {{ {event} = ["{clock.dated_by}"] }}'
                yield Problem((*path, k, "dated-by"), problem, expected)


def _stage(procedure: Procedure, stage: Stage, path: Path) -> Iterator[Problem]:
    ids = [known.id for known in procedure.stage]
    for key, targets in (
        ("escalates-to", stage.escalates_to or ()),
        ("advances-to", stage.advances_to),
        ("sends-back-to", stage.sends_back_to),
    ):
        yield from _known(targets, ids, (*path, key), "stage")
    for key, names in (("milestones", stage.milestones), ("follow-ups", stage.follow_ups)):
        yield from twice(names, (*path, key), "milestone")
        for k, name in enumerate(names):
            if name in ACT_OF or name in EVENT_OF or name == ENTERED:
                problem = f"'{name}' has a meaning of its own"
                yield Problem((*path, key, k), problem, "another name")
    inside = {
        move.event for phase in PHASES[1:] for move in procedure.moves[stage.id, phase].values()
    }
    begun = {"received"} if stage.id in procedure.beginnings else set()
    yield from _known(stage.requires, inside, (*path, "requires"), "event of the stage")
    yield from _known(stage.needs, inside | begun, (*path, "needs"), "event of the stage")
    acts = {act for phase in PHASES[1:] for act in procedure.moves[stage.id, phase]}
    yield from _known(stage.roles, acts | set(ASIDES), (*path, "roles"), "act of the stage")
    for event, wanted in stage.requires.items():
        place = (*path, "requires", event)
        later = event == "closed" or event in stage.follow_ups
        earlier = [*stage.milestones, *(stage.follow_ups if later else ())]
        yield from _known(wanted, earlier, place, "milestone of the stage")
        if event in _before(stage, event):
            yield Problem(place, f"'{event}' would have to come before itself", "an order")
    yield from _stuck(stage, path)
    for fact, people in stage.people.items():
        yield from _known(
            people.different_from, ids, (*path, "people", fact, "different-from"), "stage"
        )
    yield from no_days(stage.close_after, (*path, "close-after"))
    owed = dict.fromkeys(clock.id for clock in stage.clock if clock.owed)
    if stage.escalates_when_late and not owed:
        yield Problem((*path, "escalates-when-late"), "no clock that could be late", "a clock")
    elif isinstance(stage.escalates_when_late, tuple):
        late = stage.escalates_when_late
        yield from _known(late, owed, (*path, "escalates-when-late"), "clock that could be late")


def _stuck(stage: Stage, path: Path) -> Iterator[Problem]:
    """What ends a phase may not wait for what cannot happen in it."""
    for event, begun, named in (
        ("closed", "responded", "answered"),
        ("resumed", "paused", "paused"),
    ):
        for k, name in enumerate(stage.requires.get(event, ())):
            if name in stage.milestones and name not in _before(stage, begun):
                problem = f"'{name}' cannot happen any more once the case is {named}"
                expected = f"'{begun}' to require it too"
                yield Problem((*path, "requires", event, k), problem, expected)


def _before(stage: Stage, event: str) -> set[str]:
    """Everything that must come before an event, near and far."""
    found: set[str] = set()
    wanted = list(stage.requires.get(event, ()))
    while wanted:
        name = wanted.pop()
        if name not in found:
            found.add(name)
            wanted += stage.requires.get(name, ())
    return found


def _lists(procedure: Procedure, path: Path, read: PolicyFile) -> Iterator[Problem]:
    """Facts that must be picked from a list need the list."""
    wanted: dict[str, Path] = {
        name: (*place, "needs", event)
        for place, needs in (
            *((("stage", j), stage.needs) for j, stage in enumerate(procedure.stage)),
            ((), procedure.needs),
        )
        for event, names in needs.items()
        for name in names
    }
    if "refused" in procedure.exits:
        wanted["refusal-reason"] = ("exits", "refused")
    for name, place in wanted.items():
        if name in PICKED and name not in read.taxonomy:
            problem = f"'{name}' must be picked from a list and there is none"
            yield Problem((*path, *place), problem, f"a [taxonomy.{name}]")


def _known(names: Iterable[str], known: Iterable[str], path: Path, what: str) -> Iterator[Problem]:
    allowed = sorted(known)
    for k, name in enumerate(names):
        if name not in allowed:
            place = (*path, name) if isinstance(names, Mapping) else (*path, k)
            yield Problem(place, f"no {what} '{name}'", listed(allowed), meant(name, allowed))


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
