"""What was undertaken can be counted by a measure of the policy's own, as it stood at the end."""

from __future__ import annotations

from datetime import date

from casework import Period, report
from tests.cases.told import events
from tests.policies import THREE_STAGES, policy

POLICY = policy(
    THREE_STAGES,
    """
[[measure]]
id = "compliance"
title = "Compliance with orders"
[[measure.line]]
unit = "undertaking"
where = { undertaken = "order" }
counted = { state = ["done", "late"] }

[[measure]]
id = "undertakings"
title = "What was undertaken"
line = [{ unit = "undertaking", by = ["undertaken", "state"], out-of = ["undertaken"] }]

[[measure]]
id = "by-owner"
title = "By owner"
line = [{ unit = "undertaking", by = ["owner"] }]
""",
)
QUARTER = Period(date(2026, 1, 1), date(2026, 3, 31))
CASES = (
    events(
        "2026-01-05 received",
        "2026-01-12 undertaken undertaking=A remedy=apology ordered-by=hos due=2026-02-02 owner=x",
        "2026-01-12 undertaken undertaking=B remedy=payment ordered-by=hos due=2026-02-02 owner=y",
        "2026-01-12 undertaken undertaking=C corrective-action=training owner=x",
        "2026-02-04 undertaking-fulfilled undertaking=A",
        "2026-04-01 undertaking-fulfilled undertaking=B",
    ),
    events("2025-12-01 received", "2025-12-30 undertaken undertaking=A remedy=apology owner=z"),
)


def test_undertakings_are_counted_as_they_stood() -> None:
    """Undertakings agreed in the period are counted by what had become of them by its end."""
    found = report(POLICY, CASES, QUARTER)
    (compliance,) = found.table("compliance").lines
    assert (compliance.now.count, compliance.now.of) == (1, 2)
    table = found.table("undertakings")
    lines = {line.key: (line.now.count, line.now.of) for line in table.lines if line.now.of}
    assert lines == {
        ("order", "late"): (1, 2),
        ("order", "overdue"): (1, 2),
        ("action", "open"): (1, 1),
    }
    owners = {line.key: line.now.count for line in found.table("by-owner").lines}
    assert owners == {("x",): 2, ("y",): 1, ("z",): 0}
