"""What a policy says of one clock.

A clock is a limit between events: what starts it, what stops it, how its days are counted, what
may move its due day, and on whose word.  `kind` is its strength.  A `window` is a clock on the
complainant, who may act until it ends, and a `wait` is the least time before they may; a hard
one stands in the way of an act that comes too late, unless a reason of discretion is recorded.

Clocks of a stage that share an id are alternatives: the first whose conditions hold is the one
that runs.  For each case there must be one, unless the `gap` was published.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Literal

from attrs import Factory, frozen

from casework.days.limits import Limit
from casework.days.receipt import NonWorking
from casework.days.reckoning import Counting, Ends, Months
from casework.rules.conditions import When
from casework.rules.sources import Citation, Departure
from casework.rules.timeline import Timeline

ClockKind = Literal["target", "code", "statutory", "window", "wait"]
ON_COMPLAINANT = frozenset({"window", "wait"})
"""The kinds of clock that the authority does not owe."""


@frozen
class ReceiptRule:
    """When something from the complainant counts as received: see `casework.receipt_day`."""

    cut_off: time | None = None
    non_working: NonWorking = "as-received"


@frozen
class Extension:
    """How a clock may be extended, and what the record of it must carry.

    By at most `by`, counted from the due day as it stood ("due") or again from the clock's
    start ("start"), and never beyond `total` from the start; without `by`, each extension says
    its own length.  `beyond` is the fact, such as a good reason, that lifts both bounds.
    `times` is how often, if that is bounded.  Where `lapses_without` names a milestone, one that
    says until when that is `awaited-by` lapses if it does not come.  `source` says so, where it is
    not that of the clock.
    """

    by: Limit | None = None
    total: Limit | None = None
    counted_from: Literal["due", "start"] = "due"
    needs: tuple[str, ...] = ()
    beyond: str | None = None
    times: int | None = None
    lapses_without: str | None = None
    source: Citation | None = None


@frozen
class Pausing:
    """How a clock may stand still.

    `reasons` are the reasons for which it does; none listed means any.  A pause from one day to
    another leaves out the days between them, both ends if `inclusive`.  Resuming goes on from
    where the clock stood ("shift") or begins it anew ("restart").  `close_after` is the silence
    after which a case that waits so may be closed, where the stage does not say.
    """

    reasons: tuple[str, ...] = ()
    ends: Literal["half-open", "inclusive"] = "half-open"
    resumes: Literal["shift", "restart"] = "shift"
    close_after: Limit | None = None
    source: Citation | None = None


@frozen
class Alternative:
    """Another start and limit of the same clock, for the later or the earlier of two."""

    limit: Limit
    starts: tuple[str, ...] = ()
    dated_by: str | None = None
    months: Months = "corresponding-date"


NO_LIMIT: Timeline[Limit] = Timeline("the limit", ())
"""No limit at all, where the due day is set case by case."""


@frozen
class ClockRule:
    """A limit applied between events of a stage.

    `starts` and `stops` are events, the first to happen counting.  `dated_by` is the fact of
    the starting event that holds the day to count from, where that is not the event's own;
    `due_by` is the one that holds the due day itself, where there is no limit to count by.
    `starts_where` is what a starting event must say itself, and then only what comes after it stops
    the clock.  `starts_when_due` is another clock of the stage: a window then starts on the day on
    which that one is due, with its own event if that comes later, and without it once the other is
    late.
    `either` gives further limits, of which `choose` takes the later or the earlier.  `recurs`
    begins the clock anew each time it is stopped, until the response.  `pausing` may say several
    things, of which the first whose reasons fit a pause holds for it.  `reminders` are counted
    back from the due day.  `rolls` says whether the due day moves to an open day before it is
    paused or extended and again at the end ("first"), or only at the end ("last").  `contested`
    maps a key of this table to the other values that its source can be read to say; `departure`
    is why it is later than the scheme that the procedure builds on allows.
    """

    id: str
    kind: ClockKind
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    source: Citation
    limit: Timeline[Limit] = NO_LIMIT
    title: str | None = None
    calendar: str = "default"
    counting: Counting = "day-after"
    receipt: ReceiptRule | None = None
    ends: Ends = "as-it-falls"
    rolls: Literal["last", "first"] = "last"
    months: Months = "corresponding-date"
    dated_by: str | None = None
    due_by: str | None = None
    starts_when_due: str | None = None
    starts_where: When = Factory(dict)
    either: tuple[Alternative, ...] = ()
    choose: Literal["later", "earlier"] = "later"
    extension: Extension | None = None
    pausing: tuple[Pausing, ...] = ()
    when: When = Factory(dict)
    otherwise: bool = False
    gap: Literal["as published"] | None = None
    recurs: bool = False
    hard: bool = False
    reminders: tuple[Limit, ...] = ()
    contested: Mapping[str, tuple[str, ...]] = Factory(dict)
    departure: Departure | None = None

    @property
    def stands_in_way(self) -> bool:
        """Whether an act at the wrong time is refused because of it."""
        return self.kind == "wait" or (self.hard and self.kind == "window")

    @property
    def owed(self) -> bool:
        """Whether it is the authority's to meet, and so can be moved once it has begun."""
        return self.kind not in ON_COMPLAINANT

    def stands_still(self, reason: object) -> Pausing | None:
        """How it stands still in a pause for this reason, if it does."""
        return next(
            (each for each in self.pausing if not each.reasons or reason in each.reasons), None
        )

    @property
    def name(self) -> str:
        """What a person would call it."""
        return self.title or self.id
