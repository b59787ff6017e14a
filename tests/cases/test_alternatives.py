"""Which clock runs, from which day, and by which revision, depends on the case and its events."""

from __future__ import annotations

import pytest

from casework import CaseworkError, Refused, clocks, decide, replay
from tests.policies import clock, of_clocks, of_stages, policy, procedure, stage

from .told import act, clock_of, day, decided, events

RECEIVED = "2026-03-02 received"

BY_SERVICE = of_clocks(
    clock(limit='"20 days"', rest='when = { service = ["housing", "care"] }'),
    clock(limit='"10 days"', rest='when = { service = "parking", issues = { at-most = 2 } }'),
    clock(limit='"30 days"', rest="otherwise = true"),
)


@pytest.mark.parametrize(
    ("facts", "due"),
    [
        ("service=housing", "2026-03-22"),
        ("service=care", "2026-03-22"),
        ("service=parking issues=2", "2026-03-12"),
        ("service=parking issues=3", "2026-04-01"),
        ("service=parking issues=two", "2026-04-01"),
        ("service=parking", "2026-04-01"),
        ("service=parking,care issues=1", "2026-03-22"),
        ("", "2026-04-01"),
    ],
)
def test_of_alternatives_the_first_that_fits_runs(facts: str, due: str) -> None:
    """Of clocks that share an id one runs: the first whose conditions the case meets."""
    (found,) = clocks(BY_SERVICE, events(f"{RECEIVED} {facts}"), day("2026-03-02"))
    assert found.due == day(due)


def test_what_is_learned_later_counts() -> None:
    """A condition is about the case as it is known, not as it was when it was received."""
    history = (RECEIVED, "2026-03-04 acknowledged service=housing")
    assert clock_of(BY_SERVICE, history, "2026-03-03").due == day("2026-04-01")
    assert clock_of(BY_SERVICE, history, "2026-03-04").due == day("2026-03-22")


@pytest.mark.parametrize(
    ("issues", "due"), [("0", "2026-03-12"), ("3", "2026-03-12"), ("4", "2026-03-22")]
)
def test_both_sides_of_a_range(issues: str, due: str) -> None:
    """A range of numbers has both its ends."""
    by_number = of_clocks(
        clock(limit='"10 days"', rest="when = { issues = { at-most = 3 } }"),
        clock(limit='"20 days"', rest="when = { issues = { at-least = 4 } }"),
        rest='needs = { received = ["issues"] }',
    )
    assert clock_of(by_number, [f"{RECEIVED} issues={issues}"], "2026-03-02").due == day(due)


LATER = """dated-by = "event-day"
either = [{ limit = "3 months", dated-by = "known-day" }, { limit = "2 weeks", starts = "noticed" }]
choose = "%s"
"""


@pytest.mark.parametrize(
    ("choose", "facts", "due"),
    [
        ("later", "", "2026-04-02"),
        ("later", "event-day=2026-02-01", "2026-03-01"),
        ("later", "event-day=2026-02-01 known-day=2026-02-20", "2026-05-20"),
        ("later", "event-day=2026-02-01 known-day=2025-01-01", "2026-03-01"),
        ("earlier", "event-day=2026-02-01 known-day=2026-02-20", "2026-03-01"),
        ("earlier", "event-day=2026-02-01 known-day=2025-01-01", "2025-04-01"),
    ],
)
def test_the_later_or_the_earlier_of_two(choose: str, facts: str, due: str) -> None:
    """A limit may run from a day in a fact, and of several the later or earlier counts."""
    dated = of_clocks(
        clock(limit='"1 month"', rest=LATER % choose), rest='milestones = ["noticed"]'
    )
    assert clock_of(dated, [f"{RECEIVED} {facts}"], "2026-03-02").due == day(due)


def test_another_limit_may_have_another_start() -> None:
    """A further limit counts once its own start has happened."""
    dated = of_clocks(
        clock(limit='"1 week"', rest=LATER % "later"), rest='milestones = ["noticed"]'
    )
    assert clock_of(dated, [RECEIVED], "2026-03-31").due == day("2026-03-09")
    history = (RECEIVED, "2026-03-05 noticed")
    assert clock_of(dated, history, "2026-03-31").due == day("2026-03-19")


def test_a_limit_may_count_back_from_a_planned_day() -> None:
    """A limit counted back from a day in its event is due before that day."""
    papers = of_clocks(
        clock(starts="panel-set", limit='"-5 working days"', rest='dated-by = "panel"'),
        rest='milestones = ["panel-set"]',
    )
    history = (RECEIVED, "2026-03-03 panel-set panel=2026-04-08")
    found = clock_of(papers, history, "2026-03-03")
    assert (found.started, found.due) == (day("2026-04-08"), day("2026-03-30"))


def test_a_fact_that_should_be_a_day_and_is_none() -> None:
    """What a clock is to count from must be a day, when it is recorded and when it is asked."""
    dated = of_clocks(clock(rest='dated-by = "event-day"'))
    with pytest.raises(Refused, match="event-day 'spring' is no day"):
        decide(dated, replay([]), act("2026-03-02 receive event-day=spring"))
    with pytest.raises(CaseworkError, match="event-day 'spring' is no day"):
        clocks(dated, events(f"{RECEIVED} event-day=spring"), day("2026-03-02"))


RECURRING = of_stages(
    stage(
        "stage-1",
        clock(),
        clock("update", stops="promised", limit='"5 working days"', rest="recurs = true"),
    )
)


def test_a_recurring_clock_begins_anew_each_time_it_is_stopped() -> None:
    """A recurring duty is due again from each time that it was met or missed."""
    history = (
        RECEIVED,
        "2026-03-09 promised until=2026-03-13",
        "2026-03-18 promised until=2026-03-13",
        "2026-03-19 acknowledged",
    )
    found = clocks(RECURRING, events(*history), day("2026-03-25"))
    assert [(str(each.started), str(each.due), each.state) for each in found[1:]] == [
        ("2026-03-02", "2026-03-09", "met"),
        ("2026-03-09", "2026-03-16", "missed"),
        ("2026-03-18", "2026-03-25", "running"),
    ]


def test_a_recurring_clock_ends_with_the_case() -> None:
    """A case that is closed has no more updates due."""
    history = (RECEIVED, "2026-03-06 promised until=2026-03-13", "2026-03-10 withdrawn")
    found = clocks(RECURRING, events(*history), day("2026-12-31"))
    assert [each.state for each in found] == ["void", "met", "void"]


REVISIONS = [
    procedure(
        stage("stage-1", clock(limit='"20 days"'), clock("gone", stops="acknowledged")),
        stage("stage-2", clock(starts="escalated", limit='"20 days"')),
        rest='applies-by = "BY"\nin-force = { to = 2026-03-31 }',
    ),
    procedure(
        stage("stage-1", clock(limit='"10 days"')),
        stage("stage-2", clock(starts="escalated", limit='"10 days"')),
        rest='applies-by = "BY"\nin-force = { from = 2026-04-01 }',
    ),
]


@pytest.mark.parametrize(
    ("by", "due"),
    [("received", "2026-04-26"), ("stage-entered", "2026-04-16"), ("clock-start", "2026-04-16")],
)
def test_which_revision_a_later_stage_follows(by: str, due: str) -> None:
    """A case follows the revision of its receipt, of the stage's beginning or of the clock's."""
    revised = policy(*(each.replace("BY", by) for each in REVISIONS))
    history = ("2026-03-30 received", "2026-04-01 responded", "2026-04-06 escalated")
    first, *_, second = clocks(revised, events(*history), day("2026-04-06"))
    assert (first.due, second.due) == (day("2026-04-19"), day(due))


def test_a_clock_that_a_revision_no_longer_has_goes_on() -> None:
    """Where a new revision lacks the clock or the stage, the old one's goes on."""
    old = procedure(
        stage(
            "stage-1",
            clock(starts="acknowledged", limit='"20 days"'),
            clock("gone", starts="acknowledged", limit='"5 days"'),
        ),
        rest='applies-by = "clock-start"\nin-force = { to = 2026-03-31 }',
    )
    for stage_id in ("stage-1", "other"):
        new = procedure(
            stage(stage_id, clock(starts="acknowledged", limit='"10 days"')),
            rest='applies-by = "clock-start"\nin-force = { from = 2026-04-01 }',
        )
        revised = policy(old, new)
        history = ("2026-03-30 received", "2026-04-06 acknowledged")
        assert clock_of(revised, history, "2026-04-06", "gone").due == day("2026-04-11")
        expected = "2026-04-16" if stage_id == "stage-1" else "2026-04-26"
        assert clock_of(revised, history, "2026-04-06").due == day(expected)


def test_a_case_whose_stage_a_revision_lacks_stays_with_the_old() -> None:
    """A case that enters a stage which the new revision has not follows the old one."""
    old = REVISIONS[0].replace("BY", "stage-entered")
    new = procedure(
        stage("stage-1", clock(limit='"10 days"')),
        rest='applies-by = "stage-entered"\nin-force = { from = 2026-04-01 }',
    )
    history = ("2026-03-30 received", "2026-04-01 responded", "2026-04-06 escalated")
    found = clock_of(policy(old, new), history, "2026-04-06")
    assert (found.stage, found.due) == ("stage-2", day("2026-04-26"))


def test_stages_that_events_do_not_name_are_the_usual_ones() -> None:
    """A case whose events name no stage goes where its moves usually lead."""
    line = of_stages(
        stage("stage-1", clock(), clock("again", starts="sent-back reopened", limit='"5 days"')),
        stage("stage-2", clock(starts="escalated"), rest='sends-back-to = ["stage-1"]'),
        rest="reopens = true",
    )
    history = (
        RECEIVED,
        "2026-03-03 responded",
        "2026-03-04 escalated",
        "2026-03-05 sent-back",
        "2026-03-06 responded",
        "2026-03-07 closed",
        "2026-03-08 reopened",
    )
    found = clocks(line, events(*history), day("2026-03-08"))
    assert [(each.stage, each.clock) for each in found] == [
        ("stage-1", "response"),
        ("stage-2", "response"),
        ("stage-1", "again"),
        ("stage-1", "again"),
    ]


TO_COMPLAIN = of_clocks(
    clock(
        "to-complain",
        starts="received",
        stops="received",
        kind="window",
        limit='"12 months"',
        rest='dated-by = "event-day"',
    )
)


@pytest.mark.parametrize(
    ("happened", "state"), [("2025-03-02", "met"), ("2025-03-01", "missed"), ("2026-03-02", "met")]
)
def test_the_time_to_complain_stops_when_the_case_is_received(happened: str, state: str) -> None:
    """A window that runs from what is complained of is over once the complaint has come."""
    history = [f"{RECEIVED} event-day={happened}"]
    assert clock_of(TO_COMPLAIN, history, "2026-03-02", "to-complain").state == state


def test_a_case_is_judged_by_the_revision_of_its_stage() -> None:
    """Where the stage decides the revision, what is permitted there is that revision's too."""
    new = procedure(
        stage("stage-1"),
        stage("stage-2", clock(starts="escalated"), rest='milestones = ["panel-met"]'),
        rest='applies-by = "stage-entered"\nin-force = { from = 2026-04-01 }',
    )
    both = policy(REVISIONS[0].replace("BY", "stage-entered"), new)
    history = ("2026-03-30 received", "2026-04-01 responded", "2026-04-06 escalated")
    assert decided(both, history, "2026-04-07 panel-met") == ["2026-04-07 panel-met stage=stage-2"]


def test_a_history_that_no_policy_allows_has_clocks_all_the_same() -> None:
    """Past the end of the line, or in a stage that nobody knows, a case stays where it was."""
    line = of_stages(
        stage("stage-1", clock(), clock("again", starts="reopened")), rest="reopens = true"
    )
    for entry in ("escalated", "sent-back", "escalated stage=nowhere"):
        found = clocks(line, events(RECEIVED, f"2026-03-03 {entry}"), day("2026-03-03"))
        assert {each.stage for each in found} == {"stage-1"}


def test_of_limits_that_end_on_one_day_the_first_counts() -> None:
    """Lateness is then counted in the unit of the clock's own limit."""
    own, other = "10 working days", "2 weeks"
    for limit, either, late_by in ((own, other, 5), (other, own, 7)):
        of = of_clocks(clock(limit=f'"{limit}"', rest=f'either = [{{ limit = "{either}" }}]'))
        found = clock_of(of, ("2026-06-01 received", "2026-06-22 responded"), "2026-06-30")
        assert (found.due, found.late_by) == (day("2026-06-15"), late_by)
