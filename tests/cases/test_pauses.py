"""A pause leaves out the days that it lasted, and never brings a due day forward."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import Act, Policy, Refused, clocks, decide, replay
from tests.policies import clock, of_clocks

from .told import act, clock_of, day, event, events

RECEIVED = "2026-03-02 received"
"""A Monday; ten working days later is Monday 16 March."""


def pausable(pausing: str, **given_: str) -> Policy:
    """A policy with a clock that may stand still so."""
    return of_clocks(clock(rest=f"pausing = {{ {pausing} }}", **given_))


HALF_OPEN = pausable("")
REASONS = pausable('reasons = ["clarification", "fee"]')
PAUSED = "2026-03-05 paused pause-reason=clarification"

STILL: dict[str, tuple[Policy, tuple[str, ...], str]] = {
    "half-open": (HALF_OPEN, (PAUSED, "2026-03-10 resumed"), "2026-03-19"),
    "both ends": (
        pausable('ends = "inclusive"'),
        (PAUSED, "2026-03-10 resumed"),
        "2026-03-20",
    ),
    "on one day, half-open": (HALF_OPEN, (PAUSED, "2026-03-05 resumed"), "2026-03-16"),
    "on one day, both ends": (
        pausable('ends = "inclusive"'),
        (PAUSED, "2026-03-05 resumed"),
        "2026-03-17",
    ),
    "over a weekend only": (
        HALF_OPEN,
        ("2026-03-06 paused", "2026-03-08 resumed"),
        "2026-03-16",
    ),
    "in calendar days": (
        pausable("", limit='"20 days"'),
        (PAUSED, "2026-03-10 resumed"),
        "2026-03-27",
    ),
    "twice": (
        HALF_OPEN,
        (PAUSED, "2026-03-06 resumed", "2026-03-09 paused", "2026-03-11 resumed"),
        "2026-03-19",
    ),
    "over Easter": (HALF_OPEN, (PAUSED, "2026-03-31 resumed"), "2026-04-13"),
    "joined, with the day between counted once": (
        pausable('ends = "inclusive"'),
        (PAUSED, "2026-03-10 resumed", "2026-03-10 paused", "2026-03-11 resumed"),
        "2026-03-23",
    ),
    "apart, with all four ends": (
        pausable('ends = "inclusive"'),
        (PAUSED, "2026-03-10 resumed", "2026-03-11 paused", "2026-03-12 resumed"),
        "2026-03-24",
    ),
    "begun anew": (
        pausable('resumes = "restart"'),
        (PAUSED, "2026-03-10 resumed"),
        "2026-03-24",
    ),
    "for a reason that does not count": (
        REASONS,
        ("2026-03-05 paused pause-reason=holiday", "2026-03-10 resumed"),
        "2026-03-16",
    ),
    "for a reason that counts": (REASONS, (PAUSED, "2026-03-10 resumed"), "2026-03-19"),
    "for another clock": (
        HALF_OPEN,
        ("2026-03-05 paused clock=other", "2026-03-10 resumed"),
        "2026-03-16",
    ),
    "not once it is late": (
        HALF_OPEN,
        ("2026-03-17 paused", "2026-03-20 resumed"),
        "2026-03-16",
    ),
    "before a later extension": (
        of_clocks(clock(rest="pausing = {}\nextension = {}")),
        (PAUSED, "2026-03-10 resumed", "2026-03-11 extended by='1 working day'"),
        "2026-03-20",
    ),
    "again from the start, the pause left out too": (
        of_clocks(
            clock(
                rest='pausing = {}\nextension = { by = "12 working days", counted-from = "start" }'
            )
        ),
        (PAUSED, "2026-03-10 resumed", "2026-03-11 extended"),
        "2026-03-23",
    ),
    "begun anew, and never sooner than extended": (
        of_clocks(clock(rest='pausing = { resumes = "restart" }\nextension = {}')),
        ("2026-03-03 extended by='10 working days'", PAUSED, "2026-03-10 resumed"),
        "2026-03-30",
    ),
}


@pytest.mark.parametrize("name", STILL)
def test_a_pause_leaves_days_out(name: str) -> None:
    """A pause moves the due day by the days that it lasted, counted as the clock counts."""
    found, history, due = STILL[name]
    paused = clock_of(found, (RECEIVED, *history), "2026-04-30")
    assert paused.due == day(due)
    assert paused.due == paused.reckoning.steps[-1].day


def test_a_clock_without_a_rule_for_pauses_runs_on() -> None:
    """In a stage where one clock stands still, another may run on."""
    two = of_clocks(
        clock(rest="pausing = {}"), clock("ack", stops="acknowledged", limit='"3 working days"')
    )
    found = clocks(two, events(RECEIVED, PAUSED), day("2026-03-31"))
    assert [(each.clock, each.state) for each in found] == [
        ("response", "paused"),
        ("ack", "overdue"),
    ]


@pytest.mark.parametrize(
    ("as_of", "due"), [("2026-03-05", "2026-03-16"), ("2026-03-06", "2026-03-17")]
)
def test_a_clock_that_stands_still_is_due_later_every_day(as_of: str, due: str) -> None:
    """A pause that has not ended counts as if it ended on the day that is asked about."""
    found = clock_of(HALF_OPEN, (RECEIVED, PAUSED), as_of)
    assert (found.state, found.due) == ("paused", day(due))


def test_a_case_left_while_it_stands_still_is_not_late() -> None:
    """A clock that stood still when the case was left is void, however long that was."""
    found = clock_of(HALF_OPEN, (RECEIVED, PAUSED, "2026-06-01 withdrawn"), "2026-06-01")
    assert found.state == "void"


@pytest.mark.parametrize(
    ("of", "wish", "why"),
    [
        (REASONS, "2026-03-03 pause", "it needs a pause-reason: 'clarification' or 'fee'"),
        (REASONS, "2026-03-03 pause pause-reason=fees", "perhaps 'fee' was meant"),
        (
            REASONS,
            "2026-03-03 pause pause-reason=fee clock=respons",
            "clock 'respons' may not be paused, only 'response'",
        ),
    ],
)
def test_a_pause_that_is_refused(of: Policy, wish: str, why: str) -> None:
    """A pause must have a reason that the policy knows, and be of a clock that can stand still."""
    with pytest.raises(Refused) as caught:
        decide(of, replay(events(RECEIVED)), act(wish))
    assert why in caught.value.why


def test_a_clock_that_stands_still_is_not_late() -> None:
    """Paused on its last day, it is neither overdue nor late on the closed day after it."""
    history = ("2026-02-27 received", "2026-03-13 paused")
    found = clock_of(HALF_OPEN, history, "2026-03-14")
    assert (found.due, found.state, found.late_by) == (day("2026-03-13"), "paused", 0)
    resumed = clock_of(HALF_OPEN, (*history, "2026-03-14 resumed"), "2026-03-14")
    assert (resumed.due, resumed.state, resumed.late_by) == (day("2026-03-13"), "overdue", 1)


@pytest.mark.parametrize("of", [REASONS, HALF_OPEN])
def test_a_pause_that_is_allowed(of: Policy) -> None:
    """A pause for a known reason is recorded, and so is one for any where none are listed."""
    (paused,) = decide(of, replay(events(RECEIVED)), act("2026-03-03 pause pause-reason=fee"))
    assert paused == event("2026-03-03 paused procedure=corporate stage=stage-1 pause-reason=fee")


@given(st.integers(0, 20), st.integers(0, 20), st.sampled_from(["half-open", "inclusive"]))
def test_a_pause_never_brings_a_due_day_forward(first: int, length: int, ends: str) -> None:
    """Whenever and however long a clock stands still, it is not due sooner."""
    for resumes in ("shift", "restart"):
        found = pausable(f'ends = "{ends}", resumes = "{resumes}"')
        since, until = 2 + first % 10, 2 + first % 10 + length
        history = (RECEIVED, f"2026-03-{since:02} paused", f"2026-03-{min(until, 31):02} resumed")
        assert clock_of(found, history, "2026-04-30").due >= day("2026-03-16")


SILENT = of_clocks(clock(rest="pausing = {}"), rest='close-after = "5 working days"')


def test_silence_may_close_a_case() -> None:
    """A case that stands still may be closed once the silence has lasted as long as is said."""
    case = replay(events(RECEIVED, "2026-03-05 paused"))
    with pytest.raises(Refused, match="may be closed for silence after 2026-03-12"):
        decide(SILENT, case, act("2026-03-12 close"))
    (closed,) = decide(SILENT, case, act("2026-03-13 close"))
    assert closed.name == "closed"
    assert decide(SILENT, replay(events(RECEIVED, "2026-03-05 responded")), Act("close", closed.on))
