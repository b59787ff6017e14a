"""A policy before and after a bank holiday was proclaimed.

A proclamation closes a day for some parts of the United Kingdom, and so for every calendar that
keeps the holidays of one of them.  Whether the package already knows of the day makes no
difference: before, the day is open; after, it is closed.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from attrs import evolve

from casework.days.steps import Step
from casework.days.uk import DIVISIONS, bank_holidays
from casework.errors import LimitError, listed, meant
from casework.rules.policy import Policy


def proclaimed(
    policy: Policy, day: date, divisions: Collection[str], why: str = "bank holiday"
) -> tuple[Policy, Policy]:
    """A policy without a bank holiday of some divisions, and with it.

    `LimitError` for a division that is not known, or where no calendar of the policy keeps the
    holidays of any; `OutOfTable` for a day that a calendar does not know.
    """
    for division in divisions:
        if division not in DIVISIONS:
            raise LimitError(division, listed(DIVISIONS), meant(division, DIVISIONS))
    parts = {part for division in divisions for part in DIVISIONS[division]}
    touched = {
        name for name, division in policy.divisions.items() if parts & {*DIVISIONS[division]}
    }
    if not touched:
        kept = listed(dict.fromkeys(policy.divisions.values()))
        raise LimitError(listed(divisions), f"a division whose holidays the policy keeps: {kept}")
    step = Step(day, "closed", why, "proclamation")
    before, after = dict(policy.calendars), dict(policy.calendars)
    for name in touched:
        known = {holiday.day for holiday in bank_holidays(policy.divisions[name])}
        if day in known:
            before[name] = before[name].opening(day)
        after[name] = after[name].closing(step)
    return evolve(policy, calendars=before), evolve(policy, calendars=after)
