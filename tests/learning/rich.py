"""A policy with something of everything that is counted, and cases told under it."""

from __future__ import annotations

from casework import Policy, parse_policy

from .caseloads import TEXT, Told, told

MORE = """
[report]
department = "service"
splits = ["service"]
not-investigated = "not-ours"
no-change-below = { points = 2, source = { ref = "policy", at = "section 9" } }

[[measure]]
id = "stage-two"
title = "Stage two"
note = "As the panel asked."

[[measure.line]]
title = "Answered"
unit = "answer"
where = { procedure = "corporate", level = "2" }

[[measure.line]]
title = "Upheld"
unit = "answer"
where = { level = "2", outcome = "*" }
without = { outcome = "not-ours" }
counted = { outcome = "upheld" }

[[measure]]
id = "bands"
title = "How soon"
line = [{ unit = "done", by = ["band"], out-of = [], bands = ["5 working days", "1 month"] }]

[[measure]]
id = "late-days"
title = "Days of what is late"
shows = "days"
source = { ref = "policy" }
line = [{ unit = "case", by = ["service"] }]

[[measure]]
id = "named"
title = "Extensions"
line = [{ unit = "event", where = { event = "extended" } }]

[[measure]]
id = "findings"
title = "Findings"
line = [{ unit = "issue", by = ["finding"] }]

[[measure]]
id = "quarters"
title = "By quarter"
line = [{ unit = "case", by = ["level", "quarter"] }]

[[count]]
id = "homes"
title = "Homes"
source = { ref = "policy" }
row = [{ value = 900, on = 2025-04-01 }, { value = 1000, on = 2026-04-01 }]

[[rate]]
id = "per-1000"
title = "Complaints for every 1,000 homes"
count = "kinds"
line = ["corporate"]
of = "homes"
per = 1000
source = { ref = "policy" }

[[procedure]]
id = "lgsco"
title = "Ombudsman"
kind = "ombudsman"
exits = ["withdrawn", "referred"]
needs = { responded = ["decision"] }

[[procedure.stage]]
id = "decision"
title = "Decision"
milestones = ["investigation-opened"]
follow-ups = ["complied"]

[[procedure.stage.clock]]
id = "reply"
kind = "statutory"
starts = "received"
stops = "responded"
limit = "1 month"
source = { ref = "policy" }

[taxonomy.decision]
title = "Decisions"
code = [
  { id = "upheld", title = "Upheld" },
  { id = "upheld-already", title = "Already put right", parent = "upheld" },
  { id = "not-upheld", title = "Not upheld" },
]

[taxonomy.service]
title = "Services"
code = [
  { id = "housing", title = "Housing" },
  { id = "repairs", title = "Repairs", parent = "housing" },
  { id = "roads", title = "Roads" },
  { id = "highways", title = "Highways", forwards-to = "roads", to = 2026-04-30 },
]
"""

RICH: Policy = parse_policy(
    TEXT.replace(
        '{ id = "not-upheld", title = "Not upheld" }]',
        '{ id = "not-upheld", title = "Not upheld" },'
        ' { id = "partly-upheld", title = "Partly upheld" },'
        ' { id = "not-ours", title = "Not ours" }]',
    ).replace(
        'limit = "20 working days"\nsource = { ref = "policy" }\n\n[taxonomy',
        'limit = "20 working days"\nsource = { ref = "policy" }\n\n'
        '[[procedure.stage.clock]]\nid = "by-law"\nkind = "statutory"\nstarts = "escalated"\n'
        'stops = "responded"\nlimit = "6 months"\nreminders = ["5 working days"]\n'
        'source = { ref = "policy" }\n\n[taxonomy',
    )
    + MORE
)


def case(text: str) -> Told:
    """A case told under the policy, of the corporate procedure unless it says another."""
    lines = text.strip().splitlines()
    if "procedure=" not in lines[1]:
        lines[1] += " procedure=corporate"
    return told("\n".join(lines), RICH)


SOME = [
    case("A\n2026-04-01 received service=repairs\n2026-04-10 responded outcome=upheld"),
    case("B\n2026-04-02 received service=roads\n2026-04-30 responded outcome=not-upheld"),
    case("C\n2026-04-03 received service=highways\n2026-04-08 responded outcome=not-ours"),
    case(
        "D\n2026-05-01 received service=housing\n2026-05-08 responded outcome=not-upheld\n"
        "2026-05-11 escalated\n2026-05-20 responded outcome=partly-upheld"
    ),
    case(
        "E\n2026-05-04 received\n2026-05-05 issue-raised issue=1\n"
        "2026-05-06 issue-found issue=1 finding=upheld\n2026-05-07 issue-raised issue=2\n"
        "2026-05-11 extended"
    ),
    case("F\n2026-06-01 received service=roads\n2026-06-02 paused\n2026-06-04 resumed"),
    case(
        "O\n2026-04-01 received procedure=lgsco service=roads\n2026-04-02 investigation-opened\n"
        "2026-05-01 responded decision=upheld-already\n2026-05-02 complied"
    ),
    case("P\n2026-04-01 received procedure=lgsco\n2026-04-20 responded decision=not-upheld"),
    case("Q\n2026-06-01 received procedure=lgsco\n2026-06-02 referred to=council"),
]
"""Cases of one quarter."""
