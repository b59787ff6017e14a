"""Steps and reckonings as values."""

from __future__ import annotations

import pickle
from datetime import date
from typing import get_args

import pytest
from attrs.exceptions import FrozenInstanceError

from casework import Reckoning, Step
from casework.days.steps import CALLER, What

STEPS = (
    Step(date(2026, 4, 2), "start", "given"),
    Step(date(2026, 4, 3), "closed", "Good Friday", "bank holidays, england"),
    Step(date(2026, 4, 6), "closed", "Easter Monday", "bank holidays, england"),
    Step(date(2026, 4, 7), "counted", "1 working day", "Code 6.3", 2),
)


def test_the_due_day_cannot_drift_from_the_steps() -> None:
    """The due day is read off the last step, and the skipped days are the closed steps."""
    made = Reckoning(STEPS)
    assert made.due == date(2026, 4, 7)
    assert made.skipped == STEPS[1:3]
    assert Reckoning(STEPS[:2]).due == date(2026, 4, 3)


def test_carried_on_it_keeps_its_past() -> None:
    """A reckoning carried on is due on the new last step, and is provisional if either part is."""
    more = Step(date(2026, 4, 21), "extended", "10 working days", "Code 6.4")
    made = Reckoning(STEPS).then(more)
    assert made.steps == (*STEPS, more)
    assert (made.due, made.provisional) == (more.day, False)
    assert [
        Reckoning(STEPS, before).then(more, provisional=after).provisional
        for before, after in ((False, False), (False, True), (True, False), (True, True))
    ] == [False, True, True, True]


def test_a_closed_day_is_named_once_since_the_counting_began() -> None:
    """Days passed before the day that counting starts from may be passed, and named, again."""
    easter = STEPS[1:3]
    more = Step(date(2026, 4, 8), "rolled", "next-working-day")
    assert Reckoning(STEPS).then(*easter, more).steps == (*STEPS, more)
    deemed = Step(date(2026, 4, 7), "deemed-received", "next working day")
    back = Step(date(2026, 4, 4), "counted", "-3 days")
    made = Reckoning((STEPS[0], *easter, deemed, back))
    assert made.then(*easter, more).skipped == (*easter, *easter)


def test_a_step_is_a_value() -> None:
    """Steps are compared by value, pickled and never changed; who gave no source is the caller."""
    step = STEPS[0]
    assert step == Step(date(2026, 4, 2), "start", "given", CALLER, 0)
    assert pickle.loads(pickle.dumps(Reckoning(STEPS))) == Reckoning(STEPS)
    with pytest.raises(FrozenInstanceError):
        step.day = date(2026, 4, 3)  # type: ignore[misc]


def test_what_a_step_can_be_is_a_closed_list() -> None:
    """What a step does is one of the words that the prose must know, each said once."""
    words = get_args(What)
    assert {step.what for step in STEPS} < set(words)
    assert len(words) == len(set(words))
