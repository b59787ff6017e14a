"""Days and reckonings in words: every step has some, and they say what the step did."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import Reckoning, Step, reckon, uk_calendar
from casework.days.receipt import in_london
from casework.days.reckoning import CONVENTIONS
from casework.days.steps import WHATS, What
from casework.prose.days import day_in_words, reckoning_in_words, step_in_words

DAY = date(2026, 3, 2)
ENGLAND = uk_calendar("england")

WORDS: dict[What, dict[str, str]] = {
    "start": {
        "given": "given: counting starts from here",
        "statement-agreed": "statement agreed: counting starts from here",
    },
    "after-cut-off": {"17:00": "came at or after 17:00, so counts as the next day's"},
    "deemed-received": {"next working day": "deemed received on the next working day"},
    "closed": {"Good Friday": "not counted: Good Friday"},
    "counted": {
        "20 working days": "20 working days on",
        "1 month": "1 month on",
        "-5 working days": "5 working days back",
        "-1 day": "1 day back",
        "0 days": "0 days on",
        "7 clear days": "7 clear days on, neither end counted",
    },
    "counted-same-day": {
        "10 working days": "10 working days on, the start being day 1",
        "-5 days": "5 days back, the start being day 1",
    },
    "beginning-with": {
        "6 months": "6 months beginning with that day",
        "-1 month": "1 month ending with that day",
    },
    "next-day": {
        "1 month": "counted from the day after",
        "-1 month": "counted from the day before",
    },
    "clipped": {
        "1 month": "1 month on, to the last day of a shorter month",
        "-1 month": "1 month back, to the last day of a shorter month",
    },
    "rolled": {
        "next-working-day": "moved to the next working day",
        "previous-working-day": "moved to the previous working day",
    },
    "extended": {
        "10 working days": "extended: 10 working days",
        "2026-05-01": "extended: 2026-05-01",
    },
    "extension-lapsed": {"2026-05-01": "an extension lapsed: nothing came by 2026-05-01"},
    "extended-too-late": {"2026-05-01": "an extension of 2026-05-01 came too late to count"},
    "paused": {"2026-03-02 to 2026-03-09": "paused 2026-03-02 until 2026-03-09"},
    "restarted": {"resumed": "begun anew"},
    "promised": {"2026-03-20": "promised sooner"},
    "departs": {
        "foia, a backlog": "declared to be later than the scheme allows: foia, a backlog",
    },
    "set": {"2026-03-20": "the day that was set"},
}


def test_every_step_has_words() -> None:
    """Each kind of step that there is has words, and they are the ones listed here."""
    assert set(WORDS) == set(WHATS)
    for what, examples in WORDS.items():
        for why, words in examples.items():
            assert step_in_words(Step(DAY, what, why)) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, ""), (1, ", passing over 1 weekend day"), (8, ", passing over 8 weekend days")],
)
def test_weekend_days_are_counted(days: int, words: str) -> None:
    """The weekend days that a step passed over are a number at its end."""
    step = Step(DAY, "counted", "20 working days", weekend_days=days)
    assert step_in_words(step) == f"20 working days on{words}"


@given(st.dates())
def test_a_day_in_words(day: date) -> None:
    """A day has its weekday, its number without a zero, its month's name and its year."""
    weekday, number, month, year = day_in_words(day).split()
    assert (int(number), int(year)) == (day.day, day.year)
    assert number == str(day.day)
    assert weekday == day.strftime("%A")
    assert month == day.strftime("%B")


LIMITS = st.sampled_from(
    [
        "20 working days",
        "-5 working days",
        "1 month",
        "-1 year",
        "6 weeks",
        "7 clear days",
        "0 days",
    ]
)


@given(
    LIMITS,
    st.dates(date(2012, 1, 1), date(2045, 1, 1)),
    st.fixed_dictionaries({name: st.sampled_from(values) for name, values in CONVENTIONS.items()}),
)
def test_a_line_for_each_step_and_each_source(
    limit: str, start: date, conventions: dict[str, object]
) -> None:
    """A reckoning has a line for each step in order, cited by number, and one for each source."""
    found = reckon(limit, start, calendar=ENGLAND, **conventions)  # type: ignore[arg-type]
    lines = list(reckoning_in_words(found, "    "))
    assert all(line.startswith("    ") for line in lines)
    steps = lines[: len(found.steps)]
    sources = [line for line in lines if line.startswith("    [")]
    for step, line in zip(found.steps, steps, strict=True):
        assert line[4:14] == str(step.day)
        assert line[15:18] == step.day.strftime("%a")
        number = int(line.rpartition("[")[2].rstrip("]"))
        assert sources[number - 1] == f"    [{number}] {step.source}"
        assert step_in_words(step) in line
    said = any("provisional" in line for line in lines)
    assert said == found.provisional
    assert len(lines) == len(steps) + len(sources) + said
    assert len(set(sources)) == len(sources)


def test_an_instant_is_said() -> None:
    """A limit in hours is due by a time of day, on London's clocks."""
    start = in_london(datetime(2026, 3, 28, 17, 30))  # noqa: DTZ001 - London's wall clock
    lines = list(reckoning_in_words(reckon("24 hours", start, calendar=ENGLAND)))
    assert lines == [
        "2026-03-28 Sat  given: counting starts from here [1]",
        "2026-03-29 Sun  24 hours on [1]",
        "by 18:30 London time",
        "[1] the caller",
    ]


def test_a_source_is_written_once() -> None:
    """A source that several steps cite is written once, under its first number."""
    days = [DAY + timedelta(days=n) for n in range(4)]
    steps = tuple(
        Step(day, "closed", "shut", source) for day, source in zip(days, "abab", strict=True)
    )
    lines = list(reckoning_in_words(Reckoning(steps)))
    assert [line[-3:] for line in lines[:4]] == ["[1]", "[2]", "[1]", "[2]"]
    assert lines[4:] == ["[1] a", "[2] b"]
