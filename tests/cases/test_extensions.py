"""An extension moves a due day from the day it is recorded, and never brings it forward."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import Policy, Refused, decide, replay
from tests.policies import clock, of_clocks

from .told import act, clock_of, day, events

RECEIVED = "2026-03-02 received"
"""A Monday; ten working days later is Monday 16 March."""


def extendable(extension: str, **given_: str) -> Policy:
    """A policy with a clock of ten working days that may be extended so."""
    rest = f"extension = {{ {extension} }}\n{given_.pop('rest', '')}"
    return of_clocks(clock(rest=rest, **given_))


OPEN = extendable("")
TEN_MORE = extendable('by = "10 working days"')

EXTENDED: dict[str, tuple[Policy, tuple[str, ...], str]] = {
    "by its own length": (OPEN, ("2026-03-16 extended by='5 days'",), "2026-03-21"),
    "by the policy's length": (TEN_MORE, ("2026-03-16 extended",), "2026-03-30"),
    "by less than the policy's": (TEN_MORE, ("2026-03-05 extended by='1 week'",), "2026-03-23"),
    "over a holiday": (TEN_MORE, ("2026-03-05 extended", "2026-03-05 extended"), "2026-04-15"),
    "to a day": (OPEN, ("2026-03-16 extended until=2026-05-02",), "2026-05-02"),
    "never to an earlier day": (OPEN, ("2026-03-03 extended until=2026-03-13",), "2026-03-16"),
    "not once it is late": (OPEN, ("2026-03-17 extended by='5 days'",), "2026-03-16"),
    "again from the start": (
        extendable('by = "25 working days", counted-from = "start"'),
        ("2026-03-09 extended",),
        "2026-04-08",
    ),
    "again from the start, counted as the limit is": (
        extendable('by = "25 working days", counted-from = "start"', rest='counting = "same-day"'),
        ("2026-03-09 extended",),
        "2026-04-07",
    ),
    "by months again from the start": (
        extendable(
            'by = "3 months", counted-from = "start"',
            limit='"1 month"',
            rest='months = "day-before"',
        ),
        ("2026-03-09 extended",),
        "2026-06-01",
    ),
    "another clock only": (OPEN, ("2026-03-09 extended by='5 days' clock=other",), "2026-03-16"),
    "and the end rolled last": (
        extendable('by = "1 month"', limit='"1 month"', rest='ends = "next-working-day"'),
        ("2026-03-09 extended",),
        "2026-05-04",
    ),
    "and each end rolled first": (
        extendable(
            'by = "1 week"', limit='"32 days"', rest='ends = "next-working-day"\nrolls = "first"'
        ),
        ("2026-03-09 extended",),
        "2026-04-14",
    ),
}


@pytest.mark.parametrize("name", EXTENDED)
def test_an_extension_moves_the_due_day(name: str) -> None:
    """A clock is extended from where it stood or from its start, and never brought forward."""
    found, history, due = EXTENDED[name]
    extended = clock_of(found, (RECEIVED, *history), "2026-03-31")
    assert extended.due == day(due)
    assert extended.due == extended.reckoning.steps[-1].day


def test_an_extension_from_the_start_by_the_limit_itself_moves_nothing() -> None:
    """Counted again from a deemed receipt, the same limit ends on the same day."""
    deemed = 'receipt = { non-working = "next-working-day" }'
    same = extendable('by = "10 working days", counted-from = "start"', rest=deemed)
    plain = clock_of(same, ["2026-03-07 received"], "2026-03-09")
    extended = clock_of(same, ["2026-03-07 received", "2026-03-09 extended"], "2026-03-09")
    assert extended == plain
    assert plain.due == day("2026-03-23")


def test_an_extension_names_the_days_that_it_passes_over() -> None:
    """The holidays between the old due day and the new are named once, with the reason given."""
    history = ("2026-03-25 received", "2026-04-08 extended reason=complex")
    found = clock_of(TEN_MORE, history, "2026-04-08")
    assert [(str(step.day), step.what, step.why) for step in found.reckoning.steps] == [
        ("2026-03-25", "start", "received"),
        ("2026-04-03", "closed", "Good Friday"),
        ("2026-04-06", "closed", "Easter Monday"),
        ("2026-04-10", "counted", "10 working days"),
        ("2026-04-24", "extended", "10 working days"),
    ]
    assert found.reckoning.steps[-1].source == "complex"


def test_an_extension_too_late_is_told() -> None:
    """An extension recorded after the due day moves nothing and is a step of the reckoning."""
    found = clock_of(OPEN, (RECEIVED, "2026-03-17 extended by='5 days'"), "2026-03-17")
    last = found.reckoning.steps[-1]
    assert (last.day, last.what, last.why) == (
        day("2026-03-16"),
        "extended-too-late",
        "2026-03-17",
    )


REFUSED: dict[str, tuple[Policy, tuple[str, ...], str, str]] = {
    "no length": (
        OPEN,
        (),
        "2026-03-03 extend",
        "it needs by, such as '10 working days', or until",
    ),
    "no limit": (OPEN, (), "2026-03-03 extend by=soon", "'soon' cannot be used here"),
    "a limit of nothing": (OPEN, (), "2026-03-03 extend by='0 days'", "is not an extension"),
    "a limit that counts back": (OPEN, (), "2026-03-03 extend by='-1 day'", "is not an extension"),
    "hours": (OPEN, (), "2026-03-03 extend by='24 hours'", "'24 hours' is not an extension"),
    "a week": (OPEN, (), "2026-03-03 extend until=2026-W20", "until '2026-W20' is no day"),
    "30 February": (OPEN, (), "2026-03-03 extend until=2026-02-30", "until '2026-02-30' is no day"),
    "an earlier day": (
        OPEN,
        (),
        "2026-03-03 extend until=2026-03-16",
        "it would not move response, due on 2026-03-16",
    ),
    "too late": (
        OPEN,
        (),
        "2026-03-17 extend by='5 days'",
        "response was due on 2026-03-16 and can no longer be extended",
    ),
    "longer than the policy allows": (
        TEN_MORE,
        (),
        "2026-03-03 extend by='11 working days'",
        "response may be extended to 2026-03-30 at most (10 working days)",
    ),
    "a day later than the policy allows": (
        TEN_MORE,
        (),
        "2026-03-03 extend until=2026-03-31",
        "response may be extended to 2026-03-30 at most (10 working days)",
    ),
    "beyond the total": (
        extendable('total = "20 working days"'),
        (),
        "2026-03-03 extend by='11 working days'",
        "response may be extended to 2026-03-30 at most (20 working days)",
    ),
    "a fact too few": (
        extendable('by = "5 days", needs = ["reason", "notice"]'),
        (),
        "2026-03-03 extend reason=complex",
        "it needs notice",
    ),
    "once more than allowed": (
        extendable('by = "5 days", times = 1'),
        ("2026-03-03 extended",),
        "2026-03-04 extend",
        "response may be extended once only",
    ),
    "twice more than allowed": (
        extendable('by = "5 days", times = 2'),
        ("2026-03-03 extended", "2026-03-04 extended"),
        "2026-03-05 extend",
        "response may be extended 2 times only",
    ),
    "a clock that may not be": (
        OPEN,
        (),
        "2026-03-03 extend clock=reponse by='5 days'",
        "clock 'reponse' may not be extended, only 'response'",
    ),
    "a clock that has not begun": (
        extendable("", starts="acknowledged"),
        (),
        "2026-03-03 extend by='5 days'",
        "no clock that may be extended is running: 'response'",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_an_extension_that_is_refused(name: str) -> None:
    """An extension must say its length, and stay within what the policy allows."""
    found, history, wish, why = REFUSED[name]
    with pytest.raises(Refused) as caught:
        decide(found, replay(events(RECEIVED, *history)), act(wish))
    assert why in caught.value.why


ALLOWED: dict[str, tuple[Policy, tuple[str, ...], str]] = {
    "the most there may be": (TEN_MORE, (), "2026-03-03 extend by='10 working days'"),
    "to the last day there may be": (TEN_MORE, (), "2026-03-03 extend until=2026-03-30"),
    "in another unit": (TEN_MORE, (), "2026-03-03 extend by='2 weeks'"),
    "on the due day": (OPEN, (), "2026-03-16 extend by='1 day'"),
    "up to the total": (
        extendable('total = "20 working days"'),
        (),
        "2026-03-03 extend by='10 working days'",
    ),
    "beyond it for a good reason": (
        extendable('by = "5 days", beyond = "good-reason"'),
        (),
        "2026-03-03 extend by='6 weeks' good-reason=flood",
    ),
    "as often as allowed": (
        extendable('by = "5 days", times = 2'),
        ("2026-03-03 extended",),
        "2026-03-04 extend",
    ),
}


@pytest.mark.parametrize("name", ALLOWED)
def test_an_extension_that_is_allowed(name: str) -> None:
    """An extension within what the policy allows is recorded as it was said."""
    found, history, wish = ALLOWED[name]
    wished = act(wish)
    (recorded,) = decide(found, replay(events(RECEIVED, *history)), wished)
    assert (recorded.name, recorded.facts) == ("extended", wished.facts)


MOVES = st.sampled_from(
    ["extended by='5 days'", "extended by='3 working days'", "extended until=2026-03-20"]
)


@given(st.lists(MOVES, max_size=4), st.sampled_from(["due", "start"]))
def test_an_extension_never_shortens(moves: list[str], counted_from: str) -> None:
    """However a clock is extended, its due day never comes forward."""
    found = extendable(f'counted-from = "{counted_from}"')
    history = [RECEIVED]
    before = clock_of(found, history, "2026-03-31").due
    for move in moves:
        history.append(f"2026-03-09 {move}")
        after = clock_of(found, history, "2026-03-31").due
        assert after >= before
        before = after
