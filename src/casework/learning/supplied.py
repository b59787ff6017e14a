"""Figures that are supplied, not counted: and figures for every so many of another.

A supplied number is over days or stands on a day.  Rows over days make the figure of a period
only where they fill it, neither short of it nor beyond; then they add up like anything counted.
A number that stood on a day is that of the latest such day until the period's end.  A share that
was published without its numbers cannot be added, and holds for its very days.  Where there is
no number there is no figure, and the report says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from fractions import Fraction

from casework.errors import LimitError, listed, meant
from casework.learning.measures import Measure
from casework.learning.period import Period
from casework.learning.returns import returned_rates
from casework.learning.tables import Figure, Line, Table
from casework.rules.measure_soundness import OF_LINES
from casework.rules.measures import CountRow, CountTable, RateTable
from casework.rules.policy import Policy


def supplied_tables(
    policy: Policy, now: Period, before: Period, previous: Period | None
) -> tuple[Table, ...]:
    """A table for each kind of number that the policy supplies."""
    counts = {count.id: count for count in policy.figures.count}
    return tuple(_supplied(count, counts, now, before, previous) for count in counts.values())


def _supplied(
    count: CountTable,
    counts: Mapping[str, CountTable],
    now: Period,
    before: Period,
    previous: Period | None,
) -> Table:
    lines = []
    for name in dict.fromkeys(row.line for row in count.row):
        figure = figure_of(count, counts, name, now)
        if figure is not None:
            key = (name,) if name is not None else ("",)
            earlier = figure_of(count, counts, name, previous) if previous else None
            then = figure_of(count, counts, name, before)
            lines.append(Line(key, name or count.title, figure, then, earlier))
    standing = any(row.on is not None for row in count.row)
    measure = Measure(
        count.id,
        count.title,
        "what the authority supplies",
        _whole(count, counts),
        "the day on which it stood" if standing else "the days that it is of",
        (),
        source=count.source,
        note=count.note,
    )
    return Table(measure, tuple(lines))


def _whole(count: CountTable, counts: Mapping[str, CountTable]) -> str | None:
    if count.of == OF_LINES:
        return "the sum of the lines"
    if count.of is not None:
        return f"'{counts[count.of].title}'"
    return "what is supplied with it" if any(row.of or row.percent for row in count.row) else None


def figure_of(
    count: CountTable, counts: Mapping[str, CountTable], name: str | None, period: Period
) -> Figure | None:
    """The figure of a line of a supplied count over a period, if it is known."""
    rows = _rows(count, name, period)
    if rows is None:
        return None
    percent = rows[0].percent
    if percent is not None:
        exactly = Fraction(percent) / 100
        return Figure(exactly.numerator, exactly.denominator, share_only=True)
    value = sum(row.value or 0 for row in rows)
    if all(row.of is not None for row in rows):
        return Figure(value, sum(row.of or 0 for row in rows))
    if count.of is None:
        return Figure(value)
    names = [name] if name is not None and count.of != OF_LINES else []
    whole = count if count.of == OF_LINES else counts[count.of]
    known = {row.line for row in whole.row}
    found = [figure_of_value(whole, each, period) for each in names if each in known] or [
        figure_of_value(whole, each, period) for each in known
    ]
    if None in found:
        return Figure(value)
    return Figure(value, sum(each for each in found if each is not None))


def figure_of_value(count: CountTable, name: str | None, period: Period) -> int | None:
    """The number of a line of a supplied count over a period, if it is known as a number."""
    rows = _rows(count, name, period)
    if rows is None or any(row.value is None for row in rows):
        return None
    return sum(row.value or 0 for row in rows)


def _rows(count: CountTable, name: str | None, period: Period) -> list[CountRow] | None:
    """The rows of a line that make its figure over a period; None where they do not fill it."""
    rows = [row for row in count.row if row.line == name]
    standing = [(row.on, row) for row in rows if row.on is not None and row.on <= period.last]
    if standing:
        return [max(standing, key=lambda each: each[0])[1]]
    inside = [
        (row.since, row.until, row)
        for row in rows
        if row.since and row.until and row.since in period and row.until in period
    ]
    days = sum((until - since + timedelta(days=1)).days for since, until, _ in inside)
    if not inside or days != (period.last - period.first).days + 1:
        return None
    if len(inside) > 1 and any(row.percent is not None for *_, row in inside):
        return None
    return [row for *_, row in inside]


def rate_tables(policy: Policy, tables: Iterable[Table]) -> tuple[Table, ...]:
    """A table for each rate of the policy, or of a scheme that it builds on.

    `LimitError` where a rate names a measure or count that there is not.
    """
    known = {table.measure.id: table for table in tables}
    rates = (*policy.figures.rate, *returned_rates(policy))
    return tuple(rate_table(rate, known) for rate in rates)


def rate_table(rate: RateTable, known: Mapping[str, Table]) -> Table:
    """The table of a rate."""
    for name in (rate.count, rate.of):
        if name not in known:
            raise LimitError(name, f"a measure or count: {listed(known)}", meant(name, known))
    above = [line for line in known[rate.count].lines if _begins(line, rate.line)]
    below = [line for line in known[rate.of].lines if _begins(line, rate.of_line)]
    count, of = known[rate.count].measure, known[rate.of].measure
    measure = Measure(
        rate.id,
        rate.title,
        f"'{count.title}', for every {rate.per:,} of the other",
        f"'{of.title}'",
        f"as those two are: {count.dated_by}; {of.dated_by}",
        (),
        excludes=count.excludes,
        source=rate.source,
        note=rate.note,
    )
    lines = tuple(
        Line(line.key, line.title, now, before, previous, line.depth)
        for line in above
        for now, before, previous in [
            (
                _beside(line.now, [each.now for each in below], rate.per),
                _beside(line.before, [each.before for each in below], rate.per),
                _beside(line.previous, [each.previous for each in below], rate.per),
            )
        ]
        if now is not None
    )
    return Table(measure, lines)


def _begins(line: Line, wanted: tuple[str, ...]) -> bool:
    return line.key[: len(wanted)] == wanted


def _beside(above: Figure | None, below: list[Figure | None], per: int) -> Figure | None:
    known = [each for each in below if each is not None]
    if above is None or not known or len(known) < len(below):
        return None
    withheld = above.withheld or any(each.withheld for each in known)
    return Figure(above.count, sum(each.count for each in known), per, withheld=withheld)
