"""Provisional where, and only where, the calendar was asked about a day not yet proclaimed."""

from __future__ import annotations

from datetime import date

import pytest

from casework import Calendar, reckon
from casework.days.reckoning import Ends, rolled

THURSDAY, FRIDAY, SATURDAY, SUNDAY, MONDAY, TUESDAY = (date(2026, 3, 12 + k) for k in range(6))


def known_until(day: date) -> Calendar:
    """A calendar whose bank holidays are proclaimed as far as a day."""
    return Calendar.compile("c", date(2026, 3, 2), date(2026, 3, 31), proclaimed_until=day)


@pytest.mark.parametrize(
    ("limit", "start", "until", "provisional"),
    [
        ("1 working day", THURSDAY, FRIDAY, False),
        ("1 working day", FRIDAY, FRIDAY, True),
        ("1 working day", FRIDAY, SUNDAY, True),
        ("1 working day", FRIDAY, MONDAY, False),
        ("0 working days", FRIDAY, FRIDAY, False),
        ("0 working days", SATURDAY, FRIDAY, True),
        ("-1 working day", FRIDAY, FRIDAY, False),
        ("-1 working day", SATURDAY, FRIDAY, True),
        ("-1 working day", SATURDAY, SATURDAY, False),
        ("5 days", FRIDAY, FRIDAY, False),
        ("1 month", date(2026, 3, 31), FRIDAY, False),
    ],
)
def test_counting(limit: str, start: date, until: date, provisional: bool) -> None:
    """Working days rest on the start, the due day and all between; other days on none."""
    assert reckon(limit, start, calendar=known_until(until)).provisional == provisional


@pytest.mark.parametrize(
    ("limit", "start", "until", "provisional"),
    [
        ("5 days", FRIDAY, FRIDAY, False),
        ("5 days", SATURDAY, SUNDAY, True),
        ("5 days", SATURDAY, MONDAY, False),
        ("-5 days", MONDAY, SUNDAY, True),
        ("-5 days", MONDAY, MONDAY, False),
    ],
)
def test_deemed_receipt(limit: str, start: date, until: date, provisional: bool) -> None:
    """A deemed receipt rests on the days up to the open one, whatever is counted from there."""
    found = reckon(limit, start, calendar=known_until(until), receipt="next-working-day")
    assert found.provisional == provisional


@pytest.mark.parametrize(
    ("start", "ends", "until", "provisional"),
    [
        (THURSDAY, "as-it-falls", date(2026, 3, 2), False),
        (THURSDAY, "next-working-day", THURSDAY, True),
        (THURSDAY, "next-working-day", FRIDAY, False),
        (FRIDAY, "next-working-day", FRIDAY, True),
        (FRIDAY, "next-working-day", SUNDAY, True),
        (FRIDAY, "next-working-day", MONDAY, False),
        (FRIDAY, "previous-working-day", FRIDAY, True),
        (FRIDAY, "previous-working-day", SATURDAY, False),
    ],
)
def test_rolled_end(start: date, ends: Ends, until: date, provisional: bool) -> None:
    """A roll rests on the days from the end to the open one, rolled at once or afterwards."""
    calendar = known_until(until)
    at_once = reckon("1 day", start, calendar=calendar, ends=ends)
    afterwards = rolled(reckon("1 day", start, calendar=calendar), calendar, ends, "Act s.1")
    assert at_once.provisional == afterwards.provisional == provisional
    assert at_once.due == afterwards.due


def test_a_start_that_is_not_asked_about() -> None:
    """Calendar days counted back from an unproclaimed day rest only on where they end."""
    calendar = known_until(FRIDAY)
    found = reckon("-4 days", TUESDAY, calendar=calendar, ends="next-working-day")
    assert (found.due, found.provisional) == (FRIDAY, False)


def test_where_all_is_known() -> None:
    """A calendar without proclamations is never provisional."""
    calendar = Calendar.compile("c", date(2026, 3, 2), date(2026, 3, 31))
    assert not reckon("1 working day", FRIDAY, calendar=calendar).provisional
