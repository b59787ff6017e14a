"""The guards that ask what an event says: its days, its codes, its outcome.

A fact is not called as a column is.  A procedure takes the cases that meet its conditions.  A
fact that a clock counts from is a day.  A fact that a taxonomy governs is one of its codes, or as
many as it allows, each of which may be picked on that day, and one of which is enough by itself.
An outcome is what the findings on the issues come to, where the procedure has a rule for it.
"""

from __future__ import annotations

from datetime import date

from casework.cases.case import Case
from casework.cases.clock_guards import hint, no_day
from casework.cases.events import RESERVED, Event, Fact
from casework.cases.findings import contradicted
from casework.cases.visits import values_of
from casework.errors import listed
from casework.rules.conditions import fits, in_words
from casework.rules.lists.taxonomy import Taxonomy
from casework.rules.policy import Policy
from casework.rules.procedure import Procedure
from casework.rules.timeline import Span


def misstated(policy: Policy, procedure: Procedure, case: Case, event: Event) -> str | None:
    """Why an event may not say what it says, or None."""
    taxonomies = policy.taxonomies
    for name, value in event.said.facts:
        if name in RESERVED:
            return f"'{name}' is a column of an event, not a fact"
        why = no_day(event, name) if name in procedure.days else None
        if why is None and name in taxonomies and value not in taxonomies[name].always:
            why = _unlisted(taxonomies[name], name, value, event.on)
        if why is not None:
            return why
    if procedure.takes and event.name == "received":
        why = _not_taken(policy, procedure, event)
        if why is not None:
            return why
    if procedure.findings is not None:
        return contradicted(policy, procedure.findings, case, event)
    return None


def _not_taken(policy: Policy, procedure: Procedure, event: Event) -> str | None:
    """Why a procedure does not take a case by what its receipt says, and which one does."""
    said = values_of([event])
    if fits(procedure.takes, said):
        return None
    asked = in_words(procedure.takes)
    today = Span(procedure, event.on, event.on)
    others = [
        span.value.id
        for timeline in policy.procedures.values()
        for span in timeline.spans
        if span.meets(today) and span.value.takes and fits(span.value.takes, said)
    ]
    instead = f"; {listed(others)} does" if others else ""
    return f"'{procedure.id}' takes only cases whose {asked}{instead}"


def _unlisted(taxonomy: Taxonomy, name: str, given: Fact, on: date) -> str | None:
    values = given if isinstance(given, tuple) else (given,)
    if taxonomy.at_most is not None and len(values) > taxonomy.at_most:
        return f"{name} takes at most {taxonomy.at_most} of '{taxonomy.title}', not {len(values)}"
    for value in values:
        code = taxonomy.by_id.get(value)
        if code is None:
            return f"{name} '{value}' is not in '{taxonomy.title}'{hint(value, taxonomy.ids)}"
        if not code.is_in_force(on):
            return f"{name} '{value}' may not be picked on {on}"
    if all(taxonomy.by_id[value].beside_another for value in values):
        return f"{name} needs another beside {' and '.join(map(repr, values))}"
    return None
