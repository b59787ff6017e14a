"""A national scheme in words: what it lays down, on whose word, and what nobody confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casework.prose.markdown import heading_row, row
from casework.prose.terms import ASPECTS, clock_rule_in_words, term_in_words
from casework.rules.procedure import Procedure
from casework.rules.schemes.regimes import Example, Regime
from casework.rules.schemes.terms import terms

FORCES = {
    "statutory": "law",
    "code": "a code",
    "model": "a model that bodies adopt",
    "template": "a template without a national limit",
}


def schemes_in_text(found: Iterable[Regime]) -> Iterator[str]:
    """A line for each scheme: its id, what it is, its days, how much of it is confirmed."""
    for scheme in found:
        header = scheme.header
        all_, confirmed = counted(scheme)
        yield f"{header.id}: {header.title}"
        yield (
            f"  {FORCES[header.force]}, {header.body}; for {header.applies_to};"
            f" {scheme.first} to {scheme.last}"
        )
        editions = f"; editions {', '.join(scheme.editions)}" if scheme.editions else ""
        examples = len(scheme.examples)
        yield f"  {all_} terms, {confirmed} confirmed; {examples} worked examples{editions}"


def counted(scheme: Regime) -> tuple[int, int]:
    """How many terms a scheme has, and how many of them are confirmed."""
    sources = scheme.policy.sources
    cited = [term.citation for procedure in scheme.procedure for term in terms(procedure)]
    return len(cited), sum(each is not None and each.is_confirmed(sources) for each in cited)


def scheme_in_markdown(scheme: Regime) -> Iterator[str]:
    """The lines of a scheme in Markdown: terms by edition, questions, measures, examples."""
    header = scheme.header
    all_, confirmed = counted(scheme)
    yield f"# {header.title}"
    yield ""
    yield (
        f"`{scheme.id}`: {FORCES[header.force]}, {header.body}; for {header.applies_to}."
        f" It can answer for {scheme.first} to {scheme.last}. Data of {header.revision}:"
        f" {all_} terms, {confirmed} of them confirmed."
    )
    if header.note:
        yield ""
        yield header.note
    for span in scheme.procedure.spans:
        yield ""
        yield f"## {span.value.title}, {span.dates}"
        yield ""
        yield from _terms(scheme, span.value)
    for heading, lines in (
        ("Where the text can be read in several ways", _contested(scheme)),
        ("Sources", _sources(scheme)),
        ("Questions for a person", _questions(scheme)),
        ("Measures", _measures(scheme)),
        ("Worked examples", _examples(scheme)),
    ):
        rows = [*lines]
        if len(rows) > 2:
            yield ""
            yield f"## {heading}"
            yield ""
            yield from rows


def _terms(scheme: Regime, procedure: Procedure) -> Iterator[str]:
    sources = scheme.policy.sources
    titles = {stage.id: stage.title for stage in procedure.stage}
    yield from heading_row("Stage", "Term", "What it says", "Where", "Note")
    for term in terms(procedure):
        name = ASPECTS[term.aspect]
        if term.clock is not None:
            name = f"{term.clock.name} ({term.clock.kind})"
            name += f", {ASPECTS[term.aspect]}" if term.aspect != "limit" else ""
        citation = term.citation
        where, note = (citation.text(sources), citation.note or "") if citation else ("", "")
        yield row(titles.get(term.stage, ""), name, term_in_words(term), where, note)


def _contested(scheme: Regime) -> Iterator[str]:
    yield from heading_row("Clock", "Here", "It can also be read")
    for procedure in scheme.procedure:
        for stage in procedure.stage:
            for clock in stage.clock:
                for key, values in clock.contested.items():
                    other = f"{key}: {' or '.join(values)}"
                    yield row(f"{stage.title}: {clock.name}", clock_rule_in_words(clock), other)


def _sources(scheme: Regime) -> Iterator[str]:
    yield from heading_row("Source", "Checked", "Its own text read", "Note")
    for source in scheme.policy.sources.values():
        title = f"[{source.title}]({source.link})" if source.link else source.title
        read = "yes" if source.confirmed else "no"
        yield row(title, str(source.checked or ""), read, source.note or "")


def _questions(scheme: Regime) -> Iterator[str]:
    yield from heading_row("Question", "Where")
    for question in scheme.questions:
        yield row(question.asks, question.source.text(scheme.policy.sources))


def _measures(scheme: Regime) -> Iterator[str]:
    yield from heading_row("Measure", "Counts", "Out of", "Dated by", "Where")
    for measure in scheme.measures:
        where = measure.source.text(scheme.policy.sources)
        name = f"{measure.id}: {measure.title}"
        yield row(name, measure.counts, measure.of or "", measure.by, where)


def _examples(scheme: Regime) -> Iterator[str]:
    yield from heading_row("Example", "Given", "Clock", "Due", "From")
    for example in scheme.examples:
        given = ", ".join(f"{each['event']} {each['on']}" for each in example.given)
        yield row(example.title, given, example.clock, str(example.due), _origin(scheme, example))


def _origin(scheme: Regime, example: Example) -> str:
    source = example.source
    return source.text(scheme.policy.sources) if source else "worked from the text"
