"""Lists that facts are picked from: root causes, outcomes, remedies, services, channels.

Each taxonomy is one axis and its name is the name of the fact that it governs, so an event
says `"root-cause": "communications"` and the policy's `[taxonomy.root-cause]` says which
values there are.  What a case was about and why it happened are different axes, and nothing
here merges them.

A taxonomy is a tree that lasts.  A code's id is never used again for another meaning.  A code
that is given up keeps its place and may say which code it `forwards_to`; that leads on for
ever, so last year's figures can be counted by this year's list.  A code that was divided has no
single heir: it forwards to their common parent, or to none.  From every code there is one way:
to its heir if it has one, else to its parent.  The codes on that way which are still their own
are its `lineage`; counting, rolling up and crossing to another list read only that.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date

from attrs import field, frozen

from casework.errors import LimitError, listed, meant
from casework.rules.sources import Citation


@frozen
class Code:
    """One value of a taxonomy, and the first and last day on which it may be picked.

    `parent` is the broader code that it is part of, `forwards_to` the one that it is counted as
    since it was given up; `source` says where it stands, where that is not as with the list.
    `beside_another` is whether it is not enough by itself.
    """

    id: str
    title: str
    definition: str | None = None
    parent: str | None = None
    since: date | None = None
    until: date | None = None
    forwards_to: str | None = None
    note: str | None = None
    source: Citation | None = None
    beside_another: bool = False

    @property
    def onward(self) -> str | None:
        """The code that this one leads to: its heir if it has one, else its parent."""
        return self.forwards_to or self.parent

    def is_in_force(self, day: date) -> bool:
        """Whether the code may be picked on a day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


def _lineages(taxonomy: Taxonomy) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for ident in taxonomy.by_id:
        way: list[str] = []
        here: str | None = ident
        passed: set[str] = set()
        while here is not None and here not in passed and here in taxonomy.by_id:
            passed.add(here)
            code = taxonomy.by_id[here]
            if code.forwards_to is None:
                way.append(here)
            here = code.onward
        found[ident] = tuple(way) or (ident,)
    return found


@frozen
class Taxonomy:
    """The values that one fact may have, in the order in which they are reported.

    `at_most` is how many of them one event may give, if that is bounded; `extends` is the
    published list whose codes it has besides its own.
    """

    title: str
    code: tuple[Code, ...]
    source: Citation | None = None
    at_most: int | None = None
    revision: str | None = None
    note: str | None = None
    extends: str | None = None
    by_id: Mapping[str, Code] = field(init=False, eq=False, repr=False)
    always: frozenset[str] = field(init=False, eq=False, repr=False)
    lineages: Mapping[str, tuple[str, ...]] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "by_id", {code.id: code for code in self.code})
        always = frozenset(
            code.id for code in self.code if not (code.since or code.until or code.beside_another)
        )
        object.__setattr__(self, "always", always)
        object.__setattr__(self, "lineages", _lineages(self))

    def __contains__(self, value: object) -> bool:
        return value in self.by_id

    @property
    def ids(self) -> tuple[str, ...]:
        """The codes' ids, in order, as they were given."""
        return tuple(code.id for code in self.code)

    @property
    def tops(self) -> tuple[str, ...]:
        """The codes that are their own roll-up, in order."""
        return tuple(ident for ident in self.by_id if self.lineages[ident] == (ident,))

    def lineage(self, value: str) -> tuple[str, ...]:
        """The code that a value counts as, and its parents up to the top.

        `LimitError` where the taxonomy has no such code.
        """
        if value not in self.lineages:
            raise LimitError(
                value, f"a code of '{self.title}': {listed(self.ids)}", meant(value, self.ids)
            )
        return self.lineages[value]

    def forward(self, value: str) -> str:
        """The code that a value counts as: itself, or what a retired one has led to since."""
        return self.lineage(value)[0]

    def roll_up(self, value: str, level: int = 1) -> str:
        """The code that a value is part of at a level of the tree, of which 1 is the top.

        A code that stands higher than the level is its own roll-up.
        """
        way = self.lineage(value)
        return way[max(0, len(way) - max(1, level))]

    def nearest(self, value: str, among: Container[str]) -> str | None:
        """The narrowest of some codes that a value is, or is part of; None where it is of none."""
        return next((code for code in self.lineage(value) if code in among), None)

    def counted(self, values: Iterable[str], level: int | None = None) -> tuple[str, ...]:
        """The codes that a case with these values is counted under, each once.

        Retired codes are forwarded and, with a `level`, narrower ones rolled up, before the
        case is counted; so two values that come to the same code count it once.
        """
        if level is None:
            return tuple(dict.fromkeys(map(self.forward, values)))
        return tuple(dict.fromkeys(self.roll_up(value, level) for value in values))

    def tree(self) -> Iterator[tuple[int, Code]]:
        """Every code with its depth, 0 at the top, each straight before what is part of it.

        A retired code stands where it was.
        """
        inside: dict[str | None, list[Code]] = {}
        for code in self.by_id.values():
            inside.setdefault(code.parent, []).append(code)
        waiting = [(0, code) for code in reversed(inside.get(None, []))]
        while waiting:
            depth, code = waiting.pop()
            yield depth, code
            waiting += [(depth + 1, each) for each in reversed(inside.get(code.id, []))]


Lineages = Mapping[str, Mapping[str, tuple[str, ...]]]
"""For each axis that is a tree, what each code counts under: itself and what it is part of."""


def lineages_of(taxonomies: Mapping[str, Taxonomy]) -> Lineages:
    """What each code counts under, for the axes where that is more than itself."""
    return {
        axis: taxonomy.lineages
        for axis, taxonomy in taxonomies.items()
        if any(way != (code,) for code, way in taxonomy.lineages.items())
    }


def with_parts(values: Iterable[str], lineages: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Some values, and every code of a list that is part of one of them, or counts as one."""
    chosen = dict.fromkeys(values)
    parts = (code for code, way in lineages.items() if not chosen.keys().isdisjoint(way))
    return tuple(dict.fromkeys((*chosen, *parts)))
