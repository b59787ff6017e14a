"""What cannot be, though it looks like a policy, is said by place and line."""

from __future__ import annotations

import pytest

from tests.policies import clock, procedure, stage, text

from .wrong import (
    RESPONSE,
    STAGE_1,
    Cases,
    found,
    marked,
    more,
    one_clock,
    one_stage,
    starting,
    stopping,
)

SENSE: Cases = {
    "no procedure": ("procedure = [] #!\n" + text(), [("procedure", "no procedure", None)]),
    "no stage": (
        text("[[procedure]] #!\nid = 'corporate'\ntitle = 'C'\nstage = []\n"),
        [("procedure[corporate]", "no stage", None)],
    ),
    "revisions that overlap": (
        text(
            procedure(stage("stage-1"), rest="in-force = { to = 2026-04-01 }"),
            procedure(stage("stage-1"), rest="in-force = { from = 2026-04-01 } #!"),
        ),
        [
            (
                "procedure[corporate].in-force",
                "procedure 'corporate' until 2026-04-01 and from 2026-04-01",
                None,
            )
        ],
    ),
    "a revision that ends before it begins": (
        text(
            procedure(stage("stage-1"), rest="in-force = { from = 2026-04-01, to = 2026-03-31 } #!")
        ),
        [
            (
                "procedure[corporate].in-force",
                "procedure 'corporate' from 2026-04-01 to 2026-03-31",
                None,
            )
        ],
    ),
    "a clock that starts at an event that never happens": (
        starting("statement-agreed"),
        [(f"{RESPONSE}.starts", "'statement-agreed' never happens in stage-1", None)],
    ),
    "a clock that starts at a misspelt event": (
        starting("acknowleged"),
        [(f"{RESPONSE}.starts", "'acknowleged' never happens in stage-1", "acknowledged")],
    ),
    "a clock that starts at an escalation into the first stage": (
        starting("escalated"),
        [(f"{RESPONSE}.starts", "'escalated' never happens in stage-1", "became-late")],
    ),
    "a clock that stops at an escalation from the last stage": (
        stopping("escalated"),
        [(f"{RESPONSE}.stops", "'escalated' never happens in stage-1", "became-late")],
    ),
    "a clock of the second stage that stops at receipt": (
        text(
            procedure(
                stage("stage-1"), stage("stage-2", clock(starts="escalated", stops="received"))
            )
        ).replace('stops = "received"', 'stops = "received" #!'),
        [
            (
                "procedure[corporate].stage[stage-2].clock[response].stops",
                "'received' never happens in stage-2",
                None,
            )
        ],
    ),
    "a clock that stops at an act": (
        stopping("respond"),
        [(f"{RESPONSE}.stops", "'respond' never happens in stage-1", "responded")],
    ),
    "a clock that stops where it starts": (
        stopping("responded", starts="responded"),
        [(f"{RESPONSE}.stops", "the clock stops where it starts", None)],
    ),
    "a clock without a start": (
        one_clock().replace('starts = "received"', "starts = [] #!"),
        [(f"{RESPONSE}.starts", "no event", None)],
    ),
    "a limit of nothing": (
        one_clock(limit='"0 days" #!'),
        [(f"{RESPONSE}.limit", "found '0 days'", None)],
    ),
    "a limit that counts back": (
        one_clock(limit='"-1 day" #!'),
        [(f"{RESPONSE}.limit", "found '-1 day'", None)],
    ),
    "no dated limit": (one_clock(limit="[] #!"), [(f"{RESPONSE}.limit", "no limit", None)]),
    "an extension that counts back": (
        one_clock(rest='extension = { by = "-1 day" } #!'),
        [(f"{RESPONSE}.extension.by", "found '-1 day'", None)],
    ),
    "an extension by hours": (
        one_clock(rest='extension = { by = "24 hours" } #!'),
        [(f"{RESPONSE}.extension.by", "found '24 hours'", None)],
    ),
    "a stage that nothing reaches": (
        text(
            procedure(
                stage("stage-1", rest="escalates-to = []"),
                stage("stage-2").replace("stage]]", "stage]] #!"),
            )
        ),
        [("procedure[corporate].stage[stage-2]", "nothing leads to stage 'stage-2'", None)],
    ),
    "an escalation to an unknown stage": (
        text(
            procedure(
                stage("stage-1", rest='escalates-to = ["stage-2", "stag-2"] #!'), stage("stage-2")
            )
        ),
        [(f"{STAGE_1}.escalates-to[1]", "no stage 'stag-2'", "stage-2")],
    ),
    "two stages of one id": (
        text(procedure(stage("stage-1"), stage("stage-1").replace("stage]]", "stage]] #!"))),
        [(STAGE_1, "stage 'stage-1' is given 2 times", None)],
    ),
    "two codes of one id": (
        more(
            "[taxonomy.outcome]\ntitle = 'Outcomes'\ncode = [\n"
            "  { id = 'a', title = 'A' },\n  { id = 'a', title = 'B' }, #!\n]"
        ),
        [("taxonomy.outcome.code[a]", "code 'a' is given 2 times", None)],
    ),
    "a code under an unknown one": (
        more(
            "[taxonomy.outcome]\ntitle = 'Outcomes'\ncode = [\n"
            "  { id = 'delay', title = 'A' },\n"
            "  { id = 'b', title = 'B', parent = 'dealy' }, #!\n]"
        ),
        [("taxonomy.outcome.code[b].parent", "no code 'dealy'", "delay")],
    ),
    "an unknown source": (
        one_clock().replace('ref = "policy", at = "section 4" }', 'ref = "polcy" } #!'),
        [(f"{RESPONSE}.source.ref", "no source 'polcy'", "policy")],
    ),
    "an unknown source of a taxonomy": (
        more("[taxonomy.outcome]\ntitle = 'Outcomes'\nsource = { ref = 'x' } #!\ncode = []"),
        [("taxonomy.outcome.source.ref", "no source 'x'", None)],
    ),
    "an unknown calendar": (
        one_clock(rest='calendar = "foi" #!'),
        [(f"{RESPONSE}.calendar", "no calendar 'foi'", None)],
    ),
    "a milestone with a meaning of its own": (
        one_stage('milestones = ["logged", "responded"] #!'),
        [(f"{STAGE_1}.milestones[1]", "'responded' has a meaning of its own", None)],
    ),
    "a milestone called as an act": (
        one_stage('milestones = ["escalate"] #!'),
        [(f"{STAGE_1}.milestones[0]", "'escalate' has a meaning of its own", None)],
    ),
    "facts needed by an unknown event": (
        text(procedure(stage("stage-1"), rest="needs = { respondd = ['x'] } #!")),
        [("procedure[corporate].needs.respondd", "no event 'respondd'", "responded")],
    ),
}


@pytest.mark.parametrize("name", SENSE)
def test_faults_of_sense(name: str) -> None:
    """What cannot be, though it looks like a policy, is a fault on its line."""
    source, wrong = SENSE[name]
    assert found(source) == marked(source, wrong)
