"""Whether what a stage asks of the people that its facts name can be met.

Somebody more senior than others can only be told where roles have an order, where those others say
in which role they act, and where a role above theirs may do what is asked.
"""

from __future__ import annotations

from collections.abc import Iterator

from casework.errors import listed, meant
from casework.rules.moves import PHASES, Move
from casework.rules.naming import known, unmeetable
from casework.rules.places import Path
from casework.rules.procedure import Procedure, Stage
from casework.rules.structure import PolicyFile, Problem


def unsound_people(
    procedure: Procedure, stage: Stage, path: Path, read: PolicyFile
) -> Iterator[Problem]:
    """Everything that a stage says of whom its facts may name, and that cannot be."""
    ids = [each.id for each in procedure.stage]
    for fact, people in stage.people.items():
        here = (*path, "people", fact)
        most = people.at_most
        if most is not None and most < max(people.at_least, 1):
            problem = f"nobody is at least {people.at_least} and at most {most} people"
            yield Problem((*here, "at-most"), problem, "a range in order")
        parties = _facts(procedure) - {fact}
        for key, names, among, what in (
            ("different-from", people.different_from, ids, "stage"),
            ("different-from-facts", people.different_from_facts, parties, "fact"),
            ("more-senior-than", people.more_senior_than, ids, "stage"),
        ):
            yield from known(names, among, (*here, key), what)
        yield from unmeetable(people.or_equal_when, (*here, "or-equal-when"), read)
        if people.or_equal_when and not people.more_senior_than:
            yield Problem((*here, "or-equal-when"), "nobody to be equal to", "more-senior-than")
        if people.more_senior_than and not procedure.seniority:
            expected = 'seniority = ["officer", "manager"] on the procedure'
            yield Problem((*here, "more-senior-than"), "roles have no order", expected)
        elif people.more_senior_than:
            yield from _unexceeded(procedure, stage, fact, here)


def _facts(procedure: Procedure) -> set[str]:
    """The facts of which a procedure says that they are there, or that they name people."""
    wants = [procedure.needs, *(stage.needs for stage in procedure.stage)]
    wanted = {each.is_ for needs in wants for row in needs.values() for each in row}
    return wanted.union({"handler"}, *(stage.people for stage in procedure.stage))


def _unexceeded(procedure: Procedure, stage: Stage, fact: str, path: Path) -> Iterator[Problem]:
    """Somebody more senior whom nobody could be, or of whom nobody could tell it."""
    order, people = procedure.seniority, stage.people[fact]
    highest = len(order) - 1
    naming = (move.act for move in _moves(procedure, stage) if fact in move.needs)
    for act in dict.fromkeys(naming):
        places = _places(procedure, stage, act)
        if not places:
            roles = procedure.roles_for(stage, act) or ()
            problem = f"{act} is for {listed(roles)}, of no known seniority"
            near = next(filter(None, (meant(role, order) for role in roles)), None)
            yield Problem(path, problem, listed(order), near)
        highest = min(highest, max(places, default=highest))
    for k, ident in enumerate(people.more_senior_than):
        place = (*path, "more-senior-than", k)
        other = procedure.by_id.get(ident)
        if other is None:
            continue
        if not any("role" in move.needs for move in _moves(procedure, other)):
            problem = f"nobody says in which role they act in '{ident}'"
            yield Problem(place, problem, f'needs = {{ responded = ["role"] }} in {ident}')
        lowest = min(_places(procedure, other, "respond"), default=-1)
        if highest < lowest + (not people.or_equal_when):
            problem = f"nobody who may act is more senior than '{order[lowest]}'"
            yield Problem(place, problem, "a role above it in seniority")


def _moves(procedure: Procedure, stage: Stage) -> Iterator[Move]:
    for phase in PHASES[1:]:
        yield from procedure.moves[stage.id, phase].values()


def _places(procedure: Procedure, stage: Stage, act: str) -> list[int]:
    """The places in the order of the roles that may do an act in a stage."""
    allowed = procedure.roles_for(stage, act)
    return [k for k, role in enumerate(procedure.seniority) if allowed is None or role in allowed]
