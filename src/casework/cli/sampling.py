"""`casework sample`: a random sample for quality checks, and what the checks found."""

from __future__ import annotations

import csv
import json
import sys
from datetime import date
from typing import Any

import click

from casework.cases.caseload import Format
from casework.cli.caseloads import caseload_argument, open_caseload
from casework.cli.params import DAY, POLICY, formats
from casework.cli.saying import say
from casework.errors import LimitError
from casework.interop.learning import rate_record, sample_record
from casework.learning.period import Period
from casework.learning.rates import Rate
from casework.learning.sampling import Drawing, Sample, sample_units
from casework.prose.learning import rate_in_words, sample_in_words
from casework.rules.policy import Policy


class Said(click.ParamType[tuple[str, str]]):
    """A fact and its value, written FACT=VALUE."""

    name = "fact=value"

    def convert(self, value: Any, param: Any, ctx: Any) -> tuple[str, str]:
        """The fact and the value, or a usage error that says how to write them."""
        fact, equals, said = str(value).partition("=")
        if not (fact and equals and said):
            self.fail(f"'{value}' is no fact with a value; write FACT=VALUE", param, ctx)
        return fact, said


SAID = Said()


@click.command()
@click.argument("policy", type=POLICY)
@caseload_argument
@click.option("--of", "name", required=True, help="The event to sample, such as responded.")
@click.option("--size", type=click.IntRange(min=1), required=True, help="How many to draw.")
@click.option("--seed", type=int, required=True, help="Any number; the same draws the same.")
@click.option("--by", default="service", show_default=True, help="The fact that makes the strata.")
@click.option("--where", type=SAID, multiple=True, help="What the event must say, FACT=VALUE.")
@click.option("--finding", type=SAID, help="What a check records, and the value to count.")
@click.option("--from", "first", type=DAY, help="The first day of the population.")
@click.option("--to", "last", type=DAY, help="Its last day.")
@formats("text", "json", "csv", default="text")
def sample(
    policy: Policy,
    cases: str,
    cases_format: Format | None,
    name: str,
    size: int,
    seed: int,
    by: str,
    where: tuple[tuple[str, str], ...],
    finding: tuple[str, str] | None,
    first: date | None,
    last: date | None,
    form: str,
) -> None:
    """A random sample of CASES for quality checks, stratified, and what the checks found.

    The same seed draws the same sample from the same population. With --finding, the cases
    drawn that say FACT have been checked, and those that say VALUE are counted.
    """
    with open_caseload(cases, cases_format) as caseload:
        period = _period(first, last)
        drawing, said = Drawing(size, seed), {}  # type: Drawing, dict[str, list[str]]
        for history in caseload.histories(policy):
            units = list(sample_units(history.events, name, by, period, dict(where)))
            drawing.add(units)
            if finding is not None and units:
                said[units[0].case] = [
                    value for event in history.events for value in event.values(finding[0])
                ]
        drawn = drawing.sample()
        rate = None
        if finding is not None:
            checked = [said[unit.case] for unit in drawn.units if said[unit.case]]
            rate = Rate(sum(finding[1] in values for values in checked), len(checked))
        if form == "csv":
            _csv(drawn)
        elif form == "json":
            _json(drawn, rate)
        else:
            _text(drawn, name, by)
            if rate is not None and finding is not None:
                say(rate_in_words(rate, len(drawn.units), " ".join(finding)))
        caseload.finish()


def _period(first: date | None, last: date | None) -> Period | None:
    if first is None and last is None:
        return None
    try:
        return Period(first or date.min, last or date.max)
    except LimitError as error:
        raise click.UsageError(str(error)) from None


def _text(drawn: Sample, name: str, by: str) -> None:
    for unit in drawn.units:
        nth = f" (no. {unit.number})" if unit.number > 1 else ""
        say(f"{unit.case}{nth}  {unit.stratum}".rstrip())
    if drawn.units:
        say()
    for line in sample_in_words(drawn, name, by):
        say(line)


def _json(drawn: Sample, rate: Rate | None) -> None:
    record = sample_record(drawn)
    if rate is not None:
        record["finding"] = rate_record(rate)
    click.echo(json.dumps(record, indent=2, ensure_ascii=False))


def _csv(drawn: Sample) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("case", "event", "number", "stratum"))
    for unit in drawn.units:
        writer.writerow((unit.case, unit.event, unit.number, unit.stratum))
