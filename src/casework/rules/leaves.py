"""The smallest values of a policy file, each read strictly.

A number for a word, a datetime for a day or an unknown choice is `UnfitError`, which says what
was found and what was expected.  Every function is a hook as cattrs calls them: the value of
the file and the type wanted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, get_args

from casework.days.limits import Limit
from casework.days.yearly import EveryYear
from casework.errors import LimitError, listed, meant
from casework.rules.conditions import Condition
from casework.rules.moves import Lateness

Hook = Callable[[Any, Any], Any]


class UnfitError(ValueError):
    """Raised by a hook: what it found, and what it expected."""

    def __init__(self, problem: str, expected: str, meant: str | None = None) -> None:
        super().__init__(problem)
        self.problem, self.expected, self.meant = problem, expected, meant


def text(value: Any, _: Any) -> str:
    """Words in quotes, not empty."""
    if not isinstance(value, str):
        raise UnfitError(shown(value), "text in quotes")
    if not value.strip():
        raise UnfitError("empty text", "at least one word")
    return value


def truth(value: Any, _: Any) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise UnfitError(shown(value), "true or false")
    return value


def lateness(value: Any, _: Any) -> Lateness:
    """True, false, or the ids of clocks."""
    if isinstance(value, list) and value:
        return tuple(text(each, None) for each in value)
    if not isinstance(value, bool):
        raise UnfitError(shown(value), "true, false, or a list of ids of clocks")
    return value


def number(value: Any, _: Any) -> int:
    """A whole number."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise UnfitError(shown(value), "a whole number")
    return value


def amount(value: Any, _: Any) -> Decimal:
    """A number, whole or not."""
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        raise UnfitError(shown(value), "a number")
    return Decimal(str(value))


def condition(value: Any, _: Any) -> Condition:
    """A condition on a fact: a value, a list of values, or a range of numbers."""
    if not isinstance(value, Mapping):
        values = value if isinstance(value, list) else [value]
        if not values:
            raise UnfitError("an empty list", "at least one value")
        return Condition(tuple(text(each, None) for each in values))
    known = ("at-least", "at-most")
    for key in value:
        if key not in known:
            raise UnfitError(f"'{key}'", listed(known), meant(key, known))
    numbers = {key: number(each, None) for key, each in value.items()}
    if not numbers:
        raise UnfitError("an empty table", "values, or at-least, or at-most")
    return Condition(at_least=numbers.get("at-least"), at_most=numbers.get("at-most"))


def day(value: Any, _: Any) -> date:
    """A day, written without quotes."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        near = str(date.fromisoformat(value))
    except (TypeError, ValueError):
        near = None
    raise UnfitError(shown(value), "a day, written 2026-04-01 without quotes", near)


def time_of_day(value: Any, _: Any) -> time:
    """A time of day in London."""
    try:
        found = value if isinstance(value, time) else time.fromisoformat(value)
    except (TypeError, ValueError):
        raise UnfitError(shown(value), "a time of day such as '17:00'") from None
    if found.tzinfo is not None:
        raise UnfitError(shown(value), "a time of day in London, without an offset")
    return found


def limit(value: Any, _: Any) -> Limit:
    """A limit such as `10 working days`."""
    try:
        return Limit.parse(value if isinstance(value, str) else repr(value))
    except LimitError as error:
        raise UnfitError(shown(value), error.expected, error.meant) from None


def every_year(value: Any, _: Any) -> EveryYear:
    """Days that return every year such as `12-27 to 12-31`."""
    try:
        return EveryYear.parse(value if isinstance(value, str) else repr(value))
    except LimitError as error:
        raise UnfitError(shown(value), error.expected) from None


def choice(cls: Any) -> Hook:
    """The hook of a type that lists its values."""
    known = get_args(cls)

    def pick(value: Any, _: Any) -> Any:
        if value not in known:
            raise UnfitError(shown(value), listed(known), meant(str(value), known))
        return value

    return pick


def shown(value: Any) -> str:
    """What was found, in a few words."""
    kinds = {dict: "a table", list: "an array", bool: str(value).lower()}
    return kinds.get(type(value), f"'{value}'")


LEAVES: Mapping[Any, Hook] = {
    str: text,
    bool: truth,
    Lateness: lateness,
    int: number,
    Decimal: amount,
    date: day,
    time: time_of_day,
    Limit: limit,
    EveryYear: every_year,
    Condition: condition,
}
