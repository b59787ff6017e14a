"""What changes from one policy to another, term by term.

Each revision of a procedure in the new policy is held against the one that the old policy would
have followed on its first day, or against the old policy's newest where it had none: that is
what changes for a case received then.  Two policies with one procedure each are compared
whatever they call it, so that two editions of a code can be.  A policy does not differ from
itself, and who is cited for a term is no part of what it says.

What may happen in each state is told from the table of moves.  Acts that a clock brings with it
are left to that clock's own terms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import evolve, frozen

from casework.errors import NotInForce
from casework.rules.conditions import in_words
from casework.rules.policy import Policy
from casework.rules.procedure import People, Procedure
from casework.rules.schemes.terms import Aspect, Term, common_terms, terms
from casework.rules.sources import Citation
from casework.rules.timeline import Timeline

NOBODY = Citation("")
OF_CLOCKS = frozenset({"extend", "promise", "pause", "resume"})
"""The acts that are there because a clock is."""


@frozen
class Change:
    """A term that is there on one side only, or that says something else.

    `procedure` is empty for what holds for all of them; `since` is the first day of the new
    revision, where it has one; `subject` is what the term is about.
    """

    procedure: str
    since: date | None
    subject: tuple[Aspect, str]
    was: Term | None
    now: Term | None


def changes(old: Policy, new: Policy) -> tuple[Change, ...]:
    """What changes from one policy to another, in the order of the new one."""
    found = [*_changed("", None, common_terms(old), common_terms(new))]
    for ident, timeline in new.procedures.items():
        before = old.procedures.get(ident)
        if before is None and len(old.procedures) == len(new.procedures) == 1:
            (before,) = old.procedures.values()
        for span in timeline.spans:
            was = _whole(_followed(before, span.since)) if before is not None else []
            found += _changed(ident, span.since, was, _whole(span.value))
    for ident, timeline in old.procedures.items():
        if ident not in new.procedures and len(new.procedures) > 1:
            found += _changed(ident, None, _whole(timeline.spans[-1].value), ())
    return tuple(found)


def _followed(timeline: Timeline[Procedure], day: date | None) -> Procedure:
    try:
        return timeline.at(day) if day is not None else timeline.spans[0].value
    except NotInForce:
        return timeline.spans[-1].value


def _whole(procedure: Procedure) -> list[Term]:
    """The terms of a procedure, and what may happen in each of its states."""
    lead, own = procedure.edition or procedure.id, procedure.source
    found = [*terms(procedure)]
    for (stage, phase), moves in procedure.moves.items():
        says = (
            each.act + (f" to {' or '.join(each.stages)}" if each.stages != (stage,) else "")
            for each in moves.values()
            if each.act not in OF_CLOCKS
        )
        ident = f"{lead}/{stage}/moves/{phase}".replace("//", "/")
        found.append(Term(ident, "moves", stage, phase, own, says=tuple(says)))
    if procedure.takes:
        taken = (in_words(procedure.takes),)
        found.append(Term(f"{lead}/takes", "takes", "", "takes", own, says=taken))
    return [term for term in found if term.says or term.clock is not None]


def _changed(
    procedure: str, since: date | None, old: Iterable[Term], new: Iterable[Term]
) -> Iterator[Change]:
    one, other = ({term.subject: term for term in each} for each in (old, new))
    for subject in dict.fromkeys((*other, *one)):
        was, now = one.get(subject), other.get(subject)
        if was is None or now is None or _says(was) != _says(now):
            yield Change(procedure, since, subject, was, now)


def _says(term: Term) -> object:
    if term.clock is None or isinstance(term.part, People):
        return term.says
    if term.part is not None:
        return evolve(term.part, source=None)
    plain = evolve(term.clock, source=NOBODY, title=None, extension=None, pausing=())
    return evolve(plain, contested={}, departure=None)
