"""Measures that an authority or a scheme defines, made of the same parts as the standard ones.

What such a measure says of itself is worked out from what it chooses, so that the words and the
count cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from casework.learning.measures import Measure, Part
from casework.rules.lists.taxonomy import Lineages, lineages_of
from casework.rules.measures import ANY, Choice, MeasureLine, MeasureTable, Unit
from casework.rules.policy import Policy

UNITS: Mapping[Unit, tuple[str, str]] = {
    "case": ("cases received", "the day the case was received"),
    "done": ("cases done", "the day the case was answered or ended and not taken further"),
    "open": ("cases open", "the last day of the period"),
    "stage": ("stages of the procedures of cases received", "the day the case was received"),
    "visit": ("stages entered", "the day the stage was entered"),
    "answer": ("answers", "the day of the answer"),
    "clock": ("clocks met or missed", "the day the clock ended"),
    "standing": ("clocks not stopped", "the last day of the period"),
    "month-end": ("cases open at the end of a month", "the last day of the month"),
    "event": ("events", "the day of the event"),
    "issue": ("issues", "the day the issue was raised"),
    "undertaking": ("undertakings", "the day the undertaking was agreed"),
}
"""What each unit is called, and which day puts one into a period."""


def declared_measures(policy: Policy) -> Iterator[Measure]:
    """The measures that a policy defines."""
    for table in policy.figures.measure:
        yield declared(table, lineages_of(policy.taxonomies))


def declared(table: MeasureTable, lineages: Lineages) -> Measure:
    """A measure from its definition."""
    several = len(table.line) > 1
    parts = tuple(
        part_of(line, (line.title or str(i),) if several else (), lineages)
        for i, line in enumerate(table.line, 1)
    )
    days = dict.fromkeys(UNITS[line.unit][1] for line in table.line)
    wholes = [whole for line in table.line if (whole := _whole(line))]
    return Measure(
        table.id,
        table.title,
        "; ".join(map(_counted, table.line)),
        "; ".join(dict.fromkeys(wholes)) or None,
        "; ".join(days),
        parts,
        tuple((part.key, part.key[0]) for part in parts if not part.by and part.key)
        or tuple((part.key, table.title) for part in parts if not part.by),
        table.shows,
        source=table.source,
        series=all({"month", "quarter"} & {*line.by[-1:]} for line in table.line),
        note=table.note,
    )


def part_of(line: MeasureLine, key: tuple[str, ...], lineages: Lineages) -> Part:
    """The part of a measure that one line of its definition says."""
    return Part(
        line.unit,
        line.by,
        line.where,
        line.without,
        line.counted,
        line.out_of,
        line.bands,
        key,
    ).expanded(lineages)


def _counted(line: MeasureLine) -> str:
    words = UNITS[line.unit][0] + _chosen(line)
    if line.counted:
        words += " and" if line.where or line.without else ""
        words += f" with {_said(line.counted)}"
    return words


def _whole(line: MeasureLine) -> str | None:
    if line.counted is None and line.out_of is None:
        return None
    apart = line.by if line.out_of is None else line.out_of
    return UNITS[line.unit][0] + _chosen(line) + (f", by {', '.join(apart)}" if apart else "")


def _chosen(line: MeasureLine) -> str:
    found = f" with {_said(line.where)}" if line.where else ""
    return found + (f" but not with {_said(line.without)}" if line.without else "")


def _said(choice: Choice) -> str:
    return " and ".join(f"{name} {_values(values)}" for name, values in choice.items())


def _values(values: Iterable[str]) -> str:
    return " or ".join("of any kind" if value == ANY else f"'{value}'" for value in values)
