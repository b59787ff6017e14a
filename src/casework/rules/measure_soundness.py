"""Whether what a file says of its own figures can be counted.

A value that is picked from a list must be on it, a whole must be kept by what makes the lines, a
supplied number must say its days and stand beside no other for the same days.  Whether a measure
that is named exists is for whoever counts: the standard ones are not the policy's to list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from casework.errors import listed, meant
from casework.rules.lists.taxonomy import Taxonomy
from casework.rules.measures import ANY, Choice, CountRow, CountTable, Figures, MeasureLine
from casework.rules.naming import twice, unknown_source
from casework.rules.places import Path
from casework.rules.sources import Cites
from casework.rules.structure import Problem

OF_LINES = "lines"


def unsound_figures(
    figures: Figures, taxonomies: Mapping[str, Taxonomy], read: Cites
) -> Iterator[Problem]:
    """Everything that a file says of figures and that cannot be."""
    yield from _report(figures, taxonomies, read)
    for i, measure in enumerate(figures.measure):
        path: Path = ("measure", i)
        yield from unknown_source(measure.source, (*path, "source"), read)
        if not measure.line:
            yield Problem((*path, "line"), "no line", "at least one")
        for k, line in enumerate(measure.line):
            yield from unsound_line(line, (*path, "line", k), taxonomies)
    for i, rate in enumerate(figures.rate):
        yield from unknown_source(rate.source, ("rate", i, "source"), read)
        if rate.per < 1:
            yield Problem(("rate", i, "per"), f"found '{rate.per}'", "at least 1")
    known = [count.id for count in figures.count]
    for i, count in enumerate(figures.count):
        path = ("count", i)
        yield from unknown_source(count.source, (*path, "source"), read)
        if count.of not in {None, OF_LINES, *known}:
            near = meant(str(count.of), [*known, OF_LINES])
            yield Problem((*path, "of"), f"no count '{count.of}'", listed([OF_LINES, *known]), near)
        yield from _rows(count, path)
    for name in ("measure", "rate", "count"):
        yield from twice((each.id for each in getattr(figures, name)), (name,), name)


def _report(figures: Figures, taxonomies: Mapping[str, Taxonomy], read: Cites) -> Iterator[Problem]:
    report = figures.report
    if report.no_change_below is not None:
        path: Path = ("report", "no-change-below")
        yield from unknown_source(report.no_change_below.source, (*path, "source"), read)
        if report.no_change_below.points <= 0:
            problem = f"found '{report.no_change_below.points}'"
            yield Problem((*path, "points"), problem, "more than 0")
    for key, codes in (("upheld", report.upheld), ("not-investigated", report.not_investigated)):
        yield from _unlisted("outcome", codes, ("report", key), taxonomies)


def unsound_line(
    line: MeasureLine, path: Path, taxonomies: Mapping[str, Taxonomy]
) -> Iterator[Problem]:
    """What one line of a measure says and that cannot be."""
    choices: tuple[tuple[str, Choice], ...] = (
        ("where", line.where),
        ("without", line.without),
        ("counted", line.counted or {}),
    )
    for key, choice in choices:
        for name, values in choice.items():
            if not values:
                yield Problem((*path, key, name), "an empty list", f"values, or '{ANY}' for any")
            yield from _unlisted(name, values, (*path, key, name), taxonomies)
    for i, name in enumerate(line.out_of or ()):
        if name not in line.by:
            near = meant(name, line.by)
            yield Problem((*path, "out-of", i), f"'{name}' makes no line", listed(line.by), near)
    if ("band" in line.by) is not bool(line.bands):
        problem = "bands that make no line" if line.bands else "no bands"
        yield Problem((*path, "bands"), problem, "both 'band' in 'by' and the bands")


def _unlisted(
    name: str, values: tuple[str, ...], path: Path, taxonomies: Mapping[str, Taxonomy]
) -> Iterator[Problem]:
    taxonomy = taxonomies.get(name)
    for value in values:
        if taxonomy is not None and value != ANY and value not in taxonomy:
            near = meant(value, taxonomy.ids)
            yield Problem(path, f"no {name} '{value}'", listed(taxonomy.ids), near)


def _rows(count: CountTable, path: Path) -> Iterator[Problem]:
    for i, row in enumerate(count.row):
        here: Path = (*path, "row", i)
        if (row.value is None) is (row.percent is None):
            yield Problem(here, "neither or both", "either 'value' or 'percent'")
        spanned = row.since is not None and row.until is not None
        if spanned is (row.on is not None) or (row.since is None) is not (row.until is None):
            yield Problem(here, "no days", "both 'from' and 'to', or 'on' alone")
        elif row.since and row.until and row.until < row.since:
            yield Problem((*here, "to"), f"{row.until} is before {row.since}", "days in order")
    for (_, one), (i, other) in combinations(enumerate(count.row), 2):
        if one.line == other.line and _meet(one, other):
            yield Problem((*path, "row", i), "days that another row has too", "each day once")


def _meet(one: CountRow, other: CountRow) -> bool:
    if one.on or other.on:
        return one.on == other.on
    if None in {one.since, one.until, other.since, other.until}:
        return False
    return not (one.until < other.since or other.until < one.since)  # type: ignore[operator]
