"""`casework weekly`: what departments are told each week."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from casework.cases.caseload import Format
from casework.cli.caseloads import caseload_argument, open_caseload
from casework.cli.params import DAY, OUTPUT, POLICY, formats, written
from casework.errors import Fault
from casework.learning.weekly import weekly as status_of
from casework.prose.weekly import weekly_in_html, weekly_in_markdown
from casework.rules.policy import Policy


@click.command()
@click.argument("policy", type=POLICY)
@caseload_argument
@click.option("--as-of", type=DAY, required=True, help="The first day of the week.")
@click.option("--by", help="The fact that names the department; by default the policy's.")
@formats("md", "html", default="md")
@OUTPUT
def weekly(
    policy: Policy,
    cases: str,
    cases_format: Format | None,
    as_of: date,
    by: str | None,
    form: str,
    output: Path | None,
) -> None:
    """By department: what is overdue, what is due this week, and what to be reminded of."""
    with open_caseload(cases, cases_format) as caseload:
        faults: list[Fault] = []
        events = (history.events for history in caseload.histories(policy))
        found = status_of(policy, events, as_of, faults, by=by)
        caseload.report(*faults)
        text = weekly_in_html(found) if form == "html" else "\n".join(weekly_in_markdown(found))
        written(text, output)
        caseload.finish()
