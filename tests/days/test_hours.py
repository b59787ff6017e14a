"""Limits in hours are elapsed time, through weekends and through the change of the clocks."""
# ruff: noqa: DTZ001 - a datetime without an offset is London's wall clock, as these tests say

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import LimitError, OutOfTable, reckon, uk_calendar
from casework.days.limits import Limit
from casework.days.receipt import in_london

ENGLAND = uk_calendar("england")


@given(
    st.datetimes(datetime(2000, 1, 2), datetime(2049, 12, 31), timezones=st.just(UTC)),
    st.integers(-2000, 2000),
)
def test_elapsed_time_is_the_same_everywhere(moment: datetime, n: int) -> None:
    """However London's clocks stand, n hours after an instant is n hours after it."""
    made = reckon(Limit(n, "hours"), moment, calendar=ENGLAND, source="reg 5")
    assert made.at is not None
    assert made.at.astimezone(UTC) == moment + timedelta(hours=n)
    assert made.due == made.at.astimezone(in_london(moment).tzinfo).date()
    assert [(step.what, step.source) for step in made.steps] == [
        ("start", "reg 5"),
        ("counted", "reg 5"),
    ]
    assert made.steps[0].day == in_london(moment).date()
    assert made.steps[1].why == str(Limit(n, "hours"))
    assert not made.provisional


@pytest.mark.parametrize(
    ("start", "n", "ends"),
    [
        # The clocks went forward at 01:00 on Sunday 29 March 2026.
        (datetime(2026, 3, 27, 12), 24, "2026-03-28T12:00+00:00"),
        (datetime(2026, 3, 28, 12), 24, "2026-03-29T13:00+01:00"),
        (datetime(2026, 3, 29, 12), 24, "2026-03-30T12:00+01:00"),
        (datetime(2026, 3, 29, 0, 59), 1, "2026-03-29T02:59+01:00"),
        # They went back at 02:00 on Sunday 25 October 2026; 01:30 happened twice.
        (datetime(2026, 10, 23, 12), 24, "2026-10-24T12:00+01:00"),
        (datetime(2026, 10, 24, 12), 24, "2026-10-25T11:00+00:00"),
        (datetime(2026, 10, 25, 12), 24, "2026-10-26T12:00+00:00"),
        (datetime(2026, 10, 25, 1, 30), 1, "2026-10-25T01:30+00:00"),
        (datetime(2026, 10, 25, 1, 30, fold=1), 1, "2026-10-25T02:30+00:00"),
        (datetime(2026, 10, 25, 12), -24, "2026-10-24T13:00+01:00"),
    ],
)
def test_the_clocks_change(start: datetime, n: int, ends: str) -> None:
    """A day of 24 hours ends an hour later by the clock in March, and an hour sooner in October."""
    made = reckon(Limit(n, "hours"), start, calendar=ENGLAND)
    assert made.at is not None
    assert made.at.isoformat(timespec="minutes") == ends
    assert made.due == date.fromisoformat(ends[:10])


def test_an_emergency_hazard_runs_through_the_weekend() -> None:
    """SI 2025/1042: 24 hours from Friday noon are up on Saturday noon, open or closed."""
    noon = datetime(2026, 3, 6, 12)
    made = reckon("24 hours", noon, calendar=ENGLAND, why="landlord aware")
    assert made.due == date(2026, 3, 7)
    assert not ENGLAND.is_working_day(made.due)
    assert made.steps[0].why == "landlord aware"


def test_an_offset_is_taken_to_london() -> None:
    """Half past eleven at night in UTC is already the next day of a London summer."""
    made = reckon("1 hour", datetime(2026, 6, 30, 23, 30, tzinfo=UTC), calendar=ENGLAND)
    assert made.steps[0].day == date(2026, 7, 1)
    assert made.at == datetime(2026, 7, 1, 0, 30, tzinfo=UTC)


def test_hours_run_from_an_instant() -> None:
    """Hours cannot be counted from a day, which has no time, nor days from an instant."""
    with pytest.raises(LimitError, match="a datetime to count 24 hours from") as caught:
        reckon("24 hours", date(2026, 3, 6), calendar=ENGLAND)
    assert caught.value.text == "2026-03-06"
    with pytest.raises(LimitError, match="a date to count 1 working day from"):
        reckon("1 working day", datetime(2026, 3, 6, 12), calendar=ENGLAND)


@pytest.mark.parametrize(
    ("start", "n"),
    [
        (datetime(9999, 12, 31, 12, tzinfo=UTC), 13),
        (datetime(1, 1, 1, 12, tzinfo=UTC), -13),
        (datetime.max.replace(tzinfo=timezone(timedelta(hours=-5))), 0),
        (datetime.min.replace(tzinfo=timezone(timedelta(hours=5))), 0),
    ],
)
def test_an_instant_outside_all_dates_is_refused(start: datetime, n: int) -> None:
    """Hours that lead out of the years 1 to 9999, or start there in London, are refused."""
    with pytest.raises(OutOfTable, match="0001-01-01 to 9999-12-31") as caught:
        reckon(Limit(n, "hours"), start, calendar=ENGLAND)
    assert caught.value.calendar == "of all dates"
    assert caught.value.asked == (f"{n} hours from {in_london(start)}" if n else str(start))
