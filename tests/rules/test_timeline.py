"""The laws of timelines: no overlap, no nearest value, no change of the past."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import LimitError, NotInForce
from casework.rules.timeline import Span, Timeline

ONE_DAY = timedelta(days=1)
FIRST = date(2020, 1, 1)

days = st.dates(date(2019, 6, 1), date(2022, 6, 1))


@st.composite
def span_lists(draw: st.DrawFn) -> list[Span[int]]:
    """Spans in order that do not overlap, with and without gaps, some open at an end."""
    spans: list[Span[int]] = []
    day = FIRST
    for value in range(draw(st.integers(1, 4))):
        since = day + timedelta(days=draw(st.integers(0, 90)))
        until = since + timedelta(days=draw(st.integers(0, 200)))
        spans.append(Span(value, since, until))
        day = until + ONE_DAY
    if draw(st.booleans()):
        spans[0] = Span(spans[0].value, None, spans[0].until)
    if draw(st.booleans()):
        spans[-1] = Span(spans[-1].value, spans[-1].since, None)
    return spans


timelines = span_lists().map(lambda spans: Timeline("the fee", spans))


def value_at(timeline: Timeline[int], day: date) -> int | None:
    """The value on a day, or None where there is none."""
    try:
        return timeline.at(day)
    except NotInForce:
        return None


@given(timelines, days)
def test_a_value_holds_in_its_span_and_nowhere_else(timeline: Timeline[int], day: date) -> None:
    """A day has the value of the one span that covers it, and no value where none does."""
    covering = [
        span.value
        for span in timeline.spans
        if (span.since or date.min) <= day <= (span.until or date.max)
    ]
    assert len(covering) <= 1
    assert value_at(timeline, day) == (covering[0] if covering else None)


@given(timelines)
def test_both_sides_of_every_boundary(timeline: Timeline[int]) -> None:
    """A value is in force on its first and last day; the days outside are not its own."""
    for span in timeline.spans:
        if span.since is not None:
            assert timeline.at(span.since) == span.value
            assert value_at(timeline, span.since - ONE_DAY) != span.value
        if span.until is not None:
            assert timeline.at(span.until) == span.value
            assert value_at(timeline, span.until + ONE_DAY) != span.value


@given(timelines, days, days)
def test_overlay_never_changes_the_past(timeline: Timeline[int], since: date, day: date) -> None:
    """A value laid over a timeline holds from its first day on, and before it nothing moves."""
    laid = timeline.overlay(99, since)
    assert value_at(laid, day) == (99 if day >= since else value_at(timeline, day))


@given(timelines, days)
def test_overlay_does_not_touch_what_it_is_laid_over(timeline: Timeline[int], since: date) -> None:
    """Laying a value over a timeline gives another timeline."""
    before = timeline.spans
    timeline.overlay(99, since)
    assert timeline.spans == before


@given(span_lists(), st.randoms(use_true_random=False))
def test_spans_stand_in_order_however_they_came(spans: list[Span[int]], random: Random) -> None:
    """A timeline is the same, and in order, whatever order its spans were given in."""
    shuffled = list(spans)
    random.shuffle(shuffled)
    timeline = Timeline("the fee", shuffled)
    assert timeline == Timeline("the fee", spans)
    assert list(timeline) == [span.value for span in spans]
    assert len(timeline) == len(spans)


@given(span_lists(), st.data())
def test_an_overlap_cannot_be_built(spans: list[Span[int]], data: st.DataObject) -> None:
    """A span that shares a day with another is refused, wherever it stands."""
    chosen = data.draw(st.sampled_from(spans))
    shared = chosen.since or chosen.until or FIRST
    extra = Span(99, shared, shared + timedelta(days=data.draw(st.integers(0, 30))))
    with pytest.raises(LimitError, match="spans that do not overlap"):
        Timeline("the fee", data.draw(st.permutations([*spans, extra])))


def spans(*ends: tuple[str | None, str | None]) -> Sequence[Span[int]]:
    """Spans from pairs of days."""
    return [
        Span(
            number,
            date.fromisoformat(since) if since else None,
            date.fromisoformat(until) if until else None,
        )
        for number, (since, until) in enumerate(ends)
    ]


@pytest.mark.parametrize(
    ("ends", "problem"),
    [
        ([("2026-01-01", "2025-12-31")], "from 2026-01-01 to 2025-12-31"),
        ([(None, None), (None, None)], "on every day and on every day"),
        ([(None, "2026-01-01"), (None, "2026-06-01")], "until 2026-01-01 and until 2026-06-01"),
        ([("2026-01-01", None), ("2026-06-01", None)], "from 2026-01-01 and from 2026-06-01"),
        (
            [("2026-01-01", "2026-06-01"), ("2026-06-01", "2026-12-31")],
            "from 2026-01-01 to 2026-06-01 and from 2026-06-01 to 2026-12-31",
        ),
    ],
)
def test_what_cannot_be_built(ends: list[tuple[str | None, str | None]], problem: str) -> None:
    """A span that ends before it begins, or shares one day with another, is named and refused."""
    with pytest.raises(LimitError, match="the fee") as caught:
        Timeline("the fee", spans(*ends))
    assert caught.value.text == f"the fee {problem}"


def test_spans_may_touch() -> None:
    """A span may begin on the day after the one before it ended."""
    timeline = Timeline("the fee", spans((None, "2026-03-31"), ("2026-04-01", None)))
    assert (timeline.at(date(2026, 3, 31)), timeline.at(date(2026, 4, 1))) == (0, 1)


def test_not_in_force_tells_what_is_known() -> None:
    """A day without a value is an error that names the term, the day and every known span."""
    timeline = Timeline("the fee", spans(("2026-01-01", "2026-03-31"), ("2026-05-01", None)))
    with pytest.raises(NotInForce) as caught:
        timeline.at(date(2026, 4, 1))
    assert (caught.value.what, caught.value.day) == ("the fee", date(2026, 4, 1))
    assert caught.value.spans == ("from 2026-01-01 to 2026-03-31", "from 2026-05-01")
    assert "the fee has no value on 2026-04-01" in str(caught.value)


def test_a_term_without_spans_is_never_in_force() -> None:
    """A timeline of nothing has no value on any day, and says so."""
    with pytest.raises(NotInForce, match="known no day at all"):
        Timeline("the fee", []).at(FIRST)


@given(days)
def test_always_holds_on_every_day(day: date) -> None:
    """A term of one value has it on every day."""
    assert Timeline.always("the fee", 3).at(day) == 3
