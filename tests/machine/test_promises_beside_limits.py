"""A promise that is longer than the law allows, and a window that is closed before it opens."""

from __future__ import annotations

import pytest

from .faults import told_of_clocks
from .policies import clock, of_clocks

TEN = "10 working days"


@pytest.mark.parametrize(
    ("mine", "kind", "bound", "other", "said"),
    [
        ("20 working days", "target", TEN, "statutory", "a statutory limit of 10 working days"),
        ("2 months", "target", "8 weeks", "code", "a code limit of 8 weeks"),
        ("48 hours", "target", "1 day", "code", "a code limit of 1 day"),
        ("2 years", "target", "23 months", "statutory", "a statutory limit of 23 months"),
    ],
)
def test_promises_that_are_later(mine: str, kind: str, bound: str, other: str, said: str) -> None:
    """A promise may not be longer than the limit that it stands beside."""
    rules = clock("mine", limit=mine, kind=kind), clock("bound", limit=bound, kind=other)
    assert told_of_clocks(*rules) == [f"[mine].limit: a {kind} of {mine} beside {said}"]


@pytest.mark.parametrize(
    ("mine", "bound"),
    [
        (clock("mine", kind="target"), clock("bound", kind="statutory")),
        (
            clock("mine", limit="13 weeks"),
            clock("bound", limit="65 working days", kind="statutory"),
        ),
        (clock("mine", "acknowledged", kind="target"), clock("bound", limit="1 week")),
        (clock("mine", stops="acknowledged", kind="target"), clock("bound", limit="1 week")),
        (clock("mine", limit="1 month"), clock("bound", limit="1 week", kind="statutory")),
        (
            clock("mine", kind="target", when='{ service = "roads" }'),
            clock("bound", limit="1 week"),
        ),
        (
            clock(
                "mine",
                kind="target",
                limit='[{ is = "20 days", to = 2025-12-31 }, { is = "9 days", from = 2026-01-01 }]',
            ),
            clock(
                "bound",
                limit='[{ is = "30 days", to = 2025-12-31 }, { is = "9 days", from = 2026-01-01 }]',
            ),
        ),
    ],
)
def test_promises_that_are_not_later(mine: str, bound: str) -> None:
    """A promise is held only against a limit of the same events and days."""
    assert of_clocks(mine, bound).procedures


def test_promises_that_were_later_for_a_time() -> None:
    """A promise that is longer for only some days is a fault too."""
    mine = '[{ is = "20 days", to = 2025-12-31 }, { is = "9 days", from = 2026-01-01 }]'
    bound = '[{ is = "30 days", to = 2025-11-30 }, { is = "10 days", from = 2025-12-01 }]'
    rules = clock("mine", limit=mine, kind="target"), clock("bound", limit=bound)
    assert told_of_clocks(*rules) == [
        "[mine].limit: a target of 20 days beside a code limit of 10 days"
    ]


def test_windows_that_close_before_they_open() -> None:
    """A window may not close before a wait of the same events is over."""
    wait = clock("wait", "responded", "linked", "8 weeks", "wait")
    short = clock("window", "responded", "linked", "1 month", "window")
    assert told_of_clocks(wait, short) == [
        "[wait].limit: a wait of 8 weeks for a window of 1 month"
    ]
    long = clock("window", "responded", "linked", "1 year", "window")
    assert of_clocks(wait, long).procedures
