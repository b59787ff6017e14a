"""Which clocks move when a bank holiday is proclaimed, or when the policy is another."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from casework import Event, LimitError, OutOfTable, Policy, clocks
from casework.cases.moved import moved, transposed
from casework.learning.replayed import Replayed
from casework.rules.schemes.proclaiming import proclaimed
from tests.policies import clock, policy, procedure, stage

CALENDAR = """
[calendar]
division = "scotland"
closures = [{ day = 2026-06-22, why = "Training day" }]
also-working = [{ day = 2026-08-03, why = "open on the bank holiday" }]

[calendars.english]
division = "england-and-wales"

[calendars.own]
first = 2020-01-01
last = 2030-12-31
"""
WORLD_CUP = date(2026, 6, 15)


def timed(limit: str = '"10 working days"', rest: str = "") -> str:
    """A clock from receipt to response and one on the complainant."""
    return clock(limit=limit, rest=rest)


def of(*clocks_: str) -> Policy:
    """A policy of one stage in Scotland."""
    return policy(procedure(stage("stage-1", *clocks_)), calendar=CALENDAR)


def received(on: date, *further: tuple[str, date]) -> tuple[Event, ...]:
    """A case received on a day."""
    told = [("received", on), *further]
    return tuple(
        Event("C-1", name, day, procedure="corporate", stage="stage-1") for name, day in told
    )


DAYS = st.integers(0, 60).map(lambda n: date(2026, 5, 18) + timedelta(days=n))


@given(DAYS, DAYS, st.none() | DAYS)
def test_a_holiday_moves_just_the_clocks_that_run_over_it(
    on: date, as_of: date, answered: date | None
) -> None:
    """What moves is what was not stopped, had begun before the day and was due on or after it."""
    own = of(timed())
    before, after = proclaimed(own, WORLD_CUP, ["scotland"])
    further = [("responded", answered)] if answered is not None and answered >= on else []
    events = received(on, *further)
    found = moved(before, after, events, as_of)
    for each in clocks(before, events, as_of):
        running = each.stopped is None and each.started < WORLD_CUP <= each.due
        assert bool(found) is running
        for change in found:
            assert (change.was, change.now) == (
                each.due,
                after.calendars["default"].add(each.due, 1),
            )


def test_the_day_moves_an_open_case_from_its_due_day_to_the_next() -> None:
    """15 June 2026 in Scotland: a case due on the day itself is due on the 16th."""
    before, after = proclaimed(of(timed()), WORLD_CUP, ["scotland"], "World Cup")
    (change,) = moved(before, after, received(date(2026, 6, 1)), date(2026, 6, 10))
    assert (change.was, change.now, change.days) == (WORLD_CUP, date(2026, 6, 16), 1)
    (found,) = clocks(after, received(date(2026, 6, 1)), date(2026, 6, 10))
    assert [(step.why, step.source) for step in found.reckoning.skipped] == [
        ("World Cup", "proclamation")
    ]


@pytest.mark.parametrize(
    ("divisions", "name"),
    [
        (["scotland"], "default"),
        (["any-part-of-uk"], "default"),
        (["wales"], "english"),
    ],
)
def test_a_day_is_closed_where_it_was_proclaimed(divisions: list[str], name: str) -> None:
    """Calendars that keep the holidays of one of the divisions close; the others do not."""
    day = date(2026, 7, 1)
    before, after = proclaimed(of(timed()), day, divisions)
    assert before.calendars[name].is_working_day(day)
    assert not after.calendars[name].is_working_day(day)
    assert after.calendars["own"].is_working_day(day)
    both = "any-part-of-uk" in divisions
    assert after.calendars["english" if name == "default" else "default"].is_working_day(day) is (
        not both
    )


def test_what_the_authority_says_of_a_day_stands() -> None:
    """A day that it is shut stays shut, one on which it is open stays open: nothing moves."""
    for day in (date(2026, 6, 22), date(2026, 8, 3)):
        before, after = proclaimed(of(timed()), day, ["scotland"])
        both = [each.calendars["default"].is_working_day(day) for each in (before, after)]
        assert both == [day.month == 8] * 2
        assert moved(before, after, received(day - timedelta(days=3)), day) == ()


def test_a_day_that_cannot_be_proclaimed_is_refused() -> None:
    """An unknown division, one that no calendar keeps, or a day outside the calendar."""
    with pytest.raises(LimitError, match="perhaps 'scotland' was meant"):
        proclaimed(of(timed()), WORLD_CUP, ["scotlnd"])
    with pytest.raises(LimitError, match="a division whose holidays the policy keeps"):
        proclaimed(of(timed()), WORLD_CUP, ["northern-ireland"])
    with pytest.raises(OutOfTable):
        proclaimed(of(timed()), date(2090, 1, 1), ["scotland"])


def test_a_clock_that_one_side_lacks_is_told() -> None:
    """A clock that a change takes away, or brings, has a day on one side only."""
    one = of(timed())
    recurring = stage(
        "stage-1",
        timed(),
        clock("call", stops="called", limit='"1 day"', rest="recurs = true"),
        rest='milestones = ["called"]',
    )
    two = policy(procedure(recurring), calendar=CALENDAR)
    events = received(date(2026, 6, 1), ("called", date(2026, 6, 2)))
    (gained,) = moved(one, two, events, date(2026, 6, 2))
    assert (gained.clock, gained.was, gained.now, gained.days) == (
        "call",
        None,
        date(2026, 6, 3),
        None,
    )
    (lost,) = moved(two, one, events, date(2026, 6, 2))
    assert (lost.was, lost.now, lost.days) == (date(2026, 6, 3), None, None)


THREE = policy(
    procedure(
        stage("first", clock()),
        stage("second", clock(starts="escalated")),
        stage("third", clock(starts="escalated")),
        ident="old",
    )
)


def told(*names: str, stage_: str = "") -> list[Event]:
    """A case of the policy of three stages, an event a week."""
    days = (date(2026, 2, 2) + timedelta(weeks=n) for n in range(len(names)))
    return [
        Event("C-1", name, on, procedure="old", stage=stage_ and f"{stage_}")
        for name, on in zip(names, days, strict=True)
    ]


LONG = ("received", "responded", "escalated", "responded", "escalated", "responded")


def test_a_case_is_told_under_another_policy() -> None:
    """Its stages are those of the usual order there, and what goes beyond them is left out."""
    two = policy(procedure(stage("one", clock()), stage("two", clock(starts="escalated"))))
    found = transposed(two, told(*LONG))
    assert [(event.name, event.procedure, event.stage) for event in found] == [
        ("received", "corporate", "one"),
        ("responded", "corporate", "one"),
        ("escalated", "corporate", "two"),
        ("responded", "corporate", "two"),
    ]
    with pytest.raises(LimitError, match="'old' cannot be used here; expected a procedure"):
        transposed(
            policy(procedure(stage("a", clock())), procedure(stage("a", clock()), ident="b")),
            told(*LONG),
        )


def test_a_stage_that_is_not_there_is_the_one_after_where_the_case_stands() -> None:
    """The usual order leads on from the stage entered last, not from one that is spoken of."""
    names = ("received", "escalated", "linked", "escalated", "responded")
    stages = ("first", "second", "first", "panel", "")
    history = [
        evolve(event, stage=stage) for event, stage in zip(told(*names), stages, strict=True)
    ]
    assert [event.stage for event in transposed(THREE, history)] == [
        "first",
        "second",
        "first",
        "third",
        "third",
    ]


@given(st.lists(st.sampled_from(["sent-back", "escalated", "responded"]), max_size=6))
def test_a_case_told_under_its_own_policy_is_itself(names: list[str]) -> None:
    """Events that name a stage of the policy keep it, however often they go back and forth."""
    events = told("received", *names, stage_="second")
    assert [*transposed(THREE, events)] == events


def test_a_caseload_under_a_policy_is_counted() -> None:
    """Ended, late and overdue are counted by clock, cases once, and work by the month it is due."""
    found = Replayed(THREE, date(2026, 6, 30))
    found.add(told(*LONG))
    found.add(told("received", stage_="first"))
    assert found.cases == {"all": 2, "late": 1}
    assert found.keys == (
        ("old", "first", "response"),
        ("old", "second", "response"),
        ("old", "third", "response"),
    )
    assert [found.ended[key] for key in found.keys] == [1, 1, 1]
    assert [found.overdue[key] for key in found.keys] == [1, 0, 0]
    assert found.due == {"2026-02": 2, "2026-03": 2}


@given(st.lists(st.sampled_from([LONG[:n] for n in range(1, 7)]), max_size=5), st.integers(0, 5))
def test_a_caseload_is_the_sum_of_its_parts(cases: list[tuple[str, ...]], at: int) -> None:
    """Counted in two parts, a caseload comes to what it comes to as a whole."""
    whole, one, other = (Replayed(THREE, date(2026, 3, 30)) for _ in range(3))
    for n, names in enumerate(cases):
        whole.add(told(*names))
        (one if n < at else other).add(told(*names))
    for name in ("ended", "late", "overdue", "due", "cases"):
        assert getattr(whole, name) == getattr(one, name) + getattr(other, name)


def test_a_clock_that_recurs_is_the_same_one_the_same_time_round() -> None:
    """Of a duty to update, only the time that has not been stopped can move, told once."""
    own = policy(
        procedure(
            stage(
                "stage-1",
                clock("update", limit='"5 working days"', stops="updated", rest="recurs = true"),
                rest='milestones = ["updated"]',
            )
        ),
        calendar=CALENDAR,
    )
    told = [("updated", date(2026, 5, day)) for day in (20, 22, 27)]
    events = received(date(2026, 5, 18), *told, ("updated", date(2026, 6, 10)))
    (found,) = moved(*proclaimed(own, WORLD_CUP, ["scotland"]), events, date(2026, 6, 11))
    assert (found.clock, found.was, found.now) == ("update", date(2026, 6, 17), date(2026, 6, 18))


def test_what_moves_is_told_with_its_procedure_and_stage() -> None:
    """Among several procedures a case is followed from one to the other, and stage by stage."""
    own = policy(
        procedure(stage("stage-1", timed()), ident="first", rest='exits = ["reclassified"]'),
        procedure(
            stage("stage-1", timed()), stage("stage-2", clock(starts="escalated")), ident="then"
        ),
        calendar=CALENDAR,
    )
    days = {
        "received": ("first", "stage-1", 1),
        "reclassified": ("first", "", 2),
        "received again": ("then", "", 2),
        "responded": ("then", "", 3),
        "escalated": ("then", "stage-2", 4),
        "acknowledged": ("then", "", 5),
    }
    events = tuple(
        Event("C-1", name.partition(" ")[0], date(2026, 6, on), procedure=ident, stage=where)
        for name, (ident, where, on) in days.items()
    )
    assert [(event.procedure, event.stage) for event in transposed(own, events)] == [
        ("first", "stage-1"),
        ("first", "stage-1"),
        ("then", "stage-1"),
        ("then", "stage-1"),
        ("then", "stage-2"),
        ("then", "stage-2"),
    ]
    (found,) = moved(*proclaimed(own, WORLD_CUP, ["scotland"]), events, date(2026, 6, 8))
    assert (found.procedure, found.stage, found.days) == ("then", "stage-2", 1)
