"""What a policy makes of a national scheme, term by term.

For each term of the scheme the policy's own terms are found that answer it: the same stage by
its id or else by its place in the line, and in it the clocks that stop at the same event.  The
verdict is then counted (see `grounds` and `comparing`), never argued:

- conforms: the policy says the same, or what comes to the same;
- stricter: the authority binds itself to more, and is never later;
- departs: it may be later, or allows itself what the scheme does not;
- silent: it says nothing of it;
- cannot tell: the scheme can be read in several ways, or the two cannot be compared.

A clock on the complainant is stricter where it leaves them longer.  A policy that conforms in
all its clocks never reckons later than the scheme does, for any events.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from attrs import frozen

from casework.rules.policy import Policy
from casework.rules.procedure import People, Procedure, Stage
from casework.rules.schemes.answers import Answer, Side, answer
from casework.rules.schemes.comparing import Witness
from casework.rules.schemes.grounds import VERDICTS, Ground, Verdict
from casework.rules.schemes.regimes import Question, Regime
from casework.rules.schemes.terms import Term, terms, unconditional
from casework.rules.sources import Departure
from casework.rules.timeline import Span


@frozen
class Clause:
    """One term of a scheme, what of a policy answers it, and the verdict with its ground.

    `mine` are the policy's terms; `witness` is a day that shows the difference; `departure` is
    the reason that the policy declares.
    """

    term: Term
    mine: tuple[Term, ...]
    ground: Ground
    witness: Witness | None = None
    departure: Departure | None = None

    @property
    def verdict(self) -> Verdict:
        """What the ground comes to."""
        return VERDICTS[self.ground]


@frozen
class Held:
    """A revision of a procedure held against an edition of a scheme."""

    edition: Procedure
    revision: Procedure
    clauses: tuple[Clause, ...]


@frozen
class Conformity:
    """A procedure of a policy held against a scheme, and the questions left for a person."""

    policy: Policy
    regime: Regime
    procedure: str
    held: tuple[Held, ...]
    questions: tuple[Question, ...]

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses of every edition and revision, in order."""
        return tuple(clause for held in self.held for clause in held.clauses)

    @property
    def conforms(self) -> bool:
        """Whether nothing departs, is left out, or cannot be told."""
        return all(clause.verdict in {"conforms", "stricter"} for clause in self.clauses)


def conformity(policy: Policy, scheme: Regime, procedure: str = "") -> Conformity:
    """Hold a procedure of a policy against a scheme, or against one edition of it.

    Each edition is held against the revisions that were in force with it, or against the newest
    where none was.  `LimitError` for a procedure that the policy does not have.
    """
    timeline = policy.timeline(procedure)
    held = []
    for edition in scheme.procedure.spans:
        together = [each for each in timeline.spans if each.meets(edition)]
        for revision in together or timeline.spans[-1:]:
            mine = Side(revision.value, policy.calendars, policy.receipt)
            theirs = Side(edition.value, scheme.policy.calendars, scheme.policy.receipt)
            both = _common(revision, edition) if together else edition
            found = tuple(clauses(mine, theirs, both))
            held.append(Held(edition.value, revision.value, found))
    ident = timeline.spans[-1].value.id
    return Conformity(policy, scheme, ident, tuple(held), scheme.questions)


def _common(one: Span[Procedure], other: Span[Procedure]) -> Span[Procedure]:
    since = max(filter(None, (one.since, other.since)), default=None)
    until = min(filter(None, (one.until, other.until)), default=None)
    return Span(other.value, since, until)


def clauses(mine: Side, theirs: Side, span: Span[Procedure]) -> Iterator[Clause]:
    """The clauses of one procedure held against another, counted over a span of days."""
    pairs = _paired(mine.procedure, theirs.procedure)
    own = [*terms(mine.procedure)]
    days = _days(mine, theirs, span)
    answers: dict[int, Answer] = {}
    for term in terms(theirs.procedure):
        stage = pairs.get(term.stage)
        if term.clock is None:
            yield _plain(term, stage, own, mine.procedure, theirs.procedure)
            continue
        which = id(term.clock)
        if which not in answers:
            answers[which] = answer(term, term.clock, stage, mine, theirs, days)
        yield _timed(term, answers[which], stage, own)


def _paired(mine: Procedure, theirs: Procedure) -> Mapping[str, Stage]:
    """The policy's stage for each of the scheme's: by id if any is the same, else in order."""
    same = {stage.id: mine.by_id[stage.id] for stage in theirs.stage if stage.id in mine.by_id}
    return same or {one.id: other for one, other in zip(theirs.stage, mine.stage, strict=False)}


def _days(mine: Side, theirs: Side, span: Span[Procedure]) -> tuple[date, ...]:
    calendars = (*mine.calendars.values(), *theirs.calendars.values())
    first = max(each.first for each in calendars)
    last = min(each.proclaimed_until or each.last for each in calendars)
    since, until = max(first, span.since or first), min(last, span.until or last)
    return tuple(since + timedelta(days=n) for n in range((until - since).days + 1))


def _timed(term: Term, found: Answer, stage: Stage | None, own: Sequence[Term]) -> Clause:
    wanted = {rule.id for rule in found.rules}
    mine = tuple(
        each
        for each in own
        if stage is not None
        and (each.stage, each.aspect) == (stage.id, term.aspect)
        and each.name in wanted
    )
    ground, witness = found.grounds[term.aspect]
    departure = next((rule.departure for rule in found.rules if rule.departure), None)
    return Clause(term, mine, ground, witness, departure)


def _plain(
    term: Term,
    stage: Stage | None,
    own: Sequence[Term],
    mine: Procedure,
    theirs: Procedure,
) -> Clause:
    where = stage.id if stage is not None else term.stage
    same = tuple(
        each
        for each in own
        if (each.aspect, each.stage) == (term.aspect, where)
        and (each.name == term.name or term.aspect == "stages")
    )
    if term.aspect == "stages":
        more = len(mine.stage) - len(theirs.stage)
        ground: Ground = "more-stages" if more > 0 else "fewer" if more else "same"
        return Clause(term, same, ground, None, mine.departure)
    if not same:
        return Clause(term, (), "missing")
    return Clause(term, same, _compared(term, same[0], stage, theirs))


def _compared(term: Term, other: Term, stage: Stage | None, theirs: Procedure) -> Ground:
    if term.aspect == "people" and stage is not None:
        asked = theirs.by_id[term.stage].people[term.name]
        return _people(stage.people[term.name], asked)
    wanted, given = {*term.says}, {*other.says}
    if term.says == other.says or (wanted == given and term.aspect != "seniority"):
        return "same"
    if term.aspect in {"roles", "seniority"}:
        return "more" if term.aspect == "roles" and given < wanted else "fewer"
    return "more" if all({each, unconditional(each)} & given for each in wanted) else "fewer"


def _people(mine: People, theirs: People) -> Ground:
    if mine == theirs:
        return "same"
    few = theirs.at_most is None or (mine.at_most or theirs.at_most + 1) <= theirs.at_most
    enough = mine.at_least >= theirs.at_least and few
    apart = {*mine.different_from} >= {*theirs.different_from}
    apart = apart and {*mine.different_from_facts} >= {*theirs.different_from_facts}
    above = {*mine.more_senior_than} >= {*theirs.more_senior_than}
    above = above and mine.or_equal_when in ({}, theirs.or_equal_when)
    return "more" if enough and apart and above else "fewer"
