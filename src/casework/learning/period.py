"""A span of days that a report is about, and the spans that it is compared with."""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from attrs import frozen

from casework.errors import LimitError


@frozen
class Period:
    """The days from `first` to `last`, both included."""

    first: date
    last: date

    def __attrs_post_init__(self) -> None:
        if self.last < self.first:
            raise LimitError(f"{self.first} to {self.last}", "a first day on or before the last")

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last

    @classmethod
    def of_months(cls, last: date, months: int) -> Period:
        """The whole months, so many of them, of which the last is that of a day."""
        end = date(last.year, last.month, monthrange(last.year, last.month)[1])
        return cls(_month(end, 1 - months), end)

    @property
    def is_over_a_year(self) -> bool:
        """Whether the same span a year before would overlap it."""
        return self.year_before().last >= self.first

    @property
    def months(self) -> int | None:
        """How many whole months it is; None where it does not begin and end with one."""
        if self.first.day != 1 or (self.last + timedelta(days=1)).day != 1:
            return None
        return 12 * (self.last.year - self.first.year) + self.last.month - self.first.month + 1

    @property
    def is_compared_directly(self) -> bool:
        """Whether it is some whole months, fewer than a year, so that as many stand before it."""
        return self.months is not None and self.months < 12

    def year_before(self) -> Period:
        """The same days of the year before; 29 February is there the 28th."""
        return Period(_year_before(self.first), _year_before(self.last))

    def just_before(self) -> Period:
        """The span directly before: as many whole months, or else as many days.

        `LimitError` where there is no such day.
        """
        try:
            last = self.first - timedelta(days=1)
            if self.months is not None:
                return Period.of_months(last, self.months)
            return Period(last - (self.last - self.first), last)
        except (OverflowError, ValueError):
            raise LimitError(str(self), "a period with another before it") from None

    def month_ends(self, since: date = date.min, until: date = date.max) -> Iterator[date]:
        """The last day of each month in it, and its own last day: those from a day to a day."""
        day, last = max(self.first, since), min(self.last, until)
        while day <= last:
            end = min(day.replace(day=monthrange(day.year, day.month)[1]), self.last)
            if end <= last:
                yield end
            if end >= last:
                break
            day = end + timedelta(days=1)

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"


def _month(day: date, by: int) -> date:
    """The first day of the month that is so many months on from a day's."""
    months = 12 * day.year + day.month - 1 + by
    return date(months // 12, months % 12 + 1, 1)


def _year_before(day: date) -> date:
    if day.year == 1:
        raise LimitError(str(day), "a day with a year before it")
    clipped = day.month == 2 and day.day == 29 and not isleap(day.year - 1)
    return day.replace(year=day.year - 1, day=28 if clipped else day.day)
