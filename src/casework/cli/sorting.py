"""`casework sort`: a caseload put in order of case, on disk."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import click

from casework.cases.caseload import Format
from casework.cases.events import Event
from casework.cases.sorting import in_order_of_case
from casework.cli.caseloads import Caseload, caseload_argument, open_caseload
from casework.cli.params import OUTPUT


@click.command()
@caseload_argument
@OUTPUT
def sort(cases: str, cases_format: Format | None, output: Path | None) -> None:
    """CASES as JSON Lines, the events of a case together.

    A caseload of any size that is sorted so is counted in a memory that does not grow. The
    sorting is done on disk.
    """
    with open_caseload(cases, cases_format) as caseload, ExitStack() as stack:
        stream = sys.stdout
        if output is not None:
            stream = stack.enter_context(output.open("w", encoding="utf-8"))
        for line in in_order_of_case(_events(caseload)):
            stream.write(line + "\n")
        caseload.finish()


def _events(caseload: Caseload) -> Iterator[Event]:
    for row in caseload.rows("sorting"):
        if row.event is None:
            caseload.report(*row.faults)
        else:
            yield row.event
