"""The points of complaint inside a case.

A case may hold several issues, each with its own category, causes and finding.  They are
raised, split, joined and found upon by events of the case, and are a fold over them like
everything else.  A split or joined issue is not lost: it says what became of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import evolve, frozen

from casework.cases.corrections import effective
from casework.cases.events import Event, Facts


@frozen
class Issue:
    """One point of complaint: when it was raised, what is known of it, what became of it.

    `facts` are those of the events about it, the latest value of each; `into` are the issues
    that took its place.
    """

    id: str
    raised: date
    facts: Facts = ()
    finding: str | None = None
    found: date | None = None
    into: tuple[str, ...] = ()

    def values(self, name: str) -> tuple[str, ...]:
        """The values of a fact, such as its root causes."""
        value = dict(self.facts).get(name, ())
        return value if isinstance(value, tuple) else (value,)


OWN = frozenset({"issue", "issues", "into", "finding"})


def issues(events: Iterable[Event]) -> tuple[Issue, ...]:
    """The issues of a case, in the order raised; those split or joined stay, with `into`."""
    found: dict[str, Issue] = {}
    for event in effective(events):
        if event.name == "issue-raised":
            _raise(found, event, event.values("issue"))
        elif event.name == "issue-split":
            _raise(found, event, event.values("into"))
            _replace(found, event.values("issue"), event.values("into"))
        elif event.name == "issues-joined":
            _raise(found, event, event.values("into"))
            _replace(found, event.values("issues"), event.values("into"))
        elif event.name == "issue-found":
            for ident in event.values("issue"):
                known = found.get(ident) or Issue(ident, event.on)
                finding = str(event.fact("finding"))
                facts = _laid_over(known.facts, event)
                found[ident] = evolve(known, facts=facts, finding=finding, found=event.on)
    return tuple(found.values())


def _raise(found: dict[str, Issue], event: Event, idents: tuple[str, ...]) -> None:
    for ident in idents:
        known = found.get(ident) or Issue(ident, event.on)
        found[ident] = evolve(known, facts=_laid_over(known.facts, event))


def _replace(found: dict[str, Issue], idents: tuple[str, ...], into: tuple[str, ...]) -> None:
    for ident in idents:
        if ident in found and ident not in into:
            found[ident] = evolve(found[ident], into=into)


def _laid_over(facts: Facts, event: Event) -> Facts:
    newer = {name: value for name, value in event.facts if name not in OWN}
    return tuple(sorted((dict(facts) | newer).items()))
