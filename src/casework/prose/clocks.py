"""A clock in words: what it promises, where it stands, and how its due day was reached."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from casework.cases.clocks import Clock
from casework.days.steps import COUNTED
from casework.prose.days import day_in_words, reckoning_in_words
from casework.rules.policy import Policy

_DUE = {"window": "open until", "wait": "not before"}
_UNTIMELY = {"window": "late", "wait": "soon"}


def clock_rows_heading() -> tuple[str, ...]:
    """The headings of a table of clocks."""
    return ("Due", "Case", "Stage", "Clock", "Kind", "State", "Late by")


def clock_row(clock: Clock) -> tuple[str, ...]:
    """A clock as a row of a table."""
    due = f"{clock.due}{' provisional' if clock.provisional else ''}"
    late = str(clock.late_by) if clock.late_by else ""
    return (
        due,
        clock.case,
        clock.stage,
        clock.clock,
        clock.kind,
        clock.state.upper() if late else clock.state,
        late,
    )


def clock_in_words(policy: Policy, clock: Clock, as_of: date) -> Iterator[str]:
    """The lines that explain a clock."""
    timeline = policy.procedures[clock.procedure]
    titles = {stage.id: stage.title for procedure in timeline for stage in procedure.stage}
    yield f"{clock.case}, {titles[clock.stage]}: {clock.rule.name} ({clock.kind})"
    due, standing = _DUE.get(clock.kind, "due"), _standing(clock, as_of)
    yield f"  {due} {day_in_words(clock.due)}; {standing}"
    yield from reckoning_in_words(clock.reckoning, "  ")


def _standing(clock: Clock, as_of: date) -> str:
    words: str = clock.state
    if not clock.owed and clock.stopped:
        words = "acted" if clock.state == "met" else f"acted too {_UNTIMELY[clock.kind]}"
    elif clock.kind == "window" and not clock.ended:
        return "still open" if clock.state == "running" else "closed, and not acted on"
    elif clock.kind == "wait" and not clock.ended:
        return "not over yet" if clock.state == "running" else "over"
    if clock.stopped:
        words += f" on {clock.stopped}"
    elif clock.ended:
        words += f", as the case went on without it on {clock.ended}"
    else:
        words += f" on {as_of}"
    if clock.late_by:
        limited = any(
            "working" in step.why for step in clock.reckoning.steps if step.what in COUNTED
        )
        unit = "working day" if limited else "day"
        words += f", {clock.late_by} {unit}{'' if clock.late_by == 1 else 's'} late"
    return words
