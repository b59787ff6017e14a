"""One case as the measures see it: its history as it stood on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from casework.cases.clocks import Clock, clocks_of
from casework.cases.corrections import effective
from casework.cases.events import Event
from casework.cases.visits import Visit, visits
from casework.rules.policy import Policy
from casework.rules.procedure import Procedure


@frozen
class Record:
    """A case on a day: the events until then, the visits they make, and the clocks.

    `procedure` is the one that the case was first received under.
    """

    procedure: Procedure
    events: tuple[Event, ...]
    visits: tuple[Visit, ...]
    clocks: tuple[Clock, ...]

    @classmethod
    def on(cls, policy: Policy, events: Iterable[Event], as_of: date) -> Record | None:
        """The record of an examined history on a day; None if it had not begun by then."""
        known = tuple(event for event in effective(events) if event.on <= as_of)
        if not known:
            return None
        visited = visits(policy, known)
        return cls(visited[0].procedure, known, visited, clocks_of(policy, visited, as_of))

    @property
    def received(self) -> date:
        """The day the case was received."""
        return self.events[0].on

    @property
    def done(self) -> date | None:
        """The day the case was answered, or ended, for the last time; None while it is open."""
        visit = self.visits[-1]
        answer = visit.first("responded") or visit.left
        return answer.on if answer else None

    def values(self, axis: str) -> tuple[str, ...]:
        """The values of a fact over the whole case, each once, in the order first given."""
        return tuple(dict.fromkeys(value for event in self.events for value in event.values(axis)))
