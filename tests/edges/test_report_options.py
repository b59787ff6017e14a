"""`casework report` with its options: pages, spreadsheets, choices, withheld figures, traces."""

from __future__ import annotations

import csv
import io
import json
import sys
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from casework import Period, parse_policy, report
from casework.learning.suppression import suppressed
from casework.prose import pages
from casework.prose.charts import chart_of
from casework.prose.pages import report_in_html
from casework.prose.reports import report_in_markdown
from tests.learning.caseloads import QUARTER, TEXT
from tests.learning.rich import RICH, SOME, case

from .commands import answer, run
from .files import events, write

FILES = ("policy.toml", "cases.jsonl")
SPRING = ("--from", "2026-04-01", "--to", "2026-06-30")


class Page(HTMLParser):
    """What is needed of a page to look at how it is made."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag with its attributes."""
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "rect", "line", "circle", "polyline"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that is closed at once."""
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Every tag closes the one that was opened last."""
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of each tag of a name."""
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.mark.usefixtures("folder")
def test_a_page_stands_by_itself() -> None:
    """A page is well-formed, loads nothing, and names the language that it is in."""
    text = answer("report", *FILES, *SPRING, "--format", "html")
    page = Page(text)
    assert page.open == []
    assert page.all("html") == [{"lang": "en-GB"}]
    assert not page.all("script") + page.all("link") + page.all("img")
    assert "http" not in text.replace("http-equiv", "")
    assert "@import" not in text
    assert "url(" not in text
    assert len(page.all("h1")) == 1


def test_a_page_can_be_heard() -> None:
    """Every chart has a title and a description, every table a caption and headings with scope."""
    page = Page(report_in_html(report(RICH, SOME, QUARTER)))
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert page.all("svg")
    for chart in page.all("svg"):
        assert chart["role"] == "img"
        assert set(str(chart["aria-labelledby"]).split()) <= set(ids)
    assert len(page.all("caption")) == len(page.all("table"))
    assert {attrs.get("scope") for attrs in page.all("th")} == {"col", "row"}
    links = [str(attrs["href"])[1:] for attrs in page.all("a")]
    assert set(links) <= set(ids)


def test_words_of_a_policy_are_escaped() -> None:
    """What a policy says can bring no markup into a page."""
    policy = parse_policy(TEXT.replace("Test Borough Council", "<script>alert(1)</script> & Co"))
    text = report_in_html(report(policy, [], QUARTER))
    assert "<script>" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Co" in text


@pytest.mark.usefixtures("folder")
def test_without_jinja(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Jinja is not there, a page is refused with what to install."""
    monkeypatch.setitem(sys.modules, "jinja2", None)
    pages.templates.cache_clear()
    done = run("report", *FILES, "--format", "html")
    pages.templates.cache_clear()
    assert done.exit_code == 1
    assert done.stderr == (
        "a web page needs 'jinja2'; install it with: pip install 'casework[html]'\n"
    )


def rows(text: str) -> list[dict[str, str]]:
    """The rows of a CSV."""
    return list(csv.DictReader(io.StringIO(text)))


def test_spreadsheets(folder: Path) -> None:
    """CSV has a file for each table and one that defines them; on standard output all in one."""
    answer("report", *FILES, *SPRING, "--format", "csv", "-o", "out")
    found = json.loads(answer("report", *FILES, *SPRING, "--format", "json"))
    names = {table["id"] for table in found["tables"]}
    assert {path.stem for path in (folder / "out").iterdir()} == names | {"measures"}
    (line, *_) = rows((folder / "out/on-time.csv").read_text())
    assert (line["key"], line["count"], line["of"]) == (
        "corporate/stage-1/acknowledgement",
        "1",
        "1",
    )
    assert (line["from"], line["to"], line["revision"]) == ("2026-04-01", "2026-06-30", "2026-04")
    defined = rows((folder / "out/measures.csv").read_text())
    assert {row["measure"] for row in defined} == names
    together = rows(answer("report", *FILES, *SPRING, "--format", "csv"))
    assert sum(1 for row in together if row["measure"] == "on-time") == 3
    assert answer("report", *FILES, *SPRING, "--format", "csv", "-o", "out") == ""


@pytest.mark.usefixtures("folder")
def test_only_some_tables() -> None:
    """With --table there are only the tables that are asked for."""
    text = answer("report", *FILES, *SPRING, "--table", "stages", "--table", "cases")
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## Cases",
        "## Stages reached",
    ]
    done = run("report", *FILES, "--table", "stagse")
    assert done.exit_code == 1
    assert "perhaps 'stages' was meant" in done.stderr


@pytest.mark.usefixtures("folder")
def test_only_some_cases() -> None:
    """With --only the report is of cases with a value, and says so."""
    args = ("report", *FILES, *SPRING, "--only", "root-cause=quality", "--table", "cases")
    text = answer(*args)
    assert "Only cases with root-cause: quality." in text
    found = json.loads(answer(*args, "--format", "json"))
    assert found["only"] == {"root-cause": ["quality"]}
    assert [line["count"] for line in found["tables"][0]["lines"]] == [0, 0, 1]
    both = answer("report", *FILES, "--only", "kind=complaint", "--only", "procedure=corporate")
    assert "Only cases with kind: complaint; procedure: corporate." in both


@pytest.mark.usefixtures("folder")
def test_by_a_fact() -> None:
    """With --by the main figures have a column for each value of a fact."""
    text = answer("report", *FILES, *SPRING, "--by", "root-cause", "--table", "cases-by-root-cause")
    assert "| Received | 2 | 2 |" in text
    assert "|  | All | Not recorded |" in text


def test_withheld(folder: Path) -> None:
    """With --suppress small figures are withheld, which the page and the JSON say."""
    many = events(*((f"D-{n}", "received", "2026-05-01") for n in range(8)))
    write(folder, [("many.jsonl", (folder / "cases.jsonl").read_text() + many)])
    args = ("report", "policy.toml", "many.jsonl", *SPRING, "--suppress", "3")
    text = answer(*args, "--table", "escalation")
    assert "Figures below 3 are withheld, and so are those that would give one away" in text
    assert "| From Stage one | withheld |  |  |" in text
    assert "withheld: small ones, and others that would give a small one away." in text
    found = json.loads(answer(*args, "--format", "json"))
    assert found["suppressed_below"] == 3
    (table,) = (table for table in found["tables"] if table["id"] == "escalation")
    assert table["lines"][0]["withheld"] is True
    page = answer(*args, "--format", "html")
    assert "withheld" in page
    done = run(*args[:-1], "1")
    assert done.exit_code == 2


@pytest.mark.parametrize("form", ["md", "csv", "json"])
def test_traced(folder: Path, form: str) -> None:
    """With --trace the answer is the cases behind each figure of a measure."""
    text = answer("report", *FILES, *SPRING, "--trace", "escalation", "--format", form)
    expected = [("C-1", True), ("C-3", False)]
    if form == "md":
        assert text.splitlines()[2:] == [
            "| From Stage one | C-1 | 2026-04-16 | yes |",
            "| From Stage one | C-3 | 2026-05-06 | no |",
        ]
    elif form == "csv":
        assert [(row["case"], row["counted"] == "True") for row in rows(text)] == expected
    else:
        assert [(row["case"], row["counted"]) for row in json.loads(text)] == expected
    answer("report", *FILES, *SPRING, "--trace", "escalation", "--format", form, "-o", "t")
    assert (folder / "t").read_text() == text


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("args", "first", "last"),
    [
        (("--quarterly", "--to", "2026-06-30"), "2026-04-01", "2026-06-30"),
        (("--quarterly", "--to", "2026-05-10"), "2026-03-01", "2026-05-31"),
        (("--annual", "--to", "2026-03-31"), "2025-04-01", "2026-03-31"),
    ],
)
def test_by_quarter_and_by_year(args: tuple[str, ...], first: str, last: str) -> None:
    """A quarter is the three months that end with the day's, a year the twelve."""
    found = json.loads(answer("report", *FILES, *args, "--format", "json"))
    assert (found["from"], found["to"]) == (first, last)


def test_a_file_of_counts(folder: Path) -> None:
    """With --counts the figures that the authority supplies are in the report."""
    text = (
        '[source.own]\ntitle = "Own"\n[[count]]\nid = "homes"\ntitle = "Homes"\n'
        'source = { ref = "own" }\nrow = [{ value = 1000, on = 2026-04-01 }]\n'
        '[[count]]\nid = "pleased"\ntitle = "Pleased"\nsource = { ref = "own" }\n'
        "row = [{ percent = 79, from = 2026-04-01, to = 2026-06-30 },"
        "{ percent = 83, from = 2025-04-01, to = 2025-06-30 }]\n"
    )
    older = events(("Z", "received", "2025-04-05"))
    write(folder, [("counts.toml", text), ("wrong.toml", "x = 1")])
    write(folder, [("more.jsonl", older + (folder / "cases.jsonl").read_text())])
    args = ("report", "policy.toml", "more.jsonl", *SPRING, "--counts")
    found = answer(*args, "counts.toml", "--table", "homes", "--table", "pleased")
    assert "| Homes | 1,000 |" in found
    assert "Source: Own." in found
    assert "| Pleased |  |  | 79.00 | 83.00 % |" in found
    done = run(*args, "wrong.toml")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "wrong.toml:1: x: unknown key" in done.stderr


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--quarterly", "--from", "2026-04-01"], "--from cannot be given with --quarterly"),
        (["--trace", "cases", "--format", "html"], "--trace is written as md, csv or json"),
        (["--format", "csv", "-o", "policy.toml"], "'policy.toml' is no directory"),
        (["--only", "channel"], "--only 'channel': write NAME=VALUE"),
        (["--only", "root-cause=delai"], "perhaps 'delay' was meant"),
        (["--only", "procedure=x"], "procedure is 'corporate'"),
        (["--only", "kind=x"], "kind is 'complaint'"),
        (["--annual", "--to", "0001-01-01"], "year 0 is out of range"),
    ],
)
def test_wrong_options(args: list[str], words: str) -> None:
    """Options that cannot go together, or mean nothing, end with status 2 and say why."""
    done = run("report", *FILES, *args)
    assert (done.exit_code, done.stdout) == (2, "")
    assert words in done.stderr


def test_no_change_below_two_points() -> None:
    """Where the policy says so, a share that moved by less is called no change, with the source."""
    cases = [
        case(
            f"{year}-{n}\n{year}-04-0{1 + n % 7} received service=roads\n{year}-04-30 "
            f"responded outcome={'upheld' if n < upheld else 'not-upheld'}"
        )
        for year, upheld in (("2025", 50), ("2026", 51))
        for n in range(100)
    ]
    text = "\n".join(report_in_markdown(report(RICH, cases, QUARTER)))
    assert (
        "A share that moved by less than 2 percentage points is called no change"
        " (Complaints Policy, section 9)." in text
    )
    row = next(
        line
        for line in text.split("## Upheld, of those")[1].splitlines()
        if line.startswith("| Corporate complaints: Stage one")
    )
    assert "| 50 of 100 | +1 | +2.00 | no change |" in row


def test_lines_of_nothing_are_left_out_and_counted() -> None:
    """With several procedures, lines in which nothing was counted are left out, and said to be."""
    text = "\n".join(report_in_markdown(report(RICH, SOME[:1], QUARTER)))
    assert "lines in which nothing was counted, out of nothing, left out." in text
    assert "1 line in which nothing was counted, out of nothing, left out." in text


def test_many_lines_in_time() -> None:
    """A series of many lines has its times across instead of down."""
    cases = [
        case(f"{n}\n2026-0{4 + n % 3}-01 received service=roads channel={channel}")
        for n, channel in enumerate(["web", "phone"] * 3)
    ]
    policy = parse_policy(
        TEXT
        + '\n[[measure]]\nid = "m"\ntitle = "M"\nline = ['
        + ", ".join(f'{{ title = "Line {n}", unit = "case", by = ["month"] }}' for n in range(8))
        + "]\n"
    )
    found = report(policy, [tuple(each) for each in cases], QUARTER)
    text = "\n".join(report_in_markdown(found))
    assert "|  | April 2026 | May 2026 | June 2026 |" in text


def test_a_half_year_and_ten_months() -> None:
    """What stands beside a span is called by its length."""
    cases = [case("A\n2025-10-01 received service=roads"), *SOME]
    half = report(RICH, cases, Period.of_months(QUARTER.last, 6))
    assert "The half-year before is" in "\n".join(report_in_markdown(half))
    ten = report(RICH, cases, Period.of_months(QUARTER.last, 10))
    assert ten.previous is None
    early = case("B\n2025-02-03 received service=roads")
    ten = report(RICH, [early, *cases], Period.of_months(QUARTER.last, 10))
    assert "The 10 months before is" in "\n".join(report_in_markdown(ten))


def test_charts_of_the_year() -> None:
    """Time taken is drawn against its limit, and what is withheld is not drawn."""
    page = report_in_html(report(RICH, SOME, QUARTER))
    assert 'class="limit"' in page
    assert "limit 10" in page


def test_withheld_in_charts() -> None:
    """A bar or a span that is withheld is a word in its place, and no line has its months."""
    made = suppressed(report(RICH, SOME, QUARTER), 5)
    charts = {table.measure.id: chart_of(made, table) for table in made.tables}
    for name in ("service", "days-to-answer"):
        chart = charts[name]
        assert chart is not None
        assert "withheld" in {shape.words for shape in chart.shapes}
    assert charts["by-month"] is None
    every = suppressed(report(RICH, SOME, QUARTER), 100)
    for table in every.tables:
        chart = chart_of(every, table)
        assert chart is None or "rect" not in {shape.kind for shape in chart.shapes}


def test_charts_of_nothing() -> None:
    """Where nothing was late in any month, or nothing was answered, there is no chart."""
    found = report(RICH, [case("A\n2026-04-30 received\n2026-06-01 paused")], QUARTER)
    charts = {table.measure.id: chart_of(found, table) for table in found.tables}
    assert charts["days-to-answer"] is None
    soon = report(RICH, [case("A\n2026-05-29 received\n2026-06-02 acknowledged")], QUARTER)
    quiet = [case("A\n2026-05-29 received\n2026-05-30 acknowledged\n2026-06-01 paused")]
    found = report(RICH, quiet, QUARTER)
    assert chart_of(found, found.table("overdue-by-month")) is None
    assert chart_of(soon, soon.table("overdue-by-month")) is not None


def test_an_empty_caseload(folder: Path) -> None:
    """A caseload without events has no period, and is reported as empty."""
    write(folder, [("empty.jsonl", "")])
    done = run("report", "policy.toml", "empty.jsonl", "--from", "2026-04-01")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "empty" in done.stderr


def test_sorted(folder: Path) -> None:
    """Sorted, the lines of a case stand together and tell the same."""
    text = answer("sort", "cases.jsonl")
    assert [json.loads(line)["case"] for line in text.splitlines()] == sorted(
        json.loads(line)["case"] for line in (folder / "cases.jsonl").read_text().splitlines()
    )
    assert answer("sort", "cases.csv", "-o", "sorted.jsonl") == ""
    assert (folder / "sorted.jsonl").read_text() == text
    assert answer("report", "policy.toml", "sorted.jsonl", *SPRING) == answer(
        "report", *FILES, *SPRING
    )
    done = run("sort", "faulty.jsonl")
    assert done.exit_code == 1
    assert len(done.stdout.splitlines()) == len(text.splitlines()) - 1
    assert done.stderr.startswith("faulty.jsonl:3: on: '2026-04-31' is no day")


def test_weekly(folder: Path) -> None:
    """The weekly status is written in Markdown or as a page, into a file if asked."""
    args = ("weekly", "policy.toml", "cases.jsonl", "--as-of", "2026-05-11")
    text = answer(*args)
    assert text.startswith("# Example Borough Council: weekly status\n")
    assert "| **C-2** |" in text
    assert answer(*args, "--by", "channel", "-o", "status.md") == ""
    assert "## Not recorded" in (folder / "status.md").read_text()
    page = Page(answer(*args, "--format", "html"))
    assert page.open == []
    assert {"class": "overdue"} in page.all("tr")


def test_many_months() -> None:
    """Over many months only some of them are named below a line."""
    years = Period(date(2024, 7, 1), date(2026, 6, 30))
    chart = chart_of(
        made := report(RICH, [case("A\n2024-07-01 received service=roads")], years),
        made.table("by-month"),
    )
    assert chart is not None
    named = [shape.words for shape in chart.shapes if shape.words.startswith("202")]
    assert named == [f"{2024 + (6 + n) // 12}-{(6 + n) % 12 + 1:02}" for n in range(0, 24, 3)]
