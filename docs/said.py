"""Which policies say each part of every need, which parts none says, and which keys none uses.

`needs` asks the policies; here the answers are counted and made into the tables of the page on what
policies say.
"""
# ruff: noqa: INP001 - a script, not a package

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

from attrs import AttrsInstance, fields

from casework import Policy
from casework.days.limits import Limit
from casework.rules.structure import key_of
from casework.rules.timeline import Timeline

from .needs import KINDS, ROOT, SEEN, Held, clocks, held, procedures, staged

SHOWN = 8
"""How many policies a row names at most."""

NOTHING_LEFT = "Nothing: each part of every need is said by an authority or a scheme."


def words() -> list[dict[str, Any]]:
    """The needs as the page words them, each with its parts."""
    path = ROOT / "docs/reference/needs.toml"
    found: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["need"]
    return found


@cache
def saying(part: str) -> tuple[Held, ...]:
    """The policies that say a part."""
    asked = SEEN.get(part)
    found = (each for each in held() if asked and asked(each.policy))
    return tuple(sorted(found, key=lambda each: KINDS.index(each.kind)))


def unsaid() -> tuple[str, ...]:
    """The parts that neither an authority's policy nor a scheme says."""
    return tuple(
        part["id"]
        for need in words()
        for part in need["part"]
        if all(each.kind == "invented" for each in saying(part["id"]))
    )


def _row(part: Mapping[str, str]) -> str:
    found = saying(part["id"])
    kinds = [each.kind for each in found]
    counted = [str(kinds.count(kind) or "") for kind in KINDS[:2]]
    shown = [f"[{each.name}]({each.link})" for each in found[:SHOWN]]
    more = [f"and {len(found) - SHOWN} more"] if len(found) > SHOWN else []
    named = ", ".join((*shown, *more)) or "none"
    return " | ".join((f"| {part['says']}", part["keys"], *counted, f"{named} |"))


def _table(need: Mapping[str, Any]) -> str:
    heading = (
        "| what is said | keys | authorities | schemes | where |\n| --- | --- | --- | --- | --- |"
    )
    return "\n".join((f"## {need['title']}\n\n{heading}", *map(_row, need["part"])))


def _left(part: Mapping[str, str]) -> str:
    return f"- **{part['says'].capitalize()}.** {part['unsaid']}"


def _tally() -> str:
    parts = [part["id"] for need in words() for part in need["part"]]
    said = {kind: sum(kind in {e.kind for e in saying(part)} for part in parts) for kind in KINDS}
    count = {kind: sum(each.kind == kind for each in held()) for kind in KINDS}
    return (
        f"There are {len(words())} needs of {len(parts)} parts. Of these {said['authority']} are"
        f" said by the {count['authority']} policies of authorities, {said['scheme']} by the"
        f" {count['scheme']} national schemes, and {len(parts) - len(unsaid())} by either."
    )


def _held_by(policy: Policy) -> Iterator[tuple[str, AttrsInstance]]:
    yield "the policy's `receipt`", policy.receipt
    for rule in procedures(policy):
        yield "a procedure", rule
        yield from (("a way out", each) for each in rule.way_out)
    for _, level in staged(policy):
        yield "a stage", level
        yield from (("people", each) for each in level.people.values())
    for row in clocks(policy):
        yield "a clock", row
        yield from (("an entry of `either`", each) for each in row.either)
        yield from (("`pausing`", each) for each in row.pausing)
        if row.extension:
            yield "an extension", row.extension
        if row.receipt:
            yield "a clock's `receipt`", row.receipt


def unused() -> dict[str, tuple[str, ...]]:
    """The keys that no authority and no scheme here uses, by what they are keys of.

    A key whose values can be listed is looked at value by value.
    """
    found: dict[str, list[AttrsInstance]] = {}
    for each in held():
        if each.kind != "invented":
            for place, value in _held_by(each.policy):
                found.setdefault(place, []).append(value)
    keys = {place: tuple(_unused(values)) for place, values in found.items()}
    return {place: named for place, named in keys.items() if named}


def _unused(values: Sequence[AttrsInstance]) -> Iterator[str]:
    hints = get_type_hints(type(values[0]))
    for field in fields(type(values[0])):
        key, hint = key_of(field.name), hints[field.name]
        given = [getattr(value, field.name) for value in values] if field.init else [True]
        if get_origin(hint) is Literal:
            yield from (f'{key} = "{each}"' for each in get_args(hint) if each not in given)
        elif hint is Timeline[Limit]:
            if all(len(each.spans) < 2 for each in given if isinstance(each, Timeline)):
                yield f"{key} = [{{ is, from, to }}]"
        elif not any(given):
            yield key


def _listed() -> str:
    return "\n".join(
        f"- of {place}: {', '.join(f'`{key}`' for key in keys)}" for place, keys in unused().items()
    )


def parts() -> dict[str, str]:
    """The generated parts of the page."""
    left = [part for need in words() for part in need["part"] if "unsaid" in part]
    return {
        "needs-tally": _tally(),
        "needs-tables": "\n\n".join(map(_table, words())),
        "needs-unused": _listed() or "None.",
        "needs-unsaid": "\n".join(map(_left, left)) or NOTHING_LEFT,
    }
