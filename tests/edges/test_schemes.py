"""`casework regimes` and `casework check --against`: schemes in words, and policies beside them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import casework
from casework.prose.conformity import GROUNDS, conformity_in_markdown
from casework.prose.schemes import FORCES, scheme_in_markdown
from casework.prose.terms import ASPECTS, term_in_words
from casework.rules.schemes.grounds import VERDICTS
from casework.rules.schemes.terms import common_terms, terms
from tests.policies import OUTCOMES, clock, policy, procedure, stage
from tests.regimes.schemes import scheme

from .commands import answer, run

ROOT = Path(__file__).parents[2]
DATED = '[{ is = "5 days", to = 2026-03-31 }, { is = "6 days", from = 2026-04-01 }]'
KENSINGTON = str(ROOT / "examples/kensington-and-chelsea/policy.toml")
WHOLE = str(ROOT / "examples/kensington-and-chelsea/whole-policy.toml")


def test_every_scheme_is_listed_with_what_is_confirmed() -> None:
    """Each scheme that is shipped has its id, its days and its counts."""
    text = answer("regimes")
    for ident in casework.regimes():
        assert f"{ident}: {casework.regime(ident).header.title}\n" in text
    assert "editions housing-ombudsman-2020, housing-ombudsman-2022, housing-ombudsman-2024" in text


@pytest.mark.parametrize("ident", casework.regimes())
def test_a_scheme_in_words_says_what_nobody_confirmed(ident: str) -> None:
    """Each term of a scheme has a row; what is not confirmed says so in its row."""
    scheme = casework.regime(ident)
    lines = list(scheme_in_markdown(scheme))
    found = [term for each in scheme.procedure for term in terms(each)]
    for term in found:
        words = term_in_words(term).replace("|", "\\|")
        rows = [line for line in lines if f"| {words} |" in line]
        assert rows
        citation = term.citation
        if citation is not None and not citation.is_confirmed(scheme.policy.sources):
            assert any("(unconfirmed)" in row for row in rows)
    for example in scheme.examples:
        assert any(str(example.due) in line for line in lines)
    for question in scheme.questions:
        assert any(question.asks in line for line in lines)
    for measure in scheme.measures:
        assert any(f"{measure.id}: {measure.title}" in line for line in lines)


def test_an_edition_is_shown_alone() -> None:
    """An edition has its own terms only."""
    text = answer("regimes", "housing-ombudsman-2022")
    assert "Code 2024, from" not in text
    assert "to 2024-03-31" in text


def test_three_stages_and_fifteen_days_depart() -> None:
    """Kensington and Chelsea's corporate policy against the Code of 2024, term by term."""
    lines = answer("check", KENSINGTON, "--against", "housing-ombudsman-2024").splitlines()
    rows = [[cell.strip() for cell in line.split("|")] for line in lines if line.count("|") == 6]
    verdicts = {row[1]: (row[4], row[5]) for row in rows}
    assert verdicts["stages"] == ("departs", "has more stages")
    assert verdicts["Stage 1: Response, limit"] == (
        "departs",
        "can be later: from Monday 1 April 2024, 2024-04-22 and not 2024-04-15",
    )
    assert verdicts["Stage 2: Final response, limit"][0] == "stricter"
    assert verdicts["Stage 1: Acknowledgement, limit"] == ("silent", "says nothing of it")
    assert any("For a person to answer" in line for line in lines)


def test_the_same_as_json() -> None:
    """Every clause has its verdict, its ground, both sides with their sources, and a witness."""
    told = answer("check", KENSINGTON, "--against", "housing-ombudsman-2024", "--format", "json")
    found = json.loads(told)
    assert (found["regime"], found["procedure"], found["conforms"]) == (
        "housing-ombudsman-2024",
        "corporate",
        False,
    )
    (response,) = [
        clause
        for clause in found["clauses"]
        if clause["scheme"]["id"] == "2024/stage-1/response/limit"
    ]
    assert (response["verdict"], response["ground"]) == ("departs", "later")
    assert response["witness"] == {
        "start": "2024-04-01",
        "policy": "2024-04-22",
        "scheme": "2024-04-15",
    }
    assert response["scheme"]["starts"] == ["acknowledged"]
    assert "6.3" in response["scheme_source"]
    assert "Appendix A" in response["policy_sources"][0]
    assert found["questions"]


def test_the_same_as_a_page_to_fill_in(folder: Path) -> None:
    """The page has every clause with its verdict, and room for an answer to each question."""
    asked = ("check", KENSINGTON, "--against", "housing-ombudsman-2024", "--format", "html")
    page = answer(*asked)
    found = casework.conformity(
        casework.load_policy(KENSINGTON), casework.regime("housing-ombudsman-2024")
    )
    assert page.count('<tr class="') == len(found.clauses)
    assert page.count('<tr class="departs">') == 2
    assert page.count('<td class="answer"></td>') == len(found.questions)
    assert "<script" not in page
    assert answer(*asked, "-o", "page.html") == ""
    assert (folder / "page.html").read_text(encoding="utf-8") == page


def test_a_policy_of_several_procedures_says_which() -> None:
    """One of several procedures must be named, and named right."""
    done = run("check", WHOLE, "--against", "housing-ombudsman")
    assert done.exit_code == 2
    assert "--procedure is needed" in done.stderr
    done = run("check", WHOLE, "--against", "housing-ombudsman", "--procedure", "corprate")
    assert "perhaps 'corporate' was meant" in done.stderr
    text = answer("check", WHOLE, "--against", "housing-ombudsman", "--procedure", "corporate")
    assert text.count("against the policy in force") >= 3


def test_a_declared_departure_is_told_with_its_reason(folder: Path) -> None:
    """A departure that the policy declares stands in its row, with reason and source."""
    (folder / "late.toml").write_text(
        """
[policy]
id = "late"
authority = "Example Homes"
revision = "1"
[source.cabinet]
title = "Cabinet, 4 May 2025"
[calendar]
division = "england-and-wales"
[[procedure]]
id = "landlord"
title = "Landlord complaints"
extends = "housing-ombudsman-2024"
in-force = { from = 2025-05-05 }
[[procedure.stage]]
id = "stage-1"
[[procedure.stage.clock]]
id = "response"
limit = "15 working days"
departure = { reason = "a backlog", source = { ref = "cabinet", at = "minute 7" } }
source = { ref = "cabinet", at = "minute 6" }
""",
        encoding="utf-8",
    )
    text = answer("check", "late.toml", "--against", "housing-ombudsman-2024")
    assert ". Declared: a backlog (Cabinet, 4 May 2025, minute 7) |" in text
    told = answer("check", "late.toml", "--against", "housing-ombudsman-2024", "--format", "json")
    departures = [clause["departure"] for clause in json.loads(told)["clauses"]]
    assert {"reason": "a backlog", "source": "Cabinet, 4 May 2025, minute 7"} in departures


def test_a_scheme_that_is_not_there_is_refused() -> None:
    """A misspelt scheme is a wrong use of the command, and says what was perhaps meant."""
    done = run("check", KENSINGTON, "--against", "housing-ombudsman-2042")
    assert done.exit_code == 2
    assert "perhaps 'housing-ombudsman-20" in done.stderr
    for command in (("regimes", "lgsco-cod"), ("check", "lgsco-cod")):
        done = run(*command)
        assert (done.exit_code, done.stdout) == (2, "")
        assert "'lgsco-code' was meant" in done.stderr
    assert "is no file and no shipped scheme" in run("check", "zzz").stderr


def test_a_scheme_stands_wherever_a_policy_may() -> None:
    """The machine runs a scheme as it runs a policy: checked, drawn, explained."""
    assert "no faults" in answer("check", "children-2006")
    assert answer("diagram", "foia" if "foia" in casework.regimes() else "spso-2021")


def test_a_scheme_without_note_or_questions() -> None:
    """What a scheme does not have takes no room in its words, nor in what is held against it."""
    bare = scheme(stage("stage-1", clock()))
    lines = list(scheme_in_markdown(bare))
    assert lines[3:5] == ["", "## Complaint, from 2025-01-01 to 2025-06-30"]
    assert not any("Questions" in line for line in lines)
    found = casework.conformity(policy(procedure(stage("stage-1", clock()))), bare)
    assert not any("For a person" in line for line in conformity_in_markdown(found))


def test_everything_has_words() -> None:
    """Every ground, verdict, aspect and force has words; moves are told by what changes only."""
    assert {*GROUNDS} == {*VERDICTS}
    assert {*FORCES} == {"statutory", "code", "model", "template"}
    rich = policy(
        procedure(
            stage(
                "stage-1",
                clock(
                    limit=DATED,
                    rest='when = { service = ["a", "b"], issues = { at-least = 2, at-most = 3 } }\n'
                    'calendar = "other"\nends = "next-working-day"\nmonths = "day-before"\n'
                    'either = [{ limit = "1 month" }]\nreminders = ["2 working days"]\n'
                    'extension = { by = "5 days", times = 2, counted-from = "start",'
                    ' beyond = "good-reason", needs = ["reason"] }\n'
                    'pausing = { reasons = ["advocate"], resumes = "restart" }\n',
                ),
                clock(rest="otherwise = true\nrecurs = true", stops="called"),
                clock("window", kind="window", stops="escalated", rest="hard = true"),
                clock("agreed", rest='dated-by = "agreed-on"'),
                rest='milestones = ["called"]\nrequires = { responded = ["called"] }\n'
                "people = { other = {}, chair = { at-most = 1, "
                'different-from-facts = ["subject"] }, handler = { at-least = 2, '
                'different-from = ["stage-2"], different-from-facts = ["chair"], '
                'more-senior-than = ["stage-2"], or-equal-when = { outside = "yes" } } }\n'
                'needs = { called = ["caller", "subject"] }',
            ),
            stage("stage-2", rest='roles = { respond = ["officer", "team-head"] }'),
        ).replace(
            "[[procedure]]\n",
            '[[procedure]]\nseniority = ["officer", "team-head"]\n'
            'roles = { close = ["officer"] }\n',
        )
        + '\n[[procedure.way-out]]\nbody = "Ombudsman"\n'
        + '\n[calendars.other]\ndivision = "wales"\n',
        OUTCOMES,
    )
    found = [
        *common_terms(rich),
        *(term for line in rich.procedures.values() for each in line for term in terms(each)),
    ]
    assert {term.aspect for term in found} == {*ASPECTS} - {"moves", "takes"}
    words = {term.id.partition("/")[2]: term_in_words(term) for term in found}
    assert words["stage-1/response/2/limit"] == (
        "5 days (until 2026-03-31), then 6 days (from 2026-04-01) from received"
        " or 1 month from received, whichever is the later, to responded"
        " (months to the day before; then the next working day;"
        " where service is 'a' or 'b'; where issues is at least 2 and at most 3; calendar other;"
        " a reminder 2 working days before)"
    )
    assert words["stage-1/response/limit"].endswith("(otherwise; again and again)")
    assert words["stage-1/response/2/extension"] == (
        "by 5 days, 2 times from the start, further with good reason; it needs reason"
    )
    assert words["stage-1/response/2/pausing"] == "for 'advocate', then begins anew"
    assert words["stage-1/window/limit"].endswith("(hard)")
    assert words["stage-1/agreed/limit"] == "10 working days from agreed on to responded"
    assert words["stage-1/requires/responded"] == "called before responded"
    assert words["stage-1/people/handler"] == (
        "at least 2 who took no part in 'stage 2', other than the chair,"
        " more senior than in 'stage 2' (or equal where outside is 'yes')"
    )
    assert words["stage-1/people/chair"] == "exactly 1, other than the subject"
    assert words["stage-1/people/other"] == "somebody"
    assert words["stage-1/needs/called"] == "caller, subject with called"
    assert words["stage-2/roles/respond"] == "respond by 'officer' or 'team head'"
    assert words["roles/close"] == "close by 'officer'"
    assert words["seniority"] == "officer, team head, from the most junior"
    assert words["way-out/Ombudsman"] == "Ombudsman"
    assert words["outcome"] == "upheld, not-upheld"
