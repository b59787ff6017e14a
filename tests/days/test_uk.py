"""The calendars of the United Kingdom: their parts, their sources, and what is laid over them."""

from __future__ import annotations

import tomllib
from datetime import date
from importlib.metadata import version
from importlib.resources import files
from typing import Any

import holidays
import pytest

from casework import LimitError, uk_calendar
from casework.days import uk
from casework.days.steps import Step
from casework.days.uk import DIVISIONS, bank_holidays

PROCLAIMED = {date(2022, 9, 19), date(2023, 5, 8), date(2026, 6, 15)}
YEARS = set(range(2000, 2050))


@pytest.mark.parametrize("division", DIVISIONS)
def test_what_a_calendar_knows_of_itself(division: str) -> None:
    """A calendar knows its name, its revision, its ends, and how far days are proclaimed."""
    calendar = uk_calendar(division)
    assert calendar.name == division
    assert calendar.revision == f"uk 2026-11-23, holidays {version('holidays')}"
    assert (calendar.first, calendar.last) == (date(2000, 1, 1), date(2049, 12, 31))
    assert calendar.proclaimed_until == date(2028, 12, 31)
    assert calendar.weekend == {5, 6}
    assert calendar.closed == bank_holidays(division)
    assert {step.source for step in calendar.closed} == {f"bank holidays, {division}"}
    assert {step.what for step in calendar.closed} == {"closed"}
    assert [step.day for step in calendar.closed] == sorted({s.day for s in calendar.closed})


def test_a_plain_calendar_is_compiled_once() -> None:
    """Asking again for a plain division gives the same calendar, not another."""
    assert uk_calendar("wales") is uk_calendar("wales", weekend=[6, 5], closures={})
    assert uk_calendar("wales") is not uk_calendar("england")


@pytest.mark.parametrize(
    ("division", "day", "why"),
    [
        ("england", date(2026, 4, 6), "Easter Monday"),
        ("england-and-wales", date(2026, 4, 6), "Easter Monday"),
        ("any-part-of-uk", date(2026, 4, 6), "Easter Monday (England, Wales, Northern Ireland)"),
        ("any-part-of-uk", date(2026, 11, 30), "Saint Andrew's Day (Scotland)"),
        ("any-part-of-uk", date(2026, 12, 25), "Christmas Day"),
        (
            "any-part-of-uk",
            date(2023, 1, 2),
            (
                "New Year's Day (observed) (England, Wales, Northern Ireland);"
                " New Year Holiday; New Year's Day (observed) (Scotland)"
            ),
        ),
        ("scotland", date(2026, 4, 6), None),
        ("scotland", date(2026, 8, 31), None),
        ("england", date(2026, 12, 26), "Boxing Day"),  # a Saturday
        ("england", date(2026, 12, 27), "Sunday"),
    ],
)
def test_why_a_day_is_closed(division: str, day: date, why: str | None) -> None:
    """A joint calendar says which parts keep a day, where they do not all keep it alike."""
    assert uk_calendar(division).why_closed(day) == why


@pytest.mark.parametrize("division", ["GB", "UK", "", "united-kingdom", "ireland", 44])
def test_there_is_no_default_division(division: str) -> None:
    """A division that is not known is refused with all that are; none is assumed."""
    with pytest.raises(LimitError) as caught:
        uk_calendar(division)
    assert caught.value.text == str(division)
    assert all(f"'{known}'" in caught.value.expected for known in DIVISIONS)
    with pytest.raises(TypeError):
        uk_calendar()  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("division", "meant"),
    [
        ("Scottland", "scotland"),
        ("England", "england"),
        ("england-wales", "england-and-wales"),
        ("northern ireland", "northern-ireland"),
        ("any-part", "any-part-of-uk"),
        ("GB", None),
    ],
)
def test_a_misspelt_division_is_suggested(division: str, meant: str | None) -> None:
    """A division that is nearly right is answered with the right one."""
    with pytest.raises(LimitError) as caught:
        uk_calendar(division)
    assert caught.value.meant == meant


def test_closures_and_openings() -> None:
    """An authority's closed days have their reasons, its open days count, and both are kept."""
    closures = {date(2026, 12, 29): "Christmas closure", date(2026, 12, 25): "ours too"}
    opened = [date(2026, 4, 6), date(2026, 3, 7)]
    ours = uk_calendar("england", closures=closures, also_working=opened, name="ours")
    assert ours.name == "ours"
    assert ours.revision == uk_calendar("england").revision
    assert ours.proclaimed_until == date(2028, 12, 31)
    assert ours.why_closed(date(2026, 12, 29)) == "Christmas closure"
    assert ours.why_closed(date(2026, 12, 25)) == "Christmas Day"
    assert [ours.is_working_day(day) for day in opened] == [True, True]
    assert ours.between(date(2026, 3, 6), date(2026, 3, 8)) == 1
    assert not uk_calendar("england").is_working_day(date(2026, 4, 6))


def test_closures_with_their_own_source() -> None:
    """Closed days given as steps keep their source; days without one cite the list."""
    step = Step(date(2026, 12, 29), "closed", "Christmas closure", "Cabinet minute 12")
    ours = uk_calendar("wales", closures=[step])
    assert ours.skipped(date(2026, 12, 28), date(2026, 12, 29)) == (step,)
    plain = uk_calendar("wales", closures={step.day: step.why})
    assert plain.skipped(date(2026, 12, 28), step.day)[0].source == "calendar 'closures'"


def test_another_weekend() -> None:
    """A calendar can keep another weekend, or a name, and stays one of its division."""
    ours = uk_calendar("scotland", weekend={6})
    assert ours.is_working_day(date(2026, 3, 7))
    assert ours.why_closed(date(2026, 3, 8)) == "Sunday"
    assert ours.why_closed(date(2026, 6, 15)) is not None
    assert uk_calendar("scotland", name="library").name == "library"


@pytest.mark.parametrize("changed", ["closures", "also_working"])
def test_a_day_outside_the_table_cannot_be_changed(changed: str) -> None:
    """A closure or opening before the first or after the last day of the table is refused."""
    for day in (date(1999, 12, 31), date(2050, 1, 1)):
        with pytest.raises(LimitError, match="a day from 2000-01-01 to 2049-12-31"):
            uk_calendar("wales", **{changed: {day: "why"}})  # type: ignore[arg-type]


def test_a_day_is_either_closed_or_open() -> None:
    """The first day that is declared both closed and open is named."""
    closures = {date(2026, 12, day): "closure" for day in (29, 30, 31)}
    with pytest.raises(LimitError) as caught:
        uk_calendar("wales", closures=closures, also_working=[date(2026, 12, 31), min(closures)])
    assert caught.value.text == "2026-12-29"
    assert caught.value.expected == "a day either closed or working in 'wales', not both"


@pytest.mark.usefixtures("cold")
def test_an_older_release_loses_no_proclaimed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The days proclaimed for one year are laid over a source that lacks them."""
    known = holidays.country_holidays

    def older(*args: Any, **options: Any) -> dict[date, str]:
        return {day: why for day, why in known(*args, **options).items() if day not in PROCLAIMED}

    monkeypatch.setattr(holidays, "country_holidays", older)
    assert {step.day for step in bank_holidays("any-part-of-uk")} >= PROCLAIMED
    for part in ("england", "wales", "northern-ireland"):
        kept = {step.day for step in bank_holidays(part)} & PROCLAIMED
        assert kept == {date(2022, 9, 19), date(2023, 5, 8)}
    assert uk_calendar("england").why_closed(date(2023, 5, 8)) == "Coronation of King Charles III"
    assert not uk_calendar("scotland").is_working_day(date(2026, 6, 15))


@pytest.mark.usefixtures("cold")
def test_years_are_asked_for_all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The source is asked for each part and all its years, and never grows while it is read."""
    known, asked = holidays.country_holidays, []

    def watched(*args: Any, **options: Any) -> holidays.HolidayBase:
        asked.append(known(*args, **options))
        return asked[-1]

    monkeypatch.setattr(holidays, "country_holidays", watched)
    for division in DIVISIONS:
        uk_calendar(division)
    assert sorted(str(source.subdiv) for source in asked) == ["ENG", "NIR", "SCT", "WLS"]
    assert all(source.years == YEARS and not source.expand for source in asked)


@pytest.mark.usefixtures("cold")
def test_known_only_as_far_as_its_least_known_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """A joint calendar is proclaimed until the first of its parts is no longer."""
    table = tomllib.loads(files("casework").joinpath("data/uk.toml").read_text("utf-8"))
    table["division"]["scotland"]["proclaimed-until"] = date(2027, 12, 31)
    monkeypatch.setattr(uk, "_data", lambda: table)
    until = {division: uk_calendar(division).proclaimed_until for division in DIVISIONS}
    assert until["scotland"] == until["any-part-of-uk"] == date(2027, 12, 31)
    assert until["england-and-wales"] == until["northern-ireland"] == date(2028, 12, 31)
