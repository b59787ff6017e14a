"""What public software's own tests, official guidance and the law expect of a date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest

from casework import Calendar, receipt_day, reckon, uk_calendar
from casework.days.limits import Limit, Unit
from casework.days.receipt import in_london
from casework.errors import OutOfTable

from .vectors import EXPRESSED, INEXPRESSIBLE, VECTORS, Vector

ONE_DAY = timedelta(days=1)
EVERY_DAY = Calendar.compile("every day", date(2016, 1, 1), date(2026, 12, 31), weekend=())

Answer = Callable[[Vector, Calendar], object]
ANSWERS: dict[str, Answer] = {}


def rule(*names: str) -> Callable[[Answer], Answer]:
    """Register how the rules of these names are said in the library's terms."""

    def register(answer: Answer) -> Answer:
        ANSWERS.update(dict.fromkeys(names, answer))
        return answer

    return register


def limit(vector: Vector, unit: Unit) -> Limit:
    """The vector's number as a limit."""
    return Limit(vector.n, unit)


@rule("working-days", "extended-working-days", "working-days-from-grant")
def working_days(v: Vector, cal: Calendar) -> date:
    """Count from the real day; an extension is counted from the first start, or from its grant."""
    due = cal.add(receipt_day(v.start, calendar=cal), v.n)
    assert reckon(limit(v, "working days"), v.day, calendar=cal).due == due
    assert cal.between(v.day, due) == v.n + (v.n < 0 and not cal.is_working_day(v.day))
    return due


@rule("working-days-start-counts")
def start_counts(v: Vector, cal: Calendar) -> date:
    """The start, or the next open day, is itself day 1."""
    return reckon(
        limit(v, "working days"),
        v.day,
        calendar=cal,
        counting="same-day",
        receipt="next-working-day",
    ).due


@rule("working-days-from-open-day")
def from_open_day(v: Vector, cal: Calendar) -> date:
    """A closed start is moved first, in the direction of counting."""
    if v.n < 0:
        return cal.add(cal.on_or_before(v.day), v.n)
    return reckon(limit(v, "working days"), v.day, calendar=cal, receipt="next-working-day").due


@rule("days", "days-from-deadline")
def days(v: Vector, cal: Calendar) -> date:
    """Calendar days, where they fall; an extension from the deadline starts there."""
    return reckon(limit(v, "days"), v.day, calendar=cal).due


@rule("days-rolled", "extended-days-rolled")
def days_rolled(v: Vector, cal: Calendar) -> date:
    """Calendar days, moved on from a closed end; an extension is counted from the first start."""
    return reckon(limit(v, "days"), v.day, calendar=cal, ends="next-working-day").due


@rule("days-from-open-day")
def days_from_open_day(v: Vector, cal: Calendar) -> date:
    """Calendar days from the open day on which the start is deemed to fall."""
    return reckon(limit(v, "days"), v.day, calendar=cal, receipt="next-working-day").due


@rule("days-from-next-open-day")
def days_from_next_open_day(v: Vector, cal: Calendar) -> date:
    """Calendar days from the working day after the open day of the event."""
    begins = reckon("1 working day", v.day, calendar=cal, receipt="next-working-day").due
    return reckon(limit(v, "days"), begins, calendar=cal).due


@rule("days-and-as-many-as-closed")
def days_and_as_many_as_closed(v: Vector, cal: Calendar) -> date:
    """Calendar days, and one more for each closed day met in them, counted once."""
    begins = cal.add(v.day, 1) if v.from_next_open_day else v.day
    ends = reckon(limit(v, "days"), begins, calendar=cal).due
    more = Limit(len(cal.skipped(begins, ends)), "days")
    return reckon(more, ends, calendar=cal).due


@rule("months")
def months(v: Vector, cal: Calendar) -> date:
    """The corresponding date, or the last day of a shorter month."""
    return reckon(limit(v, "months"), v.day, calendar=cal).due


@rule("months-rolled", "extended-months-rolled")
def months_rolled(v: Vector, cal: Calendar) -> date:
    """The corresponding date, moved on from a closed day; an extension is of the first start."""
    return reckon(limit(v, "months"), v.day, calendar=cal, ends="next-working-day").due


@rule("months-from-next-day")
def months_from_next_day(v: Vector, cal: Calendar) -> date:
    """The date that corresponds to the day after the start."""
    return reckon(limit(v, "months"), v.day, calendar=cal, months="day-after").due


@rule("months-beginning-with")
def months_beginning_with(v: Vector, cal: Calendar) -> date:
    """Months that begin with the start end on the day before the corresponding date."""
    return reckon(limit(v, "months"), v.day, calendar=cal, months="day-before").due


@rule("day-after-months-from-next-day")
def day_after_months_from_next_day(v: Vector, cal: Calendar) -> date:
    """Months from the day after a deemed receipt, rolled; the answer is the day after the end."""
    found = reckon(
        limit(v, "months"),
        v.day,
        calendar=cal,
        receipt="next-working-day",
        months="day-after",
        ends="next-working-day",
    )
    return found.due + ONE_DAY


@rule("paused-months-rolled")
def paused_months_rolled(v: Vector, cal: Calendar) -> date:
    """The corresponding date, then the paused days, and only then the roll."""
    unpaused = reckon(limit(v, "months"), v.day, calendar=cal).due
    return reckon(Limit(v.paused, "days"), unpaused, calendar=cal, ends="next-working-day").due


@rule("paused-days")
def paused_days(v: Vector, _: Calendar) -> int:
    """The days from each stop up to its restart, one end counted."""
    return sum(EVERY_DAY.between(stopped, restarted) for stopped, restarted in v.pauses)


@rule("iso-period")
def iso_period(v: Vector, cal: Calendar) -> date:
    """An ISO 8601 period is the limit of the same number and unit."""
    assert v.n == f"P{v.limit.split()[0]}{v.limit.split()[1][0].upper()}"
    return reckon(v.limit, v.day, calendar=cal).due


@rule("count-after-start")
def count_after_start(v: Vector, cal: Calendar) -> int:
    """The start is not counted, the end is."""
    return cal.between(v.day, v.end)


@rule("count-both-ends")
def count_both_ends(v: Vector, cal: Calendar) -> int:
    """Both ends are counted where they are working days."""
    return cal.between(v.day - ONE_DAY, v.end)


@rule("count-before-end")
def count_before_end(v: Vector, cal: Calendar) -> int:
    """The start is counted, the end is not."""
    return cal.between(v.day - ONE_DAY, v.end - ONE_DAY)


@rule("count-days")
def count_days(v: Vector, _: Calendar) -> int:
    """Calendar days are the working days of a calendar that never closes."""
    return EVERY_DAY.between(v.day, v.end)


@rule("count-days-both-ends")
def count_days_both_ends(v: Vector, _: Calendar) -> int:
    """Calendar days, both ends counted."""
    return EVERY_DAY.between(v.day - ONE_DAY, v.end)


@rule("next-open-day")
def next_open_day(v: Vector, cal: Calendar) -> date:
    """Always a later day."""
    return cal.add(v.day, v.n)


@rule("previous-open-day")
def previous_open_day(v: Vector, cal: Calendar) -> date:
    """Always an earlier day."""
    return cal.add(v.day, -v.n)


@rule("open-day-or-next")
def open_day_or_next(v: Vector, cal: Calendar) -> date:
    """The day itself where it is open."""
    return cal.on_or_after(v.day)


@rule("open-day-or-previous")
def open_day_or_previous(v: Vector, cal: Calendar) -> date:
    """The day itself where it is open, or else an earlier one."""
    return cal.on_or_before(v.day)


@rule("is-working-day")
def is_working_day(v: Vector, cal: Calendar) -> bool:
    """Whether the day is open."""
    return cal.is_working_day(v.day)


@rule("still-within")
def still_within(v: Vector, cal: Calendar) -> bool:
    """The due day itself is still within."""
    return v.today <= cal.add(v.day, v.n)


@rule("already-after")
def already_after(v: Vector, cal: Calendar) -> bool:
    """The wait is over on the n-th working day itself."""
    return v.today >= cal.add(v.day, v.n)


@rule("cut-off-open-day")
def cut_off_open_day(v: Vector, cal: Calendar) -> date:
    """At or after the cut-off it is the next day's, and a closed day is the next open one's."""
    return receipt_day(v.start, calendar=cal, cut_off=v.cut_off, non_working="next-working-day")


@rule("cut-off-working-days")
def cut_off_working_days(v: Vector, cal: Calendar) -> date:
    """Working days from the open day of receipt."""
    received = receipt_day(v.start, calendar=cal, cut_off=v.cut_off, non_working="next-working-day")
    return cal.add(received, v.n)


@rule("cut-off-days")
def cut_off_days(v: Vector, cal: Calendar) -> date:
    """Calendar days from the day of receipt, open or closed."""
    received = receipt_day(v.start, calendar=cal, cut_off=v.cut_off)
    return reckon(limit(v, "days"), received, calendar=cal).due


@rule("cut-off-days-rolled")
def cut_off_days_rolled(v: Vector, cal: Calendar) -> date:
    """Calendar days from the day of receipt, moved on from a closed end."""
    received = receipt_day(v.start, calendar=cal, cut_off=v.cut_off)
    return reckon(limit(v, "days"), received, calendar=cal, ends="next-working-day").due


@rule("outside-table")
def outside_table(v: Vector, cal: Calendar) -> str:
    """What is not known is refused; where nothing is known, the table is the start alone."""
    with pytest.raises(OutOfTable):
        cal.add(v.day, v.n)
    return "refused"


@pytest.mark.parametrize("vector", EXPRESSED, ids=lambda vector: vector.id)
def test_answer(vector: Vector) -> None:
    """The library, given what the vector assumes, gives the vector's answer."""
    answer = ANSWERS[vector.rule](vector, vector.calendar)
    if isinstance(vector.gives, datetime) and isinstance(answer, date):
        end_of_day = in_london(datetime.combine(answer, time(23, 59)))
        assert end_of_day == vector.gives
        assert end_of_day.utcoffset() == vector.gives.utcoffset()
    else:
        assert answer == vector.gives


@pytest.mark.parametrize(
    "vector", [v for v in EXPRESSED if v.by_statute], ids=lambda vector: vector.id
)
def test_statute_gives_another_day(vector: Vector) -> None:
    """Each day that the assumed list lacks puts the answer of the law one working day later."""
    assert isinstance(vector.gives, date)
    assert vector.by_statute is not None
    statute = uk_calendar("any-part-of-uk")
    assert statute.add(vector.day, vector.n) == vector.by_statute
    lacking = [
        step.day
        for step in statute.skipped(vector.day, vector.by_statute)
        if step.day not in vector.closed
    ]
    assert 0 < len(lacking) == vector.calendar.between(vector.gives, vector.by_statute)


def test_every_rule_is_said_or_has_its_reason() -> None:
    """Each rule is either said in the library's terms or listed with why it cannot be."""
    rules = {vector.rule for vector in VECTORS}
    assert set(ANSWERS) | set(INEXPRESSIBLE) == rules
    assert not set(ANSWERS) & set(INEXPRESSIBLE)
