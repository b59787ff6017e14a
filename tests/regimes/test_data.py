"""Every shipped scheme: sound, cited, honest about what was not read, and true to its examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

import casework
from casework.cases.clocks import Clock
from casework.cases.events import event_from
from casework.rules.clock_soundness import citations as citations_of
from casework.rules.policy import Policy
from casework.rules.schemes.regimes import Example, Regime, regime, regimes
from casework.rules.schemes.terms import terms
from casework.rules.sources import Citation
from tests.regimes.ids import RETIRED, ids, kept, new

ALL = regimes()
EDITIONS = [edition for name in ALL for edition in regime(name).editions or (name,)]
ONE_DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def citations(scheme: Regime) -> Iterator[tuple[str, Citation | None]]:
    """Every citation of a scheme, with the name of what it stands behind."""
    for procedure in scheme.procedure:
        yield procedure.title, procedure.source
        yield from ((term.id, term.citation) for term in terms(procedure))
        clocks = [(stage, clock) for stage in procedure.stage for clock in stage.clock]
        for stage, clock in clocks:
            yield from ((f"{stage.id}.{clock.id}", each) for _, each in citations_of(clock))
    yield from ((each.id, each.source) for each in scheme.questions)
    yield from ((each.id, each.source) for each in scheme.measures)
    yield from ((each.title, each.source) for each in scheme.examples if not each.derived)
    for name, taxonomy in scheme.policy.taxonomies.items():
        yield name, taxonomy.source
        yield from ((f"{name}/{code.id}", code.source or taxonomy.source) for code in taxonomy.code)


@pytest.mark.parametrize("name", ALL)
def test_a_scheme_is_called_as_its_file_and_says_what_it_is(name: str) -> None:
    """A shipped scheme can be read, has the id of its file, and says whose it is and for whom."""
    header = regime(name).header
    assert header.id == name
    assert header.title
    assert header.body
    assert header.applies_to


@pytest.mark.parametrize("name", ALL)
def test_every_gap_between_editions_is_stated(name: str) -> None:
    """Editions follow each other without overlapping, and the note names each gap's first day."""
    scheme = regime(name)
    spans = scheme.procedure.spans
    assert spans[0].since == scheme.first == scheme.header.first
    assert spans[-1].until == scheme.last
    for before, after in pairwise(spans):
        assert before.until is not None
        assert after.since is not None
        expected = before.until + ONE_DAY
        assert after.since >= expected
        assert after.since == expected or str(expected) in (scheme.header.note or "")


@pytest.mark.parametrize("name", ALL)
def test_every_source_is_cited_and_every_citation_is_of_a_source(name: str) -> None:
    """Whatever a scheme says has a source, and it lists no source that it does not cite."""
    scheme = regime(name)
    unsaid = [what for what, citation in citations(scheme) if citation is None]
    assert unsaid == []
    cited = {citation.ref for _, citation in citations(scheme) if citation is not None}
    assert cited == set(scheme.policy.sources)


@pytest.mark.parametrize("name", ALL)
def test_every_source_can_be_found_and_was_checked(name: str) -> None:
    """A source has a title, a link and the day on which somebody checked it."""
    for source in regime(name).policy.sources.values():
        assert source.title
        assert (source.link or "").startswith(("https://", "http://"))
        assert source.checked is not None
        assert date(2026, 11, 23) <= source.checked <= date(2026, 11, 26)


@pytest.mark.parametrize("name", ALL)
def test_what_is_not_confirmed_shows_and_says_why(name: str) -> None:
    """A term that nobody read in its own text says so wherever it is cited, and who reports it."""
    policy = regime(name).policy
    for what, citation in citations(regime(name)):
        assert citation is not None
        confirmed = citation.is_confirmed(policy.sources)
        assert policy.cite(citation).endswith(" (unconfirmed)") is not confirmed, what
        assert confirmed or citation.note or policy.sources[citation.ref].note, what


@pytest.mark.parametrize("name", ALL)
def test_no_id_is_used_twice(name: str) -> None:
    """No two terms, questions or measures of a scheme share an id."""
    assert [each for each, times in Counter(ids(name)).items() if times > 1] == []


def test_every_id_is_kept() -> None:
    """An id, once used, keeps its line; `python -m tests.regimes.ids` writes those of new terms."""
    assert new() == []


def test_no_id_is_lost_or_used_again() -> None:
    """A line stands once, for something that a scheme still has, or says that it is retired."""
    lines = kept()
    assert len(lines) == len({line.partition(RETIRED)[0].strip() for line in lines})
    used = {each for name in ALL for each in ids(name)}
    for line in lines:
        ident, retired, why = line.partition(RETIRED)
        assert bool(why.strip()) if retired else line in used
        assert not (retired and ident.strip() in used)


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_clock_has_a_worked_example(edition: str) -> None:
    """Each clock of each edition has an example, and no example is of a clock that is not there."""
    scheme = regime(edition)
    for procedure in scheme.procedure:
        laid_down = {f"{stage.id}.{clock.id}" for stage in procedure.stage for clock in stage.clock}
        shown = {
            each.clock for each in scheme.examples if each.edition in {None, procedure.edition}
        }
        assert shown == laid_down


def edition_of(name: str, example: Example) -> Regime:
    """The edition that an example is of, or the scheme where it has none."""
    return regime(f"{name}-{example.edition}") if example.edition else regime(name)


def extends(name: str, example: Example) -> bool:
    """Whether an example is of a clock that it extends."""
    stage, _, ident = example.clock.partition(".")
    return any(row["event"] == "extended" for row in example.given) and any(
        clock.id == ident and clock.extension is not None
        for procedure in edition_of(name, example).procedure
        for clock in procedure.by_id[stage].clock
    )


SHOWN = [(name, example) for name in ALL for example in regime(name).examples]
TITLES = [f"{name}: {example.title}" for name, example in SHOWN]
EXTENDED = [each for each in SHOWN if extends(*each)]


@pytest.mark.parametrize(("name", "example"), SHOWN, ids=TITLES)
def test_a_worked_example_is_true(name: str, example: Example) -> None:
    """The clock is due on the day told: met on it, missed on the day after or a minute late.

    A wait is over on its day and not on the day before.
    """
    policy = edition_of(name, example).policy
    clock = the_clock(policy, example, told(example))
    assert clock.due == example.due
    assert not clock.provisional
    waits = clock.kind == "wait"
    for stop in clock.rule.stops:
        on_time = the_clock(policy, example, stopped(example, stop, example.due))
        assert on_time.state == "met"
        other_day = example.due - ONE_DAY if waits else example.due + ONE_DAY
        too_late = the_clock(policy, example, stopped(example, stop, other_day))
        assert too_late.state == "missed"
        if clock.reckoning.at is not None:
            instant = clock.reckoning.at.replace(tzinfo=None)
            assert the_clock(policy, example, stopped(example, stop, instant)).state == "met"
            after = the_clock(policy, example, stopped(example, stop, instant + MINUTE))
            assert after.state == "missed"


@pytest.mark.parametrize(("name", "example"), SHOWN, ids=TITLES)
def test_what_a_worked_example_tells_can_have_happened(name: str, example: Example) -> None:
    """The scheme itself permits every event of its examples, in their order."""
    history = casework.examine(edition_of(name, example).policy, told(example))
    assert history.faults == ()
    assert len(history.events) == len(example.given)


@pytest.mark.parametrize(("name", "example"), EXTENDED)
def test_what_may_be_extended_may_be_until_its_last_day(name: str, example: Example) -> None:
    """The extension of an example is permitted on the day its clock is due and no later."""
    policy = edition_of(name, example).policy
    rows = [dict(row) for row in example.given]
    at = next(k for k, row in enumerate(rows) if row["event"] == "extended")
    before = [event(row) for row in rows[:at]]
    due = the_clock(policy, example, before).due
    for on, refused in ((due, False), (due + ONE_DAY, True)):
        moved = event({**rows[at], "on": on})
        faults = casework.examine(policy, [*before, moved]).faults
        assert bool(faults) is refused
        assert all("can no longer be extended" in str(fault) for fault in faults)


def told(example: Example) -> list[casework.Event]:
    """The events of an example."""
    return [event(dict(row)) for row in example.given]


def stopped(example: Example, stop: str, on: date) -> list[casework.Event]:
    """The events of an example, and then the one that stops its clock on a day.

    A clock that its starting event stops, as a time bar does, has that event on the day.
    """
    rows = [dict(row) for row in example.given]
    if stop == "received":
        return [event({**rows[0], "on": on}), *map(event, rows[1:])]
    return [*map(event, rows), event({"event": stop, "on": on})]


def event(row: dict[str, Any]) -> casework.Event:
    """An event as an example tells it."""
    plain = {
        key: value.isoformat() if isinstance(value, date) else value for key, value in row.items()
    }
    found = event_from({"case": "C-1", **plain})
    assert isinstance(found, casework.Event), found
    return found


def the_clock(policy: Policy, example: Example, events: list[casework.Event]) -> Clock:
    """The clock that an example is of, last begun, once its last event has happened.

    Of one that recurs, it is the time that is due on the day told.
    """
    last = max(example.due, *(each.on for each in events))
    stage, _, ident = example.clock.partition(".")
    found = [
        clock
        for clock in casework.clocks(policy, events, as_of=last)
        if (clock.stage, clock.clock) == (stage, ident)
    ]
    assert found, f"{example.clock} has not begun"
    again = [clock for clock in found if clock.rule.recurs and clock.due == example.due]
    return (again or found)[-1]
