"""A recorded history is held against its policy: what cannot have happened is said and left out."""

from __future__ import annotations

import pytest

from casework import History, examine
from tests.policies import GATED, OUTCOMES, THREE_STAGES, clock, policy, procedure, stage

from .told import day, event, events, line_of

THREE = policy(THREE_STAGES)
GATES = policy(GATED, OUTCOMES)
UNKNOWN = "on 2026-03-03 cannot be: there is no such event in 'corporate'"
UNLISTED = "on 2026-03-10 cannot be: outcome 'uphold' is not in 'Outcomes'"
RECEIVED = "2026-03-02 received"
PROMISED = "2026-03-03 promised until=2026-03-05"


def examined(*lines: str, of: str = "three") -> History:
    """The examined history of some events, on lines numbered from 1."""
    found = {"three": THREE, "gates": GATES}[of]
    return examine(found, events(*lines), range(1, len(lines) + 1))


def told(history: History) -> list[tuple[int | None, str]]:
    """The faults of a history: on which line, and what; each names its case and event."""
    assert all(fault.place.startswith("C-1 '") for fault in history.faults)
    return [(fault.line, fault.problem) for fault in history.faults]


WHOLE = (
    "2026-03-02 received channel=web",
    "2026-03-04 acknowledged",
    "2026-03-16 responded outcome=upheld",
    "2026-03-20 escalated",
    "2026-04-10 responded",
    "2026-04-13 escalated",
    "2026-05-18 responded",
    "2026-05-19 closed",
)


def test_a_history_that_can_have_happened_is_kept_whole() -> None:
    """A good history has no faults, and its events name their procedure and stage."""
    history = examined(*WHOLE)
    assert history.faults == ()
    assert [each.stage[-1] for each in history.events] == list("11122333")
    assert {each.procedure for each in history.events} == {"corporate"}
    bare = [line_of(each).replace(f" stage={each.stage}", "") for each in history.events]
    assert bare == list(WHOLE)


def test_an_examined_history_stays_as_it_is() -> None:
    """Examining the kept events again keeps them all."""
    kept = examined(*WHOLE).events
    assert examine(THREE, kept) == History(kept, ())


FAULTY: dict[str, tuple[str, tuple[str, ...], list[tuple[int, str]]]] = {
    "an event before receipt": (
        "three",
        ("2026-03-01 acknowledged", RECEIVED),
        [(1, "on 2026-03-01 is before the case was received")],
    ),
    "no receipt": (
        "three",
        ("2026-03-03 acknowledged",),
        [(1, "on 2026-03-03 is before the case was received")],
    ),
    "an event out of order": (
        "three",
        (RECEIVED, "2026-03-06 acknowledged", "2026-03-05 withdrawn"),
        [(3, "on 2026-03-05 stands after 'acknowledged' on 2026-03-06")],
    ),
    "an unknown event": (
        "three",
        (RECEIVED, "2026-03-03 acknowleged", "2026-03-03 shouted"),
        [
            (
                2,
                f"{UNKNOWN}; perhaps 'acknowledged' was meant",
            ),
            (3, UNKNOWN),
        ],
    ),
    "an act in the place of an event": (
        "three",
        (RECEIVED, "2026-03-03 respond"),
        [
            (
                2,
                f"{UNKNOWN}; perhaps 'responded' was meant",
            )
        ],
    ),
    "an escalation from the last stage": (
        "three",
        (*WHOLE[:-1], "2026-05-19 escalated"),
        [(8, "on 2026-05-19 cannot be: stage-3 leads to no further stage")],
    ),
    "an escalation before the response": (
        "three",
        (RECEIVED, "2026-03-03 escalated"),
        [(2, "on 2026-03-03 cannot be: the case is open")],
    ),
    "an event after the end": (
        "three",
        (RECEIVED, "2026-03-03 withdrawn", "2026-03-04 responded"),
        [(3, "on 2026-03-04 cannot be: the case is closed")],
    ),
    "the same line twice": (
        "three",
        (RECEIVED, RECEIVED, PROMISED, PROMISED),
        [(2, "on 2026-03-02 cannot be: the case is open"), (4, "on 2026-03-03 is given twice")],
    ),
    "the same milestone twice": (
        "three",
        (RECEIVED, "2026-03-03 acknowledged", "2026-03-04 acknowledged"),
        [
            (
                3,
                "on 2026-03-04 cannot be: it has already happened in this stage, on 2026-03-03",
            )
        ],
    ),
    "a day outside the table": (
        "three",
        (RECEIVED, "2028-01-01 acknowledged"),
        [(2, "on 2028-01-01 is outside the calendar")],
    ),
    "an unknown stage": (
        "three",
        (RECEIVED, "2026-03-03 acknowledged stage=stage-l"),
        [
            (
                2,
                "on 2026-03-03 cannot be: it leads only to 'stage-1'; perhaps 'stage-1' was meant",
            )
        ],
    ),
    "a receipt at a later stage": (
        "three",
        ("2026-03-01 received stage=stage-2", RECEIVED),
        [
            (
                1,
                "on 2026-03-01 cannot be: it leads only to 'stage-1'; perhaps 'stage-1' was meant",
            )
        ],
    ),
    "an event of another procedure": (
        "three",
        (RECEIVED, "2026-03-03 acknowledged procedure=enquiry"),
        [(2, "is under 'enquiry', its case under 'corporate'")],
    ),
    "a milestone of no stage": (
        "gates",
        (RECEIVED, "2026-03-03 panel-meet"),
        [
            (
                2,
                f"{UNKNOWN}; perhaps 'panel-met' was meant",
            )
        ],
    ),
    "a value outside its list": (
        "gates",
        (RECEIVED, "2026-03-03 acknowledged", "2026-03-10 responded outcome=uphold"),
        [
            (
                3,
                f"{UNLISTED}; perhaps 'upheld' was meant",
            )
        ],
    ),
    "a fact too few": (
        "gates",
        (RECEIVED, "2026-03-10 responded"),
        [(2, "on 2026-03-10 cannot be: it needs outcome")],
    ),
}


@pytest.mark.parametrize("name", FAULTY)
def test_what_cannot_have_happened(name: str) -> None:
    """What cannot have happened is a fault with its line, and the other events are kept."""
    of, lines, faults = FAULTY[name]
    history = examined(*lines, of=of)
    assert told(history) == faults
    bad = {line for line, _ in faults}
    kept = [line.split()[:2] for number, line in enumerate(lines, 1) if number not in bad]
    assert [line_of(each).split()[:2] for each in history.events] == kept


def test_an_impossible_event_says_what_was_possible() -> None:
    """A fault of an event that the state does not have names those that it has."""
    (fault,) = examined(RECEIVED, "2026-03-03 closed").faults
    assert fault.expected == (
        "at stage-1 (open) 'acknowledged', 'promised', 'responded' or 'withdrawn'"
    )


def test_the_faults_of_days_say_what_was_expected() -> None:
    """An event before receipt, out of order or outside the table says what would be right."""
    history = examined(
        "2026-03-01 acknowledged",
        "2026-03-02 received",
        "2026-03-01 acknowledged",
        "2028-01-01 acknowledged",
    )
    assert [fault.expected for fault in history.faults] == [
        "'received' first",
        "events in order of day, or the day it was 'recorded'",
        "2025-01-01 to 2027-12-31",
    ]


def test_what_was_recorded_late_stands_on_its_day() -> None:
    """An event out of order that says when it was recorded takes its place by its day."""
    history = examined(
        RECEIVED, "2026-03-16 responded", "2026-03-04 acknowledged recorded=2026-03-17"
    )
    assert history.faults == ()
    assert [each.name for each in history.events] == ["received", "acknowledged", "responded"]
    assert [each.recorded for each in history.events] == [None, day("2026-03-17"), None]


def test_faults_stand_in_the_order_of_their_lines() -> None:
    """What is wrong is said in the order of the file, also of what was recorded late."""
    history = examined(RECEIVED, "2026-03-05 closed", "2026-03-03 shouted recorded=2026-03-06")
    assert [fault.line for fault in history.faults] == [2, 3]
    assert [fault.place for fault in history.faults] == ["C-1 'closed'", "C-1 'shouted'"]
    lines = (2, 1, None)
    faults = examine(THREE, events("2026-03-02 a", "2026-03-02 b", "2026-03-02 c"), lines).faults
    assert [fault.line for fault in faults] == [None, 1, 2]


@pytest.mark.parametrize("on", ["2025-01-01", "2027-12-31"])
def test_the_first_and_the_last_day_of_the_calendar(on: str) -> None:
    """What happened on the first or the last day that the calendar knows can have happened."""
    history = examined(f"{on} received", f"{on} acknowledged")
    assert history.faults == ()
    assert [str(each.on) for each in history.events] == [on, on]


def test_even_the_receipt_may_be_recorded_late() -> None:
    """A receipt recorded after what followed it still comes first."""
    history = examined("2026-03-04 acknowledged", "2026-03-02 received recorded=2026-03-05")
    assert told(history) == []
    assert [each.name for each in history.events] == ["received", "acknowledged"]


def test_events_of_one_day_stay_as_they_were_given() -> None:
    """Several events of one day are taken in the order of their lines."""
    history = examined(RECEIVED, "2026-03-02 responded", "2026-03-02 closed")
    assert [each.name for each in history.events] == ["received", "responded", "closed"]


def test_an_unknown_procedure_is_a_fault() -> None:
    """A case under a procedure that the policy lacks is kept out, with what was meant."""
    history = examined("2026-03-02 received procedure=corporat")
    assert history.events == ()
    ((line, problem),) = told(history)
    assert line == 1
    assert "expected a procedure: 'corporate'; perhaps 'corporate' was meant" in problem


def test_a_procedure_that_is_not_in_force_is_a_fault() -> None:
    """A case received on a day without a revision of its procedure is kept out."""
    dated = policy(procedure(stage("stage-1", clock()), rest="in-force = { from = 2026-04-01 }"))
    history = examine(dated, events("2026-03-31 received"))
    assert history.events == ()
    assert "has no value on 2026-03-31; it is known from 2026-04-01" in history.faults[0].problem
    assert examine(dated, events("2026-04-01 received")).faults == ()


def test_two_extensions_with_the_same_words_are_two() -> None:
    """What is said again on another day has happened again."""
    open_ended = policy(procedure(stage("stage-1", clock(rest="extension = {}"))))
    extended = ("2026-03-03 extended by='5 days'", "2026-03-04 extended by='5 days'")
    assert examine(open_ended, events(RECEIVED, *extended)).faults == ()


def test_without_lines_faults_have_none() -> None:
    """Faults of events that came from no file have no line."""
    (fault,) = examine(THREE, [event("2026-03-02 acknowledged")]).faults
    assert fault.line is None


def test_nothing_is_a_history() -> None:
    """No events are a history without events and without faults."""
    assert examine(THREE, []) == History((), ())
