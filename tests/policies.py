"""Small policies as TOML text, put together from stages and clocks, for tests to read."""

from __future__ import annotations

from functools import cache

from casework import Policy, parse_policy

HEAD = """\
[policy]
id = "test"
authority = "Test Borough Council"
revision = "1"

[source.policy]
title = "Complaints Policy"
"""

CALENDAR = """
[calendar]
first = 2025-01-01
last = 2027-12-31
closures = [
  { day = 2026-04-03, why = "Good Friday" },
  { day = 2026-04-06, why = "Easter Monday" },
]
"""
"""Three years with two holidays; of what is tested here, nothing rests on other holidays."""

UNTIL_SEVENTEEN = '\nreceipt = { cut-off = "17:00", non-working = "next-working-day" }\n'
"""A receipt rule to put behind a calendar."""

OUTCOMES = """
[taxonomy.outcome]
title = "Outcomes"
code = [{ id = "upheld", title = "Upheld" }, { id = "not-upheld", title = "Not upheld" }]
"""


def words(text: str) -> str:
    """A word in TOML, or an array of words that have spaces between."""
    quoted = [f'"{word}"' for word in text.split()]
    return quoted[0] if len(quoted) == 1 else f"[{', '.join(quoted)}]"


def clock(
    ident: str = "response",
    *,
    starts: str = "received",
    stops: str = "responded",
    limit: str = '"10 working days"',
    kind: str = "target",
    rest: str = "",
) -> str:
    """A clock of a stage; `limit` and `rest` are TOML as they stand, events have spaces between."""
    return f"""
[[procedure.stage.clock]]
id = "{ident}"
kind = "{kind}"
starts = {words(starts)}
stops = {words(stops)}
limit = {limit}
source = {{ ref = "policy", at = "section 4" }}
{rest}
"""


def stage(ident: str, *clocks: str, rest: str = "") -> str:
    """A stage of a procedure with its clocks."""
    return f"""
[[procedure.stage]]
id = "{ident}"
title = "{ident.capitalize()}"
{rest}
{"".join(clocks)}
"""


def procedure(*stages: str, ident: str = "corporate", rest: str = "") -> str:
    """A procedure with its stages."""
    return f"""
[[procedure]]
id = "{ident}"
title = "{ident.capitalize()}"
{rest}
{"".join(stages)}
"""


def text(*tables: str, calendar: str = CALENDAR) -> str:
    """A whole policy file."""
    return HEAD + calendar + "".join(tables)


@cache
def policy(*tables: str, calendar: str = CALENDAR) -> Policy:
    """A policy made of procedures and other tables."""
    return parse_policy(text(*tables, calendar=calendar))


def of_stages(*stages: str, rest: str = "", calendar: str = CALENDAR) -> Policy:
    """A policy of one procedure."""
    return policy(procedure(*stages, rest=rest), calendar=calendar)


def of_clocks(*clocks: str, rest: str = "", calendar: str = CALENDAR) -> Policy:
    """A policy of one procedure with one stage."""
    return of_stages(stage("stage-1", *clocks, rest=rest), calendar=calendar)


THREE_STAGES = procedure(
    stage("stage-1", clock()),
    stage("stage-2", clock(starts="escalated", limit='"20 working days"')),
    stage("stage-3", clock(starts="escalated", limit='"25 working days"')),
)
"""Three stages in a line, each with a limit for the response."""

SKIPPING = procedure(
    stage("stage-1", clock(), rest='escalates-to = ["stage-2", "panel"]'),
    stage("stage-2", clock(starts="escalated"), rest='escalates-to = ["panel", "stage-1"]'),
    stage("panel", clock(starts="escalated"), rest="escalates-to = []"),
)
"""Three stages that are not a line: a skip, and a way back."""

GATED = procedure(
    stage(
        "stage-1",
        clock("acknowledgement", stops="acknowledged", limit='"3 working days"', kind="code"),
        clock(
            starts="acknowledged",
            kind="code",
            rest='extension = { by = "10 working days", needs = ["reason"] }',
        ),
        clock("request", starts="responded", stops="escalated", limit='"28 days"', kind="window"),
        rest='milestones = ["statement-agreed", "panel-met"]',
    ),
    stage("stage-2", clock(starts="escalated", rest="extension = {}")),
    rest='needs = { responded = ["outcome"], withdrawn = ["reason"] }',
)
"""Two stages with milestones, clocks side by side, extensions, a window and facts needed."""
