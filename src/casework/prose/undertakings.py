"""Undertakings in words: a row each, and what they come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from casework.cases.undertakings import Undertaking

HEADING = ("case", "undertaking", "kind", "what", "owner", "due", "state", "late")


def undertaking_row(found: Undertaking) -> tuple[str, ...]:
    """An undertaking in one row, under `HEADING`."""
    return (
        found.case,
        found.id,
        found.kind,
        ", ".join(found.what),
        ", ".join(found.values("owner")) or "-",
        str(found.due or "-"),
        found.state,
        str(found.late_by or ""),
    )


def undertakings_in_words(found: Iterable[Undertaking]) -> Iterator[str]:
    """What undertakings come to: how they stand, compliance, and the money agreed."""
    held = list(found)
    states = Counter(each.state for each in held)
    yield ", ".join(f"{count:,} {state}" for state, count in sorted(states.items())) or "none"
    asked = [each for each in held if each.complied is not None]
    if asked:
        complied = sum(bool(each.complied) for each in asked)
        timely = sum(each.state == "done" for each in asked)
        yield (
            f"of {len(asked):,} that an ombudsman asked for and that fell due or ended,"
            f" {complied:,} complied with, {timely:,} in time"
        )
    sums = [each.amount for each in held if each.amount is not None and each.state != "dropped"]
    if sums:
        yield f"{sum(sums, Decimal()):,.2f} pounds agreed in {len(sums):,}"
