"""A case may turn out to be something else, under another procedure or under none."""

from __future__ import annotations

import pytest

from casework import Refused, clocks, decide, examine, replay
from tests.policies import clock, policy, procedure, stage

from .told import act, day, decided, events

SWITCHING = policy(
    procedure(stage("stage-1", clock()), rest='exits = ["reclassified"]\nreopens = true'),
    procedure(
        stage("triage", clock(limit='"3 working days"')),
        ident="enquiry",
        rest='needs = { received = ["channel"] }',
    ),
    procedure(stage("triage"), ident="later", rest="in-force = { from = 2027-01-01 }"),
)
BEGUN = "2026-03-02 received procedure=corporate"
AWAY = "2026-03-04 reclassified to=enquiry"


def test_a_case_may_be_reclassified() -> None:
    """A case taken to another procedure of the policy is received there, with what is known."""
    wish = "2026-03-04 reclassify to=enquiry channel=web"
    assert decided(SWITCHING, (BEGUN,), wish) == [
        "2026-03-04 reclassified stage=stage-1 channel=web to=enquiry",
        "2026-03-04 received stage=triage channel=web",
    ]
    found = decide(SWITCHING, replay(events(BEGUN)), act(wish))
    after = clocks(SWITCHING, (*events(BEGUN), *found), day("2026-03-09"))
    assert [(each.procedure, each.state, str(each.due)) for each in after] == [
        ("corporate", "void", "2026-03-16"),
        ("enquiry", "running", "2026-03-09"),
    ]


def test_a_case_may_be_reclassified_to_what_is_no_case() -> None:
    """A case that turns out to be something else leaves the policy."""
    assert decided(SWITCHING, (BEGUN,), "2026-03-04 reclassify to=service-request") == [
        "2026-03-04 reclassified stage=stage-1 to=service-request"
    ]


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        ("2026-03-04 reclassify to=corporate", "it already is under 'corporate'"),
        ("2026-03-04 reclassify to=enquiry", "under 'enquiry' it needs channel"),
        ("2026-03-04 reclassify to=later", "procedure 'later' has no value on 2026-03-04"),
    ],
)
def test_a_reclassification_that_is_refused(wish: str, why: str) -> None:
    """A case cannot be taken to where it is, or where it could not be received."""
    with pytest.raises(Refused) as caught:
        decide(SWITCHING, replay(events(BEGUN)), act(wish))
    assert why in caught.value.why


def test_a_case_may_go_on_under_another_procedure() -> None:
    """A case that is reclassified and received again follows its new procedure."""
    received = "2026-03-04 received procedure=enquiry channel=web"
    history = examine(
        SWITCHING,
        events(BEGUN, f"{AWAY} channel=web", received, "2026-03-05 responded"),
    )
    assert history.faults == ()
    assert [(each.procedure, each.stage) for each in history.events] == [
        ("corporate", "stage-1"),
        ("corporate", "stage-1"),
        ("enquiry", "triage"),
        ("enquiry", "triage"),
    ]


def test_a_case_that_was_reclassified_away_may_be_spoken_of() -> None:
    """A case that left for something outside the policy can still be linked, and reopened."""
    further = ("2026-03-05 linked to=C-2", "2026-03-06 reopened")
    told = events(BEGUN, "2026-03-04 reclassified to=elsewhere", *further)
    assert examine(SWITCHING, told).faults == ()
