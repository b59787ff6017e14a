"""Policies with something wrong, and what is to be said of it."""

from __future__ import annotations

import pytest
from attrs import frozen

from casework import PolicyError, parse_policy
from tests.policies import clock, procedure, stage, text

STAGE_1 = "procedure[corporate].stage[stage-1]"
RESPONSE = f"{STAGE_1}.clock[response]"
Wrong = tuple[str, str, str | None]
"""A fault's place, what is wrong and what was meant; its line has `#!` in the text."""
Cases = dict[str, tuple[str, list[Wrong]]]


def one_clock(rest: str = "", **given: str) -> str:
    """A policy with one stage and one clock."""
    return text(procedure(stage("stage-1", clock(rest=rest, **given))))


def starting(event: str, **given: str) -> str:
    """A policy with a clock that starts at an event."""
    return one_clock(**given).replace('starts = "received"', f'starts = "{event}" #!')


def stopping(event: str, **given: str) -> str:
    """A policy with a clock that stops at an event."""
    return one_clock(**given).replace('stops = "responded"', f'stops = "{event}" #!')


def one_stage(rest: str) -> str:
    """A policy with one stage that says something more."""
    return text(procedure(stage("stage-1", clock(), rest=rest)))


def calendar(rest: str) -> str:
    """A policy with this calendar."""
    return text(procedure(stage("stage-1", clock())), calendar=f"\n[calendar]\n{rest}\n")


def more(rest: str) -> str:
    """A policy with something after it."""
    return text(procedure(stage("stage-1", clock())), rest)


@frozen
class Said:
    """What a fault says, and whether it says what was expected."""

    line: int | None
    place: str
    problem: str
    meant: str | None
    expected: bool


def found(source: str) -> list[Said]:
    """What the faults of a text say."""
    with pytest.raises(PolicyError) as caught:
        parse_policy(source)
    return [
        Said(fault.line, fault.place, fault.problem, fault.meant, bool(fault.expected))
        for fault in caught.value.faults
    ]


def marked(source: str, wrong: list[Wrong]) -> list[Said]:
    """What should be said of a text: these faults, in order, on the lines that it marks."""
    lines = [number for number, row in enumerate(source.split("\n"), 1) if "#!" in row] or [1]
    return [
        Said(line, place, problem, meant, problem != "is missing")
        for line, (place, problem, meant) in zip(lines, wrong, strict=True)
    ]
