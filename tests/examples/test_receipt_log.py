"""Every planned end of the CoSeLoG receipt log comes out of the policy's limit and the events.

The log is not part of the project: it is looked for beside the checkout, and without it these
tests are skipped.  What is expected is worked out here from the CSV, with nothing of casework.
"""

from __future__ import annotations

import csv
import statistics
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from math import ceil
from pathlib import Path

import pytest
from attrs import frozen

import casework

from .scripts import EXAMPLES, script

HERE = EXAMPLES / "receipt-log"
LOG = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "receipt.csv"
AS_OF = date(2013, 6, 30)
"""After every planned end."""

pytestmark = pytest.mark.skipif(not LOG.exists(), reason="the receipt log is not there")


@frozen
class Planned:
    """What the log says of one case: its days as printed, and whether it ended late."""

    start: date
    planned: date
    end: date | None
    late_by_instant: bool

    @property
    def extra(self) -> int:
        """How many days the planned end is later than 56 days after the start."""
        return (self.planned - self.start - timedelta(days=56)).days


@pytest.fixture(scope="module")
def log() -> Mapping[str, Planned]:
    """The cases of the log, read with csv and datetime only."""
    found = {}
    with LOG.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            start, planned = (
                datetime.fromisoformat(row[f"case:{name}"])
                for name in ("startdate", "enddate_planned")
            )
            end = datetime.fromisoformat(row["case:enddate"]) if row["case:enddate"] else None
            found[row["case:concept:name"]] = Planned(
                start.date(),
                planned.date(),
                end.date() if end else None,
                end is not None and end > planned,
            )
    return found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The events that the script makes of the log."""
    path = tmp_path_factory.mktemp("receipt-log") / "events.jsonl"
    assert script("receipt-log/make_events.py").main([str(LOG), "-o", str(path)]) == 0
    return path


@pytest.fixture(scope="module")
def policy() -> casework.Policy:
    """The policy of the example."""
    return casework.load_policy(HERE / "policy.toml")


@pytest.fixture(scope="module")
def cases(policy: casework.Policy, made: Path) -> Mapping[str, tuple[casework.Event, ...]]:
    """The history of each case, as the package reads it, with no fault."""
    with made.open("rb") as stream:
        found = list(casework.histories(policy, casework.read_events(stream)))
    assert [fault for case in found for fault in case.faults] == []
    return {case.events[0].case: case.events for case in found}


@pytest.fixture(scope="module")
def clocks(
    policy: casework.Policy, cases: Mapping[str, tuple[casework.Event, ...]]
) -> Mapping[str, casework.Clock]:
    """The decision clock of each case, after every planned end."""
    found = {}
    for ref, events in cases.items():
        (found[ref],) = casework.clocks(policy, events, AS_OF)
    return found


def test_log(log: Mapping[str, Planned]) -> None:
    """The log has 1,434 cases, 1,329 of them ended; planned is 56 days on in 1,091."""
    assert len(log) == 1434
    assert sum(case.end is not None for case in log.values()) == 1329
    extra = Counter(case.extra for case in log.values())
    assert (extra[0], extra[42]) == (1091, 55)
    assert sum(count for days, count in extra.items() if days > 0) == 55 + 262
    assert sum(count for days, count in extra.items() if days < 0) == 26
    assert (min(extra), max(extra)) == (-51, 413)


def test_every_due_day(log: Mapping[str, Planned], clocks: Mapping[str, casework.Clock]) -> None:
    """Each of the 1,434 due days is the day on which the log plans the end."""
    found = {ref: (clock.started, clock.due) for ref, clock in clocks.items()}
    assert found == {ref: (case.start, case.planned) for ref, case in log.items()}


def test_by_the_limit_alone(
    log: Mapping[str, Planned],
    cases: Mapping[str, tuple[casework.Event, ...]],
    clocks: Mapping[str, casework.Clock],
) -> None:
    """In 1,091 cases no event moves the due day: it is the start and the limit."""
    plain = {
        ref
        for ref, events in cases.items()
        if not {event.name for event in events} & {"extended", "promised"}
    }
    assert len(plain) == 1091
    assert plain == {ref for ref, case in log.items() if case.extra == 0}
    for ref in plain:
        assert [step.what for step in clocks[ref].reckoning.steps] == ["start", "counted"]


def test_by_a_written_extension(
    log: Mapping[str, Planned],
    cases: Mapping[str, tuple[casework.Event, ...]],
    clocks: Mapping[str, casework.Clock],
) -> None:
    """In 55 cases an extension by 42 days is written and gives the planned end."""
    extended = {
        ref
        for ref, events in cases.items()
        for event in events
        if event.name == "extended" and event.fact("by") == "42 days"
    }
    assert len(extended) == 55
    assert extended == {ref for ref, case in log.items() if case.extra == 42}
    for ref in extended:
        assert (clocks[ref].due - clocks[ref].started).days == 56 + 42


def test_by_a_written_day(
    log: Mapping[str, Planned], cases: Mapping[str, tuple[casework.Event, ...]]
) -> None:
    """The other planned ends are written as days: 262 extensions and 26 promises."""
    until = {
        (ref, event.name, event.fact("until"))
        for ref, events in cases.items()
        for event in events
        if event.fact("until") is not None
    }
    assert Counter(name for _, name, _ in until) == {"extended": 262, "promised": 26}
    assert until == {
        (ref, "extended" if case.extra > 0 else "promised", str(case.planned))
        for ref, case in log.items()
        if case.extra not in (0, 42)
    }


def test_ended_late(log: Mapping[str, Planned], clocks: Mapping[str, casework.Clock]) -> None:
    """Missed are exactly the 322 cases that ended after their planned day."""
    missed = {ref for ref, clock in clocks.items() if clock.state == "missed"}
    late = {ref for ref, case in log.items() if case.end is not None and case.end > case.planned}
    assert missed == late
    assert len(missed) == 322
    met = {ref for ref, clock in clocks.items() if clock.state == "met"}
    assert met == {ref for ref, case in log.items() if case.end is not None} - late
    assert len(met) == 1007
    for ref in missed:
        assert clocks[ref].late_by == ((log[ref].end or AS_OF) - log[ref].planned).days


def test_late_by_the_instant(log: Mapping[str, Planned]) -> None:
    """By the instant 389 ended late: the same 322, and 67 later on the planned day itself."""
    by_instant = {ref for ref, case in log.items() if case.late_by_instant}
    by_day = {ref for ref, case in log.items() if case.end is not None and case.end > case.planned}
    assert len(by_instant) == 389
    assert by_day < by_instant
    assert len(by_instant - by_day) == 67
    assert all(log[ref].end == log[ref].planned for ref in by_instant - by_day)


def test_never_ended(log: Mapping[str, Planned], clocks: Mapping[str, casework.Clock]) -> None:
    """The 105 cases without an end are overdue once their planned end has passed."""
    overdue = {ref for ref, clock in clocks.items() if clock.state == "overdue"}
    assert overdue == {ref for ref, case in log.items() if case.end is None}
    assert len(overdue) == 105


def test_report(policy: casework.Policy, cases: Mapping[str, tuple[casework.Event, ...]]) -> None:
    """The report counts 1,434 received, 1,329 done, and 1,007 of 1,329 in time."""
    period = casework.Period(date(2010, 10, 1), AS_OF)
    report = casework.report(policy, cases.values(), period)
    received, done, still_open = (line.now.count for line in report.table("cases").lines)
    assert (received, done, still_open) == (1434, 1329, 105)
    (line,) = report.table("on-time").lines
    assert (line.now.count, line.now.of) == (1007, 1329)


def test_confirmations(
    cases: Mapping[str, tuple[casework.Event, ...]], capsys: pytest.CaptureFixture[str]
) -> None:
    """1,295 of 1,300 confirmations were sent while the case was open; the rest are listed."""
    sent = [event for events in cases.values() for event in events if "sent" in event.name]
    assert len(sent) == 1295
    assert script("receipt-log/make_events.py").main([str(LOG)]) == 0
    printed = capsys.readouterr()
    assert len(printed.out.splitlines()) == 4401
    left_out, (total,) = printed.err.splitlines()[:-1], printed.err.splitlines()[-1:]
    assert [line.split(": ")[1] for line in left_out] == [
        "case-4555",
        "case-4677",
        "case-5704",
        "case-6644",
        "case-8969",
    ]
    assert total == "1,434 cases, 4,401 events"


@pytest.fixture(scope="module")
def facts() -> Mapping[str, Mapping[str, str]]:
    """What the log says of each case, read with csv only."""
    with LOG.open(encoding="utf-8", newline="") as stream:
        return {row["case:concept:name"]: row for row in csv.DictReader(stream)}


def weekdays(start: date, end: date) -> int:
    """The Mondays to Fridays after a day, up to and with another, counted one by one."""
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(day.weekday() < 5 for day in days)


@pytest.mark.parametrize("axis", ["channel", "department"])
def test_by_channel_and_department(
    axis: str,
    policy: casework.Policy,
    cases: Mapping[str, tuple[casework.Event, ...]],
    log: Mapping[str, Planned],
    facts: Mapping[str, Mapping[str, str]],
) -> None:
    """On time, average, median and 90th percentile of each are what statistics makes of the CSV."""
    period = casework.Period(date(2010, 10, 1), AS_OF)
    report = casework.report(policy, cases.values(), period, splits=[axis])
    in_time: dict[str, list[bool]] = {}
    took: dict[str, list[int]] = {}
    for ref, case in log.items():
        if case.end is not None:
            value = facts[ref][f"case:{axis}"]
            in_time.setdefault(value, []).append(case.end <= case.planned)
            took.setdefault(value, []).append(weekdays(case.start, case.end))
    on_time = {line.key[-1]: line.now for line in report.table(f"on-time-by-{axis}").lines}
    assert {value: (each.count, each.of) for value, each in on_time.items() if each.of} == {
        value: (sum(met), len(met)) for value, met in in_time.items()
    }
    spreads = {
        line.key[-1]: line.now.spread for line in report.table(f"days-to-end-by-{axis}").lines
    }
    assert set(spreads) == set(took)
    for value, days in took.items():
        spread = spreads[value]
        assert spread is not None
        ranked = sorted(days)
        assert spread.count == len(days)
        assert float(spread.average or 0) == pytest.approx(statistics.mean(days), abs=0.005001)
        assert float(spread.median or 0) == statistics.median(days)
        assert spread.percentile(90) == ranked[ceil(0.9 * len(days)) - 1]


def test_all_of_them(
    policy: casework.Policy,
    cases: Mapping[str, tuple[casework.Event, ...]],
    log: Mapping[str, Planned],
) -> None:
    """Over all 1,329 that ended, average and percentiles are what statistics makes of the CSV."""
    period = casework.Period(date(2010, 10, 1), AS_OF)
    (line,) = casework.report(policy, cases.values(), period).table("days-to-end").lines
    days = [weekdays(case.start, case.end) for case in log.values() if case.end is not None]
    spread = line.now.spread
    assert spread is not None
    assert (spread.count, spread.longest) == (1329, max(days))
    assert float(spread.average or 0) == pytest.approx(statistics.mean(days), abs=0.005001)
    assert float(spread.median or 0) == statistics.median(days)
    assert spread.percentile(90) == sorted(days)[ceil(0.9 * 1329) - 1]
