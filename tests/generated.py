"""Policies made at random: up to three stages, in every order and with every kind of clock."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.vendor.pretty import RepresentationPrinter, for_type_by_name

from casework import Policy
from tests.policies import CALENDAR, OUTCOMES, clock, policy, procedure, stage

LIMITS = ("10 working days", "3 clear working days", "20 days", "2 weeks", "1 month", "24 hours")
ENDS = ("", 'ends = "next-working-day"', 'ends = "next-working-day"\nrolls = "first"')
COUNTING = ("", 'counting = "same-day"', 'months = "day-before"', 'months = "day-after"')
RECEIPT = ("", 'receipt = { cut-off = "17:00", non-working = "next-working-day" }')
EXTENSIONS = (
    "",
    "extension = {}",
    'extension = { by = "10 working days" }',
    'extension = { by = "25 days", counted-from = "start", times = 1 }',
    'extension = { by = "5 working days", needs = ["reason"], total = "30 days" }',
    'extension = { by = "1 week", beyond = "reason" }',
)
PAUSES = (
    "",
    "pausing = {}",
    'pausing = { reasons = ["clarification"], ends = "inclusive" }',
    'pausing = { resumes = "restart" }',
    'pausing = [{ reasons = ["clarification"], resumes = "restart" }, { ends = "inclusive" }]',
)
MILESTONES = ("logged", "met")
EXITS = ("withdrawn", "refused", "referred", "reclassified")
WRITTEN: dict[str, str] = {}


def _print(found: Policy, printer: RepresentationPrinter, _: bool) -> None:
    printer.text(WRITTEN.get(found.fingerprint, repr(found)))


# A policy that breaks a law is printed as it is written, not as the values that it becomes.
for_type_by_name("casework.rules.policy", "Policy", _print)

LONG = CALENDAR.replace("2027-12-31", "2031-12-31")
REASONS = """
[taxonomy.refusal-reason]
title = "Reasons"
code = [{ id = "old", title = "Too old" }]
"""


@st.composite
def clocks(draw: st.DrawFn, entry: str, onward: bool, milestones: list[str]) -> str:
    """The clocks of a stage, a response among them."""
    starts = draw(st.sampled_from([entry, entry, "received", "acknowledged", *milestones]))
    rest = [draw(st.sampled_from(rows)) for rows in (ENDS, COUNTING, RECEIPT, EXTENSIONS, PAUSES)]
    limit = draw(st.sampled_from(LIMITS))
    if "hours" in limit:
        rest = []
    found = [clock(starts=starts, limit=f'"{limit}"', rest="\n".join(rest))]
    if draw(st.booleans()):
        found.append(
            clock("acknowledgement", starts=entry, stops="acknowledged", limit='"3 working days"')
        )
    if onward and draw(st.booleans()):
        hard = draw(st.sampled_from(["", "hard = true"]))
        window = {"starts": "responded", "stops": "escalated", "limit": '"28 days"'}
        found.append(clock("request", kind="window", rest=hard, **window))
    if onward and draw(st.integers(0, 3)) == 0:
        wait = {"starts": "responded", "stops": "escalated", "limit": '"2 days"'}
        found.append(clock("wait", kind="wait", **wait))
    if draw(st.integers(0, 3)) == 0:
        update = {"starts": entry, "stops": "promised", "limit": '"1 week"'}
        found.append(clock("update", rest="recurs = true", **update))
    return "".join(found)


def listed(names: list[str]) -> str:
    """An array of names in TOML."""
    return "[" + ", ".join(f'"{name}"' for name in names) + "]"


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """A policy of one procedure that has no fault."""
    ids = ["one", "two", "three"][: draw(st.integers(1, 3))]
    stages: list[str] = []
    for i, ident in enumerate(ids):
        further = draw(st.lists(st.sampled_from(ids), unique=True, max_size=2))
        onward = list(dict.fromkeys([*ids[i + 1 : i + 2], *further]))
        rest: list[str] = []
        if draw(st.booleans()):
            rest.append(f"escalates-to = {listed(draw(st.permutations(onward)))}")
        else:
            onward = ids[i + 1 : i + 2]
        milestones = draw(st.lists(st.sampled_from(MILESTONES), unique=True))
        rest.append(f"milestones = {listed(milestones)}")
        if draw(st.integers(0, 2)) == 0 and milestones:
            rest.append(f"repeats = {listed(milestones[-1:])}")
        if draw(st.booleans()) and milestones:
            rest.append(f"requires = {{ responded = {listed(milestones[:1])} }}")
        if draw(st.integers(0, 2)) == 0:
            late = draw(st.sampled_from(["true", '["response"]']))
            rest.append(f"escalates-when-late = {late}")
        if draw(st.integers(0, 2)) == 0:
            taken = draw(st.lists(st.sampled_from(ids), unique=True, min_size=1, max_size=2))
            rest.append(f"advances-to = {listed(taken)}")
        if i and draw(st.booleans()):
            rest.append(f"sends-back-to = {listed(ids[:i])}")
        rest += [
            row
            for row in (
                'follow-ups = ["remedied"]',
                "may-decline = true",
                'close-after = "5 working days"',
                *(["escalates-when-closed = true"] if onward else []),
                "closes-unanswered = true",
            )
            if draw(st.integers(0, 2)) == 0
        ]
        entry = draw(st.sampled_from(["entered", "escalated" if i else "received"]))
        rows = draw(clocks(entry, bool(onward), milestones))
        stages.append(stage(ident, rows, rest="\n".join(rest)))
    exits = draw(st.lists(st.sampled_from(EXITS), unique=True))
    says = [f"exits = {listed(exits)}"]
    if draw(st.booleans()):
        others = draw(st.lists(st.sampled_from(ids[1:]), unique=True)) if ids[1:] else []
        says.append(f"begins-in = {listed(draw(st.permutations([ids[0], *others])))}")
    if draw(st.booleans()):
        says.append("reopens = true")
    if draw(st.integers(0, 2)) == 0:
        says.append('afterwards = ["checked"]')
    if draw(st.booleans()):
        says.append('needs = { responded = ["outcome"] }')
    tables = procedure(*stages, rest="\n".join(says))
    found = policy(tables, OUTCOMES, REASONS, calendar=LONG)
    WRITTEN[found.fingerprint] = tables
    return found
