"""A clock in words: what it promises, where it stands, and how its due day was reached."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from casework.cases.clocks import Clock
from casework.prose.days import day_in_words, reckoning_in_words
from casework.rules.policy import Policy


def clock_rows_heading() -> tuple[str, ...]:
    """The headings of a table of clocks."""
    return ("Due", "Case", "Stage", "Clock", "Kind", "State", "Late by")


def clock_row(clock: Clock) -> tuple[str, ...]:
    """A clock as a row of a table."""
    due = f"{clock.due}{' provisional' if clock.provisional else ''}"
    late = str(clock.late_by) if clock.late_by else ""
    return (due, clock.case, clock.stage, clock.clock, clock.kind, clock.state.upper() if late else clock.state, late)


def clock_in_words(policy: Policy, clock: Clock, as_of: date) -> Iterator[str]:
    """The lines that explain a clock."""
    timeline = policy.procedures[clock.procedure]
    stages = {stage.id: stage for procedure in timeline for stage in procedure.stage}
    titles = {rule.id: rule.title for rule in stages[clock.stage].clock}
    name = titles[clock.clock] or clock.clock
    yield f"{clock.case}, {stages[clock.stage].title}: {name} ({clock.kind})"
    yield f"  due {day_in_words(clock.due)}; {_standing(clock, as_of)}"
    yield from reckoning_in_words(clock.reckoning, "  ")


def _standing(clock: Clock, as_of: date) -> str:
    words: str = clock.state
    if clock.stopped:
        words += f" on {clock.stopped}"
    elif clock.ended:
        words += f", as the case left the stage on {clock.ended}"
    else:
        words += f" on {as_of}"
    if clock.late_by:
        limited = any("working" in step.why for step in clock.reckoning.steps if step.what == "counted")
        unit = "working day" if limited else "day"
        words += f", {clock.late_by} {unit}{'' if clock.late_by == 1 else 's'} late"
    return words
