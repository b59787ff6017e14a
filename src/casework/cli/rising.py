"""`casework rising`: which causes are rising or falling, and which are too few to tell."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction

import click

from casework.cases.caseload import Format
from casework.cli.caseloads import caseload_argument, open_caseload
from casework.cli.params import DAY, POLICY, formats
from casework.cli.saying import say
from casework.errors import LimitError
from casework.interop.learning import trends_record
from casework.learning.carried import Carried
from casework.learning.period import Period
from casework.learning.rising import Against, Trends
from casework.prose.learning import test_in_words, trend_rows
from casework.rules.policy import Policy


@click.command()
@click.argument("policy", type=POLICY)
@caseload_argument
@click.option("--of", "axis", default="root-cause", show_default=True, help="Which list.")
@click.option("--from", "first", type=DAY, required=True, help="The first day of the period.")
@click.option("--to", "last", type=DAY, required=True, help="Its last day.")
@click.option(
    "--beside",
    type=click.Choice(["year-before", "just-before"]),
    default="year-before",
    show_default=True,
    help="The period to compare with.",
)
@click.option(
    "--per",
    "against",
    type=click.Choice(["days", "cases"]),
    default="days",
    show_default=True,
    help="Whether a cause is more frequent, or a larger share of the cases.",
)
@click.option("--level", type=click.IntRange(min=1), help="Roll codes up to a level; 1 is the top.")
@click.option(
    "--at",
    type=click.IntRange(1, 50),
    default=5,
    show_default=True,
    help="The chance of any false alarm, in percent.",
)
@formats("text", "json", default="text")
def rising(
    policy: Policy,
    cases: str,
    cases_format: Format | None,
    axis: str,
    first: date,
    last: date,
    beside: str,
    against: Against,
    level: int | None,
    at: int,
    form: str,
) -> None:
    """Which causes of CASES are rising or falling, and which are too few to tell."""
    try:
        period = Period(first, last)
        other = period.year_before() if beside == "year-before" else period.just_before()
        carried = Carried(policy, axis, (other, period), level)
    except LimitError as error:
        raise click.UsageError(str(error)) from None
    with open_caseload(cases, cases_format) as caseload:
        for history in caseload.histories(policy):
            carried.add(history.events)
        _told(carried, carried.trends(against=against, at=Fraction(at, 100)), form)
        caseload.finish()


def _told(carried: Carried, found: Trends, form: str) -> None:
    before, now = carried.periods
    if form == "json":
        record = {
            "axis": carried.axis,
            "before": str(before),
            "now": str(now),
            "cases": {"before": carried.cases[0], "now": carried.cases[1]},
            **trends_record(found),
        }
        click.echo(json.dumps(record, indent=2, ensure_ascii=False))
        return
    say(f"{carried.taxonomy.title}: {now}, beside {before}")
    say()
    rows = list(trend_rows(found, carried))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for title, *cells, verdict in rows:
        figures = (cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=False))
        say("  ".join((title.ljust(widths[0]), *figures, verdict)).rstrip())
    say()
    say(test_in_words(found))
