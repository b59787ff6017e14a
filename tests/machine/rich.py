"""One policy with everything in it that the machine can say, and acts to try on its cases."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from hypothesis import strategies as st

from casework import Act, Case
from casework.rules.moves import ASIDES, Move

from .policies import DEEMED, REASONS, clock, policy, procedure, stage, taxonomy

RESPONSE = {
    "extension": '{ by = "10 working days", total = "25 working days", needs = ["reason"],'
    ' beyond = "good-reason", times = 2 }',
    "pausing": '{ reasons = ["clarification", "advocate"] }',
    "reminders": '["1 week", "2 working days"]',
}
OUTER = {
    "kind": "statutory",
    "months": "day-before",
    "ends": "next-working-day",
    "rolls": "first",
    "extension": '{ by = "3 months", counted-from = "start" }',
    "pausing": '[{ reasons = ["clarification"], resumes = "restart" },'
    ' { reasons = ["weather"], ends = "inclusive" }]',
}
FIRST = stage(
    "stage-1",
    clock("acknowledgement", stops='["acknowledged", "responded"]', limit="3 working days"),
    clock("response", limit="15 working days", when='{ service = "housing" }', **RESPONSE),
    clock("response", otherwise=True, **RESPONSE),
    clock("outer", limit="2 months", **OUTER),
    clock("update", stops='["updated", "responded"]', limit="5 working days", recurs=True),
    clock(
        "time-bar", stops="received", limit="1 year", kind="window", dated_by="known-on", hard=True
    ),
    clock(
        "to-escalate",
        "responded",
        "escalated",
        "20 working days",
        "window",
        hard=True,
        either='[{ limit = "6 months", starts = "received", dated-by = "known-on" }]',
    ),
    clock("to-ombudsman", stops="referred", limit="8 weeks", kind="wait"),
    escalates_to='["stage-2", "panel"]',
    escalates_when_late='["response", "outer"]',
    advances_to='["panel"]',
    may_decline=True,
    milestones='["updated", "read", "signed-off"]',
    follow_ups='["remedy-delivered"]',
    requires='{ responded = ["signed-off"], signed-off = ["read"] }',
    close_after="30 days",
)
SECOND = stage(
    "stage-2",
    clock("response", "entered", limit="20 working days", pausing='{ resumes = "restart" }'),
    clock("issue", "issue-raised", "issue-found", "10 days", recurs=True, pausing="{}"),
    sends_back_to='["stage-1"]',
    people='{ investigator = { different-from = ["stage-1"] } }',
)
PANEL = stage(
    "panel",
    clock("papers", "hearing-planned", "papers-sent", "-5 working days", dated_by="hearing-on"),
    clock("response", "panel-met", limit="15 working days", extension="{}"),
    milestones='["hearing-planned", "papers-sent", "panel-met"]',
    requires='{ responded = ["panel-met"] }',
    people='{ panel = { at-least = 3, different-from = ["stage-1", "stage-2"] } }',
)
EXITS = '["withdrawn", "refused", "referred", "reclassified"]'
CORPORATE = procedure(
    "corporate",
    FIRST,
    SECOND,
    PANEL,
    begins_in='["stage-1", "stage-2"]',
    exits=EXITS,
    reopens=True,
    needs='{ panel-met = ["panel"], hearing-planned = ["hearing-on"], responded = ["outcome"] }',
    roles='{ signed-off = ["director"], decline = ["manager", "director"] }',
)


def enquiries(limit: str, span: str, applies_by: str = "stage-entered") -> str:
    """A revision of a second procedure, to which a case may be taken, and from which."""
    return procedure(
        "enquiry",
        stage("only", clock("reply", limit=limit, pausing="{}")),
        stage("review", clock("reply", "escalated", limit=limit)),
        exits='["withdrawn", "reclassified"]',
        in_force=span,
        applies_by=applies_by,
    )


RICH = policy(
    CORPORATE,
    enquiries("5 working days", "{ to = 2026-06-30 }"),
    enquiries("7 working days", "{ from = 2026-07-01 }"),
    REASONS,
    taxonomy("outcome", "upheld", "not-upheld"),
    head=DEEMED,
)

_READ = """2026-05-18 receive procedure=corporate; known-on=2026-05-01; handler=ann
2026-05-19 read
2026-05-20 signed-off role=director"""
_SECOND = f"""{_READ}
2026-05-20 respond outcome=upheld
2026-05-21 escalate investigator=cy"""
_PANEL = f"""{_SECOND}
2026-05-22 respond outcome=not-upheld; handler=dee
2026-05-22 escalate
2026-05-22 hearing-planned hearing-on=2026-06-30"""
STORIES: Mapping[str, str] = {
    "nothing yet": "",
    "received": "2026-05-18 receive procedure=corporate; service=housing",
    "on a Sunday": "2026-05-17 receive procedure=corporate",
    "out of time": "2026-05-18 receive procedure=corporate; known-on=2025-01-01; discretion=ill",
    "ready": _READ,
    "extended": f"{_READ}\n2026-05-20 extend clock=response; reason=size",
    "paused": f"{_READ}\n2026-05-20 pause pause-reason=clarification",
    "paused and extended": f"""{_READ}
        2026-05-20 pause pause-reason=clarification
        2026-05-26 resume
        2026-05-26 extend clock=outer
        2026-05-27 pause pause-reason=clarification""",
    "answered": f"{_READ}\n2026-05-20 respond outcome=upheld",
    "closed": f"{_READ}\n2026-05-20 respond outcome=upheld\n2026-05-20 close",
    "second": _SECOND,
    "issues": f"{_SECOND}\n2026-05-21 raise-issue issue=A\n2026-05-22 pause",
    "sent back": f"{_SECOND}\n2026-05-22 send-back",
    "straight to the second": "2026-05-18 receive procedure=corporate; stage=stage-2",
    "taken on": f"{_READ}\n2026-05-20 advance stage=panel",
    "panel": _PANEL,
    "heard": f"{_PANEL}\n2026-05-22 panel-met panel=x|y|z",
    "enquiry": "2026-06-26 receive procedure=enquiry\n2026-06-29 respond",
    "switched": "2026-06-26 receive procedure=corporate\n2026-06-29 reclassify to=enquiry",
    "back again": """2026-06-26 receive procedure=enquiry
        2026-06-29 reclassify to=corporate
        2026-06-30 withdraw""",
}
"""Where a case may stand when the trying begins."""

VALUES: Mapping[str, tuple[str, ...]] = {
    "by": ("5 working days", "10 working days", "1 month", "3 months"),
    "clock": ("response", "response", "outer", "update"),
    "corrects": ("acknowledged",),
    "discretion": ("hardship",),
    "finding": ("upheld",),
    "good-reason": ("bereavement",),
    "handler": ("ann", "bob"),
    "into": ("B",),
    "investigator": ("ann", "cy"),
    "issue": ("A", "B"),
    "issues": ("A",),
    "lateness-reason": ("leave",),
    "lesson": ("L1",),
    "outcome": ("upheld", "not-upheld", "held"),
    "panel": ("x", "y", "z", "ann"),
    "pause-reason": ("clarification", "advocate", "weather"),
    "reason": ("size",),
    "refusal-reason": ("too-old", "weather"),
    "remedy": ("apology",),
    "role": ("director", "clerk"),
    "service": ("housing", "roads"),
    "to": ("corporate", "enquiry", "elsewhere"),
    "undertaking": ("U1", "U2"),
    "voids": ("acknowledged", "undertaken"),
    "within": ("1 week", "10 working days"),
}
DAYS = {"until": (0, 20), "due": (0, 20), "hearing-on": (0, 60), "known-on": (-500, 0)}
MOSTLY = {
    "extend": ("by", "clock", "reason"),
    "promise": ("until",),
    "pause": ("pause-reason",),
    "escalate": ("discretion",),
    "refer": ("discretion",),
    "undertake": ("remedy", "within"),
}
"""Facts without which an act would mostly be refused."""


ANY = [*sorted(VALUES), *DAYS]
BESIDE = sorted(set(ASIDES) - {"void", "correct"})
ENDS = frozenset({"withdraw", "refuse", "refer", "reclassify", "close"})


def needed(act: str, row: Mapping[str, Move]) -> set[str]:
    """The facts that an act must bring, and those without which it mostly fails."""
    wanted = row[act].needs if act in row else ASIDES.get(act, ("", ()))[1]
    return {*wanted, *MOSTLY.get(act, ())}


@st.composite
def facts(draw: st.DrawFn, names: set[str], on: date) -> dict[str, str | tuple[str, ...]]:
    """Values for some facts, most of them such as the policy takes."""
    found: dict[str, str | tuple[str, ...]] = {}
    for name in sorted(names):
        if name in DAYS:
            found[name] = str(on + timedelta(days=draw(st.integers(*DAYS[name]))))
        elif name == "panel" and draw(st.integers(0, 3)) < 3:
            found[name] = ("x", "y", "z")
        else:
            found[name] = draw(st.sampled_from(VALUES[name]))
    return found


@st.composite
def acts(draw: st.DrawFn, case: Case, row: Mapping[str, Move], on: date) -> Act:
    """Something to try on a case: mostly from its row of the table, with the facts it needs."""
    going_on = [name for name in row if name not in ENDS] or [*row]
    among = draw(st.sampled_from([going_on, going_on, going_on, going_on, [*row], BESIDE]))
    name = draw(st.sampled_from(among or BESIDE))
    more = (
        draw(st.sets(st.sampled_from(ANY), max_size=2)) if draw(st.integers(0, 3)) == 3 else set()
    )
    wanted = more if draw(st.integers(0, 9)) == 9 else more | needed(name, row)
    stages = row[name].stages if name in row else ()
    where = "panel" if draw(st.integers(0, 9)) == 9 else draw(st.sampled_from(["", *stages]))
    under = "" if case.received else draw(st.sampled_from(["corporate", "enquiry"]))
    return Act(name, on, None, "C-1", under, where, tuple(draw(facts(wanted, on)).items()))
