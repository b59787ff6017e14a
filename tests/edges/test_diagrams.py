"""Diagrams are drawn from the table of moves: read back, they are the table again."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from casework import clocks, examine, load_policy, parse_policy
from casework.cases.events import Event
from casework.prose.diagrams import procedure_in_mermaid
from casework.prose.timelines import case_in_mermaid
from casework.rules.procedure import Procedure

from .files import POLICY

EXAMPLES = Path(__file__).parents[2] / "examples"

ARROW = re.compile(r"^    (\S+) --> (\S+): (.+)$", re.MULTILINE)
GOES_ON = "\n" + 10 * " "
NOTE = re.compile(r"^    note right of (\S+)\n((?:        .*\n)+)    end note$", re.MULTILINE)

RICH = """
[policy]
id = "rich"
authority = "Test Borough Council"
revision = "1"

[source.policy]
title = "Policy"

[calendar]
first = 2025-01-01
last = 2027-12-31

[[procedure]]
id = "corporate"
title = "Corporate"
exits = ["withdrawn", "refused", "referred"]
reopens = true

[[procedure.stage]]
id = "stage-1"
title = 'The "first": look; again'
handler = "the service: a team"
milestones = ["statement-agreed"]
follow-ups = ["remedy-done"]
escalates-to = ["stage-2", "panel"]
escalates-when-late = true
may-decline = true
close-after = "20 working days"

[[procedure.stage.clock]]
id = "response"
title = "Response"
kind = "target"
starts = ["statement-agreed", "received"]
stops = "responded"
limit = [
  { is = "10 working days", to = 2026-03-31 },
  { is = "15 working days", from = 2026-04-01 },
]
extension = { needs = ["reason"] }
pausing = {}
source = { ref = "policy" }

[[procedure.stage]]
id = "stage-2"
title = "Stage two"
sends-back-to = ["stage-1"]

[[procedure.stage]]
id = "panel"
title = "Panel"

[taxonomy.refusal-reason]
title = "Reasons to refuse"
code = [{ id = "too-old", title = "Too old" }]
"""


@cache
def procedures(name: str) -> list[Procedure]:
    """Every revision of every procedure of a policy: the small one, the rich one, an example."""
    texts = {"small": POLICY, "rich": RICH}
    policy = parse_policy(texts[name]) if name in texts else load_policy(EXAMPLES / name)
    return [procedure for timeline in policy.procedures.values() for procedure in timeline]


NAMES = [file.relative_to(EXAMPLES).as_posix() for file in sorted(EXAMPLES.glob("*/policy.toml"))]
every = pytest.mark.parametrize("policy", ["small", "rich", *NAMES])


def drawn(procedure: Procedure) -> str:
    """The diagram of a procedure."""
    return "\n".join(procedure_in_mermaid(procedure))


def node(procedure: Procedure, stage: str, phase: str) -> str:
    """What a state is called in a diagram: stages are numbered in their order."""
    if phase == "expected" or (phase == "closed" and not procedure.moves[stage, "closed"]):
        return "[*]"
    return f"s{list(procedure.by_id).index(stage) + 1}_{phase}"


@every
def test_the_arrows_are_the_moves(policy: str) -> None:
    """The arrows of a diagram are exactly the moves of the table, each once, and no others."""
    for procedure in procedures(policy):
        arrows = [
            (start, end, act)
            for start, end, acts in ARROW.findall(drawn(procedure))
            for act in acts.split(", ")
        ]
        moves = [
            (node(procedure, *state), node(procedure, target, move.phase), act)
            for state, row in procedure.moves.items()
            for act, move in row.items()
            for target in move.stages
        ]
        assert sorted(arrows) == sorted(moves)


@every
def test_every_stage_is_there(policy: str) -> None:
    """Each stage is there as open and as answered, by its title, and no other states are."""
    for procedure in procedures(policy):
        text = drawn(procedure)
        states = dict(re.findall(r'^    state "(.*)" as (\S+)$', text, re.MULTILINE))
        for number, stage in enumerate(procedure.stage, 1):
            title = stage.title.replace('"', "'").replace(":", " -").replace(";", ",")
            assert states[title] == f"s{number}_open"
            assert states[f"{title}, answered"] == f"s{number}_answered"
        arrows = ARROW.findall(text)
        assert {end for start, stop, _ in arrows for end in (start, stop)} == {
            "[*]",
            *states.values(),
        }


@every
def test_every_clock_is_noted(policy: str) -> None:
    """Beside each stage stand its handler and a line for each of its clocks, and nothing else."""
    for procedure in procedures(policy):
        notes = NOTE.findall(drawn(procedure))
        by_state = {state: lines.replace(GOES_ON, " ") for state, lines in notes}
        for number, stage in enumerate(procedure.stage, 1):
            lines = by_state.pop(f"s{number}_open", "").splitlines()
            assert len(lines) == bool(stage.handler) + len(stage.clock)
            for rule, line in zip(stage.clock, lines[bool(stage.handler) :], strict=True):
                assert line.strip().startswith(rule.name.replace(":", " -"))
                assert f"({rule.kind})" in line
        assert by_state == {}


@every
def test_every_line_is_mermaid(policy: str) -> None:
    """Each line is one of the few forms of a state diagram that this uses."""
    for procedure in procedures(policy):
        forms = (
            r"stateDiagram-v2|    direction TB"
            r'|    state "[^":;]+" as s\d+_(open|paused|answered|closed)'
            r"|    (\[\*\]|s\d+_\w+) --> (\[\*\]|s\d+_\w+): [a-z, -]+"
            r"|    note right of s\d+_open|        [^\":;]+|    end note"
        )
        assert [
            line for line in drawn(procedure).splitlines() if not re.fullmatch(forms, line)
        ] == []


def test_marks_that_mean_something() -> None:
    """Quotation marks, colons and semicolons in a title do not break the diagram."""
    text = drawn(procedures("rich")[0])
    assert """state "The 'first' - look, again, paused" as s1_paused""" in text
    assert "        by the service - a team\n" in text


def test_dated_limits_and_open_extensions() -> None:
    """A note has the limits of all times in order, every start, and whether it may be extended."""
    text = " ".join(drawn(procedures("rich")[0]).split())
    assert (
        "Response (target) - 10 working days (until 2026-03-31), then 15 working days"
        " (from 2026-04-01) from statement agreed or received to responded, may be extended"
    ) in text
    text = " ".join(drawn(procedures("small")[0]).split())
    assert "to responded, may be extended by 10 working days" in text


def test_notes_are_as_wide_as_the_states() -> None:
    """A long rule goes on in a further line, so that the picture stays a picture."""
    for procedure in procedures("rich"):
        assert max(map(len, drawn(procedure).splitlines())) <= 90


def test_a_case_that_may_be_reopened_is_not_received_again() -> None:
    """Where cases are reopened, a closed stage is a state of its own and not the beginning."""
    text = drawn(procedures("rich")[0])
    assert "    [*] --> s1_open: receive\n" in text
    assert "    s1_closed --> s1_open: reopen\n" in text


def test_a_case_that_may_be_taken_on_once_closed_is_not_received_again() -> None:
    """Where a closed case is taken on, its stage has a closed state; the others' ends are ends."""
    once = "escalates-when-late = true\nescalates-when-closed = true"
    policy = parse_policy(
        RICH.replace("escalates-when-late = true", once).replace("reopens = true", "")
    )
    text = drawn(policy.procedure("corporate", date(2026, 3, 2)))
    assert "    s1_answered --> s1_closed: withdraw, refer, close\n" in text
    assert "    s1_closed --> s2_open: escalate\n" in text
    assert "    s2_answered --> [*]: withdraw, refer, close\n" in text


def timeline(*rows: tuple[str, str], on: date) -> list[str]:
    """The Gantt chart of a case of the small policy on a day."""
    policy = parse_policy(POLICY)
    told = [Event("C: 1", name, date.fromisoformat(day)) for day, name in rows]
    history = examine(policy, told)
    assert history.faults == ()
    events = [event for event in history.events if event.on <= on]
    return list(case_in_mermaid(policy, events, clocks(policy, events, on), on))


def test_a_case_as_a_timeline() -> None:
    """A timeline has a point for each event and, by stage, a bar for each clock."""
    assert timeline(
        ("2026-05-05", "received"),
        ("2026-05-06", "acknowledged"),
        ("2026-05-20", "responded"),
        ("2026-06-01", "escalated"),
        on=date(2026, 6, 5),
    ) == [
        "gantt",
        "    title C - 1 on 2026-06-05",
        "    dateFormat YYYY-MM-DD",
        "    inclusiveEndDates",
        "    section What happened",
        "    received :milestone, 2026-05-05, 0d",
        "    acknowledged :milestone, 2026-05-06, 0d",
        "    responded :milestone, 2026-05-20, 0d",
        "    escalated :milestone, 2026-06-01, 0d",
        "    section Stage one",
        "    Acknowledgement (target), met, due 2026-05-12 :done, 2026-05-05, 2026-05-06",
        "    response (target), missed, due 2026-05-19 :crit, 2026-05-05, 2026-05-20",
        "    Asking for stage two (window), met, due 2026-06-18 :done, 2026-05-20, 2026-06-01",
        "    section Stage two",
        "    response (target), running, due 2026-07-01 :active, 2026-06-01, 2026-07-01",
    ]


@pytest.mark.parametrize(
    ("on", "bar"),
    [
        (date(2026, 5, 5), "running, due 2026-05-19 :active, 2026-05-05, 2026-05-19"),
        (date(2026, 5, 19), "running, due 2026-05-19 :active, 2026-05-05, 2026-05-19"),
        (date(2026, 5, 20), "overdue, due 2026-05-19 :crit, 2026-05-05, 2026-05-20"),
    ],
)
def test_the_bar_of_a_clock_that_runs(on: date, bar: str) -> None:
    """The bar of a clock that has not ended reaches its due day, or the day itself if later."""
    assert timeline(("2026-05-05", "received"), on=on)[-1] == f"    response (target), {bar}"
