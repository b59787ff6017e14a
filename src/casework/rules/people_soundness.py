"""Whether what a stage asks of the people that its facts name can be met."""

from __future__ import annotations

from collections.abc import Iterator

from casework.rules.naming import known
from casework.rules.places import Path
from casework.rules.procedure import Procedure, Stage
from casework.rules.structure import Problem


def unsound_people(procedure: Procedure, stage: Stage, path: Path) -> Iterator[Problem]:
    """Everything that a stage says of whom its facts may name, and that cannot be."""
    ids = [each.id for each in procedure.stage]
    for fact, people in stage.people.items():
        here = (*path, "people", fact)
        most = people.at_most
        if most is not None and most < max(people.at_least, 1):
            problem = f"nobody is at least {people.at_least} and at most {most} people"
            yield Problem((*here, "at-most"), problem, "a range in order")
        yield from known(people.different_from, ids, (*here, "different-from"), "stage")
        parties = _facts(procedure) - {fact}
        yield from known(
            people.different_from_facts, parties, (*here, "different-from-facts"), "fact"
        )


def _facts(procedure: Procedure) -> set[str]:
    """The facts of which a procedure says that they are there, or that they name people."""
    wants = [procedure.needs, *(stage.needs for stage in procedure.stage)]
    wanted = {each.is_ for needs in wants for row in needs.values() for each in row}
    return wanted.union({"handler"}, *(stage.people for stage in procedure.stage))
