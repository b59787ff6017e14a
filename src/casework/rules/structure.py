"""From the tables of a policy file to the values of the rules room.

cattrs does the structuring.  The hooks here say how strict it is (an unknown key, a number for
a word, a datetime for a day are faults) and turn what it raises into `Fault` facts: the path,
what was wrong, what was expected, what was perhaps meant.  Keys of the file are the attributes'
names with hyphens, apart from `from`, `to` and `is`, which no attribute can be called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any, Literal, TypeVar, get_args, get_origin

import attrs
from attrs import Factory, frozen
from cattrs import (
    AttributeValidationNote,
    BaseValidationError,
    Converter,
    ForbiddenExtraKeysError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn, override

from casework.days.limits import Limit
from casework.days.yearly import EveryYear
from casework.errors import LimitError, listed, meant
from casework.rules.clocks import Pausing, ReceiptRule
from casework.rules.conditions import Wanted
from casework.rules.leaves import LEAVES, Hook, UnfitError, choice, limit, shown, text
from casework.rules.lists.taxonomy import Taxonomy
from casework.rules.measures import CountTable, Figures, MeasureTable, RateTable, ReportTable
from casework.rules.places import Path
from casework.rules.procedure import Procedure
from casework.rules.sources import Source
from casework.rules.timeline import Span, Timeline

F = TypeVar("F")


@frozen
class Header:
    """The `[policy]` table."""

    id: str
    authority: str
    revision: str
    title: str | None = None
    status: Literal["draft", "published"] = "published"


@frozen
class ClosedDays:
    """Days, of one year or of every year, and why the authority is shut or open on them."""

    why: str
    day: date | None = None
    since: date | None = None
    until: date | None = None
    every_year: EveryYear | None = None


@frozen
class CalendarTable:
    """A `[calendar]` table: a division of the United Kingdom, or a span of its own."""

    division: str | None = None
    first: date | None = None
    last: date | None = None
    weekend: tuple[str, ...] = ("saturday", "sunday")
    closures: tuple[ClosedDays, ...] = ()
    also_working: tuple[ClosedDays, ...] = ()
    receipt: ReceiptRule | None = None
    source: str | None = None


@frozen
class DatedLimit:
    """A limit and the first and last day on which it is in force."""

    is_: Limit
    since: date | None = None
    until: date | None = None


@frozen
class PolicyFile:
    """A whole policy file, structured but not yet judged."""

    policy: Header
    calendar: CalendarTable
    procedure: tuple[Procedure, ...]
    source: Mapping[str, Source] = Factory(dict)
    calendars: Mapping[str, CalendarTable] = Factory(dict)
    taxonomy: Mapping[str, Taxonomy] = Factory(dict)
    report: ReportTable = Factory(ReportTable)
    measure: tuple[MeasureTable, ...] = ()
    rate: tuple[RateTable, ...] = ()
    count: tuple[CountTable, ...] = ()

    @property
    def figures(self) -> Figures:
        """What the file says of figures."""
        return Figures(self.report, self.measure, self.rate, self.count)


@frozen
class Problem:
    """A fault without its file: where in the document, and the facts."""

    path: Path
    problem: str
    expected: str | None = None
    meant: str | None = None
    unknown_key: bool = False


def structure(
    document: Mapping[str, Any], cls: type[F], *, strict: bool = True
) -> tuple[F | None, list[Problem]]:
    """Structure a document as a file of a kind, giving the value or every problem found.

    Without `strict`, unknown keys are passed over, so that a file whose only faults are such
    keys can be judged further.
    """
    try:
        return _converter(strict=strict).structure(document, cls), []
    except BaseValidationError as error:
        return None, list(_problems(error, ()))


def key_of(attribute: str) -> str:
    """The key of the file for an attribute's name."""
    renamed = {"since": "from", "until": "to", "is_": "is"}
    return renamed.get(attribute, attribute.replace("_", "-"))


def _converter(*, strict: bool) -> Converter:
    made = Converter(detailed_validation=True)
    made.register_structure_hook_factory(attrs.has, partial(_table, made, strict))
    made.register_structure_hook_factory(_is_a(tuple), partial(_array, made))
    made.register_structure_hook_factory(_is_a(Mapping), partial(_named, made))
    made.register_structure_hook_factory(_is_a(Literal), choice)
    for cls, hook in LEAVES.items():
        made.register_structure_hook(cls, hook)
    made.register_structure_hook_func(
        lambda cls: cls is Wanted, partial(_wanted, _table(made, strict, Wanted))
    )
    made.register_structure_hook_func(
        lambda cls: cls == Timeline[Limit], lambda value, _: _timeline(value, made)
    )
    return made


def _table(made: Converter, strict: bool, cls: type) -> Hook:  # noqa: FBT001 - bound by partial
    fields = [field for field in attrs.fields(cls) if field.init]
    renames = {field.name: override(rename=key_of(field.name)) for field in fields}
    inner: Any = make_dict_structure_fn(
        cls,
        made,
        _cattrs_forbid_extra_keys=strict,
        **renames,  # type: ignore[arg-type]
    )

    def fill(value: Any, wanted: Any) -> Any:
        if not isinstance(value, Mapping):
            raise UnfitError(shown(value), "a table")
        return inner(value, wanted)

    return fill


def _array(made: Converter, cls: Any) -> Hook:
    element = get_args(cls)[0]
    whole = list[element]  # type: ignore[valid-type]

    def fill(value: Any, _: Any) -> Any:
        if element is Pausing and isinstance(value, Mapping):
            return (made.structure(value, element),)
        if element in {str, Wanted} and isinstance(value, str):
            value = [value]
        if not isinstance(value, list):
            alone = "a table, or " if element is Pausing else ""
            raise UnfitError(shown(value), f"{alone}an array")
        return tuple(made.structure(value, whole))

    return fill


def _wanted(table: Hook, value: Any, cls: Any) -> Any:
    """What is wanted: a word, or a table that says when."""
    if isinstance(value, Mapping):
        return table(value, cls)
    if not isinstance(value, str):
        raise UnfitError(
            shown(value), "text in quotes, or a table such as { is = ..., when = ... }"
        )
    return Wanted(text(value, None))


def _named(made: Converter, cls: Any) -> Hook:
    element = get_args(cls)[1]
    whole = dict[str, element]  # type: ignore[valid-type]

    def fill(value: Any, _: Any) -> Any:
        if not isinstance(value, Mapping):
            raise UnfitError(shown(value), "a table")
        return made.structure(value, whole)

    return fill


def _is_a(origin: Any) -> Callable[[Any], bool]:
    return lambda cls: get_origin(cls) is origin


def _timeline(value: Any, made: Converter) -> Timeline[Limit]:
    if not isinstance(value, list):
        return Timeline.always("the limit", limit(value, None))
    for row in value:
        if not isinstance(row, Mapping):
            example = '{ is = "10 working days", from = 2026-04-01 }'
            raise UnfitError(shown(row), f"dated limits such as {example}")
    rows = made.structure(value, list[DatedLimit])
    try:
        return Timeline("the limit", [Span(row.is_, row.since, row.until) for row in rows])
    except LimitError as error:
        raise UnfitError(error.text, error.expected) from None


def _problems(error: BaseException, path: Path) -> Iterator[Problem]:
    if isinstance(error, ForbiddenExtraKeysError):
        known = [key_of(field.name) for field in attrs.fields(error.cl) if field.init]
        for key in sorted(error.extra_fields):
            near = meant(key, known)
            expected = f"one of {listed(known)}"
            yield Problem((*path, key), "unknown key", expected, near, unknown_key=True)
    elif isinstance(error, BaseValidationError):
        for inner in error.exceptions:
            yield from _problems(inner, path + _step(inner))
    elif isinstance(error, UnfitError):
        yield Problem(path, f"found {error.problem}", error.expected, error.meant)
    else:
        yield Problem(path, "is missing")


def _step(error: BaseException) -> Path:
    note = next(iter(getattr(error, "__notes__", ())), None)
    if isinstance(note, AttributeValidationNote):
        return (key_of(note.name),)
    return (note.index,) if isinstance(note, IterableValidationNote) else ()
