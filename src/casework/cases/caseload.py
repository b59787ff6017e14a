"""A caseload as a stream of lines: JSON Lines or CSV, in and out.

One event a line, in any order across cases, in order of day within a case.  A line that cannot
be read is a fault with its number, and the next line is read all the same.  A fact with several
values is a list in JSON; in CSV its cell has them with `;` between.  A cell that this would
read otherwise is written as JSON.

Nothing is held that is not needed.  `index` looks through a file once and notes where each case
ends that comes in more than one place; `histories` then holds the events of such a case until
its last line has come, and those of any other until the next case begins.  So a file whose
lines stand together case by case is read in a memory that does not grow, in whatever order the
cases come; in any other file it grows with the cases that are scattered.  Without an index (from
a pipe) every case is held to the end, since any line may belong to it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import IO, Literal

from attrs import frozen

from casework.cases.events import COLUMNS, Event, event_from, record_of
from casework.cases.history import History, examine
from casework.cases.seen import Seen
from casework.days.calendar import Calendar
from casework.errors import Fault
from casework.rules.policy import Policy

Format = Literal["jsonl", "csv"]

LONGEST = 1_000_000
"""The most bytes that a line may have."""

SEPARATOR = ";"
"""What stands between the values of a fact that has several, in CSV."""


@frozen
class Row:
    """A line of a caseload: its number, and the event on it or what is wrong with it."""

    line: int
    event: Event | None = None
    faults: tuple[Fault, ...] = ()


@frozen
class Index:
    """What one look through a file tells: where cases end, and the span of days.

    `last_line` has the last line of every case that comes in more than one place, and now and
    then that of another.
    """

    last_line: Mapping[str, int]
    first_day: date | None = None
    last_day: date | None = None


def read_events(
    stream: IO[bytes], form: Format = "jsonl", file: str | None = None
) -> Iterator[Row]:
    """The lines of a caseload, as they come; blank lines are passed over."""
    return _read_csv(stream, file) if form == "csv" else _read_jsonl(stream, file)


def write_events(events: Iterable[Event], stream: IO[str], form: Format = "jsonl") -> None:
    """Write events as a caseload that `read_events` reads back as the same events.

    A CSV has a column for every fact that any of the events has, so it is written once all of
    them are known.
    """
    if form == "jsonl":
        for event in events:
            stream.write(json.dumps(record_of(event), ensure_ascii=False) + "\n")
        return
    records = [record_of(event) for event in events]
    facts = sorted({name for record in records for name in record} - set(COLUMNS))
    writer = csv.DictWriter(stream, [*COLUMNS, *facts], lineterminator="\n")
    writer.writeheader()
    for record in records:
        writer.writerow(
            {name: _cell(value, several=name not in COLUMNS) for name, value in record.items()}
        )


def index(rows: Iterable[Row], calendar: Calendar | None = None) -> Index:
    """The last line of every scattered case, and the first and last day of the events.

    Days outside the calendar, if one is given, are no days of the caseload.
    """
    last_line: dict[str, int] = {}
    seen, here = Seen(), None
    first = last = None
    for row in rows:
        if row.event is not None:
            case = row.event.case
            if case in last_line or (case != here and seen.again(case)):
                last_line[case] = row.line
            here = case
            on = row.event.on
            if calendar is not None and not calendar.first <= on <= calendar.last:
                continue
            first = min(on, first or on)
            last = max(on, last or on)
    return Index(last_line, first, last)


def histories(policy: Policy, rows: Iterable[Row], known: Index | None = None) -> Iterator[History]:
    """The examined history of each case, and the faults of lines that could not be read.

    If the index of the file is known, a case comes as soon as it is known to be whole: once the
    next has begun or, where it is scattered, once its last line has been read.
    """
    for faults, events, lines in grouped(rows, known):
        yield examine(policy, events, lines) if events else History((), faults)


def grouped(
    rows: Iterable[Row], known: Index | None = None
) -> Iterator[tuple[tuple[Fault, ...], list[Event], list[int]]]:
    """The events of each case with their lines, or the faults of a line that has none."""
    last_line = known.last_line if known else {}
    held: dict[str, tuple[list[Event], list[int]]] = {}
    here: str | None = None
    for row in rows:
        if row.event is None:
            yield row.faults, [], []
            continue
        ref = row.event.case
        if known and here in held and ref != here and here not in last_line:
            yield (), *held.pop(here)
        here = ref
        events, lines = held.setdefault(ref, ([], []))
        events.append(row.event)
        lines.append(row.line)
        if last_line.get(ref) == row.line:
            del held[ref]
            yield (), events, lines
    for events, lines in held.values():
        yield (), events, lines


def _lines(stream: IO[bytes], file: str | None) -> Iterator[tuple[int, str | Fault]]:
    number = 0
    while raw := stream.readline(LONGEST + 1):
        number += 1
        if len(raw) > LONGEST:
            while raw and not raw.endswith(b"\n"):
                raw = stream.readline(LONGEST)
            problem = f"longer than {LONGEST:,} bytes"
            yield number, Fault("", problem, "one event a line", line=number, file=file)
            continue
        try:
            yield number, raw.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            problem = f"byte 0x{raw[error.start]:02x} is not UTF-8"
            yield number, Fault("", problem, "text saved as UTF-8", line=number, file=file)


def _read_jsonl(stream: IO[bytes], file: str | None) -> Iterator[Row]:
    for number, text in _lines(stream, file):
        if isinstance(text, Fault):
            yield Row(number, None, (text,))
        elif not text.isspace() and text:
            try:
                record = json.loads(text.rstrip("\n"))
            except ValueError as error:
                problem = f"not JSON: {error}".replace("line 1 ", "")
                yield _bad(number, file, problem, "one whole JSON object a line")
            except RecursionError:
                yield _bad(number, file, "nested too deeply", "one flat JSON object a line")
            else:
                if "\\ud" in text.lower() and not _is_text(record):
                    yield _bad(number, file, "half of a surrogate pair", "whole characters")
                elif isinstance(record, dict):
                    yield _row(number, record, file)
                else:
                    yield _bad(number, file, "not a JSON object", "one JSON object a line")


def _read_csv(stream: IO[bytes], file: str | None) -> Iterator[Row]:
    heading: list[str] | None = None
    for number, text in _lines(stream, file):
        if isinstance(text, Fault):
            yield Row(number, None, (text,))
            continue
        try:
            cells = next(csv.reader(io.StringIO(text), strict=True), [])
        except csv.Error as error:
            yield _bad(number, file, f"not CSV: {error}", "one event a line, quotes closed")
            continue
        if not any(cells):
            continue
        if heading is None:
            heading = [cell.strip() for cell in cells]
            if not {"case", "event", "on"} <= set(heading):
                yield _bad(number, file, "no heading", "a first line with case, event, on")
                return
        elif len(cells) > len(heading):
            problem = f"{len(cells)} cells under {len(heading)} headings"
            yield _bad(number, file, problem, "a cell for each heading")
        else:
            pairs = zip(heading, cells, strict=False)
            record = {name: _value(cell, several=name not in COLUMNS) for name, cell in pairs}
            yield _row(number, record, file)


def _is_text(record: object) -> bool:
    try:
        json.dumps(record, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _value(cell: str, *, several: bool) -> object:
    if cell[:1] == '"' or (several and cell[:1] == "["):
        try:
            found: object = json.loads(cell)
        except (ValueError, RecursionError):
            return cell
        return found if _is_text(found) else cell
    if several and SEPARATOR in cell:
        return [part.strip() for part in cell.split(SEPARATOR)]
    return cell


def _cell(value: object, *, several: bool) -> str:
    plain = SEPARATOR.join(value) if isinstance(value, list) else str(value)
    if _value(plain, several=several) == value and "\n" not in plain and "\r" not in plain:
        return plain
    return json.dumps(value, ensure_ascii=False)


def _row(number: int, record: Mapping[str, object], file: str | None) -> Row:
    found = event_from(record)
    if isinstance(found, Event):
        return Row(number, found)
    faults = (
        Fault(fault.place, fault.problem, fault.expected, fault.meant, number, file)
        for fault in found
    )
    return Row(number, None, tuple(faults))


def _bad(number: int, file: str | None, problem: str, expected: str) -> Row:
    return Row(number, None, (Fault("", problem, expected, line=number, file=file),))
