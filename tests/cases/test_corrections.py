"""A record is corrected by a further event, and everything derived follows."""

from __future__ import annotations

from functools import reduce

import pytest

from casework import Case, Refused, clocks, decide, effective, evolve, permitted, replay
from tests.policies import GATED, OUTCOMES, THREE_STAGES, policy, procedure, stage

from .told import act, clock_of, day, event, events, line_of

THREE = policy(THREE_STAGES)
GATES = policy(GATED, OUTCOMES)
RECEIVED = "2026-03-02 received"
TO_FEBRUARY = "correct corrects=received to-day=2026-02-27"
ANSWERED = (RECEIVED, "2026-03-10 responded outcome=upheld")

CORRECTED: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "voided": ((*ANSWERED, "2026-03-11 voided voids=responded"), [RECEIVED]),
    "voided twice": (
        (*ANSWERED, "2026-03-11 voided voids=responded", "2026-03-11 voided voids=responded"),
        [RECEIVED],
    ),
    "voided and done again": (
        (*ANSWERED, "2026-03-11 voided voids=responded", "2026-03-12 responded"),
        [RECEIVED, "2026-03-12 responded"],
    ),
    "the latest of several": (
        (
            RECEIVED,
            "2026-03-03 promised until=2026-03-06",
            "2026-03-04 promised until=2026-03-05",
            "2026-03-05 voided voids=promised",
        ),
        [RECEIVED, "2026-03-03 promised until=2026-03-06"],
    ),
    "the one of a day": (
        (
            RECEIVED,
            "2026-03-03 promised until=2026-03-06",
            "2026-03-04 promised until=2026-03-05",
            "2026-03-05 voided voids=promised was=2026-03-03",
        ),
        [RECEIVED, "2026-03-04 promised until=2026-03-05"],
    ),
    "moved to another day": (
        (*ANSWERED, "2026-03-11 corrected corrects=responded to-day=2026-03-09 reason=typo"),
        [RECEIVED, "2026-03-09 responded outcome=upheld"],
    ),
    "moved before another": (
        (
            RECEIVED,
            "2026-03-04 acknowledged",
            "2026-03-05 promised until=2026-03-06",
            "2026-03-06 corrected corrects=promised to-day=2026-03-03",
        ),
        [RECEIVED, "2026-03-03 promised until=2026-03-06", "2026-03-04 acknowledged"],
    ),
    "given other facts": (
        (*ANSWERED, "2026-03-11 corrected corrects=responded outcome=not-upheld cause=delay"),
        [RECEIVED, "2026-03-10 responded cause=delay outcome=not-upheld"],
    ),
    "its time is lost with its day": (
        ("2026-03-02T10:00 received", "2026-03-03 corrected corrects=received to-day=2026-02-27"),
        ["2026-02-27 received"],
    ),
    "its time stays with its day": (
        ("2026-03-02T10:00 received", "2026-03-03 corrected corrects=received channel=web"),
        ["2026-03-02T10:00:00+00:00 received channel=web"],
    ),
    "nothing to put right": ((RECEIVED, "2026-03-11 voided voids=responded"), [RECEIVED]),
}


@pytest.mark.parametrize("name", CORRECTED)
def test_a_history_as_it_is_now_known(name: str) -> None:
    """A voided event never was, and a corrected one was always so; the corrections are gone."""
    history, expected = CORRECTED[name]
    assert [line_of(each) for each in effective(events(*history))] == expected


@pytest.mark.parametrize("name", CORRECTED)
def test_a_case_is_as_if_it_had_always_been_so(name: str) -> None:
    """A corrected case stands where its effective history leads, with its whole record kept."""
    history = events(*CORRECTED[name][0])
    case, never = replay(history), replay(effective(history))
    assert (case.phase, case.stage, case.level, case.received) == (
        never.phase,
        never.stage,
        never.level,
        never.received,
    )
    assert case.events == history
    assert case.here == never.here
    assert clocks(THREE, history, day("2026-03-31")) == clocks(
        THREE, effective(history), day("2026-03-31")
    )


def test_a_voided_milestone_may_be_done_again() -> None:
    """What never happened is permitted, and does not stand in for what must come first."""
    history = (RECEIVED, "2026-03-03 acknowledged", "2026-03-04 voided voids=acknowledged")
    case = replay(events(*history))
    assert permitted(THREE, case, day("2026-03-04")) == permitted(
        THREE, replay(events(RECEIVED)), day("2026-03-04")
    )
    assert decide(THREE, case, act("2026-03-05 acknowledge"))


def test_a_case_goes_on_from_a_correction() -> None:
    """Events that follow a correction find the case where the correction left it."""
    history = (*ANSWERED, "2026-03-11 voided voids=responded", "2026-03-12 withdrawn")
    case = replay(events(*history))
    assert (case.phase, len(case.events)) == ("closed", 4)
    assert [each.name for each in case.here] == ["received", "withdrawn"]


REFUSED: dict[str, tuple[tuple[str, ...], str, str]] = {
    "a receipt": (ANSWERED, "2026-03-11 void voids=received", "a receipt cannot be voided"),
    "what never was": (
        ANSWERED,
        "2026-03-11 void voids=escalated",
        "the case has no escalated to put right",
    ),
    "what was on another day": (
        ANSWERED,
        "2026-03-11 correct corrects=responded was=2026-03-09",
        "the case has no responded to put right",
    ),
    "no day": (
        ANSWERED,
        "2026-03-11 correct corrects=responded to-day=2026-02-30",
        "to-day '2026-02-30' is no day",
    ),
    "no day that it was": (
        ANSWERED,
        "2026-03-11 correct corrects=responded was=monday",
        "was 'monday' is no day",
    ),
    "a day to come": (
        ANSWERED,
        "2026-03-11 correct corrects=responded to-day=2026-03-12",
        "2026-03-12 is after the correction itself",
    ),
    "what everything rests on": (
        (*ANSWERED, "2026-03-11 escalated"),
        "2026-03-12 void voids=responded",
        "then escalated on 2026-03-11 could not have happened",
    ),
    "a receipt to a day after what followed": (
        ANSWERED,
        "2026-03-16 correct corrects=received to-day=2026-03-12",
        "could not have happened",
    ),
    "not saying what": (ANSWERED, "2026-03-11 void", "it needs voids"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_correction_that_is_refused(name: str) -> None:
    """A correction must name something that happened, and leave a history that can have been."""
    history, wish, why = REFUSED[name]
    with pytest.raises(Refused) as caught:
        decide(THREE, replay(events(*history)), act(wish))
    assert why in caught.value.why


@pytest.mark.parametrize(
    "wish",
    [
        "2026-03-11 void voids=responded",
        "2026-03-11 correct corrects=responded was=2026-03-10 outcome=not-upheld",
        "2026-03-11 correct corrects=received to-day=2026-02-27",
    ],
)
def test_a_correction_that_is_allowed(wish: str) -> None:
    """A correction is recorded as a further event; the record stays."""
    (found,) = decide(GATES, replay(events(*ANSWERED)), act(wish))
    assert found.name in {"voided", "corrected"}


def test_a_receipt_that_is_corrected_moves_the_due_day() -> None:
    """A due day follows the receipt as it is now known."""
    history = (RECEIVED, "2026-03-05 corrected corrects=received to-day=2026-02-27")
    assert clock_of(THREE, history, "2026-03-05").due == day("2026-03-13")


def test_what_was_known_on_a_day() -> None:
    """What had not been recorded by a day is left out, to tell what was known then."""
    history = events(
        RECEIVED,
        "2026-03-16 responded recorded=2026-03-20",
        "2026-03-23 corrected corrects=responded to-day=2026-03-17",
    )

    def state(known_by: str | None) -> str:
        known = day(known_by) if known_by else None
        return clocks(THREE, history, day("2026-03-23"), known_by=known)[0].state

    assert state("2026-03-19") == "overdue"
    assert state("2026-03-20") == "met"
    assert state("2026-03-22") == "met"
    assert state("2026-03-23") == "missed"
    assert state(None) == "missed"


def test_a_correction_of_nothing_is_a_case_all_the_same() -> None:
    """A case that begins with a correction does not refuse it."""
    case = replay([event("2026-03-11 voided voids=responded")])
    assert (case.ref, case.phase, case.here) == ("C-1", Case().phase, ())


def test_a_receipt_cannot_be_moved_to_before_its_procedure() -> None:
    """A receipt is corrected only to a day on which its procedure was in force."""
    dated = policy(procedure(stage("stage-1"), rest="in-force = { from = 2026-03-01 }"))
    with pytest.raises(Refused, match="has no value on 2026-02-27"):
        decide(dated, replay(events(RECEIVED)), act(f"2026-03-03 {TO_FEBRUARY}"))


def test_a_corrected_case_may_be_replayed_further() -> None:
    """What follows a correction is applied to the case as it was put right, at once or later."""
    told = events(
        *ANSWERED,
        "2026-03-11 voided voids=responded",
        "2026-03-12 responded stage=stage-1 outcome=upheld",
        "2026-03-13 escalated stage=stage-2",
    )
    for known in range(len(told)):
        assert replay(told[known:], replay(told[:known])) == replay(told)
        assert reduce(evolve, told[known:], replay(told[:known])) == replay(told)


def test_the_latest_of_several_is_the_one_of_the_latest_day() -> None:
    """Which of several is meant goes by the days as they are now known, as it is judged."""
    told = (
        RECEIVED,
        "2026-03-03 promised until=2026-03-12",
        "2026-03-04 promised until=2026-03-11",
        "2026-03-05 corrected corrects=promised to-day=2026-03-02",
        "2026-03-05 voided voids=promised",
    )
    assert [line_of(each) for each in effective(events(*told))] == [
        RECEIVED,
        "2026-03-02 promised until=2026-03-11",
    ]


def test_a_correction_that_names_no_day() -> None:
    """A correction to what is no day is in the record and moves nothing; it is never decided."""
    history = events(*ANSWERED)
    wrong = event("2026-03-11 corrected corrects=responded to-day=soon outcome=not-upheld")
    (received, responded) = replay((*history, wrong)).settled
    assert (received, responded.on) == (history[0], day("2026-03-10"))
    assert responded.fact("outcome") == "not-upheld"
    with pytest.raises(Refused, match="to-day 'soon' is no day"):
        decide(GATES, replay(history), act("2026-03-11 correct corrects=responded to-day=soon"))
