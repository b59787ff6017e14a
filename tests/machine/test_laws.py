"""The laws of the machine, for a policy with everything in it and for policies made at random."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize

from casework import Act, Policy
from tests.generated import policies

from .lives import Life
from .rich import RICH, STORIES
from .told import act
from .trying import Here, acts

FIRST = date(2026, 5, 1)


class RichLife(Life):
    """A case of the policy with everything, under either of its procedures."""

    policy = RICH
    under = "corporate"

    @initialize(story=st.sampled_from(sorted(STORIES)), data=st.data())
    def somewhere(self, story: str, data: st.DataObject) -> None:
        """Begin where a story leaves a case, or with a receipt of whatever kind."""
        lines = [line.strip() for line in STORIES[story].splitlines()]
        if not lines:
            self.under = data.draw(st.sampled_from(["corporate", "enquiry"]))
            wish = data.draw(acts(Here(RICH, self.case, FIRST, self.under)))
            lines = [] if self.do(wish) else [f"{FIRST} receive procedure={self.under}"]
        self.begin(act(line) for line in lines)


class RandomLife(Life):
    """A case of a policy made at random."""

    @initialize(policy=policies(), back=st.integers(0, 3))
    def somewhere(self, policy: Policy, back: int) -> None:
        """Receive the case."""
        self.policy = policy
        self.begin([Act("receive", date(2026, 3, 2) - timedelta(days=back), case="C-1")])


TestRichLife = RichLife.TestCase
TestRichLife.settings = settings(stateful_step_count=15)
TestRandomLife = RandomLife.TestCase
TestRandomLife.settings = settings(stateful_step_count=15)
