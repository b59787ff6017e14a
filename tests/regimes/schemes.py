"""Small schemes as TOML text, put together as the policies of `tests.policies` are."""

from __future__ import annotations

from functools import cache

from casework.rules.schemes.regimes import Regime, parse_regime
from tests.policies import procedure

HEAD = """\
[regime]
id = "code"
title = "The Code"
body = "The Ombudsman"
applies-to = "councils"
force = "code"
revision = "1"
first = 2025-01-01
last = 2025-06-30

[source.policy]
title = "The Code's text"
checked = 2026-11-26

[calendar]
first = 2025-01-01
last = 2027-12-31
"""


def scheme_text(*stages: str, rest: str = "", after: str = "") -> str:
    """A whole scheme of one procedure, `after` standing behind it."""
    return HEAD + procedure(*stages, ident="complaint", rest=rest) + after


@cache
def scheme(*stages: str, rest: str = "", after: str = "") -> Regime:
    """A scheme of one procedure."""
    return parse_regime(scheme_text(*stages, rest=rest, after=after))


SPAN = {"2025-01-01": "2022-04-01", "2025-06-30": "2028-12-31", "source.policy": "source.text"}
TWO_EDITIONS, _, _ = HEAD.partition("[calendar]")
for was, now in SPAN.items():
    TWO_EDITIONS = TWO_EDITIONS.replace(was, now)
TWO_EDITIONS += """\
[calendar]
division = "england-and-wales"
receipt = { non-working = "next-working-day" }

[[procedure]]
id = "complaint"
edition = "2022"
title = "Code of 2022"
in-force = { to = 2024-03-31 }
source = { ref = "text" }
[[procedure.stage]]
id = "stage-1"
title = "Stage 1"
[[procedure.stage.clock]]
id = "response"
kind = "code"
starts = "received"
stops = "responded"
limit = "10 working days"
source = { ref = "text", at = "5.1", confirmed = false, note = "reported by a council" }

[[procedure]]
id = "complaint"
edition = "2024"
title = "Code of 2024"
in-force = { from = 2024-04-01 }
needs = { responded = ["outcome"] }
source = { ref = "text" }
[[procedure.stage]]
id = "stage-1"
title = "Stage 1"
milestones = ["read"]
"""
"""A scheme whose first edition ends on 31 March 2024; each test goes on with the second."""
