"""The last day on which something counts, where two rules meet on it."""

from __future__ import annotations

from datetime import date

import pytest

import casework

POLICY = casework.parse_policy(
    """
[policy]
id = "p"
authority = "A"
revision = "1"

[source.s]
title = "S"

[calendar]
division = "england-and-wales"

[[procedure]]
id = "access"
title = "Subject access"

[[procedure.stage]]
id = "only"
title = "Only"

[[procedure.stage.clock]]
id = "response"
kind = "statutory"
starts = "received"
stops = "responded"
limit = "1 month"
ends = "next-working-day"
extension = { by = "3 months", counted-from = "start" }
source = { ref = "s" }

[[procedure.stage.clock]]
id = "time-bar"
kind = "window"
starts = "received"
stops = "received"
dated-by = "happened"
limit = "12 months"
either = [{ limit = "12 months", dated-by = "known" }]
choose = "later"
source = { ref = "s" }
"""
)


def received(on: date, **facts: str) -> casework.Event:
    """A receipt on a day."""
    return casework.Event("C-1", "received", on, stage="only", facts=tuple(facts.items()))


@pytest.mark.parametrize(
    ("known", "due", "state"),
    [
        (date(2025, 3, 2), date(2026, 3, 2), "missed"),
        (date(2025, 3, 3), date(2026, 3, 3), "met"),
    ],
)
def test_a_limb_whose_day_is_not_known_is_passed_over(known: date, due: date, state: str) -> None:
    """A complaint that says only when it was known is barred by that limb alone."""
    event = received(date(2026, 3, 3), known=known.isoformat())
    found = {clock.clock: clock for clock in casework.clocks(POLICY, [event], date(2026, 3, 3))}
    assert (found["time-bar"].due, found["time-bar"].state) == (due, state)


def test_a_last_day_that_was_rolled_can_be_used_to_extend() -> None:
    """A month from 1 November 2018 ends on Saturday, so Monday 3 December is still in time."""
    case = casework.replay([received(date(2018, 11, 1))])
    (event,) = casework.decide(POLICY, case, casework.Act("extend", date(2018, 12, 3)))
    found = casework.clocks(POLICY, (*case.events, event), date(2018, 12, 3))
    assert found[0].due == date(2019, 2, 1)


def test_the_day_after_a_rolled_last_day_is_too_late_to_extend() -> None:
    """On Tuesday 4 December the month is over."""
    case = casework.replay([received(date(2018, 11, 1))])
    with pytest.raises(casework.Refused, match="can no longer be extended"):
        casework.decide(POLICY, case, casework.Act("extend", date(2018, 12, 4)))


def test_what_was_recorded_late_stands_after_what_was_given_for_its_day() -> None:
    """A late record of the day of receipt does not come before the receipt."""
    day = date(2026, 3, 2)
    late = casework.Event("C-1", "acknowledged", day, recorded=date(2026, 3, 9), stage="only")
    history = casework.examine(POLICY, [received(day), late])
    assert history.faults == ()
    assert [event.name for event in history.events] == ["received", "acknowledged"]
