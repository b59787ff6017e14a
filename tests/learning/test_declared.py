"""Measures that a policy defines, its splits, its ombudsman casework and its tree of services."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import LimitError, Period, parse_policy, report
from casework.learning.measures import Key
from casework.learning.report import report_of
from casework.learning.sightings import Sighting
from casework.learning.standard import measures_of, split
from casework.learning.tally import Tally
from casework.learning.titles import Titles
from casework.learning.units import SIGHTINGS
from casework.rules.measures import Unit

from .caseloads import POLICY, QUARTER, TEXT, Told, caseloads, figures
from .rich import MORE, RICH, SOME, case

FOUND = report(RICH, SOME, QUARTER)


def test_several_lines_in_one_table() -> None:
    """A measure of several lines has each under its own title, out of its own whole."""
    assert figures(FOUND, "stage-two") == {"Answered": (1, None), "Upheld": (0, 1)}
    measure = FOUND.table("stage-two").measure
    assert measure.counts == (
        "answers with procedure 'corporate' and level '2';"
        " answers with level '2' and outcome of any kind but not with outcome 'not-ours'"
        " and with outcome 'upheld'"
    )
    assert measure.of == (
        "answers with level '2' and outcome of any kind but not with outcome 'not-ours'"
    )
    assert measure.dated_by == "the day of the answer"
    assert measure.note == "As the panel asked."


def test_bands() -> None:
    """What is done falls into the first band within which it was done, or after them all."""
    assert figures(FOUND, "bands") == {
        "1 month": (5, 7),
        "5 working days": (2, 7),
    }
    late = case("L\n2026-03-02 received\n2026-05-20 responded outcome=upheld")
    assert figures(report(RICH, [late], QUARTER), "bands") == {"Later": (1, 1)}


def test_an_issue_is_counted_when_it_was_raised() -> None:
    """An issue from before the period is none of its issues, however the case goes on."""
    early = case(
        "M\n2026-03-30 received\n2026-03-31 issue-raised issue=1\n2026-04-07 issue-raised issue=2"
    )
    found = figures(report(RICH, [early], QUARTER), "findings")
    assert sum(count for count, _ in found.values()) == 1


def test_no_band_for_what_took_no_time() -> None:
    """What is not done has no time that it took, and no band."""
    (measure,) = (each for each in measures_of(RICH) if each.id == "bands")
    (part,) = measure.parts
    (sighting,) = (each for each in sightings("case", SOME[4]))
    calendar = RICH.calendars["default"]
    assert [each.key for each in part.observed(sighting, calendar, {}, days=True)] == [("",)]


def sightings(unit: Unit, told: Told) -> list[Sighting]:
    """The sightings of a unit in a case."""
    record = Tally.empty(RICH, QUARTER).record(told)
    assert record is not None
    return list(SIGHTINGS[unit](record, QUARTER))


def test_days_by_a_fact() -> None:
    """A measure of days gives, of each line, the days that its things took."""
    lines = {line.title: line.now for line in FOUND.table("late-days").lines}
    spread = lines["Roads"].spread
    assert spread is not None
    assert (lines["Roads"].count, spread.took) == (4, ((3, 1), (20, 1), (22, 1)))


def test_events_and_issues() -> None:
    """Events are counted by name, and issues by what was found."""
    assert figures(FOUND, "named") == {"Extensions": (1, None)}
    assert figures(FOUND, "findings") == {"upheld": (1, None), "none": (1, None)}


def test_a_series_by_quarter() -> None:
    """A measure whose lines end with a time is a series, and has nothing beside it."""
    assert figures(FOUND, "quarters") == {
        "Level 1: April to June 2026": (8, None),
        "Level 2: April to June 2026": (1, None),
    }
    assert FOUND.table("quarters").measure.series


def test_by_year() -> None:
    """A thing is counted in the year of its day, and in no value of what it has not."""
    (sighting, *_) = sightings("case", SOME[0])
    assert sighting.values("year") == ("2026",)
    assert sighting.values("nothing") == ()


def test_an_id_of_a_standard_measure_is_refused() -> None:
    """A policy cannot give a standard measure another meaning."""
    policy = parse_policy(
        TEXT + '\n[[measure]]\nid = "cases"\ntitle = "Mine"\nline = [{ unit = "case" }]\n'
    )
    with pytest.raises(LimitError, match="no standard measure"):
        measures_of(policy)


def test_ombudsman_casework() -> None:
    """Of three cases one was taken on, upheld and complied with, and one referred back."""
    assert figures(FOUND, "ombudsman") == {
        "Received": (3, None),
        "Taken on, of those received": (1, 3),
        "Referred back, of those received": (1, 3),
        "Decided": (2, None),
        "Upheld, of those decided": (1, 2),
        "Upheld, of those investigated": (1, 1),
        "Complied with, of those upheld": (1, 1),
    }
    decided = figures(FOUND, "decision-decided")
    assert decided == {"Upheld": (1, 2), "Already put right": (1, 2), "Not upheld": (1, 2)}


def test_two_ombudsmen_are_told_apart() -> None:
    """Where there are two ombudsmen, each line says whose it is."""
    at = MORE.index('[[procedure]]\nid = "lgsco"')
    other = MORE[at : MORE.index("[taxonomy.decision]")].replace('"lgsco"', '"hos"', 1)
    policy = parse_policy(
        TEXT
        + MORE.replace('not-investigated = "not-ours"\n', "").replace("not-ours", "upheld")
        + other.replace("Ombudsman", "Housing", 1)
    )
    titles = [line.title for line in report(policy, [], QUARTER).table("ombudsman").lines]
    assert "Ombudsman: Received" in titles
    assert "Housing: Received" in titles


def test_roll_up_over_parents() -> None:
    """A code counts where it is part of another, once; one given up counts as its heir."""
    assert figures(FOUND, "service") == {"Housing": (2, 6), "Repairs": (1, 6), "Roads": (4, 6)}
    table = FOUND.table("service")
    assert [line.depth for line in table.lines] == [0, 1, 0]
    assert (table.total, table.codes) == (6, 6)


def test_upheld_of_those_investigated() -> None:
    """What was never looked into is left out of the whole, and in part is upheld too."""
    found = figures(FOUND, "upheld")
    assert found["Corporate complaints: Stage one"] == (1, 3)
    assert found["Corporate complaints: Stage two"] == (1, 1)


def test_by_strength() -> None:
    """Promise and law stand side by side where a procedure has both."""
    assert figures(FOUND, "on-time-by-strength")["Corporate complaints: code"] == (1, 1)
    assert figures(FOUND, "on-time-by-strength")["Corporate complaints: statutory"] == (1, 1)


def test_only_some_cases() -> None:
    """Cases are chosen by procedure, kind, or fact; a code stands for what is part of it."""
    for only, received in (
        ({"procedure": ("lgsco",)}, 3),
        ({"kind": ("complaint",)}, 6),
        ({"service": ("housing",)}, 2),
        ({"service": ("roads",), "kind": ("complaint",)}, 3),
        ({"service": ("none",)}, 0),
    ):
        found = report(RICH, SOME, QUARTER, only=only)
        assert figures(found, "cases")["Received"] == (received, None)


@given(caseloads(), st.sampled_from(["channel", "level", "kind"]))
def test_a_split_sums_to_the_measure(cases: list[Told], name: str) -> None:
    """The values of a trait or fact, and what has none, sum to the measure that they split."""
    whole = [each for each in measures_of(POLICY) if each.shows == "counts"]
    parts = [split(each, name) for each in whole]
    tally = Tally.empty(POLICY, QUARTER, [*whole, *parts])
    for each in cases:
        tally.add(tally.record(each))
    for measure, part in zip(whole, parts, strict=True):
        for counter in (tally.counts, tally.wholes):
            sums: dict[Key, int] = {}
            for (ident, key), count in counter.items():
                if ident == part.id:
                    sums[key[:-1]] = sums.get(key[:-1], 0) + count
            mine = {key: n for (ident, key), n in counter.items() if ident == measure.id}
            assert {k: n for k, n in sums.items() if n} == {k: n for k, n in mine.items() if n}


@given(caseloads())
def test_months_sum_to_the_period(cases: list[Told]) -> None:
    """What came in and what was done month by month is what came in and was done in all."""
    found = report(POLICY, cases, QUARTER)
    sums = {"received": 0, "done": 0, "open": 0}
    for line in found.table("by-month").lines:
        sums[line.key[0]] += line.now.count
    totals = {line.key[0]: line.now.count for line in found.table("cases").lines}
    assert (sums["received"], sums["done"]) == (totals["received"], totals["done"])


@given(caseloads())
def test_the_end_of_the_last_month_is_the_end(cases: list[Told]) -> None:
    """What is open at the end of the last month is what is open at the end of the period."""
    found = report(POLICY, cases, QUARTER)
    last = sum(
        line.now.count for line in found.table("by-month").lines if line.key == ("open", "2026-06")
    )
    assert last == figures(found, "cases")["Open at the end"][0]


def test_a_month_end_is_as_the_case_stood() -> None:
    """A case overdue at the end of April and answered in May is overdue in April only."""
    told = case("A\n2026-04-01 received service=roads\n2026-05-20 responded outcome=upheld")
    assert figures(report(RICH, [told], QUARTER), "overdue-by-month") == {
        "Corporate complaints: Stage one: April 2026": (1, 1)
    }


def test_the_span_directly_before() -> None:
    """A quarter stands beside the quarter before, a year beside none but the year before."""
    early = case("Z\n2026-02-02 received service=roads")
    found = report(RICH, [early, *SOME], QUARTER)
    assert found.previous == Period(date(2026, 1, 1), date(2026, 3, 31))
    (line, *_) = found.table("cases").lines
    assert line.previous is not None
    assert line.previous.count == 1
    year = Period(date(2025, 7, 1), date(2026, 6, 30))
    assert report(RICH, [early], year).previous is None


def test_a_tally_without_a_split_has_its_own_lines_only() -> None:
    """A report of a tally has a table for each of its measures, and the supplied ones."""
    tally = Tally.empty(RICH, QUARTER)
    assert {"cases", "homes", "per-1000"} <= {each.measure.id for each in report_of(tally).tables}


def test_what_upheld_means() -> None:
    """Upheld means what the policy says; without any such outcome there is no such measure."""
    stated = parse_policy(TEXT + '[report]\nupheld = "not-upheld"\n')
    (measure,) = (each for each in measures_of(stated) if each.id == "upheld")
    assert measure.counts == "answers whose outcome is 'Not upheld'"
    other = TEXT.replace('{ id = "upheld", title = "Upheld" }, ', "")
    ids = [each.id for each in measures_of(parse_policy(other))]
    assert "outcomes" in ids
    assert "upheld" not in ids


def test_titles_of_what_is_not_recorded() -> None:
    """A stage that is not recorded, or that no policy has, is called so."""
    titles = Titles.of(RICH)
    assert titles.value("stage", "") == "Not recorded"
    assert titles.value("stage", "stage-9") == "stage-9"
    assert titles.value("clock", "by-law") == "by-law (statutory)"
