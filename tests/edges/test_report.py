"""`casework report`: the figures of a caseload, in Markdown and JSON."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from casework import Period, Report, examine, load_policy, read_events, report
from casework.cases.events import Event
from casework.interop.reports import report_record
from casework.prose.reports import report_in_markdown

from .commands import answer, run
from .files import POLICY, events, write

FILES = ("policy.toml", "cases.jsonl")
QUARTER = Period(date(2026, 4, 1), date(2026, 6, 30))
SPRING = ("--from", "2026-04-01", "--to", "2026-06-30")


def tables(text: str) -> dict[str, list[list[str]]]:
    """The tables of a page by the heading above them, each a list of rows of cells."""
    found: dict[str, list[list[str]]] = {}
    tokens = MarkdownIt().enable("table").parse(text)
    for before, token in pairwise(tokens):
        if before.type == "heading_open":
            heading = token.content
        elif token.type == "tr_open":
            found.setdefault(heading, []).append([])
        elif before.type in {"th_open", "td_open"}:
            found[heading][-1].append(token.content)
    return found


def now(found: dict[str, list[list[str]]]) -> dict[str, list[list[str]]]:
    """Tables without what is compared with the quarter before."""
    widths = {
        title: next((i for i, word in enumerate(rows[0]) if "uarter" in word), len(rows[0]))
        for title, rows in found.items()
    }
    return {title: [row[: widths[title]] for row in rows] for title, rows in found.items()}


def counted(folder: Path) -> Report:
    """The report of the caseload as the library gives it."""
    policy = load_policy(folder / "policy.toml")
    cases: dict[str, list[Event]] = {}
    with (folder / "cases.jsonl").open("rb") as stream:
        for row in read_events(stream):
            assert row.event is not None
            cases.setdefault(row.event.case, []).append(row.event)
    return report(policy, (examine(policy, case).events for case in cases.values()), QUARTER)


@pytest.mark.usefixtures("folder")
def test_in_markdown() -> None:
    """A page has a heading, the period in words, and a table for each measure."""
    text = answer("report", *FILES, *SPRING)
    assert text.startswith(
        "# Example Borough Council: Complaints\n"
        "\n"
        "Wednesday 1 April 2026 to Tuesday 30 June 2026. Policy 'example', revision 2026-04.\n"
        "There are no cases from the year before to compare with.\n"
        "The quarter before is 2026-01-01 to 2026-03-31, known only in part: the first case is of"
        " Monday 30 March 2026.\n"
        "\n"
        "## Cases\n"
    )
    assert now(tables(text)) == {
        "Cases": [["", "Count"], ["Received", "2"], ["Done", "1"], ["Open at the end", "2"]],
        "Cases, month by month": [
            ["", "Received", "Done", "Open"],
            ["April 2026", "1", "0", "1"],
            ["May 2026", "1", "1", "2"],
            ["June 2026", "0", "0", "2"],
        ],
        "Stages reached": [
            ["", "Count", "Of", "%"],
            ["Stage one", "2", "2", "100.00"],
            ["Stage two", "0", "2", "0.00"],
        ],
        "Stages entered": [["", "Count"], ["Stage one", "2"], ["Stage two", "1"]],
        "Escalation": [["", "Count", "Of", "%"], ["From Stage one", "1", "2", "50.00"]],
        "How cases were done": [
            ["", "Count", "Of", "%"],
            ["Answered", "1", "1", "100.00"],
            ["Withdrawn", "0", "1", "0.00"],
        ],
        "On time": [
            ["", "Count", "Of", "%"],
            ["Stage one: Acknowledgement (target)", "1", "1", "100.00"],
            ["Stage one: response (target)", "1", "2", "50.00"],
            ["Stage two: response (target)", "0", "0", ""],
        ],
        "Overdue at the end": [
            ["", "Count", "Of", "%"],
            ["Stage one: Acknowledgement (target)", "1", "1", "100.00"],
            ["Stage one: response (target)", "1", "1", "100.00"],
            ["Stage two: response (target)", "1", "1", "100.00"],
        ],
        "Open and overdue at the end of each month": [
            ["", "Stage one", "Stage two"],
            ["April 2026", "0 of 1 (0.00 %)", "0"],
            ["May 2026", "1 of 1 (100.00 %)", "0 of 1 (0.00 %)"],
            ["June 2026", "1 of 1 (100.00 %)", "1 of 1 (100.00 %)"],
        ],
        "Working days to an answer": [
            ["", "Number", "Average", "Median", "90 % within", "Longest"],
            ["Stage one", "2", "6.00", "6", "11", "11"],
            ["Stage two", "0", "", "", "", ""],
        ],
        "Working days until a case is done": [
            ["", "Number", "Average", "Median", "90 % within", "Longest"],
            ["Corporate complaints", "1", "1.00", "1", "1", "1"],
        ],
        "Extended": [
            ["", "Count", "Of", "%"],
            ["Stage one: response (target)", "0", "2", "0.00"],
        ],
    }
    assert text.endswith("\nNothing was counted in: Root causes.\n")


@pytest.mark.usefixtures("folder")
def test_every_table_says_what_it_counts() -> None:
    """Above each table stands what it counts, by which day, for which days, by which policy."""
    text = answer("report", *FILES, *SPRING)
    for part in text.split("\n## ")[1:]:
        words = part.split("\n")[2]
        assert words.startswith("Counts ")
        assert "Dated by " in words
        assert words.endswith("2026-04-01 to 2026-06-30; policy 'example', revision 2026-04.")


def test_a_title_with_a_pipe_is_one_cell(folder: Path) -> None:
    """A title that has a pipe in it stays one cell of its row."""
    raw = answer("report", *FILES)
    assert r"| Quality \| care | 1 | 1 | 100.00 |" in raw
    assert tables(raw)["Root causes"][2] == ["Quality | care", "1", "1", "100.00"]
    odd = POLICY.replace("Stage one", "A | B || C")
    write(folder, [("odd.toml", odd)])
    found = tables(answer("report", "odd.toml", "cases.jsonl"))
    assert found["Stages reached"][1] == ["A | B || C", "3", "3", "100.00"]
    assert {len(row) for row in found["On time"]} == {4}


@pytest.mark.usefixtures("folder")
def test_cases_that_carry_several() -> None:
    """Below a table of facts stand its cases, and the codes where they are more."""
    assert answer("report", *FILES).endswith("\n1 case (2 codes: some carry several).\n")


def test_beside_the_year_before(folder: Path) -> None:
    """Where there is a year before, each line has its figure and the change from it."""
    more = events(
        *((f"B-{n}", "received", "2025-04-01") for n in range(4)),
        ("B-0", "responded", "2025-04-02"),
        ("B-1", "withdrawn", "2025-04-02"),
    )
    write(folder, [("two.jsonl", more + (folder / "cases.jsonl").read_text())])
    text = answer("report", "policy.toml", "two.jsonl", *SPRING)
    assert "The year before is 2025-04-01 to 2025-06-30." in text
    found = now(tables(text))
    assert found["Cases"] == [
        ["", "Count", "Year before", "Change", "Change %"],
        ["Received", "2", "4", "-2", "-50.00"],
        ["Done", "1", "2", "-1", "-50.00"],
        ["Open at the end", "4", "2", "+2", "+100.00"],
    ]
    assert found["Stages reached"][1:] == [
        ["Stage one", "2", "2", "100.00", "4 of 4", "-2", "-50.00", "0.00"],
        ["Stage two", "0", "2", "0.00", "0 of 4", "0", "", "0.00"],
    ]
    assert found["On time"][1][4:] == ["0 of 0", "+1", "", ""]


def test_a_year_before_known_in_part(folder: Path) -> None:
    """Where the first case came within the period a year before, the page says from when."""
    more = events(("B", "received", "2025-05-05"))
    write(folder, [("two.jsonl", more + (folder / "cases.jsonl").read_text())])
    text = answer("report", "policy.toml", "two.jsonl", *SPRING)
    assert "The year before is known only in part: the first case is of Monday 5 May 2025." in text
    assert "Year before" in text


@pytest.mark.usefixtures("folder")
def test_more_than_a_year() -> None:
    """A period of more than a year has no year before, and the page says why."""
    text = answer("report", *FILES, "--from", "2025-05-01", "--to", "2026-06-30")
    assert "A period of more than a year is not compared with the year before." in text
    assert "Year before" not in text


def test_thousands(folder: Path) -> None:
    """Counts of a thousand and more have a comma."""
    many = events(*((f"C-{n}", "received", "2026-04-01") for n in range(1200)))
    write(folder, [("many.jsonl", many)])
    found = tables(answer("report", "policy.toml", "many.jsonl"))
    assert found["Cases"][1] == ["Received", "1,200"]
    assert found["Stages reached"][1] == ["Stage one", "1,200", "1,200", "100.00"]


def test_an_empty_table_is_named_and_left_out(folder: Path) -> None:
    """A measure without lines, or in which nothing was counted, is named at the end instead."""
    one = POLICY.split('[[procedure.stage.clock]]\nid = "escalation"', maxsplit=1)[0]
    write(folder, [("one.toml", one), ("one.jsonl", events(("C", "received", "2026-04-01")))])
    text = answer("report", "one.toml", "one.jsonl")
    assert list(tables(text)) == [
        "Cases",
        "Cases, month by month",
        "Stages reached",
        "Overdue at the end",
        "Open and overdue at the end of each month",
    ]
    assert text.endswith(
        "\nNothing was counted in: Escalation; How cases were done; On time; Working days to an"
        " answer; Working days until a case is done; Extended.\n"
    )


def test_a_policy_without_a_title(folder: Path) -> None:
    """A policy that has no title is headed by its authority all the same."""
    write(folder, [("plain.toml", POLICY.replace('title = "Complaints"\n', "", 1))])
    text = answer("report", "plain.toml", "cases.jsonl")
    assert text.startswith("# Example Borough Council: casework\n")


def test_in_json(folder: Path) -> None:
    """JSON is the library's record of the report."""
    found = json.loads(answer("report", *FILES, *SPRING, "--format", "json"))
    assert found == report_record(counted(folder))


def test_markdown_is_the_librarys(folder: Path) -> None:
    """The page is what the library makes of the same report."""
    text = "\n".join(report_in_markdown(counted(folder))) + "\n"
    assert answer("report", *FILES, *SPRING) == text


@pytest.mark.usefixtures("folder")
def test_by_default_from_the_first_event_to_the_last() -> None:
    """Without days the period is that of the events; with one of them, it replaces that end."""
    for args, first, last in (
        ((), "2026-03-30", "2026-05-06"),
        (("--from", "2026-01-01"), "2026-01-01", "2026-05-06"),
        (("--to", "2026-12-31"), "2026-03-30", "2026-12-31"),
    ):
        found = json.loads(answer("report", *FILES, *args, "--format", "json"))
        assert (found["from"], found["to"]) == (first, last)


@pytest.mark.parametrize("form", ["md", "json"])
def test_into_a_file(folder: Path, form: str) -> None:
    """With -o the report goes into the file, and nothing to standard output."""
    text = answer("report", *FILES, "--format", form)
    assert answer("report", *FILES, "--format", form, "-o", "out") == ""
    assert (folder / "out").read_text(encoding="utf-8") == text
    assert answer("report", *FILES, "--format", form, "--output", "out") == ""


def test_a_caseload_in_csv_and_from_a_pipe(folder: Path) -> None:
    """The report is the same from CSV, and from a pipe."""
    text = answer("report", *FILES)
    assert answer("report", "policy.toml", "cases.csv") == text
    assert answer("report", "policy.toml", "-", stdin=(folder / "cases.jsonl").read_bytes()) == text


@pytest.mark.usefixtures("folder")
def test_no_folder_for_the_file() -> None:
    """A file that cannot be written is said with its name, and status 1."""
    done = run("report", *FILES, "-o", "no/such/out.md")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "no/such/out.md: No such file or directory\n"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--from", "2026-06-30", "--to", "2026-04-01"], "a first day on or before the last"),
        (["--from", "2026-06-30"], "'2026-06-30 to 2026-05-06' cannot be used here"),
        (["--from", "June"], "'June' is no day"),
        (["--format", "pdf"], "'pdf' is not one of 'md', 'html'"),
        (["-o", "."], "'.' is a directory"),
    ],
)
def test_wrong_commands(args: list[str], words: str) -> None:
    """A command that is wrong ends with status 2, says why, and answers nothing."""
    done = run("report", *FILES, *args)
    assert (done.exit_code, done.stdout) == (2, "")
    assert words in done.stderr


@pytest.mark.usefixtures("folder")
def test_the_first_year_of_all() -> None:
    """A period that has no year before it is refused in a sentence."""
    done = run("report", *FILES, "--from", "0001-01-01")
    assert done.exit_code == 1
    assert "expected a day with a year before it" in done.stderr


def test_a_case_that_cannot_be_reckoned(folder: Path) -> None:
    """A case whose limit is not in force has not been received, and the rest is counted."""
    dated = POLICY.replace(
        'limit = "5 working days"', 'limit = [{ is = "5 working days", from = 2026-04-01 }]'
    )
    write(folder, [("dated.toml", dated)])
    done = run("report", "dated.toml", "cases.jsonl", "--format", "json")
    assert done.exit_code == 1
    assert done.stderr.startswith(
        "cases.jsonl:1: C-1 'received': on 2026-03-30 cannot be: the limit has no value on"
    )
    assert json.loads(done.stdout)["cases"] == 2


def test_a_case_beyond_the_calendar(folder: Path) -> None:
    """A case whose due day the calendar does not know is a fault of its own."""
    endless = POLICY.replace('limit = "5 working days"', 'limit = "99999 working days"')
    write(folder, [("endless.toml", endless)])
    done = run("report", "endless.toml", "cases.jsonl", "--format", "json")
    assert done.exit_code == 1
    assert "cases.jsonl: C-1: 99999 working days from 2026-03-30 is outside" in done.stderr


@pytest.mark.parametrize("form", ["md", "json"])
def test_faults_leave_the_answer_whole(folder: Path, form: str) -> None:
    """Faults go to standard error; the answer is that of the caseload without the faulty line."""
    lines = (folder / "cases.jsonl").read_text().splitlines(keepends=True)
    write(folder, [("without.jsonl", "".join(lines[:2] + lines[3:]))])
    done = run("report", "policy.toml", "faulty.jsonl", "--format", form)
    assert done.exit_code == 1
    assert done.stderr.startswith("faulty.jsonl:3: on: '2026-04-31' is no day")
    assert done.stdout == answer("report", "policy.toml", "without.jsonl", "--format", form)
