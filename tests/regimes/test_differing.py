"""What changes from one policy to another is told term by term."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import load_policy
from casework.prose.changes import changes_in_markdown
from casework.rules.schemes.differing import changes
from tests.policies import CALENDAR, OUTCOMES, clock, policy, procedure, stage

from .schemes import scheme

ROOT = Path(__file__).parents[2]
SHIPPED = sorted(
    [*ROOT.glob("examples/*/*policy.toml"), *ROOT.glob("tests/published/*/policy.toml")]
)
TEN = "10 working days from received to responded"
EXTENDED = 'extension = { by = "10 working days" }'


def told(old: str, new: str, *, rest: str = "", calendar: str = CALENDAR) -> list[str]:
    """The rows that tell what changes from one clock to another."""
    before = policy(procedure(stage("stage-1", old)))
    after = policy(procedure(stage("stage-1", new), rest=rest), calendar=calendar)
    return [line for line in changes_in_markdown(changes(before, after)) if "stage-1" in line]


SERVICES = """
[taxonomy.service]
title = "Services"
code = [{ id = "roads", title = "Roads" }]
"""


@pytest.mark.parametrize(
    ("rest", "beside", "row"),
    [
        (
            'exits = ["withdrawn", "referred"]',
            "",
            (
                "stage-1: open, what may happen | acknowledge, respond, withdraw"
                " | acknowledge, respond, withdraw, refer"
            ),
        ),
        (
            "reopens = true",
            "",
            "stage-1: closed, what may happen | nothing | reopen",
        ),
        (
            'begins-in = ["stage-1", "stage-2"]',
            "",
            "expected, what may happen | receive to stage-1 | receive to stage-1 or stage-2",
        ),
        (
            'takes = { service = "roads" }',
            "",
            "which cases it takes | nothing | service is 'roads'",
        ),
        (
            "",
            'advances-to = ["stage-2"]',
            (
                "stage-1: open, what may happen | acknowledge, respond, withdraw"
                " | acknowledge, respond, advance to stage-2, withdraw"
            ),
        ),
        (
            "",
            'milestones = ["signed-off"]',
            (
                "stage-1: open, what may happen | acknowledge, respond, withdraw"
                " | acknowledge, respond, withdraw, signed-off"
            ),
        ),
        (
            "",
            "may-decline = true",
            (
                "stage-1: answered, what may happen | escalate to stage-2, withdraw, close"
                " | escalate to stage-2, decline, withdraw, close"
            ),
        ),
    ],
)
def test_what_may_happen_is_told_from_the_table_of_moves(rest: str, beside: str, row: str) -> None:
    """A move that comes or goes is told in the state in which it does, both sides whole."""
    two = stage("stage-2")
    before = policy(procedure(stage("stage-1", clock()), two), SERVICES)
    after = policy(procedure(stage("stage-1", clock(), rest=beside), two, rest=rest), SERVICES)
    assert f"| {row} |" in [*changes_in_markdown(changes(before, after))]


def test_a_clock_tells_of_the_acts_that_it_brings() -> None:
    """That a clock may be extended is told once, as its extension."""
    assert len(told(clock(), clock(rest=EXTENDED))) == 1


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.parent.name)
def test_a_policy_does_not_differ_from_itself(path: Path) -> None:
    """Held against itself, no policy changes, however many revisions it has."""
    found = load_policy(path)
    assert changes(found, found) == ()
    assert [*changes_in_markdown(())] == ["Nothing changes."]


@pytest.mark.parametrize(
    ("old", "new", "row"),
    [
        (
            clock(),
            clock(limit='"15 working days"'),
            f"| stage-1: response, limit | {TEN} | {TEN.replace('10', '15')} |",
        ),
        (
            clock(),
            clock(rest=EXTENDED),
            "| stage-1: response, extension | nothing | by 10 working days |",
        ),
        (
            clock(rest=EXTENDED),
            clock(rest=EXTENDED.replace("10", "5")),
            "| stage-1: response, extension | by 10 working days | by 5 working days |",
        ),
        (
            clock(rest="pausing = {}"),
            clock(rest='pausing = { ends = "inclusive" }'),
            "| stage-1: response, pause | for any reason | for any reason, both ends left out |",
        ),
        (
            clock(),
            clock(rest='counting = "same-day"'),
            f"| stage-1: response, limit | {TEN} | {TEN} (the start being day 1) |",
        ),
    ],
)
def test_a_change_is_told_with_both_sides(old: str, new: str, row: str) -> None:
    """Each term that changes is a row with what it said before and what it says now."""
    assert told(old, new) == [row]


def test_who_may_act_changes_with_roles_and_their_order() -> None:
    """Another role that may do an act is a change, and so is another order of roles."""
    only = stage("stage-1", clock())
    for old, new, row in (
        (
            'roles = { respond = ["head"] }',
            'roles = { respond = ["head", "deputy"] }',
            "| respond, in which role | respond by 'head' | respond by 'head' or 'deputy' |",
        ),
        (
            'seniority = ["a", "b"]',
            'seniority = ["b", "a"]',
            "| seniority | a, b, from the most junior | b, a, from the most junior |",
        ),
    ):
        was, now = (policy(procedure(only, rest=each)) for each in (old, new))
        assert row in [*changes_in_markdown(changes(was, now))]


def test_who_is_cited_is_no_change() -> None:
    """Another citation, title or declared reading changes nothing that is due."""
    cited = clock(rest='title = "Answer"\ncontested = { starts = ["acknowledged"] }')
    assert told(clock(), cited.replace("section 4", "section 9")) == []


def test_what_holds_for_all_procedures_is_told_first() -> None:
    """Working days, receipt and lists change for the whole policy."""
    one = policy(procedure(stage("stage-1", clock())))
    more = CALENDAR.replace("\n]\n", '\n{ day = 2026-12-29, why = "Christmas closure" }]\n')
    more += 'also-working = [{ day = 2026-08-29, why = "fair" }]\n'
    more += 'receipt = { cut-off = "17:00" }\n'
    other = policy(procedure(stage("stage-1", clock())), OUTCOMES, calendar=more)
    found = changes(one, other)
    assert [(change.subject, change.procedure) for change in found] == [
        (("calendar", "default"), ""),
        (("receipt", ""), ""),
        (("codes", "outcome"), ""),
    ]
    text = "\n".join(changes_in_markdown(found))
    assert text.startswith("## The whole policy\n")
    assert "2026-12-29 Christmas closure, open 2026-08-29" in text
    assert "| receipt | as-received | as-received, 17:00 |" in text
    assert "| outcome, list | nothing | upheld, not-upheld |" in text


def test_a_revision_is_held_against_the_one_that_it_follows() -> None:
    """A new revision is compared with what the old policy would have followed on its first day."""
    dated = "in-force = {{ {} = 2026-{} }}"
    old = policy(procedure(stage("stage-1", clock())))
    new = policy(
        procedure(stage("stage-1", clock()), rest=dated.format("to", "03-31")),
        procedure(stage("stage-1", clock(limit='"7 days"')), rest=dated.format("from", "04-01")),
    )
    (change,) = changes(old, new)
    assert str(change.since) == "2026-04-01"
    heading, *_ = changes_in_markdown((change,))
    assert heading == "## corporate, for what begins from 2026-04-01"
    (back,) = changes(new, policy(procedure(stage("stage-1", clock(limit='"7 days"')))))
    assert (back.since, back.subject) == (None, ("limit", "stage-1/response/limit"))


def test_two_codes_are_compared_whatever_they_are_called() -> None:
    """Policies of one procedure each are compared; of several, those of the same id."""
    one = scheme(stage("stage-1", clock())).policy
    plain = "\n[calendar]\nfirst = 2025-01-01\nlast = 2027-12-31\n"
    other = policy(procedure(stage("stage-1", clock(limit='"7 days"'))), calendar=plain)
    assert [change.subject[0] for change in changes(one, other)] == ["limit"]
    several = policy(
        procedure(stage("stage-1", clock())), procedure(stage("stage-1", clock()), ident="member")
    )
    assert {change.procedure for change in changes(other, several)} == {"", "corporate", "member"}
    swapped = policy(
        procedure(stage("stage-1", clock()), ident="foi"),
        procedure(stage("stage-1", clock()), ident="member"),
    )
    assert {change.procedure for change in changes(several, swapped)} == {"corporate", "foi"}


@given(st.integers(1, 20), st.integers(1, 20))
def test_a_limit_changes_where_its_number_does(one: int, other: int) -> None:
    """There is a change of the limit just where the limits are not the same."""
    old, new = (clock(limit=f'"{n} {"weeks" if n > 1 else "week"}"') for n in (one, other))
    assert bool(told(old, new)) is (one != other)
