"""Hold every figure that the five authorities publish against what the measures give.

    python -m examples.published_answers [AUTHORITY ...]

For each authority the caseloads are made, the reports run, and each figure of its list is looked
up in them.  Where the document contradicts itself, the right figure must come out and the printed
one must not.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

from attrs import evolve, field, frozen

import casework
from casework.learning.tables import Figure, Line, Table
from casework.rules.counts import with_counts

from .make_caseload import main as make_caseload
from .published_figures import (
    AUTHORITIES,
    HERE,
    KINDS,
    Document,
    Published,
    counts,
    rounded,
    table,
)


@frozen
class Answers:
    """What the library gives for the figures of a document; each report is made once."""

    document: Document
    folder: Path
    _reports: dict[tuple[str, str], casework.Report] = field(init=False, factory=dict)
    _policies: dict[str, casework.Policy] = field(init=False, factory=dict)
    _cases: dict[str, list[casework.History]] = field(init=False, factory=dict)

    def policy(self, caseload: str) -> casework.Policy:
        """The policy of a caseload, with the counts that are supplied beside it."""
        if caseload not in self._policies:
            said, here = self.document.caseloads[caseload], HERE / self.document.authority
            policy = casework.load_policy(here / said["policy"])
            if "counts" in said:
                policy = with_counts(policy, here / said["counts"])
            self._policies[caseload] = policy
        return self._policies[caseload]

    def cases(self, caseload: str) -> list[casework.History]:
        """The cases of a caseload, made anew unless they are kept."""
        if caseload not in self._cases:
            said, here = self.document.caseloads[caseload], HERE / self.document.authority
            path = here / said.get("cases", "")
            if "groups" in said:
                path = self.folder / f"{self.document.authority}-{caseload}.jsonl"
                make_caseload([str(here / said["groups"]), "-o", str(path)])
            with path.open("rb") as stream:
                events = casework.read_events(stream)
                self._cases[caseload] = list(casework.histories(self.policy(caseload), events))
        return self._cases[caseload]

    def report(self, caseload: str, period: str) -> casework.Report:
        """The report of a caseload over a period."""
        key = caseload, period
        if key not in self._reports:
            needed = not self.document.only_supplied(period)
            cases = (case.events for case in self.cases(caseload)) if needed else ()
            span = self.document.periods[period]
            self._reports[key] = casework.report(self.policy(caseload), cases, span)
        return self._reports[key]

    def lines(self, figure: Published, period: str) -> list[Line]:
        """The lines that a figure is of: one, all of them, or those of the names that it lists."""
        table = self.report(figure.caseload, period).table(figure.measure)
        if ("*",) in (figure.line, figure.lines):
            return list(table.lines)
        wanted: list[tuple[str, ...]] = [(name,) for name in figure.lines] or [figure.line]
        return [line for line in table.lines if line.key in wanted]

    def exactly(self, figure: Published) -> list[Fraction]:
        """What a measure gives for a figure, before it is rounded; several for several lines."""
        if figure.gives in WHOLE_TABLES:
            table = self.report(figure.caseload, figure.period).table(figure.measure)
            return [WHOLE_TABLES[figure.gives](table)]
        lines = self.lines(figure, figure.period)
        if figure.since:
            earlier = self.lines(figure, figure.since)
            lines = [
                evolve(line, before=then.now) for line, then in zip(lines, earlier, strict=True)
            ]
        found = [value(line, figure.gives) for line in lines]
        known = [each for each in found if each is not None]
        return [sum(known, Fraction(0))] if figure.lines else known

    def term(self, figure: Published, day: date) -> str:
        """The limit of the clock that a figure is of."""
        procedure, stage, clock = figure.term
        stages = self.policy(figure.caseload).procedure(procedure, day).stage
        found = [
            str(span.value)
            for each in stages
            if each.id == stage
            for rule in each.clock
            if rule.id == clock
            for span in rule.limit.spans
        ]
        return " or ".join(found)

    def holds(self, figure: Published) -> bool:
        """Whether a figure that can be had is what the library gives."""
        if figure.term:
            day = self.document.periods[figure.period].last
            return (figure.value or figure.printed) in self.term(figure, day).split(" or ")
        found = self.exactly(figure)
        if not found:
            return False
        if figure.right:
            return all(figure.fits(each, figure.right) and not figure.fits(each) for each in found)
        return all(map(figure.fits, found))


def risen(table: Table) -> int:
    """Of how many lines the share rose on the year before, as a tenth of a point shows it."""
    tenth = Fraction(1, 10)
    shares = [
        (rounded(now, tenth), rounded(then, tenth))
        for line in table.lines
        for now in [line.now.exact_share]
        for then in [line.before.exact_share if line.before else None]
        if now is not None and then is not None
    ]
    return sum(now > then for now, then in shares)


def shares(table: Table) -> list[Fraction]:
    """The shares of a table's lines, from the lowest to the highest."""
    return sorted(line.now.exact_share or Fraction(0) for line in table.lines)


WHOLE_TABLES: Mapping[str, Callable[[Table], Fraction]] = {
    "lines": lambda table: Fraction(sum(line.now.count > 0 for line in table.lines)),
    "total": lambda table: Fraction(table.total or 0),
    "risen": lambda table: Fraction(risen(table)),
    "highest": lambda table: shares(table)[-1],
    "lowest": lambda table: shares(table)[0],
}
"""What a figure can be of a whole table."""


def value(line: Line, gives: str) -> Fraction | None:
    """What a line gives: its count, its whole, its share, or how these changed."""
    against, _, what = gives.rpartition(" ")
    then = line.previous if against == "previous" else line.before
    return _value(line.now, then, what)


def _value(now: Figure, then: Figure | None, what: str) -> Fraction | None:
    if what in {"share", "percent"}:
        return now.exact_share
    if what == "count":
        return Fraction(now.count)
    if what == "of":
        return None if now.of is None else Fraction(now.of)
    if then is None:
        return None
    if what == "change":
        return Fraction(now.count - then.count)
    if what == "change-percent":
        return Fraction(100 * (now.count - then.count), then.count) if then.count else None
    if what == "points":
        here, there = now.exact_share, then.exact_share
        return None if here is None or there is None else here - there
    raise ValueError(what)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print each figure beside what the library gives; 1 where one does not hold."""
    parser = argparse.ArgumentParser(description="Published figures beside the library's own.")
    parser.add_argument("authority", nargs="*", default=AUTHORITIES)
    options = parser.parse_args(arguments)
    found = [Document.of(authority) for authority in options.authority]
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for document in found:
            answers = Answers(document, Path(folder))
            for figure in document.figures:
                kind = document.kind(figure)
                good = kind == "missing" or answers.holds(figure)
                failed += not good
                print("ok " if good else "NOT", figure, "|", figure.printed, "|", kind)
    print(table(("", "figures", *KINDS), counts(found)))
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
