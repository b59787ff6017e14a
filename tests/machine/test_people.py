"""Who may be named by a fact: nobody who is concerned, and somebody senior enough."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from casework import Policy, Refused, decide, replay

from .policies import clock, of_stages, stage
from .told import act, follow, may, refused, why_not

CONCERNED = of_stages(
    stage(
        "stage-1",
        clock("response"),
        people="""{ representative = {},
        decided-by = { different-from-facts = ["subject", "representative"] } }""".replace(
            "\n", ""
        ),
        needs='{ responded = ["decided-by"] }',
    ),
    needs='{ received = ["subject"] }',
)
"""A decision by nobody whom the case is about, nor by who speaks for them."""

WHO = st.sampled_from("abcd")


def test_nobody_decides_about_themselves() -> None:
    """Whoever is the subject does not decide, and who that is, is said; somebody else does."""
    events = follow(CONCERNED, "2026-06-01 receive subject=mo|clerk")
    assert refused(CONCERNED, events, "2026-06-02 respond decided-by=mo") == (
        "decided-by may not be the subject: mo"
    )
    assert refused(CONCERNED, events, "2026-06-02 respond decided-by=mo|zoe|clerk") == (
        "decided-by may not be the subject: clerk, mo"
    )
    assert follow(CONCERNED, "2026-06-02 respond decided-by=zoe", events)


def test_who_is_concerned_by_what_the_act_itself_says() -> None:
    """A fact of the very act counts too, and so does one that was only said later."""
    events = follow(CONCERNED, "2026-06-01 receive subject=mo")
    assert refused(CONCERNED, events, "2026-06-02 respond decided-by=zoe; representative=zoe") == (
        "decided-by may not be the representative: zoe"
    )
    events = follow(CONCERNED, "2026-06-02 acknowledge representative=zoe", events)
    assert refused(CONCERNED, events, "2026-06-03 respond decided-by=zoe") == (
        "decided-by may not be the representative: zoe"
    )


def test_who_was_named_by_mistake_is_not_concerned() -> None:
    """Where the receipt is corrected to somebody else, it is they who may not decide."""
    events = follow(CONCERNED, "2026-06-01 receive subject=mo")
    line = "2026-06-02 correct corrects=received; subject=clerk"
    events = follow(CONCERNED, line, events)
    assert follow(CONCERNED, "2026-06-02 respond decided-by=mo", events)
    assert refused(CONCERNED, events, "2026-06-02 respond decided-by=clerk") == (
        "decided-by may not be the subject: clerk"
    )


@given(subject=WHO, representative=WHO, deciding=st.sets(WHO, min_size=1))
def test_an_act_is_refused_just_where_somebody_named_is_concerned(
    subject: str, representative: str, deciding: set[str]
) -> None:
    """Whatever a case says of whom it is about, exactly those may not decide."""
    lines = f"2026-06-01 receive subject={subject}\n"
    lines += f"2026-06-02 acknowledge representative={representative}"
    case = replay(follow(CONCERNED, lines))
    wish = act(f"2026-06-03 respond decided-by={'|'.join(sorted(deciding))}")
    try:
        allowed = bool(decide(CONCERNED, case, wish))
    except Refused:
        allowed = False
    assert allowed is not bool(deciding & {subject, representative})


ORDER = ("officer", "manager", "head", "director")
RANKED = of_stages(
    stage("stage-1", clock("response"), milestones='["checked"]'),
    stage(
        "stage-2",
        clock("response", "escalated"),
        people="""{ handler = { more-senior-than = ["stage-1"],
        or-equal-when = { independent = "yes" } } }""".replace("\n", ""),
        milestones='["visited"]',
        roles='{ visited = ["officer"] }',
    ),
    needs='{ responded = ["handler", "role"] }',
    seniority=str([*ORDER]),
)
"""A second stage by somebody more senior, or by an equal from elsewhere."""

ESCALATED = """2026-06-01 receive
2026-06-02 respond handler=ann; role=manager
2026-06-03 escalate"""


def test_somebody_more_senior() -> None:
    """Who is as senior as the one before, or less so, is refused; who is more so is not."""
    events = follow(RANKED, ESCALATED)
    line = "2026-06-04 respond handler=bob; role="
    assert refused(RANKED, events, f"{line}officer") == (
        "handler: bob as 'officer' is not more senior than 'manager';"
        " it is for 'head' or 'director'"
    )
    assert refused(RANKED, events, f"{line}manager") == (
        "handler: bob as 'manager' is not more senior than 'manager'; it is for 'head' or"
        " 'director', or for 'manager' where independent is 'yes'"
    )
    assert follow(RANKED, f"{line}head", events)
    assert follow(RANKED, f"{line}director", events)


def test_an_equal_where_the_act_says_that_it_will_do() -> None:
    """An equal will do where this act meets the condition; that another event did says nothing."""
    events = follow(RANKED, ESCALATED)
    line = "2026-06-04 respond handler=bob; role="
    assert follow(RANKED, f"{line}manager; independent=yes", events)
    assert "is not more senior" in refused(RANKED, events, f"{line}manager; independent=no")
    assert refused(RANKED, events, f"{line}officer; independent=yes") == (
        "handler: bob as 'officer' is not more senior than 'manager';"
        " it is for 'manager', 'head' or 'director'"
    )
    events = follow(RANKED, "2026-06-03 acknowledge independent=yes", events)
    assert "is not more senior" in refused(RANKED, events, f"{line}manager")


def test_the_most_senior_of_those_who_acted_counts() -> None:
    """Everybody who acted in the stage in a role of the order is to be exceeded, whatever they did.

    A role that has no place in the order is passed over.
    """
    lines = ESCALATED.replace("2026-06-02", "2026-06-02 checked role=head\n2026-06-02")
    events = follow(RANKED, lines.replace("receive", "receive role=mayor"))
    line = "2026-06-04 respond handler=bob; role="
    assert "'head' is not more senior than 'head'" in refused(RANKED, events, f"{line}head")
    assert follow(RANKED, f"{line}director", events)
    line = "2026-06-04 correct corrects=checked; to-role=officer"
    events = follow(RANKED, line, events)
    assert follow(RANKED, "2026-06-04 respond handler=bob; role=head", events)


def test_a_role_of_no_known_seniority() -> None:
    """A role that has no place in the order is refused, whoever was there before."""
    events = follow(RANKED, ESCALATED)
    assert refused(RANKED, events, "2026-06-04 respond handler=bob; role=mayor") == (
        "handler: bob as 'mayor' is not more senior than 'manager'; it is for 'head' or 'director'"
    )
    events = follow(RANKED, ESCALATED.replace("role=manager", "role=mayor"))
    assert refused(RANKED, events, "2026-06-04 respond handler=bob; role=mayor") == (
        "handler: bob as 'mayor' is of no known seniority;"
        " it is for 'officer', 'manager', 'head' or 'director'"
    )
    assert follow(RANKED, "2026-06-04 respond handler=bob; role=officer", events)


def test_several_people_in_several_roles() -> None:
    """Each of the roles in which an act is done must be senior enough."""
    events = follow(RANKED, ESCALATED)
    line = "2026-06-04 respond handler=bob|cy; role="
    assert "as 'officer' is not" in refused(RANKED, events, f"{line}head|officer")
    assert follow(RANKED, f"{line}head|director", events)


def test_who_is_named_must_say_in_which_role() -> None:
    """An act that need not name anybody says its role once it does."""
    events = follow(RANKED, ESCALATED)
    assert refused(RANKED, events, "2026-06-04 acknowledge handler=bob") == "it needs role"
    assert follow(RANKED, "2026-06-04 acknowledge", events)
    assert follow(RANKED, "2026-06-04 acknowledge handler=bob; role=head", events)
    assert follow(RANKED, "2026-06-04 visited role=officer", events)


def test_what_is_permitted_to_the_more_senior() -> None:
    """Permissions say who is senior enough, and where nobody is; an equal may yet say why."""
    events = follow(RANKED, ESCALATED)
    asked = "2026-06-04", "respond"
    assert why_not(RANKED, events, *asked, "officer") == "it is for 'manager', 'head' or 'director'"
    assert why_not(RANKED, events, *asked, "manager") == ""
    assert why_not(RANKED, events, *asked, "head") == ""
    assert why_not(RANKED, events, *asked) == ""
    assert why_not(RANKED, events, "2026-06-04", "visited", "officer") == ""
    assert why_not(RANKED, events, "2026-06-04", "acknowledge", "officer") == ""


def strict(**rest: str) -> Policy:
    """A policy whose second stage is for somebody more senior and nobody else."""
    above = '{ handler = { more-senior-than = ["stage-1"] } }'
    return of_stages(
        stage("stage-1", clock("response")),
        stage(
            "stage-2",
            clock("response", "escalated"),
            people=above,
            needs='{ responded = ["handler"] }',
            **rest,
        ),
        needs='{ responded = ["role"] }',
        seniority=str([*ORDER]),
    )


STRICT = strict()


def test_nobody_is_more_senior_than_the_most_senior() -> None:
    """Where the most senior answered, nobody may answer at the next stage, and that is said."""
    events = follow(STRICT, ESCALATED.replace("manager", "director"))
    assert why_not(STRICT, events, "2026-06-04", "respond") == (
        "nobody who may do it is more senior than 'director'"
    )
    assert refused(STRICT, events, "2026-06-04 respond handler=bob; role=director") == (
        "handler: bob as 'director' is not more senior than 'director'; nobody is"
    )
    assert "respond" not in may(STRICT, events, "2026-06-04")
    assert "respond" in may(STRICT, follow(STRICT, ESCALATED), "2026-06-04")


def test_what_names_the_more_senior_needs_a_role() -> None:
    """The role is among what such an act needs, although no `needs` of the stage lists it."""
    ours = of_stages(
        stage("stage-1", clock("response"), needs='{ responded = ["role"] }'),
        stage(
            "stage-2",
            clock("response", "escalated"),
            people='{ reviewer = { more-senior-than = ["stage-1"] } }',
            needs="""{ responded = ["reviewer"], closed = [
            { is = "reviewer", when = { complex = "yes" } }] }""".replace("\n", ""),
        ),
        seniority=str([*ORDER]),
    )
    row = ours.procedure("corporate", date(2026, 6, 1)).moves["stage-2", "open"]
    assert row["respond"].needs == ("reviewer", "role")
    assert row["acknowledge"].needs == ()
    row = ours.procedure("corporate", date(2026, 6, 1)).moves["stage-2", "answered"]
    assert row["close"].needs == ()


@given(before=st.lists(st.sampled_from(ORDER), max_size=3), role=st.sampled_from(ORDER))
def test_an_act_is_allowed_just_to_those_above_all_before(before: list[str], role: str) -> None:
    """Whoever acted, exactly the roles above all of theirs may act, and permissions agree."""
    lines = "2026-06-01 receive\n"
    lines += "".join(f"2026-06-02 link to=C-{n}; role={each}\n" for n, each in enumerate(before))
    lines += "2026-06-02 respond role=officer\n2026-06-03 escalate"
    events = follow(STRICT, lines)
    above = ORDER.index(role) > max(map(ORDER.index, [*before, "officer"]))
    try:
        wish = act(f"2026-06-04 respond handler=bob; role={role}")
        allowed = bool(decide(STRICT, replay(events), wish))
    except Refused:
        allowed = False
    assert allowed is above
    assert ("respond" in may(STRICT, events, "2026-06-04", role)) is above


def test_senior_enough_and_allowed() -> None:
    """Who may do an act and who is senior enough for it must be the same."""
    kept = strict(roles='{ respond = ["officer", "director"] }')
    events = follow(kept, ESCALATED)
    assert why_not(kept, events, "2026-06-04", "respond", role="director") == ""
    said = "it is for 'director'"
    assert why_not(kept, events, "2026-06-04", "respond", role="officer") == said
    events = follow(kept, ESCALATED.replace("manager", "director"))
    assert why_not(kept, events, "2026-06-04", "respond") == (
        "nobody who may do it is more senior than 'director'"
    )
