"""What is wrong with a policy's calendars is said by place and line."""

from __future__ import annotations

import pytest

from .wrong import Cases, Wrong, calendar, found, marked, more

TWO: list[Wrong] = [("calendar.closures[1]", "2026-12-29 is given twice", None)]

CALENDARS: Cases = {
    "no division": ("", [("calendar", "a calendar of nowhere", None)]),
    "a misspelt division": (
        "division = 'england-and-whales'",
        [("calendar", "england-and-whales", "england-and-wales")],
    ),
    "a first day and no last": (
        "first = 2026-01-01",
        [("calendar", "a calendar of nowhere", None)],
    ),
    "a division and a span": (
        "division = 'wales'\nfirst = 2026-01-01",
        [("calendar", "a division and a span", None)],
    ),
    "a span that ends before it begins": (
        "first = 2026-01-01\nlast = 2025-12-31",
        [("calendar", "2026-01-01 to 2025-12-31", None)],
    ),
    "a misspelt weekday": (
        "division = 'wales'\nweekend = [\n  'sunday',\n  'saterday', #!\n]",
        [("calendar.weekend[1]", "found 'saterday'", "saturday")],
    ),
    "a week without working days": (
        (
            "first = 2026-01-01\nlast = 2026-01-31\nweekend = ['monday', 'tuesday', 'wednesday',"
            " 'thursday', 'friday', 'saturday', 'sunday']"
        ),
        [("calendar", "test", None)],
    ),
    "a closure that ends before it begins": (
        (
            "division = 'wales'\nclosures = [\n"
            "  { from = 2026-12-31, to = 2026-12-29, why = 'Christmas' }, #!\n]"
        ),
        [("calendar.closures[0]", "ends on 2026-12-29, before 2026-12-31", None)],
    ),
    "a closure of centuries": (
        (
            "division = 'wales'\nclosures = [\n"
            "  { from = 0001-01-01, to = 9999-12-31, why = 'Christmas' }, #!\n]"
        ),
        [("calendar.closures[0]", "3,652,058 days closed on end", None)],
    ),
    "closures that overlap": (
        (
            "division = 'wales'\nclosures = [\n"
            "  { from = 2026-12-28, to = 2026-12-29, why = 'Christmas' },\n"
            "  { from = 2026-12-29, to = 2026-12-31, why = 'Christmas' }, #!\n]"
        ),
        TWO,
    ),
    "a day within a closure": (
        (
            "division = 'wales'\nclosures = [\n"
            "  { from = 2026-12-28, to = 2026-12-31, why = 'Christmas' },\n"
            "  { day = 2026-12-29, why = 'Flood' }, #!\n]"
        ),
        TWO,
    ),
    "a closure of no day": (
        "division = 'wales'\nclosures = [{ why = 'Flood' }] #!",
        [("calendar.closures[0]", "no span of days", None)],
    ),
    "a closure without an end": (
        "division = 'wales'\nclosures = [{ from = 2026-12-29, why = 'Flood' }] #!",
        [("calendar.closures[0]", "no span of days", None)],
    ),
    "a closure of a day and of a span": (
        "division = 'wales'\nclosures = [{ day = 2026-12-29, to = 2026-12-30, why = 'Flood' }] #!",
        [("calendar.closures[0]", "no span of days", None)],
    ),
    "a closure of a day and of every year": (
        "division = 'wales'\nclosures = [{ day = 2026-12-29, every-year = '12-29', why = 'x' }] #!",
        [("calendar.closures[0]", "no span of days", None)],
    ),
    "a closure of a day that only some years have": (
        "division = 'wales'\nclosures = [{ every-year = '02-29', why = 'Leap day' }] #!",
        [("calendar.closures[0].every-year", "found '02-29'", None)],
    ),
    "a closure of every year that is no text": (
        "division = 'wales'\nclosures = [{ every-year = 1229, why = 'Flood' }] #!",
        [("calendar.closures[0].every-year", "found '1229'", None)],
    ),
    "closures of every year that overlap": (
        (
            "division = 'wales'\nclosures = [\n"
            "  { every-year = '12-27 to 12-29', why = 'Christmas' },\n"
            "  { every-year = '12-29 to 12-31', why = 'Christmas' }, #!\n]"
        ),
        [("calendar.closures[1]", "2000-12-29 is given twice", None)],
    ),
    "every year in a calendar of nowhere": (
        "first = 2026-01-01\nclosures = [{ every-year = '12-29', why = 'Flood' }]",
        [("calendar", "a calendar of nowhere", None)],
    ),
    "every year of a division that there is not": (
        "division = 'whales'\nclosures = [{ every-year = '12-29', why = 'Flood' }]",
        [("calendar", "whales", "wales")],
    ),
    "a day of every year shut and open": (
        (
            "division = 'wales'\nclosures = [{ every-year = '12-29', why = 'Flood' }]\n"
            "also-working = [{ every-year = '12-29', why = 'Election' }]"
        ),
        [("calendar", "2000-12-29", None)],
    ),
    "a closure without a reason": (
        "division = 'wales'\nclosures = [{ day = 2026-12-29 }] #!",
        [("calendar.closures[0].why", "is missing", None)],
    ),
    "a closure outside a division's table": (
        "division = 'wales'\nclosures = [{ day = 1926-05-04, why = 'General strike' }]",
        [("calendar", "1926-05-04 (General strike)", None)],
    ),
    "a closure outside a span": (
        "first = 2026-01-01\nlast = 2026-12-31\nclosures = [{ day = 2027-01-01, why = 'Shut' }]",
        [("calendar", "2027-01-01 (Shut)", None)],
    ),
    "a day shut and open": (
        (
            "division = 'wales'\nclosures = [{ day = 2026-12-29, why = 'Flood' }]\n"
            "also-working = [{ day = 2026-12-29, why = 'Election' }]"
        ),
        [("calendar", "2026-12-29", None)],
    ),
}


@pytest.mark.parametrize("name", CALENDARS)
def test_faults_of_calendars(name: str) -> None:
    """What is wrong with a calendar is a fault on its line, or on the table's where it is whole."""
    rest, wrong = CALENDARS[name]
    source = calendar(rest)
    source = source if "#!" in source else source.replace("[calendar]", "[calendar] #!")
    assert found(source) == marked(source, wrong)


FURTHER: Cases = {
    "a second calendar of nowhere": (
        more("[calendars.foi] #!\nweekend = ['sunday']"),
        [("calendars.foi", "a calendar of nowhere", None)],
    ),
    "a second calendar in the place of the first": (
        more("[calendars.default] #!\ndivision = 'any-part-of-uk'"),
        [("calendars.default", "'default' is the policy's own calendar", None)],
    ),
    "a receipt rule that no clock would follow": (
        more("[calendars.foi]\ndivision = 'any-part-of-uk'\nreceipt = { cut-off = '17:00' } #!"),
        [("calendars.foi.receipt", "a receipt rule of no clock", None)],
    ),
}


@pytest.mark.parametrize("name", FURTHER)
def test_faults_of_further_calendars(name: str) -> None:
    """A policy's further calendars are judged as its own, and cannot stand in for it."""
    source, wrong = FURTHER[name]
    assert found(source) == marked(source, wrong)
