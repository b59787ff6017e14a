"""A day ends at midnight in London, also on the days on which the clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from casework import Act, Refused, decide, evolve, replay, uk_calendar
from casework.days.receipt import in_london, receipt_day
from tests.policies import CALENDAR, UNTIL_SEVENTEEN, clock, of_clocks

from .told import clock_of, day, events, instant

WEEK = of_clocks(clock(limit='"7 days"'))
OFFICE = of_clocks(clock(), calendar=CALENDAR + UNTIL_SEVENTEEN)
ANY_HOUR = of_clocks(
    clock(limit='"7 days"'), calendar=CALENDAR + '\nreceipt = { cut-off = "01:30" }\n'
)


@pytest.mark.parametrize(
    ("received", "due", "last", "first"),
    [
        # The clocks go forward at 01:00 UTC on Sunday 29 March 2026, which has 23 hours.
        ("2026-03-21", "2026-03-28", "2026-03-28T23:59:59.999999+00:00", "2026-03-29T00:00Z"),
        ("2026-03-22", "2026-03-29", "2026-03-29T22:59:59.999999+00:00", "2026-03-29T23:00Z"),
        ("2026-03-23", "2026-03-30", "2026-03-30T22:59:59.999999+00:00", "2026-03-30T23:00Z"),
        # They go back at 01:00 UTC on Sunday 25 October 2026, which has 25 hours.
        ("2026-10-17", "2026-10-24", "2026-10-24T22:59:59.999999+00:00", "2026-10-24T23:00Z"),
        ("2026-10-18", "2026-10-25", "2026-10-25T23:59:59.999999+00:00", "2026-10-26T00:00Z"),
        ("2026-10-19", "2026-10-26", "2026-10-26T23:59:59.999999+00:00", "2026-10-27T00:00Z"),
    ],
)
def test_the_last_instant_of_a_due_day(received: str, due: str, last: str, first: str) -> None:
    """An answer in the last instant of the due day in London is in time, in the next one late."""
    for answered, state in ((last, "met"), (first, "missed")):
        history = (f"{received} received", f"{answered} responded")
        found = clock_of(WEEK, history, "2026-12-01")
        assert (found.due, found.state) == (day(due), state)


@pytest.mark.parametrize(
    ("at", "counted_from"),
    [
        # Friday in winter time, Monday in summer time: five o'clock is an hour sooner in UTC.
        ("2026-03-27T16:59:59.999999+00:00", "2026-03-27"),
        ("2026-03-27T17:00:00+00:00", "2026-03-30"),
        ("2026-03-30T15:59:59.999999+00:00", "2026-03-30"),
        ("2026-03-30T16:00:00+00:00", "2026-03-31"),
        ("2026-10-23T15:59:59.999999+00:00", "2026-10-23"),
        ("2026-10-23T16:00:00+00:00", "2026-10-26"),
        ("2026-10-26T16:59:59.999999+00:00", "2026-10-26"),
        ("2026-10-26T17:00:00+00:00", "2026-10-27"),
        # On the Sundays themselves every instant is of the Monday.
        ("2026-03-29T15:59:59+00:00", "2026-03-30"),
        ("2026-03-29T16:00:00+00:00", "2026-03-30"),
        ("2026-10-25T17:00:00+00:00", "2026-10-26"),
    ],
)
def test_the_cut_off_before_and_after_a_change(at: str, counted_from: str) -> None:
    """The instant of a cut-off counts as after it, by London's clocks of that day."""
    found = clock_of(OFFICE, (f"{at} received",), at[:10])
    begun = [step.day for step in found.reckoning.steps if step.what in BEGUN]
    assert begun[-1] == day(counted_from)


BEGUN = ("start", "after-cut-off", "deemed-received")


@pytest.mark.parametrize(
    ("at", "counted_from"),
    [
        # Half past one does not happen on 29 March: half past two is the instant that it would be.
        ("2026-03-29T00:59:59.999999+00:00", "2026-03-29"),
        ("2026-03-29T01:00:00+00:00", "2026-03-30"),
        # Half past one happens twice on 25 October, and both times it is half past one.
        ("2026-10-25T00:29:59.999999+00:00", "2026-10-25"),
        ("2026-10-25T00:30:00+00:00", "2026-10-26"),
        ("2026-10-25T01:00:00+00:00", "2026-10-25"),
        ("2026-10-25T01:30:00+00:00", "2026-10-26"),
    ],
)
def test_a_cut_off_in_the_hour_that_changes(at: str, counted_from: str) -> None:
    """A cut-off is a reading of London's clocks, in an hour left out or gone through twice."""
    found = clock_of(ANY_HOUR, (f"{at} received",), at[:10])
    begun = [step.day for step in found.reckoning.steps if step.what in BEGUN]
    assert begun[-1] == day(counted_from)


@pytest.mark.parametrize("sunday", [date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28)])
def test_every_instant_of_a_day_is_of_that_day(sunday: date) -> None:
    """Minute by minute, a day that the clocks change on begins and ends at London's midnight."""
    calendar = uk_calendar("england")
    at = in_london(datetime.combine(sunday, time.min)).astimezone(UTC)
    end = in_london(datetime.combine(sunday + timedelta(days=1), time.min)).astimezone(UTC)
    assert (end - at) in {timedelta(hours=23), timedelta(hours=25)}
    assert receipt_day(at - timedelta(minutes=1), calendar=calendar) == sunday - timedelta(days=1)
    while at < end:
        assert receipt_day(at, calendar=calendar) == sunday
        at += timedelta(minutes=1)
    assert receipt_day(end, calendar=calendar) == sunday + timedelta(days=1)


@pytest.mark.parametrize(
    ("at", "on"),
    [
        ("2026-03-29T22:59:59+00:00", "2026-03-29"),
        ("2026-03-29T23:00:00+00:00", "2026-03-30"),
        ("2026-10-24T23:00:00+00:00", "2026-10-25"),
        ("2026-10-25T23:59:59+00:00", "2026-10-25"),
    ],
)
def test_an_act_is_of_the_day_in_london(at: str, on: str) -> None:
    """An act says the day that its instant has in London, and no other."""
    case = replay(events("2026-03-01 received"))
    (made,) = decide(WEEK, case, Act("respond", day(on), instant(at)))
    assert (made.on, evolve(case, made).phase) == (day(on), "answered")
    for other in (day(on) - timedelta(days=1), day(on) + timedelta(days=1)):
        with pytest.raises(Refused, match="in London is not on"):
            decide(WEEK, case, Act("respond", other, instant(at)))
