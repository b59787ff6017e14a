"""Events as they are stored: what was written reads back the same, and what is wrong is said."""

from __future__ import annotations

import io
from datetime import UTC, date
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import Event, read_events, write_events
from casework.cases.events import COLUMNS, event_from, in_order, record_of
from casework.days.receipt import in_london

from .told import day, event, instant

AWKWARD = [
    *("a;b", '"', '"x"', "[1]", "[", "a\nb", "\r\n", " a ", ",", "é", "😀", "null", "\\u0041"),
    "\ufeff",
]
words = st.sampled_from(AWKWARD) | st.text(
    st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8
)
maybe = st.just("") | words
names = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=8
).filter(lambda name: name not in COLUMNS)
facts = st.dictionaries(
    names, words | st.lists(words, min_size=2, max_size=3).map(tuple), max_size=3
)
instants = st.datetimes(instant("1900-01-01"), instant("2100-01-01"), timezones=st.just(UTC)).map(
    in_london
)


@st.composite
def events(draw: st.DrawFn) -> Event:
    """Any event that can be stored."""
    at = draw(st.none() | instants)
    return Event(
        draw(words),
        draw(words),
        at.date() if at else draw(st.dates()),
        at,
        draw(st.none() | st.dates()),
        draw(maybe),
        draw(maybe),
        draw(facts),
    )


def read_back(told: list[Event], form: Literal["jsonl", "csv"]) -> list[Event | None]:
    """What is read after events have been written."""
    text = io.StringIO(newline="")
    write_events(told, text, form)
    rows = read_events(io.BytesIO(text.getvalue().encode()), form)
    return [row.event for row in rows]


@given(st.lists(events(), max_size=4))
def test_events_survive_json_lines(told: list[Event]) -> None:
    """Reading JSON Lines back gives the events that were written."""
    assert read_back(told, "jsonl") == told


@given(st.lists(events(), max_size=4))
def test_events_survive_csv(told: list[Event]) -> None:
    """Reading CSV back gives the events that were written, whatever their words hold."""
    assert read_back(told, "csv") == told


@given(events())
def test_an_event_is_its_record(told: Event) -> None:
    """An event made of an event's record is the same event."""
    assert event_from(record_of(told)) == told


def test_the_record_of_an_event() -> None:
    """A record has the columns that the event has something for, and its facts."""
    told = "2026-03-02 responded recorded=2026-03-05 procedure=corporate stage=stage-1 cause=a,b"
    assert record_of(event(told)) == {
        "case": "C-1",
        "event": "responded",
        "on": "2026-03-02",
        "recorded": "2026-03-05",
        "procedure": "corporate",
        "stage": "stage-1",
        "cause": ["a", "b"],
    }
    assert record_of(event("2026-03-02 received")) == {
        "case": "C-1",
        "event": "received",
        "on": "2026-03-02",
    }


@given(st.lists(events(), max_size=6))
def test_events_stand_in_order_of_day(told: list[Event]) -> None:
    """Events are put in order of day, and those of one day stay as they were given."""
    found = in_order(told)
    assert sorted(told, key=lambda each: each.on) == list(found)
    assert in_order(found) == found


def record(**given_: object) -> dict[str, object]:
    """A record of an event with some of it changed; None leaves a key out."""
    whole: dict[str, object] = {"case": "C-1", "event": "received", "on": "2026-03-02"} | given_
    return {name: value for name, value in whole.items() if value is not None}


BAD: dict[str, tuple[dict[str, object], list[str]]] = {
    "no case": (record(case=None), ["case: no 'case'; expected a key 'case'"]),
    "an empty case": (record(case=""), ["case: no 'case'; expected a key 'case'"]),
    "a misspelt case": (
        record(case=None, cases="C-1"),
        ["cases: no 'case'; expected a key 'case'; perhaps 'case' was meant"],
    ),
    "a truth for a case": (record(case=True), ["case: found True; expected text"]),
    "a number for an event": (record(event=3), ["event: found 3; expected text"]),
    "a list for a stage": (record(stage=["a"]), ["stage: found ['a']; expected text"]),
    "no day": (
        record(on=None),
        ["on: is missing; expected the day it happened, such as 2026-03-02"],
    ),
    "30 February": (
        record(on="2026-02-30"),
        ["on: '2026-02-30' is no day; expected a day such as 2026-03-02"],
    ),
    "a number for a day": (
        record(on=20260302),
        ["on: 20260302 is no day; expected a day such as 2026-03-02"],
    ),
    "a day of another country": (
        record(on="02/03/2026"),
        ["on: '02/03/2026' is no day; expected a day such as 2026-03-02"],
    ),
    "a day without dashes": (
        record(on="20260302"),
        ["on: '20260302' is no day; expected a day such as 2026-03-02"],
    ),
    "a week": (
        record(on="2026-W10"),
        ["on: '2026-W10' is no day; expected a day such as 2026-03-02"],
    ),
    "a day of a week": (
        record(on="2026-W10-1"),
        ["on: '2026-W10-1' is no day; expected a day such as 2026-03-02"],
    ),
    "an instant of a week": (
        record(on="2026-W10-1T10:00"),
        ["on: '2026-W10-1T10:00' is no day; expected a day such as 2026-03-02"],
    ),
    "an instant of no hour": (
        record(on="2026-03-02T25:00"),
        ["on: '2026-03-02T25:00' is no day; expected a day such as 2026-03-02"],
    ),
    "an instant before all days": (
        record(on="0001-01-01T00:00:00+05:00"),
        ["on: '0001-01-01T00:00:00+05:00' is no day; expected a day such as 2026-03-02"],
    ),
    "no day that it was recorded": (
        record(recorded="soon"),
        ["recorded: 'soon' is no day; expected a day such as 2026-03-02"],
    ),
    "a nested fact": (
        record(outcome={"a": 1}),
        ["outcome: found a nested value; expected a value or a list of words"],
    ),
    "a list in a fact": (
        record(outcome=["a", ["b"]]),
        ["outcome: found a nested value; expected a value or a list of words"],
    ),
    "everything at once": (
        {"stage": 1, "recorded": 2, "x": [{}]},
        [
            "case: no 'case'; expected a key 'case'",
            "event: no 'event'; expected a key 'event'",
            "stage: found 1; expected text",
            "on: is missing; expected the day it happened, such as 2026-03-02",
            "recorded: 2 is no day; expected a day such as 2026-03-02",
            "x: found a nested value; expected a value or a list of words",
        ],
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_with_a_record(name: str) -> None:
    """Everything that is wrong with a record is said at once, with what was expected."""
    wrong, expected = BAD[name]
    found = event_from(wrong)
    assert isinstance(found, list)
    assert [str(fault) for fault in found] == expected


@pytest.mark.parametrize(
    ("value", "fact"),
    [
        (3, "3"),
        (1.5, "1.5"),
        (True, "true"),
        (False, "false"),
        ("upheld", "upheld"),
        (["upheld"], "upheld"),
        (["a", 2, None, ""], ("a", "2")),
        ("", None),
        (None, None),
        ([], None),
    ],
)
def test_facts_are_words(value: object, fact: object) -> None:
    """A number or truth becomes the word that JSON has for it; what is empty is left out."""
    found = event_from(record() | {"outcome": value})
    assert isinstance(found, Event)
    assert found.fact("outcome") == fact


def test_a_case_may_be_a_number() -> None:
    """A reference that is a number is taken as the word that it would be in CSV."""
    found = event_from(record(case=17))
    assert isinstance(found, Event)
    assert found.case == "17"


@pytest.mark.parametrize(
    ("on", "expected_day", "at"),
    [
        ("2026-06-01", "2026-06-01", None),
        ("2026-06-01T23:30:00Z", "2026-06-02", "2026-06-02T00:30:00+01:00"),
        ("2026-06-01T23:30:00", "2026-06-01", "2026-06-01T23:30:00+01:00"),
        ("2026-01-01T23:30:00Z", "2026-01-01", "2026-01-01T23:30:00+00:00"),
    ],
)
def test_an_instant_has_its_day_in_london(on: str, expected_day: str, at: str | None) -> None:
    """The day of an instant is London's; one without an offset is London's wall clock."""
    found = event_from(record(on=on))
    assert isinstance(found, Event)
    assert found.on == day(expected_day)
    assert found.at == (instant(at) if at else None)


def test_the_day_of_recording_is_londons() -> None:
    """An instant of recording is kept as its day in London."""
    found = event_from(record(recorded="2026-06-01T23:30:00Z"))
    assert isinstance(found, Event)
    assert found.recorded == date(2026, 6, 2)


def test_facts_are_in_order_of_name() -> None:
    """Two events with the same facts in another order are equal."""
    one = Event("C-1", "responded", day("2026-03-02"), facts=(("b", "2"), ("a", "1")))
    other = Event("C-1", "responded", day("2026-03-02"), facts={"b": "2", "a": 1})
    assert one == other
    assert hash(one) == hash(other)
    assert one.facts == other.facts == (("a", "1"), ("b", "2"))
    read = event_from(record(event="responded") | {"b": "2", "a": 1})
    assert read == one


def test_events_that_differ_are_told_apart_quickly() -> None:
    """Events of different cases, names and days do not all have the same hash."""
    found = {hash(event(f"2026-03-0{k} received", case)) for k in range(1, 10) for case in "ABC"}
    assert len(found) > 1


def test_the_values_of_a_fact() -> None:
    """A fact has one value, several or none, and is read as a list or as it is."""
    found = event("2026-03-02 responded root-cause=delay,attitude outcome=upheld")
    assert found.values("root-cause") == ("delay", "attitude")
    assert found.values("outcome") == ("upheld",)
    assert found.values("remedy") == ()
    assert found.fact("root-cause") == ("delay", "attitude")
    assert found.fact("remedy") is None


def test_an_event_is_shown_short() -> None:
    """An event is shown by its case, name and day."""
    assert str(event("2026-03-02 received")) == "C-1 received on 2026-03-02"
