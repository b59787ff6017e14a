"""The laws of what moves a clock, over limits, conventions and days made at random."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from casework import Act, Clock, Event, Policy, Refused, clocks, decide, replay

from .policies import clock, of_clocks

START = date(2026, 2, 2)
LIMITS = st.sampled_from(["10 working days", "20 working days", "28 days", "6 weeks", "2 months"])
ENDS = st.sampled_from(["as-it-falls", "next-working-day", "previous-working-day"])
ROLLS = st.sampled_from(["first", "last"])
MONTHS = st.sampled_from(["corresponding-date", "day-before"])
COUNTING = st.sampled_from(["day-after", "same-day"])
SHIFTING = ["{}", '{ ends = "inclusive" }']
PAUSING = st.sampled_from([*SHIFTING, '{ resumes = "restart" }'])
BY = st.sampled_from(["1 working day", "10 working days", "3 weeks", "1 month"])
EXTENSION = st.sampled_from(["{}", '{ counted-from = "start" }'])
OFFSETS = st.lists(st.integers(0, 40), min_size=2, max_size=6, unique=True).map(sorted)


Rule = dict[str, str]


def rules(pausing: st.SearchStrategy[str] = PAUSING) -> st.SearchStrategy[Rule]:
    """What may be said of a clock that moves its due day."""
    return st.fixed_dictionaries(
        {
            "limit": LIMITS,
            "ends": ENDS,
            "rolls": ROLLS,
            "months": MONTHS,
            "counting": COUNTING,
            "pausing": pausing,
            "extension": EXTENSION,
        }
    )


HALF_OPEN = rules(st.just("{}"))
SHIFTED = rules(st.sampled_from(SHIFTING))


def ruled(rule: Rule) -> Policy:
    """A policy of one clock."""
    return of_clocks(clock("response", **rule))


def received() -> tuple[Event, ...]:
    """A case just received."""
    return (Event("C-1", "received", START, procedure="corporate", stage="stage-1"),)


def day(offset: int) -> date:
    """The day so many days after receipt."""
    return START + timedelta(days=offset)


def now(policy: Policy, events: tuple[Event, ...], on: date) -> Clock:
    """The one clock of the case."""
    (found,) = clocks(policy, events, on)
    return found


def pauses(offsets: list[int]) -> tuple[Event, ...]:
    """Pauses and resumptions in turn; a last one without its resumption is left out."""
    whole = offsets[: len(offsets) // 2 * 2]
    names = ["paused", "resumed"] * (len(whole) // 2)
    return tuple(Event("C-1", name, day(offset)) for name, offset in zip(names, whole, strict=True))


def try_to(policy: Policy, events: tuple[Event, ...], act: Act) -> tuple[Event, ...]:
    """The events with what an act adds, or without, where it is refused."""
    try:
        return (*events, *decide(policy, replay(events), act))
    except Refused:
        return events


@given(rules(), OFFSETS)
def test_a_pause_never_brings_forward(rule: Rule, offsets: list[int]) -> None:
    """However a clock is paused, it is due no earlier with each event of a pause."""
    policy = ruled(rule)
    told, on = received(), day(60)
    events = pauses(offsets)
    for number in range(len(events)):
        due = now(policy, (*told, *events[: number + 1]), on).due
        assert due >= now(policy, (*told, *events[: number // 2 * 2]), on).due


@given(HALF_OPEN, st.integers(0, 60), st.integers(0, 60))
def test_a_pause_of_a_moment(rule: Rule, offset: int, later: int) -> None:
    """A half-open pause that ends on the day it began changes nothing."""
    policy = ruled(rule)
    told = (*received(), *pauses([offset, offset]))
    on = day(offset + later)
    assert now(policy, told, on) == now(policy, received(), on)


@given(SHIFTED, st.lists(st.integers(0, 9), min_size=3, max_size=3, unique=True).map(sorted))
def test_a_pause_in_two_parts(rule: Rule, offsets: list[int]) -> None:
    """Two pauses that meet leave out the same days as one from the first day to the last."""
    policy = ruled(rule)
    first, middle, last = offsets
    parts = (*received(), *pauses([first, middle, middle, last]))
    whole = (*received(), *pauses([first, last]))
    assert now(policy, parts, day(60)).due == now(policy, whole, day(60)).due


@given(SHIFTED, OFFSETS, BY, st.integers(0, 8))
def test_a_pause_and_an_extension(rule: Rule, offsets: list[int], by: str, offset: int) -> None:
    """A clock that stood still is due no earlier than one that did not, extended or not."""
    policy = ruled(rule)
    stood = pauses([each + 10 for each in offsets])
    act = Act("extend", day(offset), facts={"by": by})
    extended = try_to(policy, received(), act)
    on = day(90)
    assert now(policy, (*extended, *stood), on).due >= now(policy, extended, on).due
    assert now(policy, (*extended, *stood), on).due >= now(policy, (*received(), *stood), on).due


@given(rules(), st.lists(st.tuples(st.integers(0, 30), BY), max_size=4))
def test_an_extension_never_shortens(rule: Rule, extensions: list[tuple[int, str]]) -> None:
    """An extension moves the due day on or is refused; recorded all the same, not back."""
    policy = ruled(rule)
    told = recorded = received()
    for offset, by in sorted(extensions):
        on = day(offset)
        extended = try_to(policy, told, Act("extend", on, facts={"by": by}))
        if extended != told:
            assert now(policy, extended, on).due > now(policy, told, on).due
        told = extended
        event = Event("C-1", "extended", on, facts=(("by", by),))
        assert now(policy, (*recorded, event), on).due >= now(policy, recorded, on).due
        recorded = (*recorded, event)


@given(rules(), OFFSETS, BY, st.integers(0, 60))
def test_a_clock_only_moves_on(rule: Rule, offsets: list[int], by: str, offset: int) -> None:
    """From day to day a clock that has not ended is due no earlier, and says how it came there."""
    policy = ruled(rule)
    extended = Event("C-1", "extended", day(offsets[0]), facts=(("by", by),))
    told = (*received(), extended, *pauses(offsets))
    seen = [now(policy, told, day(each)) for each in range(0, offset + 1, 7)]
    for before, after in pairwise(seen):
        assert after.due >= before.due
    assert all(found.reckoning.steps[-1].day == found.due for found in seen)


@given(rules(), OFFSETS, st.integers(0, 60))
def test_what_comes_after_an_end_moves_nothing(rule: Rule, offsets: list[int], later: int) -> None:
    """A clock that has stopped is moved by no pause, extension or promise, then or later."""
    policy = ruled(rule)
    stop, *after = offsets
    answered = (*received(), Event("C-1", "responded", day(stop)))
    changes = (
        *pauses(after),
        Event("C-1", "extended", day(41), facts=(("by", "1 month"),)),
        Event("C-1", "promised", day(42), facts=(("until", str(day(43))),)),
    )
    found = now(policy, answered, day(stop))
    assert found.state in {"met", "missed"}
    assert now(policy, (*answered, *changes), day(stop + later)) == found


@given(rules(), OFFSETS, st.integers(0, 60))
def test_voiding_everything_that_moved_a_clock(rule: Rule, offsets: list[int], later: int) -> None:
    """With every pause voided, a clock is as it was."""
    policy = ruled(rule)
    moved = pauses(offsets)
    last = day(41)
    voids = tuple(
        Event("C-1", "voided", last, facts=(("voids", event.name), ("was", str(event.on))))
        for event in moved
    )
    on = day(41 + later)
    assert now(policy, (*received(), *moved, *voids), on) == now(policy, received(), on)
