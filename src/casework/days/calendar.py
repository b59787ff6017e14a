"""A calendar is one table and two functions.

`rank(day)` is how many working days there are up to and including a day; `nth(k)` is the k-th
of them.  Every other question is a line on top:

    add(day, n)      = nth(rank(day) + n)
    between(a, b)    = rank(b) - rank(a)

The table is compiled once from the closed days and then only read, so a calendar can be shared
between threads, pickled (it is compiled again from its closed days) and compared by value.  It
is a dict from day to rank because a dict refuses what is not a day of the table, a datetime
among them, for the price of the look-up itself.

Outside the table there is no answer, only `OutOfTable`.  After `proclaimed_until` there is an
answer, and `is_provisional` says what it is worth.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from attrs import Factory, evolve, field, frozen

from casework.days.steps import Step, is_day
from casework.errors import CaseworkError, LimitError, OutOfTable

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SATURDAY_AND_SUNDAY = frozenset({5, 6})
NOWHERE = date.min
ONE_DAY = timedelta(days=1)


@frozen(repr=False)
class Calendar:
    """Which days of a span are working days, and why the others are not.

    Build one with `Calendar.compile` or `uk_calendar`.  Days are `datetime.date`; a datetime
    is refused, because the day of an instant depends on a cut-off (see `receipt_day`).
    """

    name: str
    revision: str
    first: date
    last: date
    weekend: frozenset[int]
    closed: tuple[Step, ...]
    opened: tuple[Step, ...]
    proclaimed_until: date | None
    _rank: dict[date, int] = field(init=False, eq=False, default=Factory(dict))
    _nth: list[date] = field(init=False, eq=False, default=Factory(lambda: [NOWHERE]))
    _shut: list[Step] = field(init=False, eq=False, default=Factory(list))
    _shut_rank: dict[date, int] = field(init=False, eq=False, default=Factory(dict))
    _why: dict[date, str] = field(init=False, eq=False, default=Factory(dict))

    def __attrs_post_init__(self) -> None:
        opened = {step.day for step in self.opened}
        shut = {step.day: step for step in self.closed}
        self._why.update({day: step.why for day, step in shut.items()})
        day = self.first
        self._shut_rank[day - ONE_DAY] = 0
        for _ in range((self.last - self.first).days + 1):
            in_week = day.weekday() not in self.weekend or day in opened
            if in_week and day not in shut:
                self._nth.append(day)
            elif in_week:
                self._shut.append(shut[day])
            self._rank[day] = len(self._nth) - 1
            self._shut_rank[day] = len(self._shut)
            day = day + ONE_DAY if day < date.max else day

    @classmethod
    def compile(
        cls,
        name: str,
        first: date,
        last: date,
        *,
        closed: Mapping[date, str] | Iterable[Step] = (),
        weekend: Iterable[int] = SATURDAY_AND_SUNDAY,
        also_working: Mapping[date, str] | Iterable[date | Step] = (),
        revision: str = "1",
        proclaimed_until: date | None = None,
        source: str | None = None,
    ) -> Calendar:
        """Compile a calendar from its closed days, each with the reason it is closed.

        `weekend` holds weekday numbers (Monday is 0).  `also_working` opens days that would
        be closed.  `proclaimed_until` is the last day for which bank holidays are known;
        None means that the closed days given are all there will be.  `source` is cited for
        the days given without one.  `LimitError` for a day outside the span, a day both
        closed and opened, or a calendar with no working day.
        """
        cited = source or f"calendar '{name}'"
        shut, opened = _steps(closed, cited), _steps(also_working, cited)
        week = frozenset(weekend)
        if not week <= frozenset(range(7)):
            raise LimitError(str(sorted(week)), "weekdays from 0 (Monday) to 6 (Sunday)")
        if any(isinstance(day, datetime) for day in (first, last)):
            raise LimitError(f"{first!r} to {last!r}", "a first and a last date")
        if not date.min < first <= last:
            raise LimitError(f"{first} to {last}", "a first day on or before the last")
        for step in (*shut, *opened):
            if not first <= step.day <= last:
                raise LimitError(
                    f"{step.day} ({step.why})", f"a day from {first} to {last}, as in '{name}'"
                )
        both = sorted({step.day for step in shut} & {step.day for step in opened})
        if both:
            raise LimitError(str(both[0]), f"a day either closed or working in '{name}', not both")
        made = cls(name, revision, first, last, week, shut, opened, proclaimed_until)
        if len(made._nth) == 1:
            raise LimitError(name, "a calendar with at least one working day")
        return made

    def rank(self, day: date) -> int:
        """How many working days there are from the first day up to and including `day`."""
        try:
            return self._rank[day]
        except KeyError:
            raise self._outside(day) from None

    def nth(self, k: int) -> date:
        """The k-th working day of the table, counted from 1."""
        if 0 < k < len(self._nth):
            return self._nth[k]
        raise OutOfTable(self.name, self.first, self.last, f"working day number {k}")

    def add(self, day: date, n: int) -> date:
        """The n-th working day after `day`; `day` itself is day 0, and 0 gives it back.

        A negative n counts back, strictly before: from a Sunday, -1 is the Friday.
        """
        if n > 0:
            try:
                return self._nth[self._rank[day] + n]
            except (KeyError, IndexError):
                raise self._outside(day, steps=n) from None
        if n == 0:
            self.rank(day)
            return day
        k = self.rank(day) + n + (not self.is_working_day(day))
        if k > 0:
            return self._nth[k]
        raise self._outside(day, steps=n)

    def between(self, start: date, end: date) -> int:
        """Working days after `start`, up to and including `end`; negative if `end` is earlier."""
        try:
            return self._rank[end] - self._rank[start]
        except KeyError:
            raise self._outside(start, end) from None

    def is_working_day(self, day: date) -> bool:
        """Whether `day` is a working day."""
        return self._nth[self.rank(day)] == day

    def on_or_after(self, day: date) -> date:
        """`day` itself if it is a working day, else the next one."""
        return day if self.is_working_day(day) else self.add(day, 1)

    def on_or_before(self, day: date) -> date:
        """`day` itself if it is a working day, else the one before."""
        return day if self.is_working_day(day) else self.add(day, -1)

    def why_closed(self, day: date) -> str | None:
        """The reason why `day` is closed (a holiday's name before a weekend's), or None."""
        if self.is_working_day(day):
            return None
        return self._why.get(day) or WEEKDAYS[day.weekday()]

    def skipped(self, start: date, end: date) -> tuple[Step, ...]:
        """The closed days of the working week after `start`, up to and including `end`."""
        try:
            return tuple(self._shut[self._shut_rank[start] : self._shut_rank[end]])
        except KeyError:
            raise self._outside(start, end) from None

    def is_provisional(self, day: date) -> bool:
        """Whether bank holidays have not been proclaimed as far as `day`."""
        return self.proclaimed_until is not None and day > self.proclaimed_until

    def closing(self, step: Step) -> Calendar:
        """This calendar with a day closed; a day that is declared working stays open."""
        self.rank(step.day)
        if any(step.day == opened.day for opened in self.opened):
            return self
        others = (each for each in self.closed if each.day != step.day)
        return evolve(self, closed=tuple(sorted((*others, step), key=lambda each: each.day)))

    def opening(self, day: date) -> Calendar:
        """This calendar without what closes a day; a weekend stays one."""
        self.rank(day)
        return evolve(self, closed=tuple(each for each in self.closed if each.day != day))

    def _outside(self, *days: date, steps: int = 0) -> CaseworkError:
        for day in days:
            if not is_day(day):
                return LimitError(repr(day), "a date (for an instant, see receipt_day)")
        stray = next((day for day in days if day not in self._rank), None)
        asked = str(stray or f"{steps} working days from {days[0]}")
        return OutOfTable(self.name, self.first, self.last, asked)

    def __reduce__(self) -> tuple[object, ...]:
        return Calendar, (
            self.name,
            self.revision,
            self.first,
            self.last,
            self.weekend,
            self.closed,
            self.opened,
            self.proclaimed_until,
        )

    def __repr__(self) -> str:
        return (
            f"<Calendar '{self.name}' {self.first} to {self.last},"
            f" {len(self._nth) - 1} working days, revision '{self.revision}'>"
        )


def _steps(days: Mapping[date, str] | Iterable[date | Step], source: str) -> tuple[Step, ...]:
    if isinstance(days, Mapping):
        days = [Step(day, "closed", why, source) for day, why in days.items()]
    steps = [
        day if isinstance(day, Step) else Step(day, "closed", "declared working", source)
        for day in days
    ]
    for step in steps:
        if not is_day(step.day):
            raise LimitError(repr(step.day), "a date")
    return tuple(sorted(steps, key=lambda step: step.day))
