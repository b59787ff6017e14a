"""What has been seen is never called new, and what is new is nearly always called so."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import Event, read_events
from casework.cases import seen
from casework.cases.caseload import Row, grouped, index
from casework.cases.seen import Seen
from casework.cases.sorting import in_order_of_case

from .told import event


@given(st.lists(st.text(), max_size=50))
def test_what_was_seen_is_known(names: list[str]) -> None:
    """A name that was seen is always said to be; one that was not is said not to be."""
    known = Seen()
    for i, name in enumerate(names):
        assert known.again(name) is (name in names[:i])


def test_any_words_are_a_name() -> None:
    """A name may be any text of Python, half a character among them, as any case may be seen."""
    known = Seen()
    assert known.again("C-\ud83d") is False
    assert known.again("C-\ud83d") is True


def test_few_are_taken_for_others() -> None:
    """Of ten thousand names none is taken for another."""
    known = Seen()
    assert not any(known.again(f"C-{n}") for n in range(10_000))
    assert all(known.again(f"C-{n}") for n in range(10_000))


ORDERS = st.lists(st.sampled_from("ABCD"), max_size=12)


def rows(order: list[str]) -> list[Row]:
    """A line for each name in an order."""
    return [Row(n, event("2026-03-02 received", name)) for n, name in enumerate(order, 1)]


def cases(order: list[str], *, known: bool) -> dict[str, list[int]]:
    """The lines of each case as they are put together; each case comes once."""
    found: dict[str, list[int]] = {}
    given_rows = rows(order)
    for _, events, lines in grouped(given_rows, index(given_rows) if known else None):
        assert events[0].case not in found
        found[events[0].case] = lines
    return found


@given(ORDERS)
def test_every_case_comes_once_and_whole(order: list[str]) -> None:
    """In whatever order the lines of cases come, each case comes once with all of its lines."""
    assert cases(order, known=True) == cases(order, known=False)


@given(ORDERS)
def test_cases_that_look_alike_come_whole_too(order: list[str]) -> None:
    """Where every name is taken for one seen before, each case still comes once and whole."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(seen, "BITS", 8)
        patch.setattr(seen, "PICKED", 1)
        assert cases(order, known=True) == cases(order, known=False)


@given(ORDERS)
def test_sorted_is_grouped(order: list[str]) -> None:
    """Sorted events are the same events, case by case, each case in the order given."""
    events = [row.event for row in rows(order) if row.event]
    numbered = [
        Event(each.case, each.name, each.on, facts={"n": n}) for n, each in enumerate(events)
    ]
    lines = "".join(f"{line}\n" for line in in_order_of_case(numbered))
    back = [row.event for row in read_events(io.BytesIO(lines.encode())) if row.event]
    assert back == sorted(numbered, key=lambda each: each.case)
    assert index(Row(n, each) for n, each in enumerate(back, 1)).last_line == {}
