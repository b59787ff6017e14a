"""A caseload as it would have gone under another policy.

What happened stays as it was; only what was due changes.  So each case is told under the other
policy (see `transposed`), its clocks are derived, and what is counted is how many would have
been late and in which months the work would have been due.  Nobody knows what would have been
done sooner had it been due sooner: this measures a policy against the past, not the past.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from attrs import Factory, frozen

from casework.cases.clocks import clocks
from casework.cases.events import Event
from casework.cases.moved import transposed
from casework.rules.policy import Policy

Key = tuple[str, str, str]
"""A procedure, a stage and a clock."""


@frozen
class Replayed:
    """What the clocks of a caseload come to under a policy by a day; clocks owed only.

    `ended` counts the clocks that were stopped, `late` those of them that were stopped late,
    `overdue` those that nobody had stopped in time, and `due` the clocks due in a month.
    """

    policy: Policy
    as_of: date
    ended: Counter[Key] = Factory(Counter)
    late: Counter[Key] = Factory(Counter)
    overdue: Counter[Key] = Factory(Counter)
    due: Counter[str] = Factory(Counter)
    cases: Counter[str] = Factory(Counter)

    def add(self, events: Iterable[Event]) -> None:
        """Count one case; `OutOfTable` or `NotInForce` where a due day cannot be known."""
        found = [
            clock
            for clock in clocks(self.policy, transposed(self.policy, events), self.as_of)
            if clock.owed
        ]
        self.cases["all"] += 1
        self.cases["late"] += any(clock.state in {"missed", "overdue"} for clock in found)
        for clock in found:
            key = clock.procedure, clock.stage, clock.clock
            self.due[f"{clock.due:%Y-%m}"] += 1
            self.overdue[key] += clock.state == "overdue"
            if clock.state in {"met", "missed"}:
                self.ended[key] += 1
                self.late[key] += clock.state == "missed"

    @property
    def keys(self) -> tuple[Key, ...]:
        """The clocks that were counted, in the order in which they were first met."""
        return tuple(dict.fromkeys((*self.ended, *self.overdue)))
