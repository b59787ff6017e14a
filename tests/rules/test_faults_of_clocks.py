"""Clocks that share an id, or stand side by side, must fit together."""

from __future__ import annotations

import pytest

from casework import parse_policy
from tests.policies import OUTCOMES, clock, procedure, stage, text

from .wrong import RESPONSE, Cases, Wrong, found, marked, one_clock


def clocks(*rests: str, rest: str = "") -> str:
    """A policy with a stage of clocks that share an id, each saying something more."""
    rows = [clock(rest=each) for each in rests]
    return text(procedure(stage("stage-1", *rows)), rest)


def side_by_side(mine: str, kind: str, other: str, other_kind: str, **given: str) -> str:
    """A policy with two clocks beside each other that start and stop together."""
    return text(
        procedure(
            stage(
                "stage-1",
                clock(limit=f'"{mine}" #!', kind=kind),
                clock("bound", limit=f'"{other}"', kind=other_kind, **given),
            )
        )
    )


GIVEN_TWICE = "clock 'response' is given 2 times"
ALWAYS = f"{GIVEN_TWICE} and this one always holds"
LIMIT = f"{RESPONSE}.limit"
THREE = OUTCOMES.replace(
    '[{ id = "upheld"', '[{ id = "in-part", title = "In part" }, { id = "upheld"'
)

CLOCKS: Cases = {
    "another start that never happens": (
        one_clock('either = [{ starts = "lgged", limit = "5 days" }] #!'),
        [(f"{RESPONSE}.either[0].starts", "'lgged' never happens in stage-1", None)],
    ),
    "another limit of nothing": (
        one_clock('either = [{ limit = "0 days" }] #!'),
        [(f"{RESPONSE}.either[0].limit", "found '0 days'", None)],
    ),
    "a range that is empty": (
        one_clock("when = { issues = { at-least = 5, at-most = 3 } } #!"),
        [(f"{RESPONSE}.when.issues", "no number is at least 5 and at most 3", None)],
    ),
    "a clock under conditions and otherwise": (
        clocks(
            "when = { issues = { at-most = 3 } }",
            "when = { issues = { at-least = 4 } }\notherwise = true #!",
        ),
        [(f"{RESPONSE}.otherwise", "holds both under conditions and otherwise", None)],
    ),
    "an extension on nobody's word": (
        one_clock('extension = { source = { ref = "polcy" } } #!'),
        [(f"{RESPONSE}.extension.source.ref", "no source 'polcy'", "policy")],
    ),
    "a key that cannot be read in several ways": (
        one_clock('contested = { start = ["acknowledged"] } #!'),
        [(f"{RESPONSE}.contested.start", "'start' is not read in several ways", "starts")],
    ),
    "a reminder after the due day": (
        one_clock('reminders = ["2 days", "-1 day"] #!'),
        [(f"{RESPONSE}.reminders[1]", "found '-1 day'", None)],
    ),
    "two clocks of one id": (
        clocks("", "").replace("clock]]", "clock]] #!"),
        [(RESPONSE, ALWAYS, None), (RESPONSE, GIVEN_TWICE, None)],
    ),
    "an alternative to nothing": (
        one_clock("otherwise = true #!"),
        [(f"{RESPONSE}.otherwise", "there is nothing else", None)],
    ),
    "clocks for the same value": (
        clocks(
            'when = { service = ["a", "b"] }',
            'when = { service = ["b", "c"] } #!',
            "otherwise = true",
        ),
        [
            (
                f"{RESPONSE}.when.service",
                "two clocks 'response' hold where service is 'b'",
                None,
            )
        ],
    ),
    "clocks for the same numbers": (
        clocks(
            "when = { issues = { at-most = 3 } }",
            "when = { issues = { at-least = 3 } } #!",
        ),
        [
            (
                f"{RESPONSE}.when.issues",
                "two clocks 'response' hold where issues is the same numbers",
                None,
            )
        ],
    ),
}

LAST: dict[str, tuple[str, list[Wrong]]] = {
    "a number without a clock": (
        clocks(
            "when = { issues = { at-most = 3 } }",
            "when = { issues = { at-least = 5 } }",
        ),
        [(RESPONSE, "no 'response' where issues is 4", None)],
    ),
    "numbers without end": (
        clocks(
            "when = { issues = { at-most = 3 } }",
            "when = { issues = { at-least = 4, at-most = 9 } }",
        ),
        [(RESPONSE, "no 'response' where issues is 10 or more", None)],
    ),
    "a code without a clock": (
        clocks('when = { outcome = "upheld" }', 'when = { outcome = "in-part" }', rest=THREE),
        [(RESPONSE, "no 'response' where outcome is 'not-upheld'", None)],
    ),
    "values without a list": (
        clocks('when = { service = "a" }', 'when = { service = "b" }'),
        [(RESPONSE, "no 'response' for other values of service", None)],
    ),
    "conditions on several facts": (
        clocks('when = { service = "a" }', 'when = { who = "b" }'),
        [(RESPONSE, "no 'response' for a case that meets none of the conditions", None)],
    ),
}

LONGER: Cases = {
    "a promise longer than the statutory limit": (
        side_by_side("26 weeks", "target", "20 working days", "statutory"),
        [(LIMIT, "a target of 26 weeks beside a statutory limit of 20 working days", None)],
    ),
    "a promise longer than the code": (
        side_by_side("49 hours", "target", "2 days", "code"),
        [(LIMIT, "a target of 49 hours beside a code limit of 2 days", None)],
    ),
    "a wait that outlasts the window": (
        side_by_side("29 days", "wait", "4 weeks", "window"),
        [(LIMIT, "a wait of 29 days for a window of 4 weeks", None)],
    ),
}


@pytest.mark.parametrize("name", CLOCKS | LONGER)
def test_faults_of_clocks(name: str) -> None:
    """What a clock says and what cannot be kept is a fault on its line."""
    source, wrong = (CLOCKS | LONGER)[name]
    assert found(source) == marked(source, wrong)


@pytest.mark.parametrize("name", LAST)
def test_a_case_without_a_clock_is_a_fault_of_the_last(name: str) -> None:
    """Where no alternative holds for some case, the last of them says for which."""
    source, wrong = LAST[name]
    lines = [number for number, row in enumerate(source.split("\n"), 1) if "clock]]" in row]
    said = found(source)
    assert [(each.place, each.problem, each.meant) for each in said] == wrong
    assert [each.line for each in said] == [lines[-1]]


FITTING = {
    "a promise as long as the limit": side_by_side("28 days", "target", "4 weeks", "statutory"),
    "a promise that stops elsewhere": side_by_side(
        "26 weeks", "target", "20 working days", "statutory", stops="acknowledged"
    ),
    "a promise for some cases": side_by_side(
        "26 weeks", "target", "5 days", "statutory", rest='when = { service = "a" }'
    ),
    "ranges that meet and have no end": clocks(
        "when = { issues = { at-most = 3 } }", "when = { issues = { at-least = 4 } }"
    ),
    "ranges from the first number on": clocks(
        "when = { issues = { at-least = 1, at-most = 3 } }", "when = { issues = { at-least = 4 } }"
    ),
    "a clock for every code": clocks(
        'when = { outcome = "upheld" }', 'when = { outcome = "not-upheld" }', rest=OUTCOMES
    ),
    "a clock for every other case": clocks(
        'when = { service = "a", who = "b" }', "otherwise = true"
    ),
    "a clock that starts and stops again and again": one_clock("recurs = true").replace(
        'starts = "received"', 'starts = ["received", "responded"]'
    ),
    "a clock that counts back from a day in its event": text(
        procedure(
            stage(
                "stage-1",
                clock(starts="panel-set", limit='"-5 working days"', rest='dated-by = "panel"'),
                rest='milestones = ["panel-set"]',
            )
        )
    ),
}


@pytest.mark.parametrize("name", FITTING)
def test_clocks_that_fit_together(name: str) -> None:
    """Alternatives that cover every case once, and promises that can be kept, are no fault."""
    says = '["issues", "outcome"]' if "taxonomy.outcome" in FITTING[name] else '["issues"]'
    needs = f"needs = {{ received = {says} }}\n\n\n[[procedure.stage]]"
    source = FITTING[name].replace("\n\n\n[[procedure.stage]]", f"\n{needs}", 1)
    assert parse_policy(source).id == "test"
