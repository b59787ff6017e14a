"""The guards that ask whom an event names: how many, whether they stand apart, and how senior.

People are opaque words.  Somebody took part in a stage who was named there, as its `handler` or by
a fact that the stage lists; and somebody is concerned who was ever named by a fact that says so,
such as the subject of the complaint.  How senior they are, the `role` of the event says, by its
place in the procedure's order; the most senior of those who acted in a stage is whom others must
exceed.  A role without a place in the order counts for nothing there, and exceeds nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from casework.cases.case import Case
from casework.cases.clock_guards import Asked
from casework.cases.events import Event
from casework.cases.visits import Visit, values_of, visits
from casework.errors import listed
from casework.rules.conditions import fits, in_words
from casework.rules.moves import Move
from casework.rules.policy import Policy
from casework.rules.procedure import People


def unfit(asked: Asked, people: Mapping[str, People]) -> Iterator[str]:
    """Why those whom an event names may not be: too few, too many, or not apart."""
    for fact, asked_of in people.items():
        named = set(asked.event.values(fact))
        if named and len(named) < asked_of.at_least:
            yield f"{fact} needs at least {asked_of.at_least} people"
        if asked_of.at_most is not None and len(named) > asked_of.at_most:
            yield f"{fact} takes at most {asked_of.at_most}"
        both = sorted(named & _took_part(asked.policy, asked.case, asked_of.different_from))
        if both:
            yield f"{fact}: {', '.join(both)} took part before"
        for party in asked_of.different_from_facts:
            both = sorted(named & _given(asked, party))
            if both:
                yield f"{fact} may not be the {party}: {', '.join(both)}"
        if named and asked_of.more_senior_than:
            yield from _too_junior(asked, fact, asked_of)


def outranked(asked: Asked, move: Move, role: str | None) -> str | None:
    """Why nobody, or nobody in a role, is senior enough for an act; None where somebody is.

    Where the equal will do under conditions, they are taken to hold.
    """
    procedure, stage = asked.procedure, asked.stage
    allowed = procedure.roles_for(stage, move.act)
    for fact, who in stage.people.items():
        if fact not in stage.ranked or fact not in move.needs:
            continue
        before, senior = _senior(asked, who, equal=bool(who.or_equal_when))
        fitting = [each for each in senior if allowed is None or each in allowed]
        if not fitting:
            return f"nobody who may do it is more senior than '{before}'"
        if role is not None and role not in fitting:
            return f"it is for {listed(fitting)}"
    return None


def _too_junior(asked: Asked, fact: str, who: People) -> Iterator[str]:
    event = asked.event
    roles = event.values("role")
    if not roles:
        yield "it needs role"
    equal = bool(who.or_equal_when) and fits(who.or_equal_when, values_of([event]))
    before, senior = _senior(asked, who, equal=equal)
    for role in roles:
        if role not in senior:
            short = f"is not more senior than '{before}'" if before else "is of no known seniority"
            ours = f"; it is for {listed(senior)}" if senior else "; nobody is"
            if role == before and who.or_equal_when:
                ours += f", or for '{before}' where {in_words(who.or_equal_when)}"
            yield f"{fact}: {', '.join(event.values(fact))} as '{role}' {short}{ours}"


def _senior(asked: Asked, who: People, *, equal: bool) -> tuple[str | None, tuple[str, ...]]:
    """The most senior role of those to be exceeded, if any is known, and the roles that do."""
    order = asked.procedure.seniority
    acted = {
        role
        for _, event in _in(asked.policy, asked.case, who.more_senior_than)
        for role in event.values("role")
    }
    before = next((role for role in reversed(order) if role in acted), None)
    if before is None:
        return None, order
    return before, order[order.index(before) + (not equal) :]


def _in(policy: Policy, case: Case, stages: tuple[str, ...]) -> Iterator[tuple[Visit, Event]]:
    """What happened in some stages, each with its visit."""
    for visit in visits(policy, case.settled):
        if visit.stage.id in stages:
            yield from ((visit, event) for event in (visit.entry, *visit.events))


def _took_part(policy: Policy, case: Case, stages: tuple[str, ...]) -> set[str]:
    return {
        person
        for visit, event in (_in(policy, case, stages) if stages else ())
        for fact in {"handler", *(fact for stage in visit.procedure.stage for fact in stage.people)}
        for person in event.values(fact)
    }


def _given(asked: Asked, fact: str) -> set[str]:
    return {value for event in (*asked.case.settled, asked.event) for value in event.values(fact)}
