"""Events, acts and cases as values: compared, kept, copied, and never changed."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, date, datetime
from functools import reduce

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import Act, Case, Event, decide, event_from, evolve, permitted, replay
from casework.cases.corrections import CORRECTIONS, effective
from casework.cases.events import in_order
from casework.rules.moves import ENTRIES, PHASE_AFTER
from tests.policies import THREE_STAGES, policy

DAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
NAMES = [*PHASE_AFTER, "assigned", "issue-raised", "link", "voided", "voided", "corrected"]
POLICY = policy(THREE_STAGES)
VALUES = [
    Event("C-1", "received", DAY, AT, DAY, "corporate", "stage-1", {"channel": "web"}),
    Event("C-1", "received", DAY),
    Act("receive", DAY, AT, "C-1", "corporate", "stage-1", {"channel": "web"}),
    Act("close", DAY),
    event_from({"case": "C-2", "event": "received", "on": "2026-03-02T09:30"}),
    *decide(POLICY, Case(), Act("receive", DAY, case="C-3")),
    *permitted(POLICY, Case(), DAY),
    evolve(Case(), Event("C-1", "received", DAY)),
    replay([Event("C-1", "received", DAY), Event("C-1", "withdrawn", DAY)]),
]


@st.composite
def histories(draw: st.DrawFn) -> tuple[Event, ...]:
    """Any events of one case, in order, whether or not a policy would allow them."""
    told = []
    for name in draw(st.lists(st.sampled_from(NAMES), max_size=12)):
        stage = draw(st.sampled_from(["", "stage-1", "stage-2"]))
        facts = {}
        if name in CORRECTIONS:
            facts["voids"] = draw(st.sampled_from(NAMES))
            facts["corrects"] = facts["voids"]
            facts["to-day"] = f"2026-03-{draw(st.integers(1, 9)):02}"
        on = date(2026, 3, draw(st.integers(1, 9)))
        told.append(Event("C-1", name, on, None, None, "corporate", stage, facts))
    return in_order(told)


@pytest.mark.parametrize("value", VALUES, ids=str)
def test_a_value_is_kept_and_copied(value: object) -> None:
    """What is read back from a pickle, or copied, is equal and has the same hash."""
    for again in (pickle.loads(pickle.dumps(value)), copy.deepcopy(value)):
        assert again == value
        assert hash(again) == hash(value)
    assert len({*VALUES, *copy.deepcopy(VALUES)}) == len(VALUES)


@pytest.mark.parametrize("value", VALUES, ids=str)
def test_a_value_does_not_change(value: object) -> None:
    """No attribute can be set or deleted, and none can be added."""
    for name in [name for name in dir(value) if not name.startswith("__")]:
        with pytest.raises(AttributeError):
            setattr(value, name, None)
        with pytest.raises(AttributeError):
            delattr(value, name)
    with pytest.raises(AttributeError):
        value.another = None  # type: ignore[attr-defined]


def test_a_value_is_changed_by_a_new_one() -> None:
    """An event and an act are shown by all that they have, and made anew with some of it other."""
    event = Event("C-1", "closed", DAY, stage="stage-1", facts={"by": "a"})
    later = date(2026, 3, 3)
    assert attrs.evolve(event, on=later) == Event(
        "C-1", "closed", later, None, None, "", "stage-1", {"by": "a"}
    )
    assert repr(event) == (
        "Event(case='C-1', name='closed', on=datetime.date(2026, 3, 2), at=None, recorded=None,"
        " procedure='', stage='stage-1', facts=(('by', 'a'),))"
    )
    act = Act("close", DAY, AT, facts={"by": "a"})
    assert attrs.evolve(act, facts=()) == Act("close", DAY, AT)
    assert attrs.asdict(act)["facts"] == (("by", "a"),)
    assert event != act


def test_events_that_say_the_same_say_it_once() -> None:
    """What events say beside case, name and day is one value for all that say the same."""
    one = Event("C-1", "responded", DAY, stage="stage-1", facts={"outcome": "upheld", "by": "a"})
    pairs = (("outcome", "upheld"), ("by", "a"))
    assert Event("C-2", "closed", DAY, None, None, "", "stage-1", pairs).said is one.said
    assert pickle.loads(pickle.dumps(one)).said is one.said
    assert Event("C-3", "responded", DAY, AT, stage="stage-1", facts=pairs).facts is one.facts


@given(histories(), st.data())
def test_a_case_is_its_history(told: tuple[Event, ...], data: st.DataObject) -> None:
    """Event by event, at once, or the rest on the case that the first lead to: the same case."""
    case = replay(told)
    at = data.draw(st.integers(0, len(told)))
    assert reduce(evolve, told, Case()) == case
    assert replay(told[at:], replay(told[:at])) == case
    assert (case.events, case.settled) == (told, effective(told))


@given(histories())
def test_where_a_case_stands_is_read_off_its_events(told: tuple[Event, ...]) -> None:
    """What was done here is what has happened since the stage was entered."""
    case = replay(told)
    assert case.stands.done == {event.name for event in case.here}
    assert case.here == case.settled[case.entered :]
    assert not any(event.name in ENTRIES for event in case.here[1:])
    receipts = [event for event in case.settled if event.name == "received"]
    assert case.receipt == (receipts[-1] if receipts else None)
