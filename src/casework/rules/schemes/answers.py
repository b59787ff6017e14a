"""How the clocks of a policy answer a clock of a scheme.

Of several clocks of the policy that stop at the same event the one that answers best counts, for
that is what the authority has bound itself to; of alternatives, of which one runs in each case,
the worst.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from attrs import frozen

from casework.days.calendar import Calendar
from casework.rules.clocks import ClockRule, ReceiptRule
from casework.rules.procedure import Procedure, Stage
from casework.rules.schemes.comparing import Reading
from casework.rules.schemes.grounds import Ground, Judged, judged, severity
from casework.rules.schemes.terms import Term


@frozen
class Side:
    """A procedure with what its clocks are counted by."""

    procedure: Procedure
    calendars: Mapping[str, Calendar]
    receipt: ReceiptRule

    def reading(self, rule: ClockRule, stage: str, other: Side | None = None) -> Reading:
        """A clock of a stage as it is counted.

        A scheme that defines no working day is counted by the calendar of the `other` side.
        """
        borrowed = other is not None and rule.calendar == "default"
        calendars = other.calendars if other is not None and borrowed else self.calendars
        begins = stage in self.procedure.beginnings
        return Reading(rule, calendars[rule.calendar], rule.receipt or self.receipt, begins)


@frozen
class Answer:
    """The grounds on which the policy's clocks answer one of the scheme's, and which they are."""

    rules: tuple[ClockRule, ...]
    grounds: Mapping[str, Judged]

    @property
    def severity(self) -> int:
        """How bad the worst of its grounds is."""
        return max(severity(ground) for ground, _ in self.grounds.values())

    def named(self, ident: str) -> bool:
        """Whether the clocks have an id."""
        return any(rule.id == ident for rule in self.rules)


def answer(
    term: Term, rule: ClockRule, stage: Stage | None, mine: Side, theirs: Side, days: Sequence[date]
) -> Answer:
    """The clocks of a stage that answer a scheme's clock, and how: counted from the days given."""
    other = theirs.reading(rule, term.stage, mine)
    groups: dict[str, list[Reading]] = {}
    for clock in stage.clock if stage is not None else ():
        alike = clock.kind == rule.kind if not rule.owed else clock.owed
        if stage is not None and alike and {*clock.stops} & {*rule.stops}:
            groups.setdefault(clock.id, []).append(mine.reading(clock, stage.id))
    same = [each for each in groups.values() if _stop_alike(each, rule)]
    siblings = [each for each in theirs.procedure.by_id[term.stage].clock if each.id == rule.id]
    found = [_group(each, other, siblings, days) for each in same or groups.values()]
    if not same:
        found = [_at_best(each, "stops-elsewhere") for each in found]
    absent: Judged = ("missing", None)
    nothing = Answer((), dict.fromkeys(("limit", "extension", "pausing"), absent))
    return min(found, key=lambda each: (each.severity, not each.named(rule.id)), default=nothing)


def _group(
    readings: Sequence[Reading],
    other: Reading,
    siblings: Sequence[ClockRule],
    days: Sequence[date],
) -> Answer:
    """How clocks of which always one runs answer one of the scheme's: as the worst of them."""
    grounds: dict[str, Judged] = {}
    for one in _like(readings, other.rule, siblings):
        for aspect, ground in judged(one, other, days).items():
            before = grounds.get(aspect)
            if before is None or severity(ground[0]) > severity(before[0]):
                grounds[aspect] = ground
    rules = tuple(one.rule for one in readings)
    found = Answer(rules, grounds)
    always = len(rules) > 1 or not rules[0].when or rules[0].when == other.rule.when
    return found if always else _at_best(found, "sometimes")


def _like(
    readings: Sequence[Reading], rule: ClockRule, siblings: Sequence[ClockRule]
) -> Sequence[Reading]:
    """Of alternatives, those that can run where a scheme's does; all of them if none is like it."""
    if rule.otherwise:
        taken = [each.when for each in siblings if each.when]
        found = [one for one in readings if not one.rule.when or one.rule.when not in taken]
    else:
        found = [one for one in readings if one.rule.when == rule.when]
    return found or readings


def _stop_alike(readings: Sequence[Reading], rule: ClockRule) -> bool:
    """Whether nothing stops these clocks but what stops the scheme's."""
    return all({*one.rule.stops} <= {*rule.stops} for one in readings)


def _at_best(found: Answer, ground: Ground) -> Answer:
    """An answer that is no better than a ground allows."""
    return Answer(
        found.rules,
        {
            aspect: judged if severity(judged[0]) > severity(ground) else (ground, None)
            for aspect, judged in found.grounds.items()
        },
    )
