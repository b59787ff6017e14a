"""The laws of the machine, over acts made at random on the cases of a policy with everything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from casework import Act, Case, Event, Refused, clocks, decide, evolve, examine, permitted, replay
from casework.cases.corrections import CORRECTIONS, effective
from casework.cases.guards import procedure_of, state_of
from casework.rules.moves import Move

from .rich import RICH, STORIES, acts
from .told import act

FIRST = date(2026, 5, 1)
WAY = {
    "open": ("read", "signed-off", "hearing-planned", "panel-met", "respond"),
    "paused": ("resume",),
    "answered": ("close",),
}
"""A way to the end that does without early ends."""
BRINGS: Mapping[str, Mapping[str, object]] = {
    "respond": {"outcome": "upheld"},
    "hearing-planned": {"hearing-on": "2028-06-01"},
    "panel-met": {"panel": ("p", "q", "r")},
}


GAPS = st.sampled_from([0, 0, 0, 1, 1, 2, 3, 5, 12, 30])


class Machine(RuleBasedStateMachine):
    """A case that lives by what is decided about it."""

    def __init__(self) -> None:
        super().__init__()
        self.case = Case()
        self.events: tuple[Event, ...] = ()
        self.on = FIRST

    @property
    def row(self) -> Mapping[str, Move]:
        """The moves of the table where the case stands."""
        found = procedure_of(RICH, self.case, "corporate", self.on)
        return found.moves[state_of(found, self.case)]

    @initialize(story=st.sampled_from(sorted(STORIES)), data=st.data())
    def begin(self, story: str, data: st.DataObject) -> None:
        """Begin where a story leaves a case, or with a receipt of whatever kind."""
        for line in filter(None, map(str.strip, STORIES[story].splitlines())):
            assert self.do(act(line)), line
        if not self.events:
            self.do(data.draw(acts(self.case, self.row, self.on)))
        if not self.events:
            assert self.do(act(f"{self.on} receive procedure=corporate"))

    def do(self, act: Act) -> bool:
        """Decide about an act and live with it: whether anything was recorded."""
        before = self.case
        may = permitted(RICH, self.case, act.on, procedure=act.procedure)
        why_not = {each.act: each.why_not for each in may}.get(act.name)
        try:
            found = decide(RICH, self.case, act)
        except Refused as refused:
            self.refused_well(act, refused)
            assert self.case == before == replay(self.events)
            return False
        assert why_not is None or not found
        for event in found:
            self.case = evolve(self.case, event)
        self.events += found
        self.on = act.on
        try:
            assert decide(RICH, self.case, act) == ()
        except Refused:
            assert act.name == "reclassify"
        return bool(found)

    def refused_well(self, act: Act, refused: Refused) -> None:
        """A refusal says why, and what is permitted instead."""
        on = max(act.on, self.on)
        may = permitted(RICH, self.case, on, procedure=act.procedure)
        assert refused.why
        assert refused.permitted == tuple(each.act for each in may if each)

    @rule(data=st.data(), gaps=st.lists(GAPS, min_size=1, max_size=6))
    def try_things(self, data: st.DataObject, gaps: list[int]) -> None:
        """Try a few things, one some days after another."""
        for gap in gaps:
            self.do(data.draw(acts(self.case, self.row, self.on + timedelta(days=gap))))
            self.replay_is_the_live_case()

    @rule(data=st.data(), back=st.integers(1, 10))
    def act_too_early(self, data: st.DataObject, back: int) -> None:
        """What comes before the latest event is refused."""
        assert not self.do(data.draw(acts(self.case, self.row, self.on - timedelta(days=back))))

    @rule(data=st.data())
    def void(self, data: st.DataObject) -> None:
        """What was voided might never have been, or could not be voided."""
        event = data.draw(st.sampled_from([*self.case.settled, *[self.case.settled[-1]] * 9]))
        on, was = self.on, event.on.isoformat()
        settled = self.case.settled
        at = max(
            i for i, other in enumerate(settled) if (other.name, other.on) == (event.name, event.on)
        )
        if self.do(Act("void", on, facts={"voids": event.name, "was": was})):
            never = (*settled[:at], *settled[at + 1 :])
            assert self.case.settled == never
            case = replay(never)
            assert (self.case.stage, self.case.phase) == (case.stage, case.phase)
            assert self.case.here == case.here
            assert clocks(RICH, self.events, on) == clocks(RICH, never, on)
            assert permitted(RICH, self.case, on) == permitted(RICH, case, on)
            assert not self.do(Act("void", on, facts={"voids": "void", "was": was}))

    @rule(data=st.data(), days=st.sampled_from([-10, -3, -1, 1, 5]))
    def correct(self, data: st.DataObject, days: int) -> None:
        """What was corrected to another day has always been on that day."""
        event = data.draw(st.sampled_from(self.case.settled))
        to_day = event.on + timedelta(days=days)
        facts = {
            "corrects": event.name,
            "was": event.on.isoformat(),
            "to-day": to_day.isoformat(),
        }
        if self.do(Act("correct", self.on, facts=facts)):
            assert to_day <= self.on
            assert any(
                other.name == event.name and other.on == to_day for other in self.case.settled
            )

    @rule(after=st.integers(0, 120))
    def look(self, after: int) -> None:
        """What comes after a day changes no clock of it, and a clock ends once."""
        as_of = self.events[0].on + timedelta(days=after)
        then = clocks(RICH, self.events, as_of, known_by=as_of)
        told = [event for event in self.events if event.on <= as_of]
        assert then == clocks(RICH, told, as_of)
        later = clocks(RICH, told, as_of + timedelta(days=60))
        assert len(later) == len(then)
        for clock, after_that in zip(then, later, strict=True):
            if clock.ended is not None:
                assert clock.state in {"met", "missed", "void"}
                assert clock == after_that
            if clock.owed and clock.state in {"met", "missed", "overdue"}:
                until = clock.ended or as_of
                assert (clock.state == "met") == (until <= clock.due)
            if clock.state in {"running", "paused", "met", "void"}:
                assert clock.late_by == 0

    @invariant()
    def replay_is_the_live_case(self) -> None:
        """Replaying what was decided gives the case as it stands."""
        assert replay(self.events) == self.case
        assert self.case.settled == effective(self.events)

    @invariant()
    def what_was_decided_can_have_happened(self) -> None:
        """What was decided reads back without a fault, unless a correction took its ground away."""
        history = examine(RICH, self.events)
        assert history.faults == ()
        assert history.events == self.events

    @invariant()
    def what_happens_once_happens_once(self) -> None:
        """A case is received once for each switch, and has one clock of an id in each visit."""
        names = Counter(event.name for event in self.case.settled)
        assert names["received"] <= 1 + names["reclassified"]
        assert not CORRECTIONS & names.keys()

    def teardown(self) -> None:
        """Nothing is stuck: whatever happened, a case can be brought to its usual end."""
        for _ in range(12):
            if self.case.phase == "closed" or not self.events:
                return
            for name in WAY[self.case.phase]:
                if name in self.row:
                    self.do(Act(name, self.on, facts=BRINGS.get(name, {})))
        assert not self.events


TestMachine = Machine.TestCase
TestMachine.settings = settings(stateful_step_count=15)
