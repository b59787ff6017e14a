"""Write the golden tables from the library: `python tests/golden/regenerate.py [--check]`.

Each bank holiday of each division, and a sample of due dates.  A change in a table is a date
that has moved: read the difference, and say in the changelog why.  With `--check` nothing is
written, and the exit status is 1 where a table is stale.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

from casework import reckon, uk_calendar
from casework.days.uk import DIVISIONS, bank_holidays

HERE = Path(__file__).parent
FIRST, LAST = date(2012, 1, 1), date(2028, 12, 31)
LAST_START = date(2028, 11, 28)  # 20 working days later is the last proclaimed working day
STEP = timedelta(days=5)  # prime to 7, so that every weekday is a start as often as any other
LIMITS = ("10 working days", "20 working days")


def holidays(division: str) -> Iterator[tuple[object, ...]]:
    """The bank holidays of a division, those at the weekend too."""
    yield "date", "weekday", "name"
    for step in bank_holidays(division):
        if FIRST <= step.day <= LAST:
            yield step.day, f"{step.day:%A}", step.why


def due_dates() -> Iterator[tuple[object, ...]]:
    """What is due in each division from a start every few days."""
    yield "start", "limit", *DIVISIONS
    calendars = [uk_calendar(division) for division in DIVISIONS]
    start = FIRST
    while start <= LAST_START:
        for limit in LIMITS:
            yield start, limit, *(reckon(limit, start, calendar=made).due for made in calendars)
        start += STEP


def tables() -> dict[str, str]:
    """Every table as text, by its path from this folder."""
    made = {f"bank-holidays/{division}.csv": written(holidays(division)) for division in DIVISIONS}
    return made | {"due-dates.csv": written(due_dates())}


def written(rows: Iterable[tuple[object, ...]]) -> str:
    """Rows as CSV."""
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def stale(folder: Path = HERE) -> list[str]:
    """The tables in a folder that the library would now write otherwise, or that are lacking."""
    return [
        name
        for name, text in tables().items()
        if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != text
    ]


def main(arguments: Sequence[str] | None = None, folder: Path = HERE) -> int:
    """Write the tables, or only say which are stale."""
    parser = argparse.ArgumentParser(description="Write the golden tables from the library.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where stale")
    check: bool = parser.parse_args(arguments).check
    names = stale(folder)
    for name in names:
        print(f"{'stale' if check else 'written'}: {name}")
        if not check:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(tables()[name], encoding="utf-8", newline="\n")
    return int(check and bool(names))


if __name__ == "__main__":
    sys.exit(main())
