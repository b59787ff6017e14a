"""Write the parts of the reference that say what the code says, from the code.

    python docs/generate.py            writes them
    python docs/generate.py --check    only looks, and ends with status 1 where one is stale

A part stands between `<!-- generated: NAME -->` and `<!-- end generated -->` in any page below
`docs/`; `PARTS` says what each name holds.  The rest of a page is written by hand.  What each
column and key means is in `reference/words.toml`, which must have exactly the keys that the
classes of a policy file have.
"""
# ruff: noqa: INP001 - a script, not a package

from __future__ import annotations

import inspect
import json
import re
import runpy
import sys
import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from decimal import Decimal
from functools import cache, partial
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import attrs
from click.testing import CliRunner

import casework
from casework.cases.events import COLUMNS
from casework.cli import main as command
from casework.days.limits import Limit
from casework.days.uk import DIVISIONS
from casework.days.yearly import EveryYear
from casework.learning.declared import UNITS
from casework.learning.standard import measures_of
from casework.learning.units import SIGHTINGS, TRAITS
from casework.prose.schemes import FORCES, counted, scheme_in_markdown
from casework.prose.taxonomies import loss_in_words
from casework.rules.clocks import Pausing
from casework.rules.conditions import Condition, Wanted
from casework.rules.lists.crosswalks import crosswalk_file
from casework.rules.lists.taxonomies import PublishedTaxonomy, published_taxonomy, taxonomy_ids
from casework.rules.measures import Choice, Figures
from casework.rules.moves import ASIDES, PATTERNS, Lateness
from casework.rules.sources import Citation
from casework.rules.structure import PolicyFile, key_of
from casework.rules.timeline import Timeline

DOCS = Path(__file__).parent
UK = tomllib.loads(files("casework").joinpath("data/uk.toml").read_text(encoding="utf-8"))
PART = re.compile(r"(<!-- generated: ([\w-]+) -->\n).*?(<!-- end generated -->)", re.DOTALL)

SIMPLE = {
    str: "text",
    bool: "true or false",
    Lateness: "true, false, or a list of words",
    date: "day",
    time: "time of day",
    Limit: "limit",
    EveryYear: "days of every year",
    Timeline[Limit]: "limit, or dated limits",
    Condition: "condition",
    int: "whole number",
    Decimal: "number",
    Choice: "values for each trait or fact",
}
"""What a policy file holds where a class has one of these."""

ROOMS = {
    "days": "Counting days",
    "rules": "Policies",
    "cases": "Cases",
    "learning": "Figures",
    "errors": "Errors",
}
"""The rooms whose names are public, in the order of the page."""


def table(heading: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table in Markdown."""
    lines = [list(heading), *map(list, rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    )


def coded(*words: str) -> str:
    """Words as code, with commas between."""
    return ", ".join(f"`{word}`" for word in words)


def sentence(value: Any) -> str:
    """The first sentence of a docstring, on one line."""
    first = inspect.cleandoc(value.__doc__ or "").split("\n\n")[0]
    return " ".join(first.split())


def _words() -> dict[str, Any]:
    return tomllib.loads((DOCS / "reference/words.toml").read_text(encoding="utf-8"))


def command_line() -> str:
    """The help of the command and of every command below it."""
    return "\n\n".join(
        _help(*name) for name in [(), *((name,) for name in sorted(command.commands))]
    )


def _help(*name: str) -> str:
    asked = [*name, "--help"]
    called = CliRunner().invoke(command, asked, env={"COLUMNS": "80"}, prog_name="casework")
    heading = f"## `casework {name[0]}`\n\n" if name else ""
    return f"{heading}```console\n$ casework {' '.join(asked)}\n{called.output}```"


def columns() -> str:
    """The columns of a caseload."""
    words = _words()["columns"]
    rows = [(coded(name), words[name]) for name in COLUMNS]
    return table(("column", "meaning"), rows)


def events() -> str:
    """The events that move a case, and where a policy must allow them."""
    where = _words()["only-where"]
    heading = ("event", "act", "phase", "must carry", "again in a stage", "only where")
    rows = []
    for row in PATTERNS:
        again, only = "yes" if row.again else "", where.get(row.rule or row.event, "")
        phases = f"{row.at} to {row.to}"
        rows.append((coded(row.event), coded(row.act), phases, coded(*row.needs), again, only))
    return table(heading, rows)


def asides() -> str:
    """The events that leave a case where it is."""
    rows = [(coded(event), coded(act), coded(*needs)) for act, (event, needs) in ASIDES.items()]
    return table(("event", "act", "must carry"), rows)


def policy_file() -> str:
    """Every table and key of a policy file."""
    words = _words()["policy-file"]
    found = {cls.__name__: cls for cls in _classes(PolicyFile)}
    if found.keys() != words.keys():
        raise ValueError(f"words.toml: {sorted(found.keys() ^ words.keys())}")
    return "\n\n".join(_keys(cls, words[name]) for name, cls in found.items())


def _classes(cls: type) -> list[type]:
    found = [cls]
    hints = get_type_hints(cls)
    for field in _fields(cls):
        for part in _parts(hints[field.name]):
            if attrs.has(part):
                found += _classes(part)
    return found


def _fields(cls: type) -> list[attrs.Attribute[Any]]:
    return [field for field in attrs.fields(cls) if field.init]


def _parts(hint: Any) -> list[Any]:
    if hint in SIMPLE:
        return []
    return [hint, *(part for each in get_args(hint) for part in _parts(each))]


def _keys(cls: type, words: Mapping[str, str]) -> str:
    fields = {key_of(field.name): field for field in _fields(cls)}
    known = {"heading", "about", *fields}
    if known != set(words):
        raise ValueError(f"words.toml [{cls.__name__}]: {sorted(known ^ set(words))}")
    hints = get_type_hints(cls)
    rows = [
        (coded(key), _kind(hints[field.name]), _default(field), words[key])
        for key, field in fields.items()
    ]
    listed = table(("key", "holds", "default", "meaning"), rows)
    return f"## {words['heading']}\n\n{words['about']}\n\n{listed}"


def _kind(hint: Any) -> str:
    if hint in SIMPLE:
        return SIMPLE[hint]
    inner = [each for each in get_args(hint) if each not in {type(None), Ellipsis}]
    if get_origin(hint) is Literal:
        return " or ".join(coded(f'"{each}"') for each in inner)
    if get_origin(hint) is tuple:
        kind = _kind(inner[0])
        if inner[0] is Wanted:
            return "list of texts or tables"
        if inner[0] is Pausing:
            return f"{kind}, or list of {kind}s"
        return f"list of {kind}s" if kind.isalpha() else f"list of {kind}"
    if len(inner) == 1:
        return _kind(inner[0])
    if len(inner) == 2:
        return f"a {_kind(inner[1])} for each name"
    return "citation" if hint is Citation else "table"


def _default(field: attrs.Attribute[Any]) -> str:
    value: Any = field.default
    if value is attrs.NOTHING:
        return "required"
    shown = isinstance(value, (bool, int, str)) or (isinstance(value, tuple) and value)
    return coded(json.dumps(value)) if shown else ""


def divisions() -> str:
    """The divisions, and how far each is known."""
    rows = []
    for name in DIVISIONS:
        calendar = casework.uk_calendar(name)
        ends = (calendar.first, calendar.last, calendar.proclaimed_until)
        rows.append((coded(name), ", ".join(DIVISIONS[name]), *map(str, ends)))
    heading = ("division", "keeps the holidays of", "first day", "last day", "proclaimed until")
    return table(heading, rows)


def proclaimed() -> str:
    """The days that were proclaimed for one year."""
    rows = [
        (str(row["day"]), row["why"], ", ".join(row["divisions"]), coded(row["source"]))
        for row in UK["proclaimed"]
    ]
    return table(("day", "why", "where", "source"), rows)


def sources() -> str:
    """The sources of the calendar data, and the revision of that data."""
    rows = [
        (coded(name), f"[{row['title']}]({row['link']})", str(row["checked"]), row.get("note", ""))
        for name, row in UK["source"].items()
    ]
    listed = table(("source", "title", "checked", "note"), rows)
    return f"The data is of revision `{UK['revision']}`.\n\n{listed}"


def taxonomies() -> str:
    """Every shipped taxonomy: whose, on which axis, from where, and its codes."""
    found = [published_taxonomy(ident) for ident in taxonomy_ids()]
    rows = [
        (f"[{coded(each.id)}](#{each.id})", each.axis, each.publisher, str(len(each.taxonomy.code)))
        for each in found
    ]
    listed = table(("id", "axis", "whose", "codes"), rows)
    return "\n\n".join([listed, *map(_taxonomy, found)])


def _taxonomy(found: PublishedTaxonomy) -> str:
    held = found.taxonomy
    about = f"{found.publisher}: {held.title}. Axis {coded(found.axis)}, revision {held.revision}."
    lists = [
        f"- {coded(ident)}: {f'[{each.title}]({each.link})' if each.link else each.title}"
        f"; checked {each.checked}{'' if each.confirmed else ', not confirmed'}."
        + (f" {each.note}" if each.note else "")
        for ident, each in found.source.items()
    ]
    rows = []
    for depth, code in held.tree():
        citation = found.citation(code)
        where = " ".join(filter(None, (citation.ref, citation.at))) if citation else ""
        where += "" if found.is_confirmed(code) else " (unconfirmed)"
        says = ". ".join(filter(None, (code.definition, code.note)))
        rows.append((coded(code.id), "- " * depth + code.title, says, where))
    listed = table(("code", "title", "meaning", "where"), rows)
    return f"### `{found.id}`\n\n{about} {held.note or ''}".rstrip() + (
        "\n\n" + "\n".join(lists) + f"\n\n{listed}"
    )


def crosswalks() -> str:
    """Every shipped crosswalk: its rows, what each loses, and why."""
    return "\n\n".join(_crosswalk(*pair) for pair in casework.crosswalk_ids())


def _crosswalk(of: str, into: str) -> str:
    read, walk = crosswalk_file(of, into)
    rows = []
    for row in walk.row:
        crossed = walk.cross(row.code)
        lost = "; ".join(loss_in_words(walk, loss) for loss in crossed.lost)
        rows.append((coded(row.code), coded(crossed.into) if crossed.into else "", lost, row.why))
    listed = table(("code", "leads to", "lost", "why"), rows)
    return f"### `{of}` to `{into}`\n\nRevision {read.revision}. {read.note}\n\n{listed}"


def schemes() -> str:
    """Every shipped scheme: what it is, for which days, and how much of it is confirmed."""
    rows = []
    for ident in casework.regimes():
        scheme = casework.regime(ident)
        all_, confirmed = counted(scheme)
        rows.append(
            (
                f"[`{ident}`]({ident}.md)",
                scheme.header.title,
                FORCES[scheme.header.force],
                f"{scheme.first} to {scheme.last}",
                coded(*scheme.editions),
                str(all_),
                str(confirmed),
                str(len(scheme.examples)),
            )
        )
    heading = (
        "scheme",
        "title",
        "what it is",
        "days",
        "editions",
        "terms",
        "confirmed",
        "examples",
    )
    return table(heading, rows)


def scheme_page(ident: str) -> str:
    """The whole page of a scheme."""
    return "\n".join(scheme_in_markdown(casework.regime(ident)))


def names() -> str:
    """The public names by subject, each with the first sentence of its docstring."""
    parts = []
    for room, title in ROOMS.items():
        rows = [
            (coded(f"{name}{_signature(value)}"), sentence(value), _public_fields(value))
            for name in casework.__all__
            for value in [getattr(casework, name)]
            if value.__module__.split(".")[1] == room
        ]
        parts.append(f"## {title}\n\n" + table(("name", "what it is", "fields"), rows))
    return "\n\n".join(parts)


def _public_fields(value: Any) -> str:
    fields = attrs.fields(value) if inspect.isclass(value) and attrs.has(value) else ()
    return coded(*(field.name for field in fields if not field.name.startswith("_")))


def _signature(value: Any) -> str:
    if inspect.isclass(value):
        return ""
    return f"({', '.join(name for name in inspect.signature(value).parameters if name != 'self')})"


def members() -> str:
    """The public methods and properties of the public classes."""
    rows = []
    for cls in filter(inspect.isclass, (getattr(casework, name) for name in casework.__all__)):
        for name, value in vars(cls).items():
            found = value.fget if isinstance(value, property) else getattr(value, "__func__", value)
            if not name.startswith("_") and inspect.isfunction(found):
                called = "" if isinstance(value, property) else _signature(getattr(cls, name))
                rows.append((coded(f"{cls.__name__}.{name}{called}"), sentence(found)))
    return table(("name", "what it is"), rows)


def units() -> str:
    """The units, and the day of each."""
    rows = [(coded(unit), *UNITS[unit]) for unit in SIGHTINGS]
    return table(("unit", "what is counted", "dated by"), rows)


def traits() -> str:
    """The traits of what is counted."""
    return table(("trait", "what it says"), [(coded(name), said) for name, said in TRAITS.items()])


def measures() -> str:
    """The standard measures, as a policy with all that there can be has them."""
    whole = DOCS.parent / "examples/kensington-and-chelsea/whole-policy.toml"
    policy = attrs.evolve(casework.load_policy(whole), figures=Figures())
    found = measures_of(policy)
    facts = {"root-cause", "channel"}
    lists = {measure.id for measure in found if measure.parts[0].where.keys() == {measure.id}}
    rows = [
        (
            coded(measure.id),
            measure.title,
            measure.counts,
            measure.of or "",
            measure.dated_by,
            measure.excludes or "",
        )
        for measure in found
        if measure.id not in lists - facts
    ]
    heading = ("id", "title", "counts", "out of", "dated by", "leaves out")
    return table(heading, rows)


def published(part: str) -> str:
    """A part of the page on published figures, from the lists beside the examples."""
    script = Path(__file__).parents[1] / "examples/published_figures.py"
    found: str = runpy.run_path(str(script))["parts"]()[f"published-{part}"]
    return found


@cache
def _needs() -> dict[str, str]:
    sys.path.insert(0, str(Path(__file__).parents[1]))
    found: dict[str, str] = import_module("docs.said").parts()
    return found


def needs(part: str) -> str:
    """A part of the page on what policies say."""
    return _needs()[f"needs-{part}"]


PARTS: Mapping[str, Callable[[], str]] = {
    "command-line": command_line,
    "columns": columns,
    "events": events,
    "asides": asides,
    "policy-file": policy_file,
    "divisions": divisions,
    "proclaimed": proclaimed,
    "calendar-sources": sources,
    "taxonomies": taxonomies,
    "crosswalks": crosswalks,
    "regimes": schemes,
    **{f"regime-{ident}": partial(scheme_page, ident) for ident in casework.regimes()},
    "units": units,
    "traits": traits,
    "measures": measures,
    "names": names,
    "members": members,
    "needs-tally": partial(needs, "tally"),
    "needs-tables": partial(needs, "tables"),
    "needs-unsaid": partial(needs, "unsaid"),
    "needs-unused": partial(needs, "unused"),
    "published-counts": partial(published, "counts"),
    "published-contradictions": partial(published, "contradictions"),
    "published-missing": partial(published, "missing"),
    "published-invented": partial(published, "invented"),
}


def fresh(text: str) -> str:
    """The text of a page with its generated parts made anew."""
    return PART.sub(lambda found: f"{found[1]}\n{PARTS[found[2]]()}\n\n{found[3]}", text)


def main(arguments: list[str]) -> int:
    """Write the stale pages, or with `--check` only name them; the exit status."""
    check, stale = "--check" in arguments, 0
    for page in sorted(DOCS.rglob("*.md")):
        text = page.read_text(encoding="utf-8")
        made = fresh(text)
        if made != text:
            stale += 1
            sys.stdout.write(f"{page.relative_to(DOCS)}: {'stale' if check else 'written'}\n")
            if not check:
                page.write_text(made, encoding="utf-8")
    return int(check and stale > 0)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
