"""A report laid out: for each table its heading, what it says of itself, and its cells as text.

Markdown, web pages and paper differ in how they draw a table and in nothing else, so what stands
in it is settled here once.  Above each table stands what it counts, out of what, by which day,
what it leaves out, for which days and under which revision of the policy.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from casework.learning.period import Period
from casework.learning.report import Report
from casework.learning.tables import (
    Figure,
    Line,
    Table,
    difference,
    difference_in_percent,
    difference_in_points,
    is_steady,
)
from casework.prose.days import day_in_words
from casework.prose.grids import WITHHELD, SheetRow, crossed, in_time

STEADY = "no change"


@frozen
class Sheet:
    """A table laid out; `table` is what it was made of, `notes` stand below it."""

    table: Table
    about: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    notes: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The table's heading."""
        return self.table.measure.title


def period_in_words(period: Period) -> str:
    """A period with both its days."""
    first, last = map(day_in_words, (period.first, period.last))
    return f"{first} to {last}"


def heading_of(report: Report) -> str:
    """What a report is called."""
    return f"{report.policy.authority}: {report.policy.title or 'casework'}"


def introduction(report: Report) -> Iterator[str]:
    """What a report says of itself before its tables, a sentence each."""
    policy = report.policy
    yield f"{period_in_words(report.period)}. Policy '{policy.id}', revision {policy.revision}."
    if report.only:
        chosen = "; ".join(f"{name}: {', '.join(found)}" for name, found in report.only.items())
        yield f"Only cases with {chosen}."
    if report.suppressed_below is not None:
        yield (
            f"Figures below {report.suppressed_below} are withheld, and so are those that would"
            " give one away by a sum of their table."
        )
    yield _compared(report)
    if report.previous is not None:
        span = f"The {_span(report.previous)} before"
        yield f"{span} is {report.previous}{_in_part(report, report.previous)}."
    rule = policy.figures.report.no_change_below
    if rule is not None and (report.before or report.previous):
        source = policy.cite(rule.source)
        points = f"{rule.points} percentage point{'' if rule.points == 1 else 's'}"
        yield f"A share that moved by less than {points} is called no change ({source})."


def _compared(report: Report) -> str:
    if report.period.is_over_a_year:
        return "A period of more than a year is not compared with the year before."
    if report.before is None:
        return "There are no cases from the year before to compare with."
    part = _in_part(report, report.before)
    return f"The year before is {part[2:] if part else report.before}."


def _in_part(report: Report, period: Period) -> str:
    if report.since is None or report.since <= period.first:
        return ""
    return f", known only in part: the first case is of {day_in_words(report.since)}"


def _span(period: Period) -> str:
    known = {1: "month", 3: "quarter", 6: "half-year"}
    return known.get(period.months or 0, f"{period.months} months")


def sheets_of(report: Report) -> Iterator[Sheet]:
    """The sheets of a report in order, without those in which there is nothing."""
    for table in report.tables:
        if not is_empty(table):
            yield _sheet(report, table)


def empty_titles(report: Report) -> tuple[str, ...]:
    """The titles of the tables in which nothing was counted."""
    return tuple(table.measure.title for table in report.tables if is_empty(table))


def is_empty(table: Table) -> bool:
    """Whether nothing was counted in a table, then or now, and nothing is withheld."""
    return all(map(_is_idle, table.lines))


def _is_idle(line: Line) -> bool:
    figures = (line.now, line.before, line.previous)
    return not any(each.count or each.of or each.withheld for each in figures if each)


def _sheet(report: Report, table: Table) -> Sheet:
    about, notes = tuple(_about(report, table)), tuple(_notes(table))
    if table.measure.across is not None:
        headings, rows = crossed(table)
        return Sheet(table, about, headings, rows, notes)
    if table.measure.series:
        headings, rows = in_time(table)
        return Sheet(table, about, headings, rows, notes)
    compared = list(_comparisons(report))
    several = len(report.policy.procedures) > 1
    shown = [line for line in table.lines if not (several and _is_idle(line))]
    left_out = len(table.lines) - len(shown)
    if left_out:
        lines = "line in which" if left_out == 1 else "lines in which"
        notes += (f"{left_out:,} {lines} nothing was counted, out of nothing, left out.",)
    rows = tuple(
        SheetRow(
            line.title,
            (
                *_figure(table, line.now),
                *(
                    cell
                    for _, attribute, _ in compared
                    for cell in _beside(report, table, line.now, getattr(line, attribute))
                ),
            ),
            line.depth,
        )
        for line in table.lines
    )
    headings = (
        *_heading(table),
        *(word for name, _, on in compared for word in _than(table, name, on)),
    )
    return Sheet(table, about, headings, rows, notes)


def _comparisons(report: Report) -> Iterator[tuple[str, str, str]]:
    """What the columns of each comparison are headed by, and where a line has its figure."""
    if report.before is not None:
        yield "Year before", "before", ""
    if report.previous is not None:
        span = _span(report.previous)
        yield f"{span.capitalize()} before", "previous", f" on the {span}"


def _about(report: Report, table: Table) -> Iterator[str]:
    measure, policy = table.measure, report.policy
    counted = f"Counts {measure.counts}" + (f"; out of {measure.of}" if measure.of else "")
    yield f"{counted}. Dated by {measure.dated_by}."
    if measure.excludes:
        yield f"Leaves out {measure.excludes}."
    source = f" Source: {policy.cite(measure.source)}." if measure.source else ""
    yield f"{report.period}; policy '{policy.id}', revision {policy.revision}.{source}"
    if measure.note:
        yield measure.note


def _heading(table: Table) -> tuple[str, ...]:
    measure = table.measure
    if measure.shows == "days":
        return ("Number", "Average", "Median", "90 % within", "Longest")
    per = next((line.now.per for line in table.lines), 100)
    share = "%" if per == 100 else f"Per {per:,}"
    return ("Count", "Of", share) if _has_whole(table) else ("Count",)


def _has_whole(table: Table) -> bool:
    return any(line.now.of is not None for line in table.lines)


def _than(table: Table, name: str, on: str = "") -> tuple[str, ...]:
    if table.measure.shows == "days":
        return (f"{name}: average", f"{name}: median", f"{name}: 90 % within")
    words = (name, f"Change{on}", f"Change{on} %", f"Points{on}")
    return words if _has_whole(table) else words[:3]


def _figure(table: Table, figure: Figure) -> tuple[str, ...]:
    if figure.spread is not None:
        spread = figure.spread
        found = (spread.average, spread.median, spread.percentile(90), spread.longest)
        cells = (f"{spread.count:,}", *("" if each is None else f"{each:,}" for each in found))
        return (WITHHELD,) * len(cells) if figure.withheld else cells
    width = 3 if _has_whole(table) else 1
    if figure.withheld:
        return (WITHHELD, *[""] * (width - 1))
    share = "" if figure.share is None else f"{figure.share:,}"
    if figure.share_only:
        return ("", "", share)
    of = "" if figure.of is None else f"{figure.of:,}"
    return (f"{figure.count:,}", of, share)[:width]


def _beside(report: Report, table: Table, now: Figure, then: Figure | None) -> tuple[str, ...]:
    width = len(_than(table, ""))
    if then is None or then.withheld:
        return (WITHHELD if then else "", *[""] * (width - 1))
    if then.spread is not None:
        return _figure(table, then)[1:4]
    was = f"{then.count:,}" + (f" of {then.of:,}" if then.of is not None else "")
    if then.share_only:
        was = f"{then.share} %"
    more, part = difference(now, then), difference_in_percent(now, then)
    change = "" if more is None else f"{more:+,}" if more else "0"
    cells = [was, change, "" if not more or part is None else f"{part:+,}"]
    rule = report.policy.figures.report.no_change_below
    points = difference_in_points(now, then)
    words = "" if points is None else f"{points:+}" if points else "0.00"
    if rule is not None and is_steady(now, then, rule.points):
        words = STEADY
    return (*cells, words)[:width]


def _notes(table: Table) -> Iterator[str]:
    if table.measure.shows == "days" and table.measure.across is not None:
        yield "Each cell gives the average, the median, 90 % within, and of how many."
    if table.total is not None and table.measure.across is None:
        several = ""
        if table.codes > table.total:
            several = f" ({table.codes:,} codes: some carry several)"
        yield f"{table.total:,} case{'' if table.total == 1 else 's'}{several}."
    if table.withheld:
        figures = "figure is" if table.withheld == 1 else "figures are"
        yield (
            f"{table.withheld:,} {figures} withheld: small ones, and others that would give a"
            " small one away."
        )
