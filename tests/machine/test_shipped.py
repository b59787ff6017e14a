"""The laws of the machine hold for every procedure that is shipped, each by its name."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, run_state_machine_as_test

from casework import Case
from casework.rules.moves import EXPECTED, State
from casework.rules.procedure import Procedure

from .lives import Life
from .shipped import Shipped, every
from .trying import Here
from .walks import follow, not_made, ways

EXAMPLES = max(4, settings().max_examples // 12)


class ShippedLife(Life):
    """A case of a shipped procedure, whose life begins in any state that it can come to."""

    held: Shipped

    @initialize(data=st.data())
    def somewhere(self, data: st.DataObject) -> None:
        """Begin on some day, in some state."""
        held = self.held
        since, until = held.beginnings
        on = since + timedelta(days=data.draw(st.integers(0, (until - since).days)))
        found = ways(held.policy, self.under, Case(), on, self.last)
        del found[EXPECTED]
        self.begin(found[data.draw(st.sampled_from(list(found)))])


@every
def test_laws(held: Shipped) -> None:
    """A case of the procedure keeps every law, wherever its life begins and whatever is tried."""
    kept = {"held": held, "policy": held.policy, "under": held.procedure.id, "last": held.last}
    life = cast("type[Life]", type(f"Life of {held.name}", (ShippedLife,), kept))
    run_state_machine_as_test(life, settings=settings(max_examples=EXAMPLES, stateful_step_count=8))


@every
def test_every_state_is_reached(held: Shipped) -> None:
    """There are acts that bring a case to every state but the pauses of stages without any."""
    found = ways(held.policy, held.procedure.id, Case(), held.begins, held.last)
    assert {*held.procedure.moves} - {*found} == never_paused(held.procedure)


@every
def test_every_move_is_made(held: Shipped) -> None:
    """In every state, every move that the table has there can be made in some case."""
    found = ways(held.policy, held.procedure.id, Case(), held.begins, held.last)
    for state, way in found.items():
        here = Here(
            held.policy,
            follow(held.policy, way),
            way[-1].on if way else held.begins,
            held.procedure.id,
        )
        assert not_made(here, held.last) == [], state


@every
def test_every_state_leads_to_an_end(held: Shipped) -> None:
    """From every state of the table that something leads to, moves lead to a closed case."""
    moves = held.procedure.moves
    onward = {
        state: {(stage, move.phase) for move in row.values() for stage in move.stages}
        for state, row in moves.items()
    }
    for begun in onward.keys() - never_paused(held.procedure):
        seen = [begun]
        for state in seen:
            seen += [then for then in sorted(onward[state]) if then not in seen]
        assert any(phase == "closed" for _, phase in seen), begun


def never_paused(procedure: Procedure) -> set[State]:
    """The paused phases to which nothing leads, because no clock of the stage can be paused."""
    return {
        (stage.id, "paused")
        for stage in procedure.stage
        if not any(rule.pausing for rule in stage.clock)
    }
