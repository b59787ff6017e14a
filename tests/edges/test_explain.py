"""`casework explain`: why each clock of a case is due when it is."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from casework.interop.records import CLOCK_COLUMNS

from .commands import answer, run
from .files import POLICY, events, write

pytestmark = pytest.mark.usefixtures("folder")

FILES = ("policy.toml", "cases.jsonl")


def explained(ref: str, day: str, *rest: str) -> str:
    """The explanation of a case of the caseload on a day."""
    return answer("explain", *FILES, "--case", ref, "--as-of", day, *rest)


def standing(ref: str, day: str) -> list[str]:
    """The second line of each clock: when it is due and where it stands."""
    return re.findall(r"^  ((?:due|open until|not before) .*)$", explained(ref, day), re.MULTILINE)


def test_what_is_assumed_is_said(folder: Path) -> None:
    """What the source does not say, and the policy had to supply, stands with the source."""
    place = 'at = "section 4"'
    assumed = POLICY.replace(place, f'{place}, assumed = "from receipt"', 1)
    write(folder, [("assumed.toml", assumed)])
    said = answer("explain", "assumed.toml", FILES[1], "--case", "C-1", "--as-of", "2026-06-02")
    assert "  [1] Complaints Policy 2026, section 4 (assumed: from receipt)\n" in said


def test_in_words() -> None:
    """Each clock is a paragraph: what it is, where it stands, how its day was reached, by whom."""
    assert explained("C-1", "2026-06-02") == (
        "C-1, Stage one: Acknowledgement (target)\n"
        "  due Wednesday 8 April 2026; met on 2026-04-01\n"
        "  2026-03-30 Mon  received: counting starts from here [1]\n"
        "  2026-04-03 Fri  not counted: Good Friday [2]\n"
        "  2026-04-06 Mon  not counted: Easter Monday [2]\n"
        "  2026-04-08 Wed  5 working days on, passing over 2 weekend days [1]\n"
        "  [1] Complaints Policy 2026, section 3\n"
        "  [2] bank holidays, england-and-wales\n"
        "\n"
        "C-1, Stage one: response (target)\n"
        "  due Wednesday 15 April 2026; missed on 2026-04-16, 1 working day late\n"
        "  2026-03-30 Mon  received: counting starts from here [1]\n"
        "  2026-04-03 Fri  not counted: Good Friday [2]\n"
        "  2026-04-06 Mon  not counted: Easter Monday [2]\n"
        "  2026-04-15 Wed  10 working days on, passing over 4 weekend days [1]\n"
        "  [1] Complaints Policy 2026, section 4\n"
        "  [2] bank holidays, england-and-wales\n"
        "\n"
        "C-1, Stage one: Asking for stage two (window)\n"
        "  open until Friday 15 May 2026; acted on 2026-05-01\n"
        "  2026-04-16 Thu  responded: counting starts from here [1]\n"
        "  2026-05-04 Mon  not counted: May Day [2]\n"
        "  2026-05-15 Fri  20 working days on, passing over 8 weekend days [1]\n"
        "  [1] Complaints Policy 2026, section 5\n"
        "  [2] bank holidays, england-and-wales\n"
        "\n"
        "C-1, Stage two: response (target)\n"
        "  due Monday 1 June 2026; overdue on 2026-06-02, 1 day late\n"
        "  2026-05-01 Fri  escalated: counting starts from here [1]\n"
        "  2026-06-01 Mon  1 month on [1]\n"
        "  [1] Complaints Policy 2026, section 6\n"
    )


def test_a_calendar_of_the_kingdom() -> None:
    """The words are the same where the holidays are those of a part of the United Kingdom."""
    args = ("cases.jsonl", "--case", "C-1", "--as-of", "2026-06-02")
    assert answer("explain", "uk.toml", *args) == answer("explain", "policy.toml", *args)


@pytest.mark.parametrize(
    ("day", "response", "window"),
    [
        ("2026-05-05", "due Tuesday 19 May 2026; running on 2026-05-05", None),
        ("2026-05-06", "due Tuesday 19 May 2026; met on 2026-05-06", "still open"),
        ("2026-06-04", "due Tuesday 19 May 2026; met on 2026-05-06", "still open"),
        ("2026-06-05", "due Tuesday 19 May 2026; met on 2026-05-06", "closed, and not acted on"),
    ],
)
def test_where_a_clock_stands(day: str, response: str, window: str | None) -> None:
    """A clock stands as it did on the day asked about; a window is open, used or closed."""
    _, second, *third = standing("C-3", day)
    assert second == response
    assert third == ([f"open until Thursday 4 June 2026; {window}"] if window else [])


LEFT = events(
    ("in time", "received", "2026-05-05"),
    ("in time", "withdrawn", "2026-05-12"),
    ("too late", "received", "2026-05-05"),
    ("too late", "withdrawn", "2026-05-14"),
)


@pytest.mark.parametrize(
    ("ref", "words"),
    [
        ("in time", "void, as the case went on without it on 2026-05-12"),
        ("too late", "missed, as the case went on without it on 2026-05-14, 2 working days late"),
    ],
)
def test_a_clock_left_behind(folder: Path, ref: str, words: str) -> None:
    """A clock that the case left behind is void if it was in time, and missed if it was not."""
    write(folder, [("left.jsonl", LEFT)])
    text = answer("explain", "policy.toml", "left.jsonl", "--case", ref, "--as-of", "2026-06-01")
    assert f"due Tuesday 12 May 2026; {words}\n" in text


@pytest.mark.parametrize(
    ("kind", "escalated", "words"),
    [
        ("window", "2026-06-04", "open until Thursday 4 June 2026; acted on 2026-06-04"),
        (
            "window",
            "2026-06-08",
            "open until Thursday 4 June 2026; acted too late on 2026-06-08, 2 working days late",
        ),
        ("window", "", "open until Thursday 4 June 2026; closed, and not acted on"),
        ("wait", "", "not before Thursday 4 June 2026; over"),
        ("wait", "2026-06-04", "not before Thursday 4 June 2026; acted on 2026-06-04"),
    ],
)
def test_clocks_on_the_complainant(folder: Path, kind: str, escalated: str, words: str) -> None:
    """A window and a wait say in their own words whether they were acted on, and in time."""
    rows = [("C", "received", "2026-05-05"), ("C", "responded", "2026-05-06")]
    if escalated:
        rows.append(("C", "escalated", escalated))
    policy = POLICY.replace('kind = "window"', f'kind = "{kind}"')
    write(folder, [("p.toml", policy), ("c.jsonl", events(*rows))])
    text = answer("explain", "p.toml", "c.jsonl", "--case", "C", "--as-of", "2026-07-01")
    assert f"  {words}\n" in text


def test_a_wait_that_is_not_over(folder: Path) -> None:
    """A wait that still runs is not over yet; used with discretion, it was acted on too soon."""
    policy = POLICY.replace('kind = "window"', 'kind = "wait"')
    early = events(("C", "received", "2026-05-05"), ("C", "responded", "2026-05-06"))
    more = '{"case": "C", "event": "escalated", "on": "2026-05-11", "discretion": "urgent"}\n'
    write(folder, [("p.toml", policy), ("c.jsonl", early), ("d.jsonl", early + more)])
    for name, words in (("c.jsonl", "not over yet"), ("d.jsonl", "acted too soon on 2026-05-11")):
        text = answer("explain", "p.toml", name, "--case", "C", "--as-of", "2026-05-12")
        assert f"  not before Thursday 4 June 2026; {words}\n" in text


def test_in_json() -> None:
    """JSON is a list of clocks with their steps, the last of which is the due day."""
    found = json.loads(explained("C-1", "2026-06-02", "--format", "json"))
    assert [clock["clock"] for clock in found] == [
        "acknowledgement",
        "response",
        "escalation",
        "response",
    ]
    for clock in found:
        assert set(clock) == {*CLOCK_COLUMNS, "at", "steps"}
        assert clock["steps"][-1]["day"] == clock["due"]
        assert clock["steps"][0]["day"] == clock["started"]


def test_as_a_timeline() -> None:
    """As mermaid the case is a Gantt chart of what happened and of its clocks."""
    text = explained("C-3", "2026-05-11", "--format", "mermaid")
    assert text.startswith("gantt\n    title C-3 on 2026-05-11\n")
    assert "    received :milestone, 2026-05-05, 0d\n" in text
    assert "    response (target), met, due 2026-05-19 :done, 2026-05-05, 2026-05-06\n" in text


def test_from_standard_input(folder: Path) -> None:
    """A caseload from a pipe is explained as one from a file."""
    text = answer(
        "explain", "policy.toml", "-", "--case", "C-1", "--as-of", "2026-06-02",
        stdin=(folder / "cases.jsonl").read_bytes(),
    )  # fmt: skip
    assert text == explained("C-1", "2026-06-02")


def test_a_clock_of_an_older_revision(folder: Path) -> None:
    """A case under an older revision is explained by it, though the newest lacks the clock."""
    head, stages = POLICY.split('title = "Corporate complaints"\n')
    first, taxonomy = stages.split("[taxonomy.root-cause]")
    old = f'{head}title = "Old"\nin-force = {{ to = 2026-04-30 }}\n{first}'
    new = (
        '[[procedure]]\nid = "corporate"\ntitle = "New"\nin-force = { from = 2026-05-01 }\n'
        '[[procedure.stage]]\nid = "stage-1"\ntitle = "Only stage"\n'
    )
    write(folder, [("revised.toml", f"{old}\n{new}\n[taxonomy.root-cause]{taxonomy}")])
    text = answer(
        "explain", "revised.toml", "cases.jsonl", "--case", "C-1", "--as-of", "2026-06-02"
    )
    assert "C-1, Stage two: response (target)\n" in text


def test_an_unknown_case() -> None:
    """A case that the file does not have is a fault that says so, and nothing is answered."""
    done = run("explain", *FILES, "--case", "C-9", "--as-of", "2026-06-02")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "cases.jsonl: C-9: there is no such case\n"


def test_a_case_not_yet_received() -> None:
    """A case received later has no clock as yet, which is not the same as no case."""
    done = run("explain", *FILES, "--case", "C-3", "--as-of", "2026-05-04")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "cases.jsonl: C-3: no clock of this case has started by 2026-05-04\n"


def test_a_line_that_cannot_be_read_may_be_of_any_case() -> None:
    """An explanation may lack a line that could not be read, so the fault is reported with it."""
    done = run("explain", "policy.toml", "faulty.jsonl", "--case", "C-1", "--as-of", "2026-06-02")
    assert done.exit_code == 1
    assert done.stderr.startswith("faulty.jsonl:3: on: '2026-04-31' is no day")
    assert done.stdout == explained("C-1", "2026-06-02")


def test_faults_of_other_cases_are_theirs(folder: Path) -> None:
    """What cannot have happened to another case is no fault of the one explained."""
    odd = (folder / "cases.jsonl").read_text() + events(("C-4", "responded", "2026-05-06"))
    write(folder, [("odd.jsonl", odd)])
    args = ("policy.toml", "odd.jsonl", "--as-of", "2026-06-02", "--case")
    assert answer("explain", *args, "C-1") == explained("C-1", "2026-06-02")
    done = run("explain", *args, "C-4")
    assert done.exit_code == 1
    assert done.stderr.startswith("odd.jsonl:8: C-4 'responded': on 2026-05-06")


def test_a_day_beyond_the_calendar() -> None:
    """A day beyond the calendar is one fault of the case, with both ends of what is known."""
    done = run("explain", *FILES, "--case", "C-2", "--as-of", "2060-01-01")
    assert (done.exit_code, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    assert "which runs from 2024-01-01 to 2028-12-31" in done.stderr


@pytest.mark.parametrize("form", ["text", "json", "mermaid"])
def test_a_correction_made_since_is_heeded(folder: Path, form: str) -> None:
    """A receipt corrected later is explained as it is now known to have been, on any day."""
    cases = events(("C", "received", "2026-05-05"))
    more = """{"case": "C", "event": "corrected", "on": "2026-05-20", "corrects": "received",\
 "to-day": "2026-05-01"}\n"""
    write(folder, [("c.jsonl", cases + more), ("t.jsonl", cases.replace("05-05", "05-01"))])
    corrected, true = (
        answer(
            "explain", "policy.toml", name, "--case", "C", "--as-of", "2026-05-10", "--format", form
        )
        for name in ("c.jsonl", "t.jsonl")
    )
    assert corrected == true


@pytest.mark.parametrize("missing", ["--case", "--as-of"])
def test_wrong_commands(missing: str) -> None:
    """Both the case and the day must be given."""
    args = {"--case": "C-1", "--as-of": "2026-06-02"}
    del args[missing]
    done = run("explain", *FILES, *(word for pair in args.items() for word in pair))
    assert (done.exit_code, done.stdout) == (2, "")
    assert f"Missing option '{missing}'" in done.stderr


def test_a_terminal_is_given_words_only(folder: Path) -> None:
    """What somebody wrote as a reason is shown, on one line, and no terminal obeys it."""
    extended = {"by": "5 working days", "reason": "so\x1b[2J\nsaid"}
    told = {"case": "C-9", "event": "extended", "on": "2026-03-31"} | extended
    received = events(("C-9", "received", "2026-03-30"))
    write(folder, [("cases.jsonl", received + json.dumps(told))])
    assert "\n  [3] so\N{REPLACEMENT CHARACTER}[2J said" in explained("C-9", "2026-04-01")
    record = json.loads(explained("C-9", "2026-04-01", "--format", "json"))
    assert "so\x1b[2J\nsaid" in {step["source"] for step in record[-1]["steps"]}
