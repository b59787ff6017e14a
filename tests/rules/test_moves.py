"""The table of moves: what the engine obeys, the diagrams draw and `check` proves."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import Case, Event, Policy, load_policy, permitted, replay
from casework.prose.diagrams import procedure_in_mermaid
from casework.rules.conditions import Wanted
from casework.rules.moves import (
    ACT_OF,
    ASIDES,
    EVENT_OF,
    EXPECTED,
    PATTERNS,
    PHASE_AFTER,
    PHASES,
    Moves,
    State,
    aside,
)
from casework.rules.procedure import Procedure
from tests.generated import policies
from tests.policies import (
    GATED,
    OUTCOMES,
    SKIPPING,
    THREE_STAGES,
    clock,
    of_stages,
    policy,
    procedure,
    stage,
)

DAY = date(2026, 3, 2)
EVERYTHING = policy(
    procedure(
        stage(
            "stage-1",
            clock(rest='pausing = { reasons = [] }\nextension = { by = "10 days" }'),
            rest='milestones = ["logged"]\nfollow-ups = ["remedied"]\nmay-decline = true\n'
            'escalates-when-late = true\nclose-after = "20 working days"',
        ),
        stage("stage-2", clock(starts="escalated"), rest='sends-back-to = ["stage-1"]'),
        rest='exits = ["withdrawn", "refused", "referred", "reclassified"]\nreopens = true\n'
        'afterwards = ["checked"]',
    ),
    '[taxonomy.refusal-reason]\ntitle = "Reasons"\ncode = []',
)
SMALL = [policy(THREE_STAGES), policy(SKIPPING), policy(GATED, OUTCOMES), EVERYTHING]
EXAMPLES = sorted(Path(__file__).parents[2].glob("examples/*/policy.toml"))


def revisions(found: Policy) -> list[Procedure]:
    """Every revision of every procedure of a policy."""
    return [revision for timeline in found.procedures.values() for revision in timeline]


ALWAYS = {"receive", "acknowledge", "respond", "close", "withdraw"}
"""What every case may go through, whatever its policy says."""
SHIPPED = [revision for path in EXAMPLES for revision in revisions(load_policy(path))]
ALL = [revision for found in SMALL for revision in revisions(found)] + SHIPPED


def reached(moves: Moves) -> set[State]:
    """Every state that can be reached from the beginning."""
    found = [EXPECTED]
    for state in found:
        for move in moves[state].values():
            found += [
                (target, move.phase) for target in move.stages if (target, move.phase) not in found
            ]
    return set(found)


def test_an_act_and_its_event_name_each_other() -> None:
    """Every act records one event and every event is recorded by one act."""
    assert {EVENT_OF[ACT_OF[event]] for event in ACT_OF} == set(ACT_OF)
    assert {pattern.act for pattern in PATTERNS} | set(ASIDES) == set(EVENT_OF)


@pytest.mark.parametrize("found", ALL, ids=lambda found: found.id)
def test_every_stage_and_phase_is_in_the_table(found: Procedure) -> None:
    """Each stage has each phase after receipt in the table, also where no move leaves it."""
    assert set(found.moves) == {EXPECTED} | {
        (stage.id, phase) for stage in found.stage for phase in PHASES[1:]
    }


@pytest.mark.parametrize("found", ALL, ids=lambda found: found.id)
def test_closed_appears_with_nothing_unless_cases_are_reopened(found: Procedure) -> None:
    """A closed case is escalated or reopened, or done something with, only where it is said."""
    for stage_ in found.stage:
        taken = stage_.escalates_when_closed and bool(found.onward(stage_))
        expected = ["escalate"] * taken + ["reopen"] * found.reopens
        assert list(found.moves[stage_.id, "closed"]) == [*expected, *found.afterwards]


@pytest.mark.parametrize("found", ALL, ids=lambda found: found.id)
def test_an_end_is_reached_from_everywhere(found: Procedure) -> None:
    """From every state that can be reached some end can be."""
    for state in reached(found.moves):
        ends: set[State] = {state}
        while not any(phase == "closed" for _, phase in ends):
            further = {
                (target, move.phase)
                for at in ends
                for move in found.moves[at].values()
                for target in move.stages
            }
            assert not further <= ends
            ends |= further


@pytest.mark.parametrize("found", ALL, ids=lambda found: found.id)
def test_every_stage_can_be_reached(found: Procedure) -> None:
    """No stage stands in the table that no move leads to."""
    assert {stage for stage, _ in reached(found.moves)} == {"", *found.by_id}


@given(policies())
def test_the_laws_hold_for_procedures_made_at_random(made: Policy) -> None:
    """Whatever a policy that is without fault says, every stage is reached and can be closed."""
    (found,) = revisions(made)
    test_every_stage_and_phase_is_in_the_table(found)
    test_closed_appears_with_nothing_unless_cases_are_reopened(found)
    test_an_end_is_reached_from_everywhere(found)
    test_every_stage_can_be_reached(found)


@pytest.mark.parametrize("act", sorted(set(EVENT_OF) - set(ASIDES) - ALWAYS))
def test_what_a_policy_does_not_say_is_in_no_row(act: str) -> None:
    """An act that the procedure has no rule for is nowhere in its table."""
    found = of_stages(stage("stage-1")).procedure("", DAY)
    assert all(act not in row for row in found.moves.values())


def test_a_stage_whose_clocks_are_the_complainants_makes_no_promise() -> None:
    """There is nothing to promise where the authority owes nothing."""
    found = of_stages(stage("stage-1", clock(kind="window", stops="withdrawn"))).procedure("", DAY)
    assert all("promise" not in row for row in found.moves.values())


def test_extending_is_only_where_a_clock_may_be_extended() -> None:
    """One extendable clock puts the act into its stage, and into no other."""
    (found,) = revisions(policy(GATED, OUTCOMES))
    (bare, *_) = revisions(policy(THREE_STAGES))
    assert {state for state, row in found.moves.items() if "extend" in row} == {
        ("stage-1", "open"),
        ("stage-2", "open"),
    }
    assert not any("extend" in row for row in bare.moves.values())


def test_milestones_are_open_and_follow_ups_answered() -> None:
    """A milestone may happen in its stage while it is open, a follow-up once it is answered."""
    (found,) = revisions(EVERYTHING)
    assert {state for state, row in found.moves.items() if "logged" in row} == {("stage-1", "open")}
    assert {state for state, row in found.moves.items() if "remedied" in row} == {
        ("stage-1", "answered")
    }


def test_escalation_leads_where_the_stage_says() -> None:
    """A stage leads to the next one listed, to those that it names, or to none."""
    (line, skipping) = revisions(policy(THREE_STAGES)) + revisions(policy(SKIPPING))
    assert line.moves["stage-1", "answered"]["escalate"].stages == ("stage-2",)
    assert "escalate" not in line.moves["stage-3", "answered"]
    assert skipping.moves["stage-1", "answered"]["escalate"].stages == ("stage-2", "panel")
    assert skipping.moves["stage-2", "answered"]["escalate"].stages == ("panel", "stage-1")
    assert "escalate" not in skipping.moves["panel", "answered"]


def test_what_an_event_needs_stands_in_its_move() -> None:
    """A move needs the facts that its event always carries, and those that the policy wants."""
    (found,) = revisions(policy(GATED, OUTCOMES))
    row = found.moves["stage-1", "open"]
    assert row["respond"].needs == ("outcome",)
    assert row["withdraw"].needs == ("reason",)
    assert row["promise"].needs == ("until",)
    assert row["acknowledge"].needs == ()


def test_an_aside_leaves_the_case_where_it_is() -> None:
    """An aside may be done in every state but the first, as often as wanted, and leads nowhere."""
    for act in ASIDES:
        assert aside(EXPECTED, act, {}) is None
        move = aside(("stage-1", "closed"), act, {ASIDES[act][0]: (Wanted("reason"),)})
        assert move is not None
        assert (move.stages, move.phase, move.again) == (("stage-1",), "closed", True)
        assert move.needs == tuple(dict.fromkeys((*ASIDES[act][1], "reason")))
    assert aside(("stage-1", "open"), "respond", {}) is None


def case_at(state: State) -> Case:
    """A case that stands at a state, by a history that says only that."""
    stage_, phase = state
    (event,) = [name for name, after in PHASE_AFTER.items() if after == phase][:1]
    received = Event("C-1", "received", DAY, stage=stage_)
    return replay([received] if phase == "open" else [received, Event("C-1", event, DAY)])


@given(policies(), st.data())
def test_what_is_permitted_is_the_row_of_the_table(made: Policy, data: st.DataObject) -> None:
    """`permitted` speaks of the acts in the state's row, all of them and no others."""
    (found,) = revisions(made)
    state = data.draw(st.sampled_from(sorted(reached(found.moves))))
    case = Case() if state == EXPECTED else case_at(state)
    assert [each.act for each in permitted(made, case, DAY)] == list(found.moves[state])


@pytest.mark.parametrize("found", ALL, ids=lambda found: found.id)
def test_a_diagram_draws_the_table(found: Procedure) -> None:
    """Every move of the table is an arrow of the diagram, and every arrow is a move."""
    drawn = [
        act
        for line in procedure_in_mermaid(found)
        if "-->" in line
        for act in line.partition(": ")[2].split(", ")
    ]
    moves = [move.act for row in found.moves.values() for move in row.values() for _ in move.stages]
    assert sorted(drawn) == sorted(moves)
