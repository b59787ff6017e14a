"""`casework due`: limits, starts and conventions, in words and in JSON."""

from __future__ import annotations

import json
from datetime import date

import pytest

from casework import reckon, uk_calendar
from casework.days.reckoning import CONVENTIONS
from casework.days.uk import DIVISIONS

from .commands import answer, run

WALES = ["--calendar", "wales"]


def day(*args: str) -> str:
    """The day that the command gives, in JSON."""
    found: str = json.loads(answer("due", "--format", "json", *args))["due"]
    return found


def test_in_words() -> None:
    """The day as it is written in a letter, then a line for each step, then the sources."""
    assert answer("due", "20 working days", "2026-03-02", "--calendar", "any-part-of-uk") == (
        "Tuesday 31 March 2026\n"
        "\n"
        "2026-03-02 Mon  given: counting starts from here [1]\n"
        "2026-03-17 Tue  not counted: Saint Patrick's Day (Northern Ireland) [2]\n"
        "2026-03-31 Tue  20 working days on, passing over 8 weekend days [1]\n"
        "[1] the caller\n"
        "[2] bank holidays, any-part-of-uk\n"
    )


def test_in_json() -> None:
    """The record of the reckoning: the day, whether it is certain, and every step."""
    text = answer(
        "due", "1 working day", "2026-04-02", "--calendar", "scotland", "--format", "json"
    )
    assert json.loads(text) == {
        "due": "2026-04-06",
        "provisional": False,
        "at": None,
        "steps": [
            {
                "day": "2026-04-02",
                "what": "start",
                "why": "given",
                "source": "the caller",
                "weekend_days": 0,
            },
            {
                "day": "2026-04-03",
                "what": "closed",
                "why": "Good Friday",
                "source": "bank holidays, scotland",
                "weekend_days": 0,
            },
            {
                "day": "2026-04-06",
                "what": "counted",
                "why": "1 working day",
                "source": "the caller",
                "weekend_days": 2,
            },
        ],
    }


@pytest.mark.parametrize("division", DIVISIONS)
def test_every_division(division: str) -> None:
    """The command knows each part of the United Kingdom that the library does."""
    found = day("10 working days", "2026-03-31", "--calendar", division)
    calendar = uk_calendar(division)
    assert found == str(reckon("10 working days", date(2026, 3, 31), calendar=calendar).due)


@pytest.mark.parametrize(
    ("limit", "due"),
    [
        ("-5 working days", "2026-04-01"),
        ("-1 working day", "2026-04-09"),
        ("-1 month", "2026-03-10"),
        ("-3 months", "2026-01-10"),
        ("-2 weeks", "2026-03-27"),
        ("-1 year", "2025-04-10"),
        ("\N{MINUS SIGN}7 days", "2026-04-03"),
    ],
)
def test_back_in_time(limit: str, due: str) -> None:
    """A negative limit is a limit and no option, whatever letters are in it."""
    assert day(limit, "2026-04-10", "--calendar", "england") == due
    assert day("--calendar", "england", limit, "2026-04-10") == due
    assert day("--calendar", "england", "--", limit, "2026-04-10") == due


@pytest.mark.parametrize(
    ("limit", "at", "line"),
    [
        ("24 hours", "2026-03-02T17:30", "Tuesday 3 March 2026"),
        ("-24 hours", "2026-03-02T17:30", "Sunday 1 March 2026"),
        ("24 hours", "2026-03-02T17:30+00:00", "Tuesday 3 March 2026"),
    ],
)
def test_hours(limit: str, at: str, line: str) -> None:
    """A limit in hours runs from an instant and is due at one, on London's clocks."""
    text = answer("due", limit, at, "--calendar", "england")
    assert text.startswith(line)
    assert "by 17:30 London time" in text


def test_hours_across_the_change_of_clocks() -> None:
    """Twenty-four hours over the night in which clocks go forward end an hour later on them."""
    text = answer(
        "due", "24 hours", "2026-03-28T17:30", "--calendar", "england", "--format", "json"
    )
    assert json.loads(text)["at"] == "2026-03-29T18:30:00+01:00"


@pytest.mark.parametrize(
    ("args", "due"),
    [
        (["1 working day", "2026-03-02", "--counting", "day-after"], "2026-03-03"),
        (["1 working day", "2026-03-02", "--counting", "same-day"], "2026-03-02"),
        (["1 working day", "2026-03-01", "--receipt", "as-received"], "2026-03-02"),
        (["1 working day", "2026-03-01", "--receipt", "next-working-day"], "2026-03-03"),
        (["1 week", "2026-03-01", "--ends", "as-it-falls"], "2026-03-08"),
        (["1 week", "2026-03-01", "--ends", "next-working-day"], "2026-03-09"),
        (["1 week", "2026-03-01", "--ends", "previous-working-day"], "2026-03-06"),
        (["1 month", "2026-03-02", "--months", "corresponding-date"], "2026-04-02"),
        (["1 month", "2026-03-02", "--months", "day-before"], "2026-04-01"),
        (["1 month", "2026-03-02", "--months", "day-after"], "2026-04-03"),
    ],
)
def test_every_convention(args: list[str], due: str) -> None:
    """Each convention of the library is an option with the same values."""
    assert day(*args, "--calendar", "england") == due


def test_the_conventions_are_the_librarys() -> None:
    """The help names every convention and every value that it may have."""
    text = answer("due", "--help")
    for name, values in CONVENTIONS.items():
        assert f"--{name} [{'|'.join(values)}]" in text


def test_what_is_not_certain_is_said() -> None:
    """After the last proclaimed bank holiday the answer says that it is provisional."""
    text = answer("due", "1 working day", "2036-03-03", "--calendar", "england")
    assert "provisional: bank holidays are not yet proclaimed so far ahead" in text


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ([], "Missing argument 'LIMIT'"),
        (["5 days"], "Missing argument 'START'"),
        (["5 days", "2026-03-02"], "Missing option '--calendar'"),
        (["5 days", "2026-03-02", "--calendar", "uk"], "'uk' is not one of 'england'"),
        (["5 days", "2026-03-02", "--calender", "wales"], "No such option '--calender'"),
        (["5 days", "2026-03-02", "--calendar", "wales", "-x"], "No such option '-x'"),
        (["20 wroking days", "2026-03-02", *WALES], "perhaps '20 working days' was meant"),
        (["-20 wroking days", "2026-03-02", *WALES], "perhaps '-20 working days' was meant"),
        (["soon", "2026-03-02", *WALES], "'soon' cannot be used here"),
        (["", "2026-03-02", *WALES], "expected a whole number and a unit"),
        (["5 days", "2026-02-30", *WALES], "'2026-02-30' is no day; write one such as 2026-03-02"),
        (["5 days", "20260302", *WALES], "'20260302' is no day; write one such as 2026-03-02"),
        (["5 days", "2026-W10", *WALES], "'2026-W10' is no day; write one such as 2026-03-02"),
        (["5 days", "2026-W10-1T10:00", *WALES], "'2026-W10-1T10:00' is no time"),
        (["5 days", "tomorrow", *WALES], "'tomorrow' is no day"),
        (["5 days", "", *WALES], "'' is no day"),
        (["24 hours", "2026-03-02T25:00", *WALES], "'2026-03-02T25:00' is no time"),
        (["24 hours", "2026-03-02", *WALES], "expected a time to count 24 hours from"),
        (["5 days", "2026-03-02T17:30", *WALES], "expected a day to count 5 days from"),
        (
            ["1 week", "2026-03-02", "--ends", "monday", *WALES],
            "'monday' is not one of 'as-it-falls'",
        ),
    ],
)
def test_wrong_commands(args: list[str], words: str) -> None:
    """A limit, a day or an option that is wrong ends with status 2 and says what is right."""
    done = run("due", *args)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "Usage: casework due" in done.stderr
    assert words in " ".join(done.stderr.split())


@pytest.mark.parametrize(
    ("limit", "start"),
    [
        ("5 working days", "1990-02-20"),
        ("5 working days", "2090-02-20"),
        ("5 working days", "2049-12-30"),
        ("-5 working days", "2000-01-04"),
        ("9999 years", "2026-03-02"),
        ("24 hours", "9999-12-31T23:00"),
    ],
)
def test_outside_the_table(limit: str, start: str) -> None:
    """An answer that no calendar gives ends with status 1 and names both ends of what is known."""
    done = run("due", limit, start, "--calendar", "wales")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "which runs from" in done.stderr
    assert len(done.stderr.splitlines()) == 1
