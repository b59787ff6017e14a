"""Complaints casework for UK public bodies: when, what next, and what it adds up to.

`uk_calendar` and `reckon` answer when something is due and show how; `load_policy` reads an
authority's procedures; `decide`, `replay` and `clocks` follow a case through them; `report`
counts a caseload.  Nothing here reads a clock, opens a socket, stores anything or holds
personal data.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from casework.cases.acts import Act
    from casework.cases.case import Case, evolve, replay
    from casework.cases.caseload import Row, histories, read_events, write_events
    from casework.cases.clocks import Clock, clocks
    from casework.cases.corrections import effective
    from casework.cases.decide import Permission, decide, permitted
    from casework.cases.endings import destroy_after, ways_out
    from casework.cases.events import Event, event_from, record_of
    from casework.cases.findings import outcome_of
    from casework.cases.history import History, examine
    from casework.cases.issues import Issue, issues
    from casework.cases.lateness import became_late
    from casework.cases.lessons import Lesson, lessons
    from casework.cases.undertakings import Undertaking, undertakings
    from casework.days.calendar import Calendar
    from casework.days.limits import Limit
    from casework.days.receipt import receipt_day
    from casework.days.reckoning import reckon
    from casework.days.steps import Reckoning, Step
    from casework.days.uk import uk_calendar
    from casework.errors import (
        CaseloadError,
        CaseworkError,
        Fault,
        FaultyInput,
        LimitError,
        NotInForce,
        OutOfTable,
        PolicyError,
        Refused,
    )
    from casework.learning.carried import Carried
    from casework.learning.period import Period
    from casework.learning.rates import Rate
    from casework.learning.report import Report, report
    from casework.learning.rising import Trends, trends
    from casework.learning.sampling import Drawing, Sample, sample_units
    from casework.rules.lists.crosswalk import Crosswalk
    from casework.rules.lists.crosswalks import crosswalk, crosswalk_ids
    from casework.rules.lists.taxonomies import PublishedTaxonomy, published_taxonomy, taxonomy_ids
    from casework.rules.lists.taxonomy import Code, Taxonomy
    from casework.rules.load import load_policy, parse_policy
    from casework.rules.policy import Policy
    from casework.rules.schemes.conformity import Clause, Conformity, conformity
    from casework.rules.schemes.regimes import Regime, load_regime, regime, regimes

_HOMES = {
    "cases.acts": ("Act",),
    "cases.case": ("Case", "evolve", "replay"),
    "cases.caseload": ("Row", "histories", "read_events", "write_events"),
    "cases.clocks": ("Clock", "clocks"),
    "cases.corrections": ("effective",),
    "cases.decide": ("Permission", "decide", "permitted"),
    "cases.endings": ("destroy_after", "ways_out"),
    "cases.events": ("Event", "event_from", "record_of"),
    "cases.findings": ("outcome_of",),
    "cases.history": ("History", "examine"),
    "cases.issues": ("Issue", "issues"),
    "cases.lateness": ("became_late",),
    "cases.lessons": ("Lesson", "lessons"),
    "cases.undertakings": ("Undertaking", "undertakings"),
    "days.calendar": ("Calendar",),
    "days.limits": ("Limit",),
    "days.receipt": ("receipt_day",),
    "days.reckoning": ("reckon",),
    "days.steps": ("Reckoning", "Step"),
    "days.uk": ("uk_calendar",),
    "errors": (
        "CaseloadError",
        "CaseworkError",
        "Fault",
        "FaultyInput",
        "LimitError",
        "NotInForce",
        "OutOfTable",
        "PolicyError",
        "Refused",
    ),
    "learning.carried": ("Carried",),
    "learning.period": ("Period",),
    "learning.rates": ("Rate",),
    "learning.report": ("Report", "report"),
    "learning.rising": ("Trends", "trends"),
    "learning.sampling": ("Drawing", "Sample", "sample_units"),
    "rules.schemes.conformity": ("Clause", "Conformity", "conformity"),
    "rules.lists.crosswalk": ("Crosswalk",),
    "rules.lists.crosswalks": ("crosswalk", "crosswalk_ids"),
    "rules.load": ("load_policy", "parse_policy"),
    "rules.policy": ("Policy",),
    "rules.schemes.regimes": ("Regime", "load_regime", "regime", "regimes"),
    "rules.lists.taxonomies": ("PublishedTaxonomy", "published_taxonomy", "taxonomy_ids"),
    "rules.lists.taxonomy": ("Code", "Taxonomy"),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Act",
    "Calendar",
    "Carried",
    "Case",
    "CaseloadError",
    "CaseworkError",
    "Clause",
    "Clock",
    "Code",
    "Conformity",
    "Crosswalk",
    "Drawing",
    "Event",
    "Fault",
    "FaultyInput",
    "History",
    "Issue",
    "Lesson",
    "Limit",
    "LimitError",
    "NotInForce",
    "OutOfTable",
    "Period",
    "Permission",
    "Policy",
    "PolicyError",
    "PublishedTaxonomy",
    "Rate",
    "Reckoning",
    "Refused",
    "Regime",
    "Report",
    "Row",
    "Sample",
    "Step",
    "Taxonomy",
    "Trends",
    "Undertaking",
    "became_late",
    "clocks",
    "conformity",
    "crosswalk",
    "crosswalk_ids",
    "decide",
    "destroy_after",
    "effective",
    "event_from",
    "evolve",
    "examine",
    "histories",
    "issues",
    "lessons",
    "load_policy",
    "load_regime",
    "outcome_of",
    "parse_policy",
    "permitted",
    "published_taxonomy",
    "read_events",
    "receipt_day",
    "reckon",
    "record_of",
    "regime",
    "regimes",
    "replay",
    "report",
    "sample_units",
    "taxonomy_ids",
    "trends",
    "uk_calendar",
    "undertakings",
    "ways_out",
    "write_events",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'casework' has no attribute '{name}'")
    found = getattr(import_module(f"casework.{_HOME[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
