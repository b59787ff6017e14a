"""Events recorded late, and what was known on a day."""

from __future__ import annotations

from datetime import date

from casework import Event, clocks, examine

from .policies import clock, of_clocks
from .told import follow

OURS = of_clocks(
    clock("acknowledgement", stops="acknowledged", limit="3 working days"),
    clock("response"),
    milestones='["signed-off"]',
    requires='{ responded = ["signed-off"] }',
)
SIGNED = "2026-06-01 receive\n2026-06-02 acknowledge\n2026-06-03 signed-off"


def test_something_recorded_late() -> None:
    """What is recorded late stands at the day it happened."""
    received, responded = (
        Event("C-1", "received", date(2026, 6, 1), procedure="corporate"),
        Event("C-1", "responded", date(2026, 6, 16), procedure="corporate"),
    )
    late = Event("C-1", "signed-off", date(2026, 6, 15), recorded=date(2026, 6, 18))
    history = examine(OURS, (received, responded, late))
    assert [fault.problem for fault in history.faults] == []
    assert [event.name for event in history.events] == ["received", "signed-off", "responded"]


def test_something_out_of_order_that_was_not_recorded_late() -> None:
    """What stands out of order, and does not say when it was recorded, is a fault."""
    told = follow(OURS, SIGNED)
    early = Event("C-1", "linked", date(2026, 6, 1), facts=(("to", "C-7"),))
    (fault,) = examine(OURS, (*told, early)).faults
    assert fault.problem == "on 2026-06-01 stands after 'signed-off' on 2026-06-03"


def test_what_was_known() -> None:
    """What was known on a day leaves out what was recorded later."""
    events = (
        *follow(OURS, SIGNED),
        Event("C-1", "responded", date(2026, 6, 15), recorded=date(2026, 6, 18)),
        Event(
            "C-1",
            "corrected",
            date(2026, 6, 19),
            facts=(("corrects", "received"), ("to-day", "2026-05-29")),
        ),
    )
    as_of = date(2026, 6, 16)
    for known, told in (
        (date(2026, 6, 17), "overdue 2026-06-15"),
        (date(2026, 6, 18), "met 2026-06-15"),
        (date(2026, 6, 19), "missed 2026-06-12"),
        (None, "missed 2026-06-12"),
    ):
        *_, found = clocks(OURS, events, as_of, known_by=known)
        assert f"{found.state} {found.due}" == told
