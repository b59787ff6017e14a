"""Reading a caseload from the command line: the file or the pipe, its progress, its faults.

A caseload is read twice, once to learn where each case ends and once to count, so that no case
is held longer than it must be.  A pipe cannot be read twice, so what comes through one is set
down in a temporary file first.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, cast

import click

from casework.cases.caseload import Format, Index, Row, grouped, histories, index, read_events
from casework.cases.events import Event
from casework.cases.history import History
from casework.cli.params import Command
from casework.cli.saying import say
from casework.errors import Fault
from casework.rules.policy import Policy

SHOWN = 100
"""The most faults that are written out; the rest are counted."""

LONG = 2_000_000
"""The bytes from which reading is long enough for a progress bar."""

IN_MEMORY = 50_000_000
"""The bytes of a pipe that are held in memory before a temporary file is made."""


class Caseload:
    """A caseload that a command was given, and the faults found in it so far."""

    def __init__(self, stream: IO[bytes], name: str, form: Format) -> None:
        self.stream = stream
        self.name = name
        self.form = form
        self.faults = 0
        self._index: Index | None = None

    def index(self, policy: Policy) -> Index:
        """Where each case ends, and the span of days, from one look through the file."""
        if self._index is None:
            self._index = index(self.rows("looking through"), policy.calendars["default"])
        return self._index

    def histories(
        self, policy: Policy, wanted: Callable[[Row], bool] | None = None
    ) -> Iterator[History]:
        """The examined history of each case with any events left; faults are reported.

        `wanted` picks the lines to keep, for a command that needs only a few.
        """
        if wanted is None:
            known = self.index(policy)
            found = histories(policy, self.rows("reading", known=known), known)
        else:
            found = histories(policy, filter(wanted, self.rows("reading")))
        for history in found:
            self.report(*history.faults)
            if history.events:
                yield history

    def cases(self, policy: Policy | None) -> Iterator[tuple[Event, ...]]:
        """The events of each case, examined where it is known under which policy they were."""
        if policy is not None:
            yield from (history.events for history in self.histories(policy))
            return
        for faults, events, _ in grouped(self.rows("reading", self._index), self._index):
            self.report(*faults)
            if events:
                yield tuple(events)

    def report(self, *faults: Fault) -> None:
        """Write faults to standard error, the first hundred in full."""
        for fault in faults:
            self.faults += 1
            if self.faults <= SHOWN:
                place = (fault.place, fault.problem, fault.expected, fault.meant, fault.line)
                say(Fault(*place, fault.file or self.name), err=True)

    def finish(self) -> None:
        """End the command with status 1 if there were faults."""
        if self.faults > SHOWN:
            more = self.faults - SHOWN
            say(f"and {more:,} more fault{'' if more == 1 else 's'}", err=True)
        if self.faults:
            raise click.exceptions.Exit(1)

    def rows(self, doing: str, known: Index | None = None) -> Iterator[Row]:
        """The lines of the caseload from its beginning, with a progress bar if they are many."""
        self.stream.seek(0)
        rows = read_events(self.stream, self.form, self.name)
        empty = True
        for row in _with_progress(rows, self.stream, f"{doing} {self.name}"):
            empty = False
            yield row
        if empty and known is None:
            self.report(Fault("", "empty", "one event a line"))


@contextmanager
def _set_down(stream: IO[bytes]) -> Iterator[IO[bytes]]:
    with SpooledTemporaryFile(max_size=IN_MEMORY) as copy:
        shutil.copyfileobj(stream, copy)
        yield cast("IO[bytes]", copy)


@contextmanager
def open_caseload(path: str, form: Format | None) -> Iterator[Caseload]:
    """Open the caseload at a path, or at `-` what comes through standard input."""
    form = form or ("csv" if path.lower().endswith(".csv") else "jsonl")
    if path == "-":
        with _set_down(sys.stdin.buffer) as stream:
            yield Caseload(stream, "standard input", form)
        return
    with Path(path).open("rb") as file:
        if file.seekable():
            yield Caseload(file, path, form)
        else:
            with _set_down(file) as copy:
                yield Caseload(copy, path, form)


def _with_progress(rows: Iterable[Row], stream: IO[bytes], label: str) -> Iterator[Row]:
    size = stream.seek(0, 2)
    stream.seek(0)
    if size < LONG or not sys.stderr.isatty():
        yield from rows
        return
    with click.progressbar(length=size, label=label, file=sys.stderr) as bar:
        for row in rows:
            if row.line % 1000 == 0:
                bar.update(stream.tell() - bar.pos)
            yield row
        bar.update(size - bar.pos)


def caseload_argument(command: Command) -> Command:
    """The CASES argument and the option that says how it is written."""
    return caseload_options(required=True)(command)


def caseload_options(*, required: bool) -> Callable[[Command], Command]:
    """The same, where CASES may be left out."""
    argument = click.argument(
        "cases",
        type=click.Path(exists=True, dir_okay=False, allow_dash=True),
        required=required,
    )
    option = click.option(
        "--cases-format",
        type=click.Choice(["jsonl", "csv"]),
        help="How CASES is written; by default its name says.",
    )
    return lambda command: argument(option(command))
