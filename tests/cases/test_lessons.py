"""What was learned from a case, and whether it was followed up."""

from __future__ import annotations

from casework import Lesson, lessons
from tests.policies import THREE_STAGES, policy

from .told import day, events

POLICY = policy(THREE_STAGES)
LEARNED = "2026-03-10 lesson-learned lesson=L1 root-cause=delay service=waste"
DOES = "2026-03-11 undertaken undertaking=A corrective-action=training lesson=L1"
ALSO = "2026-03-11 undertaken undertaking=B corrective-action=policy lesson=L1"


def of(*lines: str, on: str = "2026-06-01") -> tuple[Lesson, ...]:
    """The lessons of a case after these lines, on a day."""
    return lessons(POLICY, events("2026-03-02 received", *lines), day(on))


def test_a_lesson_is_learned() -> None:
    """A lesson has its day and what is known of it; before that day it is not there."""
    (found,) = of(LEARNED)
    assert (found.id, found.learned) == ("L1", day("2026-03-10"))
    assert found.values("root-cause") == ("delay",)
    assert found.values("shared-with") == ()
    assert found.facts == (("root-cause", "delay"), ("service", "waste"))
    assert of(LEARNED, on="2026-03-10") == (found,)
    assert of(LEARNED, on="2026-03-09") == ()


def test_a_lesson_told_again() -> None:
    """A lesson told again keeps its day, and later facts lie over earlier ones."""
    (found,) = of(LEARNED, "2026-04-01 lesson-learned lesson=L1 service=housing shared-with=a,b")
    assert found.learned == day("2026-03-10")
    assert found.values("service") == ("housing",)
    assert found.values("shared-with") == ("a", "b")


def test_a_lesson_is_followed_up_by_what_is_done() -> None:
    """A lesson is followed up once something was undertaken about it and all of that is done."""
    done = "2026-04-01 undertaking-fulfilled undertaking=A"
    dropped = "2026-04-02 undertaking-dropped undertaking=B reason=merged"
    assert not of(LEARNED)[0].followed_up
    assert not of(LEARNED, DOES)[0].followed_up
    assert of(LEARNED, DOES, done)[0].followed_up
    assert not of(LEARNED, DOES, ALSO, done)[0].followed_up
    assert of(LEARNED, DOES, ALSO, done, dropped)[0].followed_up
    assert not of(LEARNED, ALSO, dropped)[0].followed_up
    assert not of(LEARNED, DOES, done, on="2026-03-31")[0].followed_up


def test_several_lessons() -> None:
    """One event may teach several lessons, and each has its own undertakings."""
    found = of("2026-03-10 lesson-learned lesson=L2,L1", DOES)
    assert [(each.id, len(each.undertakings)) for each in found] == [("L2", 0), ("L1", 1)]
