"""Every shipped scheme can be built on: as it is, sooner, and later only by declaration."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import casework
from casework import Event, PolicyError, parse_policy
from casework.cases.events import event_from
from casework.cases.moved import transposed
from casework.rules.clocks import ClockRule
from casework.rules.procedure import Stage
from casework.rules.schemes.conformity import conformity
from casework.rules.schemes.regimes import Example, Regime, regime, regimes

EDITIONS = [edition for name in regimes() for edition in regime(name).editions or (name,)]
LATER = 15


def built_on(scheme: Regime, rest: str = "") -> str:
    """A policy of a procedure that builds on a scheme, in the scheme's own calendar."""
    division = scheme.policy.divisions["default"]
    return f"""
[policy]
id = "own"
authority = "Example Borough Council"
revision = "1"
[source.policy]
title = "Our policy"
[calendar]
division = "{division}"
[[procedure]]
id = "own"
title = "Our procedure"
extends = "{scheme.id}"
{rest}
"""


def with_limit(stage: Stage, clock: ClockRule, limit: str, rest: str = "") -> str:
    """A clock of the scheme with another limit."""
    return f"""
[[procedure.stage]]
id = "{stage.id}"
[[procedure.stage.clock]]
id = "{clock.id}"
limit = "{limit}"
source = {{ ref = "policy", at = "section 4" }}
{rest}
"""


def owed(scheme: Regime) -> list[tuple[Stage, ClockRule]]:
    """The clocks that the authority owes, of which there is one of that id, with one limit."""
    (procedure,) = scheme.procedure
    return [
        (stage, clock)
        for stage in procedure.stage
        for clock in stage.clock
        if clock.owed
        and clock.dated_by is None
        and len(clock.limit) == 1
        and sum(each.id == clock.id for each in stage.clock) == 1
    ]


def told(example: Example) -> list[Event]:
    """The events of a worked example."""
    rows: list[Any] = [
        {"case": "C-1"}
        | {
            key: str(value).replace(" ", "T") if key == "on" else value
            for key, value in row.items()
        }
        for row in example.given
    ]
    found = [event_from({key: _plain(value) for key, value in row.items()}) for row in rows]
    return [event for event in found if isinstance(event, Event)]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def dues(policy: casework.Policy, example: Example) -> dict[tuple[str, str], date]:
    """When the clocks of a worked example are due under a policy, by stage and clock."""
    events = transposed(policy, told(example))
    return {
        (clock.stage, clock.clock): clock.due
        for clock in casework.clocks(policy, events, example.due)
        if clock.owed
    }


def alone(stage: Stage, clock: ClockRule) -> bool:
    """Whether no other clock of a stage stops at the same events."""
    others = (other for other in stage.clock if other.owed and other is not clock)
    return not any({*other.stops} & {*clock.stops} for other in others)


@pytest.mark.parametrize("name", EDITIONS)
def test_building_on_a_scheme_and_saying_nothing_is_the_scheme(name: str) -> None:
    """What only extends a scheme conforms term by term, and reckons its examples to the day."""
    scheme = regime(name)
    own = parse_policy(built_on(scheme))
    found = conformity(own, scheme)
    assert {clause.verdict for clause in found.clauses} == {"conforms"}
    assert found.clauses
    for example in scheme.examples:
        stage, _, clock = example.clock.partition(".")
        events = transposed(own, told(example))
        found_due = [
            each.due
            for each in casework.clocks(own, events, example.due)
            if (each.stage, each.clock) == (stage, clock)
        ]
        assert example.due in found_due


@pytest.mark.parametrize("name", EDITIONS)
def test_sooner_than_a_scheme_is_free_and_never_later(name: str) -> None:
    """Each limit that can be less by one is accepted, and no example is due later for it."""
    scheme = regime(name)
    for stage, clock in owed(scheme):
        (limit,) = clock.limit
        if limit.n < 2:
            continue
        less = casework.Limit(limit.n - 1, limit.unit)
        own = parse_policy(built_on(scheme, with_limit(stage, clock, str(less))))
        for example in scheme.examples:
            theirs, ours = dues(scheme.policy, example), dues(own, example)
            assert all(ours[key] <= due for key, due in theirs.items() if key in ours)
            assert theirs.keys() == ours.keys()


@pytest.mark.parametrize("name", EDITIONS)
def test_later_than_a_scheme_is_refused_or_declared(name: str) -> None:
    """A limit more by fifteen, and nothing beside it, is refused unless it is declared."""
    scheme = regime(name)
    departure = 'departure = { reason = "a backlog", source = { ref = "policy", at = "9" } }'
    for stage, clock in owed(scheme):
        if not alone(stage, clock):
            continue
        (limit,) = clock.limit
        more = str(casework.Limit(limit.n + LATER, limit.unit))
        with pytest.raises(PolicyError, match="departs from"):
            parse_policy(built_on(scheme, with_limit(stage, clock, more)))
        own = parse_policy(built_on(scheme, with_limit(stage, clock, more, departure)))
        departing = [
            clause for clause in conformity(own, scheme).clauses if clause.verdict == "departs"
        ]
        assert departing
        assert all(clause.departure is not None for clause in departing)


def test_the_same_ten_days_start_at_logging_and_then_at_the_acknowledgement() -> None:
    """One case under two editions of the Housing Ombudsman's Code."""
    days = {"received": 4, "logged": 6, "acknowledged": 11}
    events = [Event("C-1", name, date(2024, 3, day)) for name, day in days.items()]
    runs = {}
    for name in ("housing-ombudsman-2022", "housing-ombudsman-2024"):
        policy = regime(name).policy.as_if_always()
        for clock in casework.clocks(policy, transposed(policy, events), date(2024, 3, 12)):
            if (clock.stage, clock.clock) == ("stage-1", "response"):
                runs[name[-4:]] = (clock.started, clock.due)
    assert runs == {
        "2022": (date(2024, 3, 6), date(2024, 3, 20)),
        "2024": (date(2024, 3, 11), date(2024, 3, 25)),
    }
