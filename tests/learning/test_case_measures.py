"""Cases received, done and open, stages reached, escalation and outcomes, counted by hand.

The quarter is April to June 2026.  1 April 2026 is a Wednesday.
"""

from __future__ import annotations

from datetime import date

import pytest

from casework import Period, parse_policy, report

from .caseloads import POLICY, QUARTER, TEXT, Told, before, figures, told

BEFORE = told("""before
2026-03-20 received
2026-04-02 responded outcome=upheld
""")
FIRST_DAY = told("""first day
2026-04-01 received
2026-04-15 responded outcome=not-upheld
2026-06-01 closed
""")
ESCALATED = told("""escalated
2026-04-01 received
2026-04-10 responded outcome=not-upheld
2026-04-20 escalated
2026-06-30 responded outcome=upheld
""")
ESCALATED_ON_THE_LAST_DAY = told("""escalated on the last day
2026-05-01 received
2026-05-08 responded
2026-06-30 escalated
""")
ESCALATED_AFTER = told("""escalated after
2026-05-01 received
2026-05-08 responded outcome=upheld
2026-07-01 escalated
2026-07-10 responded outcome=not-upheld
""")
WITHDRAWN = told("""withdrawn
2026-05-01 received
2026-05-06 withdrawn
""")
CLOSED = told("""closed
2026-03-02 received
2026-03-09 responded outcome=upheld
2026-05-20 closed
""")
LAST_DAY = told("""last day
2026-06-30 received
2026-07-01 responded
""")
AFTER = told("""after
2026-07-01 received
""")
ALL = [
    BEFORE,
    FIRST_DAY,
    ESCALATED,
    ESCALATED_ON_THE_LAST_DAY,
    ESCALATED_AFTER,
    WITHDRAWN,
    CLOSED,
    LAST_DAY,
    AFTER,
]


def cases(*caseload: Told) -> tuple[int, int, int]:
    """How many were received, done and open in the quarter."""
    found = figures(report(POLICY, caseload, QUARTER), "cases")
    return found["Received"][0], found["Done"][0], found["Open at the end"][0]


@pytest.mark.parametrize(
    ("case", "received", "done", "still_open"),
    [
        pytest.param(BEFORE, 0, 1, 0, id="received before, answered inside: done"),
        pytest.param(FIRST_DAY, 1, 1, 0, id="received on the first day: received"),
        pytest.param(ESCALATED, 1, 1, 0, id="answered twice: done once"),
        pytest.param(ESCALATED_ON_THE_LAST_DAY, 1, 0, 1, id="taken on, on the last day: open"),
        pytest.param(ESCALATED_AFTER, 1, 1, 0, id="taken on the day after: done, not yet open"),
        pytest.param(WITHDRAWN, 1, 1, 0, id="withdrawn: done"),
        pytest.param(CLOSED, 0, 0, 0, id="answered before, closed inside: done before"),
        pytest.param(LAST_DAY, 1, 0, 1, id="answered the day after: open"),
        pytest.param(AFTER, 0, 0, 0, id="received the day after: not there"),
    ],
)
def test_received_done_and_open(case: Told, received: int, done: int, still_open: int) -> None:
    """A case is received on its day, done when last answered or ended, and otherwise open."""
    assert cases(case) == (received, done, still_open)


def test_a_caseload_is_the_sum_of_its_cases() -> None:
    """The nine cases above come to six received, five done and two open."""
    assert cases(*ALL) == (6, 5, 2)


def test_a_case_taken_on_again_is_done_again_in_the_next_quarter() -> None:
    """A case answered in one quarter and taken further in the next is done in both."""
    summer = report(POLICY, [ESCALATED_AFTER], Period(date(2026, 7, 1), date(2026, 9, 30)))
    assert figures(summer, "cases")["Done"] == (1, None)
    assert figures(summer, "cases")["Received"] == (0, None)


def test_open_counts_cases_of_any_age() -> None:
    """A case received long ago and never answered is open at the end of every period since."""
    old = told("old\n2024-01-02 received")
    assert cases(old) == (0, 0, 1)


def test_a_pause_leaves_a_case_open() -> None:
    """A case that stands paused is open."""
    paused = told("paused\n2026-05-01 received\n2026-05-04 paused")
    assert cases(paused) == (1, 0, 1)


def test_stages_reached() -> None:
    """Of six cases received, all reached stage one and two stage two by the last day."""
    assert figures(report(POLICY, ALL, QUARTER), "stages") == {
        "Stage one": (6, 6),
        "Stage two": (2, 6),
    }


def test_escalation() -> None:
    """Of five answers at stage one in the quarter, two were taken further by its last day."""
    assert figures(report(POLICY, ALL, QUARTER), "escalation") == {"From Stage one": (2, 5)}


def test_the_last_stage_has_no_escalation() -> None:
    """A stage from which nothing leads on has no line, though it gave an answer."""
    found = figures(report(POLICY, [ESCALATED], QUARTER), "escalation")
    assert found == {"From Stage one": (1, 1)}


def test_outcomes() -> None:
    """An outcome counts at the stage and on the day of its answer; none recorded, left out."""
    assert figures(report(POLICY, ALL, QUARTER), "outcomes") == {
        "Stage one: Upheld": (2, 4),
        "Stage one: Not upheld": (2, 4),
        "Stage two: Upheld": (1, 1),
        "Stage two: Not upheld": (0, 1),
    }


def test_an_outcome_of_several_kinds() -> None:
    """An answer with two outcomes counts under both and once in what they are out of."""
    both = told("both\n2026-05-01 received\n2026-05-04 responded outcome=upheld,not-upheld")
    found = figures(report(POLICY, [both], QUARTER), "outcomes")
    assert found["Stage one: Upheld"] == found["Stage one: Not upheld"] == (1, 1)


def test_an_outcome_elsewhere_is_not_an_answer() -> None:
    """An outcome on a withdrawal is not the outcome of an answer."""
    left = told("left\n2026-05-01 received\n2026-05-04 withdrawn outcome=upheld")
    assert figures(report(POLICY, [left], QUARTER), "outcomes")["Stage one: Upheld"] == (0, 0)


REVISED = parse_policy(
    TEXT.split("[[procedure]]", maxsplit=1)[0]
    + """
[[procedure]]
id = "corporate"
title = "Three stages"
in-force = { to = 2026-04-30 }

[[procedure.stage]]
id = "stage-1"
title = "First stage"

[[procedure.stage.clock]]
id = "acknowledgement"
kind = "target"
starts = "received"
stops = "acknowledged"
limit = "5 working days"
source = { ref = "policy" }

[[procedure.stage]]
id = "stage-2"
title = "Second stage"

[[procedure.stage]]
id = "stage-3"
title = "Third stage"

[[procedure]]
id = "corporate"
title = "Two stages"
in-force = { from = 2026-05-01 }

[[procedure.stage]]
id = "stage-1"
title = "Stage one"

[[procedure.stage.clock]]
id = "response"
kind = "target"
starts = "received"
stops = "responded"
limit = "10 working days"
source = { ref = "policy" }

[[procedure.stage]]
id = "stage-2"
title = "Stage two"

[[procedure]]
id = "other"
title = "Other"

[[procedure.stage]]
id = "stage-1"
title = "Only stage"
"""
)


def test_every_revision_has_its_lines() -> None:
    """A stage, a clock or a way on that only an older revision has keeps its line."""
    old = told(
        "old\n2026-04-01 received procedure=corporate\n2026-04-02 acknowledged\n"
        "2026-04-03 responded\n2026-04-07 escalated\n2026-04-08 responded\n2026-04-09 escalated",
        REVISED,
    )
    new = told("new\n2026-05-01 received procedure=corporate\n2026-05-05 responded", REVISED)
    found = report(REVISED, [old, new], QUARTER)
    assert figures(found, "stages") == {
        "Two stages: Stage one": (2, 2),
        "Two stages: Stage two": (1, 2),
        "Three stages: Third stage": (1, 1),
        "Other: Only stage": (0, 0),
    }
    assert figures(found, "escalation") == {
        "From Two stages: Stage one": (1, 2),
        "From Three stages: Second stage": (1, 1),
    }
    assert figures(found, "on-time") == {
        "Three stages: First stage: acknowledgement (target)": (1, 1),
        "Two stages: Stage one: response (target)": (1, 1),
    }


def test_without_outcomes_there_is_no_table_of_them() -> None:
    """A policy that lists no outcomes has no table of outcomes."""
    with pytest.raises(KeyError):
        report(REVISED, [], QUARTER).table("outcomes")


def test_the_year_before_is_as_it_stood_then() -> None:
    """What happened to last year's cases after last year's period does not leak into it."""
    last_year = told("""last year
2025-05-01 received channel=web
2025-05-08 responded outcome=not-upheld
2025-07-01 escalated root-cause=delay
2025-07-10 responded outcome=upheld
""")
    unanswered = told("unanswered\n2025-06-30 received\n2025-07-01 responded")
    found = report(POLICY, [last_year, unanswered], QUARTER)
    assert found.before == Period(date(2025, 4, 1), date(2025, 6, 30))
    assert before(found, "cases") == {
        "Received": (2, None),
        "Done": (1, None),
        "Open at the end": (1, None),
    }
    assert before(found, "stages") == {"Stage one": (2, 2), "Stage two": (0, 2)}
    assert before(found, "escalation") == {"From Stage one": (0, 1)}
    assert before(found, "outcomes")["Stage two: Upheld"] == (0, 0)
    assert before(found, "channel")["Web"] == (1, 1)
    assert before(found, "root-cause")["Delay"] == (0, 0)
    assert figures(found, "cases")["Open at the end"] == (0, None)
