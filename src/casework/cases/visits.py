"""A case passes through visits to stages; this is where a history is cut into them.

A visit begins with the event that enters the stage and ends with the one that leaves it, if
the case has left.  An escalation or an advance is both: it leaves one visit and enters the
next.  A case that is reclassified to another procedure of the policy is received again under
that one, and its visits go on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import frozen

from casework.cases.events import Event
from casework.rules.moves import ENTRIES, PHASE_AFTER
from casework.rules.policy import Policy
from casework.rules.procedure import Procedure, Stage

CHANGES = frozenset({"extended", "promised", "paused", "resumed"})
"""The events that move a due day."""


@frozen
class Visit:
    """One stay of a case in a stage.

    `received` is the receipt under the procedure, `entry` the event that entered the stage,
    `events` what happened during the stay, `left` what ended it and `after` the event by which the
    case went on, which is another where it had been closed.
    """

    procedure: Procedure
    stage: Stage
    received: Event
    entry: Event
    events: tuple[Event, ...] = ()
    left: Event | None = None
    after: Event | None = None

    def changes(self, start: Event, end: Event | None) -> list[Event]:
        """The events of the stay that move the due day of a clock between two events.

        What happened before it began moves nothing, but a pause that was on when it began is
        among them.
        """
        found: list[Event] = []
        begun = start is self.received or start is self.entry
        for event in self.events:
            if event is end:
                break
            if event.name in CHANGES:
                standing = [event] if event.name == "paused" else []
                found = [*found, event] if begun else standing
            begun = begun or event is start
        return found

    def is_over_by(self, event: Event) -> bool:
        """Whether an event of the stay closed the case, or came when it was closed."""
        left, stay = self.left, self.events
        if left is None or PHASE_AFTER.get(left.name) != "closed":
            return False
        return any(each is event for each in stay[stay.index(left) :])

    def first(self, name: str, after: Event | None = None) -> Event | None:
        """The first event of a name during the stay, after another event of it if given."""
        passed = after is None or after is self.received or after is self.entry
        for event in self.events:
            if passed and event.name == name:
                return event
            passed = passed or event is after
        return None


def visits(policy: Policy, history: Iterable[Event]) -> tuple[Visit, ...]:
    """The visits of one case, from effective events in order that begin with its receipt."""
    found: list[Visit] = []
    stay: Visit | None = None
    events: list[Event] = []
    left: Event | None = None
    for event in history:
        name = event.name
        if name not in ENTRIES:
            events.append(event)
            if PHASE_AFTER.get(name) == "closed":
                left = event
            continue
        if stay is not None:
            found.append(_over(stay, events, left or event, event))
        if stay is None or name == "received":
            procedure = policy.procedure(event.procedure, event.on)
            stage = procedure.by_id.get(event.stage) or procedure.by_id[procedure.beginnings[0]]
            stay = Visit(procedure, stage, event, event)
        else:
            stay = _entered(policy, stay, event)
        events, left = [], None
    if stay is not None:
        found.append(_over(stay, events, left))
    return tuple(found)


def _over(
    stay: Visit, events: Iterable[Event], left: Event | None, after: Event | None = None
) -> Visit:
    return Visit(stay.procedure, stay.stage, stay.received, stay.entry, tuple(events), left, after)


def _entered(policy: Policy, stay: Visit, event: Event) -> Visit:
    procedure, stage = stay.procedure, stay.stage
    leads_to: Mapping[str, tuple[str, ...]] = {
        "escalated": procedure.onward(stage),
        "advanced": stage.advances_to,
        "sent-back": stage.sends_back_to,
    }
    ident = event.stage or next(iter(leads_to.get(event.name, ())), stage.id)
    if procedure.applies_by == "stage-entered":
        revision = policy.procedure(procedure.id, event.on)
        procedure = revision if ident in revision.by_id else procedure
    return Visit(procedure, procedure.by_id.get(ident, stage), stay.received, event)


def values_of(events: Iterable[Event]) -> Mapping[str, tuple[str, ...]]:
    """What is known of a case: the latest values given for each fact."""
    return {
        name: value if isinstance(value, tuple) else (value,)
        for event in events
        for name, value in event.facts
    }
