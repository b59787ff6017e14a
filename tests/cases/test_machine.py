"""The laws of the machine, over policies and histories made at random."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from casework import (
    Act,
    Case,
    Clock,
    Event,
    Policy,
    Refused,
    became_late,
    clocks,
    decide,
    evolve,
    examine,
    permitted,
    replay,
)
from casework.cases.clocks import UNFINISHED
from casework.rules.moves import ASIDES, EVENT_OF, Move
from tests.generated import MILESTONES, policies

FIRST = date(2026, 3, 2)
CORRECTING = {"void", "correct"}
ACTS = [*sorted(set(EVENT_OF) - CORRECTING), *MILESTONES, "remedied", "respnd"]
ENDS = {"withdraw", "refuse", "refer", "reclassify", "close"}
FACTS = {
    "outcome": "upheld",
    "by": "5 working days",
    "pause-reason": "clarification",
    "refusal-reason": "old",
    "to": "elsewhere",
    "issue": "1",
    "issues": "1",
    "into": "2",
    "finding": "upheld",
    "lateness-reason": "leave",
    "clock": "response",
    "reason": "illness",
    "discretion": "hardship",
    "undertaking": "U1",
    "remedy": "apology",
    "due": "2026-12-01",
    "lesson": "L1",
}
WANTED = {
    "respond": ("outcome",),
    "extend": ("by", "reason"),
    "pause": ("pause-reason",),
    "refuse": ("refusal-reason",),
    "refer": ("to",),
    "undertake": ("remedy",),
    "reclassify": ("to",),
    "escalate": ("discretion",),
}
"""The facts that an act is mostly given."""


@st.composite
def acts(draw: st.DrawFn, on: date, row: Mapping[str, Move]) -> Act:
    """Something to try on a day, mostly from a row of the table, with the facts that it needs."""
    going_on = [name for name in row if name not in ENDS]
    name = draw(st.sampled_from(going_on or ACTS))
    if draw(st.integers(0, 4)) == 0:
        name = draw(st.sampled_from(ACTS))
    stages = row[name].stages if name in row else ()
    wanted = {*WANTED.get(name, ()), *ASIDES.get(name, ("", ()))[1]}
    if draw(st.integers(0, 4)) == 0:
        wanted = draw(st.sets(st.sampled_from(sorted(FACTS)), max_size=4))
    facts: dict[str, object] = {fact: FACTS[fact] for fact in sorted(wanted)}
    if name == "promise" or draw(st.integers(0, 7)) == 0:
        facts["until"] = str(on + timedelta(days=draw(st.integers(0, 20))))
    return Act(name, on, stage=draw(st.sampled_from(["", *stages, "two"])), facts=facts)


class Machine(RuleBasedStateMachine):
    """A case of one policy, which lives by what is decided about it."""

    policy: Policy
    case: Case
    events: tuple[Event, ...]
    on: date

    @initialize(policy=policies(), back=st.integers(0, 3))
    def receive(self, policy: Policy, back: int) -> None:
        """Receive the case."""
        self.policy, self.case, self.events = policy, Case(), ()
        self.on = FIRST - timedelta(days=back)
        self.do(Act("receive", self.on, case="C-1"))
        assert self.case.phase == "open"

    @property
    def row(self) -> Mapping[str, Move]:
        """The moves of the table where the case stands."""
        return self.policy.procedure("", FIRST).moves[self.case.stage, self.case.phase]

    def do(self, act: Act) -> tuple[Event, ...] | None:
        """Decide about an act and live with it; None where it was refused."""
        refused, found = self.ask(act)
        if refused is not None:
            allowed = permitted(self.policy, self.case, max(act.on, self.on))
            assert refused.permitted == tuple(each.act for each in allowed if each)
            assert refused.act == act.name
            assert refused.why
            assert self.case.stage in refused.state
            return None
        for event in found:
            self.case = evolve(self.case, event)
        self.events += found
        self.on = act.on
        self.same_again(act)
        return found

    def same_again(self, act: Act) -> None:
        """The same act twice adds nothing, or is refused where it led out of the procedure."""
        refused, found = self.ask(act)
        assert found == ()
        assert refused is None or act.name == "reclassify"

    def ask(self, act: Act) -> tuple[Refused | None, tuple[Event, ...]]:
        """Decide about an act; asking changes nothing."""
        before = self.case
        try:
            return None, decide(self.policy, self.case, act)
        except Refused as refused:
            return refused, ()
        finally:
            assert self.case == before

    @rule(data=st.data(), gap=st.sampled_from([0, 0, 1, 1, 2, 5, 12, 30]))
    def act(self, data: st.DataObject, gap: int) -> None:
        """Try something, some days later."""
        act = data.draw(acts(self.on + timedelta(days=gap), self.row))
        row = {each.act: each for each in permitted(self.policy, self.case, act.on)}
        known = act.name in row or act.name in ASIDES
        if not known or (act.name in row and not row[act.name]):
            assert not self.do(act)
        else:
            self.do(act)

    @precondition(lambda self: bool(self.events))
    @rule(back=st.integers(1, 5), data=st.data())
    def act_too_early(self, back: int, data: st.DataObject) -> None:
        """What is dated before the latest event is refused."""
        assert not self.do(data.draw(acts(self.on - timedelta(days=back), self.row)))

    @rule(after=st.integers(0, 60))
    def look(self, after: int) -> None:
        """The clocks of a day keep their laws."""
        received = self.events[0].on
        as_of = received + timedelta(days=after)
        found = clocks(self.policy, self.events, as_of)
        until = tuple(event for event in self.events if event.on <= as_of)
        assert found == clocks(self.policy, until, as_of)
        later = clocks(self.policy, until, as_of + timedelta(days=40))
        assert len(later) == len(found)
        for clock, then in zip(found, later, strict=True):
            keeps_its_laws(clock, as_of)
            if clock.ended is not None:
                assert clock == then

    @rule(after=st.integers(0, 60))
    def become_late(self, after: int) -> None:
        """What has become late is said once, may be recorded, and moves nothing."""
        as_of = self.on + timedelta(days=after)
        late = became_late(self.policy, self.events, as_of)
        told = (*self.events, *late)
        assert became_late(self.policy, told, as_of) == ()
        assert examine(self.policy, told).faults == ()
        then = replay(told)
        assert (then.stage, then.phase) == (self.case.stage, self.case.phase)
        assert clocks(self.policy, told, as_of) == clocks(self.policy, self.events, as_of)

    @precondition(lambda self: len(self.events) > 1)
    @rule(after=st.integers(0, 10))
    def void_the_latest(self, after: int) -> None:
        """Voiding an event equals never having had it."""
        *before, latest = self.events
        on = self.on + timedelta(days=after)
        if latest.name == "received":
            return
        (void,) = decide(self.policy, self.case, Act("void", on, facts={"voids": latest.name}))
        voided, never = evolve(self.case, void), replay(before)
        assert (voided.stage, voided.phase) == (never.stage, never.phase)
        assert clocks(self.policy, (*self.events, void), on) == clocks(self.policy, before, on)
        assert permitted(self.policy, voided, on) == permitted(self.policy, never, on)

    @invariant()
    def replay_is_the_live_case(self) -> None:
        """Replaying what was decided gives the case as it stands."""
        assert replay(self.events) == self.case

    @invariant()
    def what_is_decided_can_have_happened(self) -> None:
        """What was decided is a history without a fault."""
        history = examine(self.policy, self.events)
        assert history.faults == ()
        assert history.events == self.events

    def teardown(self) -> None:
        """Nothing is stuck: whatever has happened, the case can be brought to an end."""
        if not hasattr(self, "events"):
            return
        for _ in range(10):
            if self.case.phase == "closed":
                break
            later = self.on + timedelta(days=1)
            facts = {"outcome": "upheld"}
            ways = ("close", "respond", "resume", *MILESTONES)
            assert any(self.do(Act(name, later, facts=facts)) is not None for name in ways)
        assert self.case.phase == "closed"


def keeps_its_laws(clock: Clock, as_of: date) -> None:
    """A clock's due day is its last step's, and its state is one of those that fit."""
    steps = clock.reckoning.steps
    assert clock.due == steps[-1].day
    assert all(step.source for step in steps)
    closed = Counter(step.day for step in steps if step.what == "closed")
    assert not [day for day, count in closed.items() if count > 1]
    if clock.ended is not None:
        assert clock.state in {"met", "missed", "void"}
        assert clock.ended <= as_of
    elif clock.owed:
        assert clock.state in UNFINISHED
        assert (clock.state == "overdue") <= (as_of > clock.due)
    assert (clock.state == "void") <= (clock.stopped is None)
    if clock.kind != "wait" and clock.reckoning.at is None:
        assert (clock.late_by > 0) == (clock.state in {"missed", "overdue"})


TestMachine = Machine.TestCase
TestMachine.settings = settings(stateful_step_count=20)
