"""The laws of the machine, kept by a case that lives by what is decided about it.

A life begins with acts that bring a case somewhere and goes on with whatever is tried; the laws
are asserted at each step, and in the end the case must be brought to an end.  Which policy, and
where a life begins, is for whoever lives one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from casework import (
    Act,
    Case,
    Event,
    Policy,
    Refused,
    became_late,
    clocks,
    decide,
    evolve,
    examine,
    issues,
    permitted,
    replay,
    undertakings,
    ways_out,
)
from casework.cases.clocks import LATE
from casework.cases.corrections import CORRECTIONS, effective
from casework.cases.undertakings import ABOUT
from casework.rules.moves import ACT_OF, CLOSING, ENTRIES, EVENT_OF

from .keeping import OUTCOMES, is_same, keeps_its_laws
from .trying import ENDS, Here, acts, gaps
from .walks import ways

OF_THE_FACTS = re.compile(
    r"^it needs |takes only cases|leads only to|is not in '|may not be picked|takes at most"
    r"|is no day|may not be (extended|paused|promised)|can no longer be extended|would not move"
    r"|may be extended|no clock|is not an extension|is not a limit|before the promise"
    r"|without discretion|people$|took part before|it already is under|^under '|to put right"
    r"|after the correction|could not have happened|cannot be voided|not for '|a procedure"
    r"|may not be the |is not more senior than|of no known seniority|needs another beside"
)
"""Why an act that the day and the place permit may be refused for the facts that it brings."""
NAMES = [*sorted(ACT_OF), "statement-agreed", "nonsense"]


class Life(RuleBasedStateMachine):
    """A case of one policy; `under` is the procedure that it begins under, if there are several."""

    policy: Policy
    under = ""
    last = date(2027, 6, 30)

    def __init__(self) -> None:
        super().__init__()
        self.case = Case()
        self.events: tuple[Event, ...] = ()
        self.on = self.last

    @property
    def here(self) -> Here:
        """Where the case stands now."""
        return Here(self.policy, self.case, self.on, self.under)

    def begin(self, begun: Iterable[Act]) -> None:
        """Bring the case to where its life begins."""
        for act in begun:
            assert self.do(act), act
        assert self.case.received

    def do(self, act: Act) -> bool:
        """Decide about an act and live with it: whether anything was recorded.

        A refusal says why and what is permitted instead, and nothing has changed.  The same act
        again adds nothing, or is refused where it led out of the procedure.
        """
        before = self.case
        refused, found = self.ask(act)
        if refused is not None:
            on = max(act.on, self.on) if self.events else act.on
            may = permitted(self.policy, self.case, on, procedure=act.procedure)
            assert refused.permitted == tuple(each.act for each in may if each)
            assert refused.permitted or self.case.phase == "closed"
            assert (refused.case, refused.act) == (self.case.ref or act.case, act.name)
            assert refused.why
            assert self.case.stage in refused.state
            assert self.case is before
            return False
        for event in found:
            self.case = evolve(self.case, event)
        self.events += found
        self.on = act.on
        again, more = self.ask(act)
        assert more == ()
        assert again is None or act.name == "reclassify"
        return bool(found)

    def ask(self, act: Act) -> tuple[Refused | None, tuple[Event, ...]]:
        """Decide about an act; asking changes nothing."""
        before = self.case, self.case.events, self.case.settled
        try:
            return None, decide(self.policy, self.case, act)
        except Refused as refused:
            return refused, ()
        finally:
            assert before == (self.case, self.case.events, self.case.settled)

    def later(self, days: int) -> Here:
        """The case some days on, if that is not beyond what is tried."""
        return self.here.after(max(0, min(days, (self.last - self.on).days)))

    @rule(data=st.data(), times=st.integers(1, 4))
    def live(self, data: st.DataObject, times: int) -> None:
        """Try a few things, one some days after another."""
        for _ in range(times):
            self.do(data.draw(acts(self.later(data.draw(gaps(self.here))))))
            assert replay(self.events) == self.case

    @rule(data=st.data(), back=st.integers(1, 10))
    def act_too_early(self, data: st.DataObject, back: int) -> None:
        """What comes before the latest event is refused."""
        assert not self.do(data.draw(acts(self.here.after(-back))))

    @rule(data=st.data())
    def permitted_and_decided(self, data: st.DataObject) -> None:
        """What is not permitted is refused for that reason, what is permitted only for its facts.

        Facts are judged before some of the rest, so the reason may also be one of them; and the
        same act again adds nothing instead of being refused.
        """
        here = self.later(data.draw(gaps(self.here)))
        for name, row in here.row.items():
            refused, found = self.ask(here.likely(name, row.stages[0]))
            if refused is None:
                assert row or not found
                assert found or EVENT_OF.get(name, name) == self.events[-1].name
            elif row:
                assert OF_THE_FACTS.search(refused.why), (name, refused.why)
            else:
                assert refused.why == row.why_not or OF_THE_FACTS.search(refused.why)

    @rule(data=st.data())
    def void(self, data: st.DataObject) -> None:
        """What was voided might never have been, or could not be voided."""
        settled, was = self.case.settled, data.draw(st.booleans())
        event = data.draw(st.sampled_from([*settled, *[settled[-1]] * 9]))
        at = max(
            place
            for place, other in enumerate(settled)
            if other.name == event.name and (other.on == event.on or not was)
        )
        on = self.later(data.draw(st.integers(0, 10))).on
        dated = {"was": event.on.isoformat()} if was else {}
        if not self.do(Act("void", on, facts={"voids": event.name, **dated})):
            return
        never = (*settled[:at], *settled[at + 1 :])
        assert self.case.settled == never
        case = replay(never)
        assert (self.case.stage, self.case.phase) == (case.stage, case.phase)
        assert self.case.here == case.here
        assert clocks(self.policy, self.events, on) == clocks(self.policy, never, on)
        assert permitted(self.policy, self.case, on) == permitted(self.policy, case, on)
        assert issues(self.events) == issues(never)
        assert undertakings(self.policy, self.events, on) == undertakings(self.policy, never, on)
        assert ways_out(self.policy, self.events) == ways_out(self.policy, never)

    @rule(data=st.data(), days=st.sampled_from([-10, -3, -1, 1, 5]))
    def correct(self, data: st.DataObject, days: int) -> None:
        """What was corrected to another day has always been on that day."""
        event = data.draw(st.sampled_from(self.case.settled))
        to_day = event.on + timedelta(days=days)
        facts = {"corrects": event.name, "was": event.on.isoformat(), "to-day": to_day.isoformat()}
        if self.do(Act("correct", self.on, facts=facts)):
            assert to_day <= self.on
            assert (event.name, to_day) in {(each.name, each.on) for each in self.case.settled}

    def some_day(self, data: st.DataObject) -> date:
        """A day since the case began: one on which something happened, the one before, or any."""
        begun = min(event.on for event in self.events)
        near = {event.on - timedelta(days=days) for event in self.events for days in (0, 1)}
        afterwards = st.integers(0, 120).map(lambda days: begun + timedelta(days=days))
        day = data.draw(st.sampled_from(sorted(near)) | afterwards)
        return max(begun, min(day, self.last))

    @rule(data=st.data(), more=st.sampled_from([1, 7, 60]))
    def look(self, data: st.DataObject, more: int) -> None:
        """What comes after a day changes no clock of it, and a clock ends once."""
        as_of = self.some_day(data)
        told = [event for event in self.events if event.on <= as_of]
        then = clocks(self.policy, self.events, as_of, known_by=as_of)
        assert then == clocks(self.policy, told, as_of)
        if CORRECTIONS.isdisjoint(event.name for event in self.events):
            assert then == clocks(self.policy, self.events, as_of)
        later = clocks(self.policy, told, as_of + timedelta(days=more))
        for clock in then:
            keeps_its_laws(clock, as_of)
            if clock.ended is not None:
                assert clock in later
        timed = [clock for clock in then if clock.rule.starts_when_due is not None]
        assert len(timed) <= len([each for each in later if each.rule.starts_when_due is not None])
        for clock, after_that in zip(
            (clock for clock in then if clock not in timed),
            (clock for clock in later if clock.rule.starts_when_due is None),
            strict=True,
        ):
            if clock.ended is not None:
                assert clock == after_that
            if clock.state == "missed":
                assert after_that.state == "missed"
            if clock.state == "overdue":
                assert after_that.state == "overdue"
                assert after_that.late_by >= clock.late_by

    @rule(data=st.data())
    def look_back(self, data: st.DataObject) -> None:
        """By the latest day everything is known."""
        as_of = self.some_day(data)
        known = clocks(self.policy, self.events, as_of, known_by=self.on)
        assert known == clocks(self.policy, self.events, as_of)

    @rule(after=st.integers(0, 60))
    def become_late(self, after: int) -> None:
        """What has become late is said once, may be recorded, and moves nothing."""
        as_of = self.later(after).on
        late = became_late(self.policy, self.events, as_of)
        told = (*self.events, *late)
        assert became_late(self.policy, told, as_of) == ()
        assert examine(self.policy, told).faults == ()
        then = replay(told)
        assert (then.stage, then.phase) == (self.case.stage, self.case.phase)
        assert clocks(self.policy, told, as_of) == clocks(self.policy, self.events, as_of)

    @rule(data=st.data(), name=st.sampled_from(NAMES), days=st.integers(-30, 30))
    def whatever_happens(self, data: st.DataObject, name: str, days: int) -> None:
        """No event is refused once it has happened, whatever it is and whatever it says."""
        facts = st.sampled_from(["voids", "corrects", "was", "to-day", "until", "to", "clock"])
        words = st.sampled_from(["received", "responded", "2026-13-01", str(self.on), "nonsense"])
        stage = data.draw(st.sampled_from(["", "nowhere", *self.here.procedure.by_id]))
        event = Event(
            "C-1",
            name,
            self.on + timedelta(days=days),
            None,
            None,
            "",
            stage,
            data.draw(st.dictionaries(facts, words, max_size=3)),
        )
        then = evolve(self.case, event)
        assert then.events == (*self.events, event)
        assert evolve(then, event).events == (*self.events, event, event)
        assert replay(then.events).settled == effective(replay(then.events).events)

    @invariant()
    def replay_is_the_live_case(self) -> None:
        """Replaying what was decided gives the case as it stands."""
        assert replay(self.events) == self.case
        assert self.case.settled == effective(self.events)

    @invariant()
    def what_was_decided_can_have_happened(self) -> None:
        """What was decided reads back without a fault, and nothing is added to it."""
        history = examine(self.policy, self.events)
        assert history.faults == ()
        assert history.events == self.events

    @invariant()
    def a_clock_runs_once(self) -> None:
        """A clock runs once in each visit unless it recurs, and not beyond the end of the case."""
        if not self.events:
            return
        names = Counter(event.name for event in self.case.settled)
        assert names["received"] <= 1 + names["reclassified"]
        assert not CORRECTIONS & names.keys()
        found = clocks(self.policy, self.events, self.on)
        entries = [event for event in self.case.settled if event.name in ENTRIES]
        stays = Counter((entry.procedure, entry.stage) for entry in entries)
        runs = Counter(
            (each.procedure, each.stage, each.clock) for each in found if not each.rule.recurs
        )
        for (procedure, stage, _), many in runs.items():
            assert many <= stays[procedure, stage]
        if self.case.phase == "closed":
            outlast = self.here.stage.escalates_when_closed
            late = {*CLOSING, *self.here.procedure.afterwards}
            assert {
                clock.state
                for clock in found
                if not (outlast and not clock.owed and "escalated" in clock.rule.stops)
                and not late & {*clock.rule.starts}
            } <= OUTCOMES

    def late_for_ever(self) -> None:
        """What is late by a day is late for ever, unless the record was put right."""
        if not CORRECTIONS.isdisjoint(event.name for event in self.events):
            return
        now = clocks(self.policy, self.events, self.on)
        for day in {event.on - timedelta(days=1) for event in self.events[1:]}:
            for clock in clocks(self.policy, self.events, day):
                same = [each for each in now if is_same(clock, each)]
                if same and clock.owed and clock.state in LATE:
                    assert any(each.state in LATE for each in same)

    def undertaken_once(self) -> None:
        """An undertaking ends once, and is late or overdue by so many days or not at all."""
        for as_of in {event.on for event in self.events if event.name in ABOUT}:
            told = [event for event in self.events if event.on <= as_of]
            then = undertakings(self.policy, told, as_of)
            later = undertakings(self.policy, told, as_of + timedelta(days=60))
            for one, after_that in zip(then, later, strict=True):
                assert one.due == after_that.due
                assert one == after_that or one.ended is None
                assert (one.state in {"overdue", "late"}) == (one.late_by > 0)

    def teardown(self) -> None:
        """Nothing is stuck: whatever happened, a way leads to an end that is not an early one."""
        if not self.events:
            return
        self.late_for_ever()
        self.undertaken_once()
        if self.case.phase == "closed":
            return
        last = self.last + timedelta(days=60)
        found = ways(self.policy, self.under, self.case, self.on, last, ENDS - {"close"}, "closed")
        ends = [way for (_, phase), way in found.items() if phase == "closed"]
        assert ends, f"{self.case} cannot come to an end"
        for act in ends[0]:
            assert self.do(act)
        assert replay(self.events).phase == "closed"
        self.replay_is_the_live_case()
        self.what_was_decided_can_have_happened()
        self.a_clock_runs_once()
