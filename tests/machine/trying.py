"""Acts to try on a case of any policy: what it says may happen, with facts that fit.

What an act must bring is asked of the library (`permitted`, and the refusals that say what is
missing); which values fit is read from the policy: codes that may be picked, people who took no
part before, days, the conditions of clocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from attrs import evolve as replaced
from attrs import field, frozen
from hypothesis import strategies as st

from casework import Act, Case, Clock, Event, Permission, Policy, Refused, clocks, decide, permitted
from casework.cases.standing import located
from casework.rules.clocks import ClockRule
from casework.rules.moves import ASIDES, EVENT_OF, RECEIPTS
from casework.rules.procedure import Procedure, Stage

Value = str | tuple[str, ...]

ENDS = frozenset({"withdraw", "refuse", "refer", "reclassify", "close"})
BESIDE = sorted(set(ASIDES) - {"void", "correct"})
PEOPLE = tuple(f"{first}{second}" for first in "abcdefgh" for second in "nmrs")
"""Whoever may take part: enough that there is always somebody new."""
NEEDS = re.compile(r"\bit needs (?:a )?([a-z0-9, -]+)")
FIXED: Mapping[str, tuple[Value, ...]] = {
    "discretion": ("hardship",),
    "finding": ("upheld",),
    "into": ("C", ("C", "D")),
    "issue": ("A", "B"),
    "issues": (("A", "B"), "A"),
    "lateness-reason": ("leave",),
    "lesson": ("L1",),
    "reason": ("size",),
    "remedy": ("apology",),
    "undertaking": ("U1", "U2"),
    "voids": ("acknowledged",),
    "within": ("1 week", "10 working days"),
    "corrects": ("acknowledged",),
}
ANYTHING = ("nonsense", "2026-13-01", ("x", "y"))
"""Values that fit almost nothing."""


@frozen
class Here:
    """Where a case stands on a day, for whoever looks for something to try."""

    policy: Policy
    case: Case
    on: date
    under: str
    procedure: Procedure = field(init=False, repr=False)
    stage: Stage = field(init=False, repr=False)
    row: Mapping[str, Permission] = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        found, (ident, _) = located(self.policy, self.case, self.under, self.on)
        row = permitted(self.policy, self.case, self.on, procedure=self.under)
        object.__setattr__(self, "procedure", found)
        object.__setattr__(self, "stage", found.by_id.get(ident, found.stage[0]))
        object.__setattr__(self, "row", {each.act: each for each in row})

    def after(self, days: int) -> Here:
        """The same case some days later."""
        return replaced(self, on=self.on + timedelta(days=days))

    def act(self, name: str, facts: Mapping[str, Value], stage: str = "") -> Act:
        """An act on the case on this day."""
        under = "" if self.case.received else self.under
        return Act(name, self.on, None, "C-1", under, stage, tuple(facts.items()))

    def wanted(self, name: str, stage: str = "") -> list[str]:
        """The facts that an act needs, and those without which it would mostly be refused."""
        row = self.row.get(name)
        event = EVENT_OF.get(name, name)
        found = [*(row.needs if row else ASIDES.get(name, ("", ()))[1])]
        if self.roles(name):
            found.append("role")
        if name == "undertake":
            found += ["remedy", "within"]
        for rule in self.stage.clock:
            if name == "extend" and rule.extension:
                found += [*rule.extension.needs, *([] if rule.extension.by else ["by"])]
            if name == "pause" and rule.pausing:
                found.append("pause-reason")
            if rule.stands_in_way and event in rule.stops:
                found.append("discretion")
        target = self.procedure.by_id.get(stage, self.stage)
        entered = event in RECEIPTS
        for rule in target.clock if entered else self.stage.clock:
            starts = {*rule.starts, *(start for other in rule.either for start in other.starts)}
            if event in starts:
                found += filter(None, [rule.dated_by, *(other.dated_by for other in rule.either)])
        if event == "escalated":
            found += [fact for fact in target.people if fact not in target.ranked]
        for fact in self.stage.ranked.intersection(found):
            found += self.stage.people[fact].or_equal_when
        return list(dict.fromkeys(found))

    def optional(self) -> list[str]:
        """Further facts that make a difference to some act."""
        rules = [rule for stage in self.procedure.stage for rule in stage.clock]
        lifted = [rule.extension.beyond for rule in rules if rule.extension]
        people = [fact for stage in self.procedure.stage for fact in stage.people]
        usual = (
            "awaited-by",
            "clock",
            "discretion",
            "handler",
            "role",
            "until",
            "by",
            "reason",
            "due",
        )
        found = [*usual, *filter(None, lifted), *people, *self.policy.taxonomies]
        return sorted({*found, *self.conditions(), *self.procedure.days})

    def conditions(self) -> Mapping[str, tuple[str, ...]]:
        """The facts that decide what takes a case, what it needs and where it leads, and values."""
        rules = [rule for stage in self.procedure.stage for rule in stage.clock]
        wants = [self.procedure.needs]
        wants += [each for stage in self.procedure.stage for each in (stage.needs, stage.requires)]
        found: dict[str, tuple[str, ...]] = {}
        for when in (
            self.procedure.takes,
            *(rule.when for rule in rules),
            *(way.when for way in self.procedure.way_out),
            *(each.when for row in wants for wanted in row.values() for each in wanted),
            *(who.or_equal_when for who in self.stage.people.values()),
        ):
            for name, each in when.items():
                bounds = [bound for bound in (each.at_least, each.at_most) if bound is not None]
                numbers = [str(number) for bound in bounds for number in (bound, bound + 1)]
                found[name] = (*found.get(name, ()), *each.values, *numbers)
        return found

    def roles(self, name: str) -> tuple[str, ...]:
        """Who may do an act, where the policy says."""
        return self.stage.roles.get(name, self.procedure.roles.get(name, ()))

    def values(self, act: str, name: str, stage: str = "") -> tuple[Value, ...]:
        """Values that fit a fact of an act, the most likely first."""
        found: tuple[Value, ...] = FIXED.get(name, ())
        if act == "receive" and name in self.procedure.takes:
            found = self.conditions()[name]
        elif name in self.policy.taxonomies:
            codes = self.policy.taxonomies[name].by_id.values()
            alone = (code for code in codes if not code.beside_another)
            found = tuple(code.id for code in alone if code.is_in_force(self.on))
        elif name == "due" or name in self.procedure.days:
            found = tuple(str(self.on + timedelta(days=days)) for days in (14, 0, -30, 45, -500))
        elif name == "until":
            due = [clock.due for clock in self.clocks() if clock.owed and clock.ended is None]
            moved = max(due, default=self.on) + timedelta(days=1 if act == "extend" else -1)
            found = (str(moved), *(str(self.on + timedelta(days=days)) for days in (0, 1, 5, 20)))
        elif name == "awaited-by":
            found = tuple(str(self.on + timedelta(days=days)) for days in (1, 0, 5, 20))
        elif name == "role":
            found = self.roles(act) or tuple(self._senior(act))
        elif name == "to":
            others = [ident for ident in self.policy.procedures if ident != self.procedure.id]
            found = ("elsewhere", *others)
        elif name in {"by", "clock", "pause-reason"}:
            found = tuple(dict.fromkeys(self._of_clocks(act, name)))
        elif name == "handler" or any(name in each.people for each in self.procedure.stage):
            found = self._people(name, stage)
        elif name in self.conditions():
            found = (*self.conditions()[name], "other")
        return found or ("said",)

    def _senior(self, act: str) -> Iterator[str]:
        """The roles that may do an act, the most junior first unless somebody is to be exceeded."""
        order = self.procedure.seniority
        for role in reversed(order) if self.stage.ranked else order:
            row = permitted(self.policy, self.case, self.on, procedure=self.under, role=role)
            yield from (role for each in row if each.act == act and each)

    def _of_clocks(self, act: str, name: str) -> Iterator[str]:
        for rule in self.stage.clock:
            if name == "by":
                yield str((rule.extension and rule.extension.by) or "5 working days")
            elif name == "clock" and _moves(rule, act):
                yield rule.id
            elif name == "pause-reason":
                yield from (reason for each in rule.pausing for reason in each.reasons)
        if name == "by":
            yield from ("5 working days", "1 month")

    def _people(self, name: str, stage: str) -> tuple[Value, ...]:
        target = self.procedure.by_id.get(stage, self.stage)
        asked = target.people.get(name) or self.stage.people.get(name)
        known = {
            person
            for event in self.case.settled
            for _, value in event.facts
            for person in (value if isinstance(value, tuple) else (value,))
        }
        fresh = [person for person in PEOPLE if person not in known]
        many = asked.at_least if asked else 1
        new: Value = fresh[0] if many == 1 else tuple(fresh[:many])
        return (new, *sorted(known & {*PEOPLE})[:1], fresh[-1])

    def likely(self, name: str, stage: str = "") -> Act:
        """An act with whatever it needs, each fact with its likeliest value.

        What only a refusal says is needed, it brings as well.
        """
        wanted = [*self.wanted(name, stage), *(self.conditions() if name == "receive" else ())]
        facts = {fact: self.values(name, fact, stage)[0] for fact in wanted}
        for _ in range(3):
            found = self.act(name, facts, stage)
            try:
                decide(self.policy, self.case, found)
            except Refused as refused:
                said = NEEDS.search(refused.why)
                missing = said.group(1).split(", ") if said else []
                more = [fact for fact in missing if fact not in facts]
                if not more:
                    return found
                facts |= {fact: self.values(name, fact, stage)[0] for fact in more}
            else:
                return found
        return self.act(name, facts, stage)

    def clocks(self) -> tuple[Clock, ...]:
        """The clocks of the case on this day."""
        return clocks(self.policy, self.case.events, self.on)


def _moves(rule: ClockRule, act: str) -> bool:
    known = {"extend": rule.extension, "pause": rule.pausing, "promise": rule.owed}
    return bool(known.get(act, True))


@st.composite
def acts(draw: st.DrawFn, here: Here) -> Act:
    """Something to try: mostly what the table has, with the facts that it needs."""
    going_on = [name for name in here.row if name not in ENDS] or [*here.row]
    name = draw(
        st.sampled_from(draw(st.sampled_from([going_on] * 7 + [[*here.row], BESIDE])) or BESIDE)
    )
    row = here.row.get(name)
    stages = ["", *(row.stages if row else ()), *(here.procedure.by_id if one_in(draw, 10) else ())]
    stage = draw(st.sampled_from(stages))
    wanted = [] if one_in(draw, 10) else here.wanted(name, stage)
    if name == "receive" and one_in(draw, 2):
        wanted += here.conditions()
    if one_in(draw, 3):
        wanted += draw(st.lists(st.sampled_from(here.optional()), max_size=2))
    facts: dict[str, Value] = {}
    for fact in wanted:
        fits = here.values(name, fact, stage)
        facts[fact] = draw(st.sampled_from(ANYTHING if one_in(draw, 20) else fits))
    return here.act(name, facts, stage)


def one_in(draw: st.DrawFn, many: int) -> bool:
    """Whether something happens that happens once in so many times."""
    return draw(st.integers(1, many)) == many


def gaps(here: Here) -> st.SearchStrategy[int]:
    """How many days until the next thing: none, a few, or until a clock is due or overdue."""
    due = sorted({(clock.due - here.on).days for clock in here.clocks() if clock.ended is None})
    soon = [days for days in due if 0 <= days <= 400]
    return st.sampled_from([0, 0, 0, 1, 1, 2, 3, 7, *soon, *(days + 1 for days in soon)])


def live(policy: Policy, case: Case, act: Act) -> tuple[Event, ...]:
    """What an act records; nothing where it is refused."""
    try:
        return decide(policy, case, act)
    except Refused:
        return ()
