"""What departments are told each week: what is overdue, what is due, what to be reminded of.

It lists clocks that the authority owes and that have not stopped, as they stand on a day, by the
department that a fact of the case names.  A clock is in the first of these sections that fits:

    overdue    its due day has passed
    due        it is due within the week that begins with the day
    reminder   its due day is later, and a reminder falls within the week
    later      anything else that is still open

A paused clock is listed with the day on which it would be due if it went on today.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Literal, get_args

from attrs import frozen

from casework.cases.clocks import UNFINISHED, Clock
from casework.cases.events import Event
from casework.errors import CaseworkError, Fault
from casework.learning.record import Record
from casework.learning.titles import NOT_RECORDED, Titles
from casework.rules.policy import Policy

Section = Literal["overdue", "due", "reminder", "later"]
SECTIONS: tuple[Section, ...] = get_args(Section)
WEEK = timedelta(days=6)


@frozen
class Item:
    """A clock that is owed: in which department, why it is listed, when to be reminded."""

    department: str
    section: Section
    stage: str
    clock: Clock
    reminder: date | None = None


@frozen
class Weekly:
    """The status of a caseload on a day, for the week that begins with it."""

    policy: Policy
    day: date
    by: str | None
    items: tuple[Item, ...]

    @property
    def until(self) -> date:
        """The last day of the week."""
        return self.day + WEEK

    @property
    def departments(self) -> Mapping[str, tuple[Item, ...]]:
        """The items of each department, the most urgent first; departments by their names."""
        found: dict[str, list[Item]] = {}
        for item in self.items:
            found.setdefault(item.department, []).append(item)
        return {name: tuple(found[name]) for name in sorted(found, key=_place)}

    def counts(self, items: Iterable[Item]) -> Mapping[Section, int]:
        """How many of some items are in each section."""
        found = Counter(item.section for item in items)
        return {section: found[section] for section in SECTIONS}


def _place(department: str) -> tuple[bool, str]:
    return department == NOT_RECORDED, department


def weekly(
    policy: Policy,
    cases: Iterable[Iterable[Event]],
    day: date,
    faults: list[Fault],
    *,
    by: str | None = None,
) -> Weekly:
    """The weekly status of a stream of examined histories.

    `by` is the fact that names the department, the policy's own where none is given.  A case
    whose clocks cannot be reckoned is left out and put among `faults`.
    """
    fact = by or policy.figures.report.department
    titles = Titles.of(policy)
    items: list[Item] = []
    for case in cases:
        events = tuple(case)
        if not events:
            continue
        try:
            items += _items(policy, events, day, fact, titles)
        except CaseworkError as error:
            faults.append(Fault(events[0].case, str(error)))
    items.sort(key=lambda item: (SECTIONS.index(item.section), item.clock.due, item.clock.case))
    return Weekly(policy, day, fact, tuple(items))


def _items(
    policy: Policy, events: tuple[Event, ...], day: date, fact: str | None, titles: Titles
) -> Iterator[Item]:
    record = Record.on(policy, events, day)
    if record is None or record.is_over_before(day + timedelta(days=1)):
        return
    values = record.values(fact) if fact else ()
    department = titles.value(fact or "", values[-1] if values else "")
    for clock in record.clocks:
        if clock.owed and clock.state in UNFINISHED:
            reminders = [each for each in clock.reminders if day <= each <= day + WEEK]
            stage = titles.line(("procedure", "stage"), (clock.procedure, clock.stage))
            section = _section(clock, day, reminders)
            yield Item(department, section, stage, clock, min(reminders, default=None))


def _section(clock: Clock, day: date, reminders: list[date]) -> Section:
    if clock.state == "overdue":
        return "overdue"
    if clock.due <= day + WEEK:
        return "due"
    return "reminder" if reminders else "later"
