"""The guards of a stage: who may act, what must come first, and the windows in the way."""

from __future__ import annotations

import pytest

from casework import Policy, Refused, clocks, decide, permitted, replay
from tests.policies import clock, of_stages, policy, procedure, stage

from .told import act, clock_of, day, decided, events

RECEIVED = "2026-03-02 received"
ANSWERED = (RECEIVED, "2026-03-10 responded")

WINDOW = {"starts": "responded", "stops": "escalated", "limit": '"28 days"', "kind": "window"}
WAIT = {"starts": "responded", "stops": "escalated", "limit": '"5 days"', "kind": "wait"}
HARD = of_stages(stage("stage-1", clock("request", **WINDOW, rest="hard = true")), stage("stage-2"))
ADVISORY = of_stages(stage("stage-1", clock("request", **WINDOW)), stage("stage-2"))
WAITING = of_stages(stage("stage-1", clock("breath", **WAIT)), stage("stage-2"))
SIGNED = of_stages(
    stage(
        "stage-1",
        clock(),
        rest='milestones = ["drafted", "signed-off"]\n'
        'requires = { responded = ["signed-off"], signed-off = ["drafted"] }',
    ),
    stage(
        "panel",
        clock(starts="escalated"),
        rest='people = { panel = { at-least = 3, different-from = ["stage-1"] } }',
    ),
    rest='roles = { respond = ["director", "deputy"] }\nneeds = { escalated = ["panel"] }',
)
LATE = of_stages(stage("stage-1", clock(), rest="escalates-when-late = true"), stage("stage-2"))
EVERY = of_stages(
    stage("stage-1", clock(), rest='may-decline = true\nfollow-ups = ["remedied"]'),
    stage("stage-2", clock(starts="escalated"), rest='sends-back-to = ["stage-1"]'),
    rest='reopens = true\nexits = ["withdrawn", "referred"]',
)
BACK = (*ANSWERED, "2026-03-11 escalated")

REFUSED: dict[str, tuple[Policy, tuple[str, ...], str, str]] = {
    "a hard window that has closed": (
        HARD,
        ANSWERED,
        "2026-04-08 escalate",
        "request: closed on 2026-04-07, without discretion",
    ),
    "a wait that is not over": (
        WAITING,
        ANSWERED,
        "2026-03-14 escalate",
        "breath: not before 2026-03-15, without discretion",
    ),
    "a response before it is signed off": (
        SIGNED,
        (RECEIVED, "2026-03-03 drafted"),
        "2026-03-03 respond role=director",
        "signed-off must come first",
    ),
    "a milestone before another": (
        SIGNED,
        (RECEIVED,),
        "2026-03-03 signed-off",
        "drafted must come first",
    ),
    "a response by another role": (
        SIGNED,
        (RECEIVED, "2026-03-03 drafted", "2026-03-03 signed-off"),
        "2026-03-03 respond role=officer",
        "it is for 'director' or 'deputy', not for 'officer'",
    ),
    "an escalation that is not late": (
        LATE,
        (RECEIVED,),
        "2026-03-16 escalate",
        "no clock of the stage is overdue",
    ),
    "sending back from the first stage": (
        EVERY,
        ANSWERED,
        "2026-03-11 send-back",
        "stage-1 does not allow it",
    ),
    "a referral that says not where to": (EVERY, (RECEIVED,), "2026-03-03 refer", "it needs to"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_a_guard_refuses(name: str) -> None:
    """What comes at the wrong time, too early or from the wrong person is refused by name."""
    found, history, wish, why = REFUSED[name]
    with pytest.raises(Refused) as caught:
        decide(found, replay(events(*history)), act(wish))
    assert caught.value.why == why


ALLOWED: dict[str, tuple[Policy, tuple[str, ...], str, str]] = {
    "on the last day of a hard window": (HARD, ANSWERED, "2026-04-07 escalate", "stage-2"),
    "after it, with discretion": (
        HARD,
        ANSWERED,
        "2026-06-01 escalate discretion=illness",
        "stage-2",
    ),
    "after an advisory window": (ADVISORY, ANSWERED, "2026-06-01 escalate", "stage-2"),
    "on the first day after a wait": (WAITING, ANSWERED, "2026-03-15 escalate", "stage-2"),
    "before it, with discretion": (
        WAITING,
        ANSWERED,
        "2026-03-11 escalate discretion=urgent",
        "stage-2",
    ),
    "something else before the wait is over": (WAITING, ANSWERED, "2026-03-11 close", "stage-1"),
    "a response once it is signed off": (
        SIGNED,
        (RECEIVED, "2026-03-03 drafted", "2026-03-03 signed-off"),
        "2026-03-03 respond role=deputy",
        "stage-1",
    ),
    "a response by the right role": (
        SIGNED,
        (RECEIVED, "2026-03-03 drafted", "2026-03-03 signed-off"),
        "2026-03-03 respond role=deputy",
        "stage-1",
    ),
    "an escalation because it is late": (LATE, (RECEIVED,), "2026-03-17 escalate", "stage-2"),
    "an escalation after an answer": (LATE, ANSWERED, "2026-03-10 escalate", "stage-2"),
    "declining to escalate": (EVERY, ANSWERED, "2026-03-11 decline", "stage-1"),
    "a follow-up": (EVERY, ANSWERED, "2026-03-11 remedied", "stage-1"),
    "sending back": (EVERY, BACK, "2026-03-12 send-back", "stage-1"),
    "sending back an answer": (
        EVERY,
        (*BACK, "2026-03-12 responded"),
        "2026-03-12 send-back",
        "stage-1",
    ),
    "reopening": (EVERY, (*ANSWERED, "2026-03-11 closed"), "2026-03-12 reopen", "stage-1"),
    "referring": (EVERY, (RECEIVED,), "2026-03-12 refer to=ombudsman", "stage-1"),
}


@pytest.mark.parametrize("name", ALLOWED)
def test_what_a_guard_lets_through(name: str) -> None:
    """What comes at its time, from the right person and after what it needs, is recorded."""
    found, history, wish, stage_ = ALLOWED[name]
    (recorded,) = decided(found, history, wish)
    assert f" stage={stage_}" in recorded


@pytest.mark.parametrize(
    ("people", "why"),
    [
        ("a,b", "panel needs at least 3 people"),
        ("a,b,carol", "panel: carol took part before"),
        ("a,b,dave", "panel: dave took part before"),
        ("a,b,c", None),
    ],
)
def test_a_panel_is_of_people_who_took_no_part(people: str, why: str | None) -> None:
    """Who is named for a stage must be enough, and none of those who acted in another."""
    history = (
        RECEIVED,
        "2026-03-03 acknowledged handler=carol",
        "2026-03-04 drafted panel=dave",
        "2026-03-05 signed-off",
        "2026-03-10 responded role=deputy",
        "2026-03-11 escalated panel=x,y,z",
    )
    case, wish = replay(events(*history)), act(f"2026-03-12 respond role=director panel={people}")
    if why is None:
        assert decide(SIGNED, case, wish)
    else:
        with pytest.raises(Refused) as caught:
            decide(SIGNED, case, wish)
        assert caught.value.why == why


def test_what_is_permitted_to_a_role() -> None:
    """With a role, an act that is kept for others is not permitted, and says for whom it is."""
    case = replay(events(RECEIVED, "2026-03-03 drafted", "2026-03-03 signed-off"))
    found = permitted(SIGNED, case, day("2026-03-03"), role="officer")
    why = {each.act: each.why_not for each in found}
    assert (why["respond"], why["withdraw"]) == ("it is for 'director' or 'deputy'", None)
    assert all(permitted(SIGNED, case, day("2026-03-03"), role="deputy")[-5:-3])


def test_permitted_knows_the_guards_of_a_stage() -> None:
    """What must come first, or only when late, is not yet permitted, and says why."""
    case = replay(events(RECEIVED))
    why = {each.act: each.why_not for each in permitted(SIGNED, case, day("2026-03-03"))}
    assert why["respond"] == "signed-off must come first"
    assert why["drafted"] is None
    (late,) = [each for each in permitted(LATE, case, day("2026-03-16")) if each.act == "escalate"]
    assert late.why_not == "no clock of the stage is overdue"
    assert all(permitted(LATE, case, day("2026-03-17")))


def test_permitted_knows_how_long_silence_must_last() -> None:
    """A paused case may be closed only once it has been silent for as long as is said."""
    silent = of_stages(
        stage("stage-1", clock(rest="pausing = {}"), rest='close-after = "5 working days"')
    )
    case = replay(events(RECEIVED, "2026-03-05 paused"))

    def why(on: str) -> dict[str, str | None]:
        return {each.act: each.why_not for each in permitted(silent, case, day(on))}

    assert why("2026-03-12")["close"] == "the case may be closed for silence after 2026-03-12"
    assert why("2026-03-12")["resume"] is None
    assert why("2026-03-13")["close"] is None


@pytest.mark.parametrize(
    ("history", "as_of", "state"),
    [
        ((), "2026-03-14", "running"),
        ((), "2026-03-15", "met"),
        (("2026-03-14 escalated",), "2026-03-31", "missed"),
        (("2026-03-15 escalated",), "2026-03-31", "met"),
        (("2026-03-14 closed",), "2026-03-31", "void"),
        (("2026-03-15 closed",), "2026-03-31", "met"),
    ],
)
def test_the_states_of_a_wait(history: tuple[str, ...], as_of: str, state: str) -> None:
    """A wait is over on its day, missed by whoever comes before it, and never late."""
    found = clock_of(WAITING, (*ANSWERED, *history), as_of, "breath")
    assert (found.state, found.due, found.late_by) == (state, day("2026-03-15"), 0)
    assert not found.owed


def test_a_case_sent_back_is_in_the_stage_anew() -> None:
    """A stage that is entered again has its milestones to do again, and its clocks anew."""
    again = of_stages(
        stage("stage-1", clock(), clock("again", starts="sent-back", limit='"5 days"')),
        stage("stage-2", clock(starts="escalated"), rest='sends-back-to = ["stage-1"]'),
    )
    history = (*BACK, "2026-03-12 sent-back", "2026-03-13 responded")
    found = clocks(again, events(*history), day("2026-03-31"))
    assert [(each.stage, each.clock, each.state) for each in found] == [
        ("stage-1", "response", "met"),
        ("stage-2", "response", "void"),
        ("stage-1", "again", "met"),
    ]


def test_a_code_may_be_picked_only_while_it_is_in_force() -> None:
    """A code is picked on its first and last day, and not before or after."""
    dated = policy(
        procedure(stage("stage-1")),
        "[taxonomy.channel]\ntitle = 'Channels'\n"
        "code = [{ id = 'fax', title = 'Fax', from = 2026-03-02, to = 2026-03-03 }]",
    )
    for on, can in (("01", False), ("02", True), ("03", True), ("04", False)):
        wish = act(f"2026-03-{on} receive channel=fax")
        if can:
            assert decide(dated, replay([]), wish)
        else:
            with pytest.raises(Refused, match=f"'fax' may not be picked on 2026-03-{on}"):
                decide(dated, replay([]), wish)
