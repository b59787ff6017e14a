"""What national schemes have authorities publish, counted where a machine can count it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from casework import (
    Event,
    Period,
    Policy,
    PolicyError,
    examine,
    parse_policy,
    regime,
    regimes,
    report,
)
from casework.learning.report import Report
from casework.learning.returns import schemes_of
from casework.learning.standard import measures_of
from casework.rules.counts import with_parsed_counts
from casework.rules.schemes.regimes import parse_regime

from .caseloads import POLICY, figures

YEAR = Period(date(2025, 4, 1), date(2026, 3, 31))
COUNTS = """
[source.own]
title = "Own"
[[count]]
id = "homes"
title = "Homes"
source = { ref = "own" }
row = [{ value = 2000, on = 2026-03-31 }]
[[count]]
id = "residents"
title = "Residents"
source = { ref = "own" }
row = [{ value = 100_000, on = 2025-06-30 }]
"""
Row = tuple[str, date, dict[str, str]]


def counted(policy: Policy, *cases: list[Row]) -> Report:
    """The report of a year of cases, each a list of events that can all have happened."""
    told = []
    for n, rows in enumerate(cases):
        events = [Event(f"C-{n}", name, on, facts=facts) for name, on, facts in rows]
        history = examine(policy, events)
        assert not history.faults, [str(fault) for fault in history.faults]
        told.append(history.events)
    return report(policy, told, YEAR)


@pytest.mark.parametrize("name", regimes())
def test_every_scheme_can_be_reported_on(name: str) -> None:
    """Whatever a scheme defines as lines can be counted, and stands in a report of its cases."""
    scheme = regime(name)
    found = report(scheme.policy, [], Period(scheme.first, scheme.first.replace(month=12, day=31)))
    ids = {table.measure.id.removesuffix("-number") for table in found.tables}
    for definition in scheme.measures:
        assert (f"{name}:{definition.id}" in ids) is bool(definition.line)


def test_housing() -> None:
    """Complaints for every 1,000 homes, and those answered in time of those received, by stage."""
    policy = with_parsed_counts(regime("housing-ombudsman").policy, COUNTS)
    day = date(2025, 5, 1)
    in_time: list[Row] = [
        ("received", day, {}),
        ("acknowledged", date(2025, 5, 2), {}),
        ("responded", date(2025, 5, 7), {"outcome": "upheld"}),
    ]
    late: list[Row] = [
        ("received", day, {}),
        ("acknowledged", date(2025, 5, 2), {}),
        ("responded", date(2025, 9, 1), {"outcome": "upheld"}),
    ]
    waiting: list[Row] = [("received", date(2026, 3, 30), {})]
    found = counted(policy, in_time, late, waiting)
    rates = {line.title: line.now.share for line in found.table("housing-ombudsman:CH01").lines}
    assert rates == {"Stage one": Decimal("1.50"), "Stage two": Decimal("0.00")}
    assert figures(found, "housing-ombudsman:CH02") == {"Stage one": (1, 3), "Stage two": (0, 0)}
    measure = found.table("housing-ombudsman:CH02").measure
    assert measure.counts.startswith("stage one complaints responded to in time")
    assert measure.note is not None
    assert measure.note.startswith("Counted here: stages entered with level '1'")


def test_without_the_number_the_count_stands_alone() -> None:
    """Where the number of homes is not supplied there is no rate, but still the count."""
    ids = {measure.id for measure in measures_of(regime("housing-ombudsman").policy)}
    assert "housing-ombudsman:CH01-number" in ids
    found = counted(regime("housing-ombudsman").policy)
    with pytest.raises(KeyError):
        found.table("housing-ombudsman:CH01")


def test_wales() -> None:
    """Complaints closed fall into the ombudsman's four bands of time."""
    rows = (date(2025, 5, 20), date(2025, 6, 30), date(2025, 10, 1), date(2026, 1, 20))
    cases: list[list[Row]] = [
        [
            ("received", date(2025, 5, 1), {"outcome": ""}),
            ("responded", day, {"outcome": "upheld" if n else "not-upheld"}),
        ]
        for n, day in enumerate(rows)
    ]
    found = counted(with_parsed_counts(regime("psow").policy, COUNTS), *cases)
    assert figures(found, "psow:closed-20") == {
        "20 working days": (1, 4),
        "3 months": (1, 4),
        "6 months": (1, 4),
        "Later": (1, 4),
    }
    assert figures(found, "psow:upheld") == {"Complaints upheld": (3, 4)}
    (line,) = found.table("psow:received-per-1000").lines
    assert line.now.share == Decimal("0.04")


def test_a_policy_that_builds_on_a_scheme() -> None:
    """A scheme's measures are of the procedures that build on it, and of no other."""
    own = """
[policy]
id = "own"
authority = "Own"
revision = "1"
[calendar]
division = "wales"
[[procedure]]
id = "complaints"
title = "Complaints"
extends = "psow"
"""
    policy = parse_policy(own)
    assert schemes_of(policy) == {"psow": ("complaints",)}
    (measure,) = (each for each in measures_of(policy) if each.id == "psow:received")
    assert measure.parts[0].where == {"procedure": ("complaints",)}
    assert schemes_of(POLICY) == {}


def test_faults_of_a_line_of_a_scheme() -> None:
    """A line that cannot be counted is a fault of the scheme's file."""
    from importlib.resources import files

    text = files("casework").joinpath("data/regimes/psow.toml").read_text(encoding="utf-8")
    with pytest.raises(PolicyError, match="no outcome 'uphelt'"):
        parse_regime(
            text.replace('counted = { outcome = "upheld" }', 'counted = { outcome = "uphelt" }')
        )
