"""The weekly status in Markdown and as a web page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from casework.learning.weekly import SECTIONS, Item, Section, Weekly
from casework.prose import markdown
from casework.prose.days import day_in_words
from casework.prose.pages import templates

TITLES: Mapping[Section, str] = {
    "overdue": "Overdue",
    "due": "Due this week",
    "reminder": "To be reminded of this week",
    "later": "Due later",
}
COLUMNS = ("Case", "Stage", "Clock", "Due", "Status")
NOTHING = "Nothing is overdue, due or to be reminded of."
LISTED: tuple[Section, ...] = SECTIONS[:3]
"""The sections that are listed case by case; the last is only counted."""


def heading_of(status: Weekly) -> str:
    """What a weekly status is called."""
    return f"{status.policy.authority}: weekly status"


def introduction(status: Weekly) -> Iterator[str]:
    """What a weekly status says of itself, a sentence each."""
    policy = status.policy
    yield (
        f"As of {day_in_words(status.day)}, for the week to {day_in_words(status.until)}."
        f" Policy '{policy.id}', revision {policy.revision}."
    )
    yield (
        "Listed are clocks that the authority owes and that have not stopped."
        + (f" Departments are by '{status.by}'." if status.by else "")
    )


def overview(status: Weekly) -> Iterator[tuple[str, ...]]:
    """A row for each department and one for all: how many are in each section."""
    everything = (("All", status.items), *status.departments.items())
    for name, items in everything[1:] + everything[:1] if status.by else everything[:1]:
        yield (name, *(f"{count:,}" for count in status.counts(items).values()))


def cells_of(item: Item) -> tuple[str, ...]:
    """An item as cells under `COLUMNS`."""
    clock = item.clock
    working = clock.rule.limit.spans[-1].value.counts_working_days
    unit = f"{'working ' if working else ''}day{'' if clock.late_by == 1 else 's'}"
    late = f"overdue by {clock.late_by:,} {unit}"
    words = late if clock.state == "overdue" else clock.state
    if item.reminder is not None and clock.state != "overdue":
        words += f"; reminder on {day_in_words(item.reminder)}"
    if clock.provisional:
        words += "; provisional"
    return (clock.case, item.stage, clock.rule.name, day_in_words(clock.due), words)


def sections_of(items: tuple[Item, ...]) -> Iterator[tuple[Section, tuple[Item, ...]]]:
    """The sections of a department that are listed and have anything in them."""
    for section in LISTED:
        found = tuple(item for item in items if item.section == section)
        if found:
            yield section, found


def weekly_in_markdown(status: Weekly) -> Iterator[str]:
    """The lines of a weekly status in Markdown; what is overdue stands in bold."""
    yield f"# {heading_of(status)}"
    yield ""
    yield from introduction(status)
    yield ""
    yield markdown.row("", *(TITLES[section] for section in SECTIONS))
    yield markdown.row("---", *["---:"] * len(SECTIONS))
    for row in overview(status):
        yield markdown.row(*row)
    for department, items in status.departments.items():
        yield ""
        yield f"## {department}" if status.by else "## Cases"
        listed = list(sections_of(items))
        if not listed:
            yield ""
            yield NOTHING
        for section, found in listed:
            yield ""
            yield f"### {TITLES[section]}"
            yield ""
            yield markdown.row(*COLUMNS)
            yield markdown.row(*["---"] * len(COLUMNS))
            for item in found:
                cells = cells_of(item)
                late = section == "overdue"
                yield markdown.row(*(f"**{cell}**" if late else cell for cell in cells))


def weekly_in_html(status: Weekly) -> str:
    """A weekly status as one page that stands by itself."""
    departments = [
        (
            department if status.by else "Cases",
            [
                (section, TITLES[section], [cells_of(item) for item in found])
                for section, found in sections_of(items)
            ],
        )
        for department, items in status.departments.items()
    ]
    return (
        templates()
        .get_template("weekly.html.jinja")
        .render(
            heading=heading_of(status),
            introduction=list(introduction(status)),
            sections=[TITLES[section] for section in SECTIONS],
            overview=list(overview(status)),
            departments=departments,
            columns=COLUMNS,
            nothing=NOTHING,
        )
    )
