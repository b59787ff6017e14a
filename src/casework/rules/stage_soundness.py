"""Whether what a policy says of a stage can happen.

What a stage requires must be able to come first, what it needs must be asked of something that
happens in it, and it may lead only to stages that there are.  The table of moves says what can
happen, so this proves the machine that will run.
"""

from __future__ import annotations

from collections.abc import Iterator

from casework.rules.alternatives import Said
from casework.rules.clock_soundness import no_days
from casework.rules.conditions import Wanted, Wants, When, named
from casework.rules.moves import (
    ACT_OF,
    ASIDE_EVENTS,
    ASIDES,
    ENTERED,
    ENTRIES,
    EVENT_OF,
    PHASES,
)
from casework.rules.naming import known, twice, unmeetable
from casework.rules.people_soundness import unsound_people
from casework.rules.places import Path
from casework.rules.procedure import Procedure, Stage
from casework.rules.structure import PolicyFile, Problem

CORRECTIVE = frozenset({"voided", "corrected"})
AFTER_ANSWER = frozenset({"closed", "escalated", "declined"})
"""What may wait for a follow-up, which nothing can be before the answer."""


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


def undated(procedure: Procedure, stage: Stage, path: Path) -> Iterator[Problem]:
    """A day that a fact sets, and no limit does, must be said."""
    for k, clock in enumerate(stage.clock):
        fact, key = clock.due_by or clock.dated_by, "due-by" if clock.due_by else "dated-by"
        if fact is None or (clock.due_by is None and all(limit.n for limit in clock.limit)):
            continue
        entries = _entries(procedure, stage) if ENTERED in clock.starts else []
        for event in (*entries, *(name for name in clock.starts if name != ENTERED)):
            wanted = (*procedure.needs.get(event, ()), *stage.needs.get(event, ()))
            if fact not in _certain(wanted, clock.when):
                then = "never due" if clock.due_by else "due at once"
                problem = f"'{event}' need not say '{fact}', and is then {then}"
                yield Problem((*path, k, key), problem, f'needs = {{ {event} = ["{fact}"] }}')


def said(procedure: Procedure, stage: Stage) -> Said:
    """The facts that every case says in a stage."""
    both = (procedure.needs, stage.needs)
    events = {event for needs in both for event in needs}
    found = {
        event: frozenset(fact for needs in both for fact in _certain(needs.get(event, ()), {}))
        for event in events
    }
    first = (found.get(event, ()) for event in ("received", *_entries(procedure, stage)))
    return found | {"": frozenset(procedure.takes).union(*first)}


def unsound_stage(
    procedure: Procedure, stage: Stage, path: Path, read: PolicyFile
) -> Iterator[Problem]:
    """Everything that a stage says, apart from its clocks, and that cannot be."""
    ids = [each.id for each in procedure.stage]
    yield from _onward(procedure, stage, ids, path)
    for key, names in (("milestones", stage.milestones), ("follow-ups", stage.follow_ups)):
        yield from fit_names(names, (*path, key))
    named_here = [*stage.milestones, *stage.follow_ups, *procedure.afterwards]
    yield from known(stage.repeats, named_here, (*path, "repeats"), "milestone")
    inside = {
        move.event for phase in PHASES[1:] for move in procedure.moves[stage.id, phase].values()
    }
    begun = {"received"} if stage.id in procedure.beginnings else set()
    yield from known(stage.requires, inside, (*path, "requires"), "event of the stage")
    yield from known(stage.needs, inside | begun, (*path, "needs"), "event of the stage")
    acts = {act for phase in PHASES[1:] for act in procedure.moves[stage.id, phase]}
    yield from known(stage.roles, acts | set(ASIDES), (*path, "roles"), "act of the stage")
    for key, wants in (("requires", stage.requires), ("needs", stage.needs)):
        yield from conditions(wants, (*path, key), read)
    for event, wanted in stage.requires.items():
        place = (*path, "requires", event)
        later = event in {*AFTER_ANSWER, *stage.follow_ups, *procedure.afterwards}
        earlier = [*stage.milestones, *(stage.follow_ups if later else ())]
        yield from known([each.is_ for each in wanted], earlier, place, "milestone of the stage")
        if event in _before(stage, event):
            yield Problem(place, f"'{event}' would have to come before itself", "an order")
    yield from _stuck(stage, path)
    yield from unsound_people(procedure, stage, path, read)
    yield from no_days(stage.close_after, (*path, "close-after"))


def _onward(procedure: Procedure, stage: Stage, ids: list[str], path: Path) -> Iterator[Problem]:
    """Where a case goes from a stage, and when it may go on without an answer or once closed."""
    for key, targets in (
        ("escalates-to", stage.escalates_to or ()),
        ("advances-to", stage.advances_to),
        ("sends-back-to", stage.sends_back_to),
    ):
        yield from known(targets, ids, (*path, key), "stage")
    if stage.escalates_when_closed and not procedure.onward(stage):
        problem = f"{stage.id} leads to no further stage"
        yield Problem((*path, "escalates-when-closed"), problem, "a stage to go on to")
    owed = dict.fromkeys(clock.id for clock in stage.clock if clock.owed)
    if stage.escalates_when_late and not owed:
        yield Problem((*path, "escalates-when-late"), "no clock that could be late", "a clock")
    elif isinstance(stage.escalates_when_late, tuple):
        late = stage.escalates_when_late
        yield from known(late, owed, (*path, "escalates-when-late"), "clock that could be late")


def fit_names(names: tuple[str, ...], path: Path) -> Iterator[Problem]:
    """Names of milestones that stand there twice, or mean something already."""
    yield from twice(names, path, "milestone")
    for k, name in enumerate(names):
        if name in ACT_OF or name in EVENT_OF or name == ENTERED:
            yield Problem((*path, k), f"'{name}' has a meaning of its own", "another name")


def conditions(wants: Wants, path: Path, read: PolicyFile) -> Iterator[Problem]:
    """Conditions on what is wanted that no case can meet."""
    for event, wanted in wants.items():
        for k, each in enumerate(wanted):
            yield from unmeetable(each.when, (*path, event, k, "when"), read)


def _certain(wanted: tuple[Wanted, ...], when: When) -> set[str]:
    """What is wanted of every case that meets some conditions."""
    return {
        each.is_
        for each in wanted
        if all(fact in when and when[fact].within(asked) for fact, asked in each.when.items())
    }


def _stuck(stage: Stage, path: Path) -> Iterator[Problem]:
    """What ends a phase may not wait for what cannot happen in it."""
    for event, begun, phase in (
        ("closed", "responded", "answered"),
        ("resumed", "paused", "paused"),
    ):
        for k, each in enumerate(stage.requires.get(event, ())):
            name = each.is_
            if name in stage.milestones and name not in _before(stage, begun, each.when):
                problem = f"'{name}' cannot happen any more once the case is {phase}"
                expected = f"'{begun}' to require it too"
                yield Problem((*path, "requires", event, k), problem, expected)
    for event, key, unanswered in (
        ("closed", "closes-unanswered", stage.closes_unanswered),
        ("escalated", "escalates-when-late", stage.escalates_when_late),
    ):
        for k, each in enumerate(stage.requires.get(event, ()) if unanswered else ()):
            if each.is_ in stage.follow_ups and not each.when:
                problem = f"'{each.is_}' cannot happen before the case is answered"
                yield Problem((*path, "requires", event, k), problem, f"no {key}")


def _before(stage: Stage, event: str, when: When | None = None) -> set[str]:
    """Everything that must come before an event: in some case, or in each that meets `when`."""
    found: set[str] = set()
    events = [event]
    for name in events:
        wanted = stage.requires.get(name, ())
        more = named(wanted) if when is None else _certain(wanted, when)
        events += [each for each in more if each not in found]
        found |= {*more}
    return found
