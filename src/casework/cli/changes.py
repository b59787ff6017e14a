"""`casework diff`, `impact` and `replay-under`: what another rule, or another day off, changes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import click

from casework.cases.caseload import Format
from casework.cases.moved import Moved, moved
from casework.cli.caseloads import Caseload, caseload_argument, caseload_options, open_caseload
from casework.cli.params import DAY, POLICY, formats
from casework.cli.saying import say
from casework.days.uk import DIVISIONS
from casework.errors import CaseworkError, Fault
from casework.interop.changes import change_record, moved_record, replayed_record
from casework.learning.replayed import Replayed
from casework.prose.changes import (
    changes_in_markdown,
    moved_in_markdown,
    replayed_in_markdown,
)
from casework.rules.policy import Policy
from casework.rules.schemes.differing import changes
from casework.rules.schemes.proclaiming import proclaimed

AS_OF = click.option("--as-of", type=DAY, help="The day to look; by default the last event's.")


@click.command()
@click.argument("old", type=POLICY)
@click.argument("new", type=POLICY)
@caseload_options(required=False)
@AS_OF
@click.option("--as-if", is_flag=True, help="Take both as if they had always been in force.")
@formats("md", "json", default="md")
def diff(
    old: Policy,
    new: Policy,
    cases: str | None,
    cases_format: Format | None,
    as_of: date | None,
    *,
    as_if: bool,
    form: str,
) -> None:
    """What changes from policy OLD to NEW, and which open cases of CASES are due on another day.

    OLD and NEW are policy files or shipped schemes, such as housing-ombudsman-2022.
    """
    found = changes(old, new)
    if cases is None:
        _write([*map(change_record, found)], changes_in_markdown(found), form)
        return
    with open_caseload(cases, cases_format) as caseload:
        day = as_of or caseload.index(old).last_day
        if as_if:
            old, new = old.as_if_always(), new.as_if_always()
        moves = [*_moved(caseload, old, new, day)] if day else []
        records = {
            "changes": [*map(change_record, found)],
            "moved": [*map(moved_record, moves)],
        }
        _write(records, _both(changes_in_markdown(found), moves, f"On {day}"), form)
        caseload.finish()


@click.command()
@click.argument("day", type=DAY)
@click.argument("policy", type=POLICY)
@caseload_argument
@click.option(
    "--division",
    "divisions",
    type=click.Choice([*DIVISIONS]),
    multiple=True,
    required=True,
    help="Where the day is a bank holiday; may be given several times.",
)
@click.option("--why", default="bank holiday", show_default=True, help="What the day is called.")
@AS_OF
@formats("md", "json", default="md")
def impact(
    day: date,
    policy: Policy,
    cases: str,
    cases_format: Format | None,
    divisions: tuple[str, ...],
    why: str,
    as_of: date | None,
    form: str,
) -> None:
    """Which open cases of CASES move because DAY is proclaimed a bank holiday, and to when."""
    before, after = proclaimed(policy, day, divisions, why)
    with open_caseload(cases, cases_format) as caseload:
        looked = as_of or caseload.index(policy).last_day
        moves = [*_moved(caseload, before, after, looked)] if looked else []
        heading = f"{why} on {day}, as of {looked}"
        _write([*map(moved_record, moves)], moved_in_markdown(moves, heading), form)
        caseload.finish()


@click.command("replay-under")
@click.argument("policy", type=POLICY)
@caseload_argument
@click.option("--instead-of", "own", type=POLICY, help="The policy that CASES was kept under.")
@AS_OF
@formats("md", "json", default="md")
def replay_under(
    policy: Policy,
    cases: str,
    cases_format: Format | None,
    own: Policy | None,
    as_of: date | None,
    form: str,
) -> None:
    """CASES as they would have gone under POLICY: how many late, and when the work was due.

    POLICY is taken as if it had always been in force.  With --instead-of, beside how the cases
    went under their own policy.
    """
    with open_caseload(cases, cases_format) as caseload:
        day = as_of or caseload.index(own or policy).last_day
        sides = [own, policy.as_if_always()] if own is not None else [policy.as_if_always()]
        found = [Replayed(each, day) for each in sides if day]
        for events in caseload.cases(own):
            for replayed in found:
                try:
                    replayed.add(events)
                except CaseworkError as error:
                    caseload.report(Fault(events[0].case, str(error)))
        _write([*map(replayed_record, found)], replayed_in_markdown(found), form)
        caseload.finish()


def _moved(caseload: Caseload, before: Policy, after: Policy, day: date) -> Iterator[Moved]:
    for history in caseload.histories(before):
        try:
            yield from moved(before, after, history.events, day)
        except CaseworkError as error:
            caseload.report(Fault(history.events[0].case, str(error)))


def _both(words: Iterator[str], moves: list[Moved], heading: str) -> Iterator[str]:
    yield from words
    yield ""
    yield from moved_in_markdown(moves, heading)


def _write(records: object, words: Iterator[str], form: str) -> None:
    if form == "json":
        click.echo(json.dumps(records, indent=2, ensure_ascii=False))
    else:
        for line in words:
            say(line)
