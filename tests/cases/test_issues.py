"""The points of complaint in a case are a fold over its events."""

from __future__ import annotations

from casework import Issue, issues

from .told import day, event, events

RAISED = "2026-03-02 issue-raised issue=bins category=waste"


def test_an_issue_is_raised() -> None:
    """An issue has its day and what is known of it."""
    assert issues(events(RAISED)) == (Issue("bins", day("2026-03-02"), (("category", "waste"),)),)


def test_several_are_raised_at_once_in_their_order() -> None:
    """Issues stand in the order in which they were raised."""
    found = issues(events("2026-03-02 issue-raised issue=b,a", "2026-03-03 issue-raised issue=c"))
    assert [each.id for each in found] == ["b", "a", "c"]


def test_raising_again_adds_what_is_known() -> None:
    """An issue raised again keeps its day, and later facts lie over earlier ones."""
    (found,) = issues(events(RAISED, "2026-03-05 issue-raised issue=bins category=noise street=x"))
    assert found.raised == day("2026-03-02")
    assert found.facts == (("category", "noise"), ("street", "x"))


def test_an_issue_is_found_upon() -> None:
    """A finding has its day and adds its causes to what is known."""
    (found,) = issues(
        events(RAISED, "2026-03-09 issue-found issue=bins finding=upheld root-cause=delay,staff")
    )
    assert (found.finding, found.found) == ("upheld", day("2026-03-09"))
    assert found.values("root-cause") == ("delay", "staff")
    assert found.values("category") == ("waste",)
    assert found.values("remedy") == ()


def test_what_is_found_was_raised() -> None:
    """A finding on an issue that nobody raised raises it."""
    (found,) = issues(events("2026-03-09 issue-found issue=bins finding=upheld"))
    assert (found.raised, found.found) == (day("2026-03-09"), day("2026-03-09"))


def test_a_split_issue_says_what_became_of_it() -> None:
    """An issue that is split stays, and names the issues in its place."""
    found = issues(events(RAISED, "2026-03-03 issue-split issue=bins into=lids,rounds"))
    assert {each.id: each.into for each in found} == {
        "bins": ("lids", "rounds"),
        "lids": (),
        "rounds": (),
    }


def test_joined_issues_say_what_became_of_them() -> None:
    """Issues that are joined stay, and name the one in their place, which may be one of them."""
    found = issues(
        events(
            "2026-03-02 issue-raised issue=a,b,c",
            "2026-03-03 issues-joined issues=a,b,unknown into=a",
        )
    )
    assert {each.id: each.into for each in found} == {"a": (), "b": ("a",), "c": ()}
    new = issues(
        events("2026-03-02 issue-raised issue=a,b", "2026-03-03 issues-joined issues=a,b into=d")
    )
    assert {each.id: each.into for each in new} == {"a": ("d",), "b": ("d",), "d": ()}
    assert new[-1].raised == day("2026-03-03")


def test_a_voided_issue_never_was() -> None:
    """Issues follow the history as it is now known."""
    assert issues(events(RAISED, "2026-03-03 voided voids=issue-raised")) == ()


def test_other_events_raise_no_issue() -> None:
    """Only what is said of issues makes issues."""
    assert issues([event("2026-03-02 received issue=bins")]) == ()
