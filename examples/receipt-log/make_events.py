"""Turn the CoSeLoG receipt log into a caseload for the policy beside this file.

The log is a CSV of one activity a row, each row repeating what is known of its case.  A case
becomes:

    received            on its start, with its channel, department and group
    extended            on the day of receipt, where its planned end is later than 56 days on
    promised            on the day of receipt, where it is sooner
    confirmation-sent   when the activity T05 printed and sent it
    responded           on its end, if it has one

The log has no event for a change of the planned end, so one is written on the day of receipt.
42 days more is an extension `by` that length, of which there are many; any other is told as the
log has it, `until` the planned day.  What the policy does not permit is left out and listed.

Days are the log's own: the date as it is printed, with the offset of the Netherlands.  Many
times are in the first hour after midnight there, which is still the day before in London.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import casework

HERE = Path(__file__).parent
LIMIT = timedelta(days=56)
USUAL_EXTENSION = timedelta(days=42)
CONFIRMATION = "T05 Print and send confirmation of receipt"

Row = Mapping[str, str]


def day(timestamp: str) -> date:
    """The local day of a timestamp of the log."""
    return date.fromisoformat(timestamp[:10])


def cases(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """The rows of each case, in the order of the log."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["case:concept:name"], []).append(row)
    return found


def acts(ref: str, rows: Sequence[Row]) -> Iterator[casework.Act]:
    """What was done with one case, in order."""
    row = rows[0]
    start, planned = day(row["case:startdate"]), day(row["case:enddate_planned"])
    facts = {name: row[f"case:{name}"] for name in ("channel", "department", "group")}
    yield casework.Act("receive", start, case=ref, procedure="permit-receipt", facts=facts)
    more = planned - start - LIMIT
    if more == USUAL_EXTENSION:
        yield casework.Act("extend", start, facts={"by": f"{more.days} days"})
    elif more:
        name = "extend" if more > timedelta(0) else "promise"
        yield casework.Act(name, start, facts={"until": str(planned)})
    done = [
        casework.Act("confirmation-sent", day(each["time:timestamp"]))
        for each in rows
        if each["concept:name"] == CONFIRMATION
    ]
    if row["case:enddate"]:
        done.append(casework.Act("respond", day(row["case:enddate"])))
    yield from sorted(done, key=lambda act: act.on)


def events_of(
    policy: casework.Policy, ref: str, rows: Sequence[Row], refused: list[casework.Refused]
) -> Iterator[casework.Event]:
    """The events of one case; what the policy does not permit goes into `refused`."""
    case = casework.Case()
    for act in acts(ref, rows):
        try:
            events = casework.decide(policy, case, act)
        except casework.Refused as error:
            refused.append(error)
            continue
        for event in events:
            case = casework.evolve(case, event)
            yield event


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the log, write its events, and say on standard error what became of them."""
    parser = argparse.ArgumentParser(description="Turn the CoSeLoG receipt log into events.")
    parser.add_argument("log", type=Path, metavar="LOG", help="the receipt log as CSV")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="else standard output")
    options = parser.parse_args(arguments)
    policy = casework.load_policy(HERE / "policy.toml")
    with options.log.open(encoding="utf-8", newline="") as stream:
        found = cases(csv.DictReader(stream))
    refused: list[casework.Refused] = []
    events = [
        event for ref, rows in found.items() for event in events_of(policy, ref, rows, refused)
    ]
    text = io.StringIO()
    casework.write_events(events, text)
    if options.output:
        options.output.write_bytes(text.getvalue().encode())
    else:
        print(text.getvalue(), end="")
    for error in refused:
        print(f"left out: {error}", file=sys.stderr)
    print(f"{len(found):,} cases, {len(events):,} events", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
