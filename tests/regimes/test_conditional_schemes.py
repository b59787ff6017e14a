"""A scheme that gives several times for several kinds of case is answered kind by kind."""

from __future__ import annotations

from casework.rules.load import parse_policy
from casework.rules.schemes.conformity import Clause, conformity
from casework.rules.schemes.regimes import parse_regime

CLOCK = """\
[[procedure.stage.clock]]
id = "response"
kind = "statutory"
starts = "received"
stops = "responded"
source = { ref = "text" }
"""

STAGE = """\
[source.text]
title = "The text"

[calendar]
division = "scotland"

[taxonomy.holder]
title = "Who holds it"
code = [{ id = "council", title = "Council" }, { id = "school", title = "School" }]

[[procedure]]
id = "request"
title = "Request"
needs = { received = ["holder"] }
source = { ref = "text" }
[[procedure.stage]]
id = "request"
title = "Request"
"""

SCHOOL = CLOCK + 'limit = "60 working days"\nwhen = { holder = "school" }\n'
OTHERS = CLOCK + 'limit = "20 working days"\notherwise = true\n'

SCHEME = parse_regime(
    """\
[regime]
id = "act"
title = "The Act"
body = "The Commissioner"
applies-to = "authorities"
force = "statutory"
revision = "1"
first = 2024-01-01
last = 2026-12-31

"""
    + STAGE
    + SCHOOL
    + OTHERS
)


def limits(*clocks: str) -> dict[str, Clause]:
    """The clauses about limits of a policy with these clocks, held against the scheme."""
    header = '[policy]\nid = "p"\nauthority = "A"\nrevision = "1"\n\n'
    policy = parse_policy(header + STAGE + "".join(clocks))
    found = conformity(policy, SCHEME).clauses
    return {clause.term.id: clause for clause in found if clause.term.aspect == "limit"}


SCHOOLS, REST = "request/request/response/2/limit", "request/request/response/limit"


def test_the_same_kinds_with_the_same_times_conform() -> None:
    """Sixty days for a school are not held against the twenty of everybody else."""
    found = limits(SCHOOL, OTHERS)
    assert [found[SCHOOLS].ground, found[REST].ground] == ["same", "same"]


def test_a_later_time_departs_for_its_own_kind_only() -> None:
    """Seventy days for a school depart from the sixty, and leave the twenty alone."""
    found = limits(SCHOOL.replace("60", "70"), OTHERS)
    assert [found[SCHOOLS].verdict, found[REST].verdict] == ["departs", "conforms"]


def test_a_kind_that_the_scheme_does_not_know_is_one_of_its_others() -> None:
    """Thirty days for what the scheme gives twenty depart, whatever the policy calls the kind."""
    found = limits(SCHOOL, SCHOOL.replace("60", "30").replace("school", "council"), OTHERS)
    assert [found[SCHOOLS].verdict, found[REST].verdict] == ["conforms", "departs"]


def test_kinds_without_a_like_are_asked_as_one() -> None:
    """Where no kind is the scheme's, the worst of those that there are answers for it."""
    mine = SCHOOL.replace("school", "council").replace("60", "20"), OTHERS.replace("20", "70")
    assert limits(*mine)[SCHOOLS].verdict == "departs"


def test_kinds_that_leave_no_others_are_asked_as_one() -> None:
    """A policy whose conditions are the scheme's and no more says nothing of the others."""
    whole = SCHOOL, SCHOOL.replace("school", "council").replace("60", "15")
    assert limits(*whole)[REST].verdict == "stricter"
    both = SCHOOL.replace('"school"', '["school"]'), *whole[1:]
    assert limits(*both)[SCHOOLS].verdict == "conforms"


def test_one_time_for_every_kind_answers_for_each() -> None:
    """Twenty days for all are stricter than a school's sixty."""
    found = limits(OTHERS.replace("otherwise = true\n", ""))
    assert [found[SCHOOLS].verdict, found[REST].verdict] == ["stricter", "conforms"]
