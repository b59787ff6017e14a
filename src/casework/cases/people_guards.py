"""The guards that ask whom an event names: how many, and whether they stand apart.

People are opaque words.  Somebody took part in a stage who was named there, as its `handler` or by
a fact that the stage lists; and somebody is concerned who was ever named by a fact that says so,
such as the subject of the complaint.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from casework.cases.case import Case
from casework.cases.clock_guards import Asked
from casework.cases.events import Event
from casework.cases.visits import Visit, visits
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
