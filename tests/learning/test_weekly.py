"""What departments are told each week."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from casework import Event, Fault, clocks, examine, parse_policy
from casework.learning.weekly import Item, Weekly, weekly
from casework.prose.weekly import cells_of, weekly_in_html, weekly_in_markdown

from .caseloads import POLICY, TEXT, Told, caseloads, told
from .rich import RICH, case
from .test_report import EARLIER, LIMITED

MONDAY = date(2026, 6, 1)


def of(cases: list[Told], day: date = MONDAY, by: str | None = None) -> Weekly:
    """The weekly status of cases that can all be reckoned."""
    faults: list[Fault] = []
    found = weekly(RICH, cases, day, faults, by=by)
    assert faults == []
    return found


CASES = [
    case("late\n2026-05-04 received service=roads\n2026-05-05 acknowledged"),
    case("due\n2026-05-22 received service=roads\n2026-05-25 acknowledged"),
    case("last\n2026-05-25 received service=roads\n2026-05-26 acknowledged"),
    case("later\n2026-05-26 received\n2026-05-27 acknowledged\n2026-05-28 paused"),
    case(
        "done\n2026-05-01 received service=roads\n2026-05-05 responded outcome=upheld\n"
        "2026-05-06 closed"
    ),
    case("none\n2026-06-08 received"),
    case(
        "reminded\n2025-12-08 received service=housing\n2025-12-09 responded outcome=upheld\n"
        "2025-12-10 escalated"
    ),
]


def section(items: tuple[Item, ...]) -> list[tuple[str, str, str]]:
    """Items as the section, the case and the clock."""
    return [(item.section, item.clock.case, item.clock.clock) for item in items]


def test_sections() -> None:
    """Overdue before due this week before what to be reminded of before what is due later."""
    found = of(CASES)
    assert (found.day, found.until) == (MONDAY, date(2026, 6, 7))
    assert section(found.departments["Roads"]) == [
        ("overdue", "late", "response"),
        ("due", "due", "response"),
        ("later", "last", "response"),
    ]
    assert section(found.departments["Housing"]) == [
        ("overdue", "reminded", "response"),
        ("reminder", "reminded", "by-law"),
    ]
    assert section(found.departments["Not recorded"]) == [("later", "later", "response")]
    assert list(found.departments) == ["Housing", "Roads", "Not recorded"]
    assert found.counts(found.items) == {"overdue": 2, "due": 1, "reminder": 1, "later": 2}


def test_by_another_fact_or_none() -> None:
    """Departments are by the fact that is asked for; without any there is one of all."""
    assert list(of(CASES, by="channel").departments) == ["Not recorded"]
    text = "\n".join(weekly_in_markdown(weekly(POLICY, [(), CASES[0]], MONDAY, [])))
    assert "## Cases" in text
    assert "Departments" not in text
    assert "| All | 1 | 0 | 0 | 0 |" in text


@given(caseloads(), st.dates(date(2025, 2, 1), date(2026, 7, 31)))
def test_every_open_clock_is_in_one_section(cases: list[Told], day: date) -> None:
    """Each clock owed and not stopped on the day is listed once, and nothing else is."""
    found = weekly(POLICY, cases, day, [])
    expected = [
        (clock.case, clock.stage, clock.clock, clock.due)
        for each in cases
        if each[0].on <= day
        for clock in clocks(POLICY, each, day)
        if clock.owed and clock.state in {"running", "paused", "overdue"}
    ]
    listed = [(i.clock.case, i.clock.stage, i.clock.clock, i.clock.due) for i in found.items]
    assert sorted(listed) == sorted(expected)
    for item in found.items:
        late, soon = item.clock.state == "overdue", item.clock.due <= day + timedelta(days=6)
        assert (item.section == "overdue") is late
        assert (item.section == "due") is (soon and not late)


def test_what_cannot_be_reckoned() -> None:
    """A case that cannot be reckoned is a fault, and the others are listed."""
    faults: list[Fault] = []
    found = weekly(LIMITED, [EARLIER, told("x\n2026-05-04 received")], MONDAY, faults)
    assert {item.clock.case for item in found.items} == {"x"}
    assert [fault.place for fault in faults] == ["earlier"]


def test_in_markdown() -> None:
    """What is overdue stands in bold; a department with nothing to do is told so."""
    text = "\n".join(weekly_in_markdown(of(CASES)))
    assert text.startswith("# Test Borough Council: weekly status\n\nAs of Monday 1 June 2026,")
    assert "| **late** | **Corporate complaints: Stage one** | **Response** |" in text
    assert "**overdue by 10 working days**" in text
    assert "| reminded | Corporate complaints: Stage two | by-law |" in text
    assert "running; reminder on " in text
    assert "## Not recorded\n\nNothing is overdue, due or to be reminded of." in text
    assert "| All | 2 | 1 | 1 | 2 |" in text


def test_cells() -> None:
    """An item says how late it is in the unit of its clock, and when to be reminded."""
    late = of([CASES[0]], date(2026, 5, 19)).items[0]
    assert cells_of(late)[-1] == "overdue by 1 working day"
    by_law = case("L\n2026-04-01 received procedure=lgsco")
    assert cells_of(of([by_law], date(2026, 5, 4)).items[0])[-1] == "overdue by 3 days"
    assert cells_of(of([CASES[3]]).items[0])[-1] == "paused"


def test_in_html() -> None:
    """The page has a row for each department and highlights what is overdue."""
    page = weekly_in_html(of(CASES))
    assert page.startswith("<!doctype html>")
    assert '<tr class="overdue"><th scope="row">late</th>' in page
    assert "Nothing is overdue, due or to be reminded of." in page
    assert page.count("<h1>") == 1


def test_a_day_that_may_move() -> None:
    """A due day that rests on holidays not yet proclaimed is said to be provisional."""
    first = "first = 2024-01-01\nlast = 2027-12-31"
    policy = parse_policy(TEXT.replace(first, 'division = "england-and-wales"'))
    event = Event("P", "received", date(2028, 12, 20))
    cases = [examine(policy, [event]).events]
    found = weekly(policy, cases, date(2028, 12, 27), [])
    assert [cells_of(item)[-1] for item in found.items] == ["running", "running; provisional"]
