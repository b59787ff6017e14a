"""Every move that a case can make, in one table.

    expected --receive--> open --respond--> answered --close--> closed
                         ^ |  ^                |                  |
                   resume| |pause +--escalate--+ (another stage)  |
                         | v  ^-------------- reopen -------------+
                        paused

                  open --advance--> open in another stage, without an answer

A case is at a stage and in a phase of it.  `PATTERNS` says which acts a phase allows, which
event each one records and which phase it leads to; `compile_moves` repeats that for the stages
of a procedure, leaving out what the procedure does not allow.  The result is what the engine
obeys, the diagrams draw, the docs tabulate and `check` proves, so none of them can disagree.
From `closed` nothing leads on unless the procedure reopens cases, or the stage escalates them;
what a procedure has happen `afterwards` leaves a closed case closed.

An act is in the present tense and may be refused; the event that it records is in the past
tense and is a fact.  A milestone that a policy names is both the act and the event.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple, get_args

from attrs import frozen

from casework.rules.conditions import Wanted, Wants, When

Phase = Literal["expected", "open", "paused", "answered", "closed"]
PHASES: tuple[Phase, ...] = get_args(Phase)

Exit = Literal["withdrawn", "refused", "referred", "reclassified"]
"""The early ends that a procedure may allow."""

State = tuple[str, Phase]
"""A stage's id and a phase; the stage is empty before receipt."""

EXPECTED: State = ("", "expected")

Lateness = bool | tuple[str, ...]
"""Whether a late clock permits a move: any that the authority owes, or one of those named."""


@frozen
class Pattern:
    """One row of the table: an act, the event it records, and the phases it leads between.

    `again`: whether it may be repeated within a stage.  `rule` names what a stage must say for
    the row to be there; `needs` are facts that the event always carries.
    """

    act: str
    event: str
    at: Phase
    to: Phase
    again: bool = False
    rule: str | None = None
    needs: tuple[str, ...] = ()


PATTERNS: tuple[Pattern, ...] = (
    Pattern("receive", "received", "expected", "open"),
    Pattern("acknowledge", "acknowledged", "open", "open"),
    Pattern("extend", "extended", "open", "open", again=True, rule="extend"),
    Pattern("promise", "promised", "open", "open", again=True, rule="promise", needs=("until",)),
    Pattern("pause", "paused", "open", "paused", again=True, rule="pause"),
    Pattern("resume", "resumed", "paused", "open", again=True, rule="pause"),
    Pattern("respond", "responded", "open", "answered"),
    Pattern("escalate", "escalated", "answered", "open"),
    Pattern("escalate", "escalated", "open", "open", rule="escalate-late"),
    Pattern("escalate", "escalated", "closed", "open", rule="escalate-closed"),
    Pattern("advance", "advanced", "open", "open"),
    Pattern("decline", "declined", "answered", "answered", again=True, rule="decline"),
    Pattern("send-back", "sent-back", "open", "open"),
    Pattern("send-back", "sent-back", "answered", "open"),
    Pattern("withdraw", "withdrawn", "open", "closed"),
    Pattern("withdraw", "withdrawn", "paused", "closed"),
    Pattern("withdraw", "withdrawn", "answered", "closed"),
    Pattern("refuse", "refused", "open", "closed", needs=("refusal-reason",)),
    Pattern("refer", "referred", "open", "closed", needs=("to",)),
    Pattern("refer", "referred", "answered", "closed", needs=("to",)),
    Pattern("reclassify", "reclassified", "open", "closed", needs=("to",)),
    Pattern("close", "closed", "answered", "closed"),
    Pattern("close", "closed", "paused", "closed", rule="close-silent"),
    Pattern("close", "closed", "open", "closed", rule="close-unanswered"),
    Pattern("reopen", "reopened", "closed", "open"),
)

ASIDES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "raise-issue": ("issue-raised", ("issue",)),
    "find": ("issue-found", ("issue", "finding")),
    "split-issue": ("issue-split", ("issue", "into")),
    "join-issues": ("issues-joined", ("issues", "into")),
    "undertake": ("undertaken", ("undertaking",)),
    "move-undertaking": ("undertaking-moved", ("undertaking", "due")),
    "fulfil": ("undertaking-fulfilled", ("undertaking",)),
    "drop-undertaking": ("undertaking-dropped", ("undertaking", "reason")),
    "learn": ("lesson-learned", ("lesson",)),
    "link": ("linked", ("to",)),
    "explain-lateness": ("lateness-explained", ("lateness-reason",)),
    "record-lateness": ("became-late", ("clock",)),
    "void": ("voided", ("voids",)),
    "correct": ("corrected", ("corrects",)),
}
"""Acts of every phase after receipt, which leave the case where it is: what each records, and
the facts that it needs."""

ACT_OF: Mapping[str, str] = {pattern.event: pattern.act for pattern in PATTERNS} | {
    event: act for act, (event, _) in ASIDES.items()
}
EVENT_OF: Mapping[str, str] = {act: event for event, act in ACT_OF.items()}
PHASE_AFTER: Mapping[str, Phase] = {pattern.event: pattern.to for pattern in PATTERNS}
CLOSING = frozenset({pattern.event for pattern in PATTERNS if pattern.to == "closed"})
"""The events that close a case."""
ENTRIES = frozenset({"received", "escalated", "advanced", "sent-back", "reopened"})
"""The events by which a case enters a stage."""
ENTERED = "entered"
"""What starts a clock when a case enters the stage, by whichever of them."""
ONWARD = frozenset({"received", "escalated", "advanced"})
"""The entries that lead on, after which a clock may still run from the receipt."""
RECEIPTS = frozenset({"received", "escalated"})
"""The entries that come from the complainant, and so count as received."""
ASIDE_EVENTS = frozenset(event for event, _ in ASIDES.values())


class Sometimes(NamedTuple):
    """A fact that an event must carry where conditions hold, or where it leads to a stage."""

    fact: str
    when: When
    stage: str = ""


@frozen
class Move:
    """One permitted move: an act in a state, the event it records, and where it leads.

    `stages` are the stages that it may lead to, the usual one first; `needs` are the facts
    that the event must carry, `sometimes` those that it must carry in some cases only.
    """

    act: str
    event: str
    phase: Phase
    stages: tuple[str, ...]
    needs: tuple[str, ...] = ()
    again: bool = False
    when_late: Lateness = False
    sometimes: tuple[Sometimes, ...] = ()


Moves = Mapping[State, Mapping[str, Move]]


class StageMoves(NamedTuple):
    """What of a stage decides its moves.

    `leads` are the stages that an act may lead to, where that is not the stage itself; `absent`
    are the rules that it does not have, `again` the milestones that may be repeated, `late` the
    clocks that let a case go on.
    """

    id: str
    milestones: tuple[str, ...]
    follow_ups: tuple[str, ...]
    leads: Mapping[str, tuple[str, ...]]
    absent: frozenset[str]
    again: frozenset[str] = frozenset()
    needs: Wants = MappingProxyType({})
    late: Lateness = False


def _always(own: tuple[str, ...], wanted: Iterable[Wanted]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*own, *(each.is_ for each in wanted if not each.when))))


def _sometimes(wanted: Iterable[Wanted], stage: str = "") -> tuple[Sometimes, ...]:
    return tuple(Sometimes(each.is_, each.when, stage) for each in wanted if stage or each.when)


def _receipt(
    beginnings: tuple[str, ...], takes: tuple[str, ...], needs: Wants, rows: Iterable[StageMoves]
) -> Move:
    row, *_ = PATTERNS
    wanted = needs.get(row.event, ())
    there = (
        each
        for stage in rows
        if stage.id in beginnings
        for each in _sometimes(stage.needs.get(row.event, ()), stage.id)
    )
    return Move(
        row.act,
        row.event,
        row.to,
        beginnings,
        _always((*row.needs, *takes), wanted),
        sometimes=(*_sometimes(wanted), *there),
    )


def asking(needs: Wants, roles: Iterable[str]) -> Wants:
    """What events must carry, where some acts are kept for roles: each of those says in which."""
    found = dict(needs)
    for act in roles:
        event = EVENT_OF.get(act, act)
        found[event] = (*found.get(event, ()), Wanted("role"))
    return found


def compile_moves(
    stages: Iterable[StageMoves],
    exits: Iterable[str],
    needs: Wants,
    *,
    beginnings: tuple[str, ...],
    takes: tuple[str, ...] = (),
    reopens: bool = False,
    afterwards: tuple[str, ...] = (),
) -> Moves:
    """The table of moves of a procedure.

    `beginnings` are the stages in which a case may be received, and `takes` the facts by which it
    is taken; `exits` are the early ends allowed, `afterwards` what may happen after any end, and
    `needs` maps an event to the facts that it must carry.
    """
    rows = tuple(stages)
    left_out = {*get_args(Exit), *(() if reopens else ("reopened",))} - set(exits)
    moves: dict[State, dict[str, Move]] = {EXPECTED: {}}
    if beginnings:
        moves[EXPECTED][PATTERNS[0].act] = _receipt(beginnings, takes, needs, rows)
    for stage in rows:
        for phase in PHASES[1:]:
            moves[stage.id, phase] = {}
        for row in PATTERNS[1:]:
            targets = stage.leads.get(row.act, (stage.id,))
            absent = row.rule in stage.absent or (row.at == "paused" and "pause" in stage.absent)
            if targets and not absent and row.event not in left_out:
                wanted = (*needs.get(row.event, ()), *stage.needs.get(row.event, ()))
                moves[stage.id, row.at][row.act] = Move(
                    row.act,
                    row.event,
                    row.to,
                    targets,
                    _always(row.needs, wanted),
                    row.again,
                    stage.late if row.rule == "escalate-late" else False,
                    _sometimes(wanted),
                )
        named: tuple[tuple[Phase, tuple[str, ...]], ...] = (
            ("open", stage.milestones),
            ("answered", stage.follow_ups),
            ("closed", afterwards),
        )
        for phase, names in named:
            for name in names:
                wanted = (*needs.get(name, ()), *stage.needs.get(name, ()))
                moves[stage.id, phase][name] = Move(
                    name,
                    name,
                    phase,
                    (stage.id,),
                    _always((), wanted),
                    name in stage.again,
                    sometimes=_sometimes(wanted),
                )
    return moves


def aside(state: State, act: str, needs: Wants) -> Move | None:
    """The move of an act that leaves a case where it is, if `act` is one."""
    if act not in ASIDES or state == EXPECTED:
        return None
    event, own = ASIDES[act]
    wanted = needs.get(event, ())
    return Move(
        act,
        event,
        state[1],
        (state[0],),
        _always(own, wanted),
        again=True,
        sometimes=_sometimes(wanted),
    )
