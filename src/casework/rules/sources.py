"""Where a rule comes from.

A source is a document; a citation is a place in it.  A source says on which day somebody
checked it and whether its own text was read: what is only reported by others stays marked as
unconfirmed wherever it is cited.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from attrs import frozen


@frozen
class Source:
    """A document that rules are taken from."""

    title: str
    link: str | None = None
    checked: date | None = None
    confirmed: bool = True
    note: str | None = None


class Cites(Protocol):
    """A file that lists the sources which it cites."""

    @property
    def source(self) -> Mapping[str, Source]:
        """The sources, by their ids."""


@frozen
class Citation:
    """A place in a source: `ref` is the source's id, `at` the section or page.

    `confirmed` is whether that very place was read, where it is not as with the whole source;
    `assumed` is what it does not say and had to be supplied, such as from when a limit runs; `note`
    is what a reader should know of it.
    """

    ref: str
    at: str | None = None
    confirmed: bool | None = None
    assumed: str | None = None
    note: str | None = None

    def is_confirmed(self, sources: Mapping[str, Source]) -> bool:
        """Whether its own text was read, and not only what others report of it."""
        return sources[self.ref].confirmed if self.confirmed is None else self.confirmed

    def text(self, sources: Mapping[str, Source]) -> str:
        """The citation as one line, with the source's title, and what is not in its own text."""
        title = sources[self.ref].title
        words = f"{title}, {self.at}" if self.at else title
        words += f" (assumed: {self.assumed})" if self.assumed else ""
        return words if self.is_confirmed(sources) else f"{words} (unconfirmed)"


@frozen
class Departure:
    """Why an authority does later, or less, than the scheme that it builds on says."""

    reason: str
    source: Citation
