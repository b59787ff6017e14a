"""Acts that leave a case where it is: issues, links, reasons for lateness, corrections."""

from __future__ import annotations

from datetime import date

import pytest

from casework import Policy, examine, replay
from casework.cases.endings import destroy_after, ways_out
from casework.cases.issues import issues
from casework.cases.lateness import became_late

from .policies import clock, policy, procedure, stage, taxonomy
from .told import follow, refused, states

ISSUES = policy(
    procedure(
        "corporate",
        stage(
            "stage-1",
            clock("response", pausing="{}"),
            clock("new-issue", "issue-raised", "issue-found", "5 working days", recurs=True),
        ),
        stage("stage-2", clock("response", "escalated")),
        needs='{ issue-found = ["root-cause"] }',
        exits='["withdrawn", "referred"]',
        retention='{ closed = "6 years", withdrawn = "1 year" }',
        way_out='[{ body = "LGSCO", after = ["stage-2"] },'
        ' { body = "Housing Ombudsman", when = { service = ["housing"] } }]',
        reopens=True,
    ),
    taxonomy("root-cause", "delay", "advice"),
    taxonomy("finding", "upheld", "not-upheld"),
    taxonomy("lateness-reason", "staffing", "third-party"),
)
"""A procedure with issues, ways out and records to keep."""

LIVES = {
    "open": "",
    "paused": "2026-06-02 pause",
    "answered": "2026-06-02 respond",
    "closed": "2026-06-02 withdraw",
}


@pytest.mark.parametrize("lines", LIVES.values(), ids=LIVES)
@pytest.mark.parametrize(
    "line",
    [
        "2026-06-03 raise-issue issue=A",
        "2026-06-03 find issue=A; finding=upheld; root-cause=delay",
        "2026-06-03 split-issue issue=A; into=B|C",
        "2026-06-03 join-issues issues=A|B; into=C",
        "2026-06-03 undertake undertaking=U1; remedy=apology; due=2026-06-30",
        "2026-06-03 learn lesson=L1; root-cause=delay",
        "2026-06-03 link to=C-7",
        "2026-06-03 explain-lateness lateness-reason=staffing",
        "2026-06-03 void voids=acknowledged",
        "2026-06-03 correct corrects=received; channel=post",
    ],
)
def test_asides_in_every_phase(lines: str, line: str) -> None:
    """An aside may come in every phase after receipt, and the case stays where it is."""
    events = follow(ISSUES, "2026-06-01 receive\n2026-06-01 acknowledge\n" + lines)
    before, after = replay(events), replay(follow(ISSUES, line, events))
    assert (after.phase, after.stage) == (before.phase, before.stage)
    assert len(after.events) == len(events) + 1
    assert examine(ISSUES, after.events).faults == ()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("2026-06-03 raise-issue", "it needs issue"),
        ("2026-06-03 find issue=A", "it needs finding, root-cause"),
        ("2026-06-03 find issue=A; finding=held; root-cause=delay", "finding 'held' is not in"),
        ("2026-06-03 split-issue issue=A", "it needs into"),
        ("2026-06-03 explain-lateness lateness-reason=weather", "is not in 'lateness-reason'"),
        ("2026-06-03 record-lateness", "it needs clock"),
        ("2026-06-03 link", "it needs to"),
    ],
)
def test_asides_without_their_facts(line: str, why: str) -> None:
    """An aside needs its facts, and those that are picked from a list are held against it."""
    assert why in refused(ISSUES, follow(ISSUES, "2026-06-01 receive"), line)


def test_no_asides_before_receipt() -> None:
    """There is nothing to say of a case that has not been received."""
    assert refused(ISSUES, (), "2026-06-01 link to=C-7") == "the case has not been received"


def test_issues() -> None:
    """Issues are raised, split and joined, and each is found upon with its own causes."""
    events = follow(
        ISSUES,
        """2026-06-01 receive
        2026-06-01 raise-issue issue=A; category=repairs
        2026-06-02 raise-issue issue=B
        2026-06-03 split-issue issue=A; into=A1|A2
        2026-06-04 join-issues issues=A2|B; into=D
        2026-06-05 find issue=D; finding=upheld; root-cause=delay|advice""",
    )
    found = {issue.id: issue for issue in issues(events)}
    assert list(found) == ["A", "B", "A1", "A2", "D"]
    assert found["A"].into == ("A1", "A2")
    assert found["B"].into == found["A2"].into == ("D",)
    assert found["D"].values("root-cause") == ("delay", "advice")
    assert (found["D"].finding, found["D"].found) == ("upheld", date(2026, 6, 5))
    assert found["A"].values("category") == ("repairs",)
    assert found["A1"].values("category") == ()


def test_issues_of_a_corrected_record() -> None:
    """An issue raised by mistake was never raised."""
    events = follow(
        ISSUES,
        """2026-06-01 receive
        2026-06-01 raise-issue issue=A
        2026-06-02 raise-issue issue=B
        2026-06-03 void voids=issue-raised; was=2026-06-02""",
    )
    assert [issue.id for issue in issues(events)] == ["A"]


def test_an_issue_found_that_was_never_raised() -> None:
    """A finding makes an unknown issue known, and splitting one raises its parts."""
    events = follow(
        ISSUES,
        """2026-06-01 receive
        2026-06-02 find issue=Z; finding=upheld; root-cause=delay
        2026-06-03 split-issue issue=Y; into=Y1""",
    )
    assert [issue.id for issue in issues(events)] == ["Z", "Y1"]


def test_a_clock_on_each_issue() -> None:
    """A clock may start when an issue is raised and stop when it is found upon."""
    events = follow(ISSUES, "2026-06-01 receive\n2026-06-03 raise-issue issue=A")
    assert states(ISSUES, events, "2026-06-11")[1] == "new-issue overdue 2026-06-10"
    events = follow(ISSUES, "2026-06-11 find issue=A; finding=upheld; root-cause=delay", events)
    assert states(ISSUES, events, "2026-06-11")[1:] == [
        "new-issue missed 2026-06-10",
        "new-issue running 2026-06-18",
    ]


def test_becoming_late_once() -> None:
    """A clock becomes late once, the day after its due day; asked again, nothing is added."""
    events = follow(ISSUES, "2026-06-01 receive")
    assert became_late(ISSUES, events, date(2026, 6, 15)) == ()
    (late,) = became_late(ISSUES, events, date(2026, 6, 16))
    assert (late.name, late.fact("clock"), late.fact("due")) == (
        "became-late",
        "response",
        "2026-06-15",
    )
    events = (*events, late)
    assert became_late(ISSUES, events, date(2026, 6, 30)) == ()
    assert examine(ISSUES, events).faults == ()
    assert states(ISSUES, events, "2026-06-16") == ["response overdue 2026-06-15"]


def test_several_reasons_for_lateness() -> None:
    """A case may be late for several reasons, each with its day."""
    events = follow(
        ISSUES,
        """2026-06-01 receive
        2026-06-16 explain-lateness lateness-reason=staffing
        2026-06-18 explain-lateness lateness-reason=third-party|staffing""",
    )
    assert [event.values("lateness-reason") for event in events[1:]] == [
        ("staffing",),
        ("third-party", "staffing"),
    ]


@pytest.mark.parametrize(
    ("lines", "bodies"),
    [
        ("", []),
        ("2026-06-02 respond", []),
        ("2026-06-02 respond\n2026-06-03 escalate", []),
        ("2026-06-02 respond\n2026-06-03 escalate\n2026-06-04 respond", ["LGSCO"]),
        ("2026-06-02 respond\n2026-06-03 escalate\n2026-06-04 withdraw", ["LGSCO"]),
        ("2026-06-02 acknowledge service=housing", ["Housing Ombudsman"]),
    ],
)
def test_ways_out(lines: str, bodies: list[str]) -> None:
    """A complainant may turn to a body once its stage is done, or at once where none is named."""
    events = follow(ISSUES, "2026-06-01 receive\n" + lines)
    assert [way.body for way in ways_out(ISSUES, events)] == bodies


def test_ways_out_before_receipt() -> None:
    """Before a case is received it has no way out."""
    assert ways_out(ISSUES, ()) == ()


@pytest.mark.parametrize(
    ("lines", "last"),
    [
        ("2026-06-02 respond", None),
        ("2026-06-02 respond\n2026-06-05 close", "2032-06-05"),
        ("2026-06-02 withdraw", "2027-06-02"),
        ("2026-06-02 refer to=ombudsman", None),
        ("2026-06-02 withdraw\n2026-06-05 reopen", None),
    ],
)
def test_until_when_records_are_kept(lines: str, last: str | None) -> None:
    """Records are kept from the day a case ended, for as long as that ending says."""
    events = follow(ISSUES, "2026-06-01 receive\n" + lines)
    kept = destroy_after(ISSUES, events)
    assert (kept and str(kept.due)) == last


def test_records_of_a_case_that_was_never_received() -> None:
    """Without a case there are no records to keep."""
    assert destroy_after(ISSUES, ()) is None


def test_who_says_how_long_records_are_kept() -> None:
    """The time for which records are kept is cited where the procedure cites a source."""
    cited: Policy = policy(
        procedure(
            "corporate",
            stage("stage-1", clock("response")),
            retention='{ withdrawn = "1 year" }',
            source='{ ref = "policy", at = "section 9" }',
        )
    )
    kept = destroy_after(cited, follow(cited, "2026-06-01 receive\n2026-06-02 withdraw"))
    assert kept is not None
    assert kept.steps[-1].source == "Complaints Policy, section 9"
