"""What a policy says of its stages, people, lists and ends must be able to happen."""

from __future__ import annotations

import pytest

from tests.policies import OUTCOMES, clock, procedure, stage, text

from .wrong import STAGE_1, Cases, found, marked, one_stage

CORPORATE = "procedure[corporate]"


def one_procedure(rest: str, *further: str) -> str:
    """A policy with one procedure that says something more."""
    return text(procedure(stage("stage-1", clock()), rest=rest), *further)


STAGES: Cases = {
    "sending back to an unknown stage": (
        one_stage('sends-back-to = ["stage-l"] #!'),
        [(f"{STAGE_1}.sends-back-to[0]", "no stage 'stage-l'", "stage-1")],
    ),
    "a milestone twice": (
        one_stage('milestones = ["logged", "logged"] #!'),
        [(f"{STAGE_1}.milestones[1]", "milestone 'logged' is given 2 times", None)],
    ),
    "a follow-up with a meaning of its own": (
        one_stage('follow-ups = ["issue-raised"] #!'),
        [(f"{STAGE_1}.follow-ups[0]", "'issue-raised' has a meaning of its own", None)],
    ),
    "something required before an event that never happens": (
        one_stage('milestones = ["signed-off"]\nrequires = { respnded = ["signed-off"] } #!'),
        [(f"{STAGE_1}.requires.respnded", "no event of the stage 'respnded'", "responded")],
    ),
    "an unknown milestone required": (
        one_stage('milestones = ["signed-off"]\nrequires = { responded = ["signed-of"] } #!'),
        [
            (
                f"{STAGE_1}.requires.responded[0]",
                "no milestone of the stage 'signed-of'",
                "signed-off",
            )
        ],
    ),
    "milestones that wait for each other": (
        one_stage('milestones = ["a1", "b2"]\nrequires = { a1 = ["b2"], b2 = ["a1"] } #!\n#!'),
        [
            (f"{STAGE_1}.requires.a1", "'a1' would have to come before itself", None),
            (f"{STAGE_1}.requires.b2", "'b2' would have to come before itself", None),
        ],
    ),
    "people apart from an unknown stage": (
        one_stage('people = { handler = { different-from = ["stage-0"] } } #!'),
        [(f"{STAGE_1}.people.handler.different-from[0]", "no stage 'stage-0'", "stage-1")],
    ),
    "people apart from whom nothing names": (
        one_stage(
            'needs = { responded = ["subject"] }\n'
            'people = { handler = { different-from-facts = ["subjct"] } } #!'
        ),
        [(f"{STAGE_1}.people.handler.different-from-facts[0]", "no fact 'subjct'", "subject")],
    ),
    "people apart from themselves": (
        one_stage('people = { handler = { different-from-facts = ["handler"] } } #!'),
        [(f"{STAGE_1}.people.handler.different-from-facts[0]", "no fact 'handler'", None)],
    ),
    "an escalation for lateness that is neither said nor denied": (
        text(procedure(stage("stage-1", clock(), rest='escalates-when-late = "yes" #!'))),
        [(f"{STAGE_1}.escalates-when-late", "found 'yes'", None)],
    ),
    "an escalation for lateness where nothing can be late": (
        text(
            procedure(
                stage(
                    "stage-1",
                    clock(kind="window", stops="withdrawn"),
                    rest="escalates-when-late = true #!",
                ),
                stage("stage-2"),
            )
        ),
        [(f"{STAGE_1}.escalates-when-late", "no clock that could be late", None)],
    ),
}

ENDS: Cases = {
    "roles for an unknown act": (
        one_procedure('roles = { responded = ["director"] } #!'),
        [(f"{CORPORATE}.roles.responded", "no act 'responded'", "respond")],
    ),
    "records kept after an end that cannot be": (
        one_procedure('retention = { refused = "6 years" } #!'),
        [(f"{CORPORATE}.retention.refused", "no end of a case 'refused'", None)],
    ),
    "a way out after an unknown stage": (
        one_procedure('[[procedure.way-out]]\nbody = "lgsco"\nafter = ["stage-2"] #!'),
        [(f"{CORPORATE}.way-out[0].after[0]", "no stage 'stage-2'", "stage-1")],
    ),
    "an outcome needed, and no list of outcomes": (
        one_procedure('needs = { responded = ["outcome"] } #!'),
        [
            (
                f"{CORPORATE}.needs.responded",
                "'outcome' must be picked from a list and there is none",
                None,
            )
        ],
    ),
    "a refusal without a list of reasons": (
        one_procedure('exits = ["refused"] #!', OUTCOMES),
        [
            (
                f"{CORPORATE}.exits.refused",
                "'refusal-reason' must be picked from a list and there is none",
                None,
            )
        ],
    ),
    "an unknown end": (
        one_procedure('exits = ["withdrawn", "refered"] #!'),
        [(f"{CORPORATE}.exits[1]", "found 'refered'", "referred")],
    ),
}


@pytest.mark.parametrize("name", STAGES)
def test_faults_of_stages(name: str) -> None:
    """What a stage says and what cannot be is a fault on its line."""
    source, wrong = STAGES[name]
    if name == "milestones that wait for each other":
        said = found(source)
        assert [(each.place, each.problem, each.meant) for each in said] == wrong
        return
    assert found(source) == marked(source, wrong)


@pytest.mark.parametrize("name", ENDS)
def test_faults_of_procedures(name: str) -> None:
    """What a procedure says of acts, lists and ends, and what cannot be, is a fault on its line."""
    source, wrong = ENDS[name]
    assert found(source) == marked(source, wrong)
