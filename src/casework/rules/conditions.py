"""What is so of some cases and not of others.

A condition is about one fact of a case: it must have one of some values, or be a number in a
range.  Several conditions must all hold.  There is no "or" between facts and no "not": a
complaints manager reads them as a list.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import Factory, field, frozen

from casework.errors import listed


@frozen
class Condition:
    """What a fact of the case must be: one of some values, or a number in a range.

    `covers` are the values and, of a list that is a tree, all that is part of them.
    """

    values: tuple[str, ...] = ()
    at_least: int | None = None
    at_most: int | None = None
    covers: frozenset[str] = field(
        default=Factory(lambda self: frozenset(self.values), takes_self=True), eq=False, repr=False
    )

    def holds(self, given: tuple[str, ...]) -> bool:
        """Whether any of the values that a case gives for the fact meets it."""
        if self.values:
            return not self.covers.isdisjoint(given)
        return any(
            value.isdecimal()
            and (self.at_least is None or int(value) >= self.at_least)
            and (self.at_most is None or int(value) <= self.at_most)
            for value in given
        )

    def within(self, other: Condition) -> bool:
        """Whether whatever meets this meets another too, as far as their values tell."""
        return self == other or bool(self.values and self.covers <= other.covers)

    def __str__(self) -> str:
        bounds = (("at least", self.at_least), ("at most", self.at_most))
        ranged = " and ".join(f"{words} {n}" for words, n in bounds if n is not None)
        return listed(self.values) if self.values else ranged


WHERE = " where "
"""What stands between what is wanted and the conditions, where both are shown."""

When = Mapping[str, Condition]
"""Conditions by the facts that they are about; none always holds."""


def fits(when: When, values: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a case with these facts meets all of some conditions."""
    return all(condition.holds(values.get(fact, ())) for fact, condition in when.items())


def in_words(when: When) -> str:
    """Conditions as a person would say them."""
    return " and ".join(f"{fact} is {each}" for fact, each in when.items())


@frozen
class Wanted:
    """A fact or a milestone that must be there, in every case or in those that meet conditions."""

    is_: str
    when: When = Factory(dict)

    def __str__(self) -> str:
        return self.is_ + WHERE + in_words(self.when) if self.when else self.is_


Wants = Mapping[str, tuple[Wanted, ...]]
"""What must be there, by the event that wants it."""


def named(wanted: tuple[Wanted, ...]) -> tuple[str, ...]:
    """Everything that may be wanted, whatever the case."""
    return tuple(dict.fromkeys(each.is_ for each in wanted))
