"""A policy file is read whole, and all that is wrong with it is said at once."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from casework import Limit, PolicyError, load_policy, parse_policy
from casework.rules.clocks import Extension, ReceiptRule
from casework.rules.documents import LARGEST
from tests.policies import (
    CALENDAR,
    GATED,
    HEAD,
    OUTCOMES,
    THREE_STAGES,
    UNTIL_SEVENTEEN,
    clock,
    procedure,
    stage,
    text,
)

EXAMPLES = sorted(Path(__file__).parents[2].glob("examples/*/policy.toml"))
GOOD = text(THREE_STAGES)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_every_example_is_without_fault(path: Path) -> None:
    """Every policy among the examples can be used, and every stage of it can be closed."""
    policy = load_policy(path)
    for timeline in policy.procedures.values():
        for found in timeline:
            assert {stage.id for stage in found.stage} == set(found.by_id)
            assert all((stage.id, "closed") in found.moves for stage in found.stage)


def test_the_policy_of_kensington_and_chelsea() -> None:
    """Kensington and Chelsea answers within 15 working days at each of three stages."""
    (path,) = [path for path in EXAMPLES if path.parent.name == "kensington-and-chelsea"]
    found = load_policy(path).procedure("corporate", date(2020, 4, 1))
    assert [stage.id for stage in found.stage] == ["stage-1", "stage-2", "stage-3"]
    limits = [rule.limit.at(date(2020, 4, 1)) for stage in found.stage for rule in stage.clock]
    assert limits == [Limit.parse("15 working days")] * 3


def test_everything_small_is_read() -> None:
    """Each part of a file comes into the policy as it was written."""
    policy = parse_policy(text(GATED, OUTCOMES, calendar=CALENDAR + UNTIL_SEVENTEEN))
    assert (policy.id, policy.authority, policy.revision) == ("test", "Test Borough Council", "1")
    assert policy.receipt == ReceiptRule(time(17), "next-working-day")
    assert policy.taxonomies["outcome"].ids == ("upheld", "not-upheld")
    first, second = policy.procedure("", date(2026, 3, 2)).stage
    ack, response, window = first.clock
    assert (ack.starts, ack.stops, ack.kind) == (("received",), ("acknowledged",), "code")
    assert response.extension == Extension(Limit.parse("10 working days"), needs=("reason",))
    assert window.limit.at(date(2026, 3, 2)) == Limit.parse("28 days")
    assert first.milestones == ("statement-agreed", "panel-met")
    assert second.clock[0].extension == Extension()
    assert policy.cite(response.source) == "Complaints Policy, section 4"


def test_the_calendar_of_a_policy_is_its_default() -> None:
    """A policy's own calendar is called after it and is the default of every clock."""
    policy = parse_policy(text(THREE_STAGES, '[calendars.foi]\ndivision = "any-part-of-uk"\n'))
    assert {name: found.name for name, found in policy.calendars.items()} == {
        "default": "test",
        "foi": "foi",
    }
    assert policy.calendars["default"].why_closed(date(2026, 4, 3)) == "Good Friday"


def test_a_calendar_is_closed_and_open_as_it_says() -> None:
    """Weekends, closures, spans of closures and days opened are those of the file."""
    calendar = parse_policy(
        text(
            THREE_STAGES,
            calendar="""
            [calendar]
            division = "scotland"
            weekend = ["sunday"]
            source = "Staff handbook"
            closures = [
              { from = 2026-12-29, to = 2026-12-31, why = "Christmas closure" },
              { day = 2026-06-01, why = "Flood" },
            ]
            also-working = [{ day = 2026-01-02, why = "Stocktaking" }]
            """,
        )
    ).calendars["default"]
    assert [calendar.is_working_day(date(2026, 12, day)) for day in (28, 29, 30, 31)] == [
        False,
        False,
        False,
        False,
    ]
    assert calendar.why_closed(date(2026, 12, 30)) == "Christmas closure"
    assert calendar.why_closed(date(2026, 6, 1)) == "Flood"
    assert calendar.is_working_day(date(2026, 1, 2))
    assert calendar.is_working_day(date(2026, 3, 7))
    assert not calendar.is_working_day(date(2026, 3, 8))
    (flood,) = [step for step in calendar.closed if step.why == "Flood"]
    assert flood.source == "Staff handbook"


@pytest.mark.parametrize(
    "whose", ['division = "scotland"', "first = 2024-01-01\nlast = 2029-12-31"], ids=["uk", "own"]
)
def test_what_returns_every_year_gives_way_to_what_is_said_of_one(whose: str) -> None:
    """A closure of every year is of all its years, but for days that have an entry of their own."""
    calendar = parse_policy(
        text(
            THREE_STAGES,
            calendar=f"""
            [calendar]
            {whose}
            source = "Staff handbook"
            closures = [
              {{ every-year = "12-27 to 12-31", why = "Christmas closure" }},
              {{ day = 2026-12-30, why = "Flood" }},
            ]
            also-working = [
              {{ day = 2027-12-30, why = "Election" }},
              {{ every-year = "05-01", why = "May Day market" }},
            ]
            """,
        )
    ).calendars["default"]
    for year in (2024, 2025, 2026, 2028, 2029):
        assert not calendar.is_working_day(date(year, 12, 31))
    assert calendar.why_closed(date(2025, 12, 30)) == "Christmas closure"
    assert calendar.why_closed(date(2026, 12, 30)) == "Flood"
    assert calendar.why_closed(date(2026, 12, 29)) == "Christmas closure"
    assert calendar.is_working_day(date(2027, 12, 30))
    assert not calendar.is_working_day(date(2027, 12, 29))
    assert calendar.is_working_day(date(2027, 5, 1))
    assert {step.source for step in calendar.closed if step.why == "Christmas closure"} == {
        "Staff handbook"
    }


@pytest.mark.parametrize("value", ['"17:00"', "17:00:00"])
def test_a_cut_off_may_be_a_time_or_text(value: str) -> None:
    """A time of day may be written in quotes or as TOML has it."""
    rule = f'\nreceipt = {{ cut-off = {value}, non-working = "as-received" }}\n'
    assert parse_policy(text(THREE_STAGES, calendar=CALENDAR + rule)).receipt == ReceiptRule(
        time(17)
    )


def test_dated_limits_stand_on_a_timeline() -> None:
    """A limit may have changed on known days, and holds from its first day to its last."""
    dated = """[
      { is = "20 working days", to = 2026-03-31 },
      { is = "10 working days", from = 2026-04-01 },
    ]"""
    found = parse_policy(text(procedure(stage("stage-1", clock(limit=dated)))))
    limit = found.procedure("", date(2026, 1, 1)).stage[0].clock[0].limit
    assert str(limit.at(date(2026, 3, 31))) == "20 working days"
    assert str(limit.at(date(2026, 4, 1))) == "10 working days"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_file_may_begin_and_end_its_lines_as_editors_do(
    tmp_path: Path, mark: bytes, end: bytes
) -> None:
    """A byte order mark and lines that end as on Windows make no difference."""
    path = tmp_path / "policy.toml"
    path.write_bytes(mark + GOOD.encode().replace(b"\n", end))
    assert load_policy(path) == parse_policy(GOOD)


def test_lines_are_counted_the_same_on_windows(tmp_path: Path) -> None:
    """A fault has the same line whether lines end with one byte or two."""
    bad = GOOD.replace("working days", "workng days", 1)
    path = tmp_path / "policy.toml"
    path.write_bytes(bad.encode().replace(b"\n", b"\r\n"))
    assert [line for _, line in faults_of(path)] == [
        number for number, row in enumerate(bad.split("\n"), 1) if "workng" in row
    ]


def faults_of(path: Path) -> list[tuple[str, int | None]]:
    """What is wrong with a file, and on which line; each fault names the file."""
    with pytest.raises(PolicyError) as caught:
        load_policy(path)
    assert {fault.file for fault in caught.value.faults} == {str(path)}
    return [(fault.problem, fault.line) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("raw", "problem", "line"),
    [
        (b"", "is missing", 1),
        (b'[policy]\nid = "caf\xe9"\n', "byte 0xe9 is not UTF-8", 2),
        (GOOD.encode("utf-16"), "byte 0xff is not UTF-8", 1),
        (b"a = 1\nb =\n", "not TOML: invalid value", 2),
        (b"a = 1\na = 2\n", "not TOML: cannot overwrite a value", 2),
        (b"a = 1\n[b", "not TOML: expected ']' at the end of a table declaration", 2),
        (b'a = """x\n', "not TOML: unterminated string", 2),
        (b'a = "x\nb = 1\n', "not TOML: a quote is not closed", 1),
        (b"a = 2026-02-28 # not 2026-02-30\nday = 2026-02-30\n", "2026-02-30 is no day", 2),
        (b"day = { from = 2026-04-01, to = 2026-04-31 }\n", "2026-04-31 is no day", 1),
        (b"a = " + b"[" * 9_000, "nested too deeply", None),
        (b"#" * (LARGEST + 1), "too large", None),
    ],
    ids=[
        "empty",
        "a byte of another encoding",
        "another encoding",
        "half a line",
        "a key twice",
        "no end of a table's name",
        "no end of text",
        "no end of a quote",
        "30 February",
        "31 April",
        "nested too deeply",
        "too large",
    ],
)
def test_what_is_no_policy_file(tmp_path: Path, raw: bytes, problem: str, line: int | None) -> None:
    """A file that cannot be read at all says why, and on which line where there is one."""
    path = tmp_path / "policy.toml"
    path.write_bytes(raw)
    assert faults_of(path)[0] == (problem, line)


def test_a_file_of_the_largest_size_is_read(tmp_path: Path) -> None:
    """A file may be as large as is said, to the byte."""
    path = tmp_path / "policy.toml"
    path.write_bytes(GOOD.encode() + b"#" * (LARGEST - len(GOOD.encode())))
    assert load_policy(path).id == "test"


def test_what_cannot_be_opened_is_an_error_of_the_system(tmp_path: Path) -> None:
    """A file that is not there is an OSError, as everywhere in Python."""
    with pytest.raises(FileNotFoundError):
        load_policy(tmp_path / "policy.toml")


FAULTY = f"""\
procedur = 1
{HEAD}
[calendar]
first = 2025-01-01
last = 2027-12-31
closures = [{{ from = 2026-12-31, to = 2026-12-29, why = "x" }}]
[calendars.foi]
division = "uk"
[[procedure]]
id = "a"
title = "A"
stages = 1
[[procedure.stage]]
id = "one"
title = "One"
escalates-to = ["too"]
[[procedure.stage]]
id = "two"
title = "Two"
titel = "x"
[[procedure.stage.clock]]
id = "c"
kind = "code"
starts = "acknowleged"
stops = "responded"
limit = "0 days"
source = {{ ref = "plicy" }}
"""


def test_unknown_keys_do_not_hide_what_is_behind_them() -> None:
    """All faults of sense are said together with unknown keys, in the order of the file."""
    with pytest.raises(PolicyError) as caught:
        parse_policy(FAULTY)
    faults = caught.value.faults
    assert [(fault.place, fault.meant) for fault in faults] == [
        ("procedur", "procedure"),
        ("calendar.closures[0]", None),
        ("calendars.foi", None),
        ("procedure[a].stages", "stage"),
        ("procedure[a].stage[one].escalates-to[0]", "two"),
        ("procedure[a].stage[two]", None),
        ("procedure[a].stage[two].titel", "title"),
        ("procedure[a].stage[two].clock[c].starts", "acknowledged"),
        ("procedure[a].stage[two].clock[c].limit", None),
        ("procedure[a].stage[two].clock[c].source.ref", "policy"),
    ]
    assert [fault.line for fault in faults] == sorted(fault.line or 0 for fault in faults)


def test_all_faults_of_shape_are_said_at_once() -> None:
    """A file with several faults of shape has them all said, in the order of its lines."""
    bad = GOOD.replace('"corporate"', "1").replace("working days", "workng days")
    with pytest.raises(PolicyError) as caught:
        parse_policy(bad + "\nextra = 1\n[policy.more]\n")
    lines = [fault.line or 0 for fault in caught.value.faults]
    assert len(lines) == 6
    assert lines == sorted(lines)


def test_a_fault_can_be_read_by_a_person() -> None:
    """A fault names its file, line and place, what was expected and what was perhaps meant."""
    bad = GOOD.replace("working days", "workng days", 1)
    with pytest.raises(PolicyError) as caught:
        parse_policy(bad, "policy.toml")
    (fault,) = caught.value.faults
    line = bad[: bad.index("workng")].count("\n") + 1
    assert str(caught.value) == str(fault)
    assert str(fault).startswith(
        f"policy.toml:{line}: procedure[corporate].stage[stage-1].clock[response].limit:"
        " found '10 workng days'; expected one of the units 'working days'"
    )
    assert str(fault).endswith("; perhaps '10 working days' was meant")
