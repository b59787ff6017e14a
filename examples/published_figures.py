"""The figures that the five authorities publish, as their `figures.toml` list them.

Each list names the figures of one report, as they are printed, with the place in the document.
A figure is

    counted        of the cases of an invented caseload that adds up to the published totals
    worked out     from counts that the authority supplies: a share, a change, a rate
    supplied       carried as the authority supplies it, and nothing more
    a term         of the policy: a time limit
    contradicted   by other figures of the same document; `right` is what these give
    missing        not to be had from the document, for the reason that is said

What is printed is compared with what a measure gives, worked out exactly and then rounded to the
places that are printed, halves away from zero; `to` is what a number was visibly rounded to
otherwise.  `says` weakens that where the document does: "at-most", "below", "over" (by less than
`to`), "nearly" (short by less than `to`), "roughly" (within `to`).

`published_answers` holds the lists against what the library gives; `parts` makes the tables of the
page on published figures.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

from attrs import fields, frozen

import casework

HERE = Path(__file__).parent
AUTHORITIES = (
    "eastleigh",
    "kensington-and-chelsea",
    "hammersmith-and-fulham",
    "annual-committee-report",
    "durham",
)
KINDS = ("counted", "worked out", "supplied", "a term", "contradicted", "missing")
NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
FEWER = re.compile(r"decrease|reduction|fewer")


@frozen
class Published:
    """One figure as it is printed, and how to come by it."""

    authority: str
    title: str
    id: str
    what: str
    at: str
    printed: str
    value: str = ""
    to: str = ""
    says: str = "exactly"
    period: str = ""
    since: str = ""
    caseload: str = ""
    measure: str = ""
    line: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    gives: str = "count"
    term: tuple[str, ...] = ()
    right: str = ""
    wrong: str = ""
    missing: str = ""
    invented: str = ""

    def __str__(self) -> str:
        return f"{self.authority}: {self.id}"

    @property
    def number(self) -> Fraction:
        """The number that is printed, negative where it is a decrease."""
        return number_of(self.value or self.printed)

    @property
    def unit(self) -> Fraction:
        """What the printed number was rounded to."""
        if self.to:
            return Fraction(self.to)
        return unit_of(self.value or self.printed)

    def fits(self, exactly: Fraction, printed: str | None = None) -> bool:
        """Whether what a measure gives is what is printed."""
        number = self.number if printed is None else number_of(printed)
        unit = self.unit if printed is None or self.to else unit_of(printed)
        return {
            "exactly": rounded(exactly, unit) == number,
            "at-most": exactly <= number,
            "below": exactly < number,
            "over": number < exactly < number + unit,
            "nearly": number - unit < exactly < number,
            "roughly": abs(exactly - number) <= unit,
        }[self.says]


def number_of(text: str) -> Fraction:
    """The first number of a text; less than nothing where the text says fewer."""
    found = NUMBER.search(text)
    if found is None:
        raise ValueError(f"no number in '{text}'")
    number = Fraction(found[0].replace(",", ""))
    return -abs(number) if FEWER.search(text) else number


def unit_of(text: str) -> Fraction:
    """What the first number of a text was rounded to, by its places."""
    found = NUMBER.search(text)
    places = len(found[0].partition(".")[2]) if found else 0
    return Fraction(1, 10**places)


def rounded(exactly: Fraction, unit: Fraction) -> Fraction:
    """A number to a unit, halves away from zero."""
    whole = (2 * abs(exactly) + unit) // (2 * unit) * unit
    return whole if exactly >= 0 else -whole


@frozen
class Contradiction:
    """What a document says of its figures that cannot be, beside single figures."""

    id: str
    at: str
    what: str
    right: str


@frozen
class Document:
    """The figures of one authority's document, and the caseloads that they come from."""

    authority: str
    title: str
    caseloads: Mapping[str, Mapping[str, str]]
    periods: Mapping[str, casework.Period]
    figures: tuple[Published, ...]
    contradictions: tuple[Contradiction, ...] = ()
    supplied: frozenset[str] = frozenset()
    rates: frozenset[str] = frozenset()

    @classmethod
    def of(cls, authority: str) -> Document:
        """The document of an authority, as its `figures.toml` says it."""
        folder = HERE / authority
        said = tomllib.loads((folder / "figures.toml").read_text(encoding="utf-8"))
        own = [
            tomllib.loads((folder / caseload[key]).read_text(encoding="utf-8"))
            for caseload in said["caseload"].values()
            for key in ("policy", "counts")
            if key in caseload
        ]
        supplied = frozenset(each["id"] for file in own for each in file.get("count", ()))
        return cls(
            authority,
            said["document"],
            said["caseload"],
            {
                name: casework.Period(each["from"], each["to"])
                for name, each in said["period"].items()
            },
            tuple(_figures(authority, said)),
            tuple(Contradiction(**each) for each in said.get("contradiction", ())),
            supplied,
            frozenset(
                each["id"]
                for file in own
                for each in file.get("rate", ())
                if supplied.intersection((each["count"], each["of"]))
            ),
        )

    def kind(self, figure: Published) -> str:
        """How a figure is come by."""
        if figure.missing:
            return "missing"
        if figure.right:
            return "contradicted"
        if figure.term:
            return "a term"
        if figure.measure in self.supplied:
            return "supplied" if figure.gives in {"count", "percent"} else "worked out"
        return "worked out" if figure.measure in self.rates else "counted"

    def only_supplied(self, period: str) -> bool:
        """Whether no figure of a period is counted of cases."""
        found = [each for each in self.figures if period in {each.period, each.since}]
        return all(each.measure in self.supplied for each in found if each.measure)

    @cached_property
    def kinds(self) -> Counter[str]:
        """How many figures are come by how."""
        return Counter(map(self.kind, self.figures))


def _figures(authority: str, said: Mapping[str, Any]) -> Iterator[Published]:
    known = {each.name for each in fields(Published)}
    first = next(iter(said["caseload"]))
    for block in said["block"]:
        shared = {key: value for key, value in block.items() if key != "figure"}
        for row in block["figure"]:
            every = {"caseload": first, **shared, **row}
            if unknown := every.keys() - known:
                raise ValueError(f"{authority}: {row['id']}: unknown {sorted(unknown)}")
            for key in ("line", "lines", "term"):
                every[key] = tuple(every.get(key, ()))
            yield Published(authority, **every)


def documents() -> list[Document]:
    """The documents of all five authorities."""
    return [Document.of(authority) for authority in AUTHORITIES]


def counts(found: Sequence[Document]) -> Iterator[tuple[str, ...]]:
    """How many figures of each document are come by how: rows of a table, the sum last."""
    total: Counter[str] = Counter()
    for document in found:
        kinds = document.kinds
        total += kinds
        yield document.authority, str(sum(kinds.values())), *(str(kinds[each]) for each in KINDS)
    yield "together", str(sum(total.values())), *(str(total[each]) for each in KINDS)


def parts() -> dict[str, str]:
    """The parts of the page on published figures, in Markdown."""
    found = documents()
    return {
        "published-counts": table(("", "figures", *KINDS), counts(found)),
        "published-contradictions": "\n\n".join(map(contradictions, found)),
        "published-missing": table(
            ("document", "where", "what", "printed", "why not"),
            (
                (document.authority, figure.at, whole(figure), figure.printed, figure.missing)
                for document in found
                for figure in document.figures
                if figure.missing
            ),
        ),
        "published-invented": table(
            ("document", "where", "what", "printed", "made"),
            (
                (document.authority, figure.at, whole(figure), figure.printed, figure.invented)
                for document in found
                for figure in document.figures
                if figure.invented
            ),
        ),
    }


def contradictions(document: Document) -> str:
    """What a document says that cannot be: figures by themselves, then the rest."""
    wrong = [figure for figure in document.figures if figure.right]
    found = [f"### {document.title}"]
    if wrong:
        rows = ((each.at, whole(each), each.printed, each.right, each.wrong) for each in wrong)
        found.append(table(("where", "what", "printed", "right", "because"), rows))
    found += [f"- *{each.at}.* {each.what} {each.right}" for each in document.contradictions]
    if len(found) == 1:
        found.append("Nothing.")
    text = "\n\n".join(found)
    return text.replace("\n\n- ", "\n- ").replace("\n- ", "\n\n- ", 1)


def whole(figure: Published) -> str:
    """What a figure is, with the heading that it stands under."""
    return f"{figure.title}: {figure.what}"


def table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [heading, ["---"] * len(heading), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
