"""What an extension counts from, and the most it may come to, whatever else moves the clock."""

from __future__ import annotations

import pytest

from .policies import DEEMED, HEAD, clock, extending, of_clocks
from .told import due, follow, refused

RECEIVED = "2026-06-01 receive"


@pytest.mark.parametrize(
    ("limit", "by", "start", "first", "extended"),
    [
        ("1 month", "3 months", "2022-09-29", "2022-10-31", "2022-12-29"),
        ("1 month", "2 months", "2025-03-01", "2025-04-01", "2025-05-01"),
        ("1 month", "3 months", "2026-01-31", "2026-03-02", "2026-04-30"),
    ],
)
def test_counting_again_from_the_start(
    limit: str, by: str, start: str, first: str, extended: str
) -> None:
    """A subject access request may take three months from its start, not two from a rolled day.

    The first two as in correspondence_tool_staff, case_extend_sar_deadline_service_spec.rb and
    case_remove_sar_deadline_extension_service_spec.rb.
    """
    ours = extending(f'{{ by = "{by}", counted-from = "start" }}', limit, ends="next-working-day")
    events = follow(ours, f"{start} receive")
    assert due(ours, events, start) == first
    events = follow(ours, f"{start} extend", events)
    assert due(ours, events, start) == extended
    assert refused(ours, events, f"{start} extend by=1 month") == (
        f"it would not move response, due on {extended}"
    )


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        ("2022-10-10 pause\n2022-10-15 resume", "2022-11-03"),
        ("2022-10-10 pause\n2022-10-15 resume\n2022-10-20 extend", "2023-01-03"),
        ("2022-10-03 extend\n2022-10-10 pause\n2022-10-15 resume", "2023-01-03"),
    ],
)
def test_pauses_outlive_counting_again(lines: str, day: str) -> None:
    """Days left out stay left out, whether the extension comes after the pause or before it."""
    ours = extending(
        '{ by = "3 months", counted-from = "start" }',
        "1 month",
        pausing="{}",
        ends="next-working-day",
    )
    assert due(ours, follow(ours, f"2022-09-29 receive\n{lines}"), "2022-10-31") == day


def test_counting_again_after_a_restart() -> None:
    """An extension from the start of a clock that began anew is counted from there."""
    ours = extending(
        '{ by = "40 working days", counted-from = "start" }',
        "20 working days",
        pausing='{ resumes = "restart" }',
    )
    events = follow(
        ours, "2026-06-01 receive\n2026-06-03 pause\n2026-06-08 resume\n2026-06-09 extend"
    )
    assert due(ours, events, "2026-06-09") == "2026-08-03"


@pytest.mark.parametrize(
    ("extension", "most", "too_far"),
    [
        ('{ by = "2 months" }', "2026-10-05", "2026-10-06"),
        ('{ total = "8 months" }', "2026-10-05", "2026-10-06"),
    ],
)
def test_months_that_begin_with_a_day(extension: str, most: str, too_far: str) -> None:
    """Six months beginning with 6 February end on 5 August, and two more on 5 October."""
    ours = extending(extension, "6 months", months="day-before")
    events = follow(ours, "2026-02-06 receive")
    assert due(ours, events, "2026-02-06") == "2026-08-05"
    assert "at most" in refused(ours, events, f"2026-02-09 extend until={too_far}")
    extended = follow(ours, f"2026-02-09 extend until={most}", events)
    assert due(ours, extended, "2026-02-09") == most
    by = follow(ours, "2026-02-09 extend by=2 months", events)
    assert due(ours, by, "2026-02-09") == most


@pytest.mark.parametrize(
    ("head", "counting", "start", "most", "too_far"),
    [
        (HEAD, "day-after", "2026-06-01", "2026-06-15", "2026-06-16"),
        (HEAD, "same-day", "2026-06-01", "2026-06-12", "2026-06-15"),
        (HEAD, "day-after", "2026-06-06", "2026-06-19", "2026-06-22"),
        (DEEMED, "day-after", "2026-06-06", "2026-06-22", "2026-06-23"),
    ],
    ids=["day after", "same day", "a Saturday", "a Saturday deemed Monday"],
)
def test_a_total_counts_as_the_limit_does(
    head: str, counting: str, start: str, most: str, too_far: str
) -> None:
    """Ten working days in total count from the same day, and in the same way, as the first five."""
    rule = clock(
        "response",
        limit="5 working days",
        counting=counting,
        extension='{ total = "10 working days" }',
    )
    ours = of_clocks(rule, head=head)
    events = follow(ours, f"{start} receive")
    assert refused(ours, events, f"{start} extend until={too_far}") == (
        f"response may be extended to {most} at most (10 working days)"
    )
    assert due(ours, follow(ours, f"{start} extend until={most}", events), start) == most


def test_pauses_widen_the_bounds() -> None:
    """Days left out are not held against the most that a clock may be extended to."""
    ours = extending('{ total = "20 working days" }', pausing="{}")
    events = follow(ours, f"{RECEIVED}\n2026-06-03 pause\n2026-06-08 resume")
    assert due(ours, events, "2026-06-08") == "2026-06-18"
    assert refused(ours, events, "2026-06-09 extend by=11 working days") == (
        "response may be extended to 2026-07-02 at most (20 working days)"
    )
    events = follow(ours, "2026-06-09 extend by=10 working days", events)
    assert due(ours, events, "2026-06-09") == "2026-07-02"


def test_the_most_of_one_clock_is_not_of_another() -> None:
    """A clock may be extended to the most that it may, though another would leave the calendar."""
    ours = of_clocks(
        clock("response", limit="5 working days", extension='{ total = "19 working days" }'),
        clock("check", "acknowledged", "checked", "2 working days", extension="{}"),
        milestones='["checked"]',
    )
    events = follow(ours, "2029-12-03 receive\n2029-12-10 acknowledge")
    extended = follow(ours, "2029-12-10 extend clock=response; by=14 working days", events)
    assert due(ours, extended, "2029-12-10") == "2029-12-28"
    assert due(ours, extended, "2029-12-10", "check") == "2029-12-12"
    assert refused(ours, events, "2029-12-10 extend clock=response; by=15 working days") == (
        "response may be extended to 2029-12-28 at most (19 working days)"
    )


@pytest.mark.parametrize(("rolls", "day"), [("first", "2022-12-12"), ("last", "2022-12-08")])
def test_extending_pausing_and_rolling(rolls: str, day: str) -> None:
    """A month from Saturday 5 November is 5 December; rolled to the 7th first, 7 December.

    Three days more make the one Thursday 8 December, and the other Saturday the 10th, so the 12th.
    """
    ours = extending(
        '{ by = "1 month" }', "1 month", pausing="{}", ends="next-working-day", rolls=rolls
    )
    events = follow(ours, "2022-10-05 receive\n2022-10-06 extend")
    assert due(ours, events, "2022-10-06") == {"first": "2022-12-07", "last": "2022-12-05"}[rolls]
    events = follow(ours, "2022-11-15 pause\n2022-11-18 resume", events)
    assert due(ours, events, "2022-11-18") == day
