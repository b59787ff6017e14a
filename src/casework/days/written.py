"""A day as it is written: the year, the month and the day of ISO 8601, and nothing else of it.

The standard has other forms, `20260302` and the Monday of week ten.  Whoever meets them in a
record of a case has more likely found a reference or half a day, and half a day read as a
Monday is a wrong date.
"""

from __future__ import annotations

from datetime import date, datetime


def day_written(text: str) -> date:
    """The day written as `2026-03-02`; ValueError for what is no day, or written otherwise.

    >>> day_written("2026-03-02")
    datetime.date(2026, 3, 2)
    """
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        raise ValueError(text)
    return date.fromisoformat(text)


def instant_written(text: str) -> datetime:
    """The instant written as `2026-03-02T17:30`, with an offset or none; else ValueError."""
    day_written(text[:10])
    return datetime.fromisoformat(text)
