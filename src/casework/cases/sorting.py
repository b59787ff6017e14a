"""A caseload put in order of case, on disk.

Lines that are sorted by case can be counted case by case in a memory that does not grow.  The
sorting is SQLite's: the events go into a table of a temporary file and come out again in order,
so a caseload may be larger than memory.  Within a case they keep the order in which they came.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from casework.cases.events import Event, record_of

CACHED = 32_768
"""The most thousands of bytes that SQLite keeps in memory."""


def in_order_of_case(events: Iterable[Event]) -> Iterator[str]:
    """The events as JSON Lines, those of a case together; every event is read before the first."""
    with TemporaryDirectory(prefix="casework-") as folder:
        path = Path(folder) / "events"
        with closing(sqlite3.connect(path, isolation_level=None)) as table:
            table.execute(f"PRAGMA cache_size = -{CACHED}")
            table.execute("PRAGMA journal_mode = OFF")
            table.execute("PRAGMA temp_store = FILE")
            table.execute("BEGIN")
            table.execute("CREATE TABLE event (number INTEGER PRIMARY KEY, name TEXT, line TEXT)")
            table.executemany("INSERT INTO event VALUES (?, ?, ?)", _rows(events))
            table.execute("COMMIT")
            for (line,) in table.execute("SELECT line FROM event ORDER BY name, number"):
                yield line


def _rows(events: Iterable[Event]) -> Iterator[tuple[int, str, str]]:
    for number, event in enumerate(events):
        yield number, event.case, json.dumps(record_of(event), ensure_ascii=False)
