"""Lists that facts are picked from: root causes, outcomes, remedies, services, channels.

Each taxonomy is one axis and its name is the name of the fact that it governs, so an event
says `"root-cause": "communications"` and the policy's `[taxonomy.root-cause]` says which
values there are.  A code's id is never used again for another meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from casework.rules.sources import Citation


@frozen
class Code:
    """One value of a taxonomy, and the first and last day on which it may be picked."""

    id: str
    title: str
    definition: str | None = None
    parent: str | None = None
    since: date | None = None
    until: date | None = None

    def is_in_force(self, day: date) -> bool:
        """Whether the code may be picked on a day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


@frozen
class Taxonomy:
    """The values that one fact may have, in the order in which they are reported.

    `at_most` is how many of them one event may give, if that is bounded.
    """

    title: str
    code: tuple[Code, ...]
    source: Citation | None = None
    at_most: int | None = None
    by_id: Mapping[str, Code] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "by_id", {code.id: code for code in self.code})

    def __contains__(self, value: object) -> bool:
        return value in self.by_id

    @property
    def ids(self) -> tuple[str, ...]:
        """The codes' ids, in order, as they were given."""
        return tuple(code.id for code in self.code)
