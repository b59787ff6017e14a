"""A term is a value on a timeline.

What a law or a policy said changes on known days.  A timeline is built from spans that are in
order and do not overlap, or not at all.  A day in no span has no value: `NotInForce`, never the
nearest one, because a gap means that nobody has looked it up.  Laying a later value over a
timeline ends what was in force before it and leaves the past as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Generic, TypeVar

from attrs import evolve, field, frozen

from casework.errors import LimitError, NotInForce

T = TypeVar("T")


@frozen
class Span(Generic[T]):
    """A value from a day to a day, both included; None is open at that end."""

    value: T
    since: date | None = None
    until: date | None = None

    @property
    def dates(self) -> str:
        """The span in words: `from 2026-04-01 to 2027-03-31`."""
        if self.since is None and self.until is None:
            return "on every day"
        since = f"from {self.since}" if self.since else ""
        until = f"{'to' if since else 'until'} {self.until}" if self.until else ""
        return f"{since} {until}".strip()

    def meets(self, other: Span[T]) -> bool:
        """Whether there is a day in both."""
        return all(
            one.since is None or another.until is None or one.since <= another.until
            for one, another in ((self, other), (other, self))
        )


def _ordered(spans: Iterable[Span[T]]) -> tuple[Span[T], ...]:
    return tuple(sorted(spans, key=lambda span: span.since or date.min))


@frozen
class Timeline(Generic[T]):
    """The values of one term over time; `what` names the term in errors."""

    what: str
    spans: tuple[Span[T], ...] = field(converter=_ordered)

    def __attrs_post_init__(self) -> None:
        for span in self.spans:
            if span.since and span.until and span.until < span.since:
                raise LimitError(f"{self.what} {span.dates}", "a first day on or before the last")
        for one, other in zip(self.spans, self.spans[1:], strict=False):
            if one.until is None or other.since is None or other.since <= one.until:
                raise LimitError(
                    f"{self.what} {one.dates} and {other.dates}", "spans that do not overlap"
                )

    @classmethod
    def always(cls, what: str, value: T) -> Timeline[T]:
        """A term that has one value on every day."""
        return cls(what, (Span(value),))

    def at(self, day: date) -> T:
        """The value in force on `day`; `NotInForce` where there is none."""
        for span in self.spans:
            if (span.since is None or span.since <= day) and (
                span.until is None or day <= span.until
            ):
                return span.value
        raise NotInForce(self.what, day, tuple(span.dates for span in self.spans))

    def stretched(self) -> Timeline[T]:
        """The same values, the first from ever and the last for ever: for asking what if."""
        spans = list(self.spans)
        spans[:1] = [evolve(span, since=None) for span in spans[:1]]
        spans[-1:] = [evolve(span, until=None) for span in spans[-1:]]
        return Timeline(self.what, spans)

    def overlay(self, value: T, since: date) -> Timeline[T]:
        """The same past, and `value` from `since` on."""
        past = [
            Span(span.value, span.since, min(span.until or eve, eve))
            for eve in [since - timedelta(days=1)]
            for span in self.spans
            if span.since is None or span.since < since
        ]
        return Timeline(self.what, (*past, Span(value, since)))

    def __iter__(self) -> Iterator[T]:
        return (span.value for span in self.spans)

    def __len__(self) -> int:
        return len(self.spans)
