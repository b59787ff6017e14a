"""Every move that a case can make, in one table.

    expected --receive--> open --respond--> answered --close--> closed
                           ^                   |
                           +----- escalate ----+      (to the next stage)

A case is at a stage and in a phase of it.  `PATTERNS` says which acts a phase allows, which
event each one records and which phase it leads to; `compile_moves` repeats that for the stages
of a procedure.  The result is what the engine obeys, the diagrams draw, the docs tabulate and
`check` proves, so none of them can disagree.  `closed` appears with nothing: no move leaves it.

An act is in the present tense and may be refused; the event that it records is in the past
tense and is a fact.  A milestone that a policy names is both the act and the event.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple, get_args

from attrs import frozen

Phase = Literal["expected", "open", "answered", "closed"]
PHASES: tuple[Phase, ...] = get_args(Phase)

State = tuple[str, Phase]
"""A stage's id and a phase; the stage is empty before receipt."""

EXPECTED: State = ("", "expected")


@frozen
class Pattern:
    """One row of the table: an act, the event it records, and the phases it leads between."""

    act: str
    event: str
    at: Phase
    to: Phase
    again: bool = False


PATTERNS: tuple[Pattern, ...] = (
    Pattern("receive", "received", "expected", "open"),
    Pattern("acknowledge", "acknowledged", "open", "open"),
    Pattern("extend", "extended", "open", "open", again=True),
    Pattern("promise", "promised", "open", "open", again=True),
    Pattern("respond", "responded", "open", "answered"),
    Pattern("withdraw", "withdrawn", "open", "closed"),
    Pattern("escalate", "escalated", "answered", "open"),
    Pattern("close", "closed", "answered", "closed"),
)
"""`again`: whether the act may be repeated within a stage."""

ACT_OF: Mapping[str, str] = {pattern.event: pattern.act for pattern in PATTERNS}
PHASE_AFTER: Mapping[str, Phase] = {pattern.event: pattern.to for pattern in PATTERNS}
ENTRIES = ("received", "escalated")
"""The events by which a case enters a stage; each is also a receipt from the complainant."""


@frozen
class Move:
    """One permitted move: an act in a state, the event it records, and where it leads.

    `stages` are the stages that it may lead to, the usual one first; `needs` are the facts
    that the event must carry.
    """

    act: str
    event: str
    phase: Phase
    stages: tuple[str, ...]
    needs: tuple[str, ...] = ()
    again: bool = False


Moves = Mapping[State, Mapping[str, Move]]


class StageMoves(NamedTuple):
    """What of a stage decides its moves."""

    id: str
    milestones: tuple[str, ...]
    onward: tuple[str, ...]
    extendable: bool
    promising: bool


def compile_moves(
    stages: Iterable[StageMoves],
    needs: Mapping[str, tuple[str, ...]],
) -> Moves:
    """The table of moves of a procedure.

    The first of `stages` is where a case is received; `needs` maps an event to the facts that
    it must carry.
    """
    rows = tuple(stages)
    moves: dict[State, dict[str, Move]] = {EXPECTED: {}}
    for stage, milestones, onward, extendable, promising in rows:
        absent = {act for act, here in (("extend", extendable), ("promise", promising)) if not here}
        for phase in PHASES[1:]:
            moves[stage, phase] = {}
        for pattern in PATTERNS:
            leads_to = {"receive": (rows[0][0],), "escalate": onward}.get(pattern.act, (stage,))
            if leads_to and pattern.act not in absent:
                state = EXPECTED if pattern.at == "expected" else (stage, pattern.at)
                moves[state][pattern.act] = Move(
                    pattern.act,
                    pattern.event,
                    pattern.to,
                    leads_to,
                    needs.get(pattern.event, ()),
                    pattern.again,
                )
        for name in milestones:
            moves[stage, "open"][name] = Move(name, name, "open", (stage,), needs.get(name, ()))
    return moves
