"""What should happen to one kind of casework: stages, and the clocks that run in them.

These values are what a policy file says, no more.  A clock is a limit between events: what
starts it, what stops it, how its days are counted, how far it may be extended, and on whose
word.  Several clocks may run side by side in a stage: a promise of ten days inside a statutory
six months is two clocks.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Literal

from attrs import Factory, field, frozen

from casework.days.limits import Limit
from casework.days.receipt import NonWorking
from casework.days.reckoning import Counting, Ends, Months
from casework.rules.moves import Moves, StageMoves, compile_moves
from casework.rules.sources import Citation
from casework.rules.timeline import Timeline

ClockKind = Literal["target", "code", "statutory", "window"]
ExtendFrom = Literal["due", "start"]


@frozen
class ReceiptRule:
    """When something from the complainant counts as received: see `casework.receipt_day`."""

    cut_off: time | None = None
    non_working: NonWorking = "as-received"


@frozen
class Extension:
    """How a clock may be extended: by how much at most, and what the record of it must carry.

    Counted from the due day as it stood ("due") or again from the clock's start ("start").
    Without `by`, each extension says its own length.
    """

    by: Limit | None = None
    counted_from: ExtendFrom = "due"
    needs: tuple[str, ...] = ()


@frozen
class ClockRule:
    """A limit applied between events of a stage.

    `starts` and `stops` are events, the first to happen counting.  `kind` is the clock's
    strength; a `window` is a clock on the complainant.  `calendar` names one of the policy's
    calendars and `receipt` overrides the policy's rule for receipts.
    """

    id: str
    kind: ClockKind
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    limit: Timeline[Limit]
    source: Citation
    title: str | None = None
    calendar: str = "default"
    counting: Counting = "day-after"
    receipt: ReceiptRule | None = None
    ends: Ends = "as-it-falls"
    months: Months = "corresponding-date"
    extension: Extension | None = None


@frozen
class Stage:
    """A level of a procedure: who handles it, what may happen in it, and its clocks.

    `escalates_to` are the stages that a case may go on to; None means the next one listed.
    """

    id: str
    title: str
    handler: str | None = None
    milestones: tuple[str, ...] = ()
    escalates_to: tuple[str, ...] | None = None
    clock: tuple[ClockRule, ...] = ()


@frozen
class InForce:
    """The first and last day on which a revision of a procedure takes new cases."""

    since: date | None = None
    until: date | None = None


@frozen
class Procedure:
    """One kind of casework, in one revision.

    A case follows the revision in force on the day it was received (`applies_by`).  `needs`
    maps an event to the facts that it must carry, such as a root cause with every response.
    """

    id: str
    title: str
    stage: tuple[Stage, ...]
    in_force: InForce = InForce()
    applies_by: Literal["received"] = "received"
    needs: Mapping[str, tuple[str, ...]] = Factory(dict)
    source: Citation | None = None
    moves: Moves = field(init=False, eq=False, repr=False, default=Factory(dict))
    by_id: Mapping[str, Stage] = field(init=False, eq=False, repr=False, default=Factory(dict))

    def __attrs_post_init__(self) -> None:
        stages = [
            StageMoves(
                stage.id,
                stage.milestones,
                self.onward(stage),
                any(clock.extension for clock in stage.clock),
                any(clock.kind != "window" for clock in stage.clock),
            )
            for stage in self.stage
        ]
        object.__setattr__(self, "moves", compile_moves(stages, self.needs))
        object.__setattr__(self, "by_id", {stage.id: stage for stage in self.stage})

    def onward(self, stage: Stage) -> tuple[str, ...]:
        """The ids of the stages that a case may go on to from `stage`."""
        if stage.escalates_to is not None:
            return stage.escalates_to
        after = self.stage.index(stage) + 1
        return tuple(following.id for following in self.stage[after : after + 1])

    def stage_at(self, level: int) -> str:
        """The stage that a case is at after usual escalations only; levels count from 1.

        Past the end of the line, the last stage.
        """
        stage = self.stage[0]
        for _ in range(level - 1):
            onward = self.onward(stage)
            if not onward:
                break
            stage = self.by_id[onward[0]]
        return stage.id
