"""Conditions that name a broader code, and hold for all that is part of it.

A condition is about a fact; where the fact is picked from a list that is a tree, each code that a
condition names stands for whatever is part of it, and for what was retired into it.  A condition
does not know its list.  So once a file is read, every condition in a procedure is looked up and is
told what it covers; nothing is left to do when a case is judged.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from casework.rules.conditions import Condition
from casework.rules.lists.taxonomy import Lineages, lineages_of, with_parts
from casework.rules.structure import PolicyFile


def rolled_up(read: PolicyFile) -> PolicyFile:
    """A policy file in which each condition covers the parts of the codes that it names."""
    lineages = lineages_of(read.taxonomy)
    return attrs.evolve(read, procedure=_rolled(read.procedure, lineages)) if lineages else read


def _rolled(value: Any, lineages: Lineages) -> Any:
    """A value with all that is in it rolled up; the very same where nothing changes."""
    if isinstance(value, Mapping):
        found = {name: _named(name, each, lineages) for name, each in value.items()}
        return found if any(found[name] is not each for name, each in value.items()) else value
    if isinstance(value, tuple):
        rows = tuple(_rolled(each, lineages) for each in value)
        return (
            rows if any(one is not other for one, other in zip(rows, value, strict=True)) else value
        )
    if not attrs.has(type(value)):
        return value
    fields = (field.name for field in attrs.fields(type(value)) if field.init)
    given = {name: getattr(value, name) for name in fields}
    changed = {name: _rolled(each, lineages) for name, each in given.items()}
    changed = {name: each for name, each in changed.items() if each is not given[name]}
    return attrs.evolve(value, **changed) if changed else value


def _named(name: Any, value: Any, lineages: Lineages) -> Any:
    if not isinstance(value, Condition):
        return _rolled(value, lineages)
    if name not in lineages:
        return value
    return attrs.evolve(value, covers=frozenset(with_parts(value.values, lineages[name])))
