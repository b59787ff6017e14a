"""Where a rule comes from.

A source is a document; a citation is a place in it.  A source says on which day somebody
checked it and whether its own text was read: what is only reported by others stays marked as
unconfirmed wherever it is cited.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import frozen


@frozen
class Source:
    """A document that rules are taken from."""

    title: str
    link: str | None = None
    checked: date | None = None
    confirmed: bool = True
    note: str | None = None


@frozen
class Citation:
    """A place in a source: `ref` is the source's id, `at` the section or page."""

    ref: str
    at: str | None = None

    def text(self, sources: Mapping[str, Source]) -> str:
        """The citation as one line, with the source's title."""
        source = sources[self.ref]
        words = f"{source.title}, {self.at}" if self.at else source.title
        return words if source.confirmed else f"{words} (unconfirmed)"
