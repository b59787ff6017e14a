"""A reckoning in words, a line for each step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from casework.days.calendar import WEEKDAYS
from casework.days.limits import Limit
from casework.days.steps import Reckoning, Step

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day_in_words(day: date) -> str:
    """A day as it is written in a letter: `Tuesday 31 March 2026`."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def step_in_words(step: Step) -> str:
    """What a step did, without its day and its source."""
    words = _WORDS[step.what](step)
    if step.weekend_days:
        days = "day" if step.weekend_days == 1 else "days"
        words += f", passing over {step.weekend_days} weekend {days}"
    return words


def reckoning_in_words(reckoning: Reckoning, indent: str = "") -> Iterator[str]:
    """The lines of a reckoning: each step with its day, what is uncertain, and the sources."""
    sources = list(dict.fromkeys(step.source for step in reckoning.steps))
    for step in reckoning.steps:
        day = f"{step.day} {WEEKDAYS[step.day.weekday()][:3]}"
        yield f"{indent}{day}  {step_in_words(step)} [{sources.index(step.source) + 1}]"
    if reckoning.at is not None:
        yield f"{indent}by {reckoning.at:%H:%M} London time"
    if reckoning.provisional:
        yield f"{indent}provisional: bank holidays are not yet proclaimed so far ahead"
    for number, source in enumerate(sources, 1):
        yield f"{indent}[{number}] {' '.join(source.split())}"


_WORDS: Mapping[str, Callable[[Step], str]] = {
    "start": lambda step: f"{step.why.replace('-', ' ')}: counting starts from here",
    "after-cut-off": lambda step: f"came at or after {step.why}, so counts as the next day's",
    "deemed-received": lambda _: "deemed received on the next working day",
    "closed": lambda step: f"not counted: {step.why}",
    "counted": lambda step: _counted(step.why),
    "counted-same-day": lambda step: f"{_counted(step.why)}, the start being day 1",
    "beginning-with": lambda step: _months_with(step.why),
    "next-day": lambda step: f"counted from the day {_beside(step.why)}",
    "clipped": lambda step: f"{_counted(step.why)}, to the last day of a shorter month",
    "rolled": lambda step: f"moved to the {step.why.replace('-', ' ')}",
    "extended": lambda step: f"extended: {step.why}",
    "extended-too-late": lambda step: f"an extension of {step.why} came too late to count",
    "extension-lapsed": lambda step: f"an extension lapsed: nothing came by {step.why}",
    "paused": lambda step: f"paused {step.why.replace(' to ', ' until ')}",
    "restarted": lambda _: "begun anew",
    "departs": lambda step: f"declared to be later than the scheme allows: {step.why}",
    "promised": lambda _: "promised sooner",
    "set": lambda _: "the day that was set",
}


def _counted(limit: str) -> str:
    back = Limit.parse(limit).n < 0
    words = f"{limit.removeprefix('-')} back" if back else f"{limit} on"
    return f"{words}, neither end counted" if "clear" in limit else words


def _beside(limit: str) -> str:
    return "before" if Limit.parse(limit).n < 0 else "after"


def _months_with(limit: str) -> str:
    if Limit.parse(limit).n < 0:
        return f"{limit.removeprefix('-')} ending with that day"
    return f"{limit} beginning with that day"
