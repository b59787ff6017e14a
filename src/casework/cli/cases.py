"""`casework status` and `casework explain`: the clocks of a caseload, and why one is due."""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

import click

from casework.cases.caseload import Format, Row
from casework.cases.clocks import UNFINISHED, Clock, clocks
from casework.cases.corrections import effective
from casework.cases.events import Event
from casework.cli.caseloads import Caseload, caseload_argument, open_caseload
from casework.cli.params import DAY, POLICY, formats
from casework.cli.saying import say
from casework.errors import CaseworkError, Fault
from casework.interop.records import CLOCK_COLUMNS, clock_record, reckoning_record
from casework.prose.clocks import clock_in_words, clock_row, clock_rows_heading
from casework.prose.timelines import case_in_mermaid
from casework.rules.policy import Policy


@click.command()
@click.argument("policy", type=POLICY)
@caseload_argument
@click.option("--as-of", type=DAY, required=True, help="The day on which to look.")
@click.option("--all", "whole", is_flag=True, help="In text, list the clocks that have ended too.")
@formats("text", "json", "csv", default="text")
def status(
    policy: Policy, cases: str, cases_format: Format | None, as_of: date, *, whole: bool, form: str
) -> None:
    """The clocks of CASES under POLICY on a day: what is due, what is late, what was.

    CASES is JSON Lines or CSV, one event a line; - reads standard input.
    """
    with open_caseload(cases, cases_format) as caseload:
        found = _clocks(policy, caseload, as_of)
        if form == "text":
            _text(found, as_of, whole=whole)
        else:
            {"json": _json, "csv": _csv}[form](found)
        caseload.finish()


@click.command()
@click.argument("policy", type=POLICY)
@caseload_argument
@click.option("--case", "ref", required=True, help="The case to explain.")
@click.option("--as-of", type=DAY, required=True, help="The day on which to look.")
@formats("text", "json", "mermaid", default="text")
def explain(
    policy: Policy, cases: str, cases_format: Format | None, ref: str, as_of: date, form: str
) -> None:
    """Why each clock of one case is due when it is, step by step with its source.

    As mermaid, the case is drawn as a timeline.
    """
    with open_caseload(cases, cases_format) as caseload:
        lines = 0

        def wanted(row: Row) -> bool:
            nonlocal lines
            ours = row.event is not None and row.event.case == ref
            lines += ours
            return ours or row.event is None

        events = [
            event for history in caseload.histories(policy, wanted) for event in history.events
        ]
        found = _clocks_of(policy, caseload, events, as_of)
        if not lines:
            caseload.report(Fault(ref, "there is no such case"))
        elif found == ():
            caseload.report(Fault(ref, f"no clock of this case has started by {as_of}"))
        elif found is not None:
            out = click.echo if form == "json" else say
            out(_explained(policy, events, found, as_of, form))
        caseload.finish()


def _explained(
    policy: Policy, events: list[Event], found: tuple[Clock, ...], as_of: date, form: str
) -> str:
    if form == "json":
        records = [clock_record(clock) | reckoning_record(clock.reckoning) for clock in found]
        return json.dumps(records, indent=2, ensure_ascii=False)
    if form == "mermaid":
        history = (event for event in effective(events) if event.on <= as_of)
        return "\n".join(case_in_mermaid(policy, history, found, as_of))
    return "\n\n".join("\n".join(clock_in_words(policy, clock, as_of)) for clock in found)


def _clocks_of(
    policy: Policy, caseload: Caseload, events: Iterable[Event], as_of: date
) -> tuple[Clock, ...] | None:
    history = tuple(events)
    try:
        return clocks(policy, history, as_of)
    except CaseworkError as error:
        caseload.report(Fault(history[0].case, str(error)))
        return None


def _clocks(policy: Policy, caseload: Caseload, as_of: date) -> Iterator[Clock]:
    for history in caseload.histories(policy):
        yield from _clocks_of(policy, caseload, history.events, as_of) or ()


def _text(found: Iterator[Clock], as_of: date, *, whole: bool) -> None:
    counts: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    listed = []
    for clock in found:
        counts[clock.owed][clock.state] += 1
        if whole or (clock.state in UNFINISHED and clock.owed):
            listed.append(clock)
    listed.sort(key=lambda clock: (clock.due, clock.case))
    rows = [clock_rows_heading(), *(clock_row(clock) for clock in listed)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    if listed:
        for row in rows:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            say("  ".join(cells).rstrip())
        say()
    owed, others = (
        ", ".join(f"{count:,} {state}" for state, count in sorted(counts[each].items()))
        for each in (True, False)
    )
    say(f"On {as_of}: {owed or 'no clocks'}.")
    if others:
        say(f"Windows and waits of complainants: {others}.")


def _json(found: Iterator[Clock]) -> None:
    separator = "["
    for clock in found:
        click.echo(separator + "\n  " + json.dumps(clock_record(clock)), nl=False)
        separator = ","
    click.echo("[]" if separator == "[" else "\n]")


def _csv(found: Iterator[Clock]) -> None:
    writer = csv.DictWriter(sys.stdout, CLOCK_COLUMNS, lineterminator="\n")
    writer.writeheader()
    for clock in found:
        writer.writerow(clock_record(clock))
