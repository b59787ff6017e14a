"""Worked examples, each with its source, on both sides of each boundary."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from casework import reckon, uk_calendar
from casework.days.receipt import NonWorking
from casework.days.reckoning import Counting

ENGLAND = uk_calendar("england")
SCOTLAND = uk_calendar("scotland")
ANY_PART = uk_calendar("any-part-of-uk")
SATURDAY = date(2013, 4, 6)


@pytest.mark.parametrize(
    ("start", "receipt", "due"),
    [
        (date(2013, 4, 5), "as-received", date(2013, 4, 10)),
        (SATURDAY, "as-received", date(2013, 4, 10)),
        (SATURDAY, "next-working-day", date(2013, 4, 11)),
        (date(2013, 4, 7), "as-received", date(2013, 4, 10)),
        (date(2013, 4, 7), "next-working-day", date(2013, 4, 11)),
        (date(2013, 4, 8), "as-received", date(2013, 4, 11)),
        (date(2013, 4, 8), "next-working-day", date(2013, 4, 11)),
    ],
)
def test_three_working_days_from_a_saturday(start: date, receipt: NonWorking, due: date) -> None:
    """Two respected libraries differ by a day on a Saturday start, and only on a closed one."""
    assert reckon("3 working days", start, calendar=ENGLAND, receipt=receipt).due == due


@pytest.mark.parametrize(
    ("received", "due", "in_england"),
    [
        (date(2014, 3, 14), date(2014, 4, 14), date(2014, 4, 11)),
        (date(2014, 3, 16), date(2014, 4, 14), date(2014, 4, 11)),
        (date(2014, 3, 17), date(2014, 4, 14), date(2014, 4, 14)),
        (date(2014, 3, 18), date(2014, 4, 15), date(2014, 4, 15)),
    ],
)
def test_freedom_of_information_counts_any_part(
    received: date, due: date, in_england: date
) -> None:
    """FOIA 2000 s.10(1), (6): a bank holiday in any part stops the clock, from any receipt."""
    assert ANY_PART.add(received, 20) == due
    assert ENGLAND.add(received, 20) == in_england


def test_an_office_closure_does_not_stop_freedom_of_information() -> None:
    """ICO LTT47: privilege days are working days; the law's calendar is the one without them."""
    closures = {date(2026, 12, day): "Christmas closure" for day in (29, 30, 31)}
    office = uk_calendar("any-part-of-uk", closures=closures)
    assert ANY_PART.add(date(2026, 12, 10), 20) == date(2027, 1, 13)
    assert office.add(date(2026, 12, 10), 20) == date(2027, 1, 18)
    assert [step.why for step in office.skipped(date(2026, 12, 28), date(2026, 12, 31))] == [
        "Christmas closure"
    ] * 3


def test_scottish_freedom_of_information_counts_scotland() -> None:
    """FOISA 2002 s.73: Good Friday is a Scottish bank holiday, and Easter Monday is not."""
    assert SCOTLAND.add(date(2026, 4, 2), 1) == date(2026, 4, 6)
    assert ENGLAND.add(date(2026, 4, 2), 1) == date(2026, 4, 7)
    assert ANY_PART.add(date(2026, 4, 2), 1) == date(2026, 4, 7)


@pytest.mark.parametrize(
    ("day", "closed_in"),
    [
        (date(2026, 1, 1), {"england", "wales", "scotland", "northern-ireland"}),
        (date(2026, 1, 2), {"scotland"}),
        (date(2026, 3, 17), {"northern-ireland"}),
        (date(2026, 4, 3), {"england", "wales", "scotland", "northern-ireland"}),
        (date(2026, 4, 6), {"england", "wales", "northern-ireland"}),
        (date(2026, 7, 13), {"northern-ireland"}),
        (date(2026, 8, 3), {"scotland"}),
        (date(2026, 8, 31), {"england", "wales", "northern-ireland"}),
        (date(2026, 11, 30), {"scotland"}),
        # Proclaimed for one year, at short notice.
        (date(2022, 9, 19), {"england", "wales", "scotland", "northern-ireland"}),
        (date(2023, 5, 8), {"england", "wales", "scotland", "northern-ireland"}),
        (date(2026, 6, 15), {"scotland"}),
    ],
)
def test_a_day_closed_in_some_parts(day: date, closed_in: set[str]) -> None:
    """GOV.UK, UK bank holidays: each part keeps its own, and any part is the union."""
    parts = {"england", "wales", "scotland", "northern-ireland"}
    assert {part for part in parts if not uk_calendar(part).is_working_day(day)} == closed_in
    assert not ANY_PART.is_working_day(day)


@pytest.mark.parametrize(
    ("division", "proclaimed", "n", "last_untouched", "due"),
    [
        ("england", date(2022, 9, 19), 20, date(2022, 8, 18), date(2022, 9, 16)),
        ("scotland", date(2022, 9, 19), 20, date(2022, 8, 19), date(2022, 9, 16)),
        ("northern-ireland", date(2023, 5, 8), 10, date(2023, 4, 20), date(2023, 5, 5)),
        ("scotland", date(2026, 6, 15), 10, date(2026, 5, 29), date(2026, 6, 12)),
        ("any-part-of-uk", date(2026, 6, 15), 10, date(2026, 5, 29), date(2026, 6, 12)),
    ],
)
def test_a_day_proclaimed_at_short_notice_moves_open_cases(
    division: str, proclaimed: date, n: int, last_untouched: date, due: date
) -> None:
    """A case due before the new holiday stays; the next one, due on it, moves by a day."""
    now = uk_calendar(division)
    before = uk_calendar(division, also_working={proclaimed: "as the calendar stood before"})
    assert now.add(last_untouched, n) == before.add(last_untouched, n) == due
    first_moved = now.add(last_untouched, 1)
    assert before.add(first_moved, n) == proclaimed
    assert now.add(first_moved, n) == proclaimed + timedelta(days=1)


def test_an_unproclaimed_year_is_answered_and_marked() -> None:
    """Christmas 2035 is closed by rule, and any answer that passes it is provisional."""
    assert ENGLAND.why_closed(date(2035, 12, 25)) == "Christmas Day"
    far = reckon("1 working day", date(2035, 12, 24), calendar=ENGLAND)
    assert (far.due, far.provisional) == (date(2035, 12, 27), True)
    assert not ENGLAND.is_provisional(date(2028, 12, 31))
    assert ENGLAND.is_provisional(date(2029, 1, 1))


@pytest.mark.parametrize(
    ("start", "due", "provisional"),
    [
        (date(2028, 11, 29), date(2028, 12, 29), False),
        (date(2028, 11, 30), date(2029, 1, 2), True),
    ],
)
def test_provisional_begins_with_the_first_unproclaimed_day(
    start: date, due: date, provisional: bool
) -> None:
    """GOV.UK had published to the end of 2028; a due date in 2029 may yet move."""
    found = reckon("20 working days", start, calendar=ENGLAND)
    assert (found.due, found.provisional) == (due, provisional)


@pytest.mark.parametrize(
    ("start", "beginning_with", "corresponding"),
    [
        (date(2025, 8, 27), date(2026, 2, 26), date(2026, 2, 27)),
        (date(2025, 8, 28), date(2026, 2, 27), date(2026, 2, 28)),
        (date(2025, 8, 29), date(2026, 2, 28), date(2026, 2, 28)),
        (date(2025, 8, 31), date(2026, 2, 28), date(2026, 2, 28)),
        (date(2025, 9, 1), date(2026, 2, 28), date(2026, 3, 1)),
    ],
)
def test_six_months_commencing_on_a_day(
    start: date, beginning_with: date, corresponding: date
) -> None:
    """SI 2009/309 reg 14 counts the first day; Zoan v Rouamba where February is too short."""
    begins = reckon("6 months", start, calendar=ENGLAND, months="day-before")
    corresponds = reckon("6 months", start, calendar=ENGLAND)
    assert (begins.due, corresponds.due) == (beginning_with, corresponding)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2019, 8, 1), date(2019, 9, 2)),
        (date(2019, 8, 14), date(2019, 9, 15)),
        (date(2019, 1, 29), date(2019, 2, 28)),
        (date(2019, 1, 30), date(2019, 2, 28)),
        (date(2019, 1, 31), date(2019, 3, 1)),
    ],
)
def test_a_month_from_the_day_after_receipt(received: date, due: date) -> None:
    """Subject access until 15 August 2019, as Lexology and others tell the guidance of then."""
    found = reckon("1 month", received, calendar=ENGLAND, months="day-after", source="guidance")
    assert found.due == due
    assert [(step.day, step.what, step.why, step.source) for step in found.steps[1:-1]] == [
        (received + timedelta(days=1), "next-day", "1 month", "guidance")
    ]


def test_twelve_months_beginning_with_the_day_of_notice() -> None:
    """LGA 1974 s.26B(2): the permitted period ends on the day before the anniversary."""
    noticed = date(2025, 3, 10)
    found = reckon("12 months", noticed, calendar=ENGLAND, months="day-before")
    assert found.due == date(2026, 3, 9)
    backwards = reckon("-12 months", found.due, calendar=ENGLAND, months="day-before")
    assert backwards.due == noticed


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 1, 26), date(2026, 2, 26)),
        (date(2026, 1, 28), date(2026, 3, 2)),  # 28 February 2026 is a Saturday
        (date(2026, 1, 31), date(2026, 3, 2)),
        (date(2026, 2, 1), date(2026, 3, 2)),
        (date(2026, 2, 2), date(2026, 3, 2)),
        (date(2026, 2, 3), date(2026, 3, 3)),
        (date(2028, 1, 31), date(2028, 2, 29)),
    ],
)
def test_subject_access_month(received: date, due: date) -> None:
    """ICO, right of access: the same date next month, or its last day, then a working day."""
    found = reckon("1 month", received, calendar=ENGLAND, ends="next-working-day")
    assert found.due == due


def test_subject_access_extension_runs_from_the_start() -> None:
    """ICO, right of access: three months from the start, not two from the rolled date."""
    received = date(2022, 9, 29)
    first = reckon("1 month", received, calendar=ENGLAND, ends="next-working-day").due
    assert first == date(2022, 10, 31)
    extended = reckon("3 months", received, calendar=ENGLAND, ends="next-working-day").due
    from_rolled = reckon("2 months", first, calendar=ENGLAND, ends="next-working-day").due
    assert (extended, from_rolled) == (date(2022, 12, 29), date(2023, 1, 3))


@pytest.mark.parametrize(
    ("limit", "counting", "due", "what"),
    [
        # 4 March 2026 is a Wednesday.
        ("1 clear working day", "day-after", date(2026, 3, 6), "counted"),
        ("-1 clear working day", "day-after", date(2026, 3, 2), "counted"),
        ("1 clear day", "day-after", date(2026, 3, 6), "counted"),
        ("-1 clear day", "day-after", date(2026, 3, 2), "counted"),
        ("1 working day", "same-day", date(2026, 3, 4), "counted-same-day"),
        ("-1 working day", "same-day", date(2026, 3, 4), "counted-same-day"),
        ("1 day", "same-day", date(2026, 3, 4), "counted-same-day"),
        ("-1 day", "same-day", date(2026, 3, 4), "counted-same-day"),
        ("0 working days", "same-day", date(2026, 3, 4), "counted"),
        ("0 days", "same-day", date(2026, 3, 4), "counted"),
    ],
)
def test_a_limit_of_one(limit: str, counting: Counting, due: date, what: str) -> None:
    """One clear day lies between the ends; one day that counts the start is the start."""
    found = reckon(limit, date(2026, 3, 4), calendar=ENGLAND, counting=counting)
    assert (found.due, found.steps[-1].what) == (due, what)


def test_months_counted_back_begin_with_the_day() -> None:
    """A month back that counts the start itself ends the day after the corresponding date."""
    found = reckon("-1 month", date(2026, 3, 4), calendar=ENGLAND, months="day-before")
    assert (found.due, found.steps[-1].what) == (date(2026, 2, 5), "beginning-with")


def test_clear_days_count_neither_end() -> None:
    """LGA 1972 s.100B: five clear days before a meeting leave five whole days between."""
    meeting = date(2026, 3, 16)
    assert reckon("-5 clear days", meeting, calendar=ENGLAND).due == date(2026, 3, 10)
    assert reckon("-5 clear working days", meeting, calendar=ENGLAND).due == date(2026, 3, 6)
    assert reckon("-5 working days", meeting, calendar=ENGLAND).due == date(2026, 3, 9)


@pytest.mark.parametrize(
    ("start", "day_after", "same_day"),
    [
        (date(2026, 4, 1), date(2026, 4, 10), date(2026, 4, 9)),  # Wednesday before Easter
        (date(2026, 4, 2), date(2026, 4, 13), date(2026, 4, 10)),
        (date(2026, 4, 3), date(2026, 4, 13), date(2026, 4, 13)),  # Good Friday
        (date(2026, 4, 7), date(2026, 4, 14), date(2026, 4, 13)),
    ],
)
def test_the_start_is_day_one_only_where_it_is_open(
    start: date, day_after: date, same_day: date
) -> None:
    """The day of receipt as day 1 is a day sooner, except from a closed day."""
    assert reckon("5 working days", start, calendar=ENGLAND).due == day_after
    assert reckon("5 working days", start, calendar=ENGLAND, counting="same-day").due == same_day


def test_the_reasons_for_every_day_of_difference() -> None:
    """Ten working days over Easter name both bank holidays and count three weekends."""
    found = reckon("10 working days", date(2026, 3, 26), calendar=ENGLAND, source="Code 6.3")
    assert [(step.day, step.what, step.why) for step in found.steps] == [
        (date(2026, 3, 26), "start", "given"),
        (date(2026, 4, 3), "closed", "Good Friday"),
        (date(2026, 4, 6), "closed", "Easter Monday"),
        (date(2026, 4, 13), "counted", "10 working days"),
    ]
    assert found.steps[-1].weekend_days == 6


def test_counting_back_names_the_days_in_the_order_of_travel() -> None:
    """Backwards, the nearest closed day comes first, and a closed start is not passed over."""
    boxing_day = date(2024, 12, 26)
    rolled = reckon("0 days", boxing_day, calendar=ENGLAND, ends="previous-working-day")
    assert [step.why for step in rolled.skipped] == ["Boxing Day", "Christmas Day"]
    assert rolled.due == date(2024, 12, 24)
    forward = reckon("0 days", date(2024, 12, 25), calendar=ENGLAND, ends="next-working-day")
    assert [step.why for step in forward.skipped] == ["Christmas Day", "Boxing Day"]
    assert forward.due == date(2024, 12, 27)
    counted = reckon("-2 working days", boxing_day, calendar=ENGLAND)
    assert [step.why for step in counted.skipped] == ["Christmas Day"]
    assert counted.due == date(2024, 12, 23)
    after_new_year = reckon("-5 working days", date(2025, 1, 2), calendar=ENGLAND)
    assert [step.day.day for step in after_new_year.skipped] == [1, 26, 25]
    assert (after_new_year.due, after_new_year.steps[-1].weekend_days) == (date(2024, 12, 23), 2)
