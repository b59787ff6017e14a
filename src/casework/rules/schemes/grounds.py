"""One clock held against another: what was found, and what that means.

A ground is what was found; a verdict is what it means for whoever has to answer for it.  Due
days and the furthest extensions are counted (see `comparing`), starts compared by where they
stand, pauses by the reasons that either clock names.  Where the scheme's own text can be read
in several ways, a policy that keeps to one of them does not depart: which reading is right is
not for a machine to tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Literal

from attrs import evolve

from casework.rules.clocks import ClockRule, Pausing
from casework.rules.schemes.comparing import (
    Comparison,
    Order,
    Reading,
    Witness,
    by_due,
    by_latest,
    by_start,
)

Verdict = Literal["conforms", "stricter", "departs", "silent", "cannot-tell"]

Ground = Literal[
    "same",  # nothing differs that matters
    "sooner",  # due sooner, or extended or paused for less
    "longer-open",  # a window that closes later, or a wait that is over sooner
    "more",  # asks for what the scheme asks and more
    "later",  # due later
    "starts-later",  # starts at an event that comes later
    "start-unclear",  # starts at another event, of which nobody can say when it comes
    "extends-further",  # may be extended further
    "beyond",  # lifts its bounds where the scheme does not
    "stands-still",  # stands still for a reason or in a way that the scheme does not know
    "shut-sooner",  # a window that closes sooner, or a wait that is over later
    "more-stages",  # has stages that the scheme does not know
    "missing",  # says nothing of it
    "fewer",  # leaves out something of it
    "sometimes",  # applies to some cases only
    "stops-elsewhere",  # can be stopped by what does not stop the scheme's
    "contested",  # within a reading that the scheme's text allows
    "incomparable",  # rests on days that only a case has
]

VERDICTS: Mapping[Ground, Verdict] = {
    "same": "conforms",
    "sooner": "stricter",
    "longer-open": "stricter",
    "more": "stricter",
    "later": "departs",
    "starts-later": "departs",
    "extends-further": "departs",
    "beyond": "departs",
    "stands-still": "departs",
    "shut-sooner": "departs",
    "more-stages": "departs",
    "missing": "silent",
    "fewer": "silent",
    "sometimes": "cannot-tell",
    "stops-elsewhere": "cannot-tell",
    "start-unclear": "cannot-tell",
    "contested": "cannot-tell",
    "incomparable": "cannot-tell",
}
_SEVERITY: tuple[Verdict, ...] = ("conforms", "stricter", "cannot-tell", "silent", "departs")


Judged = tuple[Ground, Witness | None]


def severity(ground: Ground) -> int:
    """How bad a ground is, from 0."""
    return _SEVERITY.index(VERDICTS[ground])


def judged(one: Reading, other: Reading, days: Sequence[date]) -> Mapping[str, Judged]:
    """The grounds of a policy's clock against a scheme's, by aspect."""
    found = _read(one, other, days)
    if not _departing(found):
        return found
    for rule in _readings(other.rule):
        again = _read(one, evolve(other, rule=rule), days)
        if not _departing(again):
            contested: dict[str, Judged] = {
                aspect: ("contested", found[aspect][1]) for aspect in _departing(found)
            }
            return {**again, **contested}
    return found


def _departing(grounds: Mapping[str, Judged]) -> list[str]:
    return [aspect for aspect, (ground, _) in grounds.items() if VERDICTS[ground] == "departs"]


def _readings(rule: ClockRule) -> Iterator[ClockRule]:
    """The other ways in which a scheme's clock can be read, one difference at a time."""
    for key, values in rule.contested.items():
        for value in values:
            changed: Any = {key: (value,) if key == "starts" else value}
            yield evolve(rule, **changed)


def _read(one: Reading, other: Reading, days: Sequence[date]) -> dict[str, Judged]:
    """The grounds of one clock against another, by aspect.

    What a scheme has no term for (an extension where it allows none) is held against its limit.
    """
    rule, start = other.rule, by_start(one, other)
    if rule.kind == "window":
        return {"limit": _left(start, _turned(by_due(other, one, days)), "sooner")}
    due = by_due(one, other, days)
    if rule.kind == "wait":
        return {"limit": _left(start, due, "later")}
    once: Judged = ("fewer", None)
    found = {
        "limit": once if rule.recurs and not one.rule.recurs else _limit(start, due),
        "extension": _extension(one, other, days),
        "pausing": (_pausing(one.rule, rule), None),
    }
    worst = max(found.values(), key=lambda judged: severity(judged[0]))
    unsaid = [rule.extension is None, not rule.pausing]
    for aspect, absent in zip(("extension", "pausing"), unsaid, strict=True):
        if absent and found[aspect] is worst:
            found["limit"] = worst
    return found


def _limit(start: Order, due: Comparison) -> Judged:
    if due.order == "later":
        return "later", due.witness
    if start == "later":
        return "starts-later", None
    if start == "unclear":
        return "start-unclear", None
    if due.order == "unclear":
        return "incomparable", None
    sooner = due.order == "sooner" or start == "sooner"
    return ("sooner" if sooner else "same"), due.witness


def _turned(found: Comparison) -> Comparison:
    """A comparison seen from the other side."""
    order: Mapping[Order, Order] = {"later": "sooner", "sooner": "later"}
    at = found.witness
    turned = None if at is None else Witness(at.start, at.theirs, at.mine)
    return Comparison(order.get(found.order, found.order), turned)


def _left(start: Order, due: Comparison, worse: Order) -> Judged:
    """What a clock on the complainant leaves them.

    A window is worse for them the sooner it closes, a wait the later it is over.
    """
    if "unclear" in {start, due.order}:
        return "incomparable", None
    if worse in {start, due.order}:
        return "shut-sooner", due.witness
    same = start == due.order == "same"
    return ("same" if same else "longer-open"), due.witness


def _extension(one: Reading, other: Reading, days: Sequence[date]) -> Judged:
    mine, theirs = one.rule.extension, other.rule.extension
    if mine is None:
        return ("same" if theirs is None else "sooner"), None
    if theirs is None:
        return "extends-further", None
    if mine.beyond is not None and theirs.beyond is None:
        return "beyond", None
    if not {*theirs.needs} <= {*mine.needs}:
        return "fewer", None
    latest = by_latest(one, other, days)
    grounds: Mapping[str, Ground] = {
        "later": "extends-further",
        "sooner": "sooner",
        "same": "same",
        "unclear": "incomparable",
    }
    return grounds[latest.order], latest.witness


def _pausing(clock: ClockRule, rule: ClockRule) -> Ground:
    """How a clock stands still beside a scheme's: for each reason that either names, and others."""
    named = {reason for each in (*clock.pausing, *rule.pausing) for reason in each.reasons}
    grounds = {
        _pause(clock.stands_still(reason), rule.stands_still(reason)) for reason in {"", *named}
    }
    return max(grounds, key=severity)


def _pause(mine: Pausing | None, theirs: Pausing | None) -> Ground:
    if mine is None:
        return "same" if theirs is None else "sooner"
    if theirs is None:
        return "stands-still"
    if (mine.ends, theirs.ends) == ("inclusive", "half-open"):
        return "stands-still"
    if (mine.resumes, theirs.resumes) == ("restart", "shift"):
        return "stands-still"
    return "same" if (mine.ends, mine.resumes) == (theirs.ends, theirs.resumes) else "sooner"
