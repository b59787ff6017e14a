"""Changes between policies, and clauses held against a scheme, as records of plain values."""

from __future__ import annotations

from typing import Any

from casework.cases.moved import Moved
from casework.learning.replayed import Replayed
from casework.rules.schemes.conformity import Clause, Conformity
from casework.rules.schemes.differing import Change
from casework.rules.schemes.terms import Term


def change_record(change: Change) -> dict[str, Any]:
    """A change as a record: where it is, and the term before and after."""
    aspect, place = change.subject
    return {
        "procedure": change.procedure,
        "since": change.since.isoformat() if change.since else None,
        "aspect": aspect,
        "term": place,
        "was": term_record(change.was),
        "now": term_record(change.now),
    }


def moved_record(moved: Moved) -> dict[str, Any]:
    """A clock that moves as a record, with ISO dates."""
    return {
        "case": moved.case,
        "procedure": moved.procedure,
        "stage": moved.stage,
        "clock": moved.clock,
        "was": moved.was.isoformat() if moved.was else None,
        "now": moved.now.isoformat() if moved.now else None,
        "days": moved.days,
    }


def replayed_record(replayed: Replayed) -> dict[str, Any]:
    """A caseload under a policy as a record."""
    return {
        "policy": replayed.policy.id,
        "revision": replayed.policy.revision,
        "as_of": replayed.as_of.isoformat(),
        "cases": replayed.cases["all"],
        "cases_late": replayed.cases["late"],
        "clocks": [
            {
                "procedure": key[0],
                "stage": key[1],
                "clock": key[2],
                "ended": replayed.ended[key],
                "late": replayed.late[key],
                "overdue": replayed.overdue[key],
            }
            for key in replayed.keys
        ],
        "due_by_month": dict(sorted(replayed.due.items())),
    }


def term_record(term: Term | None) -> dict[str, Any] | None:
    """A term as a record; the limit, events and conventions of a clock are its own keys."""
    if term is None:
        return None
    found: dict[str, Any] = {"id": term.id, "aspect": term.aspect, "stage": term.stage}
    if term.clock is None:
        return found | {"says": list(term.says)}
    clock = term.clock
    return found | {
        "clock": clock.id,
        "kind": clock.kind,
        "limits": [
            {
                "is": str(span.value),
                "from": span.since.isoformat() if span.since else None,
                "to": span.until.isoformat() if span.until else None,
            }
            for span in clock.limit.spans
        ],
        "starts": list(clock.starts),
        "stops": list(clock.stops),
    }


def conformity_record(found: Conformity) -> dict[str, Any]:
    """A procedure held against a scheme as a record."""
    scheme = found.regime
    return {
        "policy": found.policy.id,
        "revision": found.policy.revision,
        "procedure": found.procedure,
        "regime": scheme.id,
        "regime_revision": scheme.header.revision,
        "conforms": found.conforms,
        "clauses": [_clause(found, clause) for clause in found.clauses],
        "questions": [
            {
                "id": question.id,
                "asks": question.asks,
                "source": question.source.text(scheme.policy.sources),
            }
            for question in found.questions
        ],
    }


def _clause(found: Conformity, clause: Clause) -> dict[str, Any]:
    theirs, mine = found.regime.policy, found.policy
    citation, at, declared = clause.term.citation, clause.witness, clause.departure
    return {
        "verdict": clause.verdict,
        "ground": clause.ground,
        "scheme": term_record(clause.term),
        "scheme_source": theirs.cite(citation) if citation else None,
        "policy": [term_record(term) for term in clause.mine],
        "policy_sources": [mine.cite(term.citation) for term in clause.mine if term.citation],
        "witness": None
        if at is None
        else {
            "start": at.start.isoformat(),
            "policy": at.mine.isoformat() if at.mine else None,
            "scheme": at.theirs.isoformat() if at.theirs else None,
        },
        "departure": None
        if declared is None
        else {"reason": declared.reason, "source": mine.cite(declared.source)},
    }
