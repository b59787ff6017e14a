"""A policy gives the revision of a procedure that was in force, or says why there is none."""

from __future__ import annotations

from datetime import date

import pytest

from casework import LimitError, NotInForce, Policy, parse_policy
from tests.policies import CALENDAR, HEAD, THREE_STAGES, clock, policy, procedure, stage, text

TWO = policy(
    procedure(stage("stage-1", clock()), rest="in-force = { to = 2026-03-31 }"),
    procedure(
        stage("stage-1", clock(limit='"5 working days"')),
        rest="in-force = { from = 2026-04-01, to = 2026-12-31 }",
    ),
)
SEVERAL = policy(procedure(stage("s")), procedure(stage("s"), ident="enquiry"))


def limit_on(found: Policy, day: date) -> str:
    """The limit of the first clock in the revision of a day."""
    return str(found.procedure("corporate", day).stage[0].clock[0].limit.at(day))


@pytest.mark.parametrize(
    ("day", "limit"),
    [
        (date(2000, 1, 1), "10 working days"),
        (date(2026, 3, 31), "10 working days"),
        (date(2026, 4, 1), "5 working days"),
        (date(2026, 12, 31), "5 working days"),
    ],
)
def test_a_day_has_the_revision_in_force_on_it(day: date, limit: str) -> None:
    """A revision is in force from its first day to its last, both included."""
    assert limit_on(TWO, day) == limit


def test_a_day_without_a_revision_has_none() -> None:
    """After the last day of the last revision there is no procedure, never the nearest one."""
    with pytest.raises(NotInForce) as caught:
        TWO.procedure("corporate", date(2027, 1, 1))
    assert caught.value.what == "procedure 'corporate'"
    assert caught.value.spans == ("until 2026-03-31", "from 2026-04-01 to 2026-12-31")


def test_the_only_procedure_needs_no_name() -> None:
    """An empty id means the policy's only procedure."""
    assert TWO.procedure("", date(2026, 4, 1)) is TWO.procedure("corporate", date(2026, 4, 1))


def test_one_of_several_procedures_must_be_named() -> None:
    """An empty id means nothing where there are several procedures."""
    with pytest.raises(LimitError, match="'corporate' or 'enquiry'"):
        SEVERAL.procedure("", date(2026, 4, 1))


def test_an_unknown_procedure_says_what_was_meant() -> None:
    """A misspelt procedure is an error that lists the known ones and suggests the nearest."""
    with pytest.raises(LimitError) as caught:
        SEVERAL.procedure("corprate", date(2026, 4, 1))
    assert (caught.value.text, caught.value.meant) == ("corprate", "corporate")


def test_what_a_policy_says_has_one_fingerprint() -> None:
    """Comments and the order of keys do not change a fingerprint; a limit does."""
    plain = parse_policy(text(THREE_STAGES))
    moved = parse_policy(f"{CALENDAR}\n# all the same\n{HEAD}{THREE_STAGES}")
    other = parse_policy(text(THREE_STAGES.replace("25 working", "26 working")))
    assert plain.fingerprint == moved.fingerprint
    assert plain.fingerprint != other.fingerprint
    assert plain.edition == f"test 1 {plain.fingerprint}"


def test_a_policy_is_shown_short() -> None:
    """A policy is shown by its id, authority, revision and procedures."""
    assert repr(SEVERAL) == (
        "<Policy 'test' of Test Borough Council, revision '1': corporate, enquiry>"
    )


def test_the_stage_of_a_level() -> None:
    """Levels count the usual escalations from 1, and past the end of the line stay at it."""
    found = policy(THREE_STAGES).procedure("", date(2026, 4, 1))
    assert [found.stage_at(level) for level in (1, 2, 3, 4)] == [
        "stage-1",
        "stage-2",
        "stage-3",
        "stage-3",
    ]
