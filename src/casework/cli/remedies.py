"""`casework remedies`: what was undertaken about the cases of a caseload, and how it stands."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from datetime import date

import click

from casework.cases.caseload import Format
from casework.cases.undertakings import Undertaking, undertakings
from casework.cli.caseloads import Caseload, caseload_argument, open_caseload
from casework.cli.params import DAY, POLICY, formats
from casework.cli.saying import say
from casework.errors import CaseworkError, Fault
from casework.interop.undertakings import UNDERTAKING_COLUMNS, undertaking_record
from casework.prose.undertakings import HEADING, undertaking_row, undertakings_in_words
from casework.rules.policy import Policy


@click.command()
@click.argument("policy", type=POLICY)
@caseload_argument
@click.option("--as-of", type=DAY, required=True, help="The day on which to look.")
@click.option("--all", "whole", is_flag=True, help="In text, list those that have ended too.")
@formats("text", "json", "csv", default="text")
def remedies(
    policy: Policy, cases: str, cases_format: Format | None, as_of: date, *, whole: bool, form: str
) -> None:
    """The remedies, corrective actions and orders of CASES on a day: what is open, what is late.

    CASES is JSON Lines or CSV, one event a line; - reads standard input.
    """
    with open_caseload(cases, cases_format) as caseload:
        found = list(_undertakings(policy, caseload, as_of))
        found.sort(key=lambda each: (each.due or date.max, each.case, each.id))
        if form == "text":
            _text(found, as_of, whole=whole)
        else:
            {"json": _json, "csv": _csv}[form](found)
        caseload.finish()


def _undertakings(policy: Policy, caseload: Caseload, as_of: date) -> Iterator[Undertaking]:
    for history in caseload.histories(policy):
        try:
            yield from undertakings(policy, history.events, as_of)
        except CaseworkError as error:
            caseload.report(Fault(history.events[0].case, str(error)))


def _text(found: list[Undertaking], as_of: date, *, whole: bool) -> None:
    shown = [each for each in found if whole or each.ended is None]
    if shown:
        rows = [HEADING, *map(undertaking_row, shown)]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            say("  ".join(cells).rstrip())
        say()
    say(f"On {as_of}: {'; '.join(undertakings_in_words(found))}.")


def _json(found: list[Undertaking]) -> None:
    click.echo(json.dumps(list(map(undertaking_record, found)), indent=2, ensure_ascii=False))


def _csv(found: list[Undertaking]) -> None:
    writer = csv.DictWriter(sys.stdout, UNDERTAKING_COLUMNS, lineterminator="\n")
    writer.writeheader()
    for each in found:
        record = undertaking_record(each)
        writer.writerow(
            {
                key: ";".join(value) if isinstance(value, list) else value
                for key, value in record.items()
            }
        )
