"""What moves a due day: extensions, which never shorten, promises, and pauses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import Act, Policy, Refused, clocks, decide, replay
from tests.policies import clock, of_clocks

from .told import act, clock_of, day, event, events

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
