"""What Kensington and Chelsea says of its quality checks and causes, with the library's methods."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from casework import Drawing, Event, Rate, examine, load_policy, sample_units, trends
from casework.prose.learning import rate_in_words

POLICY = load_policy(
    Path(__file__).parents[2] / "examples" / "kensington-and-chelsea" / "whole-policy.toml"
)
SERVICES = ("environment-and-communities", "housing-management", "housing-needs", "planning")


def contact(number: int, *, checked: str | None = None) -> tuple[Event, ...]:
    """A contact that came as a complaint, was reclassified, and perhaps checked."""
    ref, day = f"C-{number}", date(2020, 4, 6) + timedelta(days=number)
    service = SERVICES[number % 7 % 4]
    told = [
        Event(ref, "received", day, procedure="corporate", facts={"service": service}),
        Event(ref, "reclassified", day, facts={"to": "service-request"}),
        Event(ref, "received", day, procedure="service-request", facts={"service": service}),
    ]
    if checked is not None:
        told.append(Event(ref, "sampled", day, facts={"sample-finding": checked}))
    history = examine(POLICY, told)
    assert history.faults == ()
    return history.events


def test_eleven_of_a_hundred_and_four() -> None:
    """Of 104 contacts reclassified 11 are drawn, and 3 of them should have been complaints.

    RBKC annual complaints report, Appendix B: 27 %.  The interval says how little 11 can tell.
    """
    drawing = Drawing(11, 2020)
    for number in range(104):
        drawing.add(sample_units(contact(number), "reclassified", "service"))
    sample = drawing.sample()
    assert sum(sample.population.values()) == 104
    assert len(sample.units) == 11
    assert all(sample.taken.values())
    findings = ["complaint"] * 3 + ["no-complaint"] * 8
    found = 0
    for unit, finding in zip(sample.units, findings, strict=True):
        told = contact(int(unit.case[2:]), checked=finding)
        found += any("complaint" in event.values("sample-finding") for event in told)
    rate = Rate(found, len(sample.units))
    assert rate_in_words(rate, 11, "should have been complaints") == (
        "11 of 11 checked; should have been complaints: 3, 27.3 %. The true rate may well lie"
        " between 9.7 % and 56.6 % (95 % confidence, Wilson's score interval)."
    )


def test_durham_missed_a_request_more_often() -> None:
    """Complaints that a request was not actioned rose from 93 to 193: no chance does that.

    Durham customer feedback report, paragraph 89: twelve months to June 2021 beside those before.
    """
    (per_day,) = trends({"request": 93}, {"request": 193}, (366, 365)).trend
    assert per_day.verdict == "rising"
    assert per_day.p < 1e-8
