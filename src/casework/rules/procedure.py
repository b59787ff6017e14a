"""What should happen to one kind of casework: stages, and the clocks that run in them.

These values are what a policy file says, no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal

from attrs import Factory, field, frozen

from casework.days.limits import Limit
from casework.rules.clocks import ON_COMPLAINANT, ClockRule, Pausing
from casework.rules.conditions import Wants, When
from casework.rules.lists.findings import FindingsRule
from casework.rules.moves import (
    ACT_OF,
    CLOSING,
    ENTRIES,
    Exit,
    Lateness,
    Move,
    Moves,
    StageMoves,
    State,
    aside,
    asking,
    compile_moves,
)
from casework.rules.sources import Citation, Departure


@frozen
class People:
    """Who may be named by a fact.

    How many, from which stages nobody, and by which facts nobody; and than whom in which stages
    they are more senior, or equal where the event meets conditions.
    """

    at_least: int = 1
    at_most: int | None = None
    different_from: tuple[str, ...] = ()
    different_from_facts: tuple[str, ...] = ()
    more_senior_than: tuple[str, ...] = ()
    or_equal_when: When = Factory(dict)


@frozen
class Stage:
    """A level of a procedure: who handles it, what may happen in it, and its clocks.

    `milestones` may happen while it is open and `follow_ups` once it is answered, each once
    unless it is one of `repeats` or stops a clock that recurs.  `escalates_to` are the stages that
    a case may go on to, None meaning the next one listed, and `escalates_when_late` lets it go on
    without an answer once a clock, or one of those named, is overdue, `escalates_when_closed` after
    it was answered and closed.  `advances_to` are the
    stages that the authority may take it to by itself, `sends_back_to` the ones that it may be
    returned to.  `requires` maps an event to the milestones that must come before it, `people` a
    fact to who may be named by it.  `needs` and `roles` are laid over those of the procedure.
    `close_after` is the silence after which a paused case may be closed, `closes_unanswered`
    whether an open one may be, without an answer; `source` is where the stage is set out, if not
    where the procedure is.

    Four things are derived: whether the stage says who must act, what must come first or when
    not (`guarded`), the facts that name somebody more senior (`ranked`), whether which clocks run
    depends on facts of the case (`conditional`), and the events that come too late or too soon for
    a clock (`barred`).
    """

    id: str
    title: str
    handler: str | None = None
    milestones: tuple[str, ...] = ()
    follow_ups: tuple[str, ...] = ()
    repeats: tuple[str, ...] = ()
    escalates_to: tuple[str, ...] | None = None
    escalates_when_late: Lateness = False
    escalates_when_closed: bool = False
    advances_to: tuple[str, ...] = ()
    may_decline: bool = False
    sends_back_to: tuple[str, ...] = ()
    requires: Wants = Factory(dict)
    people: Mapping[str, People] = Factory(dict)
    needs: Wants = Factory(dict)
    roles: Mapping[str, tuple[str, ...]] = Factory(dict)
    close_after: Limit | None = None
    closes_unanswered: bool = False
    clock: tuple[ClockRule, ...] = ()
    source: Citation | None = None

    guarded: bool = field(init=False, eq=False, repr=False)
    ranked: frozenset[str] = field(init=False, eq=False, repr=False)
    conditional: bool = field(init=False, eq=False, repr=False)
    barred: frozenset[str] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        escalates = self.escalates_when_late or self.escalates_when_closed
        silences = [self.close_after, *(how.close_after for how in self.ways_to_wait)]
        guarded = self.requires or self.people or self.roles or escalates or any(silences)
        barred = {stop for clock in self.clock if clock.stands_in_way for stop in clock.stops}
        conditional = any(clock.when or clock.otherwise for clock in self.clock)
        ranked = frozenset(fact for fact, who in self.people.items() if who.more_senior_than)
        object.__setattr__(self, "guarded", bool(guarded or barred))
        object.__setattr__(self, "ranked", ranked)
        object.__setattr__(self, "barred", frozenset(barred))
        object.__setattr__(self, "conditional", conditional)

    @property
    def ways_to_wait(self) -> tuple[Pausing, ...]:
        """The ways in which any of its clocks may stand still."""
        return tuple(how for clock in self.clock for how in clock.pausing)


@frozen
class InForce:
    """The first and last day on which a revision of a procedure takes new cases."""

    since: date | None = None
    until: date | None = None


@frozen
class WayOut:
    """Where a complainant may turn: which body, from which stages, under which conditions."""

    body: str
    after: tuple[str, ...] = ()
    when: When = Factory(dict)
    source: Citation | None = None


@frozen
class Procedure:
    """One kind of casework, in one revision.

    `applies_by` says which revision a case follows: the one in force when it was received, when it
    entered the stage, or when the clock started.  `needs` maps an event to the facts that it must
    carry, `roles` an act to the roles that may do it, of which it must then say one, `seniority`
    the roles from the most junior to the most senior.  `takes` are the conditions that a case must
    meet to be received under it.  `begins_in` are the stages in which a case may begin, the usual
    one first; where it says nothing, the first listed.  `issues_until` is the event after which no
    further issue is raised in a case.  `exits` are the early ends that it allows, `afterwards`
    what may happen to a case once it is closed, and `retention` maps the event that ended a case
    to how long its records are kept.  `edition` is a name of the revision; `extends` is the scheme
    that it builds on and `departure` why its stages are others than the scheme's.  `findings` says
    what the findings on a case's issues come to.

    Seven things are derived: the stages in which a case may begin (`beginnings`), the table of
    moves, the facts that hold a day which a clock counts from (`days`), the events that enter or
    start what is not laid down for every day after a receipt (`dated`), the stages by id, whether
    it or a stage says who must act, what must come first or when not (`guarded`), and the stages
    of which a clock may begin with the end of a case, or after it (`outlived`).
    """

    id: str
    title: str
    stage: tuple[Stage, ...]
    kind: str = "complaint"
    in_force: InForce = InForce()
    applies_by: Literal["received", "stage-entered", "clock-start"] = "received"
    needs: Wants = Factory(dict)
    roles: Mapping[str, tuple[str, ...]] = Factory(dict)
    seniority: tuple[str, ...] = ()
    takes: When = Factory(dict)
    begins_in: tuple[str, ...] = ()
    issues_until: str | None = None
    exits: tuple[Exit, ...] = ("withdrawn",)
    reopens: bool = False
    afterwards: tuple[str, ...] = ()
    way_out: tuple[WayOut, ...] = ()
    retention: Mapping[str, Limit] = Factory(dict)
    source: Citation | None = None
    edition: str | None = None
    extends: str | None = None
    departure: Departure | None = None
    findings: FindingsRule | None = None
    beginnings: tuple[str, ...] = field(init=False, eq=False, repr=False)
    moves: Moves = field(init=False, eq=False, repr=False)
    days: frozenset[str] = field(init=False, eq=False, repr=False)
    dated: frozenset[str] = field(init=False, eq=False, repr=False)
    by_id: Mapping[str, Stage] = field(init=False, eq=False, repr=False)
    guarded: bool = field(init=False, eq=False, repr=False)
    outlived: frozenset[str] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        stages = tuple(self._stage_moves(stage) for stage in self.stage)
        beginnings = self.begins_in or tuple(stage.id for stage in self.stage[:1])
        moves = compile_moves(
            stages,
            self.exits,
            asking(self.needs, self.roles),
            beginnings=beginnings,
            takes=tuple(self.takes),
            reopens=self.reopens,
            afterwards=self.afterwards,
        )
        clocks = [clock for stage in self.stage for clock in stage.clock]
        days = {day for clock in clocks for day in (clock.dated_by, clock.due_by)}
        days |= {other.dated_by for clock in clocks for other in clock.either}
        object.__setattr__(self, "beginnings", beginnings)
        object.__setattr__(self, "moves", moves)
        object.__setattr__(self, "days", frozenset(days - {None}))
        ends = [(each.since, each.until) for clock in clocks for each in clock.limit.spans]
        changes = self.applies_by != "received" or any(end != (None, None) for end in ends)
        dated = ENTRIES.union(*(clock.starts for clock in clocks)) if changes else ()
        object.__setattr__(self, "dated", frozenset(dated))
        object.__setattr__(self, "by_id", {stage.id: stage for stage in self.stage})
        guarded = bool(self.roles) or any(stage.guarded for stage in self.stage)
        object.__setattr__(self, "guarded", guarded)
        late = {*CLOSING, *self.afterwards}
        outlived = (
            each.id for each in self.stage for clock in each.clock if late & {*clock.starts}
        )
        object.__setattr__(self, "outlived", frozenset(outlived))

    def onward(self, stage: Stage) -> tuple[str, ...]:
        """The ids of the stages that a case may go on to from `stage`."""
        if stage.escalates_to is not None:
            return stage.escalates_to
        after = self.stage.index(stage) + 1
        return tuple(following.id for following in self.stage[after : after + 1])

    def stage_at(self, level: int) -> str:
        """The stage that a case is at after the usual steps onward only; levels count from 1.

        Past the end of the line, the last stage.
        """
        stage = self.by_id[self.beginnings[0]]
        for _ in range(level - 1):
            onward = self.onward(stage) or stage.advances_to
            if not onward:
                break
            stage = self.by_id[onward[0]]
        return stage.id

    def _stage_moves(self, stage: Stage) -> StageMoves:
        absent = {
            "extend": not any(clock.extension for clock in stage.clock),
            "promise": all(clock.kind in ON_COMPLAINANT for clock in stage.clock),
            "pause": not any(clock.pausing for clock in stage.clock),
            "close-silent": not (
                stage.close_after or any(how.close_after for how in stage.ways_to_wait)
            ),
            "close-unanswered": not stage.closes_unanswered,
            "escalate-late": not stage.escalates_when_late,
            "escalate-closed": not stage.escalates_when_closed,
            "decline": not stage.may_decline,
        }
        return StageMoves(
            stage.id,
            stage.milestones,
            stage.follow_ups,
            {
                "escalate": self.onward(stage),
                "advance": stage.advances_to,
                "send-back": stage.sends_back_to,
            },
            frozenset(rule for rule, missing in absent.items() if missing),
            frozenset(event for clock in stage.clock if clock.recurs for event in clock.stops)
            | {*stage.repeats},
            asking(stage.needs, (*stage.roles, *self._ranking(stage))),
            stage.escalates_when_late,
        )

    def _ranking(self, stage: Stage) -> Iterator[str]:
        """The acts in a stage that name somebody more senior, and so must say in which role."""
        for needs in (self.needs, stage.needs) if stage.ranked else ():
            for event, wanted in needs.items():
                if any(each.is_ in stage.ranked and not each.when for each in wanted):
                    yield ACT_OF.get(event, event)

    def roles_for(self, stage: Stage | None, act: str) -> tuple[str, ...] | None:
        """The roles that may do an act in a stage; None where any may."""
        own = stage.roles.get(act) if stage is not None else None
        return self.roles.get(act) if own is None else own

    def aside(self, state: State, act: str) -> Move | None:
        """The move of an act that leaves a case where it is, if `act` is one."""
        there = self.by_id.get(state[0])
        kept = act in self.roles or (there is not None and act in there.roles)
        return aside(state, act, asking(self.needs, (act,)) if kept else self.needs)
