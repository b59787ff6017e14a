"""The command: what to measure, how hard, and where to write it."""

from __future__ import annotations

import argparse
import json
import platform
import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from os import cpu_count
from pathlib import Path

from benchmarks import days, growth, memory, moves, pages, starting
from benchmarks.measuring import FULL, QUICK, Effort, say
from benchmarks.results import Section, as_record

SECTIONS: dict[str, Callable[[Effort], Section]] = {
    "days": days.section,
    "moves": moves.section,
    "memory": memory.section,
    "starting": starting.section,
    "growth": growth.section,
}
DISTRIBUTIONS = (
    "casework",
    "attrs",
    "bizdays",
    "django-fsm-2",
    "eventsourcing",
    "exchange_calendars",
    "holidays",
    "numpy",
    "pandas",
    "python-statemachine",
    "transitions",
    "workalendar",
)


def about() -> dict[str, str]:
    """When, on what and with which releases; nothing that names a machine."""
    releases = []
    for name in DISTRIBUTIONS:
        try:
            releases.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            releases.append(f"{name} not installed")
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "machine": f"{platform.system()} on {platform.machine()}, {cpu_count()} cores",
        "releases": ", ".join(releases),
    }


def main(arguments: list[str] | None = None) -> list[Section]:
    """Measure what was asked for and write it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", action="append", choices=SECTIONS, help="repeatable")
    parser.add_argument("--quick", action="store_true", help="see that it runs, measure nothing")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure, unrounded")
    parser.add_argument(
        "--markdown", type=Path, nargs="?", const=Path("-"), metavar="FILE", help="write a page"
    )
    asked = parser.parse_args(arguments)
    effort, found = QUICK if asked.quick else FULL, []
    for name, section in SECTIONS.items():
        if not asked.only or name in asked.only:
            say(f"measuring {name}")
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                found.append(section(effort))
    facts = about()
    if asked.json:
        text = json.dumps(as_record(found, facts), indent=2, ensure_ascii=False)
        asked.json.write_text(text + "\n", encoding="utf-8")
    page = "\n".join(pages.page(found, facts)) + "\n"
    if asked.markdown and asked.markdown != Path("-"):
        asked.markdown.write_text(page, encoding="utf-8")
    else:
        print(page, end="")
    return found


if __name__ == "__main__":
    main()
