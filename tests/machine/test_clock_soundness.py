"""What a clock says and cannot be: every fault of it, in words that a manager understands."""

from __future__ import annotations

import pytest

from casework.rules.alternatives import left_open

from .faults import told, told_of_clocks
from .policies import clock, of_clocks, policy, procedure, stage, taxonomy
from .told import follow, states

TEN = "10 working days"


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (clock("c", source='{ ref = "polcy" }'), ["source.ref: no source 'polcy'"]),
        (clock("c", calendar="schol"), ["calendar: no calendar 'schol'"]),
        (clock("c", "[]"), ["starts: no event"]),
        (clock("c", stops="[]"), ["stops: no event"]),
        (clock("c", "respond"), ["starts: 'respond' never happens in stage-1"]),
        (clock("c", "escalated"), ["starts: 'escalated' never happens in stage-1"]),
        (clock("c", "sent-back"), ["starts: 'sent-back' never happens in stage-1"]),
        (clock("c", "reopened"), ["starts: 'reopened' never happens in stage-1"]),
        (clock("c", "voided"), ["starts: 'voided' never happens in stage-1"]),
        (clock("c", stops="escalated"), ["stops: 'escalated' never happens in stage-1"]),
        (
            clock("c", stops='["responded", "paused"]'),
            ["stops: 'paused' never happens in stage-1"],
        ),
        (clock("c", "received", "received"), ["stops: the clock stops where it starts"]),
        (clock("c", limit="[]"), ["limit: no limit"]),
        (clock("c", limit="0 days"), ["limit: found '0 days'"]),
        (clock("c", limit="-5 working days"), ["limit: found '-5 working days'"]),
        (
            clock("c", extension='{ by = "0 days", total = "24 hours" }'),
            ["extension.by: found '0 days'", "extension.total: found '24 hours'"],
        ),
        (
            clock("c", either='[{ limit = "-5 days", starts = "agreed" }]'),
            [
                "either[0].starts: 'agreed' never happens in stage-1",
                "either[0].limit: found '-5 days'",
            ],
        ),
        (
            clock("c", reminders='["24 hours", "2 days", "-1 week"]'),
            ["reminders[0]: found '24 hours'", "reminders[2]: found '-1 week'"],
        ),
        (clock("c", otherwise=True), ["otherwise: there is nothing else"]),
        (
            clock("c", when="{ issues = { at-least = 5, at-most = 3 } }"),
            ["when.issues: no number is at least 5 and at most 3"],
        ),
        (
            clock("c", when="{ issues = { at-most = -1 } }"),
            ["when.issues: no number is at least 0"],
        ),
    ],
)
def test_faults_of_a_clock(rule: str, said: list[str]) -> None:
    """A clock can start and stop, cites a source, and has limits that can be counted."""
    assert [fault.split(" and at most -1")[0] for fault in told_of_clocks(rule)] == [
        f"[c].{each}" for each in said
    ]


def test_a_day_that_would_be_due_at_once() -> None:
    """A limit of no days counts to a day that its starting event must say, or it is a fault."""
    visit = clock("c", "visit-planned", "visited", "0 days", dated_by="visit-on")
    planned = stage("only", visit, milestones='["visit-planned", "visited"]')
    (fault,) = told(procedure("p", planned))
    assert fault == (
        "procedure[p].stage[only].clock[c].dated-by: 'visit-planned' need not say 'visit-on',"
        ' and is then due at once; expected needs = { visit-planned = ["visit-on"] }'
    )
    assert policy(procedure("p", planned, needs='{ visit-planned = ["visit-on"] }')).procedures
    assert policy(
        procedure(
            "p",
            planned.replace(
                "[[procedure.stage.clock]]",
                'needs = { visit-planned = ["visit-on"] }\n[[procedure.stage.clock]]',
            ),
        )
    ).procedures


def test_a_misspelt_event() -> None:
    """An event that never happens is told with those that do, and the one that was meant."""
    (fault,) = told(procedure("p", stage("only", clock("c", "acknowleged"))))
    assert fault == (
        "procedure[p].stage[only].clock[c].starts: 'acknowleged' never happens in only;"
        " expected 'entered', 'received', 'acknowledged', 'promised', 'responded', 'withdrawn',"
        " 'closed', 'became-late', 'issue-found', 'issue-raised', 'issue-split', 'issues-joined',"
        " 'lateness-explained', 'lesson-learned', 'linked', 'undertaken', 'undertaking-dropped',"
        " 'undertaking-fulfilled' or 'undertaking-moved'; perhaps 'acknowledged' was meant"
    )


def test_events_of_another_stage() -> None:
    """A stage is entered by what leads to it and left by what leads on, and knows the receipt."""
    first = stage("one", clock("c", "reopened", "escalated"), clock("d", "sent-back", "withdrawn"))
    second = stage(
        "two",
        clock("c", "escalated", "sent-back"),
        clock("d", "received", "responded"),
        sends_back_to='["one"]',
    )
    assert policy(procedure("p", first, second, reopens=True)).procedures


def two(one: str, other: str) -> list[str]:
    """The faults of two alternatives of a clock, with these keys each."""
    rules = (clock("c") + keys + "\n" for keys in (one, other))
    return told_of_clocks(*rules)


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("", "otherwise = true", ["clock 'c' is given 2 times and this one always holds"]),
        (
            "",
            "",
            [
                "clock 'c' is given 2 times and this one always holds",
                "clock 'c' is given 2 times",
            ],
        ),
        (
            "when = { service = 'roads' }",
            "",
            ["clock 'c' is given 2 times", "no 'c' for other values of service"],
        ),
        (
            "when = { service = 'roads' }",
            "when = { service = 'waste' }",
            ["no 'c' for other values of service"],
        ),
        (
            "when = { service = 'roads' }",
            "when = { channel = 'web' }",
            ["no 'c' for a case that meets none of the conditions"],
        ),
        (
            "when = { issues = { at-most = 2 }, channel = 'web' }",
            "when = { issues = { at-least = 4 } }",
            ["no 'c' where issues is 3", "no 'c' for a case that meets none of the conditions"],
        ),
        (
            "when = { issues = { at-most = 2 } }",
            "when = { issues = { at-least = 4 } }",
            ["no 'c' where issues is 3"],
        ),
        (
            "when = { issues = { at-most = 2 } }",
            "when = { issues = { at-least = 3, at-most = 5 } }",
            ["no 'c' where issues is 6 or more"],
        ),
        (
            "when = { issues = { at-least = 4 } }",
            "when = { issues = { at-least = 2, at-most = 3 } }",
            ["no 'c' where issues is 0"],
        ),
    ],
)
def test_gaps(one: str, other: str, said: list[str]) -> None:
    """Of several alternatives one must hold for every case."""
    assert two(one, other) == [f"[c]: {each}" for each in said]


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        (
            "when = { service = ['roads', 'waste'] }",
            "when = { service = ['waste', 'roads'] }",
            "[c].when.service: two clocks 'c' hold where service is 'roads' or 'waste'",
        ),
        (
            "when = { issues = { at-most = 2 } }",
            "when = { issues = { at-least = 2 } }",
            "[c].when.issues: two clocks 'c' hold where issues is the same numbers",
        ),
        (
            "when = { issues = { at-least = 1 } }",
            "when = { issues = { at-least = 5, at-most = 9 } }",
            "[c].when.issues: two clocks 'c' hold where issues is the same numbers",
        ),
        (
            "when = { service = 'roads' }",
            "when = { service = 'waste' }\notherwise = true",
            "[c].otherwise: holds both under conditions and otherwise",
        ),
    ],
)
def test_overlaps(one: str, other: str, said: str) -> None:
    """Of several alternatives no more than one may hold for a case."""
    assert said in two(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("when = { service = 'roads' }", "otherwise = true"),
        ("when = { issues = { at-most = 2 } }", "when = { issues = { at-least = 3 } }"),
        ("when = { issues = { at-least = 3 } }", "when = { issues = { at-most = 2 } }"),
        (
            "when = { issues = { at-least = 1, at-most = 2 } }",
            "when = { issues = { at-least = 3 } }",
        ),
        ("when = { service = 'roads', channel = 'web' }", "otherwise = true"),
    ],
)
def test_alternatives_that_share_every_case(one: str, other: str) -> None:
    """Alternatives that leave no gap and do not overlap are no fault."""
    rules = (clock("c") + keys + "\n" for keys in (one, other))
    assert of_clocks(*rules, needs='{ received = ["issues"] }').procedures


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("", "gap = 'as published'", "[c].gap: there is no gap"),
        (
            "when = { issues = { at-most = 2 } }",
            "gap = 'as published'",
            "[c]: clock 'c' is given 2 times",
        ),
        (
            "when = { issues = { at-most = 2 } }",
            "otherwise = true\ngap = 'as published'",
            "[c].gap: there is no gap",
        ),
        (
            "when = { issues = { at-most = 2 } }\ngap = 'as published'",
            "when = { issues = { at-least = 4 } }",
            "[c].gap: another 'c' follows",
        ),
        (
            "when = { issues = { at-most = 2 } }",
            "when = { issues = { at-least = 3 } }\ngap = 'as published'",
            "[c].gap: there is no gap",
        ),
        (
            "when = { issues = { at-most = 2 } }",
            "when = { issues = { at-least = 2 } }\ngap = 'as published'",
            "[c].when.issues: two clocks 'c' hold where issues is the same numbers",
        ),
    ],
)
def test_a_gap_that_is_none(one: str, other: str, said: str) -> None:
    """What a policy says is left open must be, and stands on the last of the alternatives."""
    assert said in two(one, other)


def test_a_gap_of_nothing() -> None:
    """A clock without alternatives leaves nothing open between them."""
    alone = clock("c", when='{ service = "roads" }', gap="as published")
    assert told_of_clocks(alone) == ["[c].gap: there is nothing else"]
    (fault,) = told_of_clocks(clock("c", gap="as it was"))
    assert fault == "[c].gap: found 'as it was'"


def test_a_gap_as_published() -> None:
    """A gap that a policy was published with is let through, and a case in it has no such clock."""
    ours = of_clocks(
        clock("c", when="{ issues = { at-least = 1, at-most = 2 } }"),
        clock("c", limit="20 days", when="{ issues = { at-least = 4 } }", gap="as published"),
    )
    assert [*left_open(ours)] == [("corporate", "stage-1", "no 'c' where issues is 3")]
    for issues, expected in (
        ("2", ["c running 2026-06-15"]),
        ("3", []),
        ("4", ["c running 2026-06-21"]),
    ):
        events = follow(ours, f"2026-06-01 receive issues={issues}")
        assert states(ours, events, "2026-06-01") == expected
    assert [*left_open(of_clocks(clock("c")))] == []


def test_gaps_in_a_list() -> None:
    """Where the fact is picked from a list, each of its codes must have a clock."""
    services = taxonomy("service", "roads", "waste", "parks")

    def only(*values: str) -> str:
        named = ", ".join(f'"{value}"' for value in values)
        return procedure(
            "p",
            stage(
                "only",
                clock("c", when='{ service = ["roads"] }'),
                clock("c", when=f"{{ service = [{named}] }}"),
            ),
            needs='{ received = ["service"] }',
        )

    (fault,) = told(only("waste"), services)
    assert "clock[c]: no 'c' where service is 'parks'; expected otherwise = true" in fault
    assert policy(only("waste", "parks"), services).procedures


SAYS: tuple[dict[str, str], ...] = (
    {"needs": '{ received = ["service"] }'},
    {"needs": '{ acknowledged = ["service"] }'},
    {"takes": '{ service = ["roads", "parks"] }'},
    {"needs": '{ responded = ["service"] }'},
    {"needs": '{ received = [{ is = "service", when = { channel = "web" } }] }'},
    {},
)


@pytest.mark.parametrize(("keys", "sound"), [(keys, k < 3) for k, keys in enumerate(SAYS)])
def test_a_case_that_says_nothing(keys: dict[str, str], *, sound: bool) -> None:
    """What chooses a clock must be said by every case, where nothing else holds for the rest."""
    services = taxonomy("service", "roads", "parks")
    rules = [
        clock("c", "acknowledged", when=f'{{ service = "{each}" }}') for each in ("roads", "parks")
    ]
    tables = procedure("p", stage("only", *rules), **keys), services
    if sound:
        assert policy(*tables).procedures
    else:
        (fault,) = told(*tables)
        assert fault == (
            "procedure[p].stage[only].clock[c]: no 'c' for a case that does not say 'service';"
            ' expected needs = { received = ["service"] }, or otherwise = true'
        )
