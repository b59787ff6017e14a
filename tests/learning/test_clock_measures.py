"""On time and overdue, and the facts that cases carry, counted by hand."""

from __future__ import annotations

import pytest

from casework import report

from .caseloads import POLICY, QUARTER, Told, before, figures, told

ACKNOWLEDGEMENT = "Stage one: Acknowledgement (target)"
RESPONSE = "Stage one: Response (target)"
SECOND = "Stage two: Response (code)"


def on_time(*caseload: Told) -> dict[str, tuple[int, int | None]]:
    """What was on time in the quarter, without the clocks that never ended."""
    found = figures(report(POLICY, caseload, QUARTER), "on-time")
    return {title: figure for title, figure in found.items() if figure[1]}


@pytest.mark.parametrize(
    ("case", "found"),
    [
        pytest.param(
            "on the due day\n2026-04-01 received\n2026-04-08 acknowledged\n2026-04-15 responded",
            {ACKNOWLEDGEMENT: (1, 1), RESPONSE: (1, 1)},
            id="five and ten working days after Wednesday 1 April are the 8th and the 15th",
        ),
        pytest.param(
            "a day late\n2026-04-01 received\n2026-04-09 acknowledged\n2026-04-16 responded",
            {ACKNOWLEDGEMENT: (0, 1), RESPONSE: (0, 1)},
            id="the day after is missed",
        ),
        pytest.param(
            "extended\n2026-04-01 received\n2026-04-02 acknowledged\n2026-04-15 extended\n"
            "2026-04-29 responded",
            {ACKNOWLEDGEMENT: (1, 1), RESPONSE: (1, 1)},
            id="extended on the due day by ten more, to the 29th",
        ),
        pytest.param(
            "paused\n2026-04-01 received\n2026-04-02 acknowledged\n2026-04-06 paused\n"
            "2026-04-13 resumed\n2026-04-22 responded",
            {ACKNOWLEDGEMENT: (1, 1), RESPONSE: (1, 1)},
            id="a pause of five working days moves the 15th to the 22nd",
        ),
        pytest.param(
            "withdrawn\n2026-04-01 received\n2026-04-08 withdrawn",
            {},
            id="left behind in time is void, and not counted",
        ),
        pytest.param(
            "left late\n2026-04-01 received\n2026-04-09 withdrawn",
            {ACKNOWLEDGEMENT: (0, 1)},
            id="left behind after the due day is missed",
        ),
        pytest.param(
            "escalated\n2026-04-01 received\n2026-04-02 acknowledged\n2026-04-15 responded\n"
            "2026-04-20 escalated\n2026-05-18 responded",
            {ACKNOWLEDGEMENT: (1, 1), RESPONSE: (1, 1), SECOND: (1, 1)},
            id="each stage has its own; the window of the complainant has none",
        ),
        pytest.param(
            "ended before\n2026-03-02 received\n2026-03-03 acknowledged\n2026-03-31 responded",
            {},
            id="ended the day before the quarter",
        ),
        pytest.param(
            "ended on the first day\n2026-03-02 received\n2026-03-03 acknowledged\n"
            "2026-04-01 responded",
            {RESPONSE: (0, 1)},
            id="ended on its first day",
        ),
        pytest.param(
            "ended on the last day\n2026-06-22 received\n2026-06-23 acknowledged\n"
            "2026-06-30 responded",
            {ACKNOWLEDGEMENT: (1, 1), RESPONSE: (1, 1)},
            id="ended on its last day",
        ),
        pytest.param(
            "ended after\n2026-06-22 received\n2026-07-01 responded",
            {},
            id="ended the day after",
        ),
        pytest.param(
            "answered at once\n2026-04-01 received\n2026-04-08 responded",
            {RESPONSE: (1, 1)},
            id="answered in the time for acknowledging, that clock is void",
        ),
        pytest.param(
            "never acknowledged\n2026-04-01 received\n2026-04-09 responded",
            {ACKNOWLEDGEMENT: (0, 1), RESPONSE: (1, 1)},
            id="answered after it, that clock is missed",
        ),
        pytest.param(
            "never\n2026-04-01 received",
            {},
            id="not stopped is not late yet here, however long it takes",
        ),
    ],
)
def test_on_time(case: str, found: dict[str, tuple[int, int]]) -> None:
    """A clock counts in the period in which it ended, as met or as missed."""
    assert on_time(told(case)) == found


def test_a_case_taken_on_again_runs_its_clocks_once_a_stage() -> None:
    """Of three answers at stage one and two at stage two, one at each was late."""
    start = "2026-04-01 received"
    found = on_time(
        told(f"A\n{start}\n2026-04-15 responded\n2026-04-16 escalated"),
        told(f"B\n{start}\n2026-04-16 responded\n2026-04-20 escalated\n2026-05-19 responded"),
        told(f"C\n{start}\n2026-04-02 responded\n2026-04-20 escalated\n2026-05-18 responded"),
    )
    assert found[RESPONSE] == (2, 3)
    assert found[SECOND] == (1, 2)


@pytest.mark.parametrize(
    ("case", "acknowledgement", "response"),
    [
        pytest.param("2026-06-23 received", (0, 1), (0, 1), id="due on the last day: not yet"),
        pytest.param("2026-06-22 received", (1, 1), (0, 1), id="due the day before: overdue"),
        pytest.param(
            "2026-06-16 received\n2026-06-17 acknowledged", (0, 0), (0, 1), id="stopped: neither"
        ),
        pytest.param("2026-06-12 received", (1, 1), (1, 1), id="both overdue"),
        pytest.param("2024-01-02 received", (1, 1), (1, 1), id="overdue since long before"),
        pytest.param(
            "2026-06-12 received\n2026-07-01 acknowledged\n2026-07-01 responded",
            (1, 1),
            (1, 1),
            id="stopped the day after: overdue on the day itself",
        ),
        pytest.param(
            "2026-05-01 received\n2026-05-06 withdrawn", (0, 0), (0, 0), id="ended: neither"
        ),
        pytest.param(
            "2026-06-12 received\n2026-06-15 paused", (1, 1), (0, 1), id="paused: not overdue"
        ),
    ],
)
def test_overdue(case: str, acknowledgement: tuple[int, int], response: tuple[int, int]) -> None:
    """Of the clocks not stopped by the last day, those past their due day are overdue."""
    found = figures(report(POLICY, [told(f"C\n{case}")], QUARTER), "overdue")
    assert found[ACKNOWLEDGEMENT] == acknowledgement
    assert found[RESPONSE] == response
    assert found[SECOND] == (0, 0)


def test_overdue_a_year_before_is_as_it_stood_then() -> None:
    """A clock stopped since was overdue then, and one that was late since was not late then."""
    found = report(
        POLICY,
        [
            told("stopped since\n2025-06-12 received\n2025-07-08 responded"),
            told("late since\n2025-06-30 received"),
        ],
        QUARTER,
    )
    assert before(found, "overdue")[RESPONSE] == (1, 2)
    assert figures(found, "overdue")[RESPONSE] == (1, 1)


def axis(name: str, *caseload: str) -> tuple[dict[str, int], int | None]:
    """The counts of a fact in the quarter, and the cases that carry any."""
    found = report(POLICY, [told(case) for case in caseload], QUARTER)
    assert {of for _, of in figures(found, name).values()} == {found.table(name).total}
    counts = {title: count for title, (count, _) in figures(found, name).items() if count}
    return counts, found.table(name).total


def test_a_case_counts_once_however_many_causes_it_has() -> None:
    """A case with three causes counts under each of them and once in the total."""
    assert axis(
        "root-cause",
        "A\n2026-05-01 received\n2026-05-04 responded root-cause=delay,quality,staff",
        "B\n2026-05-01 received\n2026-05-04 responded root-cause=delay",
    ) == ({"Delay": 2, "Quality": 1, "Staff": 1}, 2)


def test_a_cause_given_again_counts_once() -> None:
    """A cause recorded at both stages is one cause of the case; a new one is added to it."""
    case = (
        "A\n2026-05-01 received\n2026-05-04 responded root-cause=delay\n2026-05-05 escalated\n"
        "2026-05-06 responded root-cause=delay,staff"
    )
    assert axis("root-cause", case) == ({"Delay": 1, "Staff": 1}, 1)


def test_cases_without_a_cause_are_left_out() -> None:
    """A case that records no cause is neither counted nor in the total."""
    assert axis("root-cause", "A\n2026-05-01 received\n2026-05-04 responded") == ({}, 0)


def test_causes_are_dated_by_receipt() -> None:
    """A cause found inside the quarter counts where its case was received, and only as yet."""
    assert axis(
        "root-cause",
        "before\n2026-03-31 received\n2026-04-02 responded root-cause=delay",
        "first\n2026-04-01 received\n2026-04-02 responded root-cause=delay",
        "last\n2026-06-30 received root-cause=staff\n2026-07-02 responded root-cause=delay",
        "after\n2026-07-01 received root-cause=delay",
    ) == ({"Delay": 1, "Staff": 1}, 2)


def test_each_fact_is_its_own_table() -> None:
    """Channels are counted beside causes, out of the cases that say their channel."""
    cases = (
        "A\n2026-05-01 received channel=web\n2026-05-04 responded root-cause=delay",
        "B\n2026-05-01 received channel=phone",
        "C\n2026-05-01 received channel=web",
        "D\n2026-05-01 received",
    )
    assert axis("channel", *cases) == ({"Web": 2, "Phone": 1}, 3)
    assert axis("root-cause", *cases) == ({"Delay": 1}, 1)
