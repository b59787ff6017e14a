"""What was learned from a case, and whether it was followed up.

A lesson has a reference and what is known of it: its causes, the services that it concerns, who
it was shared with.  What is to be done about it are undertakings that name it.  A lesson is
followed up once there is one and all of them are done; the record says so, nobody has to.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import evolve, frozen

from casework.cases.corrections import effective
from casework.cases.events import Event, Facts
from casework.cases.undertakings import Undertaking, undertakings
from casework.rules.policy import Policy


@frozen
class Lesson:
    """Something learned from a case, and the undertakings that follow it up."""

    id: str
    learned: date
    facts: Facts = ()
    undertakings: tuple[Undertaking, ...] = ()

    @property
    def followed_up(self) -> bool:
        """Whether something was undertaken about it and all of that is done."""
        kept = [each for each in self.undertakings if each.state != "dropped"]
        return bool(kept) and all(each.state in {"done", "late"} for each in kept)

    def values(self, name: str) -> tuple[str, ...]:
        """The values of a fact, such as its root causes."""
        value = dict(self.facts).get(name, ())
        return value if isinstance(value, tuple) else (value,)


def lessons(policy: Policy, events: Iterable[Event], as_of: date) -> tuple[Lesson, ...]:
    """The lessons of one case on a day, in the order learned.

    A lesson that is told again keeps its day, and later facts lie over earlier ones.
    """
    history = [event for event in effective(events) if event.on <= as_of]
    found: dict[str, Lesson] = {}
    for event in history:
        if event.name != "lesson-learned":
            continue
        for ident in event.values("lesson"):
            known = found.get(ident) or Lesson(ident, event.on)
            newer = {name: value for name, value in event.facts if name != "lesson"}
            facts = tuple(sorted((dict(known.facts) | newer).items()))
            found[ident] = evolve(known, facts=facts)
    done = undertakings(policy, history, as_of)
    return tuple(
        evolve(each, undertakings=tuple(one for one in done if each.id in one.values("lesson")))
        for each in found.values()
    )
