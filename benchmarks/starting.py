"""What it costs to start: whole processes, less what Python takes to start and do nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from benchmarks.measuring import Effort, installed
from benchmarks.processes import python
from benchmarks.results import LIMIT, OURS, Figure, Row, Section

IMPORTS = {
    OURS: ("casework", "import casework"),
    LIMIT: ("attrs", "import attrs"),
    "numpy": ("numpy", "import numpy"),
    "holidays": ("holidays", "import holidays; holidays.country_holidays"),
    "pandas": ("pandas", "import pandas"),
    "transitions": ("transitions", "import transitions"),
    "django-fsm-2": ("django_fsm", "import django_fsm"),
    "eventsourcing": ("eventsourcing", "import eventsourcing.domain"),
    "python-statemachine": ("statemachine", "import statemachine"),
}
USED = {
    OURS: ("casework", "import casework; casework.reckon, casework.decide, casework.load_policy"),
    LIMIT: ("attrs", "import attrs, cattrs"),
}
CALENDAR = {
    OURS: ("casework", "import casework; casework.uk_calendar('england-and-wales')"),
    "holidays, 2010 to 2030": (
        "holidays",
        "import holidays; holidays.country_holidays('GB', subdiv='ENG', years=range(2010, 2031))",
    ),
    "workalendar, no year yet": (
        "workalendar",
        "from workalendar.europe import UnitedKingdom; UnitedKingdom()",
    ),
}


BARE = "pass"


def section(effort: Effort) -> Section:
    """All rows about starting."""
    note = (
        "the limit is `import attrs`, on which casework's values are built; casework's own parts"
        " are imported when they are first used, which the next row counts."
    )
    used = "all that the names need but a calendar; the limit is `import attrs, cattrs`."
    first = "26 years more than the others are asked for, and every reason in words."
    rows = (
        ("`import casework`", IMPORTS, note),
        ("import it and take `reckon`, `decide`, `load_policy`", USED, used),
        ("import it and compile the first calendar", CALENDAR, first),
    )
    best = _best([code for _, codes, _ in rows for code in codes.values()], effort)
    return Section("Starting", tuple(_row(what, codes, best, note) for what, codes, note in rows))


def _best(codes: Iterable[tuple[str, str]], effort: Effort) -> Mapping[str, float]:
    ready = [BARE, *(code for module, code in codes if installed(module))]
    best = dict.fromkeys(ready, float("inf"))
    for _ in range(effort.processes):
        for code in best:
            best[code] = min(best[code], python("-c", code).seconds)
    return best


def _row(
    what: str, codes: Mapping[str, tuple[str, str]], best: Mapping[str, float], note: str
) -> Row:
    figures = (
        Figure(name, max(best[code] - best[BARE], 1e-4))
        if code in best
        else Figure(name, None, "not installed")
        for name, (_, code) in codes.items()
    )
    return Row(what, tuple(figures), note=note)
