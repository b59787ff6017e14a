"""What is refused: each error keeps its facts, names what was expected, and answers nothing."""
# ruff: noqa: DTZ001 - an instant is refused with or without an offset

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import date, datetime

import pytest

from casework import Calendar, CaseworkError, LimitError, OutOfTable, Step, reckon, uk_calendar
from casework.errors import listed, meant

WALES = uk_calendar("wales")
FIRST, LAST = WALES.first, WALES.last
BEFORE, AFTER = date(1999, 12, 31), date(2050, 1, 1)
NOON = datetime(2026, 3, 2, 12)

QUESTIONS: dict[str, Callable[[date], object]] = {
    "rank": WALES.rank,
    "add": lambda day: WALES.add(day, 1),
    "add nothing": lambda day: WALES.add(day, 0),
    "add backwards": lambda day: WALES.add(day, -1),
    "between from": lambda day: WALES.between(day, LAST),
    "between to": lambda day: WALES.between(FIRST, day),
    "is_working_day": WALES.is_working_day,
    "on_or_after": WALES.on_or_after,
    "on_or_before": WALES.on_or_before,
    "why_closed": WALES.why_closed,
    "reckon": lambda day: reckon("1 working day", day, calendar=WALES),
    "reckon backwards": lambda day: reckon("-1 working day", day, calendar=WALES),
    "reckon, deemed": lambda day: reckon("1 day", day, calendar=WALES, receipt="next-working-day"),
    "reckon, rolled": lambda day: reckon("0 days", day, calendar=WALES, ends="next-working-day"),
}


@pytest.mark.parametrize("ask", QUESTIONS.values(), ids=QUESTIONS)
@pytest.mark.parametrize("day", [date.min, BEFORE, AFTER, date.max], ids=str)
def test_a_day_outside_the_table(ask: Callable[[date], object], day: date) -> None:
    """Before the first day or after the last there is no answer, and both ends are named."""
    with pytest.raises(OutOfTable) as caught:
        ask(day)
    error = caught.value
    assert (error.calendar, error.first, error.last) == ("wales", FIRST, LAST)
    assert error.asked == str(day)
    assert str(error) == (
        f"{day} is outside the calendar 'wales', which runs from 2000-01-01 to 2049-12-31"
    )


def test_a_span_may_begin_the_day_before_the_table() -> None:
    """What is skipped is after a start, so a span of the whole table starts the day before it."""
    assert WALES.skipped(BEFORE, FIRST) == ()
    assert compiled(closed={date(2026, 3, 2): "flood"}).skipped(
        date(2026, 3, 1), date(2026, 3, 2)
    ) == (Step(date(2026, 3, 2), "closed", "flood", "calendar 'ours'"),)
    for start, end in ((date(1999, 12, 30), LAST), (AFTER, FIRST), (FIRST, AFTER)):
        with pytest.raises(OutOfTable) as caught:
            WALES.skipped(start, end)
        assert caught.value.asked == str(max(start, end) if AFTER in {start, end} else start)
    with pytest.raises(LimitError, match="receipt_day"):
        WALES.skipped(FIRST, NOON)


@pytest.mark.parametrize("ask", QUESTIONS.values(), ids=QUESTIONS)
@pytest.mark.parametrize("moment", [NOON, "2026-02-30", None], ids=str)
def test_what_is_no_day(ask: Callable[[object], object], moment: object) -> None:
    """An instant, a text or nothing is not a day: refused, and the value is shown."""
    with pytest.raises(LimitError) as caught:
        ask(moment)
    assert caught.value.text == repr(moment)
    assert caught.value.expected.startswith("a date")
    assert "receipt_day" in caught.value.expected


def test_a_date_of_any_make_is_a_day() -> None:
    """A subclass of date, such as a frozen clock gives, counts as the day that it is."""

    class Frozen(date):
        """A date made by a test's clock."""

    found = reckon("5 working days", Frozen(2026, 3, 2), calendar=WALES)
    assert found.due == date(2026, 3, 9)


@pytest.mark.parametrize(
    ("day", "n"), [(date(2049, 12, 30), 2), (LAST, 1), (FIRST, -1), (date(2000, 1, 5), -3)]
)
def test_an_answer_outside_the_table(day: date, n: int) -> None:
    """A count that leads out of the table is refused, with what was asked."""
    with pytest.raises(OutOfTable) as caught:
        WALES.add(day, n)
    assert caught.value.asked == f"{n} working days from {day}"
    assert isinstance(caught.value, CaseworkError)
    assert isinstance(caught.value, LookupError)


@pytest.mark.parametrize("k", [-1, 0, WALES.rank(LAST) + 1])
def test_a_working_day_that_the_table_does_not_have(k: int) -> None:
    """Working days are numbered from 1 to the last; other numbers are refused."""
    assert WALES.nth(WALES.rank(LAST)) == date(2049, 12, 31)
    with pytest.raises(OutOfTable) as caught:
        WALES.nth(k)
    assert caught.value.args == ("wales", FIRST, LAST, f"working day number {k}")


@pytest.mark.parametrize(
    "limit", ["999999 years", "-2026 years", "120000 months", "-999999 weeks", "999999 weeks"]
)
def test_a_limit_that_leads_out_of_all_dates(limit: str) -> None:
    """A limit that leads before the year 1 or after 9999 is refused, not overflowed."""
    with pytest.raises(OutOfTable) as caught:
        reckon(limit, date(2026, 3, 2), calendar=WALES)
    assert caught.value.asked == f"{limit} from 2026-03-02"
    assert (caught.value.first, caught.value.last) == (date.min, date.max)
    assert caught.value.calendar == "of all dates"


def test_the_day_after_the_last_of_all_days() -> None:
    """A month from the day after the last day of all is refused with the day that was given."""
    with pytest.raises(OutOfTable) as caught:
        reckon("1 month", date.max, calendar=WALES, months="day-after")
    assert caught.value.asked == "1 month from 9999-12-31"


def test_the_thirtieth_of_february_is_nobodys_day() -> None:
    """No such date can be given, and no count of months or years leads to one."""
    with pytest.raises(ValueError, match="day"):
        date(2026, 2, 30)
    for start, limit in ((date(2025, 12, 30), "2 months"), (date(2024, 2, 29), "1 year")):
        found = reckon(limit, start, calendar=WALES)
        assert (found.due.month, found.due.day) == (2, 28)
        assert found.steps[-1].what == "clipped"


@pytest.mark.parametrize("limit", ["1 working day", "-1 working day", "1 day", "1 month"])
@pytest.mark.parametrize(
    ("name", "value", "expected", "suggested"),
    [
        ("counting", "day-afer", "'day-after' or 'same-day'", "day-after"),
        ("receipt", "next-workingday", "'as-received' or 'next-working-day'", "next-working-day"),
        (
            "ends",
            "previous-workday",
            "'as-it-falls', 'next-working-day' or 'previous-working-day'",
            "previous-working-day",
        ),
        ("ends", "whenever", "'as-it-falls', 'next-working-day' or 'previous-working-day'", None),
        ("months", "day before", "'corresponding-date', 'day-before' or 'day-after'", "day-before"),
    ],
)
def test_a_misspelt_convention(
    limit: str, name: str, value: str, expected: str, suggested: str | None
) -> None:
    """A convention that is not known is refused for every limit, even one it does not touch."""
    with pytest.raises(LimitError) as caught:
        reckon(limit, date(2026, 3, 2), calendar=WALES, **{name: value})  # type: ignore[arg-type]
    assert caught.value.text == value
    assert caught.value.expected == f"for '{name}' {expected}"
    assert caught.value.meant == suggested


def test_a_misspelt_convention_for_hours() -> None:
    """Hours know no conventions, and still refuse one that nobody knows."""
    with pytest.raises(LimitError, match="for 'ends'"):
        reckon("24 hours", NOON, calendar=WALES, ends="next")  # type: ignore[arg-type]


def test_errors_keep_their_facts() -> None:
    """Errors are pickled with their facts, and say what was perhaps meant where they know."""
    for error in (
        OutOfTable("wales", FIRST, LAST, "2050-01-01"),
        LimitError("scotlnd", "'scotland'", "scotland"),
        LimitError("5 moons", "a limit"),
    ):
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), again.args, str(again)) == (type(error), error.args, str(error))
    assert (
        str(LimitError("5 moons", "a limit")) == "'5 moons' cannot be used here; expected a limit"
    )
    assert str(LimitError("a", "'b'", "b")).endswith("; perhaps 'b' was meant")
    assert isinstance(LimitError("a", "b"), ValueError)


def test_what_was_meant() -> None:
    """The nearest known word is suggested, and none where nothing is near."""
    assert meant("wrking", ["working", "clear"]) == "working"
    assert meant("GB", ["working", "clear"]) is None
    assert meant("working", []) is None


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ([], "nothing"),
        (["a"], "'a'"),
        (["a", "b"], "'a' or 'b'"),
        (["a", "b", "c"], "'a', 'b' or 'c'"),
    ],
)
def test_words_are_listed(words: list[str], text: str) -> None:
    """Known words are listed as a person would write them."""
    assert listed(words) == text


def compiled(**changed: object) -> Calendar:
    """A calendar of two weeks, with something changed."""
    facts = {"first": date(2026, 3, 2), "last": date(2026, 3, 15)} | changed
    return Calendar.compile("ours", **facts)  # type: ignore[arg-type]


DAY = date(2026, 3, 3)
INSTANT = datetime(2026, 3, 3, 12)


@pytest.mark.parametrize(
    ("changed", "text", "expected"),
    [
        ({"weekend": {7}}, "[7]", "weekdays from 0 (Monday) to 6 (Sunday)"),
        ({"weekend": range(7)}, "ours", "a calendar with at least one working day"),
        (
            {"last": date(2026, 3, 1)},
            "2026-03-02 to 2026-03-01",
            "a first day on or before the last",
        ),
        ({"first": date.min}, "0001-01-01 to 2026-03-15", "a first day on or before the last"),
        (
            {"closed": {date(2026, 3, 16): "flood"}},
            "2026-03-16 (flood)",
            "a day from 2026-03-02 to 2026-03-15, as in 'ours'",
        ),
        (
            {"also_working": [date(2026, 3, 1)]},
            "2026-03-01 (declared working)",
            "a day from 2026-03-02 to 2026-03-15, as in 'ours'",
        ),
        (
            {"closed": {DAY: "flood"}, "also_working": [date(2026, 3, 7), DAY]},
            "2026-03-03",
            "a day either closed or working in 'ours', not both",
        ),
        ({"closed": {INSTANT: "flood"}}, repr(INSTANT), "a date"),
        ({"also_working": [INSTANT]}, repr(INSTANT), "a date"),
        ({"first": INSTANT}, f"{INSTANT!r} to {date(2026, 3, 15)!r}", "a first and a last date"),
        ({"last": INSTANT}, f"{date(2026, 3, 2)!r} to {INSTANT!r}", "a first and a last date"),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",
)
def test_a_calendar_that_cannot_be(changed: dict[str, object], text: str, expected: str) -> None:
    """A calendar that would contradict itself is not compiled."""
    with pytest.raises(LimitError) as caught:
        compiled(**changed)
    assert (caught.value.text, caught.value.expected) == (text, expected)
