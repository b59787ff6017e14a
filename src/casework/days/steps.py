"""A step of a reckoning: the day it leads to, what was done, why, and on whose word.

Steps hold facts, never sentences: `what` is one of a closed list and `prose` finds the words.
A closed day of a calendar is itself the step that any count passing over it must name, so a
calendar keeps its closed days as steps and a reckoning only has to cite them.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, get_args

from attrs import frozen

What = Literal[
    "start",  # the day that counting starts from
    "after-cut-off",  # a receipt at or after the cut-off is of the next day
    "deemed-received",  # a receipt on a closed day is of the next open day
    "closed",  # a closed day of the working week, passed over
    "counted",  # the limit applied
    "counted-same-day",  # the limit applied, the start being day 1
    "beginning-with",  # the months that begin with the start, to the day before the date
    "next-day",  # months are counted from the day after the start, or before it
    "clipped",  # the month has no such day; its last day stands in
    "rolled",  # moved to an open day
    "extended",  # a later end, allowed and recorded
    "extended-too-late",  # a later end, recorded after the due day, which stands
    "extension-lapsed",  # a later end, void because what was awaited did not come
    "paused",  # the days of a pause, left out
    "restarted",  # begun anew after a pause
    "departs",  # the limit is later than a scheme allows, as the authority declares
    "promised",  # an earlier end, promised for this case
    "set",  # a day that was set for this case
]
WHATS: tuple[str, ...] = get_args(What)

COUNTED = frozenset({"counted", "counted-same-day", "beginning-with", "clipped"})
"""The steps that apply a limit; their `why` is the limit."""

BEGINNINGS = frozenset({"start", "after-cut-off", "deemed-received", "restarted"})
"""The steps that say which day is counted from; the last of them holds."""

CALLER = "the caller"
"""The source of a step for which whoever asked gave none."""


def is_day(value: object) -> bool:
    """Whether a value is a date and not an instant, which Python calls a date too."""
    return isinstance(value, date) and not isinstance(value, datetime)


@frozen
class Step:
    """One step of a reckoning.

    `day` is where the step leads; for a closed day, the day passed over.  `why` is the fact
    (a limit, the name of a holiday, an event), `source` who says so.  `weekend_days` counts
    the weekend days that a count passed over: they are counted, not listed.
    """

    day: date
    what: What
    why: str
    source: str = CALLER
    weekend_days: int = 0


@frozen
class Reckoning:
    """A due day together with how it was reached; the day is the last step's, always.

    `provisional` says that the answer rests on days for which bank holidays have not been
    proclaimed.  `at` is the instant, where the limit is in hours.
    """

    steps: tuple[Step, ...]
    provisional: bool = False
    at: datetime | None = None

    @property
    def due(self) -> date:
        """The due day: the day of the last step."""
        return self.steps[-1].day

    @property
    def skipped(self) -> tuple[Step, ...]:
        """The closed days of the working week that were passed over, in order."""
        return tuple(step for step in self.steps if step.what == "closed")

    def then(self, *steps: Step, provisional: bool = False) -> Reckoning:
        """This reckoning, carried on by further steps.

        A closed day that has been passed over since the counting began is not named again.
        """
        begun = max(i for i, step in enumerate(self.steps) if step.what in BEGINNINGS)
        named = {step.day for step in self.steps[begun:] if step.what == "closed"}
        new = (step for step in steps if step.what != "closed" or step.day not in named)
        return Reckoning((*self.steps, *new), self.provisional or provisional)
