"""The laws of reckonings, under every convention: the explanation is the computation."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TypedDict, get_args

from hypothesis import assume, given, reject
from hypothesis import strategies as st

from casework import Calendar, Reckoning, reckon
from casework.days.limits import CLEAR, Limit, Unit
from casework.days.receipt import NonWorking
from casework.days.reckoning import Counting, Ends, Months, rolled
from casework.days.steps import COUNTED
from casework.errors import OutOfTable

from .fingers import Fingers, after, before, corresponding
from .strategies import calendar_and_days, limits

ONE_DAY = timedelta(days=1)


class Conventions(TypedDict):
    """One value of each convention."""

    counting: Counting
    receipt: NonWorking
    ends: Ends
    months: Months


conventions = st.builds(
    Conventions,
    counting=st.sampled_from(get_args(Counting)),
    receipt=st.sampled_from(get_args(NonWorking)),
    ends=st.sampled_from(get_args(Ends)),
    months=st.sampled_from(get_args(Months)),
)


@st.composite
def reckonings(draw: st.DrawFn) -> tuple[Reckoning, Calendar, Limit, date, Conventions]:
    """A reckoning that its calendar can make, with all that it was made from."""
    calendar, (start,) = draw(calendar_and_days())
    limit, chosen = draw(limits), draw(conventions)
    try:
        made = reckon(limit, start, calendar=calendar, source="Act s.1", **chosen)
    except OutOfTable:
        reject()
    return made, calendar, limit, start, chosen


Drawn = tuple[Reckoning, Calendar, Limit, date, Conventions]


def by_hand(fingers: Fingers, limit: Limit, start: date, chosen: Conventions) -> date:
    """The due day, worked out with fingers."""
    if chosen["receipt"] == "next-working-day":
        start = fingers.on_or_after(start)
    n, sign = limit.n, (limit.n > 0) - (limit.n < 0)
    same_day = sign if chosen["counting"] == "same-day" else 0
    match limit.unit:
        case "working days":
            due = fingers.add(start, n - same_day * fingers.works(start))
        case "clear working days":
            due = fingers.add(start, n + sign)
        case "days":
            due = start + timedelta(days=n - same_day)
        case "weeks":
            due = start + timedelta(days=7 * n - same_day)
        case "clear days":
            due = start + timedelta(days=n + sign)
        case _:
            begin = start + sign * ONE_DAY if chosen["months"] == "day-after" else start
            due, clipped = corresponding(begin, n * (12 if limit.unit == "years" else 1))
            if chosen["months"] == "day-before" and (n < 0 or not clipped):
                due -= sign * ONE_DAY
    if chosen["ends"] == "next-working-day":
        return fingers.on_or_after(due)
    return fingers.on_or_before(due) if chosen["ends"] == "previous-working-day" else due


@given(reckonings())
def test_due_day_is_the_one_counted_on_fingers(drawn: Drawn) -> None:
    """Under every convention the due day is the one that fingers find."""
    reckoning, calendar, limit, start, chosen = drawn
    assert reckoning.due == by_hand(Fingers.of(calendar), limit, start, chosen)


@given(reckonings())
def test_due_day_is_the_last_step(drawn: Drawn) -> None:
    """The due day is the last step's, the first is the start, and every step has a source."""
    reckoning, _, limit, start, chosen = drawn
    assert reckoning.due == reckoning.steps[-1].day
    assert (reckoning.steps[0].day, reckoning.steps[0].what) == (start, "start")
    assert all(step.source for step in reckoning.steps)
    assert {step.source for step in reckoning.steps if step.what != "closed"} == {"Act s.1"}
    assert [s.why for s in reckoning.steps if s.what in COUNTED] == [str(limit)]
    assert {s.why for s in reckoning.steps if s.what == "rolled"} <= {chosen["ends"]}
    assert reckoning.at is None


def passed(what: str, origin: date, end: date, limit: Limit) -> list[date]:
    """The days that a step counts or passes over, in the order of travel."""
    if what in {"deemed-received", "rolled"}:
        return list(before(origin, end))
    return list(after(origin, end)) if limit.counts_working_days else []


def worked(what: str, limit: Limit, counts_from: bool, chosen: Conventions) -> int:
    """How many working days a step stands for."""
    if what in {"deemed-received", "rolled"} or not limit.counts_working_days:
        return 0
    if limit.unit == "clear working days":
        return abs(limit.n) + 1
    return abs(limit.n) - (limit.n != 0 and counts_from and chosen["counting"] == "same-day")


@given(reckonings())
def test_each_day_between_steps_is_accounted_for(drawn: Drawn) -> None:
    """Closed days are named in the order of travel, weekend days counted, the rest worked."""
    reckoning, calendar, limit, origin, chosen = drawn
    fingers = Fingers.of(calendar)
    named: list[date] = []
    for step in reckoning.steps[1:]:
        if step.what == "closed":
            named.append(step.day)
            assert step.why == calendar.why_closed(step.day)
            continue
        days = passed(step.what, origin, step.day, limit)
        assert named == [day for day in days if fingers.names(day)]
        assert step.weekend_days == sum(not fingers.in_week(day) for day in days)
        assert len(days) - len(named) - step.weekend_days == worked(
            step.what, limit, fingers.works(origin), chosen
        )
        origin, named = step.day, []
    assert not named


@given(reckonings())
def test_each_skipped_day_is_named_once(drawn: Drawn) -> None:
    """A closed day is named once, unless it was passed both ways."""
    reckoning, _, limit, _, _ = drawn
    days = [step.day for step in reckoning.skipped]
    both_ways = limit.n < 0 and any(step.what == "deemed-received" for step in reckoning.steps)
    assert len(days) == len(set(days)) or both_ways
    assert days == sorted(days) or limit.n < 0 or reckoning.steps[-1].why.startswith("previous")


@given(reckonings())
def test_provisional_only_where_an_unproclaimed_day_was_asked(drawn: Drawn) -> None:
    """An answer is provisional where the calendar was asked about a day not yet proclaimed."""
    reckoning, calendar, limit, start, chosen = drawn
    landed = [step.day for step in reckoning.steps if step.what not in {"closed", "rolled"}]
    asked: list[date] = []
    if chosen["receipt"] == "next-working-day":
        asked += [start, landed[-2]]
    if limit.counts_working_days:
        asked += landed[-2:]
    if chosen["ends"] != "as-it-falls":
        asked += [landed[-1], reckoning.due]
    assert reckoning.provisional == any(map(calendar.is_provisional, asked))


@given(reckonings(), st.sampled_from(get_args(Ends)))
def test_rolled_afterwards_is_rolled_at_once(drawn: Drawn, ends: Ends) -> None:
    """Rolling the end of a reckoning is the same as reckoning with that end."""
    _, calendar, limit, start, chosen = drawn
    falls: Conventions = {**chosen, "ends": "as-it-falls"}
    at_once: Conventions = {**chosen, "ends": ends}
    reckoning = reckon(limit, start, calendar=calendar, source="Act s.1", **falls)
    try:
        expected = reckon(limit, start, calendar=calendar, source="Act s.1", **at_once)
    except OutOfTable:
        return
    assert rolled(reckoning, calendar, ends, "Act s.1") == expected


@given(calendar_and_days(), limits, conventions)
def test_a_longer_limit_is_never_due_sooner(
    drawn: tuple[Calendar, list[date]], limit: Limit, chosen: Conventions
) -> None:
    """One more of the same unit, under the same conventions, is never due sooner."""
    calendar, (start,) = drawn
    assume(limit.n != -1 or limit.unit not in CLEAR)
    try:
        due, later = (
            reckon(Limit(n, limit.unit), start, calendar=calendar, **chosen).due
            for n in (limit.n, limit.n + 1)
        )
    except OutOfTable:
        return
    assert due <= later


@given(calendar_and_days(), st.integers(0, 40), st.sampled_from(["months", "years"]))
def test_beginning_with_ends_a_day_before(
    drawn: tuple[Calendar, list[date]], n: int, unit: Unit
) -> None:
    """A period that begins with its start ends a day before the corresponding date, if any."""
    calendar, (start,) = drawn
    limit = Limit(n, unit)
    corresponds = reckon(limit, start, calendar=calendar)
    begins = reckon(limit, start, calendar=calendar, months="day-before")
    by_month, clipped = corresponding(start, n * (12 if unit == "years" else 1))
    assert corresponds.due == by_month
    assert corresponds.steps[-1].what == ("clipped" if clipped else "counted")
    assert corresponds.due - begins.due == timedelta(days=bool(n) and not clipped)


@given(calendar_and_days(), st.integers(-40, 40), st.sampled_from(["months", "years"]))
def test_from_the_day_after_is_from_the_next_day(
    drawn: tuple[Calendar, list[date]], n: int, unit: Unit
) -> None:
    """A month from the day after is one from the next day; back, from the day before."""
    calendar, (start,) = drawn
    limit, step = Limit(n, unit), timedelta(days=(n > 0) - (n < 0))
    after = reckon(limit, start, calendar=calendar, months="day-after")
    assert after.due == reckon(limit, start + step, calendar=calendar).due
    assert [each.day for each in after.steps if each.what == "next-day"] == [start + step] * bool(n)
    assert after.steps[0].day == start


@given(calendar_and_days(), st.integers(1, 40))
def test_roll_never_moves_past_the_next(drawn: tuple[Calendar, list[date]], n: int) -> None:
    """An end rolls only off a closed day, to the nearest open day on the side it names."""
    calendar, (start,) = drawn
    limit = Limit(n, "days")
    falls = reckon(limit, start, calendar=calendar).due
    try:
        on = reckon(limit, start, calendar=calendar, ends="next-working-day")
        back = reckon(limit, start, calendar=calendar, ends="previous-working-day")
    except OutOfTable:
        return
    is_working = calendar.is_working_day(falls)
    assert (back.due == falls, on.due == falls) == (is_working, is_working)
    assert back.due <= falls <= on.due
    assert calendar.between(back.due, on.due) == (not is_working)
    assert [r.steps[-1].what for r in (on, back)] == ["counted" if is_working else "rolled"] * 2
