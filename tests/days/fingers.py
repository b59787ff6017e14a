"""Counting on fingers: the slow, obvious way, one day at a time, with no table."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from attrs import frozen

from casework import Calendar

ONE_DAY = timedelta(days=1)


@frozen
class Fingers:
    """The facts that a calendar is made from, asked one day at a time."""

    weekend: frozenset[int]
    closed: frozenset[date]
    opened: frozenset[date]

    @classmethod
    def of(cls, calendar: Calendar) -> Fingers:
        """The facts of a compiled calendar."""
        return cls(
            calendar.weekend,
            frozenset(step.day for step in calendar.closed),
            frozenset(step.day for step in calendar.opened),
        )

    def in_week(self, day: date) -> bool:
        """Whether the day is of the working week, or opened as if it were."""
        return day.weekday() not in self.weekend or day in self.opened

    def works(self, day: date) -> bool:
        """Whether the day is a working day."""
        return self.in_week(day) and day not in self.closed

    def names(self, day: date) -> bool:
        """Whether a count that passes over the day must name it."""
        return self.in_week(day) and day in self.closed

    def add(self, day: date, n: int) -> date:
        """Step from day to day, and count one finger for each working day."""
        step = ONE_DAY if n > 0 else -ONE_DAY
        left = abs(n)
        while left:
            day += step
            left -= self.works(day)
        return day

    def on_or_after(self, day: date) -> date:
        """Step forward until a working day."""
        return day if self.works(day) else self.add(day, 1)

    def on_or_before(self, day: date) -> date:
        """Step back until a working day."""
        return day if self.works(day) else self.add(day, -1)

    def between(self, start: date, end: date) -> int:
        """One finger for each working day after the start, up to and including the end."""
        if end < start:
            return -self.between(end, start)
        return sum(self.works(day) for day in after(start, end))


def after(start: date, end: date) -> Iterator[date]:
    """The days after the start, up to and including the end; backwards if the end is earlier."""
    step = ONE_DAY if end > start else -ONE_DAY
    while start != end:
        start += step
        yield start


def before(start: date, end: date) -> Iterator[date]:
    """The days from the start up to but not including the end, in the order of travel."""
    step = ONE_DAY if end > start else -ONE_DAY
    while start != end:
        yield start
        start += step


def corresponding(day: date, months: int) -> tuple[date, bool]:
    """The same day of the month so many months on, and whether the month was too short for it."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    longest = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, longest)), day.day > longest
