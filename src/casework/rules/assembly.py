"""The policy that structured tables make, once what they say has been judged."""

from __future__ import annotations

from casework.errors import LimitError
from casework.rules.calendars import calendars_of
from casework.rules.clocks import ReceiptRule
from casework.rules.measure_soundness import unsound_figures
from casework.rules.policy import Policy
from casework.rules.procedure import Procedure
from casework.rules.rolling import rolled_up
from casework.rules.soundness import unsound
from casework.rules.structure import PolicyFile, Problem
from casework.rules.timeline import Span, Timeline


def assembled(read: PolicyFile, fingerprint: str) -> tuple[Policy | None, list[Problem]]:
    """The policy that structured tables make, or what they say that cannot be."""
    read = rolled_up(read)
    calendars, problems = calendars_of(read, read.policy.id)
    procedures = {}
    for ident in dict.fromkeys(procedure.id for procedure in read.procedure):
        rows = [(i, found) for i, found in enumerate(read.procedure) if found.id == ident]
        try:
            procedures[ident] = _revisions(ident, [found for _, found in rows])
        except LimitError as error:
            place = ("procedure", rows[-1][0], "in-force")
            problems.append(Problem(place, error.text, error.expected))
    problems += unsound(read)
    problems += unsound_figures(read.figures, read.taxonomy, read)
    if problems:
        return None, problems
    return Policy(
        read.policy.id,
        read.policy.authority,
        read.policy.revision,
        read.source,
        calendars,
        read.calendar.receipt or ReceiptRule(),
        procedures,
        read.taxonomy,
        read.policy.title,
        read.policy.status,
        fingerprint,
        {
            name: table.division
            for name, table in {"default": read.calendar, **read.calendars}.items()
            if table.division is not None
        },
        read.figures,
    ), []


def _revisions(ident: str, revisions: list[Procedure]) -> Timeline[Procedure]:
    return Timeline(
        f"procedure '{ident}'",
        [Span(each, each.in_force.since, each.in_force.until) for each in revisions],
    )
