"""The page `docs/reference/costs.md`: every figure, and what has to be known to read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from benchmarks.results import Section, growth_table, notes, table

HEAD = """\
# What it costs

Measured by `benchmarks/run.py` on {date} with {python} ({machine}).
Figures differ by machine, ratios less. Nothing here is written by hand: with the `bench` extra
installed, `python benchmarks/run.py --markdown docs/reference/costs.md` measures all of it again
and writes this page.

- A figure is the best of many rounds in which the contenders take turns on the same input, in
  time of the processor. What is done over a whole caseload is done once, in a process of its own;
  its memory is the process's at its peak.
- Before anything is timed, every contender has given the same answers as casework.
- *The limit* is the same work by a plain look-up in Python, bounds checked and nothing else.
- Contenders are used as their documentation says, with calendars and machines built beforehand.

Releases: {releases}.
"""


def page(sections: Iterable[Section], about: Mapping[str, str]) -> list[str]:
    """The page, line by line."""
    lines = HEAD.format(**about).splitlines()
    for section in sections:
        lines += ["", f"## {section.title}", ""]
        if section.rows:
            lines += table(section.rows)
        said = notes(section.rows)
        if said:
            lines += ["", *said]
        for _, growths in groupby(section.growths, key=lambda growth: growth.cases):
            lines += ["", *growth_table(growths)]
    return lines
