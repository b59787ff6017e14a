"""What a policy says of who is more senior than whom must be able to be told, and to be met."""

from __future__ import annotations

import pytest

from casework import parse_policy
from tests.policies import clock, procedure, stage, text

from .wrong import Cases, found, marked

CORPORATE = "procedure[corporate]"
HANDLER = f"{CORPORATE}.stage[stage-2].people.handler"
ORDER = 'seniority = ["officer", "manager", "director"]'
SAID = 'needs = { responded = ["role"] }'
ABOVE = 'more-senior-than = ["stage-1"]'


def ranked(handler: str, *, order: str = ORDER, first: str = SAID, second: str = "") -> str:
    """A policy of two stages, the second with somebody who stands above somebody."""
    rest = f'needs = {{ responded = ["handler"] }}\npeople = {{ handler = {{ {handler} }} }} #!\n'
    return text(
        procedure(
            stage("stage-1", clock(), rest=first),
            stage("stage-2", clock(starts="escalated"), rest=rest + second),
            rest=order,
        )
    )


SENIORITY: Cases = {
    "than in an unknown stage": (
        ranked('more-senior-than = ["stge-1"]'),
        [(f"{HANDLER}.more-senior-than[0]", "no stage 'stge-1'", "stage-1")],
    ),
    "where roles have no order": (
        ranked(ABOVE, order=""),
        [(f"{HANDLER}.more-senior-than", "roles have no order", None)],
    ),
    "equal to nobody": (
        ranked('or-equal-when = { independent = "yes" }'),
        [(f"{HANDLER}.or-equal-when", "nobody to be equal to", None)],
    ),
    "equal where nothing can hold": (
        ranked(f"{ABOVE}, or-equal-when = {{ n = {{ at-least = 2, at-most = 1 }} }}"),
        [(f"{HANDLER}.or-equal-when.n", "no number is at least 2 and at most 1", None)],
    ),
    "than those who do not say": (
        ranked(ABOVE, first=""),
        [
            (
                f"{HANDLER}.more-senior-than[0]",
                "nobody says in which role they act in 'stage-1'",
                None,
            )
        ],
    ),
    "in a role without a place": (
        ranked(ABOVE, second='roles = { respond = ["managr"] }'),
        [(HANDLER, "respond is for 'managr', of no known seniority", "manager")],
    ),
    "in no role at all": (
        ranked(ABOVE, second="roles = { respond = [] }"),
        [(HANDLER, "respond is for nothing, of no known seniority", None)],
    ),
    "than the most senior": (
        ranked(ABOVE, first='roles = { respond = ["director"] }'),
        [
            (
                f"{HANDLER}.more-senior-than[0]",
                "nobody who may act is more senior than 'director'",
                None,
            )
        ],
    ),
    "in a role that is not": (
        ranked(
            ABOVE,
            first='roles = { respond = ["manager", "director"] }',
            second='roles = { respond = ["officer", "manager"] }',
        ),
        [
            (
                f"{HANDLER}.more-senior-than[0]",
                "nobody who may act is more senior than 'manager'",
                None,
            )
        ],
    ),
    "equal to the more senior": (
        ranked(
            f'{ABOVE}, or-equal-when = {{ independent = "yes" }}',
            first='roles = { respond = ["director"] }',
            second='roles = { respond = ["officer", "manager"] }',
        ),
        [
            (
                f"{HANDLER}.more-senior-than[0]",
                "nobody who may act is more senior than 'director'",
                None,
            )
        ],
    ),
}


@pytest.mark.parametrize("name", SENIORITY)
def test_faults_of_seniority(name: str) -> None:
    """Somebody more senior than nobody could tell, or be, is a fault on its line."""
    source, wrong = SENIORITY[name]
    assert found(source) == marked(source, wrong)


def test_a_role_has_one_place_in_the_order() -> None:
    """A role that stands in the order twice is a fault."""
    (fault,) = found(ranked(ABOVE, order='seniority = ["officer", "director", "officer"]'))
    assert (fault.place, fault.problem) == (
        f"{CORPORATE}.seniority[2]",
        "role 'officer' is given 2 times",
    )


@pytest.mark.parametrize(
    ("handler", "first", "second"),
    [
        (ABOVE, SAID, ""),
        (ABOVE, 'roles = { respond = ["manager"] }', 'roles = { respond = ["director"] }'),
        (ABOVE, 'roles = { respond = ["mayor"] }', ""),
        (
            f'{ABOVE}, or-equal-when = {{ independent = "yes" }}',
            'roles = { respond = ["director"] }',
            "",
        ),
    ],
)
def test_what_can_be_met(handler: str, first: str, second: str) -> None:
    """Where somebody may be above those before, or equal as the policy has it, nothing is wrong.

    Those before may have a role without a place in the order: it is passed over.
    """
    assert parse_policy(ranked(handler, first=first, second=second)).id == "test"
