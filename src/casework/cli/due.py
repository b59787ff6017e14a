"""`casework due`: one limit, one start, one due day, and why."""

from __future__ import annotations

import json
import re
from datetime import date, datetime

import click

from casework.cli.params import MOMENT, formats
from casework.cli.saying import say
from casework.days.limits import Limit
from casework.days.reckoning import CONVENTIONS, reckon
from casework.days.uk import DIVISIONS, uk_calendar
from casework.errors import LimitError
from casework.interop.records import reckoning_record
from casework.prose.days import day_in_words, reckoning_in_words

MINUS = "\N{MINUS SIGN}"


def _convention(name: str) -> click.Choice[str]:
    return click.Choice(CONVENTIONS[name])


def _fits(limit: Limit, start: date) -> None:
    if isinstance(start, datetime) and limit.unit != "hours":
        raise LimitError(f"{start:%Y-%m-%dT%H:%M}", f"a day to count {limit} from")
    if limit.unit == "hours" and not isinstance(start, datetime):
        raise LimitError(str(start), f"a time to count {limit} from, such as {start}T09:00")


class _Due(click.Command):
    """A command whose first argument may be negative, which is no option.

    A hyphen before a figure goes through click's parser as a minus sign.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, [re.sub(r"^-(?=\d)", MINUS, arg) for arg in args])


@click.command(cls=_Due)
@click.argument("limit")
@click.argument("start", type=MOMENT)
@click.option(
    "--calendar", required=True, type=click.Choice(list(DIVISIONS)), help="Whose bank holidays."
)
@click.option("--counting", type=_convention("counting"), default="day-after", show_default=True)
@click.option("--receipt", type=_convention("receipt"), default="as-received", show_default=True)
@click.option("--ends", type=_convention("ends"), default="as-it-falls", show_default=True)
@click.option(
    "--months", type=_convention("months"), default="corresponding-date", show_default=True
)
@formats("text", "json", default="text")
def due(limit: str, start: date, calendar: str, form: str, **conventions: str) -> None:
    """When LIMIT that runs from START is due, and why.

    LIMIT is such as "20 working days", "1 month" or "-5 working days"; START is a day, or an
    instant for a limit in hours.
    """
    limit = limit.replace(MINUS, "-")
    try:
        _fits(Limit.parse(limit), start)
        found = reckon(limit, start, calendar=uk_calendar(calendar), **conventions)  # type: ignore[arg-type]
    except LimitError as error:
        raise click.UsageError(str(error)) from None
    if form == "json":
        click.echo(json.dumps(reckoning_record(found), indent=2, ensure_ascii=False))
        return
    say(day_in_words(found.due))
    say()
    for line in reckoning_in_words(found):
        say(line)
