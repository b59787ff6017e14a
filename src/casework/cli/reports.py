"""`casework report`: the figures of a caseload over a period."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click

from casework.cases.caseload import Format
from casework.cli.caseloads import Caseload, caseload_argument, open_caseload
from casework.cli.params import DAY, OUTPUT, POLICY, formats, written
from casework.errors import Fault, LimitError
from casework.interop.reports import report_record
from casework.learning.period import Period
from casework.learning.report import Report
from casework.learning.report import report as counted
from casework.prose.pages import report_in_html
from casework.prose.reports import report_in_markdown
from casework.rules.policy import Policy


@click.command()
@click.argument("policy", type=POLICY)
@caseload_argument
@click.option("--from", "first", type=DAY, help="The first day; by default the first event's.")
@click.option("--to", "last", type=DAY, help="The last day; by default the last event's.")
@formats("md", "html", "json", default="md")
@OUTPUT
def report(
    policy: Policy,
    cases: str,
    cases_format: Format | None,
    first: date | None,
    last: date | None,
    form: str,
    output: Path | None,
) -> None:
    """The figures of CASES under POLICY over a period, beside those of the year before."""
    with open_caseload(cases, cases_format) as caseload:
        found = _counted(policy, caseload, first, last)
        if found is not None:
            _write(found, form, output)
        caseload.finish()


def _counted(
    policy: Policy, caseload: Caseload, first: date | None, last: date | None
) -> Report | None:
    known = caseload.index(policy)
    first, last = first or known.first_day, last or known.last_day
    histories = caseload.histories(policy)
    if first is None or last is None:
        list(histories)  # there are only faults to report
        return None
    try:
        period = Period(first, last)
    except LimitError as error:
        raise click.UsageError(str(error)) from None
    faults: list[Fault] = []
    found = counted(policy, (history.events for history in histories), period, faults)
    caseload.report(*faults)
    return found


def _write(found: Report, form: str, output: Path | None) -> None:
    if form == "json":
        text = json.dumps(report_record(found), indent=2, ensure_ascii=False)
    elif form == "html":
        text = report_in_html(found)
    else:
        text = "\n".join(report_in_markdown(found))
    written(text, output)
