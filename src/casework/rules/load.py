"""A policy file, read and judged.

Once a file is a document (see `documents`), what its procedures build on is laid under them
(`extending`), its tables are given the shape of a policy (`structure`), and what they say must
be able to work (`soundness`).  All the faults of a gate are reported together, each with its
path and line; faults of shape that are only unknown keys do not hide the faults behind them.
"""

from __future__ import annotations

import os

from casework.errors import LimitError, PolicyError
from casework.rules.calendars import calendars_of
from casework.rules.clocks import ReceiptRule
from casework.rules.documents import document_of, text_of
from casework.rules.policy import Policy
from casework.rules.procedure import Procedure
from casework.rules.soundness import unsound
from casework.rules.structure import PolicyFile, Problem, structure
from casework.rules.timeline import Span, Timeline


def load_policy(path: str | os.PathLike[str]) -> Policy:
    """Read an authority's policy from a TOML file.

    `PolicyError` with every fault that the file has; `OSError` where it cannot be opened.
    """
    return parse_policy(text_of(path), str(path))


def parse_policy(text: str, name: str = "policy") -> Policy:
    """Read a policy from TOML text; `name` stands for the file in faults."""
    document = document_of(text, name)
    read, problems = structure(document.data, PolicyFile)
    if problems and all(problem.unknown_key for problem in problems):
        read, _ = structure(document.data, PolicyFile, strict=False)
    if read is None:
        raise PolicyError(document.faults(problems))
    policy, further = assembled(read, document.fingerprint)
    problems += further
    if policy is None or problems:
        raise PolicyError(document.faults(problems))
    return policy


def assembled(read: PolicyFile, fingerprint: str) -> tuple[Policy | None, list[Problem]]:
    """The policy that structured tables make, or what they say that cannot be."""
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
    ), []


def _revisions(ident: str, revisions: list[Procedure]) -> Timeline[Procedure]:
    return Timeline(
        f"procedure '{ident}'",
        [Span(each, each.in_force.since, each.in_force.until) for each in revisions],
    )
