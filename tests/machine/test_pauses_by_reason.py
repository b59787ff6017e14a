"""Clocks that stand still in one way for one reason and in another for another.

Freedom of information needs both: FOIA s.10(2) leaves out the working days from that of a fees
notice to that of the fee, and under s.1(3) the time runs only from a clarification.
"""

from __future__ import annotations

from datetime import date

import pytest

from casework import Policy
from casework.prose.terms import pausing_in_words

from .faults import told_of_clocks
from .policies import clock, of_clocks
from .told import due, follow, may, refused, running, states, why_not

DAY = date(2026, 6, 1)
WAYS = """[
  { reasons = ["fees-notice"], ends = "inclusive" },
  { reasons = ["clarification"], resumes = "restart" },
]"""


@pytest.fixture(scope="module")
def foi() -> Policy:
    """Twenty working days, with a fees notice and a clarification."""
    return of_clocks(
        clock(
            "response",
            limit="20 working days",
            kind="statutory",
            pausing=WAYS,
            extension='{ counted-from = "start" }',
        ),
        clock("told", stops="acknowledged", limit="5 working days"),
    )


RECEIVED = "2026-06-01 receive"
FEE = "2026-06-03 pause pause-reason=fees-notice\n2026-06-08 resume"
CLEAR = "2026-06-10 pause pause-reason=clarification\n2026-06-12 resume"


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        ("", "2026-06-29"),
        (FEE, "2026-07-03"),
        (CLEAR, "2026-07-10"),
        (f"{FEE}\n{CLEAR}", "2026-07-10"),
        (f"{CLEAR}\n2026-06-15 pause pause-reason=fees-notice\n2026-06-16 resume", "2026-07-14"),
    ],
    ids=["neither", "fee", "clarification", "fee first", "fee last"],
)
def test_the_reason_says_how(foi: Policy, lines: str, day: str) -> None:
    """A fees notice leaves days out, both ends; a clarification begins the clock anew."""
    events = follow(foi, f"{RECEIVED}\n{lines}")
    assert due(foi, events, "2026-06-30") == day


def test_a_pause_is_told_by_its_reason(foi: Policy) -> None:
    """The steps say what each pause did, and on which ground; what is counted is the policy's."""
    events = follow(foi, f"{RECEIVED}\n{FEE}\n{CLEAR}")
    steps = [
        (step.what, step.source) for step in running(foi, events, "2026-06-30").reckoning.steps
    ]
    assert steps[2:] == [
        ("paused", "fees-notice"),
        ("restarted", "clarification"),
        ("counted", "Complaints Policy"),
    ]


def test_while_a_pause_is_on(foi: Policy) -> None:
    """While it lasts, a pause counts as if it ended on the day asked about, in its own way."""
    fee = follow(foi, f"{RECEIVED}\n2026-06-03 pause pause-reason=fees-notice")
    assert states(foi, fee, "2026-06-08") == [
        "response paused 2026-07-03",
        "told running 2026-06-08",
    ]
    clear = follow(foi, f"{RECEIVED}\n2026-06-10 pause pause-reason=clarification")
    assert states(foi, clear, "2026-06-12")[0] == "response paused 2026-07-10"


def test_a_reason_that_no_way_has(foi: Policy) -> None:
    """A pause is for one of the reasons of all the ways together."""
    events = follow(foi, RECEIVED)
    assert refused(foi, events, "2026-06-03 pause pause-reason=clarity") == (
        "it needs a pause-reason: 'fees-notice' or 'clarification';"
        " perhaps 'clarification' was meant"
    )


def test_the_last_way_may_be_for_any_reason() -> None:
    """A way without reasons holds for whatever the ones before it do not name."""
    ours = of_clocks(
        clock("response", pausing='[{ reasons = ["clarification"], resumes = "restart" }, {}]')
    )
    other = f"{RECEIVED}\n2026-06-03 pause pause-reason=flood\n2026-06-05 resume"
    assert due(ours, follow(ours, other), "2026-06-30") == "2026-06-17"
    assert due(ours, follow(ours, f"{RECEIVED}\n{CLEAR}"), "2026-06-30") == "2026-06-26"


def test_one_way_in_a_list_is_one_way() -> None:
    """A list of one table says what the table says."""
    alone, listed = (of_clocks(clock("response", pausing=way)) for way in ("{}", "[{}]"))
    lines = f"{RECEIVED}\n2026-06-03 pause\n2026-06-05 resume"
    assert states(alone, follow(alone, lines), "2026-06-05") == states(
        listed, follow(listed, lines), "2026-06-05"
    )


def test_an_extension_from_a_clock_begun_anew(foi: Policy) -> None:
    """An extension from the start counts from the new one, with the pauses since and no others."""
    lines = f"{RECEIVED}\n{FEE}\n{CLEAR}\n2026-06-12 extend by=40 working days"
    assert due(foi, follow(foi, lines), "2026-06-30") == "2026-08-07"
    more = f"{RECEIVED}\n{CLEAR}\n2026-06-15 pause pause-reason=fees-notice\n2026-06-16 resume"
    events = follow(foi, f"{more}\n2026-06-17 extend by=40 working days")
    assert due(foi, events, "2026-06-30") == "2026-08-11"


def test_a_clarification_that_would_bring_the_day_forward(foi: Policy) -> None:
    """Where beginning anew would be sooner nothing begins anew, and earlier pauses still count."""
    events = follow(foi, f"{RECEIVED}\n{FEE}\n2026-06-08 extend until=2026-09-01\n{CLEAR}")
    assert due(foi, events, "2026-06-30") == "2026-09-01"
    events = follow(foi, "2026-06-12 extend by=80 working days", events)
    assert due(foi, events, "2026-06-30") == "2026-09-25"


@pytest.mark.parametrize(
    ("ways", "said"),
    [
        ("[{}, {}]", "pausing[0]: holds for any reason, and others follow"),
        (
            '[{ reasons = ["a"] }, { reasons = ["b", "a"] }]',
            "pausing[1].reasons[1]: reason 'a' is given twice",
        ),
        ('{ reasons = ["a", "a"] }', None),
        (
            '[{ reasons = ["a"], source = { ref = "x" } }, {}]',
            "pausing[0].source.ref: no source 'x'",
        ),
        ('{ source = { ref = "x" } }', "pausing.source.ref: no source 'x'"),
        ("true", "pausing: found 'true'"),
        ('[{ ends = "open" }]', "pausing[0].ends: found 'open'"),
        ('{ ends = "open" }', "pausing.ends: found 'open'"),
    ],
)
def test_faults_of_ways(ways: str, said: str | None) -> None:
    """Each way has reasons of its own, but for the last, and a source that is listed."""
    if said is None:
        assert of_clocks(clock("response", pausing=ways)).procedures
    else:
        assert told_of_clocks(clock("response", pausing=ways)) == [f"[response].{said}"]


SILENT = """[
  { reasons = ["fees-notice"], close-after = "10 days" },
  { reasons = ["clarification"] },
]"""
SAID = "a case that waits for this is not closed for silence"


def test_a_silence_of_its_own() -> None:
    """A case may be closed for the silence of what it waits for, and for no other."""
    ours = of_clocks(clock("response", pausing=SILENT))
    fee = follow(ours, f"{RECEIVED}\n2026-06-03 pause pause-reason=fees-notice")
    said = "the case may be closed for silence after 2026-06-13"
    assert (
        refused(ours, fee, "2026-06-13 close") == why_not(ours, fee, "2026-06-13", "close") == said
    )
    assert "close" in may(ours, fee, "2026-06-14")
    clear = follow(ours, f"{RECEIVED}\n2026-06-03 pause pause-reason=clarification")
    assert refused(ours, clear, "2026-12-01 close") == why_not(ours, clear, "2026-12-01", "close")
    assert refused(ours, clear, "2026-12-01 close") == SAID


def test_a_silence_beside_that_of_the_stage() -> None:
    """What a way of waiting does not say, the stage does."""
    ours = of_clocks(clock("response", pausing=SILENT), close_after="20 days")
    for reason, day in (("fees-notice", "2026-06-13"), ("clarification", "2026-06-23")):
        events = follow(ours, f"{RECEIVED}\n2026-06-03 pause pause-reason={reason}")
        said = f"the case may be closed for silence after {day}"
        assert refused(ours, events, f"{day} close") == said


def test_a_silence_that_cannot_be_counted() -> None:
    """A silence is a number of days at least."""
    how = '{ close-after = "24 hours" }'
    (fault,) = told_of_clocks(clock("c", pausing=how))
    assert fault == "[c].pausing.close-after: found '24 hours'"
    rule = of_clocks(clock("c", pausing='{ close-after = "1 month" }')).procedure("", DAY)
    assert pausing_in_words(rule.stage[0].clock[0].pausing[0]) == (
        "for any reason, closed after 1 month of silence"
    )
