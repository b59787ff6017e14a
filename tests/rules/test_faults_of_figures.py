"""Faults of what a file says of figures: each with its place, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from casework import PolicyError, parse_policy
from casework.rules.counts import with_counts, with_parsed_counts
from tests.learning.caseloads import TEXT

POLICY = parse_policy(TEXT)
LINE = '[[measure]]\nid = "m"\ntitle = "M"\nline = [{ unit = "case"'
COUNT = '[[count]]\nid = "c"\ntitle = "C"\nsource = { ref = "policy" }\nrow = '
WHOLE = "{ value = 1, from = 2026-01-01, to = 2026-01-31 }"


def faults(text: str) -> list[str]:
    """The faults of a policy with more in it, without the file and the line."""
    with pytest.raises(PolicyError) as caught:
        parse_policy(TEXT + text)
    return [str(fault).split(": ", 1)[1] for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            f'{LINE}, where = {{ channel = "fone" }} }}]',
            "no channel 'fone'; expected 'web' or 'phone'; perhaps 'phone' was meant",
        ),
        (
            f"{LINE}, counted = {{ channel = [] }} }}]",
            "an empty list; expected values, or '*' for any",
        ),
        (
            f'{LINE}, by = ["kind"], out-of = ["kinds"] }}]',
            "'kinds' makes no line; expected 'kind'; perhaps 'kind' was meant",
        ),
        (f'{LINE}, by = ["band"] }}]', "no bands; expected both 'band' in 'by' and the bands"),
        (f'{LINE}, bands = ["5 days"] }}]', "bands that make no line"),
        ('[[measure]]\nid = "m"\ntitle = "M"\nline = []', "no line; expected at least one"),
        (f'{LINE} }}]\nsource = {{ ref = "none" }}', "no source 'none'"),
        (
            '[[rate]]\nid = "r"\ntitle = "R"\ncount = "a"\nof = "b"\nper = 0',
            "found '0'; expected at least 1",
        ),
        (f'{COUNT}[{WHOLE}]\nof = "d"', "no count 'd'; expected 'lines' or 'c'"),
        (
            f"{COUNT}[{{ from = 2026-01-01, to = 2026-01-31 }}]",
            "neither or both; expected either 'value' or 'percent'",
        ),
        (f"{COUNT}[{{ value = 1, percent = 2, on = 2026-01-01 }}]", "neither or both"),
        (f"{COUNT}[{{ value = 1 }}]", "no days; expected both 'from' and 'to', or 'on' alone"),
        (f"{COUNT}[{{ value = 1, from = 2026-01-01 }}]", "no days"),
        (
            f"{COUNT}[{{ value = 1, from = 2026-01-02, to = 2026-01-01 }}]",
            "2026-01-01 is before 2026-01-02",
        ),
        (
            f"{COUNT}[{WHOLE}, {{ value = 1, from = 2026-01-31, to = 2026-02-28 }}]",
            "days that another row has too; expected each day once",
        ),
        (
            f"{COUNT}[{{ value = 1, on = 2026-01-01 }}, {{ value = 2, on = 2026-01-01 }}]",
            "days that another row has too",
        ),
        (f"{COUNT}[{WHOLE}]\n{COUNT}[{WHOLE}]", "count 'c' is given 2 times"),
        ('[report]\nupheld = "uphelt"', "no outcome 'uphelt'"),
        (
            '[report]\nno-change-below = { points = 0, source = { ref = "policy" } }',
            "found '0'; expected more than 0",
        ),
        (
            '[report]\nno-change-below = { points = true, source = { ref = "policy" } }',
            "found true; expected a number",
        ),
        (
            '[report]\nno-change-below = { points = 2, source = { ref = "none" } }',
            "no source 'none'",
        ),
    ],
)
def test_fault(text: str, fault: str) -> None:
    """Each thing that cannot be counted, or cannot be supplied so, is said with what could be."""
    (found,) = faults(text)
    assert fault in found


def test_days_apart_are_no_fault() -> None:
    """Rows of other lines, or of other days, stand beside each other."""
    rows = (
        f'{WHOLE}, {{ value = 1, line = "x", from = 2026-01-01, to = 2026-01-31 }},'
        "{ value = 1, from = 2026-02-01, to = 2026-02-28 }"
    )
    assert parse_policy(TEXT + f"{COUNT}[{rows}]").figures.count[0].id == "c"


def test_a_row_without_its_end_meets_nothing() -> None:
    """A row that lacks a day is one fault, not also one of days that meet."""
    rows = f"{WHOLE}, {{ value = 1, from = 2026-01-01 }}"
    assert len(faults(f"{COUNT}[{rows}]")) == 1


def test_a_file_of_counts(tmp_path: Path) -> None:
    """A file of counts adds to its policy, and cannot say the same again."""
    path = tmp_path / "counts.toml"
    path.write_text(
        '[source.own]\ntitle = "Own"\n' + COUNT.replace('"policy"', '"own"') + f"[{WHOLE}]"
    )
    both = with_counts(POLICY, path)
    assert [each.id for each in both.figures.count] == ["c"]
    assert set(both.sources) == {"policy", "own"}
    with pytest.raises(PolicyError) as caught:
        with_counts(both, path)
    assert [fault.problem for fault in caught.value.faults] == [
        "'own' is a source of the policy",
        "'c' is a count of the policy",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("x = 1", "unknown key"),
        (
            '[[count]]\nid = "c"\ntitle = "C"\nsource = { ref = "none" }\nrow = []',
            "no source 'none'",
        ),
    ],
)
def test_faults_of_a_file_of_counts(text: str, problem: str) -> None:
    """Its faults are those of a policy file, with their places."""
    with pytest.raises(PolicyError) as caught:
        with_parsed_counts(POLICY, text)
    assert [fault.problem for fault in caught.value.faults] == [problem]


def test_a_whole_kept_by_some() -> None:
    """A whole may be kept by some of what makes the lines, which is no fault."""
    text = f'{LINE}, by = ["procedure", "kind"], out-of = ["procedure"] }}]'
    (measure,) = parse_policy(TEXT + text).figures.measure
    assert measure.line[0].out_of == ("procedure",)
