"""Days that return every year, such as those between Christmas and New Year.

They are written by month and day, without a year: `12-25`, or `12-27 to 12-31`.  A span may run
over the end of the year.  29 February is not in every year, so nothing begins or ends on it; a
span from before it to after it holds it when it is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from attrs import frozen

from casework.errors import LimitError

_SHAPE = "a month and a day that every year has, such as '12-25', or '12-27 to 12-31'"
_SPELLING = re.compile(r"([0-9]{2})-([0-9]{2})(?: to ([0-9]{2})-([0-9]{2}))?")
_NO_LEAP_YEAR = 1999


@frozen
class EveryYear:
    """The days from one month and day to another, both included, in every year."""

    since: tuple[int, int]
    until: tuple[int, int]

    @classmethod
    def parse(cls, text: str) -> EveryYear:
        """Read days such as `12-27 to 12-31`; `LimitError` where not every year has them."""
        found = _SPELLING.fullmatch(text)
        month, day, *end = (int(each) for each in found.groups() if each) if found else (0, 0)
        since, until = (month, day), (end[0], end[1]) if end else (month, day)
        try:
            for each in (since, until):
                date(_NO_LEAP_YEAR, *each)
        except ValueError:
            raise LimitError(text, _SHAPE) from None
        return cls(since, until)

    def __contains__(self, day: date) -> bool:
        here = day.month, day.day
        if self.since <= self.until:
            return self.since <= here <= self.until
        return here >= self.since or here <= self.until

    def between(self, first: date, last: date) -> Iterator[date]:
        """These days of every year, from one day to another, both included, in order."""
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return (day for day in days if day in self)
