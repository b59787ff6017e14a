"""One policy with everything in it that the machine can say, and where its cases may stand."""

from __future__ import annotations

from collections.abc import Mapping

from .policies import DEEMED, REASONS, clock, policy, procedure, stage, taxonomy

RESPONSE = {
    "extension": '{ by = "10 working days", total = "25 working days", needs = ["reason"],'
    ' beyond = "good-reason", times = 2, lapses-without = "updated" }',
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
    clock("check", '["closed", "withdrawn"]', "checked", "10 days"),
    clock(
        "pay",
        "paused",
        "resumed",
        "10 days",
        "window",
        starts_where='{ pause-reason = "clarification" }',
    ),
    escalates_to='["stage-2", "panel"]',
    escalates_when_late='["response", "outer"]',
    advances_to='["panel"]',
    may_decline=True,
    milestones='["updated", "read", "signed-off"]',
    repeats='["read", "remedy-delivered"]',
    follow_ups='["remedy-delivered"]',
    requires='{ responded = ["signed-off"], signed-off = ["read"] }',
    close_after="30 days",
    escalates_when_closed=True,
)
SECOND = stage(
    "stage-2",
    clock("response", "entered", limit="20 working days", pausing='{ resumes = "restart" }'),
    clock("issue", "issue-raised", "issue-found", "10 days", recurs=True, pausing="{}"),
    clock("to-refer", "responded", "referred", "4 weeks", "window", starts_when_due="response"),
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
    afterwards='["checked"]',
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
    "undertaken": f"""{_READ}
        2026-05-20 respond outcome=upheld
        2026-05-20 undertake undertaking=U1; remedy=apology; within=1 week
        2026-05-26 fulfil undertaking=U1; evidence=letter""",
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
    "late and switched": "2026-06-15 receive procedure=corporate\n2026-06-26 reclassify to=enquiry",
    "back again": """2026-06-26 receive procedure=enquiry
        2026-06-29 reclassify to=corporate
        2026-06-30 withdraw""",
}
"""Where a case may stand when the trying begins."""
