"""What a procedure says, taken apart into terms that can be cited and compared one by one.

A term is one thing that a scheme or a policy lays down: how many stages there are, a limit, how
far it may be extended, for what it may stand still, what must come first, who may act, which
facts must be recorded, where the complainant may turn.  Its id never changes and is never used
for another term, so a self-assessment made last year can be read beside this year's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from attrs import frozen

from casework.days.calendar import WEEKDAYS
from casework.days.uk import bank_holidays
from casework.rules.clocks import ClockRule, Extension, Pausing
from casework.rules.conditions import WHERE, Wanted, in_words
from casework.rules.policy import Policy
from casework.rules.procedure import People, Procedure, Stage
from casework.rules.sources import Citation

Aspect = Literal[
    "stages",
    "limit",
    "extension",
    "pausing",
    "requires",
    "people",
    "roles",
    "seniority",
    "needs",
    "way-out",
    "calendar",
    "receipt",
    "codes",
    "moves",
    "takes",
]


@frozen
class Term:
    """One thing laid down: what kind of thing, where in the procedure, and on whose word.

    `name` is the clock, the event or fact, or the body that it is about; `says` is what it asks
    for in the file's own words (stages, milestones, facts), where it is not a `clock` or a `part`
    of one; `part` is also what is asked of people.
    """

    id: str
    aspect: Aspect
    stage: str
    name: str
    citation: Citation | None
    clock: ClockRule | None = None
    part: Extension | Pausing | People | None = None
    says: tuple[str, ...] = ()

    @property
    def subject(self) -> tuple[Aspect, str]:
        """What it is about, in whichever revision: its kind, and where in the procedure."""
        return self.aspect, self.id.partition("/")[2]

    def __str__(self) -> str:
        return self.id


def terms(procedure: Procedure) -> Iterator[Term]:
    """The terms of a procedure, in the order in which it says them."""
    lead = procedure.edition or procedure.id
    own = procedure.source
    yield Term(f"{lead}/stages", "stages", "", "stages", own, says=tuple(procedure.by_id))
    for stage in procedure.stage:
        yield from _of_stage(f"{lead}/{stage.id}", stage, own)
    for event, facts in procedure.needs.items():
        yield Term(f"{lead}/needs/{event}", "needs", "", event, own, says=_shown(facts))
    for act, roles in procedure.roles.items():
        yield Term(f"{lead}/roles/{act}", "roles", "", act, own, says=roles)
    if procedure.seniority:
        order = procedure.seniority
        yield Term(f"{lead}/seniority", "seniority", "", "seniority", own, says=order)
    for way in procedure.way_out:
        yield Term(
            f"{lead}/way-out/{way.body}",
            "way-out",
            "",
            way.body,
            way.source or own,
            says=(way.body,),
        )


def _shown(wanted: tuple[Wanted, ...]) -> tuple[str, ...]:
    return tuple(map(str, wanted))


def unconditional(said: str) -> str:
    """What a term asks for in some cases only, as if it asked for it in all."""
    return said.partition(WHERE)[0]


def _named(stage: Stage, clock: ClockRule) -> str:
    """A clock's id, numbered where others share it.

    The one that holds otherwise has no number: kinds of case may be told apart after it was named.
    """
    same = sorted((each for each in stage.clock if each.id == clock.id), key=_special)
    n = next(n for n, each in enumerate(same, 1) if each is clock)
    return clock.id if n == 1 else f"{clock.id}/{n}"


def _special(clock: ClockRule) -> bool:
    return not clock.otherwise


def _of_stage(lead: str, stage: Stage, own: Citation | None) -> Iterator[Term]:
    own = stage.source or own
    for clock in stage.clock:
        which = f"{lead}/{_named(stage, clock)}"
        yield Term(f"{which}/limit", "limit", stage.id, clock.id, clock.source, clock)
        if clock.extension is not None:
            source = clock.extension.source or clock.source
            part = clock.extension
            yield Term(f"{which}/extension", "extension", stage.id, clock.id, source, clock, part)
        for n, pausing in enumerate(clock.pausing, 1):
            ident = f"{which}/pausing" + (f"/{n}" if n > 1 else "")
            source = pausing.source or clock.source
            yield Term(ident, "pausing", stage.id, clock.id, source, clock, pausing)
    for event, first in stage.requires.items():
        yield Term(f"{lead}/requires/{event}", "requires", stage.id, event, own, says=_shown(first))
    for fact, people in stage.people.items():
        most = people.at_most
        number = f"{people.at_least}" + (f" to {most}" if most is not None else "")
        others = [f"other than {party}" for party in people.different_from_facts]
        above = [f"more senior than {ident}" for ident in people.more_senior_than]
        equal = [f"or equal{WHERE}{in_words(people.or_equal_when)}"] if people.or_equal_when else []
        who = (number, *people.different_from, *others, *above, *equal)
        yield Term(f"{lead}/people/{fact}", "people", stage.id, fact, own, None, people, who)
    for event, facts in stage.needs.items():
        yield Term(f"{lead}/needs/{event}", "needs", stage.id, event, own, says=_shown(facts))
    for act, roles in stage.roles.items():
        yield Term(f"{lead}/roles/{act}", "roles", stage.id, act, own, says=roles)


def common_terms(policy: Policy) -> Iterator[Term]:
    """What a policy lays down for all its procedures: days, receipt, lists to pick from."""
    for name, calendar in policy.calendars.items():
        division = policy.divisions.get(name)
        holidays = {step.day for step in bank_holidays(division)} if division else set()
        own = [f"{step.day} {step.why}" for step in calendar.closed if step.day not in holidays]
        span = division or f"{calendar.first} to {calendar.last}"
        weekend = ", ".join(WEEKDAYS[day] for day in sorted(calendar.weekend))
        opened = [f"open {step.day}" for step in calendar.opened]
        says = (span, f"weekend {weekend}", *own, *opened)
        yield Term(f"calendar/{name}", "calendar", "", name, None, says=says)
    receipt = policy.receipt
    says = (receipt.non_working, *([f"{receipt.cut_off:%H:%M}"] if receipt.cut_off else []))
    yield Term("receipt", "receipt", "", "receipt", None, says=says)
    for axis, taxonomy in policy.taxonomies.items():
        yield Term(f"codes/{axis}", "codes", "", axis, taxonomy.source, says=taxonomy.ids)
