"""A policy file, read and judged.

Once a file is a document (see `documents`), what its procedures and its lists build on is laid
under them (`extending`, `adopting`), its tables are given the shape of a policy (`structure`),
and what they say must be able to work (`soundness`).  All the faults of a gate are reported
together, each with its path and line; faults of shape that are only unknown keys do not hide the
faults behind them.
"""

from __future__ import annotations

import os

from casework.errors import PolicyError
from casework.rules.assembly import assembled
from casework.rules.documents import document_of, text_of
from casework.rules.lists.adopting import adopted
from casework.rules.policy import Policy
from casework.rules.schemes.extending import flattened, undeclared
from casework.rules.structure import PolicyFile, structure


def load_policy(path: str | os.PathLike[str]) -> Policy:
    """Read an authority's policy from a TOML file.

    `PolicyError` with every fault that the file has; `OSError` where it cannot be opened.
    """
    return parse_policy(text_of(path), str(path))


def parse_policy(text: str, name: str = "policy") -> Policy:
    """Read a policy from TOML text; `name` stands for the file in faults."""
    document, faults = flattened(document_of(text, name))
    document, unadopted = adopted(document)
    read, problems = structure(document.data, PolicyFile)
    if problems and all(problem.unknown_key for problem in problems):
        read, _ = structure(document.data, PolicyFile, strict=False)
    policy = None
    if read is not None:
        policy, further = assembled(read, document.fingerprint)
        problems += further
        if policy is not None:
            problems += undeclared(policy, read.procedure)
    faults += document.faults([*unadopted, *problems])
    if policy is None or faults:
        raise PolicyError(sorted(faults, key=lambda fault: fault.line or 0))
    return policy
