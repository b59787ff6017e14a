"""Limits: one spelling each, read and written back the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.days.limits import CLEAR, UNITS, WORKING, Limit, Unit
from casework.errors import LimitError


@pytest.mark.parametrize(
    ("n", "text"),
    [(1, "1 month"), (-1, "-1 month"), (2, "2 months"), (-2, "-2 months"), (0, "0 months")],
)
def test_one_is_singular(n: int, text: str) -> None:
    """One of a unit is written without its s, forwards and back, and nothing else is."""
    assert str(Limit(n, "months")) == text
    assert Limit.parse(text) == Limit(n, "months")


@given(st.integers(-999_999, 999_999), st.sampled_from(UNITS))
def test_written_and_read_back_is_the_same(n: int, unit: Unit) -> None:
    """A limit is read back from its text as itself."""
    limit = Limit(n or 1, unit)
    assert Limit.parse(str(limit)) == limit


@given(
    st.from_regex(r"-?[0-9]{1,3} (clear |working )*(day|week|month|year|hour)s?", fullmatch=True)
)
def test_read_and_written_back_is_the_same(text: str) -> None:
    """What can be read at all is written back letter for letter, and says what is meant if not."""
    read = read_or_refused(text)
    if isinstance(read, LimitError):
        assert read.text == text
        assert read.meant is None or str(Limit.parse(read.meant)) == read.meant != text
    else:
        assert str(read) == text


def read_or_refused(text: str) -> Limit | LimitError:
    """The limit, or why it cannot be read."""
    try:
        return Limit.parse(text)
    except LimitError as error:
        return error


@pytest.mark.parametrize(
    ("text", "n", "unit"),
    [
        ("20 working days", 20, "working days"),
        ("1 working day", 1, "working days"),
        ("-5 working days", -5, "working days"),
        ("-1 clear day", -1, "clear days"),
        ("7 clear working days", 7, "clear working days"),
        ("0 days", 0, "days"),
        ("6 weeks", 6, "weeks"),
        ("1 month", 1, "months"),
        ("12 years", 12, "years"),
        ("24 hours", 24, "hours"),
    ],
)
def test_reads(text: str, n: int, unit: Unit) -> None:
    """One is singular, every other number plural, and a minus counts back."""
    assert Limit.parse(text) == Limit(n, unit)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("20 working day", "20 working days"),
        ("20 wroking days", "20 working days"),
        ("1 days", "1 day"),
        ("-3 month", "-3 months"),
        ("10 Working Days", "10 working days"),
        ("10  days", "10 days"),
        ("10days", "10 days"),
        ("+10 days", "10 days"),
        ("-010 days", "-10 days"),
        ("-0 days", "0 days"),
        (" 5  clear\tworking day ", "5 clear working days"),
        ("0 clear day", None),
        ("5 fortnights", None),
        ("ten days", None),
        ("1.5 hours", None),
        ("1000000 days", None),
        ("10", None),
        ("", None),
    ],
)
def test_refuses_any_other_spelling(text: str, meant: str | None) -> None:
    """A limit spelt otherwise is refused, with the limit that was perhaps meant."""
    with pytest.raises(LimitError) as caught:
        Limit.parse(text)
    assert caught.value.text == text
    assert caught.value.meant == meant


def test_says_what_was_expected() -> None:
    """A misspelt unit is answered with the units, anything else with the shape."""
    with pytest.raises(LimitError) as unit:
        Limit.parse("3 fortnights")
    with pytest.raises(LimitError) as shape:
        Limit.parse("soon")
    assert all(f"'{known}'" in unit.value.expected for known in UNITS)
    assert "such as '10 working days', '1 month' or '24 hours'" in shape.value.expected


@pytest.mark.parametrize("unit", sorted(CLEAR))
def test_no_clear_days_is_refused(unit: Unit) -> None:
    """No clear days at all is not a limit, however it is made."""
    with pytest.raises(LimitError) as made:
        Limit(0, unit)
    with pytest.raises(LimitError) as read:
        Limit.parse(f"0 {unit}")
    for error in (made.value, read.value):
        assert (error.text, error.expected) == (f"0 {unit}", "at least one clear day")


def test_text_only() -> None:
    """A limit is read from text, not from a number that has lost its unit."""
    with pytest.raises(LimitError, match="'20' cannot be used here; expected a whole number"):
        Limit.parse(20)  # type: ignore[arg-type]


@pytest.mark.parametrize("unit", UNITS)
def test_only_working_days_need_a_calendar(unit: Unit) -> None:
    """Working days, clear or not, are counted by a calendar; no other unit is."""
    assert Limit(2, unit).counts_working_days == (unit in WORKING) == ("working" in unit)
