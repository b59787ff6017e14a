"""A policy and a way to tell cases in lines, for tests that count them by hand.

The calendar has no bank holidays, so a limit in working days can be counted on a wall calendar.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

from hypothesis import strategies as st

from casework import (
    Act,
    Case,
    Event,
    Period,
    Policy,
    Refused,
    Report,
    decide,
    examine,
    parse_policy,
    permitted,
    replay,
)

TEXT = """
[policy]
id = "test"
authority = "Test Borough Council"
revision = "1"

[source.policy]
title = "Complaints Policy"

[calendar]
first = 2024-01-01
last = 2027-12-31

[[procedure]]
id = "corporate"
title = "Corporate complaints"

[[procedure.stage]]
id = "stage-1"
title = "Stage one"

[[procedure.stage.clock]]
id = "acknowledgement"
title = "Acknowledgement"
kind = "target"
starts = "received"
stops = "acknowledged"
limit = "5 working days"
source = { ref = "policy" }

[[procedure.stage.clock]]
id = "response"
title = "Response"
kind = "target"
starts = "received"
stops = "responded"
limit = "10 working days"
extension = { by = "10 working days" }
pausing = {}
source = { ref = "policy" }

[[procedure.stage.clock]]
id = "escalation"
kind = "window"
starts = "responded"
stops = "escalated"
limit = "20 working days"
source = { ref = "policy" }

[[procedure.stage]]
id = "stage-2"
title = "Stage two"

[[procedure.stage.clock]]
id = "response"
title = "Response"
kind = "code"
starts = "escalated"
stops = "responded"
limit = "20 working days"
source = { ref = "policy" }

[taxonomy.outcome]
title = "Outcomes"
code = [{ id = "upheld", title = "Upheld" }, { id = "not-upheld", title = "Not upheld" }]

[taxonomy.root-cause]
title = "Root causes"
code = [
  { id = "delay", title = "Delay" },
  { id = "quality", title = "Quality" },
  { id = "staff", title = "Staff" },
]

[taxonomy.channel]
title = "Channels"
code = [{ id = "web", title = "Web" }, { id = "phone", title = "Phone" }]
"""
POLICY = parse_policy(TEXT)
QUARTER = Period(date(2026, 4, 1), date(2026, 6, 30))

Told = tuple[Event, ...]
Figures = dict[str, tuple[int, int | None]]


def told(text: str, policy: Policy = POLICY) -> Told:
    """A case told in lines: its name, then `day event fact=value,value ...` on each line."""
    ref, *lines = text.strip().splitlines()
    events = []
    for line in lines:
        day, name, *facts = line.split()
        found = dict(fact.split("=") for fact in facts)
        procedure = found.pop("procedure", "")
        given = {key: value.split(",") for key, value in found.items()}
        on = date.fromisoformat(day)
        events.append(Event(ref, name, on, procedure=procedure, facts=given))
    history = examine(policy, events)
    assert not history.faults, history.faults
    return history.events


def figures(report: Report, measure: str) -> Figures:
    """The lines of a measure by title: the count, and what it is out of."""
    return {line.title: (line.now.count, line.now.of) for line in report.table(measure).lines}


def before(report: Report, measure: str) -> Figures:
    """The lines of a measure for the year before, if it is known."""
    lines = report.table(measure).lines
    return {line.title: (line.before.count, line.before.of) for line in lines if line.before}


CODES = POLICY.taxonomies["root-cause"].ids


@st.composite
def walked(draw: st.DrawFn, ref: str = "C") -> Told:
    """A case that wanders through the policy: whatever it may do next, at any pace."""
    day = draw(st.dates(date(2025, 2, 1), date(2026, 6, 30)))
    wish = Act("receive", day, case=ref, facts={"channel": draw(st.sampled_from(["web", ""]))})
    case = Case()
    for _ in range(draw(st.integers(0, 7))):
        with suppress(Refused):
            case = replay(decide(POLICY, case, wish), case)
        day += timedelta(days=draw(st.integers(0, 30)))
        acts = [each.act for each in permitted(POLICY, case, day) if each]
        if not acts:
            break
        causes = draw(st.lists(st.sampled_from(CODES), max_size=3, unique=True))
        facts = {
            "root-cause": causes,
            "outcome": draw(st.sampled_from(["upheld", "not-upheld", ""])),
            "until": str(day + timedelta(days=draw(st.integers(0, 9)))),
        }
        wish = Act(draw(st.sampled_from(acts)), day, facts=facts)
    return case.events or decide(POLICY, Case(), wish)


@st.composite
def caseloads(draw: st.DrawFn) -> list[Told]:
    """Some cases, each with a name of its own."""
    return [draw(walked(f"C-{n}")) for n in range(draw(st.integers(0, 4)))]
