"""A limit is an amount of time as a policy writes it: `20 working days`, `1 month`, `24 hours`.

A limit is read from exactly one spelling and written back the same, so that a policy, a
reckoning and a report never differ in how they name it.  What is done with a limit is for
`reckoning`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, cast, get_args

from attrs import field, frozen
from attrs.validators import in_, instance_of

from casework.errors import LimitError, listed, meant

Unit = Literal[
    "working days", "clear working days", "days", "clear days", "weeks", "months", "years", "hours"
]
UNITS: tuple[Unit, ...] = get_args(Unit)
CLEAR = frozenset({"clear days", "clear working days"})
WORKING = frozenset({"working days", "clear working days"})

_SPELLING = re.compile(r"(0|-?[1-9][0-9]{0,5}) ([a-z]+(?: [a-z]+)*)")
_SHAPE = "a whole number and a unit, such as '10 working days', '1 month' or '24 hours'"


@frozen(order=False)
class Limit:
    """An amount of time: a whole number of a unit, negative to count back."""

    n: int = field(validator=instance_of(int))
    unit: Unit = field(validator=in_(UNITS))

    text: str = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        unit = self.unit[:-1] if self.n in (1, -1) else self.unit
        object.__setattr__(self, "text", f"{self.n} {unit}")
        if self.n == 0 and self.unit in CLEAR:
            raise LimitError(self.text, "at least one clear day")

    @classmethod
    def parse(cls, text: str) -> Limit:
        """Read a limit from its one spelling; `LimitError` says what was perhaps meant."""
        return _parse(text)

    @property
    def counts_working_days(self) -> bool:
        """Whether it counts working days, so that a calendar decides where it leads."""
        return self.unit in WORKING

    def __str__(self) -> str:
        return self.text


@lru_cache(maxsize=1024)
def _parse(text: str) -> Limit:
    if not isinstance(text, str):
        raise LimitError(repr(text), _SHAPE)
    found = _SPELLING.fullmatch(text)
    if found is None:
        loose = re.fullmatch(r"\s*([+-]?)0*(\d{1,6})\s*([A-Za-z]+(?:\s+[A-Za-z]+)*)\s*", text)
        sign, n, word = loose.groups() if loose else ("", "", "")
        raise LimitError(
            text, _SHAPE, _nearest(int(sign.replace("+", "") + n), word) if n else None
        )
    n = int(found[1])
    unit = found[2] + "s" if n in (1, -1) else found[2]
    if unit not in UNITS:
        near = _nearest(n, found[2])
        raise LimitError(text, f"one of the units {listed(UNITS)}", near)
    return Limit(n, cast(Unit, unit))


def _nearest(n: int, word: str) -> str | None:
    unit = meant(" ".join(word.lower().split()), UNITS)
    return str(Limit(n, cast(Unit, unit))) if unit and not (n == 0 and unit in CLEAR) else None
