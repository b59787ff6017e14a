"""`casework due`: one limit, one start, one due day, and why."""

from __future__ import annotations

import json
from datetime import date

import click

from casework.cli.params import MOMENT, formats
from casework.days.reckoning import CONVENTIONS, reckon
from casework.days.uk import DIVISIONS, uk_calendar
from casework.errors import LimitError
from casework.interop.records import reckoning_record
from casework.prose.days import day_in_words, reckoning_in_words


def _convention(name: str) -> click.Choice[str]:
    return click.Choice(CONVENTIONS[name])


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("limit")
@click.argument("start", type=MOMENT)
@click.option("--calendar", required=True, type=click.Choice(list(DIVISIONS)), help="Whose bank holidays.")
@click.option("--counting", type=_convention("counting"), default="day-after", show_default=True)
@click.option("--receipt", type=_convention("receipt"), default="as-received", show_default=True)
@click.option("--ends", type=_convention("ends"), default="as-it-falls", show_default=True)
@click.option("--months", type=_convention("months"), default="corresponding-date", show_default=True)
@formats("text", "json", default="text")
def due(limit: str, start: date, calendar: str, form: str, **conventions: str) -> None:
    """When LIMIT that runs from START is due, and why.

    LIMIT is such as "20 working days", "1 month" or "-5 working days"; START is a day, or an
    instant for a limit in hours.
    """
    try:
        found = reckon(limit, start, calendar=uk_calendar(calendar), **conventions)  # type: ignore[arg-type]
    except LimitError as error:
        raise click.UsageError(str(error)) from None
    if form == "json":
        click.echo(json.dumps(reckoning_record(found), indent=2, ensure_ascii=False))
        return
    click.echo(day_in_words(found.due))
    click.echo()
    for line in reckoning_in_words(found):
        click.echo(line)
