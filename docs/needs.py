"""What the policies say, part by part of every need.

Before the library was written, fifty-six published policies were read for what a model must be able
to say.  `reference/needs.toml` takes that list apart and has the words for each part.  Here each
part is asked of a loaded policy: of its procedures, clocks and calendars, not of its text.

    authority    the policy of a real authority, as its published words were read
    scheme       a national scheme
    invented     a policy that nobody has, made to show how something is said
"""
# ruff: noqa: INP001 - a script, not a package

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

import casework
from casework import Calendar, Policy
from casework.days.limits import Limit
from casework.rules.clocks import ClockRule, Extension
from casework.rules.conditions import named
from casework.rules.procedure import InForce, Procedure, Stage
from casework.rules.timeline import Timeline

ROOT = Path(__file__).parents[1]
KINDS = ("authority", "scheme", "invented")


@frozen
class Held:
    """A policy, what kind it is, and where it stands as seen from the page."""

    name: str
    kind: str
    link: str
    policy: Policy


def _files() -> Iterator[Held]:
    for path in sorted(ROOT.glob("examples/*/*policy.toml")):
        kind = "authority" if (path.parent / "stories.toml").exists() else "invented"
        whole = ", whole" if path.stem == "whole-policy" else ""
        yield _held(path.parent.name + whole, kind, f"../../{path.relative_to(ROOT)}", path)
    for path in sorted(ROOT.glob("tests/published/*/policy.toml")):
        yield _held(path.parent.name, "authority", f"../../{path.relative_to(ROOT)}", path)
    yield _held("recipes", "invented", "../how-to/recipes.toml", ROOT / "docs/how-to/recipes.toml")


def _held(name: str, kind: str, link: str, path: Path) -> Held:
    return Held(name, kind, link, casework.load_policy(path))


@cache
def held() -> tuple[Held, ...]:
    """Every policy that is shipped."""
    schemes = (
        Held(ident, "scheme", f"regimes/{ident}.md", casework.regime(ident).policy)
        for ident in casework.regimes()
    )
    return (*_files(), *schemes)


Seen = Callable[[Policy], bool]
"""Whether a policy says something."""


def procedures(policy: Policy) -> Iterator[Procedure]:
    """Every procedure of a policy, in every revision."""
    return (span.value for line in policy.procedures.values() for span in line.spans)


def staged(policy: Policy) -> Iterator[tuple[Procedure, Stage]]:
    """Every stage of a policy, with its procedure."""
    return ((each, stage) for each in procedures(policy) for stage in each.stage)


def clocks(policy: Policy) -> Iterator[ClockRule]:
    """Every clock of a policy."""
    return (clock for _, stage in staged(policy) for clock in stage.clock)


def procedure(asked: Callable[[Procedure], object]) -> Seen:
    """Something is so of a procedure, in one of its revisions."""
    return lambda policy: any(map(asked, procedures(policy)))


def stage(asked: Callable[[Stage], object]) -> Seen:
    """Something is so of a stage."""
    return lambda policy: any(asked(each) for _, each in staged(policy))


def clock(asked: Callable[[ClockRule], object]) -> Seen:
    """Something is so of a clock."""
    return lambda policy: any(map(asked, clocks(policy)))


def extension(asked: Callable[[Extension], object]) -> Seen:
    """Something is so of how a clock may be extended."""
    return clock(lambda each: each.extension and asked(each.extension))


def extended_with(*facts: str) -> Seen:
    """An extension must carry one of these facts."""
    return extension(lambda each: {*each.needs, each.beyond} & {*facts})


def window(asked: Callable[[ClockRule], object]) -> Seen:
    """Something is so of a window."""
    return clock(lambda each: each.kind == "window" and asked(each))


def time_bar(*facts: str) -> Seen:
    """A window of those who complain is counted from one of these days."""
    return window(
        lambda each: (
            "received" in each.stops
            and {each.dated_by, *(other.dated_by for other in each.either)} & {*facts}
        )
    )


def starts(*events: str) -> Seen:
    """A clock begins with one of these events."""
    return clock(lambda each: {*each.starts} & {*events})


def unit(*names: str) -> Seen:
    """A limit is in one of these units."""
    return clock(lambda each: any(span.value.unit in names for span in each.limit.spans))


def where(*facts: str) -> Seen:
    """Whether a clock runs depends on one of these facts."""
    return clock(lambda each: {*each.when} & {*facts})


def leads(far: Callable[[int], bool]) -> Seen:
    """A case may be taken so many stages on at once; fewer than none is back."""

    def asked(each: Procedure) -> bool:
        order = list(each.by_id)
        return any(
            far(order.index(target) - order.index(one.id))
            for one in each.stage
            for target in (*each.onward(one), *one.advances_to)
        )

    return procedure(asked)


def _wanted(each: Stage | Procedure, event: str) -> tuple[str, ...]:
    return named(each.needs.get(event, ()))


def _gated(policy: Policy) -> bool:
    return any(
        stage.may_decline
        or "escalated" in stage.requires
        or _wanted(stage, "escalated")
        or _wanted(each, "escalated")
        for each, stage in staged(policy)
    )


def _chained(each: Stage) -> bool:
    return any(name in each.requires for name in named(each.requires.get("responded", ())))


def _several(each: Stage) -> bool:
    roles = {role for allowed in each.roles.values() for role in allowed}
    return len(each.people) > 1 or len(roles) > 1


def _alternatives(each: Stage) -> bool:
    return len({clock.id for clock in each.clock}) < len(each.clock)


def _beside(each: Stage) -> bool:
    ran = {(clock.starts, clock.stops, clock.id) for clock in each.clock if clock.owed}
    return len({(start, stop) for start, stop, _ in ran}) < len(ran)


def _unfinished(each: Procedure) -> bool:
    last = each.stage[-1].id
    return len(each.stage) > 1 and any(
        not way.after or {*way.after} - {last} for way in each.way_out
    )


def _recorded(each: Procedure) -> set[str]:
    saying: tuple[Stage | Procedure, ...] = (each, *each.stage)
    return {
        fact
        for one in saying
        for event in one.needs
        if event != "received"
        for fact in _wanted(one, event)
    }


def _filtered(each: Procedure) -> bool:
    return any(_recorded(each) & {*way.when} for way in each.way_out)


def _by_subject(each: Procedure) -> bool:
    return any({*way.when} - _recorded(each) for way in each.way_out)


def _own_days(calendar: Calendar) -> bool:
    closed = any(not step.source.startswith("bank holidays") for step in calendar.closed)
    return closed or bool(calendar.opened)


def _terms(policy: Policy) -> bool:
    counted = (
        each
        for each in clocks(policy)
        if any(s.value.counts_working_days for s in each.limit.spans)
    )
    return any(_holidays(policy.calendars[each.calendar]) > 2 for each in counted)


def _holidays(calendar: Calendar) -> int:
    """The most weeks of a year that are shut from Monday to Friday."""
    shut = {step.day for step in calendar.closed}
    mondays = [day for day in shut if day.weekday() == 0]
    whole = (day for day in mondays if {day + timedelta(days=n) for n in range(5)} <= shut)
    return max(Counter(day.year for day in whole).values(), default=0)


def _meanwhile(policy: Policy) -> bool:
    """Whether something is replaced and then as it was before."""
    limits = [[span.value for span in each.limit.spans] for each in clocks(policy)]
    revisions = [
        [evolve(span.value, in_force=InForce(), edition=None, title="") for span in line.spans]
        for line in policy.procedures.values()
    ]
    begun = [limits for line in policy.procedures.values() for limits in _begun(line)]
    return any(map(_back, limits)) or any(map(_back, revisions)) or any(map(_back, begun))


def _begun(line: Timeline[Procedure]) -> Iterator[list[tuple[Timeline[Limit], ...]]]:
    """The limits of each clock in the first stage, revision by revision."""
    first = [span.value.stage[0].clock for span in line.spans]
    for ident in {each.id for clocks in first for each in clocks}:
        yield [tuple(each.limit for each in clocks if each.id == ident) for clocks in first]


def _back(values: Sequence[object]) -> bool:
    """Whether a value is replaced by another and returns."""
    return any(a == c != b for a, b, c in zip(values, values[1:], values[2:], strict=False))


def _receives(policy: Policy, asked: Callable[[Any], object]) -> bool:
    rules = (policy.receipt, *(each.receipt for each in clocks(policy)))
    return any(rule is not None and asked(rule) for rule in rules)


SEEN: Mapping[str, Seen] = {
    "several-clocks": stage(lambda each: len({clock.id for clock in each.clock}) > 1),
    "from-receipt": starts("received"),
    "from-acknowledgement": starts("acknowledged"),
    "from-logging": starts("logged", "registered"),
    "from-assessment": starts("request-assessed"),
    "from-statement": starts("statement-agreed", "agreed-start"),
    "from-panel": starts("panel-met"),
    "by": extension(lambda each: each.by and each.counted_from == "due"),
    "total": extension(lambda each: each.total or each.counted_from == "start"),
    "agreed": extended_with("agreed-with"),
    "open": extension(lambda each: not (each.by or each.total) and each.needs),
    "notice": extended_with("reason", "notice", "until", "ombudsman-details", "holding-notice"),
    "beyond": extension(lambda each: each.beyond),
    "working-days": unit("working days"),
    "days": unit("days"),
    "weeks": unit("weeks"),
    "months": unit("months", "years"),
    "hours": unit("hours"),
    "clear-days": unit("clear days", "clear working days"),
    "school-days": _terms,
    "named-days": clock(lambda each: each.calendar != "default"),
    "different": stage(lambda each: any(who.different_from for who in each.people.values())),
    "more-senior": stage(lambda each: each.ranked),
    "instead": stage(lambda each: any(who.different_from_facts for who in each.people.values())),
    "several-roles": stage(_several),
    "sign-off": stage(_chained),
    "gate": _gated,
    "straight": procedure(lambda each: len(each.beginnings) > 1),
    "ahead": leads(lambda far: far > 1),
    "when-late": stage(lambda each: each.escalates_when_late),
    "sent-back": stage(lambda each: each.sends_back_to),
    "reopened": procedure(
        lambda each: each.reopens or any(one.escalates_when_closed for one in each.stage)
    ),
    "exits": procedure(lambda each: {*each.exits} - {"withdrawn"}),
    "switched": procedure(lambda each: "reclassified" in each.exits),
    "hard": window(lambda each: each.hard),
    "advisory": window(lambda each: "escalated" in each.stops and not each.hard),
    "later": clock(lambda each: each.either and each.choose == "later"),
    "earlier": clock(lambda each: each.either and each.choose == "earlier"),
    "restarted": window(lambda each: any(other.starts for other in each.either)),
    "wait": clock(lambda each: each.kind == "wait"),
    "from-event": time_bar("arose-on", "incident", "incident-on"),
    "from-knowledge": time_bar("known-since"),
    "from-last": time_bar("last-incident"),
    "exclusions": lambda policy: (
        "refusal-reason" in policy.taxonomies and procedure(lambda p: "refused" in p.exits)(policy)
    ),
    "procedures": lambda policy: len(policy.procedures) > 1,
    "by-service": where("service", "service-grouping", "directorate"),
    "by-issues": clock(lambda each: any(not wanted.values for wanted in each.when.values())),
    "by-complainant": where("sufficient-interest", "advocate", "complainant"),
    "alternatives": stage(_alternatives),
    "by-subject": procedure(_by_subject),
    "no-way-out": procedure(lambda each: not each.way_out),
    "before-the-end": procedure(_unfinished),
    "filter": procedure(_filtered),
    "closures": lambda policy: _own_days(policy.calendars["default"]),
    "cut-off": lambda policy: _receives(policy, lambda rule: rule.cut_off),
    "deemed": lambda policy: _receives(policy, lambda rule: rule.non_working == "next-working-day"),
    "as-received": clock(lambda each: each.receipt and each.receipt.non_working == "as-received"),
    "same-day": clock(lambda each: each.counting == "same-day"),
    "day-after": clock(lambda each: each.counting == "day-after"),
    "revisions": lambda policy: any(len(line.spans) > 1 for line in policy.procedures.values()),
    "dated-limits": clock(lambda each: len(each.limit.spans) > 1),
    "by-receipt": procedure(lambda each: each.applies_by == "received" and each.in_force.since),
    "by-later-day": procedure(lambda each: each.applies_by != "received"),
    "meanwhile": _meanwhile,
    "range": extension(lambda each: each.total and not each.by),
    "set-day": clock(lambda each: each.due_by),
    "benchmark": stage(_beside),
    "no-limit": stage(lambda each: not any("responded" in clock.stops for clock in each.clock)),
    "recurs": clock(lambda each: each.recurs),
    "counted-back": clock(lambda each: any(span.value.n < 0 for span in each.limit.spans)),
    "reminders": clock(lambda each: each.reminders),
    "stands-still": clock(lambda each: each.pausing),
    "for-advocate": starts("advocate-appointed"),
    "for-clarification": clock(lambda each: each.stands_still("clarification")),
    "goes-on": clock(lambda each: any(one.resumes == "shift" for one in each.pausing)),
    "begins-anew": clock(lambda each: any(one.resumes == "restart" for one in each.pausing)),
    "silence": stage(
        lambda each: each.close_after or any(how.close_after for how in each.ways_to_wait)
    ),
}
"""What each part is seen by."""
