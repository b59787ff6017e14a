"""A policy file, read and judged.

A file goes through four gates: it is UTF-8, it is TOML, its tables have the shape of a policy
(`structure`), and what they say can work (`soundness`).  All the faults of a gate are reported
together, each with its path and line; faults of shape that are only unknown keys do not hide
the faults behind them.
"""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path as FilePath
from typing import Any

from attrs import frozen

from casework.days.calendar import WEEKDAYS, Calendar
from casework.days.steps import Step
from casework.days.uk import uk_calendar
from casework.errors import Fault, LimitError, PolicyError, listed, meant
from casework.rules.clocks import ReceiptRule
from casework.rules.places import Path, line_at, lines_of
from casework.rules.policy import Policy
from casework.rules.procedure import Procedure
from casework.rules.soundness import unsound
from casework.rules.structure import CalendarTable, ClosedDays, PolicyFile, Problem, structure
from casework.rules.timeline import Span, Timeline

LONGEST = 3660
"""The most days that one closure may last; a longer one is a slip of the pen."""

LARGEST = 4_000_000
"""The most bytes that a policy file may have; a larger one is some other file."""


def load_policy(path: str | os.PathLike[str]) -> Policy:
    """Read an authority's policy from a TOML file.

    `PolicyError` with every fault that the file has; `OSError` where it cannot be opened.
    """
    file = FilePath(path)
    with file.open("rb") as stream:
        raw = stream.read(LARGEST + 1)
    if len(raw) > LARGEST:
        fault = Fault("", "too large", f"a policy of at most {LARGEST:,} bytes", file=str(path))
        raise PolicyError([fault])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        problem = f"byte 0x{raw[error.start]:02x} is not UTF-8"
        fault = Fault("", problem, "a text file saved as UTF-8", line=line, file=str(path))
        raise PolicyError([fault]) from None
    return parse_policy(text, str(path))


def parse_policy(text: str, name: str = "policy") -> Policy:
    """Read a policy from TOML text; `name` stands for the file in faults."""
    document = _Document(name, text, _toml(text, name))
    read, problems = structure(document.data)
    if problems and all(problem.unknown_key for problem in problems):
        read, _ = structure(document.data, strict=False)
    if read is None:
        raise PolicyError(document.faults(problems))
    policy, further = _assemble(read, _fingerprint(document.data))
    problems += further
    if policy is None or problems:
        raise PolicyError(document.faults(problems))
    return policy


@frozen
class _Document:
    name: str
    text: str
    data: dict[str, Any]

    def faults(self, problems: list[Problem]) -> list[Fault]:
        """The problems as faults, in the order of the file."""
        lines = lines_of(self.text)
        found = [
            Fault(
                self.place(problem.path),
                problem.problem,
                problem.expected,
                problem.meant,
                line_at(lines, problem.path),
                self.name,
            )
            for problem in problems
        ]
        return sorted(found, key=lambda fault: fault.line or 0)

    def place(self, path: Path) -> str:
        """The path with each array element called by its id, where it has one."""
        words, here = "", self.data  # type: str, Any
        for part in path:
            try:
                here = here[part]
            except (KeyError, IndexError, TypeError):
                here = None
            if isinstance(part, int):
                words += f"[{here.get('id', part) if isinstance(here, dict) else part}]"
            else:
                words += f".{part}" if words else part
        return words


def _toml(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.fullmatch(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", str(error))
        problem, line = (found[1], found[2]) if found else (str(error), None)
        at = int(line) if line else text.count("\n") + 1
        words = "not TOML: " + problem[:1].lower() + problem[1:]
        expected = None
        row = text.split("\n")[at - 1]
        days = re.findall(r"\b\d{4}-\d{2}-\d{2}\b", row)
        wrong = next((day for day in days if not _is_day(day)), None)
        if "illegal character" in problem.lower() and "\\n" in problem:
            words, expected = "not TOML: a quote is not closed", "a closing quote on the line"
        if wrong:
            words, expected = f"{wrong} is no day", "a day that the calendar has"
        raise PolicyError([Fault("", words, expected, line=at, file=name)]) from None
    except RecursionError:
        problem = "nested too deeply"
        raise PolicyError([Fault("", problem, "a policy", file=name)]) from None


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _fingerprint(data: Mapping[str, Any]) -> str:
    text = json.dumps(data, sort_keys=True, default=str, ensure_ascii=False)
    return sha256(text.encode()).hexdigest()[:12]


def _assemble(read: PolicyFile, fingerprint: str) -> tuple[Policy | None, list[Problem]]:
    problems: list[Problem] = []
    calendars: dict[str, Calendar] = {}
    tables: dict[Path, CalendarTable] = {("calendar",): read.calendar}
    tables |= {("calendars", name): table for name, table in read.calendars.items()}
    for path, table in tables.items():
        own = path == ("calendar",)
        name = read.policy.id if own else str(path[-1])
        if name == "default" and not own:
            problems.append(Problem(path, "'default' is the policy's own calendar", "another name"))
        if table.receipt and not own:
            expected = "receipt in [calendar], or in the clock that differs"
            problems.append(Problem((*path, "receipt"), "a receipt rule of no clock", expected))
        try:
            made = _calendar(name, table, path, problems)
        except LimitError as error:
            problems.append(Problem(path, error.text, error.expected, error.meant))
        else:
            calendars["default" if own else name] = made
    procedures = {}
    for ident in dict.fromkeys(procedure.id for procedure in read.procedure):
        rows = [(i, found) for i, found in enumerate(read.procedure) if found.id == ident]
        try:
            procedures[ident] = _revisions(ident, [found for _, found in rows])
        except LimitError as error:
            place = ("procedure", rows[-1][0], "in-force")
            problems.append(Problem(place, error.text, error.expected))
    problems += unsound(read)
    if problems:
        return None, problems
    return Policy(
        read.policy.id,
        read.policy.authority,
        read.policy.revision,
        read.source,
        calendars,
        read.calendar.receipt or ReceiptRule(),
        procedures,
        read.taxonomy,
        read.policy.title,
        read.policy.status,
        fingerprint,
    ), []


def _revisions(ident: str, revisions: list[Procedure]) -> Timeline[Procedure]:
    return Timeline(
        f"procedure '{ident}'",
        [Span(each, each.in_force.since, each.in_force.until) for each in revisions],
    )


def _calendar(name: str, table: CalendarTable, path: Path, problems: list[Problem]) -> Calendar:
    week = {day.lower(): number for number, day in enumerate(WEEKDAYS)}
    weekend = []
    for i, day in enumerate(table.weekend):
        if day in week:
            weekend.append(week[day])
        else:
            problems.append(
                Problem((*path, "weekend", i), f"found '{day}'", listed(week), meant(day, week))
            )
    source = table.source or f"calendar '{name}'"
    closures = _days(table.closures, (*path, "closures"), source, problems)
    opened = _days(table.also_working, (*path, "also-working"), source, problems)
    if table.division is not None:
        if table.first or table.last:
            problems.append(
                Problem(path, "a division and a span", "a division, or first and last, not both")
            )
        return uk_calendar(
            table.division, closures=closures, also_working=opened, weekend=weekend, name=name
        )
    if table.first is None or table.last is None:
        raise LimitError("a calendar of nowhere", "a division, or first and last")
    return Calendar.compile(
        name, table.first, table.last, closed=closures, also_working=opened, weekend=weekend
    )


def _days(
    tables: tuple[ClosedDays, ...], path: Path, source: str, problems: list[Problem]
) -> list[Step]:
    steps: dict[date, Step] = {}
    for i, table in enumerate(tables):
        since, until = table.day or table.since, table.day or table.until
        if since is None or until is None or (table.day and (table.since or table.until)):
            expected = "either day, or from and to"
            problems.append(Problem((*path, i), "no span of days", expected))
            continue
        if until < since:
            problems.append(
                Problem((*path, i), f"ends on {until}, before {since}", "a span in order")
            )
            continue
        if (until - since).days > LONGEST:
            problem = f"{(until - since).days:,} days closed on end"
            problems.append(Problem((*path, i), problem, f"at most {LONGEST} days"))
            continue
        for offset in range((until - since).days + 1):
            day = since + timedelta(days=offset)
            if day in steps:
                expected = "spans that do not overlap"
                problems.append(Problem((*path, i), f"{day} is given twice", expected))
                break
            steps[day] = Step(day, "closed", table.why, source)
    return list(steps.values())
