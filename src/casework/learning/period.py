"""A span of days that a report is about, and the same span a year before."""

from __future__ import annotations

from calendar import isleap
from datetime import date

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

    @property
    def is_over_a_year(self) -> bool:
        """Whether the same span a year before would overlap it."""
        return self.year_before().last >= self.first

    def year_before(self) -> Period:
        """The same days of the year before; 29 February is there the 28th."""
        return Period(_year_before(self.first), _year_before(self.last))

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"


def _year_before(day: date) -> date:
    if day.year == 1:
        raise LimitError(str(day), "a day with a year before it")
    clipped = day.month == 2 and day.day == 29 and not isleap(day.year - 1)
    return day.replace(year=day.year - 1, day=28 if clipped else day.day)
