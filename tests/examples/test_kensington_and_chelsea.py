"""The synthetic caseload adds up to the published totals, and the report gives them back.

Published: annual complaints report of the Royal Borough of Kensington and Chelsea, 6 January
2021, Appendix B, for the first two quarters of 2020/21.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import casework
from casework.interop.records import clock_record
from casework.learning.tables import Table

from .scripts import EXAMPLES, script

HERE = EXAMPLES / "kensington-and-chelsea"
CASES = HERE / "cases.jsonl"
QUARTERS = casework.Period(date(2020, 4, 1), date(2020, 9, 30))

ROOT_CAUSES = {
    "Quality of service": (95, "27.70"),
    "Communications": (53, "15.45"),
    "Service failure": (53, "15.45"),
    "Object to eligibility or assessment decision": (49, "14.29"),
    "Service delay": (29, "8.45"),
    "Staff attitude/behaviour": (25, "7.29"),
    "Withdrawal/change/reduction in service": (15, "4.37"),
    "Contractor": (13, "3.79"),
    "Policy objection": (11, "3.21"),
}
CORRECTIVE_ACTIONS = {
    "Arrange staff training or guidance": 8,
    "Arrange inspection": 5,
    "Change or review equipment": 2,
    "Change or review policy or procedure": 3,
    "Change or review service": 3,
    "Change or review service literature": 2,
    "Performance management - staff member": 3,
    "Provide additional information or service": 3,
    "Take action against contractor or partner": 2,
}


@pytest.fixture(scope="module")
def policy() -> casework.Policy:
    """The policy of the example."""
    return casework.load_policy(HERE / "policy.toml")


@pytest.fixture(scope="module")
def cases(policy: casework.Policy) -> list[casework.History]:
    """The caseload of the example, as the package reads it."""
    with CASES.open("rb") as stream:
        return list(casework.histories(policy, casework.read_events(stream)))


@pytest.fixture(scope="module")
def report(policy: casework.Policy, cases: list[casework.History]) -> casework.Report:
    """The report of the two quarters."""
    return casework.report(policy, (case.events for case in cases), QUARTERS)


def counts(table: Table) -> dict[str, int]:
    """The counts of a table's lines, by their titles."""
    return {line.title: line.now.count for line in table.lines}


def test_no_faults(cases: list[casework.History]) -> None:
    """Every line can be read and every event can have happened under the policy."""
    assert [fault for case in cases for fault in case.faults] == []


def test_cases(cases: list[casework.History], report: casework.Report) -> None:
    """379 complaints were received in the two quarters, none before and nothing after."""
    assert len(cases) == 379
    assert counts(report.table("cases"))["Received"] == 379
    assert all(event.on in QUARTERS for case in cases for event in case.events)
    assert report.before is None


def test_stages(report: casework.Report) -> None:
    """34 went to stage two, of which 12 to stage three: 9 % and 3 % of those received."""
    lines = report.table("stages").lines
    assert [(line.now.count, line.now.of) for line in lines] == [(379, 379), (34, 379), (12, 379)]
    assert [line.now.share for line in lines[1:]] == [Decimal("8.97"), Decimal("3.17")]


def test_root_causes(report: casework.Report) -> None:
    """The nine root causes have the published counts, out of 343, and the right percentages."""
    table = report.table("root-cause")
    found = {line.title: (line.now.count, str(line.now.share)) for line in table.lines}
    assert found == ROOT_CAUSES
    assert list(found) == list(ROOT_CAUSES)
    assert table.total == 343


def test_corrective_actions(report: casework.Report) -> None:
    """The nine corrective actions have the published counts, and 31 complaints have one."""
    table = report.table("corrective-action")
    assert counts(table) == CORRECTIVE_ACTIONS
    assert table.total == 31


def test_one_root_cause_each(cases: list[casework.History]) -> None:
    """A complaint has one root cause, said again at every stage; 36 complaints have none."""
    causes = Counter(
        frozenset(event.values("root-cause") for event in case.events if event.name == "responded")
        for case in cases
    )
    without = sum(causes[none] for none in (frozenset(), frozenset({()})))
    assert without == 36
    assert all(len(found) <= 1 for found in causes)


def test_why_none(cases: list[casework.History]) -> None:
    """Of the 36 without, 24 are open, 3 were withdrawn and 9 are Housing Management's answers."""
    why: Counter[str] = Counter()
    for case in cases:
        names = [event.name for event in case.events]
        if "withdrawn" in names:
            why["withdrawn"] += 1
        elif "responded" not in names:
            why["open"] += 1
        elif not any(event.values("root-cause") for event in case.events):
            why[str(case.events[0].fact("service"))] += 1
    assert why == {"open": 24, "withdrawn": 3, "housing-management": 9}


def test_phone_from_july(cases: list[casework.History]) -> None:
    """Nobody phones before the line was opened in July 2020."""
    days = [case.events[0].on for case in cases if case.events[0].fact("channel") == "phone"]
    assert min(days) >= date(2020, 7, 1)


def test_synthetic(cases: list[casework.History]) -> None:
    """Every case says twice that it is invented."""
    for case in cases:
        assert case.events[0].fact("synthetic") == "true"
        assert all(event.case.startswith("SYN-") for event in case.events)


def test_something_of_everything(
    policy: casework.Policy, cases: list[casework.History], report: casework.Report
) -> None:
    """The caseload has cases late, on time, open, overdue, withdrawn and closed."""
    states = Counter(
        clock.state
        for case in cases
        for clock in casework.clocks(policy, case.events, QUARTERS.last)
    )
    assert set(states) == {"met", "missed", "running", "overdue", "void"}
    assert counts(report.table("cases"))["Open at the end"] > 0
    names = {event.name for case in cases for event in case.events}
    assert names == {
        "received",
        "acknowledged",
        "responded",
        "escalated",
        "withdrawn",
        "closed",
    }


def test_whole_policy(policy: casework.Policy, cases: list[casework.History]) -> None:
    """Under the whole policy, which came later, every case could happen and has the same clocks."""
    whole = casework.load_policy(HERE / "whole-policy.toml")
    for case in cases:
        assert casework.examine(whole, case.events).faults == ()
        before = casework.clocks(policy, case.events, QUARTERS.last)
        after = casework.clocks(whole, case.events, QUARTERS.last)
        assert [clock_record(clock) for clock in after] == [clock_record(each) for each in before]


def test_fresh() -> None:
    """The committed caseload is what its script makes, run as the README says."""
    command = [sys.executable, str(HERE / "make_cases.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_stale(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--check` tells a caseload that is missing or edited, and writing it again mends it."""
    main = script("kensington-and-chelsea/make_cases.py").main
    copy = tmp_path / "copy.jsonl"
    assert main(["--check", "-o", str(copy)]) == 1
    assert main(["-o", str(copy)]) == 0
    assert copy.read_bytes() == CASES.read_bytes()
    assert main(["--check", "-o", str(copy)]) == 0
    copy.write_bytes(copy.read_bytes()[:-1])
    assert main(["--check", "-o", str(copy)]) == 1
    assert capsys.readouterr().err.count("copy.jsonl is stale") == 2
