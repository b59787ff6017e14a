"""The ombudsmen's codes and Awaab's Law: what sets them apart from each other."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

import casework
from casework.days.receipt import in_london
from casework.rules.schemes.conformity import conformity
from casework.rules.schemes.regimes import regime

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("edition", "monday", "starts"),
    [
        ("2020", date(2021, 6, 7), "received"),
        ("2022", date(2022, 6, 6), "logged"),
        ("2024", date(2024, 6, 3), "acknowledged"),
    ],
)
def test_the_same_ten_days_start_at_three_events(edition: str, monday: date, starts: str) -> None:
    """One case, a day between its events: ten working days from a later one in each edition."""
    policy = regime(f"housing-ombudsman-{edition}").policy
    days = {name: monday + timedelta(days=n) for n, name in enumerate(ORDER)}
    events = [casework.Event("C-1", name, on) for name, on in days.items()]
    (response,) = (
        clock
        for clock in casework.clocks(policy, events, as_of=days["acknowledged"])
        if clock.clock == "response"
    )
    assert response.started == days[starts]
    assert response.due == days[starts] + timedelta(weeks=2)


ORDER = ("received", "logged", "acknowledged")


def test_the_extension_of_the_final_response_was_doubled() -> None:
    """Stage 2 may be extended by ten days under the Codes before 2024, and by twenty since."""
    most = {}
    for procedure in regime("housing-ombudsman").procedure:
        (clock,) = (each for each in procedure.by_id["stage-2"].clock if each.id == "response")
        assert clock.extension is not None
        most[procedure.edition] = str(clock.extension.by or clock.extension.total)
    assert most == {"2020": "10 days", "2022": "10 days", "2024": "40 working days"}


@pytest.mark.parametrize(
    ("believed", "due"),
    [
        ("2025-12-24T16:30", "2025-12-25T16:30"),
        ("2026-03-28T16:00", "2026-03-29T17:00"),
        ("2026-10-24T16:00", "2026-10-25T15:00"),
    ],
)
def test_twenty_four_hours_are_elapsed_time(believed: str, due: str) -> None:
    """An emergency is investigated in 24 hours, through holidays and when the clocks change."""
    at = in_london(datetime.fromisoformat(believed))
    names = ("received", "emergency-believed")
    events = [casework.Event("C-1", name, at.date(), at) for name in names]
    (clock,) = (
        each
        for each in casework.clocks(regime("awaabs-law").policy, events, as_of=at.date())
        if each.clock == "emergency-investigation"
    )
    assert clock.reckoning.at == in_london(datetime.fromisoformat(due))


def test_a_landlords_closure_does_not_stop_a_hazard() -> None:
    """Every clock of Awaab's Law that counts working days names the Regulations' own."""
    for procedure in regime("awaabs-law").procedure:
        for clock in procedure.by_id["hazard"].clock:
            counts = any(limit.counts_working_days for limit in clock.limit)
            assert clock.calendar == ("hazards" if counts else "default")


def test_three_stages_of_fifteen_days_depart_from_the_code() -> None:
    """Kensington and Chelsea's three stages and fifteen days depart from the Code of 2024."""
    policy = casework.load_policy(ROOT / "examples/kensington-and-chelsea/policy.toml")
    held = conformity(policy, regime("housing-ombudsman-2024"))
    departs = [clause.term.id for clause in held.clauses if clause.verdict == "departs"]
    assert departs == ["2024/stages", "2024/stage-1/response/limit"]


def test_nothing_national_times_a_members_enquiry() -> None:
    """The template for members' enquiries has no clock, so nobody can depart from it."""
    (procedure,) = regime("member-enquiries").procedure
    assert all(not stage.clock for stage in procedure.stage)
    assert regime("member-enquiries").header.force == "template"
