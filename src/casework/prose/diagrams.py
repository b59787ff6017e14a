"""Pictures of a procedure, in Mermaid, drawn from its table of moves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import wrap

from casework.prose.terms import bounds_in_words, clock_rule_in_words
from casework.rules.clocks import ClockRule
from casework.rules.moves import Phase, State
from casework.rules.procedure import Procedure, Stage

PHASE_WORDS: Mapping[Phase, str] = {
    "open": "",
    "paused": ", paused",
    "answered": ", answered",
    "closed": ", closed",
}

WIDE = 80
"""How wide a note may be, in characters with its indent."""
IN = " " * 8


def procedure_in_mermaid(procedure: Procedure) -> Iterator[str]:
    """The lines of a state diagram: the stages, every move between states, and the clocks."""
    yield "stateDiagram-v2"
    yield "    direction TB"
    numbers = {stage.id: i for i, stage in enumerate(procedure.stage, 1)}

    def node(state: State) -> str:
        stage, phase = state
        if phase == "closed" and procedure.moves[state]:
            return f"s{numbers[stage]}_closed"
        return "[*]" if phase in {"expected", "closed"} else f"s{numbers[stage]}_{phase}"

    used = {
        (target, move.phase)
        for row in procedure.moves.values()
        for move in row.values()
        for target in move.stages
    }
    for stage in procedure.stage:
        for phase, words in PHASE_WORDS.items():
            state = stage.id, phase
            if state in used and node(state) != "[*]":
                yield f'    state "{plain(stage.title)}{words}" as {node(state)}'
    arrows: dict[tuple[str, str], list[str]] = {}
    for state, moves in procedure.moves.items():
        for move in moves.values():
            for target in move.stages:
                arrow = node(state), node((target, move.phase))
                arrows.setdefault(arrow, []).append(plain(move.act))
    for (start, end), acts in arrows.items():
        yield f"    {start} --> {end}: {', '.join(acts)}"
    for stage in procedure.stage:
        notes = list(_notes(stage))
        if notes:
            yield f"    note right of {node((stage.id, 'open'))}"
            yield from notes
            yield "    end note"


def _notes(stage: Stage) -> Iterator[str]:
    handled = [f"by {stage.handler}"] if stage.handler else []
    for line in (*handled, *map(_clock, stage.clock)):
        yield from wrap(plain(line), WIDE, initial_indent=IN, subsequent_indent=f"{IN}  ")


def _clock(rule: ClockRule) -> str:
    words = f"{rule.name} ({rule.kind}): {clock_rule_in_words(rule)}"
    if rule.extension is None:
        return words
    return f"{words}, may be extended {bounds_in_words(rule.extension)}".rstrip()


def plain(text: str) -> str:
    """Text without the marks that mean something to Mermaid."""
    return text.replace('"', "'").replace(":", " -").replace(";", ",").replace("\n", " ")
