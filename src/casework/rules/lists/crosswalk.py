"""From the codes of one taxonomy to those of another, with what is lost on the way.

A crosswalk is a judgement: a row for each code says which codes of the other list it may be,
which of several is chosen, or that there is none, and why.  What that loses follows from the
rows and is never written by hand:

- `detail`: the code is narrower than the row that takes it;
- `none`: the other list has no such code, so the case is counted nowhere;
- `choice`: it might have been another code;
- `merged`: other codes lead to the same one and cannot be told from it afterwards.

A code of which nothing of this is said can be found again from where it led.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from attrs import field, frozen

from casework.errors import listed, meant
from casework.rules.lists.taxonomy import Taxonomy
from casework.rules.naming import twice
from casework.rules.places import Path
from casework.rules.structure import Problem

LossKind = Literal["detail", "none", "choice", "merged"]


@frozen
class Correspondence:
    """A row: a code, what it may be in the other list, which of several is chosen, and why."""

    code: str
    why: str
    into: tuple[str, ...] = ()
    chosen: str | None = None

    @property
    def target(self) -> str | None:
        """The code of the other list that stands for this one; None where there is none."""
        return self.chosen or next(iter(self.into), None)


@frozen
class Loss:
    """What is lost when a code crosses: in which way, the code that lost it, and what.

    `codes` are the narrower code, the codes not chosen, or those that are merged with it.
    """

    kind: LossKind
    code: str
    codes: tuple[str, ...] = ()


@frozen
class Crossed:
    """A code after crossing: `into` is None where the other list has none for it."""

    value: str
    into: str | None
    lost: tuple[Loss, ...]


@frozen
class Converted:
    """Counts after crossing, and how many of them each loss befell."""

    into: Mapping[str, int]
    lost: Mapping[Loss, int]


@frozen
class Crosswalk:
    """The rows that lead from the codes of one taxonomy into those of another."""

    of: Taxonomy
    into: Taxonomy
    row: tuple[Correspondence, ...]
    by_code: Mapping[str, Correspondence] = field(init=False, eq=False, repr=False)
    led: Mapping[str, tuple[str, ...]] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        led: dict[str, tuple[str, ...]] = {}
        for row in self.row:
            if row.target is not None:
                led[row.target] = (*led.get(row.target, ()), row.code)
        object.__setattr__(self, "by_code", {row.code: row for row in self.row})
        object.__setattr__(self, "led", led)

    def cross(self, value: str) -> Crossed:
        """A code in the other list; `LimitError` where its own list does not have it.

        A retired code is forwarded first, and one without a row of its own goes with the
        nearest code above it.
        """
        code = self.of.forward(value)
        taken = self.of.nearest(code, self.by_code)
        row = self.by_code[taken] if taken else Correspondence(code, "")
        lost = []
        if row.code != code:
            lost.append(Loss("detail", row.code, (code,)))
        into = row.target
        if into is None:
            return Crossed(value, None, (*lost, Loss("none", row.code)))
        others = tuple(other for other in row.into if other != into)
        if others:
            lost.append(Loss("choice", row.code, others))
        merged = tuple(other for other in self.led[into] if other != row.code)
        if merged:
            lost.append(Loss("merged", row.code, merged))
        return Crossed(value, into, tuple(lost))

    def convert(self, counts: Mapping[str, int]) -> Converted:
        """Counts by code as counts by the other list's codes, and what is lost of them."""
        into: Counter[str] = Counter()
        lost: Counter[Loss] = Counter()
        for value, count in counts.items():
            crossed = self.cross(value)
            if crossed.into is not None:
                into[crossed.into] += count
            for loss in crossed.lost:
                lost[loss] += count
        return Converted(into, lost)

    def counted(self, values: Iterable[str]) -> tuple[str, ...]:
        """The codes of the other list that a case with these values is counted under, each once."""
        found = (self.cross(value).into for value in self.of.counted(values))
        return tuple(dict.fromkeys(code for code in found if code is not None))


def unsound_crosswalk(walk: Crosswalk, path: Path) -> Iterator[Problem]:
    """Everything that a crosswalk says and that cannot be."""
    yield from twice((row.code for row in walk.row), path, "code")
    for top in walk.of.tops:
        if top not in walk.by_code:
            yield Problem(path, f"no row for '{top}'", "a row for every code at the top")
    for i, row in enumerate(walk.row):
        yield from _living(row.code, walk.of, (*path, i, "code"))
        for j, code in enumerate(row.into):
            yield from _living(code, walk.into, (*path, i, "into", j))
        yield from twice(row.into, (*path, i, "into"), "code")
        if len(row.into) > 1 and row.chosen is None:
            yield Problem((*path, i, "into"), "several codes and no choice", "a 'chosen'")
        if row.chosen is not None and row.chosen not in row.into:
            near = meant(row.chosen, row.into)
            problem = f"'{row.chosen}' is none of them"
            yield Problem((*path, i, "chosen"), problem, listed(row.into), near)


def _living(code: str, taxonomy: Taxonomy, path: Path) -> Iterator[Problem]:
    known = [ident for ident in taxonomy.ids if taxonomy.forward(ident) == ident]
    if code not in known:
        problem = f"no code '{code}' of '{taxonomy.title}'"
        yield Problem(path, problem, listed(known), meant(code, known))
