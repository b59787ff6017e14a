"""What goes wrong, as values.

Every error of the package is a `CaseworkError` and keeps the facts that it was made from, so
that a caller can act on the fields and a person can act on the text.  Input written by people
(policies, caseloads) is judged whole: all its faults are gathered as `Fault` values, each with
its place, and raised together.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


def meant(word: str, known: Iterable[str]) -> str | None:
    """The known word that a misspelt one was perhaps meant to be, or None."""
    close = get_close_matches(str(word), list(known), n=1, cutoff=0.6)
    return close[0] if close else None


def listed(words: Iterable[str]) -> str:
    """Words as a list for a sentence: `'a', 'b' or 'c'`."""
    quoted = [f"'{word}'" for word in words]
    return " or ".join(filter(None, [", ".join(quoted[:-1]), *quoted[-1:]])) or "nothing"


@frozen
class Fault:
    """One thing wrong with an input: where, what, what was expected, what was perhaps meant."""

    place: str
    problem: str
    expected: str | None = None
    meant: str | None = None
    line: int | None = None
    file: str | None = None

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.file, self.line) if part is not None)
        text = ": ".join(part for part in (where, self.place, self.problem) if part)
        if self.expected:
            text += f"; expected {self.expected}"
        if self.meant:
            text += f"; perhaps '{self.meant}' was meant"
        return text


class CaseworkError(Exception):
    """The root of every error that this package raises on purpose."""


@frozen
class OutOfTable(CaseworkError, LookupError):  # noqa: N818 - the design's word
    """A day, or an answer, before the first or after the last day that a calendar knows."""

    calendar: str
    first: date
    last: date
    asked: str

    def __str__(self) -> str:
        return (
            f"{self.asked} is outside the calendar '{self.calendar}',"
            f" which runs from {self.first} to {self.last}"
        )


@frozen
class NotInForce(CaseworkError, LookupError):  # noqa: N818 - the design's word
    """A day on which a dated term has no value; the nearest one is never used instead."""

    what: str
    day: date
    spans: tuple[str, ...] = ()

    def __str__(self) -> str:
        known = "; ".join(self.spans) or "no day at all"
        return f"{self.what} has no value on {self.day}; it is known {known}"


@frozen
class LimitError(CaseworkError, ValueError):
    """A limit, a day or a convention that cannot be read or cannot be used so."""

    text: str
    expected: str
    meant: str | None = None

    def __str__(self) -> str:
        hint = f"; perhaps '{self.meant}' was meant" if self.meant else ""
        return f"'{self.text}' cannot be used here; expected {self.expected}{hint}"


@frozen
class NotInstalled(CaseworkError, ImportError):  # noqa: N818 - what it says
    """Something that an optional part of the package does, asked for where it is not there."""

    what: str
    needs: str
    install: str

    def __str__(self) -> str:
        return f"{self.what} needs '{self.needs}'; install it with: pip install '{self.install}'"


class FaultyInput(CaseworkError, ValueError):  # noqa: N818 - a family of errors
    """An input with faults, all of them in `faults`."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


class PolicyError(FaultyInput):
    """A policy that cannot be used as it is written."""


class CaseloadError(FaultyInput):
    """Events that cannot be read, or that tell no possible story."""


@frozen
class Refused(CaseworkError):  # noqa: N818 - the design's word
    """An act that the policy does not allow where the case stands; nothing has changed."""

    case: str
    state: str
    act: str
    why: str
    permitted: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"{self.case}: cannot {self.act} at {self.state}: {self.why};"
            f" permitted now: {', '.join(self.permitted) or 'nothing'}"
        )
