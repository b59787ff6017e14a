"""What changes from one policy to another, and for which cases, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casework.cases.moved import Moved
from casework.learning.replayed import Replayed
from casework.learning.tables import percent
from casework.prose.markdown import heading_row, row
from casework.prose.terms import ASPECTS, term_in_words
from casework.rules.schemes.differing import Change


def changes_in_markdown(found: Sequence[Change]) -> Iterator[str]:
    """The changes as tables, one for each procedure and revision."""
    if not found:
        yield "Nothing changes."
        return
    headings = dict.fromkeys((change.procedure, change.since) for change in found)
    for number, (procedure, since) in enumerate(headings):
        if number:
            yield ""
        when = f", for what begins from {since}" if since else ""
        yield f"## {procedure or 'The whole policy'}{when}"
        yield ""
        yield from heading_row("Term", "Before", "After")
        for change in found:
            if (change.procedure, change.since) == (procedure, since):
                name = _about(change)
                before, after = (
                    term_in_words(term) if term is not None else "nothing"
                    for term in (change.was, change.now)
                )
                yield row(name, before, after)


def _about(change: Change) -> str:
    aspect, _ = change.subject
    term = change.now or change.was
    where = ": ".join(filter(None, (term.stage, term.name))) if term is not None else ""
    alone = aspect in {"stages", "receipt", "seniority", "takes"}
    return ASPECTS[aspect] if alone else f"{where}, {ASPECTS[aspect]}"


def moved_in_markdown(found: Sequence[Moved], what: str) -> Iterator[str]:
    """The clocks that move, as a table, the furthest first."""
    cases = len({moved.case for moved in found})
    clocks = f"{len(found):,} clock{'' if len(found) == 1 else 's'}"
    yield f"{what}: {clocks} of {cases:,} case{'' if cases == 1 else 's'}."
    if not found:
        return
    yield ""
    yield from heading_row("Case", "Stage", "Clock", "Was due", "Now due", "Days", numbers=1)
    for moved in sorted(found, key=lambda each: (-abs(each.days or 0), each.case)):
        days = "" if moved.days is None else f"{moved.days:+}"
        was, now = (str(day) if day else "no such clock" for day in (moved.was, moved.now))
        yield row(moved.case, moved.stage, moved.clock, was, now, days)


def replayed_in_markdown(found: Sequence[Replayed]) -> Iterator[str]:
    """A caseload under one policy or several, side by side."""
    yield from heading_row("Policy", "Cases", "With a clock late", "%", numbers=3)
    for each in found:
        cases, late = each.cases["all"], each.cases["late"]
        yield row(_name(each), f"{cases:,}", f"{late:,}", _share(late, cases))
    for each in found:
        yield ""
        yield f"## Under {_name(each)}, by {each.as_of}"
        yield ""
        yield from heading_row("Stage", "Clock", "Ended", "Late", "%", "Overdue", numbers=4)
        for key in each.keys:
            ended, late = each.ended[key], each.late[key]
            counts = (f"{ended:,}", f"{late:,}", _share(late, ended), f"{each.overdue[key]:,}")
            yield row(f"{key[0]}, {key[1]}", key[2], *counts)
    yield ""
    yield "## Clocks due by month"
    yield ""
    yield from heading_row("Month", *map(_name, found), numbers=len(found))
    for month in sorted({month for each in found for month in each.due}):
        yield row(month, *(f"{each.due[month]:,}" for each in found))


def _name(found: Replayed) -> str:
    return f"'{found.policy.id}', {found.policy.revision}"


def _share(count: int, of: int) -> str:
    share = percent(count, of)
    return "" if share is None else str(share)
