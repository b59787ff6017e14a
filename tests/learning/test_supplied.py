"""Numbers that are supplied, and rates: what fills a period, what stands, what is not known."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from casework import LimitError, Period, Policy, Report, parse_policy, report
from casework.rules.counts import with_parsed_counts

from .caseloads import QUARTER, TEXT, figures
from .rich import RICH, SOME

HEAD = '[source.own]\ntitle = "The authority"\n'
BASE = parse_policy(TEXT)


def supplied(text: str, period: Period = QUARTER, policy: Policy = BASE) -> Report:
    """The report of no cases with supplied counts."""
    return report(with_parsed_counts(policy, HEAD + text), [], period)


def count(ident: str, rows: str, more: str = "") -> str:
    """A count as TOML."""
    return (
        f'[[count]]\nid = "{ident}"\ntitle = "{ident.title()}"\nsource = {{ ref = "own" }}\n'
        f"{more}row = [{rows}]\n"
    )


APRIL = "{ value = 10, from = 2026-04-01, to = 2026-04-30 }"
REST = "{ value = 20, from = 2026-05-01, to = 2026-06-30 }"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        pytest.param(f"{APRIL}, {REST}", 30, id="rows that fill the period add up"),
        pytest.param(APRIL, None, id="short of the period"),
        pytest.param(
            "{ value = 9, from = 2026-04-01, to = 2026-07-01 }", None, id="beyond the period"
        ),
        pytest.param("{ value = 9, on = 2026-06-30 }", 9, id="as it stood on the last day"),
        pytest.param("{ value = 9, on = 2026-07-01 }", None, id="as it stands only later"),
        pytest.param(
            "{ value = 9, on = 2025-01-01 }, { value = 8, on = 2026-01-01 }", 8, id="the latest"
        ),
    ],
)
def test_what_fills_a_period(rows: str, found: int | None) -> None:
    """A number is known where its rows fill the period, or where it stood by its end."""
    lines = supplied(count("homes", rows)).table("homes").lines
    assert [line.now.count for line in lines] == ([] if found is None else [found])


def test_the_year_before_and_the_quarter_before() -> None:
    """Supplied numbers stand beside those of the year before and of the quarter before."""
    rows = (
        "{ value = 30, from = 2026-04-01, to = 2026-06-30 },"
        "{ value = 20, from = 2026-01-01, to = 2026-03-31 },"
        "{ value = 10, from = 2025-04-01, to = 2025-06-30 }"
    )
    (line,) = supplied(count("webchat", rows)).table("webchat").lines
    assert (line.change, line.change_percent) == (20, Decimal("200.00"))
    assert line.previous is not None
    assert line.previous.count == 20


def test_lines_and_their_sum() -> None:
    """Lines may be out of their sum, as stars are."""
    rows = ", ".join(
        f'{{ value = {n}, line = "{star}-star", from = 2026-04-01, to = 2026-06-30 }}'
        for star, n in ((5, 66), (1, 34))
    )
    found = supplied(count("stars", rows, 'of = "lines"\n'))
    assert figures(found, "stars") == {"5-star": (66, 100), "1-star": (34, 100)}
    assert found.table("stars").measure.of == "the sum of the lines"


SENT = (
    '{ value = 200, line = "Bins", from = 2026-04-01, to = 2026-06-30 },'
    '{ value = 100, line = "Roads", from = 2026-04-01, to = 2026-06-30 }'
)


def test_out_of_another_count() -> None:
    """A line is out of the line of the same name of another count, or else out of all of it."""
    returned = (
        '{ value = 20, line = "Bins", from = 2026-04-01, to = 2026-06-30 },'
        '{ value = 3, line = "By phone", from = 2026-04-01, to = 2026-06-30 }'
    )
    text = count("sent", SENT) + count("returned", returned, 'of = "sent"\n')
    found = supplied(text)
    assert figures(found, "returned") == {"Bins": (20, 200), "By phone": (3, 300)}
    assert found.table("returned").measure.of == "'Sent'"


def test_a_whole_that_is_not_known() -> None:
    """Where the other count is not known over the period, the number stands alone."""
    short = SENT.replace("2026-06-30", "2026-05-31")
    alone = "{ value = 20, from = 2026-04-01, to = 2026-06-30 }"
    text = count("sent", short) + count("returned", alone, 'of = "sent"\n')
    assert figures(supplied(text), "returned") == {"Returned": (20, None)}


def test_a_whole_beside_its_number() -> None:
    """A row may say what its number is out of; then it adds up with it."""
    rows = (
        "{ value = 1, of = 4, from = 2026-04-01, to = 2026-04-30 },"
        "{ value = 2, of = 4, from = 2026-05-01, to = 2026-06-30 }"
    )
    found = supplied(count("sample", rows))
    assert figures(found, "sample") == {"Sample": (3, 8)}
    assert found.table("sample").measure.of == "what is supplied with it"


def test_a_share_alone() -> None:
    """A share without numbers holds for its very days, and cannot be added up."""
    whole = "{ percent = 79.5, from = 2026-04-01, to = 2026-06-30 }"
    (line,) = supplied(count("satisfied", whole)).table("satisfied").lines
    assert (line.now.share, line.now.share_only) == (Decimal("79.50"), True)
    halves = (
        "{ percent = 79, from = 2026-04-01, to = 2026-04-30 },"
        "{ percent = 81, from = 2026-05-01, to = 2026-06-30 }"
    )
    assert supplied(count("satisfied", halves)).table("satisfied").lines == ()
    out_of = count("satisfied", whole) + count(
        "pleased", "{ value = 3, from = 2026-04-01, to = 2026-06-30 }", 'of = "satisfied"\n'
    )
    assert figures(supplied(out_of), "pleased") == {"Pleased": (3, None)}


def test_a_rate() -> None:
    """Six complaints for 1,000 homes are six for every thousand, as they were 1 for 900."""
    (line,) = report(RICH, SOME, QUARTER).table("per-1000").lines
    assert (line.now.count, line.now.of, line.now.share) == (6, 1000, Decimal("6.00"))
    assert line.before is None


def test_a_rate_of_what_is_not_known() -> None:
    """Where either side of a rate is not known, it has no line."""
    early = Period(date(2025, 1, 1), date(2025, 3, 31))
    assert report(RICH, [], early).table("per-1000").lines == ()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('count = "casis"\nof = "cases"', "perhaps 'cases' was meant"),
        ('count = "cases"\nof = "homes"', "'homes' cannot be used"),
    ],
)
def test_a_rate_of_nothing_that_there_is(line: str, words: str) -> None:
    """A rate that names no measure and no count is refused when the report is made."""
    with pytest.raises(LimitError, match=words):
        supplied(f'[[rate]]\nid = "r"\ntitle = "R"\n{line}\n')


def test_a_measure_in_the_file() -> None:
    """A file of counts may define a measure too, and a rate between two lines."""
    text = """
[[measure]]
id = "by-phone"
title = "By phone"
line = [{ unit = "case", where = { channel = "phone" } }]

[[rate]]
id = "phone-share"
title = "By phone, of all received"
count = "by-phone"
of = "cases"
of-line = "received"
"""
    (line,) = supplied(text).table("phone-share").lines
    assert (line.now.count, line.now.of, line.now.share) == (0, 0, None)
