"""Make a caseload of invented cases that adds up to published totals, the same bytes every time.

    python examples/make_caseload.py examples/eastleigh/caseload.toml [-o FILE]

A report publishes totals and says nothing of any one case.  A `caseload.toml` says what its cases
have to add up to, group by group: how many there are, between which days they came in, and for
each fact how many of them have which value.  Nothing is left to chance.  The cases of a group are
spread evenly over the working days, and values are dealt among them in turn, so that the totals
come out exactly.  The policy is asked about every act, so the caseload holds nothing that the
policy does not permit.

The keys of a group, and of each of its acts in order:

    id            begins the reference of each case: SYN-<id>-00001
    procedure     what the cases are received under
    cases         how many; of an act: how many of those that have come so far go on with it
    from, to      the days between which they are received
    stage         of an act: where it leads, when there is a choice
    act           what is done
    days          after how many working days: since the stage began, or, of an act that begins
                  one, since the act before
    facts         the value of each fact; "10 working days" is the day so long after the act

Where days or a value differ, a table says how many cases have which: `{ upheld = 40, "" = 2 }`,
where "" is none.  `about` and `source` are for readers.
"""

from __future__ import annotations

import argparse
import io
import math
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from attrs import evolve

import casework

ENTRIES = frozenset({"receive", "escalate", "advance", "reclassify", "reopen"})
"""The acts that begin a stage."""

Quotas = Mapping[str, int]


def dealt(quotas: Quotas, number: int, turn: int) -> list[str]:
    """A value for each of a number of things, so many of each value, well mixed.

    The values are laid out evenly and picked up in strides, another stride at each turn, so that
    what is dealt at one turn falls evenly over what was dealt at another.
    """
    if sum(quotas.values()) != number:
        raise ValueError(f"{dict(quotas)} makes {sum(quotas.values())}, and there are {number}")
    rows = [
        ((2 * nth + 1) / (2 * quota), value)
        for value, quota in quotas.items()
        for nth in range(quota)
    ]
    even = [value for _, value in sorted(rows, key=lambda row: row[0])]
    begin = 1 + 2 * turn * max(number // 9, 1)
    stride = next(n for n in count(begin) if math.gcd(n, number) == 1) if number else 1
    return [even[(turn + nth * stride) % number] for nth in range(number)]


class Group:
    """One group of cases as the file says it, and the acts of each of its cases."""

    def __init__(self, said: Mapping[str, Any], policy: casework.Policy) -> None:
        self.said = said
        self.policy = policy
        self.calendar = policy.calendars["default"]
        self.turn = 0

    def events(self) -> Iterator[casework.Event]:
        """The events of its cases, one case after another."""
        for acts in self.acts():
            case = casework.Case()
            for act in acts:
                for event in casework.decide(self.policy, case, act):
                    case = casework.evolve(case, event)
                    yield event

    def acts(self) -> list[list[casework.Act]]:
        """What is done with each of its cases, in order."""
        found = [[self.receipt(nth, day)] for nth, day in enumerate(self.days())]
        self.tell(found, self.said)
        begun = [acts[0].on for acts in found]
        going = list(range(len(found)))
        for said in self.said.get("act", ()):
            taken = self.deal(said.get("cases", len(going)), len(going))
            going = [which for which, goes in zip(going, taken, strict=True) if goes]
            acts = self.next(said, [(found[which], begun[which]) for which in going])
            self.tell(acts, said)
            for which, (act,) in zip(going, acts, strict=True):
                found[which].append(act)
                if act.name in ENTRIES:
                    begun[which] = act.on
        return found

    def days(self) -> list[date]:
        """The days on which its cases are received: working days, where there are any."""
        first, last, number = self.said["from"], self.said["to"], self.said["cases"]
        every = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        open_ = [day for day in every if self.calendar.is_working_day(day)] or every
        return [open_[nth * len(open_) // number] for nth in range(number)]

    def receipt(self, nth: int, day: date) -> casework.Act:
        """The act that begins a case."""
        said = self.said
        ref = f"SYN-{said['id']}-{nth + 1:05}"
        facts = {"synthetic": True}
        stage = said.get("stage", "")
        return casework.Act(
            "receive", day, case=ref, procedure=said["procedure"], stage=stage, facts=facts
        )

    def next(
        self, said: Mapping[str, Any], so_far: Sequence[tuple[list[casework.Act], date]]
    ) -> list[list[casework.Act]]:
        """The next act of each of the cases that go on."""
        name, stage = said["act"], said.get("stage", "")
        found = []
        for (acts, begun), days in zip(so_far, self.values(said["days"], len(so_far)), strict=True):
            since = acts[-1].on if name in ENTRIES else begun
            day = self.calendar.add(since, int(days))
            found.append([casework.Act(name, day, stage=stage)])
        return found

    def tell(self, cases: list[list[casework.Act]], said: Mapping[str, Any]) -> None:
        """Give the last act of each case its facts."""
        for name, value in said.get("facts", {}).items():
            for acts, given in zip(cases, self.values(value, len(cases)), strict=True):
                if given:
                    known = dict(acts[-1].facts)
                    acts[-1] = evolve(
                        acts[-1], facts={**known, name: self.value(given, acts[-1].on)}
                    )

    def values(self, said: Any, number: int) -> list[Any]:
        """A value for each of a number of cases: the same, or as many of each as is said."""
        if not isinstance(said, Mapping):
            return [said] * number
        self.turn += 1
        return dealt(said, number, self.turn)

    def deal(self, going: int, number: int) -> list[str]:
        """Which of a number of cases go on: those with a value that is not empty."""
        if going == number:
            return ["on"] * number
        self.turn += 1
        return dealt({"on": going, "": number - going}, number, self.turn)

    def value(self, said: Any, day: date) -> Any:
        """A fact's value; of so many working days, the day so long after the act."""
        if isinstance(said, str) and said.endswith(" working days"):
            return self.calendar.add(day, int(said.split()[0]))
        if isinstance(said, str) and "+" in said:
            return tuple(said.split("+"))
        return said


def caseload(path: Path) -> Iterator[casework.Event]:
    """The events of all the groups of a file, group by group and case by case."""
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    policy = casework.load_policy(path.with_name(said["policy"]))
    for group in said["group"]:
        try:
            yield from Group(group, policy).events()
        except (ValueError, casework.CaseworkError) as error:
            error.add_note(f"in the group '{group['id']}' of {path}")
            raise


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the caseload of a file, to standard output unless a file is named."""
    parser = argparse.ArgumentParser(description="Make an invented caseload to published totals.")
    parser.add_argument("groups", type=Path, metavar="CASELOAD", help="a caseload.toml")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE")
    options = parser.parse_args(arguments)
    text = io.StringIO()
    casework.write_events(caseload(options.groups), text)
    if options.output is None:
        sys.stdout.write(text.getvalue())
    else:
        options.output.write_bytes(text.getvalue().encode())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
