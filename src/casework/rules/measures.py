"""What an authority says of its own figures: measures, rates, and counts that it supplies.

A measure chooses among things that can be counted of cases: it names a unit, which of them
belong to it (`where`), which of those are counted (`counted`), and into which lines they fall
(`by`).  It holds no expression, so it can be read aloud, and whatever it says adds up over any
parts of a caseload.  A count is a number that no case can give, such as how many homes there
are; it comes with its days and its source.  A rate sets one beside the other.

The same tables may stand in a policy file, in the file of a national return, or in a file of
counts that is renewed for each report.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal, get_args

from attrs import Factory, frozen

from casework.days.limits import Limit
from casework.rules.sources import Citation

Unit = Literal[
    "case",
    "done",
    "open",
    "stage",
    "visit",
    "answer",
    "clock",
    "standing",
    "month-end",
    "event",
    "issue",
    "undertaking",
]
UNITS: tuple[Unit, ...] = get_args(Unit)

ANY = "*"
"""What stands in a choice for any value at all."""

Choice = Mapping[str, tuple[str, ...]]
"""For each trait or fact the values of which a thing must have one; `*` means any."""


@frozen
class MeasureLine:
    """One thing that a measure counts: a unit, those that belong to it, those that are counted.

    `by` are the traits and facts whose values make its lines, `out_of` the ones among them that
    its whole is kept apart by: all of them where it is not said, none for the whole table.
    Without `counted` it counts all, out of nothing.  `bands` are times from the receipt or the
    stage's beginning, rising: each thing falls into the first within which it was done.
    """

    unit: Unit
    title: str | None = None
    where: Choice = Factory(dict)
    without: Choice = Factory(dict)
    counted: Choice | None = None
    by: tuple[str, ...] = ()
    out_of: tuple[str, ...] | None = None
    bands: tuple[Limit, ...] = ()


@frozen
class MeasureTable:
    """A measure that an authority or a scheme defines, as one line or several under one title.

    `shows` is whether a report gives counts or the days that things took.
    """

    id: str
    title: str
    line: tuple[MeasureLine, ...]
    shows: Literal["counts", "days"] = "counts"
    source: Citation | None = None
    note: str | None = None


@frozen
class CountRow:
    """A number that is supplied: over days, or as it stood on a day.

    `of` is what it is out of, where that is supplied with it.  A `percent` stands for a number
    that was published as a share alone.
    """

    value: int | None = None
    percent: Decimal | None = None
    of: int | None = None
    line: str | None = None
    since: date | None = None
    until: date | None = None
    on: date | None = None


@frozen
class CountTable:
    """Numbers of one kind that the authority supplies.

    `of` is the count that each line is out of: the id of another, or `lines` for their sum.
    """

    id: str
    title: str
    row: tuple[CountRow, ...]
    source: Citation
    of: str | None = None
    note: str | None = None


@frozen
class RateTable:
    """One figure for every so many of another.

    `count` and `of` are ids of measures or of supplied counts; `line` and `of_line` pick lines
    of them by what they are counted by, where not all are meant.
    """

    id: str
    title: str
    count: str
    of: str
    per: int = 100
    line: tuple[str, ...] = ()
    of_line: tuple[str, ...] = ()
    source: Citation | None = None
    note: str | None = None


@frozen
class SteadyRule:
    """How many percentage points a share must move for its change to be called one."""

    points: Decimal
    source: Citation


@frozen
class ReportTable:
    """The `[report]` table: how the authority reads its own figures.

    `department` is the fact that says who answers for a case.  `splits` are the facts and
    traits that the main figures are also shown by.  `upheld` are the outcomes that mean a
    complaint was upheld, `not_investigated` the ones that mean it was never looked into.
    """

    department: str | None = None
    splits: tuple[str, ...] = ()
    upheld: tuple[str, ...] = ()
    not_investigated: tuple[str, ...] = ()
    no_change_below: SteadyRule | None = None


@frozen
class Figures:
    """All that a file says of figures."""

    report: ReportTable = Factory(ReportTable)
    measure: tuple[MeasureTable, ...] = ()
    rate: tuple[RateTable, ...] = ()
    count: tuple[CountTable, ...] = ()
