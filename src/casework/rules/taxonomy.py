"""Lists that facts are picked from: root causes, outcomes, remedies, services, channels.

Each taxonomy is one axis and its name is the name of the fact that it governs, so an event
says `"root-cause": "communications"` and the policy's `[taxonomy.root-cause]` says which
values there are.  A code's id is never used again for another meaning.
"""

from __future__ import annotations

from attrs import frozen

from casework.rules.sources import Citation


@frozen
class Code:
    """One value of a taxonomy."""

    id: str
    title: str
    definition: str | None = None
    parent: str | None = None


@frozen
class Taxonomy:
    """The values that one fact may have, in the order in which they are reported."""

    title: str
    code: tuple[Code, ...]
    source: Citation | None = None

    def __contains__(self, value: object) -> bool:
        return any(code.id == value for code in self.code)

    @property
    def ids(self) -> tuple[str, ...]:
        """The codes' ids, in order."""
        return tuple(code.id for code in self.code)

    def title_of(self, value: str) -> str:
        """The title of a code; a value that is not one stands for itself."""
        return next((code.title for code in self.code if code.id == value), value)
