"""Taxonomies and crosswalks for other programs: as records, and as TOML to read back.

Only what is said is written: a key that has no value is left out, as in a file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from casework.rules.lists.crosswalk import Crosswalk
from casework.rules.lists.crosswalks import CrosswalkFile
from casework.rules.lists.taxonomies import PublishedTaxonomy
from casework.rules.structure import key_of


def taxonomy_record(found: PublishedTaxonomy) -> dict[str, Any]:
    """A shipped taxonomy as a record of plain values, each code with whether it is confirmed."""
    held = _said(found.taxonomy)
    held["code"] = [
        _said(code) | {"confirmed": found.is_confirmed(code)} for code in found.taxonomy.code
    ]
    record = {
        "id": found.id,
        "axis": found.axis,
        "publisher": found.publisher,
        "sources": {name: _said(source) for name, source in found.source.items()},
        **held,
    }
    return {key: _plain(value) for key, value in record.items()}


def crosswalk_record(read: CrosswalkFile, walk: Crosswalk) -> dict[str, Any]:
    """A crosswalk as a record: each row with where it leads and what is lost."""
    rows = []
    for row in walk.row:
        crossed = walk.cross(row.code)
        lost = [{"kind": loss.kind, "codes": list(loss.codes)} for loss in crossed.lost]
        rows.append({"code": row.code, "into": crossed.into, "why": row.why, "lost": lost})
    return {
        "of": read.of,
        "into": read.into,
        "revision": read.revision,
        "note": read.note,
        "rows": rows,
    }


def taxonomy_in_toml(found: PublishedTaxonomy) -> str:
    """A shipped taxonomy as the text of a file that is read back as the same one."""
    lines = [f"{key} = {_toml(getattr(found, key))}" for key in ("id", "axis", "publisher")]
    for name, source in found.source.items():
        lines += ["", f"[source.{_key(name)}]", *_pairs(_said(source))]
    said = _said(found.taxonomy)
    codes = said.pop("code")
    lines += ["", "[taxonomy]", *_pairs(said)]
    if not codes:
        lines.append("code = []")
    for code in codes:
        lines += ["", "[[taxonomy.code]]", *_pairs(code)]
    return "\n".join(lines) + "\n"


def _said(value: Any) -> dict[str, Any]:
    """What an object says, by the keys of a file; defaults are left out."""
    fields = [field for field in attrs.fields(type(value)) if field.init]
    found = {key_of(field.name): getattr(value, field.name) for field in fields}
    defaults = {key_of(field.name): field.default for field in fields}
    return {
        key: _inner(held)
        for key, held in found.items()
        if held is not None and held != defaults[key]
    }


def _inner(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_inner(each) for each in value]
    return _said(value) if attrs.has(type(value)) else value


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def _pairs(table: Mapping[str, Any]) -> list[str]:
    return [f"{key} = {_toml(value)}" for key, value in table.items()]


def _toml(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(_pairs(value)) + " }"
    if isinstance(value, date):
        return value.isoformat()
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("\x7f", "\\u007f")


def _key(name: str) -> str:
    plain = name.isascii() and name.replace("-", "").replace("_", "").isalnum()
    return name if plain else _toml(name)
