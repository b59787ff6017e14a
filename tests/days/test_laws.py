"""The laws of calendars, over every division and over random closures and weekends."""

from __future__ import annotations

import copy
import pickle
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework import Calendar, uk_calendar
from casework.errors import OutOfTable

from .fingers import Fingers, after
from .strategies import calendar_and_days, calendar_day_and_steps, calendars, divisions

ONE_DAY = timedelta(days=1)


@given(calendar_day_and_steps())
def test_add_agrees_with_counting_on_fingers(drawn: tuple[Calendar, date, list[int]]) -> None:
    """Adding working days is stepping from day to day."""
    calendar, day, (n,) = drawn
    assert calendar.add(day, n) == Fingers.of(calendar).add(day, n)


@given(calendar_and_days(2))
def test_between_agrees_with_counting_on_fingers(drawn: tuple[Calendar, list[date]]) -> None:
    """Counting between two days is one finger for each working day after the first."""
    calendar, (start, end) = drawn
    assert calendar.between(start, end) == Fingers.of(calendar).between(start, end)


@given(calendar_and_days(2))
def test_skipped_agrees_with_counting_on_fingers(drawn: tuple[Calendar, list[date]]) -> None:
    """The skipped days are the closed days of the working week, in order, with their reasons."""
    calendar, days = drawn
    start, end = sorted(days)
    fingers = Fingers.of(calendar)
    passed = calendar.skipped(start, end)
    assert [step.day for step in passed] == [d for d in after(start, end) if fingers.names(d)]
    assert [step.why for step in passed] == [calendar.why_closed(step.day) for step in passed]
    assert calendar.skipped(end, start) == ()


@given(calendar_and_days())
def test_every_day_is_open_or_has_its_reason(drawn: tuple[Calendar, list[date]]) -> None:
    """A day is a working day exactly where nothing closes it; a holiday outranks a weekend."""
    calendar, (day,) = drawn
    closed = {step.day: step.why for step in calendar.closed}
    works = Fingers.of(calendar).works(day)
    assert calendar.is_working_day(day) == works
    assert calendar.why_closed(day) == (None if works else closed.get(day, f"{day:%A}"))


@given(calendar_and_days())
def test_rank_and_nth_are_inverse(drawn: tuple[Calendar, list[date]]) -> None:
    """The working day of a day's rank is the last working day up to it."""
    calendar, (day,) = drawn
    rank = calendar.rank(day)
    if rank:
        assert calendar.nth(rank) == Fingers.of(calendar).on_or_before(day)
        assert calendar.rank(calendar.nth(rank)) == rank
    else:
        assert not any(map(calendar.is_working_day, after(calendar.first - ONE_DAY, day)))


@given(calendar_day_and_steps(lowest=0))
def test_between_undoes_add(drawn: tuple[Calendar, date, list[int]]) -> None:
    """Between a day and its n-th working day there are n working days."""
    calendar, day, (n,) = drawn
    assert calendar.between(day, calendar.add(day, n)) == n


@given(calendar_day_and_steps())
def test_between_undoes_add_backwards(drawn: tuple[Calendar, date, list[int]]) -> None:
    """Counting back n from a working day leaves n; from a closed day the first is not passed."""
    calendar, day, (n,) = drawn
    first = n < 0 and not calendar.is_working_day(day)
    assert calendar.between(day, calendar.add(day, n)) == n + first


@given(calendar_day_and_steps(2, working=True))
def test_add_is_additive_from_a_working_day(drawn: tuple[Calendar, date, list[int]]) -> None:
    """From a working day, any two additions of any sign are one."""
    calendar, day, (a, total) = drawn
    assert calendar.add(calendar.add(day, a), total - a) == calendar.add(day, total)


@given(calendar_day_and_steps(2))
def test_add_is_additive_in_one_direction(drawn: tuple[Calendar, date, list[int]]) -> None:
    """From any day, two additions in the same direction are one."""
    calendar, day, steps = drawn
    a, total = sorted(steps, key=abs)
    if a * total < 0:
        a = 0
    assert calendar.add(calendar.add(day, a), total - a) == calendar.add(day, total)


@given(calendar_day_and_steps(2))
def test_add_is_monotone_in_steps(drawn: tuple[Calendar, date, list[int]]) -> None:
    """A longer limit is never due earlier, and one working day longer is due later."""
    calendar, day, steps = drawn
    fewer, more = sorted(steps)
    assert calendar.add(day, fewer) <= calendar.add(day, more)
    assert (calendar.add(day, fewer) < calendar.add(day, more)) == (fewer < more)


@given(calendar_and_days(2), st.integers(-20, 20))
def test_add_is_monotone_in_days(drawn: tuple[Calendar, list[date]], n: int) -> None:
    """A later start is never due earlier."""
    calendar, days = drawn
    earlier, later = sorted(days)
    try:
        ends = calendar.add(earlier, n), calendar.add(later, n)
    except OutOfTable:
        return
    assert ends[0] <= ends[1]


@given(calendar_and_days(3))
def test_between_is_additive(drawn: tuple[Calendar, list[date]]) -> None:
    """A count can be split at any day, in any order, and turned round."""
    calendar, (a, b, c) = drawn
    assert calendar.between(a, b) + calendar.between(b, c) == calendar.between(a, c)
    assert calendar.between(a, b) == -calendar.between(b, a)


@given(calendar_day_and_steps())
def test_negative_is_strictly_before(drawn: tuple[Calendar, date, list[int]]) -> None:
    """A count leads to a working day, strictly before or after; none stays where it is."""
    calendar, day, (n,) = drawn
    due = calendar.add(day, n)
    assert (due > day, due < day) == (n > 0, n < 0)
    assert calendar.is_working_day(due) or n == 0


@given(calendar_and_days())
def test_roll_stays_and_next_moves(drawn: tuple[Calendar, list[date]]) -> None:
    """Rolling stays on a working day and agrees with next and previous on a closed one."""
    calendar, (day,) = drawn
    fingers = Fingers.of(calendar)
    is_working = calendar.is_working_day(day)
    for roll, by_hand, n in (
        (calendar.on_or_after, fingers.on_or_after, 1),
        (calendar.on_or_before, fingers.on_or_before, -1),
    ):
        try:
            moved = calendar.add(day, n)
        except OutOfTable:
            continue
        assert roll(day) == by_hand(day) == (day if is_working else moved)
        assert moved != day


@given(calendar_and_days(2), st.integers(0, 40))
def test_a_closed_day_more_is_never_sooner(drawn: tuple[Calendar, list[date]], n: int) -> None:
    """Closing a day never brings a due date forward, and opening one never pushes it back."""
    calendar, (start, day) = drawn
    now, fewer, more = (
        stretch(calendar, start),
        stretch(calendar, start, opened=day),
        stretch(calendar, start, closed=day),
    )
    try:
        soonest, due, latest = (made.add(start, n) for made in (fewer, now, more))
        next_day = now.on_or_after(start), more.on_or_after(start)
        known = calendar.add(start, n)
    except OutOfTable:
        return
    assert soonest <= due <= latest
    assert due == known
    assert next_day[0] <= next_day[1]


def stretch(
    calendar: Calendar, start: date, *, closed: date | None = None, opened: date | None = None
) -> Calendar:
    """A stretch of a calendar around a day, and an open day at its end, with one day changed."""
    first = max(calendar.first, start - timedelta(days=5))
    last = min(calendar.last, start + timedelta(days=410))
    shut = {step.day for step in calendar.closed if step.day != opened} | {closed}
    also = {step.day for step in calendar.opened if step.day != closed} | {opened}
    return Calendar.compile(
        "stretch",
        first,
        last + ONE_DAY,
        closed={day: "closed" for day in shut if day and first <= day <= last},
        also_working=[last + ONE_DAY, *(day for day in also if day and first <= day <= last)],
        weekend=calendar.weekend,
    )


@given(calendar_and_days(), st.integers(-400, 400))
def test_refuses_exactly_where_the_table_ends(drawn: tuple[Calendar, list[date]], n: int) -> None:
    """An answer is given where the table has enough working days, and refused elsewhere."""
    calendar, (day,) = drawn
    fingers = Fingers.of(calendar)
    if n > 0:
        enough = n <= fingers.between(day, min(calendar.last, day + timedelta(days=3000)))
    else:
        far = max(calendar.first, day - timedelta(days=3000))
        enough = -n <= sum(map(fingers.works, after(far - ONE_DAY, day - ONE_DAY)))
    if enough:
        assert calendar.first <= calendar.add(day, n) <= calendar.last
    else:
        with pytest.raises(OutOfTable, match=f"{calendar.first} to {calendar.last}"):
            calendar.add(day, n)


@given(calendars, st.data())
def test_pickled_and_copied_is_equal(calendar: Calendar, data: st.DataObject) -> None:
    """A calendar read back from a pickle, or copied, is equal and gives the same answers."""
    day = data.draw(st.dates(calendar.first, calendar.last))
    for again in (pickle.loads(pickle.dumps(calendar)), copy.deepcopy(calendar)):
        assert again == calendar
        assert again.rank(day) == calendar.rank(day)
        assert again.why_closed(day) == calendar.why_closed(day)
        assert again.skipped(again.first, day) == calendar.skipped(calendar.first, day)
        assert again.is_provisional(day) == calendar.is_provisional(day)


@settings(max_examples=12)
@given(divisions, st.dates(date(2001, 1, 1), date(2048, 12, 31)), st.booleans())
def test_closures_and_openings_are_laid_over_a_division(
    division: str, day: date, closing: bool
) -> None:
    """An authority's own closed or open day changes that day and no other."""
    plain = uk_calendar(division)
    changed = (
        uk_calendar(division, closures={day: "flood"})
        if closing
        else uk_calendar(division, also_working=[day])
    )
    was, now = plain.is_working_day(day), not closing
    assert changed.is_working_day(day) == now
    assert plain.rank(day - ONE_DAY) == changed.rank(day - ONE_DAY)
    assert plain.rank(plain.last) + now - was == changed.rank(changed.last)
    holidays = {step.day: step.why for step in plain.closed}
    assert changed.why_closed(day) == (holidays.get(day, "flood") if closing else None)


@given(st.dates(date(2000, 1, 1), date(2049, 12, 31)))
def test_any_part_is_the_union(day: date) -> None:
    """A day is open in any-part-of-uk exactly where it is open in every part."""
    parts = ("england", "wales", "scotland", "northern-ireland")
    everywhere = all(uk_calendar(part).is_working_day(day) for part in parts)
    assert uk_calendar("any-part-of-uk").is_working_day(day) == everywhere
    joint = uk_calendar("england").is_working_day(day) and uk_calendar("wales").is_working_day(day)
    assert uk_calendar("england-and-wales").is_working_day(day) == joint
