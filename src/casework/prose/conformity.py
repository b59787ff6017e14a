"""A policy held against a scheme, in words: the timing part of a self-assessment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from casework.prose.days import day_in_words
from casework.prose.markdown import heading_row, row
from casework.prose.terms import ASPECTS, term_in_words
from casework.rules.schemes.comparing import Witness
from casework.rules.schemes.conformity import Clause, Conformity, Held
from casework.rules.schemes.grounds import Ground, Verdict
from casework.rules.schemes.terms import Term
from casework.rules.sources import Source

VERDICTS: Mapping[Verdict, str] = {
    "conforms": "conforms",
    "stricter": "stricter",
    "departs": "departs",
    "silent": "silent",
    "cannot-tell": "cannot tell",
}

GROUNDS: Mapping[Ground, str] = {
    "same": "says the same",
    "sooner": "binds itself to less time",
    "longer-open": "leaves the complainant longer",
    "more": "asks for that and more",
    "later": "can be later",
    "starts-later": "starts at an event that can come later",
    "start-unclear": "starts at another event; which comes first differs from case to case",
    "extends-further": "may be extended further",
    "beyond": "lifts the bounds of its extension where the scheme does not",
    "stands-still": "stands still for what the scheme does not",
    "shut-sooner": "leaves the complainant less time",
    "more-stages": "has more stages",
    "missing": "says nothing of it",
    "fewer": "leaves out part of it",
    "sometimes": "applies to some cases only",
    "stops-elsewhere": "can be stopped by what does not stop the scheme's",
    "contested": "keeps to one reading of a text that can be read in several ways",
    "incomparable": "rests on days that only a case has",
}


COLUMNS = ("Term", "The scheme says", "The policy says", "Verdict", "Why")


def heading_of(found: Conformity) -> str:
    """What is held against what."""
    return f"{found.policy.authority}: '{found.procedure}' against {found.regime.header.title}"


def introduction(found: Conformity) -> Iterator[str]:
    """Which policy, which data, for which days, and what it comes to."""
    policy, scheme = found.policy, found.regime
    yield f"Policy '{policy.id}', revision {policy.revision}."
    yield (
        f"Scheme '{scheme.id}', data of {scheme.header.revision},"
        f" for {scheme.first} to {scheme.last}."
    )
    counts = dict.fromkeys(VERDICTS, 0)
    for clause in found.clauses:
        counts[clause.verdict] += 1
    told = [f"{count} {VERDICTS[verdict]}" for verdict, count in counts.items() if count]
    yield f"{len(found.clauses)} terms: {', '.join(told)}."


def title_of(found: Conformity, held: Held) -> str:
    """Which edition is held against which revision."""
    spans = found.policy.timeline(found.procedure).spans
    when = next(each.dates for each in spans if each.value is held.revision)
    return f"{held.edition.title}, against the policy in force {when}"


def questions_of(found: Conformity) -> Iterator[tuple[str, str]]:
    """What is left for a person to answer, each with where the scheme asks it."""
    for question in found.questions:
        yield question.asks, question.source.text(found.regime.policy.sources)


def conformity_in_markdown(found: Conformity) -> Iterator[str]:
    """The lines of a conformity table in Markdown, and the questions left for a person."""
    yield f"# {heading_of(found)}"
    yield ""
    yield " ".join(introduction(found))
    for held in found.held:
        yield ""
        yield f"## {title_of(found, held)}"
        yield ""
        yield from heading_row(*COLUMNS)
        for clause in held.clauses:
            yield row(*clause_cells(found, held, clause))
    if found.questions:
        yield ""
        yield "## For a person to answer"
        yield ""
        yield "What no machine can see in a policy file."
        yield ""
        yield from heading_row("Question", "Source", "Answer")
        for asks, source in questions_of(found):
            yield row(asks, source, "")


def clause_cells(found: Conformity, held: Held, clause: Clause) -> tuple[str, ...]:
    """A clause as the cells of a table: term, scheme, policy, verdict, ground."""
    term = clause.term
    titles = {stage.id: stage.title for stage in held.edition.stage}
    clock = term.clock.name if term.clock is not None else ""
    where = ": ".join(each for each in (titles.get(term.stage, ""), clock) if each)
    name = f"{where}, {ASPECTS[term.aspect]}" if where else ASPECTS[term.aspect]
    theirs = said(term, found.regime.policy.sources)
    mine = "; ".join(said(each, found.policy.sources) for each in clause.mine) or "nothing"
    verdict = VERDICTS[clause.verdict]
    return name, theirs, mine, verdict, why(clause, found.policy.sources)


def said(term: Term, sources: Mapping[str, Source]) -> str:
    """What a term lays down, and where."""
    words = term_in_words(term)
    return f"{words} ({term.citation.text(sources)})" if term.citation else words


def why(clause: Clause, sources: Mapping[str, Source]) -> str:
    """The ground of a verdict, the day that shows it, and the reason that was declared."""
    words = GROUNDS[clause.ground]
    at = clause.witness
    if at is not None and clause.ground != "same":
        words += f": {witness_in_words(at)}"
    declared = clause.departure
    if declared is not None and clause.verdict == "departs":
        words += f". Declared: {declared.reason} ({declared.source.text(sources)})"
    return words


def witness_in_words(at: Witness) -> str:
    """A day that shows how two clocks differ."""
    mine, theirs = (_until(day) for day in (at.mine, at.theirs))
    return f"from {day_in_words(at.start)}, {mine} and not {theirs}"


def _until(day: date | None) -> str:
    return "without end" if day is None else str(day)
