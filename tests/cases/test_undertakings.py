"""What was undertaken is followed to its end, and how it stands is a fact about a day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import CaseworkError, Event, Refused, Undertaking, decide, examine, replay
from casework.cases.undertakings import pounds, undertakings
from tests.policies import clock, policy, procedure, stage

from .told import act, day, events

POLICY = policy(
    procedure(stage("stage-1", clock())),
    """
[taxonomy.remedy]
title = "Remedies"
code = [{ id = "apology", title = "Apology" }, { id = "payment", title = "Payment" }]
""",
)
RECEIVED = ("2026-03-02 received", "2026-03-10 responded")
APOLOGY = "2026-03-10 undertaken undertaking=A remedy=apology due=2026-03-20 owner=housing"
PAYMENT = "2026-03-10 undertaken undertaking=B remedy=payment amount=250 within='20 working days'"
ACTION = "2026-03-11 undertaken undertaking=C corrective-action=training"
ORDER = "2026-03-12 undertaken undertaking=D remedy=apology ordered-by=hos due=2026-04-09"
NO_LIMIT = (
    "'soon' cannot be used here; expected a whole number and a unit, such as "
    "'10 working days', '1 month' or '24 hours'"
)
ADVICE = "2026-03-12 undertaken undertaking=E corrective-action=policy recommended-by=lgsco"


def of(*lines: str, on: str) -> dict[str, Undertaking]:
    """The undertakings of a case after these lines, by id, on a day."""
    found = undertakings(POLICY, events(*RECEIVED, *lines), day(on))
    return {each.id: each for each in found}


def test_what_was_undertaken() -> None:
    """An undertaking has its kind, its day, what it is, its owner and its amount."""
    found = of(APOLOGY, PAYMENT, ACTION, ORDER, ADVICE, on="2026-03-12")
    assert {each.case for each in found.values()} == {"C-1"}
    assert [(each.id, each.kind, each.what) for each in found.values()] == [
        ("A", "remedy", ("apology",)),
        ("B", "remedy", ("payment",)),
        ("C", "action", ("training",)),
        ("D", "order", ("apology",)),
        ("E", "recommendation", ("policy",)),
    ]
    assert found["A"].values("owner") == ("housing",)
    assert (found["A"].amount, found["B"].amount) == (None, Decimal(250))
    assert found["A"].agreed == day("2026-03-10")


def test_a_due_day_is_set_or_reckoned() -> None:
    """A due day is as it was set, or within a limit by the policy's calendar, or there is none."""
    found = of(APOLOGY, PAYMENT, ACTION, ORDER, on="2026-03-12")
    assert found["A"].due == day("2026-03-20")
    assert found["B"].due == day("2026-04-09")
    assert found["C"].due is None
    steps = {ident: each.reckoning.steps for ident, each in found.items() if each.reckoning}
    assert [step.what for step in steps["A"]] == ["start", "set"]
    assert [step.what for step in steps["B"]] == ["start", "closed", "closed", "counted"]
    assert {steps[ident][0].why for ident in "AB"} == {"undertaken"}


def test_a_due_day_cites_who_asked_for_it() -> None:
    """A due day cites who ordered or recommended it, or else the event that set it."""
    advice = (
        "2026-03-12 undertaken undertaking=E remedy=apology recommended-by=lgsco due=2026-04-09"
    )
    moved = "2026-03-19 undertaking-moved undertaking=A due=2026-03-31"
    found = of(APOLOGY, PAYMENT, ORDER, advice, moved, on="2026-03-20")
    sources = {
        ident: list(dict.fromkeys(step.source for step in each.reckoning.steps))
        for ident, each in found.items()
        if each.reckoning
    }
    agreed = "C-1 undertaken on 2026-03-10"
    assert sources["A"] == [agreed, "C-1 undertaking-moved on 2026-03-19"]
    assert sources["B"][0] == agreed
    assert (sources["D"], sources["E"]) == (["hos"], ["lgsco"])


@pytest.mark.parametrize(
    ("done", "on", "state", "late_by"),
    [
        (None, "2026-03-20", "open", 0),
        (None, "2026-03-21", "overdue", 1),
        ("2026-03-20", "2026-03-19", "open", 0),
        ("2026-03-20", "2026-03-20", "done", 0),
        ("2026-03-20", "2026-06-01", "done", 0),
        ("2026-03-23", "2026-03-22", "overdue", 2),
        ("2026-03-23", "2026-03-23", "late", 3),
    ],
)
def test_how_it_stands_on_a_day(done: str | None, on: str, state: str, late_by: int) -> None:
    """Until the due day it is open, after it overdue; once fulfilled it is done, or late."""
    lines = [f"{done} undertaking-fulfilled undertaking=A"] if done else []
    found = of(APOLOGY, *lines, on=on)["A"]
    assert (found.state, found.late_by) == (state, late_by)
    assert found.ended == (day(done) if done and done <= on else None)


def test_lateness_is_in_the_unit_of_the_limit() -> None:
    """What was due within working days is late by working days."""
    assert of(PAYMENT, on="2026-04-13")["B"].late_by == 2


def test_without_a_due_day_nothing_is_late() -> None:
    """What has no due day stays open, and is done whenever it is fulfilled."""
    assert of(ACTION, on="2027-01-01")["C"].state == "open"
    done = "2026-12-01 undertaking-fulfilled undertaking=C evidence=doc-7"
    found = of(ACTION, done, on="2027-01-01")["C"]
    assert (found.state, found.values("evidence")) == ("done", ("doc-7",))


def test_a_due_day_may_be_moved() -> None:
    """A moved due day is a further step, and counts from then on for all that follows."""
    moved = "2026-03-19 undertaking-moved undertaking=A due=2026-03-31 reason=sickness"
    found = of(APOLOGY, moved, on="2026-03-25")["A"]
    assert (found.due, found.state) == (day("2026-03-31"), "open")
    assert found.reckoning is not None
    assert [(str(step.day), step.what, step.why) for step in found.reckoning.steps] == [
        ("2026-03-10", "start", "undertaken"),
        ("2026-03-20", "set", "2026-03-20"),
        ("2026-03-31", "set", "2026-03-31"),
    ]
    assert of(APOLOGY, moved, on="2026-03-18")["A"].due == day("2026-03-20")
    set_later = "2026-03-19 undertaking-moved undertaking=C due=2026-03-31"
    assert of(ACTION, set_later, on="2026-04-01")["C"].state == "overdue"


def test_what_is_dropped_is_over() -> None:
    """What was given up is neither done nor overdue, whenever one looks."""
    dropped = "2026-03-12 undertaking-dropped undertaking=A reason=declined"
    found = of(APOLOGY, dropped, on="2026-06-01")["A"]
    assert (found.state, found.late_by, found.ended) == ("dropped", 0, day("2026-03-12"))
    assert found.values("reason") == ("declined",)


def test_compliance() -> None:
    """What an ombudsman asked for was complied with, or not, or not yet."""
    done = "2026-04-20 undertaking-fulfilled undertaking=D,A"
    later = of(APOLOGY, ORDER, ADVICE, done, on="2026-05-01")
    assert [later[ident].complied for ident in "ADE"] == [None, True, None]
    assert later["D"].state == "late"
    assert of(ORDER, on="2026-04-09")["D"].complied is None
    assert of(ORDER, on="2026-04-10")["D"].complied is False
    dropped = "2026-03-20 undertaking-dropped undertaking=D reason=refused"
    assert of(ORDER, dropped, on="2026-03-20")["D"].complied is False


def test_several_at_once() -> None:
    """One event may undertake, or fulfil, several things."""
    both = "2026-03-10 undertaken undertaking=A,B remedy=apology"
    done = "2026-03-11 undertaking-fulfilled undertaking=B"
    assert [each.state for each in of(both, done, on="2026-03-12").values()] == ["open", "done"]


def test_a_correction_is_followed() -> None:
    """What is corrected or voided is as if it had always been so."""
    wrong = "2026-03-10 undertaken undertaking=A remedy=apology due=2026-03-20"
    corrected = "2026-03-12 corrected corrects=undertaken due=2026-03-27"
    assert of(wrong, corrected, on="2026-03-12")["A"].due == day("2026-03-27")
    assert of(wrong, "2026-03-12 voided voids=undertaken", on="2026-03-12") == {}
    with pytest.raises(CaseworkError, match="due 'soon' is no day"):
        of(wrong, "2026-03-12 corrected corrects=undertaken due=soon", on="2026-03-12")


def test_what_nobody_examined() -> None:
    """In a history that nobody examined, the first undertaking and the first end count."""
    found = of(
        "2026-03-09 undertaking-fulfilled undertaking=A",
        "2026-03-09 undertaking-fulfilled undertaking=Z",
        "2026-03-10 undertaken undertaking=A due=2026-03-20 amount=lots",
        "2026-03-12 undertaking-fulfilled undertaking=A",
        "2026-03-13 undertaking-dropped undertaking=A reason=late",
        "2026-03-14 undertaken undertaking=A due=2026-05-01",
        on="2026-06-01",
    )
    assert list(found) == ["A"]
    assert (found["A"].kind, found["A"].agreed, found["A"].ended, found["A"].amount) == (
        "remedy",
        day("2026-03-10"),
        day("2026-03-12"),
        None,
    )


DONE = "2026-03-16 undertaking-fulfilled undertaking=A"
STORY = events(*RECEIVED, APOLOGY, PAYMENT, ACTION, ORDER, ADVICE, DONE)
FIRST, LAST = day("2026-03-01"), day("2026-05-31")
AS_OF = st.dates(FIRST, LAST)


@given(AS_OF)
def test_what_happens_later_changes_nothing(as_of: date) -> None:
    """How undertakings stand on a day rests on what had happened by then."""
    known = tuple(each for each in STORY if each.on <= as_of)
    assert undertakings(POLICY, STORY, as_of) == undertakings(POLICY, known, as_of)


@given(AS_OF, st.integers(0, 60))
def test_states_only_go_on(as_of: date, days: int) -> None:
    """As days pass nothing is undone: none is lost, what ended stays, what is late grows later."""
    before = {each.id: each for each in undertakings(POLICY, STORY, as_of)}
    after = {each.id: each for each in undertakings(POLICY, STORY, as_of + timedelta(days=days))}
    onward = {"open": {"open", "overdue", "done", "late"}, "overdue": {"overdue", "late"}}
    for ident, each in before.items():
        assert after[ident].state in onward.get(each.state, {each.state})
        assert after[ident].late_by >= each.late_by


@given(AS_OF)
def test_late_is_after_the_due_day(as_of: date) -> None:
    """Overdue or late is exactly what has a due day and ended, or was looked at, after it."""
    for each in undertakings(POLICY, STORY, as_of):
        past = each.due is not None and (each.ended or as_of) > each.due
        assert (each.state in {"overdue", "late"}) == past
        assert (each.late_by > 0) == past


def told(*lines: str) -> tuple[Event, ...]:
    """A case after these lines, examined."""
    history = examine(POLICY, events(*RECEIVED, *lines))
    assert history.faults == ()
    return history.events


@pytest.mark.parametrize(
    ("lines", "wish", "why"),
    [
        ([], "2026-03-10 undertake remedy=apology", "it needs undertaking"),
        ([], "2026-03-10 undertake undertaking=A", "it needs remedy or corrective-action"),
        (
            [],
            "2026-03-10 undertake undertaking=A remedy=flowers",
            "remedy 'flowers' is not in 'Remedies'",
        ),
        (
            [APOLOGY],
            "2026-03-10 undertake undertaking=B,A remedy=apology",
            "undertaking 'A' is there already",
        ),
        (
            [],
            "2026-03-10 undertake undertaking=A remedy=apology due=2026-03-20 within='1 week'",
            "it has both due and within",
        ),
        (
            [],
            "2026-03-10 undertake undertaking=A remedy=apology ordered-by=a recommended-by=b",
            "it has both ordered-by and recommended-by",
        ),
        (
            [],
            "2026-03-10 undertake undertaking=A remedy=apology due=2026-03-09",
            "due on 2026-03-09, before it was agreed",
        ),
        (
            [],
            "2026-03-10 undertake undertaking=A remedy=apology due=soon",
            "due 'soon' is no day, such as 2026-03-02",
        ),
        (
            [],
            "2026-03-10 undertake undertaking=A remedy=apology within=soon",
            NO_LIMIT,
        ),
        (
            [],
            "2026-03-10 undertake undertaking=A remedy=apology within='0 days'",
            "'0 days' is no time to do it",
        ),
        (
            [],
            "2026-03-10 undertake undertaking=A remedy=apology within='5 hours'",
            "'5 hours' is no time to do it",
        ),
        (
            [],
            "2026-03-10 undertake undertaking=A remedy=payment amount=lots",
            "amount 'lots' is no sum in pounds, such as 250 or 99.50",
        ),
        (
            [],
            "2026-03-10 undertake undertaking=A remedy=payment amount=-5",
            "amount '-5' is no sum in pounds, such as 250 or 99.50",
        ),
        (
            [APOLOGY],
            "2026-03-11 fulfil undertaking=AA",
            "there is no undertaking 'AA'; perhaps 'A' was meant",
        ),
        ([APOLOGY, DONE], "2026-03-17 fulfil undertaking=A", "undertaking 'A' ended on 2026-03-16"),
        (
            [APOLOGY, DONE],
            "2026-03-17 drop-undertaking undertaking=A reason=x",
            "undertaking 'A' ended on 2026-03-16",
        ),
        ([APOLOGY], "2026-03-11 drop-undertaking undertaking=A", "it needs reason"),
        ([APOLOGY], "2026-03-11 move-undertaking undertaking=A", "it needs due"),
        (
            [APOLOGY],
            "2026-03-11 move-undertaking undertaking=A due=2026-03-10",
            "due on 2026-03-10, before it was agreed",
        ),
        (
            [APOLOGY],
            "2026-03-11 fulfil undertaking=A amount=1.005",
            "amount '1.005' is no sum in pounds, such as 250 or 99.50",
        ),
    ],
)
def test_what_may_not_be_undertaken(lines: list[str], wish: str, why: str) -> None:
    """What would not be an undertaking, or follows one that is not open, is refused with why."""
    with pytest.raises(Refused) as caught:
        decide(POLICY, replay(told(*lines)), act(wish))
    assert caught.value.why == why


def test_what_may_be_undertaken() -> None:
    """On its last boundary each of these is allowed, and what it records is read back."""
    history = told()
    for wish in (
        "2026-03-10 undertake undertaking=A remedy=payment amount=0.50 due=2026-03-10",
        "2026-03-10 undertake undertaking=B remedy=apology within='1 day'",
        "2026-03-10 move-undertaking undertaking=B due=2026-03-10",
        "2026-03-10 fulfil undertaking=A,B amount=99.5",
        "2026-03-10 undertake undertaking=C corrective-action=training",
    ):
        history += decide(POLICY, replay(history), act(wish))
    assert examine(POLICY, history).faults == ()
    found = undertakings(POLICY, history, day("2026-03-10"))
    assert [each.state for each in found] == ["done", "done", "open"]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("250", "250"),
        ("99.50", "99.50"),
        ("0", "0"),
        ("1.005", None),
        ("-1", None),
        ("NaN", None),
        ("Infinity", None),
        ("1e3", "1000"),
        ("", None),
    ],
)
def test_pounds(text: str, amount: str | None) -> None:
    """A sum is pounds and whole pence; anything else is none."""
    assert pounds(text) == (None if amount is None else Decimal(amount))


def test_an_undertaking_of_a_closed_case() -> None:
    """What was undertaken is followed after the case has closed."""
    closed = (APOLOGY, "2026-03-12 closed", DONE)
    case = replay(told(*closed))
    assert (case.phase, case.events[-1].name) == ("closed", "undertaking-fulfilled")
    assert [each.state for each in undertakings(POLICY, case.events, day("2026-03-16"))] == ["done"]
