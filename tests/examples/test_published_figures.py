"""Every figure that the authorities publish comes out of the measures, or is known not to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve
from examples.published_answers import Answers, main
from examples.published_figures import (
    Document,
    Published,
    documents,
    number_of,
    rounded,
    unit_of,
)

DOCUMENTS = documents()
FIGURES = [figure for document in DOCUMENTS for figure in document.figures]
IDENTS = {document.authority: document for document in DOCUMENTS}
every = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda each: each.authority)


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Answers]:
    """What the library gives, document by document, each caseload and report made once."""
    folder = tmp_path_factory.mktemp("caseloads")
    return {each.authority: Answers(each, folder) for each in DOCUMENTS}


@pytest.mark.parametrize("figure", FIGURES, ids=str)
def test_figure(figure: Published, answers: Mapping[str, Answers]) -> None:
    """What is printed comes out; what is contradicted comes out otherwise; or a reason is given."""
    if figure.missing:
        assert not figure.right
    else:
        found = answers[figure.authority]
        assert found.holds(figure), found.exactly(figure)


@every
def test_nothing_else_would_do(document: Document, answers: Mapping[str, Answers]) -> None:
    """One more, in the last place that is printed, is not what comes out of any measure."""
    held = [each for each in document.figures if not (each.missing or each.term or each.right)]
    found = answers[document.authority]
    for figure in held:
        if figure.says == "exactly":
            other = str(float(figure.number + figure.unit))
            assert not found.holds(evolve(figure, value=other, to=str(figure.unit))), figure


@every
def test_listed_once(document: Document) -> None:
    """No figure has the id of another; each says what, where, and how it was printed."""
    idents = [each.id for each in document.figures]
    idents += [each.id for each in document.contradictions]
    assert sorted(set(idents)) == sorted(idents)
    assert all(each.what and each.at and each.printed for each in document.figures)
    assert all(bool(each.right) is bool(each.wrong) for each in document.figures)


@every
def test_the_cases_are_possible(document: Document, answers: Mapping[str, Answers]) -> None:
    """Every caseload is one that its policy permits, and says of each case that it is invented."""
    for caseload in document.caseloads:
        cases = answers[document.authority].cases(caseload)
        assert [fault for case in cases for fault in case.faults] == []
        assert len(cases) == len({case.events[0].case for case in cases})
        assert all(case.events[0].fact("synthetic") == "true" for case in cases)
        assert all(case.events[0].case.startswith("SYN-") for case in cases)


def test_printed_numbers() -> None:
    """A printed number is read with its places, and as less than nothing where it says fewer."""
    assert number_of("9.1% decrease") == Fraction(-91, 10)
    assert number_of("109,208") == 109_208
    assert [unit_of("15.40%"), unit_of("364")] == [Fraction(1, 100), Fraction(1)]
    with pytest.raises(ValueError, match="no number in 'three'"):
        number_of("three")


def test_rounding() -> None:
    """Halves are rounded away from zero, on either side of it."""
    half = Fraction(1, 2)
    assert [rounded(n + half, Fraction(1)) for n in (-2, -1, 0, 1)] == [-2, -1, 1, 2]
    assert rounded(Fraction("0.0449"), Fraction(1, 100)) == Fraction("0.04")


def test_printed_beside_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    """The script says of each figure whether it holds, and ends with 0 where all do."""
    assert main(["eastleigh"]) == 0
    shown = capsys.readouterr().out
    assert "ok  eastleigh: received-2122 | 364 | counted" in shown
    assert "NOT" not in shown


def printed(authority: str, *idents: str) -> list[Decimal]:
    """The numbers that a document prints for some of its figures."""
    figures = {figure.id: figure for figure in IDENTS[authority].figures}
    return [Decimal(str(float(figures[ident].number))) for ident in idents]


def before(now: int, percent: int) -> list[int]:
    """The numbers of which a number is so many percent more or fewer, rounded to whole ones."""
    return [
        then
        for then in range(1, 10 * now)
        if rounded(Fraction(100 * (now - then), then), Fraction(1)) == percent
    ]


def test_what_is_missing_could_be_anything() -> None:
    """The years before the first ones printed could be several numbers, so none can be said."""
    assert before(152, 9) == [139, 140]
    assert before(502, -8) == [543, 544, 545, 546, 547, 548]


def test_parking_and_planning() -> None:
    """From 173 to 176 complaints make Parking's 82 both 47 % and Planning's 33 both 19 %."""
    both = {rounded(Fraction(47), Fraction(1)), rounded(Fraction(19), Fraction(1))}
    fitting = [
        of
        for of in range(100, 300)
        if {rounded(Fraction(100 * part, of), Fraction(1)) for part in (82, 33)} == both
    ]
    assert fitting == [173, 174, 175, 176]


def eastleigh_totals() -> Iterator[bool]:
    """With the ombudsman's cases 357 and 502, without them 353 and 499; 364 either way."""
    levels = printed("eastleigh", "level-1-2122", "level-2-2122")
    earlier = printed("eastleigh", "level-1-2021", "level-2-2021", "ombudsman-2021")
    first = printed("eastleigh", "level-1-1920", "level-2-1920", "ombudsman-1920")
    totals = printed("eastleigh", "received-2122", "received-2021", "received-1920")
    yield [sum(levels), sum(earlier), sum(first)] == totals
    yield (sum(levels) - sum(earlier[:2]), sum(first[:2])) == (11, 499)
    yield rounded(Fraction(1100, 353), Fraction(1)) == 3
    yield rounded(Fraction(100 * (353 - 499), 499), Fraction(1)) == -29


def year_2019() -> Iterator[bool]:
    """The table's other two rows follow one another, and the text calls the first 2019/20."""
    periods = IDENTS["eastleigh"].periods
    yield list(periods) == ["2019/20", "2020/21", "2021/22"]
    yield printed("eastleigh", "received-1920") == [502]


CAUSES = (
    "quality",
    "communications",
    "failure",
    "decision",
    "delay",
    "staff",
    "withdrawal",
    "contractor",
    "policy",
)


def sum_of_causes() -> Iterator[bool]:
    """The nine percentages make 99.97, and with one put right 100.00; the nine counts 343."""
    authority = "kensington-and-chelsea"
    counts = printed(authority, *CAUSES)
    shares = printed(authority, *(f"{cause}-share" for cause in CAUSES))
    yield [sum(counts)] == printed(authority, "causes")
    yield sum(shares) == Decimal("99.97")
    yield sum(shares) - Decimal("15.42") + Decimal("15.45") == 100
    yield counts[1] == counts[2]


def year_of_the_process() -> Iterator[bool]:
    """The complaints of April to September 2020 are recorded under the process already."""
    period = IDENTS["kensington-and-chelsea"].periods["2020/21 Q1-2"]
    yield period.last.year == 2020
    yield period.last.month < 12


def test_requests_that_fit() -> None:
    """Whichever number of requests 96,000 are 27 % of, the ratios to them are the same."""
    fitting = [
        then
        for then in range(300_000, 400_000, 100)
        if rounded(Fraction(9_600_000, then), Fraction(1)) == 27
    ]
    tenth = Fraction(1, 10)
    assert 355_500 in fitting
    assert {rounded(Fraction(269_100, then + 96_000), tenth) for then in fitting} == {tenth * 6}
    assert {rounded(Fraction(236_400, then), tenth) for then in fitting} == {tenth * 7}


def less_than_one_percent() -> Iterator[bool]:
    """Those upheld and taken on are fewer, those who approached the ombudsman are not."""
    of, *parts = printed("hammersmith-and-fulham", "stage-1", "upheld", "taken", "approached")
    yield [round(100 * part / of, 1) for part in parts] == [
        Decimal("0.6"),
        Decimal("0.7"),
        Decimal("2.3"),
    ]


def year_of_the_ratio() -> Iterator[bool]:
    """The complaints that make 0.6 % are those of the year to June 2021, by either paragraph."""
    document = IDENTS["durham"]
    by = {figure.id: figure for figure in document.figures}
    yield document.periods[by["per-requests"].period].last.year == 2021
    yield document.periods[by["per-requests-before"].period].last.year == 2020
    now, more = printed("durham", "complaints", "complaints-more")
    yield [now, now - more] == [Decimal(2691), Decimal(2364)]


def comments_of_these() -> Iterator[bool]:
    """The parts of the comments are more than the comments, in either year."""
    whole, *parts = printed("durham", "comments", "charges", "objections")
    waste = printed("durham", "comments-centres", "comments-refuse")
    yield sum(parts) + sum(waste) > whole
    more, *others = printed("durham", "comments-more", "charges-more", "objections-fewer")
    then = [now - by for now, by in zip(parts, others, strict=True)]
    yield sum(then) == 82 + 97
    yield sum(then) > whole - more


def stars_of_2020() -> Iterator[bool]:
    """Five shares that are each rounded by half a point at most cannot come to 95."""
    shares = printed("durham", *(f"stars-{n}-2020" for n in (5, 4, 3, 2, 1)))
    yield sum(shares) == 95
    yield sum(shares) + 5 * Decimal("0.5") < 100
    yield sum(printed("durham", *(f"stars-{n}-2021" for n in (5, 4, 3, 2, 1)))) == 100


def almost_half() -> Iterator[bool]:
    """Two thirds have five stars; the five kinds of the table have almost half."""
    kinds = ("garden-waste", "survey", "waste-permit", "bin-missed", "bulky-waste")
    yield sum(printed("durham", *(f"stars-{kind}" for kind in kinds))) == 52_830
    yield printed("durham", "stars-2021") == [109_208]
    yield rounded(Fraction(100 * 52_830, 109_208), Fraction(1)) == 48
    yield printed("durham", "stars-5-2021") == [66]


def sixteen_of_78() -> Iterator[bool]:
    """No number of 78 is 16 %; of 75, twelve are, and eighteen are the 24 % beside it."""
    whole = Fraction(1)
    yield all(rounded(Fraction(100 * n, 78), whole) != 16 for n in range(79))
    yield rounded(Fraction(1200, 75), whole) == 16
    yield rounded(Fraction(1800, 75), whole) == 24


PROOFS: Mapping[tuple[str, str], Callable[[], Iterator[bool]]] = {
    ("eastleigh", "totals-2122"): eastleigh_totals,
    ("eastleigh", "year-2019"): year_2019,
    ("kensington-and-chelsea", "sum-of-causes"): sum_of_causes,
    ("kensington-and-chelsea", "year-of-the-process"): year_of_the_process,
    ("hammersmith-and-fulham", "less-than-one-percent"): less_than_one_percent,
    ("durham", "year-of-the-ratio"): year_of_the_ratio,
    ("durham", "comments-of-these"): comments_of_these,
    ("durham", "stars-of-2020"): stars_of_2020,
    ("durham", "almost-half"): almost_half,
    ("durham", "sixteen-of-78"): sixteen_of_78,
}


@pytest.mark.parametrize("proof", PROOFS.values(), ids=map(" ".join, PROOFS))
def test_contradiction(proof: Callable[[], Iterator[bool]]) -> None:
    """What is called a contradiction is one, by the document's own figures."""
    assert all(list(proof()))


def test_every_contradiction_is_proved() -> None:
    """There is a proof for each contradiction that stands beside the single figures."""
    listed = {(each.authority, found.id) for each in DOCUMENTS for found in each.contradictions}
    assert listed == set(PROOFS)


def test_corrective_actions_add_up() -> None:
    """The nine kinds of corrective action are the 31 complaints of the text."""
    figures = IDENTS["kensington-and-chelsea"].figures
    actions = [each.number for each in figures if each.id.startswith("action-")]
    assert (len(actions), sum(actions)) == (9, 31)


def test_how_many() -> None:
    """A list that loses a figure is noticed: how many there are is kept here."""
    assert {each.authority: len(each.figures) for each in DOCUMENTS} == {
        "eastleigh": 37,
        "kensington-and-chelsea": 80,
        "hammersmith-and-fulham": 23,
        "annual-committee-report": 2,
        "durham": 382,
    }
