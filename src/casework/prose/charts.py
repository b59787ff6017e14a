"""Charts as shapes: what a report draws beside its tables, worked out to the last coordinate.

A chart is a handful of rectangles, lines and words, so it is drawn straight into the page as SVG
by the same template that writes the tables.  It then needs no drawing library, no file beside the
page and no script, prints sharply, and follows the page's own text and colours.  It repeats a
table and never says more: the figures are read there, and the chart has a title and a description
in words for whoever does not see it.  What is withheld in the table is not drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from casework.learning.of_cases import STAGE
from casework.learning.of_time import answer_limits
from casework.learning.report import Report
from casework.learning.tables import Figure, Line, Table

WIDTH, LEFT, RIGHT, ROW = 720, 250, 80, 28
HEIGHT, TOP, BOTTOM = 220, 16, 34
WHOLE = WIDTH - LEFT - RIGHT
MOST = 14
"""The most lines that a chart of bars draws; the table has them all."""

LONGEST_LABEL = 33
DASHES = ("", "6 3", "2 3", "8 3 2 3")


@frozen
class Shape:
    """A rectangle, line, path of points, circle or word, with what the style sheet calls it."""

    kind: str
    look: str
    x: float = 0
    y: float = 0
    width: float = 0
    height: float = 0
    words: str = ""
    anchor: str = "start"
    dash: str = ""


@frozen
class Chart:
    """The shapes of a chart, its size, and what it says in words."""

    id: str
    title: str
    description: str
    width: float
    height: float
    shapes: tuple[Shape, ...]


def chart_of(report: Report, table: Table) -> Chart | None:
    """The chart that goes with a table, if one does."""
    measure = table.measure
    if measure.across is not None:
        return None
    if measure.shows == "days":
        return _spans(report, table)
    if measure.series:
        return _trend(table)
    shared = table.total is not None
    return _bars(table) if shared or measure.id in {"stages", "upheld", "on-time"} else None


def _label(x: float, y: float, words: str, look: str = "label", anchor: str = "end") -> Shape:
    short = words if len(words) <= LONGEST_LABEL else words[: LONGEST_LABEL - 1] + "…"
    return Shape("text", look, x, y, words=short, anchor=anchor)


def _value(x: float, y: float, words: str) -> Shape:
    return Shape("text", "value", x, y, words=words)


def _bars(table: Table) -> Chart | None:
    shown = (line for line in table.lines if line.now.count or line.now.withheld)
    lines = [line for line in shown if not line.depth][:MOST]
    shares = table.total is None
    if len(lines) < 2:
        return None
    heights = [_height(line.now, shares=shares) for line in lines]
    most = 100.0 if shares else max(1.0, *heights)
    shapes: list[Shape] = []
    for i, line in enumerate(lines):
        y = i * ROW
        shapes.append(_label(LEFT - 10, y + 18, line.title))
        if line.now.withheld:
            shapes.append(_value(LEFT + 4, y + 18, "withheld"))
            continue
        long = WHOLE * _height(line.now, shares=shares) / most
        shapes.append(Shape("rect", "bar", LEFT, y + 5, round(long, 1), ROW - 10))
        words = f"{line.now.share} %" if shares else f"{line.now.count:,}"
        shapes.append(_value(LEFT + round(long, 1) + 6, y + 18, words))
    shapes.append(Shape("line", "axis", LEFT, 0, 0, len(lines) * ROW))
    first = max(lines, key=lambda line: _height(line.now, shares=shares))
    what = "share" if shares else "number"
    said = f"A bar for each of {len(lines)} lines by its {what}. The longest is {first.title}"
    said += "." if first.now.withheld else f", {_said(first, shares=shares)}."
    return Chart(
        table.measure.id, table.measure.title, said, WIDTH, len(lines) * ROW, tuple(shapes)
    )


def _height(figure: Figure, *, shares: bool) -> float:
    if figure.withheld:
        return 0
    return float(figure.share or 0) if shares else figure.count


def _said(line: Line, *, shares: bool) -> str:
    if shares:
        return f"{line.now.share} % ({line.now.count:,} of {line.now.of or 0:,})"
    return f"{line.now.count:,}"


def _spans(report: Report, table: Table) -> Chart | None:
    """Time taken, as a bar to the 90th percentile with the median on it, against each limit."""
    rows = [(line, spread) for line in table.lines for spread in [line.now.spread] if spread]
    rows = [(line, spread) for line, spread in rows if spread.took or line.now.withheld][:MOST]
    if not rows:
        return None
    by_stage = table.measure.parts[0].by == STAGE
    limits = [
        answer_limits(report.policy, line.key, report.period.last) if by_stage else ()
        for line, _ in rows
    ]
    ends = [spread.percentile(90) or 0 for _, spread in rows]
    most = max([1, *ends, *(n for found in limits for n in found)]) * 1.05
    shapes: list[Shape] = []
    said = []
    for i, ((line, spread), found) in enumerate(zip(rows, limits, strict=True)):
        y = i * ROW
        shapes.append(_label(LEFT - 10, y + 18, line.title))
        if line.now.withheld:
            shapes.append(_value(LEFT + 4, y + 18, "withheld"))
            continue
        ninety, median = spread.percentile(90) or 0, float(spread.median or 0)
        long, middle = WHOLE * ninety / most, WHOLE * median / most
        shapes.append(Shape("rect", "bar", LEFT, y + 5, round(long, 1), ROW - 10))
        shapes.append(Shape("line", "median", round(LEFT + middle, 1), y + 3, 0, ROW - 6))
        words = f"{line.title}: median {spread.median}, 90 % within {ninety}"
        for n in found:
            at = round(LEFT + WHOLE * n / most, 1)
            shapes.append(Shape("line", "limit", at, y + 1, 0, ROW - 2, dash="4 2"))
            words += f", limit {n}"
        end = max([long, *(WHOLE * n / most for n in found)])
        shapes.append(_value(round(LEFT + end + 6, 1), y + 18, f"{ninety}"))
        said.append(words)
    shapes.append(Shape("line", "axis", LEFT, 0, 0, len(rows) * ROW))
    shapes.append(
        _label(
            LEFT,
            len(rows) * ROW + 18,
            "Bar: 90 % within · dark line: median",
            "key",
            "start",
        )
    )
    if any(limits):
        shapes.append(
            _label(LEFT + 240, len(rows) * ROW + 18, "dashed line: the limit", "key", "start")
        )
    described = "Working days. " + "; ".join(said) + "."
    return Chart(
        table.measure.id, table.measure.title, described, WIDTH, len(rows) * ROW + 26, tuple(shapes)
    )


def _trend(table: Table) -> Chart | None:
    """A line over time for each line of a series, the four highest of them."""
    series: dict[tuple[str, ...], dict[str, Figure]] = {}
    titles: dict[tuple[str, ...], str] = {}
    for line in table.lines:
        series.setdefault(line.key[:-1], {})[line.key[-1]] = line.now
        titles.setdefault(line.key[:-1], line.title.rsplit(": ", 1)[0])
    times = sorted({line.key[-1] for line in table.lines})
    if len(times) < 2 or any(line.now.withheld for line in table.lines):
        return None
    ranked = sorted(series, key=lambda key: -sum(each.count for each in series[key].values()))
    drawn = [key for key in ranked if any(each.count for each in series[key].values())][
        : len(DASHES)
    ]
    if not drawn:
        return None
    most = max(each.count for key in drawn for each in series[key].values())
    shapes = list(_frame(times, most))
    said: list[str] = []
    for key, dash in zip(drawn, DASHES, strict=False):
        counts = [series[key][time].count if time in series[key] else 0 for time in times]
        places = [(_across(i, len(times)), _up(count, most)) for i, count in enumerate(counts)]
        words = " ".join(f"{x},{y}" for x, y in places)
        look = f"trend trend-{len(said) + 1}"
        shapes.append(Shape("polyline", look, words=words, dash=dash))
        shapes += (Shape("circle", f"dot dot-{len(said) + 1}", x, y) for x, y in places)
        y = TOP + HEIGHT + BOTTOM + 14 + len(said) * 18
        shapes.append(Shape("line", look, 60, y - 4, 34, 0, dash=dash))
        shapes.append(Shape("text", "key", 100, y, words=titles[key]))
        said.append(f"{titles[key]}: {counts[0]:,} at first, {counts[-1]:,} at last")
    height = TOP + HEIGHT + BOTTOM + len(said) * 18 + 8
    described = f"A line for each of {len(said)} over {len(times)} months. {'; '.join(said)}."
    return Chart(table.measure.id, table.measure.title, described, WIDTH, height, tuple(shapes))


def _across(i: int, several: int) -> float:
    return round(60 + (WIDTH - 100) * i / (several - 1), 1)


def _up(count: int, most: int) -> float:
    return round(TOP + HEIGHT * (1 - count / most), 1)


def _frame(times: Sequence[str], most: int) -> Iterator[Shape]:
    for mark in sorted({0, most // 2, most}):
        y = _up(mark, most)
        yield Shape("line", "grid", 60, y, WIDTH - 100, 0)
        yield Shape("text", "value", 52, y + 4, words=f"{mark:,}", anchor="end")
    every = 1 + len(times) // 9
    for i, time in enumerate(times):
        if i % every == 0:
            x = _across(i, len(times))
            yield Shape("text", "value", x, TOP + HEIGHT + 20, words=time, anchor="middle")
