"""What somebody wants to do to a case, as frozen values in the present tense.

An act is to an event what a wish is to a fact: it may be refused.  It says on which day, and
what goes into the event that it would record.  One is made for every decision and read once, so
it keeps all that it has as one tuple.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from attrs import field, frozen

from casework.cases.events import Facts, as_facts
from casework.rules.moves import EVENT_OF

ATTRIBUTES = ("name", "on", "at", "case", "procedure", "stage", "facts")
Wish = tuple[str, date, datetime | None, str, str, str, Facts]
"""What an act has, in the order of its parameters, and the value of each."""


@frozen(init=False, slots=False, these={name: field() for name in ATTRIBUTES})
class Act:
    """Something that somebody wants to do to a case: a name in the present tense, and a day."""

    __slots__ = ("wish",)
    wish: Wish

    def __init__(
        self,
        name: str,
        on: date,
        at: datetime | None = None,
        case: str = "",
        procedure: str = "",
        stage: str = "",
        facts: Mapping[str, object] | Facts = (),
    ) -> None:
        _wish(self, (name, on, at, case, procedure, stage, as_facts(facts) if facts else ()))

    @property
    def name(self) -> str:
        """What is to be done, in the present tense."""
        return self.wish[0]

    @property
    def on(self) -> date:
        """The day on which it is done."""
        return self.wish[1]

    @property
    def at(self) -> datetime | None:
        """The instant, where that is known."""
        return self.wish[2]

    @property
    def case(self) -> str:
        """The reference of the case, for the act that begins it."""
        return self.wish[3]

    @property
    def procedure(self) -> str:
        """The procedure of the case, for the act that begins it."""
        return self.wish[4]

    @property
    def stage(self) -> str:
        """Where an escalation leads, when there is a choice."""
        return self.wish[5]

    @property
    def facts(self) -> Facts:
        """The facts that go into the event, as pairs in order of name."""
        return self.wish[6]

    @property
    def event(self) -> str:
        """The name of the event that the act records."""
        return EVENT_OF.get(self.name, self.name)

    def __reduce__(self) -> tuple[type[Act], Wish]:
        return Act, self.wish


_wish = vars(Act)["wish"].__set__
"""What sets the slot of a new act."""
