"""National schemes as data: the codes, regulations and Acts that authorities work under.

A regime is written like a policy that nobody in particular wrote, so that the same machine
runs it, draws it and explains it.  What it adds is its own honesty: the first and last day for
which it can answer, which places of its sources were read, the questions that only a person can
answer, and worked examples.  A scheme that was published anew has an edition for each text, and
an edition is a regime too: the same one, seen between two days.

The schemes that come with the package are files in `data/regimes`, one each.  A day in no
edition has no answer (`NotInForce`), and what nobody could confirm says so wherever it is cited.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from attrs import Factory, evolve, frozen

from casework.errors import LimitError, PolicyError, listed, meant
from casework.rules.assembly import assembled
from casework.rules.documents import document_of, text_of
from casework.rules.lists.taxonomy import Taxonomy
from casework.rules.measure_soundness import unsound_line
from casework.rules.measures import MeasureLine
from casework.rules.naming import unknown_source
from casework.rules.places import Path
from casework.rules.policy import Policy
from casework.rules.procedure import Procedure
from casework.rules.sources import Citation, Source
from casework.rules.structure import CalendarTable, Header, PolicyFile, Problem, structure
from casework.rules.timeline import Span, Timeline

Force = Literal["statutory", "code", "model", "template"]
"""What a scheme is: law, a code, a model that bodies must adopt, or a habit without a limit."""


@frozen
class RegimeHeader:
    """The `[regime]` table: whose scheme it is, and the days for which it can answer."""

    id: str
    title: str
    body: str
    applies_to: str
    force: Force
    revision: str
    first: date
    last: date
    note: str | None = None


@frozen
class Question:
    """What a scheme asks that no machine can see, for a person to answer."""

    id: str
    asks: str
    source: Citation


@frozen
class Definition:
    """A figure that a scheme has authorities publish: what it counts, out of what, by which day.

    `line` says the same as lines of a measure, where a machine can count it; `of_count` is the
    number that an authority supplies, for every `per` of which the figure is given.
    """

    id: str
    title: str
    counts: str
    by: str
    source: Citation
    of: str | None = None
    line: tuple[MeasureLine, ...] = ()
    shows: Literal["counts", "days"] = "counts"
    per: int | None = None
    of_count: str | None = None


@frozen
class Example:
    """A worked example: after these events, this clock (`stage.clock`) is due on this day.

    It is taken from a source, or `derived` from the text by whoever wrote the file.
    """

    title: str
    given: tuple[Mapping[str, Any], ...]
    clock: str
    due: date
    edition: str | None = None
    source: Citation | None = None
    derived: bool = False


@frozen
class RegimeFile:
    """A whole regime file, structured but not yet judged."""

    regime: RegimeHeader
    calendar: CalendarTable
    procedure: tuple[Procedure, ...]
    source: Mapping[str, Source]
    calendars: Mapping[str, CalendarTable] = Factory(dict)
    taxonomy: Mapping[str, Taxonomy] = Factory(dict)
    question: tuple[Question, ...] = ()
    measure: tuple[Definition, ...] = ()
    example: tuple[Example, ...] = ()


@frozen(repr=False)
class Regime:
    """A national scheme, or one edition of it.

    `policy` is the scheme as a policy that any authority could run; `tables` is what the file
    says, for policies that build on it.
    """

    id: str
    header: RegimeHeader
    policy: Policy
    questions: tuple[Question, ...]
    measures: tuple[Definition, ...]
    examples: tuple[Example, ...]
    tables: Mapping[str, Any]

    @property
    def procedure(self) -> Timeline[Procedure]:
        """The scheme's one procedure, in its editions."""
        (found,) = self.policy.procedures.values()
        return found

    @property
    def editions(self) -> tuple[str, ...]:
        """The names under which its editions are cited, the oldest first."""
        return tuple(cited(self.header.id, each.edition) for each in self.procedure if each.edition)

    @property
    def first(self) -> date:
        """The first day for which it can answer."""
        since = self.procedure.spans[0].since
        return max(since, self.header.first) if since else self.header.first

    @property
    def last(self) -> date:
        """The last day for which it can answer."""
        until = self.procedure.spans[-1].until
        return min(until, self.header.last) if until else self.header.last

    def edition(self, name: str) -> Regime:
        """The scheme in one edition; `LimitError` where it has none of that name."""
        known = {cited(self.header.id, each.value.edition): each for each in self.procedure.spans}
        if name not in known:
            raise LimitError(name, listed(known), meant(name, known))
        span = known[name]
        ident = span.value.id
        only = Timeline(f"procedure '{ident}' of {name}", (span,))
        return evolve(
            self,
            id=name,
            policy=evolve(self.policy, procedures={ident: only}),
            examples=tuple(
                each for each in self.examples if each.edition in {None, span.value.edition}
            ),
        )

    def __repr__(self) -> str:
        return f"<Regime '{self.id}': {self.header.title}, {self.first} to {self.last}>"


def cited(ident: str, edition: str | None) -> str:
    """The name under which an edition of a scheme is cited."""
    return f"{ident}-{edition}" if edition else ident


@cache
def regimes() -> tuple[str, ...]:
    """The ids of the schemes that come with the package, in order."""
    found = files("casework").joinpath("data/regimes").iterdir()
    return tuple(
        sorted(each.name.removesuffix(".toml") for each in found if each.name.endswith(".toml"))
    )


@cache
def regime(name: str) -> Regime:
    """A scheme that comes with the package, by its id, or an edition of it.

    `LimitError` with what was perhaps meant where there is none of that name.
    """
    known = regimes()
    for ident in sorted(known, key=len, reverse=True):
        if name == ident:
            return _shipped(ident)
        if name.startswith(f"{ident}-"):
            return _shipped(ident).edition(name)
    cited = [each for ident in known for each in (ident, *_shipped(ident).editions)]
    raise LimitError(str(name), f"a regime: {listed(known)}", meant(str(name), cited))


@cache
def _shipped(ident: str) -> Regime:
    text = files("casework").joinpath(f"data/regimes/{ident}.toml").read_text(encoding="utf-8")
    return parse_regime(text, f"{ident}.toml")


def load_regime(path: str | os.PathLike[str]) -> Regime:
    """Read a scheme from a TOML file; `PolicyError` with every fault that the file has."""
    return parse_regime(text_of(path), str(path))


def parse_regime(text: str, name: str = "regime") -> Regime:
    """Read a scheme from TOML text; `name` stands for the file in faults."""
    document = document_of(text, name)
    read, problems = structure(document.data, RegimeFile)
    if read is None:
        raise PolicyError(document.faults(problems))
    header = read.regime
    as_policy = PolicyFile(
        Header(header.id, header.body, header.revision, header.title),
        read.calendar,
        read.procedure,
        read.source,
        read.calendars,
        read.taxonomy,
    )
    policy, further = assembled(as_policy, document.fingerprint)
    problems = [*further, *_unsound(read, as_policy)]
    if policy is None or problems:
        raise PolicyError(document.faults(problems))
    (ident, timeline) = next(iter(policy.procedures.items()))
    bounded = Timeline(
        f"regime '{header.id}'",
        tuple(
            Span(
                span.value,
                max(span.since or header.first, header.first),
                min(span.until or header.last, header.last),
            )
            for span in timeline.spans
        ),
    )
    return Regime(
        header.id,
        header,
        evolve(policy, procedures={ident: bounded}),
        read.question,
        read.measure,
        read.example,
        document.data,
    )


def _unsound(read: RegimeFile, as_policy: PolicyFile) -> Iterator[Problem]:
    idents = {procedure.id for procedure in read.procedure}
    if len(idents) > 1:
        yield Problem(("procedure",), f"procedures {listed(sorted(idents))}", "editions of one")
    editions = [procedure.edition for procedure in read.procedure]
    for i, edition in enumerate(editions):
        if len(editions) > 1 and edition is None:
            yield Problem(("procedure", i), "an edition without a name", "edition")
        if editions.index(edition) != i:
            yield Problem(("procedure", i, "edition"), f"'{edition}' twice", "one of each")
    cited: list[tuple[Path, Citation | None]] = [
        *((("question", i, "source"), each.source) for i, each in enumerate(read.question)),
        *((("measure", i, "source"), each.source) for i, each in enumerate(read.measure)),
        *((("example", i, "source"), each.source) for i, each in enumerate(read.example)),
    ]
    for path, citation in cited:
        yield from unknown_source(citation, path, as_policy)
    for i, measure in enumerate(read.measure):
        for k, line in enumerate(measure.line):
            yield from unsound_line(line, ("measure", i, "line", k), read.taxonomy)
    for i, example in enumerate(read.example):
        if (example.source is None) is not example.derived:
            yield Problem(("example", i), "no origin", "either a source, or derived = true")
        if example.edition not in editions and (example.edition or len(editions) > 1):
            problem = f"no edition '{example.edition}'"
            yield Problem(("example", i, "edition"), problem, listed(filter(None, editions)))
    if read.regime.last < read.regime.first:
        yield Problem(
            ("regime", "last"), f"{read.regime.last} is before the first", "days in order"
        )
