"""A promise for one case brings the authority's clocks forward, and no others."""

from __future__ import annotations

import pytest

from casework import Refused, decide, replay
from tests.policies import clock, of_clocks

from .told import act, clock_of, day, events

RECEIVED = "2026-03-02 received"
"""A Monday; ten working days later is Monday 16 March."""


PLAIN = of_clocks(clock(), clock("window", kind="window", stops="withdrawn", limit='"28 days"'))


def test_a_promise_brings_a_due_day_forward() -> None:
    """A day promised for one case is its due day, and a later one is not."""
    sooner = (RECEIVED, "2026-03-03 promised until=2026-03-06 reason=urgent")
    found = clock_of(PLAIN, sooner, "2026-03-06")
    assert (found.due, found.state) == (day("2026-03-06"), "running")
    assert (found.reckoning.steps[-1].what, found.reckoning.steps[-1].source) == (
        "promised",
        "urgent",
    )
    later = (RECEIVED, "2026-03-03 promised until=2026-03-20")
    assert clock_of(PLAIN, later, "2026-03-06").due == day("2026-03-16")


def test_a_promise_moves_no_window() -> None:
    """What the authority promises takes nothing from the time that the complainant has."""
    found = clock_of(
        PLAIN, (RECEIVED, "2026-03-03 promised until=2026-03-06"), "2026-03-06", "window"
    )
    assert found.due == day("2026-03-30")


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        ("2026-03-03 promise until=tomorrow", "until 'tomorrow' is no day"),
        ("2026-03-03 promise until=2026-03-02", "2026-03-02 is before the promise itself"),
        ("2026-03-03 promise until=2026-03-16", "no clock of the stage is due after 2026-03-16"),
        (
            "2026-03-03 promise until=2026-03-10 clock=window",
            "clock 'window' may not be promised sooner, only 'response'",
        ),
    ],
)
def test_a_promise_that_is_refused(wish: str, why: str) -> None:
    """A promise must be of a day to come that is sooner than a clock of the authority's."""
    with pytest.raises(Refused) as caught:
        decide(PLAIN, replay(events(RECEIVED)), act(wish))
    assert why in caught.value.why
