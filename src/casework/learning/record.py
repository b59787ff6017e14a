"""One case as the measures see it: its history as it stood on a day.

What costs something (the clocks, the facts) is worked out when a measure first asks for it, and
only once: most cases of a long caseload have nothing that falls into a period.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from attrs import field, frozen

from casework.cases.clocks import UNFINISHED, Clock, clocks_of
from casework.cases.corrections import effective
from casework.cases.events import Event
from casework.cases.visits import Visit, visits
from casework.rules.policy import Policy
from casework.rules.procedure import Procedure

Values = tuple[str, ...]


@frozen
class Record:
    """A case on a day: the events until then and the visits they make.

    `procedure` is the one that the case was first received under.
    """

    procedure: Procedure
    events: tuple[Event, ...]
    visits: tuple[Visit, ...]
    as_of: date
    policy: Policy = field(repr=False)

    @classmethod
    def on(cls, policy: Policy, events: Iterable[Event], as_of: date) -> Record | None:
        """The record of an examined history on a day; None if it had not begun by then."""
        known = tuple(event for event in effective(events) if event.on <= as_of)
        if not known:
            return None
        visited = visits(policy, known)
        return cls(visited[0].procedure, known, visited, as_of, policy)

    @property
    def received(self) -> date:
        """The day the case was received."""
        return self.events[0].on

    @property
    def ending(self) -> Event | None:
        """What answered the case, or ended it, for the last time; None while it is open."""
        visit = self.visits[-1]
        return visit.first("responded") or visit.left

    @property
    def done(self) -> date | None:
        """The day the case was answered, or ended, for the last time; None while it is open."""
        ending = self.ending
        return ending.on if ending else None

    @cached_property
    def clocks(self) -> tuple[Clock, ...]:
        """Every clock of the case on the day; `NotInForce` or `OutOfTable` where one has none."""
        return clocks_of(self.policy, self.visits, self.as_of)

    @cached_property
    def facts(self) -> Mapping[str, Values]:
        """The values of each fact over the whole case, each once, in the order first given."""
        return _facts(self.events)

    @cached_property
    def facts_besides_answers(self) -> Mapping[str, Values]:
        """The same, without what its answers say."""
        return _facts(event for event in self.events if event.name != "responded")

    def values(self, axis: str) -> Values:
        """The values of a fact over the whole case, each once, in the order first given."""
        return self.facts.get(axis, ())

    def is_over_before(self, day: date) -> bool:
        """Whether nothing of it happened, ran or ended on the day or after it."""
        visit = self.visits[-1]
        if visit.left is None or self.events[-1].on >= day:
            return False
        outlived = visit.stage.id in visit.procedure.outlived
        return not outlived or not any(clock.state in UNFINISHED for clock in self.clocks)


def _facts(events: Iterable[Event]) -> Mapping[str, Values]:
    found: dict[str, Values] = {}
    for event in events:
        for name, value in event.facts:
            given = value if isinstance(value, tuple) else (value,)
            known = found.get(name)
            if known is not None or len(given) > 1:
                given = tuple(dict.fromkeys((*(known or ()), *given)))
            found[name] = given
    return found
