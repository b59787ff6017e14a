"""The sightings that a record gives, unit by unit.

    case        each case, on the day it was received
    done        each case that is answered or ended and not taken further, on that day
    open        each case that is not done, on the last day
    stage       each stage of the procedure of a case, reached or not, on the day of receipt
    visit       each entry into a stage, on its day
    answer      each answer, on its day
    clock       each clock that was met or missed, on the day it ended
    standing    each clock that has not stopped, on the last day
    month-end   each case that was open at the end of a month
    event       each event, on its day
    issue       each point of complaint that stands, on the day it was raised
    undertaking each remedy, action or order, on the day it was agreed

Windows and waits are clocks on the complainant and are never seen.  A fact that an answer gives
is that answer's; all others are the case's, and known of everything in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from casework.cases.clocks import UNFINISHED, Clock
from casework.cases.events import Event
from casework.cases.issues import issues
from casework.cases.undertakings import undertakings
from casework.cases.visits import Visit
from casework.learning.period import Period
from casework.learning.record import Record, Values
from casework.learning.sightings import Sighting, yes
from casework.rules.measures import Unit
from casework.rules.procedure import Procedure

Traits = dict[str, Values]

TRAITS: Mapping[str, str] = {
    "procedure": "the procedure it is under",
    "kind": "that procedure's kind",
    "stage": "the stage it is at; of a case received or done, the highest it reached",
    "level": "that stage's place in its procedure, counted from 1",
    "passed": "of a case, its events and the stages that it reached, by their names",
    "ended": "of a case, the event that answered or ended it for the last time; `open` without",
    "escalated": "whether it was taken further",
    "onward": "of an answer, whether a stage follows from which to take it further",
    "reached": "of a stage, whether the case reached it",
    "by-event": "of an entry into a stage, or an answer there, the event that entered it",
    "kept": "of an entry into a stage, the strengths of the clocks on its answer that were met",
    "event": "of an event, its name",
    "clock": "the clock",
    "strength": "of a clock, its kind: `target`, `code` or `statutory`",
    "state": "of a clock, `met`, `missed`, `running`, `paused` or `overdue`; of an undertaking,"
    " `open`, `overdue`, `done`, `late` or `dropped`",
    "extended": "of a clock, whether it was extended",
    "paused": "of a clock, whether it stood still",
    "stops": "of a clock, the events that stop it",
    "overdue": "of a case open at a month's end, whether a clock was overdue then",
    "finding": "of an issue, what was found; `none` as yet",
    "undertaken": "of an undertaking, its kind: `remedy`, `action`, `order`, `recommendation`",
    "month": "the month of its day",
    "quarter": "the quarter of its day, by its first month",
    "year": "the year of its day",
    "band": "the first of the `bands` within which it was done; `later` after them",
}
"""Every trait, and what it says."""


def _about(procedure: Procedure) -> Traits:
    return {"procedure": (procedure.id,), "kind": (procedure.kind,)}


def _level(visit: Visit) -> int:
    idents = [stage.id for stage in visit.procedure.stage]
    return 1 + idents.index(visit.stage.id)


def _at(visit: Visit) -> Traits:
    return {
        **_about(visit.procedure),
        "stage": (visit.stage.id,),
        "level": (str(_level(visit)),),
    }


def _whole(record: Record, visit: Visit | None = None) -> Traits:
    at = visit or max(record.visits, key=_level)
    ending = record.ending
    passed = [
        *(event.name for event in record.events),
        *(visit.stage.id for visit in record.visits),
    ]
    return {
        **_at(at),
        **_about(record.procedure),
        "passed": tuple(dict.fromkeys(passed)),
        "ended": (ending.name if ending else "open",),
        "escalated": yes("escalated" in passed),
    }


def _cases(record: Record, period: Period) -> Iterator[Sighting]:
    if record.received in period:
        span = (record.received, record.done) if record.done else None
        yield Sighting(record.received, _whole(record), record.facts, span)


def _done(record: Record, period: Period) -> Iterator[Sighting]:
    done = record.done
    if done is not None and done in period:
        yield Sighting(done, _whole(record), _final(record), (record.received, done))


def _final(record: Record) -> Mapping[str, Values]:
    """What is known of a case in the end: its last answer's word stands over earlier ones."""
    ending = record.ending
    last = {name: ending.values(name) for name, _ in ending.facts} if ending else {}
    return {**record.facts, **last}


def _open(record: Record, period: Period) -> Iterator[Sighting]:
    if record.done is None:
        yield Sighting(period.last, _whole(record, record.visits[-1]), record.facts)


def _stages(record: Record, period: Period) -> Iterator[Sighting]:
    if record.received in period:
        reached = {visit.stage.id for visit in record.visits}
        for stage in record.procedure.stage:
            traits = _about(record.procedure)
            traits["stage"], traits["reached"] = (stage.id,), yes(stage.id in reached)
            yield Sighting(record.received, traits, record.facts)


def _visits(record: Record, period: Period) -> Iterator[Sighting]:
    for visit in record.visits:
        if visit.entry.on in period:
            traits = _at(visit)
            traits["by-event"] = (visit.entry.name,)
            traits["kept"] = _kept(visit, record)
            yield Sighting(visit.entry.on, traits, record.facts)


def _kept(visit: Visit, record: Record) -> Values:
    """The kinds of clock on an answer that were met in a stay, or in another at the same stage."""
    found = (
        clock.kind
        for clock in record.clocks
        if (clock.procedure, clock.stage) == (visit.procedure.id, visit.stage.id)
        and clock.state == "met"
        and "responded" in clock.rule.stops
    )
    return tuple(dict.fromkeys(found))


def _answers(record: Record, period: Period) -> Iterator[Sighting]:
    for visit in record.visits:
        answer = visit.first("responded")
        if answer is not None and answer.on in period:
            traits = _at(visit)
            traits["onward"] = yes(visit.procedure.onward(visit.stage))
            traits["escalated"] = yes(
                (last := visit.after or visit.left) and last.name == "escalated"
            )
            traits["by-event"] = (visit.entry.name,)
            span = (visit.entry.on, answer.on)
            yield Sighting(answer.on, traits, _facts_of(answer, record), span)


def _facts_of(event: Event, record: Record) -> Mapping[str, Values]:
    own = {name: event.values(name) for name, _ in event.facts}
    return {**record.facts_besides_answers, **own}


def _clocks(record: Record, period: Period) -> Iterator[Sighting]:
    for clock in record.clocks:
        ended = clock.ended
        if clock.state in {"met", "missed"} and clock.owed and ended and ended in period:
            yield Sighting(ended, _of_clock(clock, record), record.facts)


def _standing(record: Record, period: Period) -> Iterator[Sighting]:
    for clock in record.clocks:
        if clock.state in UNFINISHED and clock.owed:
            yield Sighting(period.last, _of_clock(clock, record), record.facts)


def _of_clock(clock: Clock, record: Record) -> Traits:
    visit = next(
        each
        for each in record.visits
        if each.procedure.id == clock.procedure and each.stage.id == clock.stage
    )
    moved = {step.what for step in clock.reckoning.steps}
    return {
        **_at(visit),
        "clock": (clock.clock,),
        "strength": (clock.kind,),
        "state": (clock.state,),
        "stops": clock.rule.stops,
        "extended": yes("extended" in moved),
        "paused": yes(clock.state == "paused" or moved & {"paused", "restarted"}),
    }


def _month_ends(record: Record, period: Period) -> Iterator[Sighting]:
    over = record.events[-1].on if record.done else record.as_of
    for day in period.month_ends(record.received, over):
        then = record if day == record.as_of else Record.on(record.policy, record.events, day)
        if then is not None and then.done is None:
            traits = _whole(then, then.visits[-1])
            late = any(clock.state == "overdue" and clock.owed for clock in then.clocks)
            traits["overdue"] = yes(late)
            yield Sighting(day, traits, then.facts)


def _events(record: Record, period: Period) -> Iterator[Sighting]:
    for visit in record.visits:
        for event in (visit.entry, *visit.events):
            if event.on in period:
                traits = _at(visit)
                traits["event"] = (event.name,)
                yield Sighting(event.on, traits, _facts_of(event, record))


def _issues(record: Record, period: Period) -> Iterator[Sighting]:
    for issue in issues(record.events):
        if issue.raised in period and not issue.into:
            own = {name: issue.values(name) for name, _ in issue.facts}
            traits = {**_whole(record), "finding": (issue.finding or "none",)}
            yield Sighting(issue.raised, traits, {**record.facts_besides_answers, **own})


def _undertakings(record: Record, period: Period) -> Iterator[Sighting]:
    for each in undertakings(record.policy, record.events, record.as_of):
        if each.agreed in period:
            own = {name: each.values(name) for name, _ in each.facts}
            traits = {**_whole(record), "undertaken": (each.kind,), "state": (each.state,)}
            span = (each.agreed, each.ended) if each.ended else None
            facts = {**record.facts_besides_answers, **own}
            yield Sighting(each.agreed, traits, facts, span)


SIGHTINGS: Mapping[Unit, Callable[[Record, Period], Iterator[Sighting]]] = {
    "case": _cases,
    "done": _done,
    "open": _open,
    "stage": _stages,
    "visit": _visits,
    "answer": _answers,
    "clock": _clocks,
    "standing": _standing,
    "month-end": _month_ends,
    "event": _events,
    "issue": _issues,
    "undertaking": _undertakings,
}
"""How each unit is seen in a record: only what falls into the period is given."""
