"""What moves a due day is told step by step: where to, by what, why, on whose word.

Good Friday is 3 April 2026 and Easter Monday the 6th.  Each step is a line here: the day, what
was done and why, in brackets who says so where that is not the policy, and the weekend days
passed over.
"""

from __future__ import annotations

from datetime import date, datetime

import pytest

from casework import Clock, Event, Policy, clocks

from .policies import (
    HEAD,
    INCLUSIVE,
    RESTART,
    UNTIL_FIVE,
    clock,
    extending,
    of_clocks,
    pausing,
    procedure,
)
from .policies import policy as of_procedures
from .policies import stage as of_stage
from .told import follow, refused, running

OPEN = extending("{}")
AGAIN = '{ by = "20 working days", counted-from = "start" }'
BY_THE_END = {"limit": "12 days", "ends": "next-working-day"}
SPOKEN_FOR = ("Complaints Policy", "calendar 'machine'", "bank holidays, england-and-wales")
RECEIVED = "2026-03-23 start received"
TEN = (
    RECEIVED,
    "2026-04-03 closed Good Friday",
    "2026-04-06 closed Easter Monday",
    "2026-04-08 counted 10 working days +4",
)
TWELVE = (RECEIVED, "2026-04-04 counted 12 days")
TWELVE_ROLLED = (
    *TWELVE,
    "2026-04-06 closed Easter Monday",
    "2026-04-07 rolled next-working-day +2",
)


def told(clock: Clock) -> list[str]:
    """The steps of a clock, a line each."""
    return [
        f"{step.day} {step.what} {step.why}"
        f"{'' if step.source in SPOKEN_FOR else f' ({step.source})'}"
        f"{f' +{step.weekend_days}' if step.weekend_days else ''}"
        for step in clock.reckoning.steps
    ]


@pytest.mark.parametrize(
    ("of", "lines", "steps"),
    [
        (
            OPEN,
            "2026-03-24 extend until=2026-04-20; reason=size",
            (*TEN, "2026-04-20 extended 2026-04-20 (size)"),
        ),
        (
            OPEN,
            "2026-03-24 extend by=5 working days",
            (*TEN, "2026-04-15 extended 5 working days (extended on 2026-03-24) +2"),
        ),
        (
            OPEN,
            "2026-03-24 promise until=2026-03-30",
            (*TEN, "2026-03-30 promised 2026-03-30 (promised on 2026-03-24)"),
        ),
        (
            OPEN,
            "2026-03-24 promise until=2026-04-01\n2026-03-25 extend by=10 working days",
            (
                *TEN,
                "2026-04-01 promised 2026-04-01 (promised on 2026-03-24)",
                "2026-04-17 extended 10 working days (extended on 2026-03-25) +4",
            ),
        ),
        (
            pausing(),
            "2026-03-24 pause pause-reason=advocate\n2026-03-31 resume",
            (*TEN, "2026-04-15 paused 2026-03-24 to 2026-03-31 (advocate) +2"),
        ),
        (
            pausing(how=INCLUSIVE),
            "2026-03-24 pause reason=letter; pause-reason=advocate\n2026-03-31 resume",
            (*TEN, "2026-04-16 paused 2026-03-24 to 2026-03-31 (letter) +2"),
        ),
        (
            extending('{ source = { ref = "policy", at = "section 7" } }'),
            "2026-03-24 extend by=5 working days; reason=size",
            (*TEN, "2026-04-15 extended 5 working days (size; Complaints Policy, section 7) +2"),
        ),
        (
            pausing(how='{ source = { ref = "policy", at = "section 8" } }'),
            "2026-03-24 pause reason=ill\n2026-03-31 resume",
            (
                *TEN,
                "2026-04-15 paused 2026-03-24 to 2026-03-31 (ill; Complaints Policy, section 8) +2",
            ),
        ),
        (
            pausing("4 working days"),
            "2026-03-24 pause\n2026-03-31 resume",
            (
                RECEIVED,
                "2026-03-27 counted 4 working days",
                *TEN[1:3],
                "2026-04-07 paused 2026-03-24 to 2026-03-31 (paused on 2026-03-24) +4",
            ),
        ),
        (
            pausing("20 days"),
            "2026-03-24 pause\n2026-03-31 resume",
            (
                RECEIVED,
                "2026-04-12 counted 20 days",
                "2026-04-19 paused 2026-03-24 to 2026-03-31 (paused on 2026-03-24)",
            ),
        ),
        (
            pausing(how=RESTART),
            "2026-03-24 pause\n2026-03-31 resume",
            (
                *TEN,
                "2026-03-31 restarted resumed (paused on 2026-03-24)",
                *TEN[1:3],
                "2026-04-16 counted 10 working days +4",
            ),
        ),
    ],
    ids=[
        *("until", "by", "promise", "both", "pause", "both ends", "cited", "cited pause"),
        *("over Easter", "days", "restart"),
    ],
)
def test_what_moved_it(of: Policy, lines: str, steps: tuple[str, ...]) -> None:
    """Whatever moves a due day says where to and why, with each closed day that it passes."""
    events = follow(of, f"2026-03-23 receive\n{lines}")
    assert told(running(of, events, "2026-04-01")) == list(steps)


@pytest.mark.parametrize(
    ("of", "lines", "steps"),
    [
        # Rolled at the end only: on the Saturday itself it still counts from the Saturday, ...
        (
            of_clocks(clock("response", extension="{}", **BY_THE_END)),
            "2026-04-04 extend by=5 days",
            (*TWELVE, "2026-04-09 extended 5 days (extended on 2026-04-04)"),
        ),
        # ... and on the day that it rolled to, from that one.
        (
            of_clocks(clock("response", extension="{}", **BY_THE_END)),
            "2026-04-07 extend by=5 days",
            (
                *TWELVE_ROLLED,
                "2026-04-12 extended 5 days (extended on 2026-04-07)",
                "2026-04-13 rolled next-working-day +1",
            ),
        ),
        # What rolls rests on the policy, whoever moved the day before it.
        (
            of_clocks(clock("response", extension="{}", **BY_THE_END)),
            "2026-03-24 extend by=7 days\n2026-04-13 extend by=5 days",
            (
                *TWELVE,
                "2026-04-11 extended 7 days (extended on 2026-03-24)",
                "2026-04-13 rolled next-working-day +2",
                "2026-04-18 extended 5 days (extended on 2026-04-13)",
                "2026-04-20 rolled next-working-day +2",
            ),
        ),
        # Rolled first: each extension counts from an open day and ends on one.
        (
            of_clocks(clock("response", rolls="first", extension="{}", **BY_THE_END)),
            "2026-03-24 extend by=5 days\n2026-03-25 extend by=5 days",
            (
                *TWELVE_ROLLED,
                "2026-04-13 extended 5 days (extended on 2026-03-24) +1",
                "2026-04-20 extended 5 days (extended on 2026-03-25) +2",
            ),
        ),
        (
            of_clocks(
                clock(
                    "response",
                    rolls="first",
                    extension='{ by = "19 days", counted-from = "start" }',
                    pausing="{}",
                    **BY_THE_END,
                )
            ),
            "2026-03-24 extend\n2026-03-25 pause\n2026-03-26 resume",
            (
                *TWELVE_ROLLED,
                "2026-04-13 extended 19 days (extended on 2026-03-24) +2",
                "2026-04-14 paused 2026-03-25 to 2026-03-26 (paused on 2026-03-25)",
            ),
        ),
        # A closed day that the due day fell on is passed over once it is counted again.
        (
            of_clocks(clock("response", limit="11 days", extension=AGAIN)),
            "2026-03-24 extend",
            (
                RECEIVED,
                "2026-04-03 counted 11 days",
                "2026-04-03 closed Good Friday",
                "2026-04-06 closed Easter Monday",
                "2026-04-22 extended 20 working days (extended on 2026-03-24) +8",
            ),
        ),
    ],
    ids=[
        "on the closed day",
        "on the rolled day",
        "rolled and rolled",
        "rolled first",
        "and again",
        "closed due day",
    ],
)
def test_rolling_and_extending(of: Policy, lines: str, steps: tuple[str, ...]) -> None:
    """The order of rolling and extending is the policy's, and the steps tell it."""
    events = follow(of, f"2026-03-23 receive\n{lines}")
    assert told(running(of, events, str(max(events[-1].on, date(2026, 4, 1))))) == [*steps]


@pytest.mark.parametrize(
    ("keys", "lines", "steps"),
    [
        (
            {"counting": "same-day"},
            "2026-03-03 pause\n2026-03-09 resume",
            [
                "2026-03-13 counted-same-day 10 working days +2",
                "2026-03-09 restarted resumed (paused on 2026-03-03)",
                "2026-03-20 counted-same-day 10 working days +2",
            ],
        ),
        (
            {"limit": "1 month", "months": "day-before"},
            "2026-03-03 pause\n2026-03-09 resume",
            [
                "2026-04-01 beginning-with 1 month",
                "2026-03-09 restarted resumed (paused on 2026-03-03)",
                "2026-04-08 beginning-with 1 month",
            ],
        ),
        (
            {"rolls": "first", "extension": "{}", **BY_THE_END},
            "2026-03-03 pause\n2026-03-09 resume\n2026-03-10 extend by=5 days",
            [
                "2026-03-14 counted 12 days",
                "2026-03-16 rolled next-working-day +2",
                "2026-03-09 restarted resumed (paused on 2026-03-03)",
                "2026-03-21 counted 12 days",
                "2026-03-23 rolled next-working-day +2",
                "2026-03-30 extended 5 days (extended on 2026-03-10) +2",
            ],
        ),
        (
            {},
            "2026-03-02 pause\n2026-03-02 resume",
            [
                "2026-03-16 counted 10 working days +4",
                "2026-03-02 restarted resumed (paused on 2026-03-02)",
                "2026-03-16 counted 10 working days +4",
            ],
        ),
    ],
    ids=["same day", "months that begin", "rolled first", "at once"],
)
def test_beginning_anew(keys: dict[str, str], lines: str, steps: list[str]) -> None:
    """A clock begun anew counts as it counted before."""
    of = of_clocks(clock("response", pausing=RESTART, **keys))
    events = follow(of, f"2026-03-02 receive\n{lines}")
    assert told(running(of, events, "2026-03-10"))[1:] == steps


def test_an_extension_that_came_too_late() -> None:
    """What was recorded after the rolled day moves nothing, and says so where it stood."""
    of = of_clocks(clock("response", extension="{}", **BY_THE_END))
    late = Event("C-1", "extended", date(2026, 4, 8), facts={"by": "5 days"})
    (found,) = clocks(of, (*follow(of, "2026-03-23 receive"), late), date(2026, 4, 9))
    assert told(found) == [
        *TWELVE,
        "2026-04-04 extended-too-late 2026-04-08 (extended on 2026-04-08)",
        *TWELVE_ROLLED[2:],
    ]


def test_a_promise_of_the_due_day_itself() -> None:
    """To promise the day on which it is due anyway adds no step."""
    same = Event("C-1", "promised", date(2026, 3, 24), facts={"until": "2026-04-08"})
    (found,) = clocks(OPEN, (*follow(OPEN, "2026-03-23 receive"), same), date(2026, 4, 1))
    assert told(found) == [*TEN]


UNPROCLAIMED = HEAD[: HEAD.index("[calendar]")] + '[calendar]\ndivision = "england-and-wales"\n'


@pytest.mark.parametrize(
    ("keys", "lines", "due", "provisional"),
    [
        ({}, "2028-12-12 acknowledge", "2028-12-27", False),
        ({"extension": "{}"}, "2028-12-12 extend by=5 working days", "2029-01-04", True),
        ({"extension": "{}"}, "2028-12-12 extend by=1 working day", "2028-12-28", False),
        ({"pausing": "{}"}, "2028-12-12 pause\n2028-12-19 resume", "2029-01-04", True),
        ({"pausing": "{}"}, "2028-12-12 pause\n2028-12-13 resume", "2028-12-28", False),
        ({"pausing": RESTART}, "2028-12-12 pause\n2028-12-19 resume", "2029-01-05", True),
        ({"pausing": RESTART}, "2028-12-12 pause\n2028-12-13 resume", "2028-12-29", False),
        (
            {"pausing": "{}", "limit": "20 days"},
            "2028-12-12 pause\n2028-12-19 resume",
            "2029-01-07",
            False,
        ),
    ],
)
def test_moved_beyond_what_is_proclaimed(
    keys: dict[str, str], lines: str, due: str, provisional: bool
) -> None:
    """A due day that was moved is provisional where its days may yet be closed, and only there."""
    of = of_clocks(clock("response", **keys), head=UNPROCLAIMED)
    found = running(of, follow(of, f"2028-12-11 receive\n{lines}"), "2028-12-19")
    assert (str(found.due), found.provisional) == (due, provisional)


def test_a_receipt_after_the_cut_off() -> None:
    """What moved the receipt is told under the name of the event, and then what was counted."""
    at_six = datetime.fromisoformat("2026-06-02T18:00+01:00")
    of = of_procedures(
        procedure(
            "corporate",
            of_stage("stage-1", clock("response")),
            of_stage("stage-2", clock("response", "escalated", limit="5 working days")),
        ),
        head=UNTIL_FIVE,
    )
    begun = follow(of, "2026-06-01 receive\n2026-06-02 respond")
    asked = Event("C-1", "escalated", at_six.date(), at_six)
    found = clocks(of, (*begun, asked), date(2026, 6, 3))[-1]
    assert told(found) == [
        "2026-06-02 start escalated",
        "2026-06-03 after-cut-off 17:00",
        "2026-06-10 counted 5 working days +2",
    ]


def test_a_receipt_deemed_beyond_what_is_proclaimed() -> None:
    """A due day that is counted from an unproclaimed open day is provisional."""
    head = UNPROCLAIMED + 'receipt = { non-working = "next-working-day" }\n'
    of = of_clocks(clock("response"), head=head)
    for received, due, provisional in (
        ("2028-12-30", "2029-01-16", True),
        ("2028-12-09", "2028-12-27", False),
    ):
        found = running(of, follow(of, f"{received} receive"), received)
        assert (str(found.due), found.provisional) == (due, provisional)


RANKED = of_procedures(
    procedure(
        "corporate",
        of_stage("stage-1", clock("response")),
        of_stage(
            "stage-2",
            clock(
                "response",
                "escalated",
                when='{ service = "housing" }',
                extension='{ by = "10 working days" }',
            ),
            clock("response", "escalated", otherwise=True, extension='{ by = "5 working days" }'),
        ),
    )
)


@pytest.mark.parametrize(
    ("service", "allowed"), [("housing", "10 working days"), ("roads", "5 working days")]
)
def test_a_condition_on_what_was_said_at_receipt(service: str, allowed: str) -> None:
    """Which alternative may be extended in a later stage rests on facts of an earlier one."""
    begun = f"2026-06-01 receive service={service}\n2026-06-02 respond\n2026-06-03 escalate"
    events = follow(RANKED, begun)
    assert follow(RANKED, f"2026-06-04 extend by={allowed}", events)
    more = "2026-06-04 extend by=11 working days"
    assert refused(RANKED, events, more).endswith(f"at most ({allowed})")
