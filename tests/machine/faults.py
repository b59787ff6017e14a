"""What a policy file is told about its faults, without the lines on which they stand."""

from __future__ import annotations

import pytest

from casework import PolicyError, parse_policy

from .policies import HEAD, procedure, stage


def told(*tables: str, head: str = HEAD) -> list[str]:
    """The faults of a policy in full, each beginning with its place."""
    with pytest.raises(PolicyError) as caught:
        parse_policy(head + "".join(tables))
    return [str(fault).split(": ", 1)[1] for fault in caught.value.faults]


def told_of(*stages: str, **rest: object) -> list[str]:
    """The faults of a policy of one procedure, each up to what was expected."""
    return [fault.split("; expected")[0] for fault in told(procedure("corporate", *stages, **rest))]


def told_of_clocks(*clocks: str, **rest: object) -> list[str]:
    """The faults of a policy of one stage, each from its clock on and up to what was expected."""
    start = "procedure[corporate].stage[stage-1].clock"
    faults = told_of(stage("stage-1", *clocks, **rest))
    return [fault.removeprefix(start).lstrip(".") for fault in faults]
