"""Who may act, what must come first, and what must be said."""

from __future__ import annotations

from datetime import date

from casework import Event, examine, permitted, replay

from .policies import clock, of_stages, policy, procedure, stage, taxonomy
from .told import follow, may, refused, why_not

ANSWERED = "2026-06-01 receive handler=ann\n2026-06-02 acknowledge\n2026-06-05 respond handler=ann"


def test_what_must_come_first() -> None:
    """A response waits for the signature, and the signature for the quality read."""
    ours = of_stages(
        stage(
            "stage-1",
            clock("response"),
            milestones='["read", "signed-off"]',
            requires='{ responded = ["signed-off"], signed-off = ["read"] }',
        ),
    )
    events = follow(ours, "2026-06-01 receive")
    assert may(ours, events, "2026-06-02") == {"acknowledge", "promise", "read", "withdraw"}
    assert why_not(ours, events, "2026-06-02", "respond") == "signed-off must come first"
    assert refused(ours, events, "2026-06-02 respond") == "signed-off must come first"
    assert refused(ours, events, "2026-06-02 signed-off") == "read must come first"
    both = of_stages(
        stage(
            "only",
            milestones='["read", "signed-off"]',
            requires='{ responded = ["read", "signed-off"] }',
        )
    )
    begun = follow(both, "2026-06-01 receive")
    assert why_not(both, begun, "2026-06-02", "respond") == "read, signed-off must come first"
    events = follow(ours, "2026-06-02 read\n2026-06-02 signed-off", events)
    assert why_not(ours, events, "2026-06-02", "respond") == ""
    assert replay(follow(ours, "2026-06-02 respond", events)).phase == "answered"


def test_what_must_come_first_comes_in_each_visit() -> None:
    """A signature of an earlier visit does not serve the next one."""
    ours = of_stages(
        stage(
            "stage-1",
            clock("response"),
            milestones='["signed-off"]',
            requires='{ responded = ["signed-off"] }',
        ),
        stage("stage-2", clock("response", "escalated"), sends_back_to='["stage-1"]'),
    )
    events = follow(
        ours,
        """2026-06-01 receive
        2026-06-02 signed-off
        2026-06-03 respond
        2026-06-04 escalate
        2026-06-05 send-back""",
    )
    assert refused(ours, events, "2026-06-08 respond") == "signed-off must come first"
    assert follow(ours, "2026-06-08 signed-off\n2026-06-08 respond", events)


PANEL = of_stages(
    stage("stage-1", clock("response")),
    stage("stage-2", clock("response", "escalated"), people="{ investigator = {} }"),
    stage(
        "stage-3",
        clock("hearing", "escalated", "panel-met", "30 working days"),
        milestones='["panel-met"]',
        people="""{ panel = { at-least = 3, different-from = ["stage-1", "stage-2"] } }""",
    ),
    needs='{ panel-met = ["panel"] }',
)
"""A panel of three, none of whom took part before."""

BEFORE_THE_PANEL = (
    ANSWERED
    + """
2026-06-08 escalate investigator=bob|cy
2026-06-10 respond handler=dee
2026-06-15 escalate"""
)


def test_a_panel() -> None:
    """A panel needs three people, and one who took part before, in whatever part, is refused."""
    events = follow(PANEL, BEFORE_THE_PANEL)
    assert refused(PANEL, events, "2026-06-22 panel-met") == "it needs panel"
    assert refused(PANEL, events, "2026-06-22 panel-met panel=x") == (
        "panel needs at least 3 people"
    )
    assert refused(PANEL, events, "2026-06-22 panel-met panel=x|y|x") == (
        "panel needs at least 3 people"
    )
    assert refused(PANEL, events, "2026-06-22 panel-met panel=x|y|cy|ann|dee") == (
        "panel: ann, cy, dee took part before"
    )
    assert follow(PANEL, "2026-06-22 panel-met panel=x|y|z", events)[-1].name == "panel-met"


def test_people_of_other_stages() -> None:
    """Somebody who took part in this very stage is not kept out by it."""
    events = follow(PANEL, BEFORE_THE_PANEL + "\n2026-06-16 acknowledge handler=x")
    assert follow(PANEL, "2026-06-22 panel-met panel=x|y|z", events)


def test_people_who_took_part_in_what_was_voided() -> None:
    """Who is named only by an event that never happened did not take part."""
    events = follow(
        PANEL,
        """2026-06-01 receive
        2026-06-02 acknowledge handler=zoe
        2026-06-03 void voids=acknowledged
        2026-06-04 respond
        2026-06-08 escalate
        2026-06-10 respond
        2026-06-15 escalate""",
    )
    assert follow(PANEL, "2026-06-22 panel-met panel=x|y|zoe", events)


ROLES = of_stages(
    stage("stage-1", clock("response", extension="{}"), milestones='["signed-off"]'),
    roles='{ signed-off = ["director"], extend = ["manager", "director"], void = ["manager"] }',
)
"""Acts that are kept for some roles."""


def test_roles() -> None:
    """An act that is kept for a role is refused to another, and an act that is not, to nobody."""
    events = follow(ROLES, "2026-06-01 receive role=clerk")
    assert refused(ROLES, events, "2026-06-02 signed-off role=manager") == (
        "it is for 'director', not for 'manager'"
    )
    assert refused(ROLES, events, "2026-06-02 extend by=5 working days; role=clerk") == (
        "it is for 'manager' or 'director', not for 'clerk'"
    )
    assert refused(ROLES, events, "2026-06-02 void voids=received; role=clerk") != ""
    assert follow(ROLES, "2026-06-02 extend by=5 working days; role=director", events)


def test_a_role_that_is_not_said() -> None:
    """An act that is kept for a role says in which it is done, an aside too; others need not."""
    events = follow(ROLES, "2026-06-01 receive\n2026-06-02 acknowledge")
    assert refused(ROLES, events, "2026-06-02 signed-off") == "it needs role"
    assert refused(ROLES, events, "2026-06-02 void voids=acknowledged") == "it needs role"
    found = {each.act: each.needs for each in permitted(ROLES, replay(events), date(2026, 6, 2))}
    assert found["signed-off"] == ("role",)
    assert found["respond"] == ()
    events = follow(ROLES, "2026-06-02 void voids=acknowledged; role=manager", events)
    assert events[-1].fact("role") == "manager"


def test_a_recorded_event_that_says_no_role() -> None:
    """A record is judged as an act: where its policy keeps it for a role, none is a fault."""
    events = follow(ROLES, "2026-06-01 receive\n2026-06-02 signed-off role=director")
    bare = [events[0], Event("C-1", "signed-off", date(2026, 6, 2))]
    (fault,) = examine(ROLES, bare).faults
    assert fault.problem == "on 2026-06-02 cannot be: it needs role"
    assert examine(ROLES, events).faults == ()


def test_permissions_of_a_role() -> None:
    """Asked for a role, what is kept for others is not permitted, and why is said."""
    events = follow(ROLES, "2026-06-01 receive")
    assert may(ROLES, events, "2026-06-02", "clerk") == {
        "acknowledge",
        "promise",
        "respond",
        "withdraw",
    }
    assert "signed-off" in may(ROLES, events, "2026-06-02", "director")
    assert why_not(ROLES, events, "2026-06-02", "extend", "clerk") == (
        "it is for 'manager' or 'director'"
    )
    assert why_not(ROLES, events, "2026-06-02", "extend") == ""


NEEDS = policy(
    procedure(
        "corporate",
        stage("stage-1", clock("response"), milestones='["panel-met"]'),
        needs='{ received = ["channel"], panel-met = ["chair"], responded = ["outcome", "note"] }',
    ),
    taxonomy("outcome", "upheld", "not-upheld"),
)
"""Acts that must bring facts, one of them picked from a list."""


def test_facts_that_must_be_there() -> None:
    """An act without the facts that it must bring is refused, and what it lacks is named."""
    assert refused(NEEDS, (), "2026-06-01 receive") == "it needs channel"
    events = follow(NEEDS, "2026-06-01 receive channel=web")
    assert refused(NEEDS, events, "2026-06-02 panel-met") == "it needs chair"
    assert refused(NEEDS, events, "2026-06-02 respond outcome=upheld") == "it needs note"
    assert refused(NEEDS, events, "2026-06-02 respond outcome=uphold; note=N1") == (
        "outcome 'uphold' is not in 'outcome'; perhaps 'upheld' was meant"
    )
    assert follow(NEEDS, "2026-06-02 respond outcome=upheld; note=N1", events)


def test_needs_are_told_and_not_held_against_an_act() -> None:
    """What an act must bring is told with its permission, which it does not take away."""
    events = follow(NEEDS, "2026-06-01 receive channel=web")
    found = {each.act: each for each in permitted(NEEDS, replay(events), date(2026, 6, 2))}
    assert found["respond"]
    assert found["respond"].needs == ("outcome", "note")
    assert found["panel-met"].needs == ("chair",)
    assert found["acknowledge"].needs == ()


def test_guards_of_a_case_whose_events_name_no_stage() -> None:
    """Where recorded events do not say their stage, it is the present stage that guards."""
    ours = of_stages(
        stage(
            "stage-1",
            clock("response"),
            milestones='["signed-off"]',
            requires='{ escalated = ["signed-off"] }',
        ),
        stage("stage-2", clock("response", "escalated")),
    )
    unnamed = [
        Event("C-1", "received", date(2026, 6, 1)),
        Event("C-1", "responded", date(2026, 6, 2)),
    ]
    assert refused(ours, tuple(unnamed), "2026-06-03 escalate") == "signed-off must come first"
    unnamed.append(Event("C-1", "escalated", date(2026, 6, 3)))
    (fault,) = examine(ours, unnamed).faults
    assert fault.problem == "on 2026-06-03 cannot be: signed-off must come first"


BY_STAGE = policy(
    procedure(
        "corporate",
        stage(
            "stage-1",
            clock("response"),
            follow_ups='["remedy-delivered", "thanked"]',
            requires='{ thanked = ["remedy-delivered"] }',
            roles='{ respond = ["service"] }',
            needs='{ escalated = ["grounds"] }',
        ),
        stage(
            "stage-2",
            clock("response", "escalated"),
            needs='{ responded = ["note"] }',
            roles='{ respond = ["director"] }',
            people='{ investigator = { different-from = ["stage-1"], at-least = 2 } }',
        ),
        roles='{ respond = ["anybody"], close = ["clerk"] }',
        needs='{ responded = ["outcome"] }',
    ),
    taxonomy("outcome", "upheld", "not-upheld"),
)
"""Stages of which each says itself what an act needs and who may do it."""


def test_roles_of_a_stage() -> None:
    """The roles of a stage take the place of those of the procedure, act by act."""
    events = follow(BY_STAGE, "2026-06-01 receive handler=ann")
    assert why_not(BY_STAGE, events, "2026-06-02", "respond", "director") == "it is for 'service'"
    assert refused(BY_STAGE, events, "2026-06-02 respond role=director; outcome=upheld") == (
        "it is for 'service', not for 'director'"
    )
    events = follow(BY_STAGE, "2026-06-02 respond role=service; outcome=upheld", events)
    assert why_not(BY_STAGE, events, "2026-06-02", "close", "service") == "it is for 'clerk'"
    events = follow(BY_STAGE, "2026-06-03 escalate grounds=wrong", events)
    assert why_not(BY_STAGE, events, "2026-06-03", "respond", "director") == ""


def test_needs_of_a_stage() -> None:
    """What a stage needs comes on top of what the procedure does, from the stage that is left."""
    events = follow(BY_STAGE, "2026-06-01 receive\n2026-06-02 respond outcome=upheld; role=service")
    assert refused(BY_STAGE, events, "2026-06-03 escalate") == "it needs grounds"
    events = follow(BY_STAGE, "2026-06-03 escalate grounds=wrong", events)
    assert refused(BY_STAGE, events, "2026-06-04 respond") == "it needs outcome, role, note"
    assert refused(BY_STAGE, events, "2026-06-04 respond outcome=upheld") == "it needs role, note"


def test_people_of_the_stage_that_is_entered() -> None:
    """Who takes a case on is held against the stage that it enters."""
    line = "2026-06-02 respond outcome=upheld; role=service"
    events = follow(BY_STAGE, f"2026-06-01 receive handler=ann\n{line}")
    line = "2026-06-03 escalate grounds=wrong; investigator="
    assert refused(BY_STAGE, events, f"{line}bob") == "investigator needs at least 2 people"
    assert refused(BY_STAGE, events, f"{line}bob|ann") == "investigator: ann took part before"
    assert follow(BY_STAGE, f"{line}bob|cy", events)


def test_what_must_come_first_after_the_answer() -> None:
    """A follow-up may wait for another."""
    events = follow(BY_STAGE, "2026-06-01 receive\n2026-06-02 respond outcome=upheld; role=service")
    assert refused(BY_STAGE, events, "2026-06-03 thanked") == "remedy-delivered must come first"
    assert follow(BY_STAGE, "2026-06-03 remedy-delivered\n2026-06-03 thanked", events)
