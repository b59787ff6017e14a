"""What no policy looks like is said by place and line, with what was meant."""

from __future__ import annotations

import pytest

from tests.policies import CALENDAR, HEAD, procedure, stage, text

from .wrong import RESPONSE, STAGE_1, Cases, calendar, found, marked, more, one_clock, one_stage

SHAPE: Cases = {
    "an unknown key": (
        one_clock("handeler = 'x' #!"),
        [(f"{RESPONSE}.handeler", "unknown key", None)],
    ),
    "a misspelt key": (
        one_clock("titel = 'x' #!"),
        [(f"{RESPONSE}.titel", "unknown key", "title")],
    ),
    "an unknown table": (more("[proceedure] #!"), [("proceedure", "unknown key", "procedure")]),
    "a misspelt unit": (
        one_clock(limit='"10 workng days" #!'),
        [(f"{RESPONSE}.limit", "found '10 workng days'", "10 working days")],
    ),
    "a limit of another language": (
        one_clock(limit='"dix jours" #!'),
        [(f"{RESPONSE}.limit", "found 'dix jours'", None)],
    ),
    "a number for a limit": (one_clock(limit="10 #!"), [(f"{RESPONSE}.limit", "found '10'", None)]),
    "an array for a limit": (
        one_clock(rest='extension.by = ["3 days"] #!'),
        [(f"{RESPONSE}.extension.by", "found an array", None)],
    ),
    "a table for a limit": (
        one_clock(limit='{ is = "3 days" } #!'),
        [(f"{RESPONSE}.limit", "found a table", None)],
    ),
    "limits without dates": (
        one_clock(limit='["3 days"] #!'),
        [(f"{RESPONSE}.limit", "found '3 days'", None)],
    ),
    "a dated limit that is not said": (
        one_clock(limit="[\n  { from = 2026-01-01 }, #!\n]"),
        [(f"{RESPONSE}.limit[0].is", "is missing", None)],
    ),
    "dated limits each with its fault": (
        one_clock(
            limit="""[
              { is = "3 day", to = 2026-01-01 }, #!
              { is = "4 days", form = 2026-01-02 }, #!
            ]"""
        ),
        [
            (f"{RESPONSE}.limit[0].is", "found '3 day'", "3 days"),
            (f"{RESPONSE}.limit[1].form", "unknown key", "from"),
        ],
    ),
    "dated limits that overlap": (
        one_clock(
            limit="""[ #!
              { is = "3 days", to = 2026-01-01 },
              { is = "4 days", from = 2026-01-01 },
            ]"""
        ),
        [
            (
                f"{RESPONSE}.limit",
                "found the limit until 2026-01-01 and from 2026-01-01",
                None,
            )
        ],
    ),
    "a misspelt word of a list": (
        one_clock("ends = 'next-workingday' #!"),
        [(f"{RESPONSE}.ends", "found 'next-workingday'", "next-working-day")],
    ),
    "a number for text": (one_clock("title = 3 #!"), [(f"{RESPONSE}.title", "found '3'", None)]),
    "a truth for text": (one_clock("title = true #!"), [(f"{RESPONSE}.title", "found true", None)]),
    "empty text": (one_clock("title = ' ' #!"), [(f"{RESPONSE}.title", "found empty text", None)]),
    "text for a truth": (
        more("[source.other]\ntitle = 'Other'\nconfirmed = 'yes' #!"),
        [("source.other.confirmed", "found 'yes'", None)],
    ),
    "a table for an array": (
        one_stage("milestones = { a = 1 } #!"),
        [(f"{STAGE_1}.milestones", "found a table", None)],
    ),
    "text for a table": (
        procedure(stage("stage-1"), rest="needs = 'outcome' #!") + HEAD + CALENDAR,
        [("procedure[corporate].needs", "found 'outcome'", None)],
    ),
    "an array for a table": (
        text(procedure(stage("stage-1"), rest="source = ['policy'] #!")),
        [("procedure[corporate].source", "found an array", None)],
    ),
    "text for a table of tables": (
        "source = 'policy' #!\n"
        + text(procedure(stage("stage-1"))).replace(
            '[source.policy]\ntitle = "Complaints Policy"', ""
        ),
        [("source", "found 'policy'", None)],
    ),
    "a datetime for a day": (
        more("[source.other]\ntitle = 'Other'\nchecked = 2026-03-02T10:00:00 #!"),
        [("source.other.checked", "found '2026-03-02 10:00:00'", None)],
    ),
    "text for a day": (
        more("[source.other]\ntitle = 'Other'\nchecked = '2026-03-02' #!"),
        [("source.other.checked", "found '2026-03-02'", "2026-03-02")],
    ),
    "30 February as text": (
        calendar("division = 'wales'\nclosures = [{ day = '2026-02-30', why = 'x' }] #!"),
        [("calendar.closures[0].day", "found '2026-02-30'", None)],
    ),
    "no time of day": (
        calendar("division = 'wales'\nreceipt = { cut-off = '5pm' } #!"),
        [("calendar.receipt.cut-off", "found '5pm'", None)],
    ),
    "a time of day elsewhere": (
        calendar("division = 'wales'\nreceipt = { cut-off = '17:00+01:00' } #!"),
        [("calendar.receipt.cut-off", "found '17:00+01:00'", None)],
    ),
    "a number in quotes": (
        one_clock('extension = { times = "2" } #!'),
        [(f"{RESPONSE}.extension.times", "found '2'", None)],
    ),
    "a truth for a number": (
        one_clock("extension = { times = true } #!"),
        [(f"{RESPONSE}.extension.times", "found true", None)],
    ),
    "a condition of no kind": (
        one_clock("when = { issues = {} } #!"),
        [(f"{RESPONSE}.when.issues", "found an empty table", None)],
    ),
    "a condition that nothing meets": (
        one_clock("when = { service = [] } #!"),
        [(f"{RESPONSE}.when.service", "found an empty list", None)],
    ),
    "a misspelt condition": (
        one_clock("when = { issues = { at-leats = 2 } } #!"),
        [(f"{RESPONSE}.when.issues", "found 'at-leats'", "at-least")],
    ),
    "a condition of numbers in a list": (
        one_clock("when = { issues = [2, 3] } #!"),
        [(f"{RESPONSE}.when.issues", "found '2'", None)],
    ),
    "a table too few": (
        CALENDAR + procedure(stage("stage-1")),
        [("policy", "is missing", None)],
    ),
    "a key too few": (
        more("[source.other] #!"),
        [("source.other.title", "is missing", None)],
    ),
}


@pytest.mark.parametrize("name", SHAPE)
def test_faults_of_shape(name: str) -> None:
    """What no policy looks like is a fault on its line, with what was expected."""
    source, wrong = SHAPE[name]
    assert found(source) == marked(source, wrong)
