"""What the findings on a case's issues come to, by the rule of its procedure.

The outcome is derived while every issue that still stands has a finding; until then, and where
the procedure has no rule, there is nothing to derive.  An event that says another outcome than
its issues come to cannot be: one of the two is wrong, and the record would not say which.
"""

from __future__ import annotations

from collections.abc import Iterable

from casework.cases.case import Case
from casework.cases.corrections import effective
from casework.cases.events import Event
from casework.cases.issues import Issue, issues
from casework.cases.visits import visits
from casework.errors import listed
from casework.rules.lists.findings import FindingsRule
from casework.rules.policy import Policy


def outcome_of(policy: Policy, events: Iterable[Event]) -> str | None:
    """The outcome that the findings on a case's issues come to; None where none can be derived."""
    history = effective(events)
    visited = visits(policy, history)
    rule = visited[-1].procedure.findings if visited else None
    return None if rule is None else come_to(rule, issues(history))


def come_to(rule: FindingsRule, found: Iterable[Issue]) -> str | None:
    """What the issues that were not split or joined come to, once all have a finding."""
    findings = [issue.finding for issue in found if not issue.into]
    known = [finding for finding in findings if finding is not None]
    return rule.outcome(known) if len(known) == len(findings) else None


def contradicted(policy: Policy, rule: FindingsRule, case: Case, event: Event) -> str | None:
    """Why an event may not say the outcome that it says, or None."""
    said = event.values(rule.fact)
    derived = come_to(rule, issues(case.settled)) if said else None
    if derived is None or said == (derived,):
        return None
    cited = policy.cite(rule.source)
    return f"the findings come to {rule.fact} '{derived}', not {listed(said)} ({cited})"
