"""Undertakings as records of plain values, with ISO dates and sums as texts."""

from __future__ import annotations

from typing import Any

from casework.cases.undertakings import Undertaking

UNDERTAKING_COLUMNS = (
    "case",
    "undertaking",
    "kind",
    "what",
    "owner",
    "by",
    "agreed",
    "due",
    "ended",
    "state",
    "late_by",
    "amount",
    "evidence",
    "provisional",
)


def undertaking_record(found: Undertaking) -> dict[str, Any]:
    """An undertaking as a record with the keys of `UNDERTAKING_COLUMNS`."""
    asked = (*found.values("ordered-by"), *found.values("recommended-by"))
    return {
        "case": found.case,
        "undertaking": found.id,
        "kind": found.kind,
        "what": list(found.what),
        "owner": list(found.values("owner")),
        "by": list(asked),
        "agreed": found.agreed.isoformat(),
        "due": found.due.isoformat() if found.due else None,
        "ended": found.ended.isoformat() if found.ended else None,
        "state": found.state,
        "late_by": found.late_by,
        "amount": None if found.amount is None else str(found.amount),
        "evidence": list(found.values("evidence")),
        "provisional": bool(found.reckoning and found.reckoning.provisional),
    }
