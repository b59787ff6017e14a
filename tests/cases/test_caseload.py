"""A caseload is a stream of lines: a bad one is said by its number and the rest is still read."""

from __future__ import annotations

import io
import json
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import Event, Fault, History, histories, read_events, write_events
from casework.cases.caseload import LONGEST, Index, Row, index
from tests.policies import THREE_STAGES, policy

from .told import day, event

GOOD = '{"case": "C-1", "event": "received", "on": "2026-03-02"}'
NEXT = '{"case": "C-1", "event": "acknowledged", "on": "2026-03-03"}'
HEADING = "case,event,on,outcome"


def rows_of(raw: bytes | str, form: Literal["jsonl", "csv"] = "jsonl") -> list[Row]:
    """The rows of a text or of bytes."""
    data = raw if isinstance(raw, bytes) else raw.encode()
    return list(read_events(io.BytesIO(data), form, "cases"))


def faults_of(raw: bytes | str, form: Literal["jsonl", "csv"] = "jsonl") -> list[tuple[int, str]]:
    """What is wrong on which line; the other lines are good, and every fault names the file."""
    found: list[Fault] = [fault for row in rows_of(raw, form) for fault in row.faults]
    assert all(fault.file == "cases" and fault.expected for fault in found)
    return [(fault.line or 0, fault.problem) for fault in found]


WHOLE = "one whole JSON object a line"
TOO_LONG = f"longer than {LONGEST:,} bytes"
BAD: dict[str, tuple[bytes | str, str, str]] = {
    "half a line": (
        '{"case": "C-1", "event"',
        "not JSON: Expecting ':' delimiter: column 24 (char 23)",
        WHOLE,
    ),
    "two objects": (GOOD + GOOD, "not JSON: Extra data: column 57 (char 56)", WHOLE),
    "a letter behind it": (GOOD + "X", "not JSON: Extra data: column 57 (char 56)", WHOLE),
    "a space that JSON has not": (GOOD + "\u00a0", "not JSON: Extra data: column 57", WHOLE),
    "a number": ("1", "not a JSON object", "one JSON object a line"),
    "a list": (f"[{GOOD}]", "not a JSON object", "one JSON object a line"),
    "another encoding": (b'{"case": "caf\xe9"}', "byte 0xe9 is not UTF-8", "text saved as UTF-8"),
    "a mark in the middle": (
        b"\xef\xbb\xbf" + GOOD.encode(),
        "not JSON: Unexpected UTF-8 BOM",
        WHOLE,
    ),
    "nested too deep": ("[" * 100_000, "nested too deeply", "one flat JSON object a line"),
    "half a character": (
        '{"case": "C-1", "event": "received", "on": "2026-03-02", "x": "\\ud83d"}',
        "half of a surrogate pair",
        "whole characters",
    ),
    "no day": (
        '{"case": "C-1", "event": "received"}',
        "is missing",
        "the day it happened, such as 2026-03-02",
    ),
    "too long": ('{"case": "' + "x" * LONGEST + '"}', TOO_LONG, "one event a line"),
    "far too long": ('{"case": "' + "x" * 3 * LONGEST + '"}', TOO_LONG, "one event a line"),
    "a number of too many digits": (
        '{"case": ' + "9" * 5000 + "}",
        "not JSON: Exceeds the limit",
        WHOLE,
    ),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("last", [False, True])
def test_a_bad_line_is_a_fault_and_the_rest_is_read(name: str, last: bool) -> None:
    """A line that cannot be read is a fault with its number; those around it are events."""
    bad, problem, expected = BAD[name]
    raw = bad if isinstance(bad, bytes) else bad.encode()
    after = b"" if last else b"\n" + NEXT.encode()
    whole = GOOD.encode() + b"\n" + raw + after
    ((line, said),) = faults_of(whole)
    assert (line, said[: len(problem)]) == (2, problem)
    (row,) = (row for row in rows_of(whole) if row.faults)
    assert (row.line, row.faults[0].expected) == (2, expected)
    assert [row.line for row in rows_of(whole) if row.event] == ([1] if last else [1, 3])


def test_characters_outside_the_first_plane_are_whole() -> None:
    """A surrogate pair in a JSON escape is one character and no fault."""
    (row,) = rows_of(GOOD.replace("C-1", "\\ud83d\\ude00"))
    assert row.event is not None
    assert row.event.case == "😀"


@pytest.mark.parametrize("form", ["jsonl", "csv"])
@pytest.mark.parametrize("raw", ["", "\n", "\n  \n\r\n", "\ufeff"])
def test_an_empty_file_has_no_rows(raw: str, form: Literal["jsonl", "csv"]) -> None:
    """A file with nothing in it, or nothing but blank lines, has no events and no faults."""
    rows = [row for row in rows_of(raw, form) if raw.strip(" \ufeff\r\n") or row.event]
    assert rows == []


def test_blank_lines_are_passed_over_and_counted() -> None:
    """A blank line is no event, but the lines after it keep their numbers."""
    assert [row.line for row in rows_of(f"\ufeff{GOOD}\r\n\n \t\n{NEXT}\n")] == [1, 4]


def test_a_line_of_the_longest_length_is_read() -> None:
    """A line may be as long as is said, to the byte."""
    pad = LONGEST - len(GOOD)
    assert faults_of(GOOD + " " * pad) == []
    assert faults_of(GOOD + " " * (pad + 1)) == [(1, TOO_LONG)]


class Watched(io.BytesIO):
    """A stream that knows how much of it was asked for at once at most."""

    most = 0

    def readline(self, size: int | None = -1, /) -> bytes:
        """A line, or what was asked for of it."""
        found = super().readline(size)
        self.most = max(self.most, len(found))
        return found


def test_a_line_without_an_end_is_not_held() -> None:
    """Of a line that is too long no more is read at once than tells that it is."""
    stream = Watched(b"x" * 3 * LONGEST + b"\n" + GOOD.encode())
    assert [row.line for row in read_events(stream) if row.event] == [2]
    assert stream.most == LONGEST + 1


BAD_CSV: dict[str, tuple[bytes | str, str, str]] = {
    "a quote that is not closed": (
        '"C-1,received,2026-03-02,',
        "not CSV: unexpected end of data",
        "one event a line, quotes closed",
    ),
    "words behind a quote": (
        '"C-1"x,received,2026-03-02,',
        "not CSV: ',' expected after '\"'",
        "one event a line, quotes closed",
    ),
    "another encoding": (
        b"caf\xe9,received,2026-03-02,",
        "byte 0xe9 is not UTF-8",
        "text saved as UTF-8",
    ),
    "too many cells": (
        "C-1,received,2026-03-02,,more",
        "5 cells under 4 headings",
        "a cell for each heading",
    ),
    "too few cells": ("C-1,received", "is missing", "the day it happened, such as 2026-03-02"),
    "no such day": (
        "C-1,received,2026-02-30,",
        "'2026-02-30' is no day",
        "a day such as 2026-03-02",
    ),
    "an event in a list": (
        'C-1,"[1]",',
        "is missing",
        "the day it happened, such as 2026-03-02",
    ),
}


@pytest.mark.parametrize("name", BAD_CSV)
def test_a_bad_line_of_csv_is_a_fault_and_the_rest_is_read(name: str) -> None:
    """A line of CSV that cannot be read is a fault with its number; those around it are events."""
    bad, problem, expected = BAD_CSV[name]
    raw = bad if isinstance(bad, bytes) else bad.encode()
    good = b"C-1,received,2026-03-02,"
    whole = b"\n".join([HEADING.encode(), good, raw, good])
    assert faults_of(whole, "csv") == [(3, problem)]
    assert [row.faults[0].expected for row in rows_of(whole, "csv") if row.faults] == [expected]
    assert [row.line for row in rows_of(whole, "csv") if row.event] == [2, 4]


@pytest.mark.parametrize(
    ("raw", "form", "fault"),
    [
        (
            '{"case": "C-1", "evnt": "received", "on": "2026-03-02"}',
            "jsonl",
            Fault("evnt", "no 'event'", "a key 'event'", "event", 1, "cases"),
        ),
        (
            '{"case": "C-1", "event": "received", "on": "2026-03-02", "x": {}}',
            "jsonl",
            Fault("x", "found a nested value", "a value or a list of words", None, 1, "cases"),
        ),
        ("[]", "jsonl", Fault("", "not a JSON object", "one JSON object a line", None, 1, "cases")),
        (
            "x" * (LONGEST + 1),
            "csv",
            Fault("", TOO_LONG, "one event a line", None, 1, "cases"),
        ),
        (
            b"caf\xe9",
            "jsonl",
            Fault("", "byte 0xe9 is not UTF-8", "text saved as UTF-8", None, 1, "cases"),
        ),
        (
            "case,event",
            "csv",
            Fault("", "no heading", "a first line with case, event, on", None, 1, "cases"),
        ),
    ],
    ids=["misspelt", "nested", "no object", "too long", "another encoding", "no heading"],
)
def test_a_fault_says_what_was_expected_and_meant(
    raw: bytes | str, form: Literal["jsonl", "csv"], fault: Fault
) -> None:
    """A fault of a line has all its facts, and its row the number of the line."""
    (row,) = rows_of(raw, form)
    assert (row.line, row.faults) == (1, (fault,))


@pytest.mark.parametrize("heading", ["C-1,received,2026-03-02", "case,event", "on;case;event"])
def test_csv_without_a_heading_is_one_fault(heading: str) -> None:
    """A CSV whose first line lacks case, event or on is not read any further."""
    assert faults_of(f"{heading}\nC-1,received,2026-03-02\n", "csv") == [(1, "no heading")]


def test_a_csv_without_facts() -> None:
    """A CSV need have no column but case, event and on."""
    (row,) = rows_of("case,event,on\nC-1,received,2026-03-02\n", "csv")
    assert row == Row(2, event("2026-03-02 received"))


def test_blank_lines_may_stand_before_the_heading() -> None:
    """The heading of a CSV is its first line with something on it."""
    rows = rows_of(f"\ufeff\n,,\n {HEADING}\nC-1,received,2026-03-02\n", "csv")
    assert [(row.line, row.event and row.event.case) for row in rows] == [(4, "C-1")]


@pytest.mark.parametrize(
    ("cell", "fact"),
    [
        ("upheld", "upheld"),
        ("a;b", ("a", "b")),
        ("a; b ;", ("a", "b")),
        ('"""a;b"""', "a;b"),
        ('"[""a"", ""b;c""]"', ("a", "b;c")),
        ("[", "["),
        ('"""', None),
        ("", None),
        ('"""\\ud83d"""', '"\\ud83d"'),
        ("[" * 60_000, "[" * 60_000),
    ],
)
def test_cells_of_csv(cell: str, fact: object) -> None:
    """A cell holds a word, words between semicolons, or JSON where those would not do."""
    rows = rows_of(f"{HEADING}\nC-1,received,2026-03-02,{cell}\n", "csv")
    event_ = rows[0].event
    assert (event_.fact("outcome") if event_ else None) == fact


def test_columns_of_csv_are_words_as_they_stand() -> None:
    """A reference with a semicolon or a bracket is a word, not a list."""
    rows = rows_of(f"{HEADING}\nA;1,received,2026-03-02,\n[1],received,2026-03-02,\n", "csv")
    assert [row.event and row.event.case for row in rows] == ["A;1", "[1]"]


def test_what_is_written_can_be_read_by_a_person() -> None:
    """JSON Lines keeps letters as they are; CSV has the known columns first, then the facts."""
    told = [event("2026-03-02 received channel=web note=café"), event("2026-03-03 acknowledged")]
    lines, table = io.StringIO(), io.StringIO()
    write_events(told, lines)
    write_events(told, table, "csv")
    assert json.loads(lines.getvalue().split("\n")[0])["note"] == "café"
    assert "café" in lines.getvalue()
    assert table.getvalue().split("\n")[:2] == [
        "case,event,on,recorded,procedure,stage,channel,note",
        "C-1,received,2026-03-02,,,,web,café",
    ]


CASES = {
    "A": ("2026-03-02 received", "2026-03-04 acknowledged", "2026-03-10 responded"),
    "B": ("2026-03-01 received", "2026-03-05 acknowledged"),
    "C": ("2026-03-03 acknowledged",),
}
TOLD = [event(line, case) for case, lines in CASES.items() for line in lines]


@st.composite
def mixed(draw: st.DrawFn) -> list[Event]:
    """The events of some cases, mixed, each case in its own order."""
    rest = {case: [each for each in TOLD if each.case == case] for case in CASES}
    found = []
    while any(rest.values()):
        case = draw(st.sampled_from([case for case, left in rest.items() if left]))
        found.append(rest[case].pop(0))
    return found


def told(rows: list[Row], known: Index | None) -> list[History]:
    """The histories of rows, in order of case, without the lines of their faults."""
    found = list(histories(policy(THREE_STAGES), rows, known))
    bare = [
        History(
            each.events,
            tuple(Fault(fault.place, fault.problem, fault.expected) for fault in each.faults),
        )
        for each in found
    ]
    return sorted(bare, key=str)


@given(mixed())
def test_order_between_cases_does_not_matter(events: list[Event]) -> None:
    """The same cases give the same histories in any order, with an index of the file or without."""
    rows = [Row(line, each) for line, each in enumerate(events, 1)]
    expected = told([Row(line, each) for line, each in enumerate(TOLD, 1)], None)
    assert told(rows, None) == expected
    assert told(rows, index(rows)) == expected


def test_an_index_tells_the_last_line_of_each_scattered_case() -> None:
    """One look through a file tells where scattered cases end, and the first and last day."""
    rows = [Row(line, each) for line, each in enumerate(TOLD, 1)] + [Row(7)]
    assert index(rows) == Index({}, day("2026-03-01"), day("2026-03-10"))
    assert index([]) == Index({})
    again = [*rows, Row(8, TOLD[0]), Row(9, TOLD[3]), Row(10, TOLD[0])]
    assert index(again).last_line == {"A": 10, "B": 9}


def test_a_case_comes_as_soon_as_its_last_line_has_been_read() -> None:
    """With an index a history comes once the next case has begun, or after its last line."""
    rows = [Row(line, each) for line, each in enumerate(TOLD, 1)]
    read = []

    def watched() -> object:
        for row in rows:
            read.append(row.line)
            yield row

    found = histories(policy(THREE_STAGES), watched(), index(rows))  # type: ignore[arg-type]
    first = next(found)
    assert [each.case for each in first.events] == ["A"] * 3
    assert read == [1, 2, 3, 4]
    rows = [Row(1, TOLD[0]), Row(2, TOLD[3]), Row(3, TOLD[1]), Row(4, TOLD[4])]
    read.clear()
    found = histories(policy(THREE_STAGES), watched(), index(rows))  # type: ignore[arg-type]
    first = next(found)
    assert [each.case for each in first.events] == ["A"] * 2
    assert read == [1, 2, 3]


def test_a_bad_line_comes_as_a_history_of_its_faults() -> None:
    """A line that could not be read is a history without events, where it stood."""
    rows = rows_of(f"{GOOD}\nx\n{NEXT}\n")
    first, second = histories(policy(THREE_STAGES), rows)
    assert (first.events, [fault.line for fault in first.faults]) == ((), [2])
    assert [each.name for each in second.events] == ["received", "acknowledged"]


def test_a_fault_of_a_history_has_its_line() -> None:
    """What cannot have happened is said with the line of the file that it stands on."""
    rows = rows_of(f"{GOOD}\n\n{NEXT}\n{NEXT}\n".replace("C-1", "C-2", 1))
    found = [fault.line for each in histories(policy(THREE_STAGES), rows) for fault in each.faults]
    assert found == [3, 4]


def test_days_outside_the_calendar_are_no_days_of_the_caseload() -> None:
    """An index by a calendar leaves out days that the calendar does not know."""
    calendar = policy(THREE_STAGES).calendars["default"]
    strays = [event("0026-03-02 received", "D"), event("2062-03-02 received", "E")]
    rows = [Row(line, each) for line, each in enumerate([*TOLD, *strays], 1)]
    found = index(rows, calendar)
    assert (found.first_day, found.last_day) == (day("2026-03-01"), day("2026-03-10"))
    edges = [Row(1, event("2025-01-01 received", "F")), Row(2, event("2027-12-31 received", "G"))]
    ends = index([*edges, *rows], calendar)
    assert (ends.first_day, ends.last_day) == (calendar.first, calendar.last)
    assert index([*rows, Row(9, TOLD[0]), Row(10, strays[1])], calendar).last_line["E"] == 10


@pytest.mark.parametrize(
    ("note", "cell"),
    [
        ("plain", "plain"),
        (("a", "b"), "a;b"),
        (("a;b", "c"), '"[""a;b"", ""c""]"'),
        ("a;b", '"""a;b"""'),
        ("a\nb", '"""a\\nb"""'),
        ("a\rb", '"""a\\rb"""'),
        ("é;b", '"""é;b"""'),
        ('"quoted"', '"""\\""quoted\\"""""'),
    ],
)
def test_a_cell_that_would_be_read_otherwise_is_written_as_json(note: object, cell: str) -> None:
    """A cell holds the words as they stand, or JSON where they would not be read back the same."""
    table = io.StringIO()
    write_events([Event("C-1", "received", day("2026-03-02"), facts={"note": note})], table, "csv")
    assert table.getvalue().split("\n")[1] == f"C-1,received,2026-03-02,,,,{cell}"
