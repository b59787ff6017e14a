"""Who may be named by a fact: nobody who is concerned."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from casework import Refused, decide, replay

from .policies import clock, of_stages, stage
from .told import act, follow, refused

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
