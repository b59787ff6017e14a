"""Make `cases.jsonl`: invented cases that add up to published totals, the same bytes every time.

The report of January 2021 gives totals for the complaints of 1 April to 30 September 2020 and
says nothing of any one of them.  The totals below are the report's; days, channels, services,
outcomes and the ends of the cases are invented.  The policy beside this file is asked about
every act, so the caseload holds nothing that it does not permit.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import TypeVar

import casework

HERE = Path(__file__).parent
FIRST, LAST = date(2020, 4, 1), date(2020, 9, 30)
PHONE_LINE = date(2020, 7, 1)
SEED = 20210106

COMPLAINTS, TO_STAGE_TWO, TO_STAGE_THREE = 379, 34, 12
ROOT_CAUSES = {
    "quality-of-service": 95,
    "communications": 53,
    "service-failure": 53,
    "objection-to-decision": 49,
    "service-delay": 29,
    "staff-attitude": 25,
    "change-in-service": 15,
    "contractor": 13,
    "policy-objection": 11,
}
CORRECTIVE_ACTIONS = {
    "inspection": 5,
    "contractor": 2,
    "performance": 3,
    "training": 8,
    "equipment": 2,
    "policy": 3,
    "service": 3,
    "literature": 2,
    "information": 3,
}
"""Those that suit only some complaints come first, while there is a choice."""

WITHDRAWN = 3
SERVICES = {
    "environment-and-communities": 34,
    "housing-management": 28,
    "housing-needs": 17,
    "resources-and-assets": 16,
    "childrens-services": 5,
}
OUTCOMES = {"upheld": 30, "partly-upheld": 20, "not-upheld": 50}
OUTCOMES_OF = {"housing-management": {"upheld": 70, "partly-upheld": 12, "not-upheld": 18}}

T = TypeVar("T")


class Dice:
    """Chance that falls the same way on every Python: only `Random.random` is promised to."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed).random  # noqa: S311 - invented cases hold no secret

    def below(self, n: int) -> int:
        """A number from 0 up to but not including `n`."""
        return int(self._random() * n)

    def chance(self, percent: int) -> bool:
        """Whether something happens that happens so often in a hundred."""
        return self.below(100) < percent

    def pick(self, weights: Mapping[T, int]) -> T:
        """One of the keys, each as likely as its weight."""
        at = self.below(sum(weights.values()))
        for key, weight in weights.items():
            if at < weight:
                return key
            at -= weight
        raise AssertionError(at)

    def some(self, n: int, of: Sequence[T]) -> list[T]:
        """`n` of the things, in a random order."""
        left = list(of)
        return [left.pop(self.below(len(left))) for _ in range(n)]


@dataclass
class Complaint:
    """One invented complaint: the day it came in, and for each stage the days in it.

    `entered` and `answered` have a day for each stage that the complaint reached.
    """

    ref: str
    service: str
    channel: str
    entered: list[date]
    answered: list[date] = field(default_factory=list)
    acknowledged: date | None = None
    withdrawn: date | None = None
    outcomes: list[str] = field(default_factory=list)
    cause: str | None = None
    action: str | None = None

    @property
    def settled(self) -> bool:
        """Whether the latest stage has been answered."""
        return len(self.answered) == len(self.entered)


def caseload(policy: casework.Policy) -> list[casework.Event]:
    """The events of all the complaints, day by day."""
    dice = Dice(SEED)
    calendar = policy.calendars["default"]
    complaints = received(calendar, dice)
    for complaint in complaints:
        answer(complaint, calendar, dice)
    withdraw(complaints, calendar, dice)
    escalate(complaints, calendar, dice)
    conclude(complaints, dice)
    explain(complaints, dice)
    remedy(complaints, dice)
    events = [event for each in complaints for event in told(policy, calendar, each)]
    return sorted(events, key=lambda event: (event.on, event.case))


def received(calendar: casework.Calendar, dice: Dice) -> list[Complaint]:
    """The complaints, fewer of them at weekends, by the day they came in."""
    days = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    weights = {day: 4 if calendar.is_working_day(day) else 1 for day in days}
    found = []
    for n, day in enumerate(sorted(dice.pick(weights) for _ in range(COMPLAINTS)), 1):
        channels = {"web": 60, "email": 28}
        if calendar.is_working_day(day):
            channels["letter"] = 4
            if day >= PHONE_LINE:
                channels["phone"] = 22
        found.append(Complaint(f"SYN-{n:04}", dice.pick(SERVICES), dice.pick(channels), [day]))
    return found


def answer(complaint: Complaint, calendar: casework.Calendar, dice: Dice) -> None:
    """Answer the latest stage, one time in nine late, unless the period ends before."""
    since = complaint.entered[-1]
    if len(complaint.entered) == 1 and dice.chance(90):
        acknowledged = calendar.add(since, 1 + dice.below(3))
        complaint.acknowledged = acknowledged if acknowledged <= LAST else None
    late = dice.chance(11)
    days = 16 + dice.below(15) if late else 1 + dice.below(15)
    day = calendar.add(since, days)
    if day <= LAST:
        complaint.answered.append(day)


def withdraw(complaints: Iterable[Complaint], calendar: casework.Calendar, dice: Dice) -> None:
    """A few complaints that had an answer to come were withdrawn before it."""
    waited = [each for each in complaints if each.settled and span(calendar, each) > 5]
    for complaint in dice.some(WITHDRAWN, waited):
        complaint.answered.pop()
        complaint.withdrawn = calendar.add(complaint.entered[0], 4)


def span(calendar: casework.Calendar, complaint: Complaint) -> int:
    """The working days from receipt to the first answer."""
    return calendar.between(complaint.entered[0], complaint.answered[0])


def escalate(complaints: Iterable[Complaint], calendar: casework.Calendar, dice: Dice) -> None:
    """Take as many complaints further as the report counts, and answer them again."""
    going = list(complaints)
    for number in (TO_STAGE_TWO, TO_STAGE_THREE):
        latest = LAST - timedelta(days=21)
        ready = [each for each in going if each.settled and each.answered[-1] <= latest]
        going = dice.some(number, ready)
        for complaint in going:
            days = 1 + dice.below(20)
            complaint.entered.append(complaint.answered[-1] + timedelta(days=days))
            answer(complaint, calendar, dice)


def conclude(complaints: Iterable[Complaint], dice: Dice) -> None:
    """Give every answer its outcome."""
    for complaint in complaints:
        weights = OUTCOMES_OF.get(complaint.service, OUTCOMES)
        complaint.outcomes = [dice.pick(weights) for _ in complaint.answered]


def explain(complaints: Iterable[Complaint], dice: Dice) -> None:
    """Give the answered complaints their root causes; some of Housing Management have none."""
    answered = [each for each in complaints if each.answered]
    local = [each for each in answered if each.service == "housing-management"]
    without = dice.some(len(answered) - sum(ROOT_CAUSES.values()), local)
    with_cause = [each for each in answered if each not in without]
    causes = [cause for cause, count in ROOT_CAUSES.items() for _ in range(count)]
    for complaint, cause in zip(with_cause, dice.some(len(causes), causes), strict=True):
        complaint.cause = cause


def remedy(complaints: Iterable[Complaint], dice: Dice) -> None:
    """Give some of the complaints that were upheld a corrective action that suits them."""
    for action, count in CORRECTIVE_ACTIONS.items():
        suited = [each for each in complaints if each.action is None and suits(action, each)]
        for complaint in dice.some(count, suited):
            complaint.action = action


def suits(action: str, complaint: Complaint) -> bool:
    """Whether an action is a plausible one for a complaint."""
    if complaint.cause is None or complaint.outcomes[-1] == "not-upheld":
        return False
    if action == "inspection":
        return complaint.service == "environment-and-communities"
    cause = {"contractor": "contractor", "performance": "staff-attitude"}.get(action)
    return cause in (None, complaint.cause)


def told(
    policy: casework.Policy, calendar: casework.Calendar, complaint: Complaint
) -> list[casework.Event]:
    """The events of a complaint, each the policy's answer to an act."""
    case = casework.Case()
    events: list[casework.Event] = []
    for act in acts(calendar, complaint):
        for event in casework.decide(policy, case, act):
            case = casework.evolve(case, event)
            events.append(event)
    return events


def acts(calendar: casework.Calendar, complaint: Complaint) -> list[casework.Act]:
    """What is done with a complaint, in order; one is closed 20 working days after its answer."""
    facts = {"channel": complaint.channel, "service": complaint.service, "synthetic": True}
    begin = complaint.entered[0]
    found = [casework.Act("receive", begin, case=complaint.ref, procedure="corporate", facts=facts)]
    ends = [*complaint.answered, *filter(None, [complaint.withdrawn]), LAST]
    if complaint.acknowledged is not None and complaint.acknowledged <= ends[0]:
        by = {"role": "corporate-complaints-team"}
        found.append(casework.Act("acknowledge", complaint.acknowledged, facts=by))
    if complaint.withdrawn is not None:
        return [*found, casework.Act("withdraw", complaint.withdrawn)]
    for level, day in enumerate(complaint.entered):
        if level:
            found.append(casework.Act("escalate", day))
        if level < len(complaint.answered):
            facts = {"outcome": complaint.outcomes[level], "root-cause": complaint.cause}
            if level == len(complaint.answered) - 1:
                facts["corrective-action"] = complaint.action
            found.append(casework.Act("respond", complaint.answered[level], facts=facts))
    if complaint.settled:
        quiet = calendar.add(complaint.answered[-1], 20)
        if quiet <= LAST:
            found.append(casework.Act("close", quiet))
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the caseload, or with `--check` say whether the one that is there is stale."""
    parser = argparse.ArgumentParser(description="Make the synthetic caseload of this example.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when stale")
    parser.add_argument("-o", "--output", type=Path, default=HERE / "cases.jsonl", metavar="FILE")
    options = parser.parse_args(arguments)
    text = io.StringIO()
    casework.write_events(caseload(casework.load_policy(HERE / "policy.toml")), text)
    made = text.getvalue().encode()
    if not options.check:
        options.output.write_bytes(made)
    elif not options.output.exists() or options.output.read_bytes() != made:
        print(f"{options.output.name} is stale: run {Path(__file__).name}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
