"""Events and an act give further events, or a refusal that says why and what to do instead."""

from __future__ import annotations

import pytest

from casework import (
    Act,
    Case,
    LimitError,
    NotInForce,
    Refused,
    decide,
    evolve,
    parse_policy,
    permitted,
    replay,
)
from casework.cases.case import EXPECTED
from casework.cases.events import event_from, record_of
from tests.policies import (
    GATED,
    OUTCOMES,
    SKIPPING,
    THREE_STAGES,
    clock,
    policy,
    procedure,
    stage,
    text,
)

from .told import act, day, decided, event, events

THREE = policy(THREE_STAGES)
SKIPS = policy(SKIPPING)
GATES = policy(GATED, OUTCOMES)
POLICIES = {"three": THREE, "skips": SKIPS, "gates": GATES}
DRAFT = 'revision = "1"\nstatus = "draft"'
RECEIVED = "2026-03-02 received"
ANSWERED = (RECEIVED, "2026-03-10 responded")

GIVES: dict[str, tuple[str, tuple[str, ...], str, list[str]]] = {
    "receive": ("three", (), "2026-03-02 receive", ["2026-03-02 received stage=stage-1"]),
    "receive with facts": (
        "three",
        (),
        "2026-03-02T10:00 receive channel=web",
        ["2026-03-02T10:00:00+00:00 received stage=stage-1 channel=web"],
    ),
    "acknowledge": (
        "three",
        (RECEIVED,),
        "2026-03-03 acknowledge",
        ["2026-03-03 acknowledged stage=stage-1"],
    ),
    "respond": (
        "three",
        (RECEIVED,),
        "2026-03-03 respond outcome=anything",
        ["2026-03-03 responded stage=stage-1 outcome=anything"],
    ),
    "respond with an outcome from the list": (
        "gates",
        (RECEIVED,),
        "2026-03-03 respond outcome=upheld",
        ["2026-03-03 responded stage=stage-1 outcome=upheld"],
    ),
    "escalate": ("three", ANSWERED, "2026-03-11 escalate", ["2026-03-11 escalated stage=stage-2"]),
    "escalate by the usual way": (
        "skips",
        ANSWERED,
        "2026-03-11 escalate",
        ["2026-03-11 escalated stage=stage-2"],
    ),
    "escalate by a skip": (
        "skips",
        ANSWERED,
        "2026-03-11 escalate stage=panel",
        ["2026-03-11 escalated stage=panel"],
    ),
    "close": ("three", ANSWERED, "2026-03-10 close", ["2026-03-10 closed stage=stage-1"]),
    "withdraw": (
        "three",
        (RECEIVED,),
        "2026-03-02 withdraw",
        ["2026-03-02 withdrawn stage=stage-1"],
    ),
    "a milestone": (
        "gates",
        (RECEIVED,),
        "2026-03-03 panel-met",
        ["2026-03-03 panel-met stage=stage-1"],
    ),
    "extend": (
        "gates",
        (RECEIVED, "2026-03-03 acknowledged"),
        "2026-03-05 extend reason=complex",
        ["2026-03-05 extended stage=stage-1 reason=complex"],
    ),
    "promise": (
        "three",
        (RECEIVED,),
        "2026-03-02 promise until=2026-03-04",
        ["2026-03-02 promised stage=stage-1 until=2026-03-04"],
    ),
    "link": (
        "three",
        (*ANSWERED, "2026-03-11 closed"),
        "2026-03-12 link to=C-2",
        ["2026-03-12 linked stage=stage-1 to=C-2"],
    ),
    "the same again": ("three", (RECEIVED,), "2026-03-02 receive", []),
    "the same response again": ("three", ANSWERED, "2026-03-10 respond", []),
    "the same promise again": (
        "three",
        (RECEIVED, "2026-03-02 promised until=2026-03-04"),
        "2026-03-02 promise until=2026-03-04",
        [],
    ),
}


@pytest.mark.parametrize("name", GIVES)
def test_events_and_an_act_give_events(name: str) -> None:
    """An allowed act gives the events to record; the same act again gives none."""
    of, history, wish, expected = GIVES[name]
    assert decided(POLICIES[of], history, wish) == expected


def test_the_same_act_by_another_word_is_another() -> None:
    """An act with other facts, of another day or of another case is not the same again."""
    case = replay(events(RECEIVED))
    for wish in ("2026-03-02 receive channel=web", "2026-03-03 receive"):
        with pytest.raises(Refused):
            decide(THREE, case, act(wish))


def test_the_same_act_may_say_as_much_as_was_recorded() -> None:
    """An act that names the recorded stage is the same again; one with fewer facts is not."""
    case = replay(decide(THREE, EXPECTED, act("2026-03-02 receive channel=web")))
    assert decide(THREE, case, act("2026-03-02 receive channel=web stage=stage-1")) == ()
    linked = replay(events(RECEIVED, "2026-03-02 linked to=C-2 policy=x stage=stage-1"))
    assert decide(THREE, linked, act("2026-03-02 link to=C-2 policy=x")) == ()
    assert decide(THREE, linked, act("2026-03-02 link to=C-2")) != ()


def test_an_act_on_a_case_need_not_name_it() -> None:
    """What is recorded of a case has its reference, whether or not the act says it."""
    case = replay(events(RECEIVED))
    (acknowledged,) = decide(THREE, case, Act("acknowledge", day("2026-03-03")))
    assert acknowledged.case == "C-1"


@pytest.mark.parametrize("on", ["2025-01-01", "2027-12-31"])
def test_acts_of_the_first_and_the_last_day_of_the_calendar(on: str) -> None:
    """What is done on the first or the last day that the calendar knows is recorded."""
    assert [each.on for each in decide(THREE, EXPECTED, act(f"{on} receive"))] == [day(on)]


def test_a_case_that_is_called_as_a_procedure_is() -> None:
    """Only a switch takes a case to a procedure; a link is to a case, whatever that is called."""
    (linked,) = decide(THREE, replay(events(RECEIVED)), act("2026-03-03 link to=corporate"))
    assert linked.name == "linked"


def test_the_time_of_the_same_act_may_be_left_out() -> None:
    """An act whose time is not said is the same as the one recorded; one at another time is not."""
    case = replay(events("2026-03-02T10:00 received"))
    assert decide(THREE, case, act("2026-03-02 receive")) == ()
    assert decide(THREE, case, act("2026-03-02T10:00 receive")) == ()
    with pytest.raises(Refused):
        decide(THREE, case, act("2026-03-02T11:00 receive"))


def test_the_same_receipt_again_adds_nothing() -> None:
    """The edition that a receipt records is no part of the act: the same act again is the same."""
    line = "2026-03-02 receive channel=web"
    case = replay(decide(THREE, Case(), act(line)))
    assert decide(THREE, case, act(line)) == ()
    for other in ("2026-03-02 receive", "2026-03-02 receive channel=phone"):
        with pytest.raises(Refused):
            decide(THREE, case, act(other))
    with pytest.raises(Refused):
        decide(THREE, case, act("2026-03-02 receive stage=stage-2 channel=web"))


def test_a_receipt_records_the_edition_of_the_policy() -> None:
    """A case records which edition of the policy it was received under."""
    (received,) = decide(THREE, Case(), act("2026-03-02 receive"))
    assert received.fact("policy") == THREE.edition
    claimed = decide(THREE, Case(), act("2026-03-02 receive policy=another channel=web"))[0]
    assert claimed.facts == (("channel", "web"), ("policy", THREE.edition))


def test_what_is_recorded_reads_back_as_the_same() -> None:
    """What an act records is equal to its own record, in whatever order its facts were given."""
    receive = Act("receive", day("2026-03-02"), None, "C-1", facts={"zeal": "x", "channel": "web"})
    (received,) = decide(THREE, EXPECTED, receive)
    assert [name for name, _ in received.facts] == ["channel", "policy", "zeal"]
    assert event_from(record_of(received)) == received


def test_a_draft_takes_no_cases() -> None:
    """A policy that is a draft refuses to receive a case."""
    draft = parse_policy(text(THREE_STAGES).replace('revision = "1"', DRAFT))
    with pytest.raises(Refused, match="policy 'test', revision 1, is a draft"):
        decide(draft, Case(), act("2026-03-02 receive"))


def test_a_procedure_must_be_known_and_in_force() -> None:
    """To receive a case its procedure must be known, and have a revision on that day."""
    dated = policy(procedure(stage("stage-1"), rest="in-force = { from = 2026-04-01 }"))
    with pytest.raises(NotInForce):
        decide(dated, Case(), act("2026-03-31 receive"))
    with pytest.raises(LimitError):
        decide(dated, Case(), act("2026-04-01 receive procedure=other"))


def test_a_case_keeps_its_revision() -> None:
    """A case follows the revision that it was received under, whatever came into force since."""
    dated = policy(
        procedure(stage("old", clock()), rest="in-force = { to = 2026-03-31 }"),
        procedure(stage("new", clock()), rest="in-force = { from = 2026-04-01 }"),
    )
    case = replay(decide(dated, Case(), act("2026-03-31 receive")))
    assert decide(dated, case, act("2026-05-01 respond"))[0].stage == "old"


def test_stages_may_be_left_unsaid() -> None:
    """The stage of a history that names none is counted from its escalations."""
    history = (*ANSWERED, "2026-03-11 escalated", "2026-03-12 responded", "2026-03-13 escalated")
    assert decided(THREE, history, "2026-03-14 respond") == ["2026-03-14 responded stage=stage-3"]
    assert str(replay(events(*history))) == "C-1: open at stage 3"


def test_permitted_names_the_acts_of_a_state() -> None:
    """What may happen next is listed with where it leads and what it needs."""
    found = permitted(GATES, replay(events(RECEIVED)), day("2026-03-03"))
    assert {each.act: (each.stages, each.needs) for each in found if each} == {
        "acknowledge": (("stage-1",), ()),
        "extend": (("stage-1",), ()),
        "promise": (("stage-1",), ("until",)),
        "respond": (("stage-1",), ("outcome",)),
        "withdraw": (("stage-1",), ("reason",)),
        "statement-agreed": (("stage-1",), ()),
        "panel-met": (("stage-1",), ()),
    }


def test_permitted_says_why_not() -> None:
    """An act of the state that is not possible on the day says why."""
    case = replay(events(RECEIVED, "2026-03-03 acknowledged"))
    why = {each.act: each.why_not for each in permitted(THREE, case, day("2026-03-03"))}
    assert why["acknowledge"] == "it has already happened in this stage, on 2026-03-03"
    assert why["respond"] is None
    early = permitted(THREE, case, day("2026-03-02"))
    assert not any(early)


def test_permitted_before_receipt_is_to_receive() -> None:
    """Before its receipt a case may only be received."""
    found = permitted(THREE, Case(), day("2026-03-02"), procedure="corporate")
    assert [each.act for each in found] == ["receive"]


def test_evolve_never_refuses() -> None:
    """Whatever happened, happened: a case goes on from events that no policy would allow."""
    case = Case()
    for line in ("2026-03-05 closed", "2026-03-01 nonsense", "2026-03-02 escalated"):
        case = evolve(case, event(line))
    assert (case.phase, len(case.events), case.level) == ("open", 3, 1)
    assert case.last == event("2026-03-02 escalated")
    assert Case().last is None


def test_a_case_is_shown_by_where_it_stands() -> None:
    """A case is shown by its reference, its phase and its stage."""
    assert str(Case()) == "a case: expected at stage 0"
    assert str(replay(decide(THREE, Case(), act("2026-03-02 receive")))) == "C-1: open at stage-1"
