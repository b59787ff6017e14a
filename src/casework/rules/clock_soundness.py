"""Whether the clocks of a stage can run, and promise what can be kept.

Each clock must be able to start and to stop, and cite a source.  A promise may not be longer than
the statutory limit that it stands beside, nor a window close before a wait lets anybody through
it.  Clocks that share an id are looked at in `alternatives`.
"""

from __future__ import annotations

from collections.abc import Iterator

from casework.days.limits import Limit
from casework.errors import listed, meant
from casework.rules.alternatives import Said, unfit_alternatives
from casework.rules.clocks import ClockRule, Extension, Pausing
from casework.rules.naming import known_one, unknown_source, unmeetable
from casework.rules.places import Path
from casework.rules.procedure import Stage
from casework.rules.sources import Citation
from casework.rules.structure import PolicyFile, Problem

ABOUT = {"working days": 1.4, "clear working days": 1.4, "weeks": 7, "months": 30.4, "years": 365}
"""Calendar days to a unit, roughly: enough to say which of two limits is the longer."""

CONTESTABLE = ("starts", "counting", "ends", "months")
"""What of a clock its source may leave open to be read in another way."""


def unsound_clocks(
    stage: Stage,
    starts: list[str],
    stops: list[str],
    facts: Said,
    path: Path,
    read: PolicyFile,
) -> Iterator[Problem]:
    """Everything that the clocks of a stage say and that cannot be.

    `starts` and `stops` are the events that can start and stop a clock in the stage, `facts`
    those that every case says.
    """
    for k, clock in enumerate(stage.clock):
        here = (*path, k)
        for place, citation in citations(clock):
            yield from unknown_source(citation, (*here, *place), read)
        yield from _known_keys(clock, here)
        yield from _events(stage, clock, starts, stops, here)
        calendars = ["default", *read.calendars]
        if clock.calendar not in calendars:
            near = meant(clock.calendar, calendars)
            problem = f"no calendar '{clock.calendar}'"
            yield Problem((*here, "calendar"), problem, listed(calendars), near)
        yield from _limits(clock, here)
        yield from _when_due(stage, k, here)
        awaited = clock.extension.lapses_without if clock.extension is not None else None
        place = (*here, "extension", "lapses-without")
        yield from known_one(awaited, stage.milestones, place, "milestone of the stage")
        yield from unmeetable(clock.when, (*here, "when"), read)
        yield from unmeetable(clock.starts_where, (*here, "starts-where"), read)
        if clock.starts_where and (clock.recurs or "received" in clock.starts):
            problem = "the event that starts it is not one of many in its stage"
            yield Problem((*here, "starts-where"), problem, "no recurs, and not from 'received'")
        yield from _reasons(clock, here)
    yield from unfit_alternatives(stage, facts, path, read)
    yield from _longer(stage, path)


def _events(
    stage: Stage, clock: ClockRule, starts: list[str], stops: list[str], path: Path
) -> Iterator[Problem]:
    for key, events, allowed in (("starts", clock.starts, starts), ("stops", clock.stops, stops)):
        if not events:
            yield Problem((*path, key), "no event", "at least one event")
        for event in events:
            if event not in allowed:
                problem = f"'{event}' never happens in {stage.id}"
                yield Problem((*path, key), problem, listed(allowed), meant(event, allowed))
    for i, other in enumerate(clock.either):
        for event in other.starts:
            if event not in starts:
                problem = f"'{event}' never happens in {stage.id}"
                place = (*path, "either", i, "starts")
                yield Problem(place, problem, listed(starts), meant(event, starts))
    if set(clock.starts) & set(clock.stops) and clock.dated_by is None and not clock.recurs:
        yield Problem((*path, "stops"), "the clock stops where it starts", "another event")


def _limits(clock: ClockRule, path: Path) -> Iterator[Problem]:
    if clock.due_by is None and not len(clock.limit):
        yield Problem((*path, "limit"), "no limit", "a limit, or due-by for a day that is set")
    if clock.due_by is not None:
        said = {"limit": len(clock.limit), "dated-by": clock.dated_by, "either": clock.either}
        for key in (key for key, found in said.items() if found):
            problem = f"'{clock.due_by}' already says when it is due"
            yield Problem((*path, key), problem, f"due-by or {key}, not both")
    extension = clock.extension or Extension()
    for key, most in (("by", extension.by), ("total", extension.total)):
        yield from no_days(most, (*path, "extension", key))
    for limit in clock.limit:
        if limit.n < 1 and clock.dated_by is None:
            expected = "at least 1 of its unit, unless dated-by says what day it runs from"
            yield Problem((*path, "limit"), f"found '{limit}'", expected)
    for i, other in enumerate(clock.either):
        if other.limit.n < 1 and other.dated_by is None:
            expected = "at least 1 of its unit, unless dated-by says what day it runs from"
            yield Problem((*path, "either", i, "limit"), f"found '{other.limit}'", expected)
    for i, limit in enumerate(clock.reminders):
        yield from no_days(limit, (*path, "reminders", i))


def _when_due(stage: Stage, k: int, path: Path) -> Iterator[Problem]:
    """A clock that starts when another is due, which must be there before it."""
    clock, place = stage.clock[k], (*path, "starts-when-due")
    if clock.starts_when_due is None:
        return
    before = [other.id for other in stage.clock[:k] if other.owed and other.id != clock.id]
    ident = clock.starts_when_due
    if ident not in before:
        problem = f"no clock '{ident}' that is owed stands before it in {stage.id}"
        yield Problem(place, problem, listed(before), meant(ident, before))
    if clock.kind != "window" or clock.recurs or clock.due_by is not None:
        problem = "only a window with a limit starts so, and once"
        yield Problem(place, problem, 'kind = "window", without recurs and due-by')


def no_days(limit: Limit | None, path: Path) -> Iterator[Problem]:
    """A limit that cannot be counted from a day on, where it has to be."""
    if limit is not None and (limit.n < 1 or limit.unit == "hours"):
        yield Problem(path, f"found '{limit}'", "at least 1 day, week or month")


def _longer(stage: Stage, path: Path) -> Iterator[Problem]:
    for k, clock in enumerate(stage.clock):
        for other in stage.clock:
            same = clock.stops == other.stops and clock.starts == other.starts
            pair = clock.kind, other.kind
            if not same or clock.when or other.when:
                continue
            for one in clock.limit.spans:
                for another in other.limit.spans:
                    mine, bound = one.value, another.value
                    if _about(mine) <= _about(bound) or not one.meets(another):
                        continue
                    if pair in {("target", "statutory"), ("target", "code")}:
                        problem = f"a target of {mine} beside a {other.kind} limit of {bound}"
                        yield Problem((*path, k, "limit"), problem, "the promise to be the sooner")
                    if pair == ("wait", "window"):
                        problem = f"a wait of {mine} for a window of {bound}"
                        yield Problem((*path, k, "limit"), problem, "a window that opens")


def _about(limit: Limit) -> float:
    return limit.n * (1 / 24 if limit.unit == "hours" else ABOUT.get(limit.unit, 1))


def citations(clock: ClockRule) -> Iterator[tuple[Path, Citation]]:
    """Every citation of a clock, with its place in the clock's table."""
    yield ("source",), clock.source
    for name, part in (
        ("extension", clock.extension),
        ("departure", clock.departure),
    ):
        if part is not None and part.source is not None:
            yield (name, "source"), part.source
    for place, pausing in _pauses(clock):
        if pausing.source is not None:
            yield (*place, "source"), pausing.source


def _pauses(clock: ClockRule) -> Iterator[tuple[Path, Pausing]]:
    """Every way in which a clock may stand still, with its place in the clock's table."""
    for i, pausing in enumerate(clock.pausing):
        yield ("pausing", i) if len(clock.pausing) > 1 else ("pausing",), pausing


def _reasons(clock: ClockRule, path: Path) -> Iterator[Problem]:
    """Of several ways to stand still, each must have reasons of its own, but for the last."""
    seen: set[str] = set()
    for i, (place, pausing) in enumerate(_pauses(clock), 1):
        yield from no_days(pausing.close_after, (*path, *place, "close-after"))
        if not pausing.reasons and i < len(clock.pausing):
            yield Problem((*path, *place), "holds for any reason, and others follow", "reasons")
        for k, reason in enumerate(pausing.reasons):
            if reason in seen:
                problem = f"reason '{reason}' is given twice"
                yield Problem((*path, *place, "reasons", k), problem, "one of each")
        seen |= {*pausing.reasons}


def _known_keys(clock: ClockRule, path: Path) -> Iterator[Problem]:
    known = [name.replace("_", "-") for name in CONTESTABLE]
    for key in clock.contested:
        if key not in known:
            place = (*path, "contested", key)
            yield Problem(
                place, f"'{key}' is not read in several ways", listed(known), meant(key, known)
            )
