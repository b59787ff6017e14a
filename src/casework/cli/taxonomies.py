"""`casework taxonomies`: the lists that are shipped, their codes, and what crosses to what."""

from __future__ import annotations

import json

import click

from casework.cli.params import formats
from casework.cli.saying import say
from casework.errors import LimitError
from casework.interop.taxonomies import crosswalk_record, taxonomy_in_toml, taxonomy_record
from casework.prose.taxonomies import crosswalk_in_words, taxonomy_in_words, taxonomy_row
from casework.rules.lists.crosswalks import crosswalk_file, crosswalk_ids
from casework.rules.lists.taxonomies import published_taxonomy, taxonomy_ids


@click.command()
@click.argument("ident", metavar="[ID]", required=False)
@click.option("--to", "into", metavar="ID", help="Where its codes lead in another of the lists.")
@formats("text", "json", "toml", default="text")
def taxonomies(ident: str | None, into: str | None, form: str) -> None:
    """The taxonomies that are shipped, or one of them with its codes and sources.

    As toml, a list is written as the file that it was read from.
    """
    if form == "toml" and (ident is None or into is not None):
        raise click.UsageError("--format toml is for one list")
    if into is not None and ident is None:
        raise click.UsageError("--to needs an ID to lead from")
    try:
        say(_one(ident, into, form) if ident else _all(form))
    except LimitError as error:
        raise click.UsageError(str(error)) from None


def _one(ident: str, into: str | None, form: str) -> str:
    if into is not None:
        read, walk = crosswalk_file(ident, into)
        if form == "json":
            return _json(crosswalk_record(read, walk))
        return "\n".join(crosswalk_in_words(read, walk))
    found = published_taxonomy(ident)
    if form == "toml":
        return taxonomy_in_toml(found).rstrip("\n")
    if form == "json":
        return _json(taxonomy_record(found))
    led = [other for one, other in crosswalk_ids() if one == ident]
    more = ["", f"Crosswalks lead into {', '.join(led)}."] if led else []
    return "\n".join([*taxonomy_in_words(found), *more])


def _all(form: str) -> str:
    found = [published_taxonomy(ident) for ident in taxonomy_ids()]
    if form == "json":
        return _json([taxonomy_record(each) for each in found])
    rows = [taxonomy_row(each) for each in found]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return "\n".join(lines)


def _json(record: object) -> str:
    return json.dumps(record, indent=2, ensure_ascii=False)
