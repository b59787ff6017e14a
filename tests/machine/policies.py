"""Small policies as TOML text, one for each thing that the stage machine can say.

June 2026 begins on a Monday.  The closed days of the calendar are the weekends, and those of
England and Wales in the spring and at the end of 2026.
"""

from __future__ import annotations

from functools import cache

from casework import Policy, parse_policy

HEAD = """
[policy]
id = "machine"
authority = "Example Borough Council"
revision = "1"

[source.policy]
title = "Complaints Policy"

[calendar]
first = 2021-01-01
last = 2029-12-31
closures = [
  { day = 2026-04-03, why = "Good Friday" },
  { day = 2026-04-06, why = "Easter Monday" },
  { day = 2026-05-04, why = "Early May bank holiday" },
  { day = 2026-05-25, why = "Spring bank holiday" },
  { day = 2026-12-25, why = "Christmas Day" },
  { day = 2026-12-28, why = "Boxing Day (observed)" },
]
"""

DEEMED = HEAD.replace("[calendar]", '[calendar]\nreceipt = { non-working = "next-working-day" }')
"""The same, where what comes on a closed day is of the next open one."""

UNTIL_FIVE = HEAD.replace("[calendar]", '[calendar]\nreceipt = { cut-off = "17:00" }')
"""The same, where what comes from five o'clock on is of the next day."""


def toml(value: object) -> str:
    """A value as TOML writes it; text that is a table or an array already stands as it is."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and not value.startswith(("[", "{")):
        return f'"{value}"'
    return str(value)


def clock(
    ident: str,
    starts: str = "received",
    stops: str = "responded",
    limit: str = "10 working days",
    kind: str = "code",
    **rest: object,
) -> str:
    """A clock of a stage; keys with hyphens are written with underscores."""
    keys = {"id": ident, "kind": kind, "starts": starts, "stops": stops, "limit": limit, **rest}
    return _table("[procedure.stage.clock]", {"source": '{ ref = "policy" }', **keys})


def stage(ident: str, *clocks: str, **rest: object) -> str:
    """A stage with its clocks."""
    return _table("[procedure.stage]", {"id": ident, "title": ident, **rest}) + "".join(clocks)


def procedure(ident: str, *stages: str, **rest: object) -> str:
    """A procedure with its stages."""
    return _table("[procedure]", {"id": ident, "title": ident, **rest}) + "".join(stages)


def taxonomy(name: str, *codes: str) -> str:
    """A list that a fact is picked from."""
    rows = ", ".join(f'{{ id = "{code}", title = "{code}" }}' for code in codes)
    return f'\n[taxonomy.{name}]\ntitle = "{name}"\ncode = [{rows}]\n'


def _table(header: str, keys: dict[str, object]) -> str:
    rows = [f"{key.replace('_', '-')} = {toml(value)}\n" for key, value in keys.items()]
    return f"\n[{header}]\n{''.join(rows)}"


@cache
def policy(*tables: str, head: str = HEAD) -> Policy:
    """A policy made of procedures and lists."""
    return parse_policy(head + "".join(tables))


def of_stages(*stages: str, head: str = HEAD, **rest: object) -> Policy:
    """A policy of one procedure."""
    return policy(procedure("corporate", *stages, **rest), head=head)


def of_clocks(*clocks: str, head: str = HEAD, **rest: object) -> Policy:
    """A policy of one procedure with one stage."""
    return of_stages(stage("stage-1", *clocks, **rest), head=head)


REASONS = taxonomy("refusal-reason", "too-old", "at-court")
"""Why a complaint may be refused."""


def pausing(limit: str = "10 working days", how: str = "{}", **rest: str) -> Policy:
    """A policy whose response clock may be paused."""
    return of_clocks(clock("response", limit=limit, pausing=how, **rest))


INCLUSIVE = '{ ends = "inclusive" }'
RESTART = '{ resumes = "restart" }'

STAYS = of_clocks(
    clock("acknowledgement", stops="acknowledged", limit="5 working days", pausing="{}"),
    clock("response", starts="acknowledged", pausing="{}"),
    clock("issue", "issue-raised", "issue-found", "5 working days", pausing="{}"),
)
"""Clocks of which each has its own part of a stay."""


def extending(how: str, limit: str = "10 working days", **rest: str) -> Policy:
    """A policy whose response clock may be extended."""
    return of_clocks(clock("response", limit=limit, extension=how, **rest))
