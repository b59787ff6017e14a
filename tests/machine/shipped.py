"""Every procedure that is shipped, by name, in each of its revisions.

They are those of the examples, the recipes, the published policies and the national schemes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from attrs import field, frozen

import casework
from casework import Policy
from casework.rules.procedure import Procedure
from casework.rules.timeline import Span

ROOT = Path(__file__).parent.parent.parent
FILES = (
    *sorted(ROOT.glob("examples/*/*policy.toml")),
    ROOT / "docs" / "how-to" / "recipes.toml",
    *sorted(ROOT.glob("tests/published/*/policy.toml")),
)
USUAL = date(2025, 12, 1)
"""A Monday before Christmas; cases begin then, or as near to it as the procedure allows."""


@frozen
class Shipped:
    """A revision of a procedure, in the policy that holds it."""

    name: str
    policy: Policy = field(repr=False)
    span: Span[Procedure] = field(repr=False)

    @property
    def procedure(self) -> Procedure:
        """The revision."""
        return self.span.value

    @property
    def last(self) -> date:
        """The last day on which something may be tried: clocks are known for a while after it."""
        calendars = self.policy.calendars.values()
        last = min(calendar.last for calendar in calendars) - timedelta(days=90)
        follows_on = self.procedure.applies_by != "received"
        spans = self.policy.procedures[self.procedure.id].spans
        return min(last, spans[-1].until or last) if follows_on else last

    @property
    def begins(self) -> date:
        """A day on which a case may begin."""
        first = max(calendar.first for calendar in self.policy.calendars.values())
        latest = min(self.span.until or USUAL, USUAL, self.last - timedelta(days=120))
        return max(self.span.since or first, first, latest)

    @property
    def beginnings(self) -> tuple[date, date]:
        """The first and the last day on which the cases that are tried may begin."""
        first = max(calendar.first for calendar in self.policy.calendars.values())
        since, until = self.span.since or first, self.span.until or self.last
        early, late = self.begins - timedelta(days=60), self.begins + timedelta(days=200)
        return max(since, first, early), max(
            self.begins, min(until, late, self.last - timedelta(days=120))
        )


@cache
def shipped() -> tuple[Shipped, ...]:
    """Every revision of every shipped procedure."""
    return (*_of_files(), *_of_regimes())


def _of_files() -> Iterator[Shipped]:
    for path in FILES:
        policy = casework.load_policy(path)
        folder = path.stem if path.parent.name == "how-to" else path.parent.name
        yield from _of(policy, f"{folder} whole" if path.stem == "whole-policy" else folder)


def _of_regimes() -> Iterator[Shipped]:
    for ident in casework.regimes():
        yield from _of(casework.regime(ident).policy, f"regime {ident}")


def _of(policy: Policy, name: str) -> Iterator[Shipped]:
    for ident, line in policy.procedures.items():
        for number, span in enumerate(line.spans, 1):
            revision = span.value.edition or (str(number) if len(line.spans) > 1 else "")
            yield Shipped(f"{name}: {ident} {revision}".strip(), policy, span)


every = pytest.mark.parametrize("held", shipped(), ids=[each.name for each in shipped()])
"""For every shipped procedure."""
