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
