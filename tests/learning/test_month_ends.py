"""A case is looked at for the months of its own life, and that sees all there is to see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from casework import Event, Period, parse_policy, report
from casework.cases.events import in_order
from casework.learning.record import Record
from casework.learning.units import SIGHTINGS

from .caseloads import TEXT, Told, told

TITLE = 'title = "Corporate complaints"\n'
POLICY = parse_policy(
    TEXT.replace(TITLE, f'{TITLE}reopens = true\nexits = ["withdrawn", "referred"]\n').replace(
        'title = "Stage two"\n', 'title = "Stage two"\nsends-back-to = "stage-1"\n'
    )
)
NAMES = [
    *("acknowledged", "extended", "paused", "resumed", "responded", "escalated", "sent-back"),
    *("withdrawn", "closed", "closed", "reopened", "reopened", "voided", "corrected"),
]
YEARS = Period(date(2025, 1, 1), date(2026, 12, 31))
Seen = tuple[date, tuple[str, ...], tuple[str, ...], tuple[str, ...]]


@st.composite
def histories(draw: st.DrawFn, ref: str = "C") -> Told:
    """Any events of one case over some years, whether or not a policy would allow them."""
    day = draw(st.dates(date(2024, 6, 1), date(2026, 6, 30)))
    events = [Event(ref, "received", day)]
    for name in draw(st.lists(st.sampled_from(NAMES), max_size=8)):
        day += timedelta(days=draw(st.integers(0, 70)))
        of = draw(st.sampled_from(NAMES))
        facts = {"voids": of, "corrects": of, "to-day": f"{day - timedelta(days=20)}"}
        given = facts if name in {"voided", "corrected"} else {}
        events.append(Event(ref, name, min(day, date(2027, 6, 30)), facts=given))
    return in_order(events)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """A period of up to three years about the cases."""
    first = draw(st.dates(date(2024, 1, 1), date(2026, 12, 1)))
    last = first + timedelta(days=draw(st.integers(0, 365 * 3)))
    return Period(first, min(last, date(2027, 6, 30)))


def looked_at_every_month(case: Told, period: Period) -> Iterator[Seen]:
    """What there is to see, found by asking at the end of each month how the case then stood."""
    whole = Record.on(POLICY, case, period.last)
    for day in period.month_ends():
        then = Record.on(POLICY, whole.events, day) if whole else None
        if then is not None and then.done is None:
            late = any(clock.state == "overdue" and clock.owed for clock in then.clocks)
            stage = then.visits[-1].stage.id
            yield day, (stage,), ("yes" if late else "no",), tuple(then.facts)


BACK = told(
    """closed, and opened again much later
2025-02-03 received
2025-02-10 responded
2025-02-20 closed
2025-11-03 reopened
""",
    POLICY,
)


@given(histories(), periods())
@example(BACK, YEARS)
@example(BACK, Period(date(2025, 11, 30), date(2025, 11, 30)))
def test_every_month_end_that_found_it_open_is_seen(case: Told, period: Period) -> None:
    """A case is seen at the end of each month at which it stood open, and of no other."""
    record = Record.on(POLICY, case, period.last)
    seen = SIGHTINGS["month-end"](record, period) if record else ()
    found = [
        (each.day, each.traits["stage"], each.traits["overdue"], tuple(each.facts)) for each in seen
    ]
    assert found == list(looked_at_every_month(case, period))


@given(st.lists(histories(), max_size=4), periods())
def test_the_months_of_a_report_are_counted_case_by_case(cases: list[Told], period: Period) -> None:
    """The open and the overdue of a month are those cases that a look at its end finds so."""
    opened: Counter[str] = Counter()
    late: Counter[tuple[str, str]] = Counter()
    for case in cases:
        for day, (stage,), (overdue,), _ in looked_at_every_month(case, period):
            opened[f"{day:%Y-%m}"] += 1
            late[stage, f"{day:%Y-%m}"] += overdue == "yes"
    found = report(POLICY, cases, period)
    assert {
        line.key[1]: line.now.count
        for line in found.table("by-month").lines
        if line.key[0] == "open"
    } == opened
    assert {line.key[1:]: line.now.count for line in found.table("overdue-by-month").lines} == late


def test_a_month_in_which_nothing_is_late_stands_at_nothing() -> None:
    """A month that a case was open in has its line, at zero where nothing was overdue."""
    found = report(POLICY, [BACK], Period(date(2025, 1, 1), date(2025, 11, 30)))
    lines = {line.key[2]: line.now for line in found.table("overdue-by-month").lines}
    assert {month: (now.count, now.of) for month, now in lines.items()} == {"2025-11": (0, 1)}
