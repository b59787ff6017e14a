"""The shipped lists from the command line: in words, as records, and as files to read back."""

from __future__ import annotations

import json
from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from casework import crosswalk
from casework.interop.taxonomies import taxonomy_in_toml
from casework.prose.taxonomies import loss_in_words, taxonomy_in_words
from casework.rules.lists.taxonomies import (
    AXES,
    PublishedTaxonomy,
    parse_taxonomy,
    published_taxonomy,
    taxonomy_ids,
)
from casework.rules.lists.taxonomy import Taxonomy
from casework.rules.sources import Citation, Source
from tests.rules.trees import taxonomies

from .commands import answer, run

WORDS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\r"), min_size=1
).filter(str.strip)
DAYS = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))


@st.composite
def published(draw: st.DrawFn) -> PublishedTaxonomy:
    """A published list with any words in it, and sources under any names."""
    names = draw(st.lists(WORDS, min_size=1, max_size=3, unique=True))
    cited = st.none() | st.builds(
        Citation, st.sampled_from(names), st.none() | WORDS, st.none() | st.booleans()
    )
    tree = draw(taxonomies())
    codes = tuple(
        evolve(code, title=draw(WORDS), note=draw(st.none() | WORDS), source=draw(cited))
        for code in tree.code
    )
    sources = {
        name: draw(st.builds(Source, WORDS, st.none() | WORDS, DAYS, st.booleans()))
        for name in names
    }
    held = Taxonomy(
        draw(WORDS), codes, draw(cited), draw(st.none() | st.integers(1, 5)), draw(WORDS)
    )
    return PublishedTaxonomy("any", draw(st.sampled_from(AXES)), draw(WORDS), held, sources)


@given(published())
def test_what_was_written_is_read_back(found: PublishedTaxonomy) -> None:
    """A list written as TOML is read back as the same list."""
    assert parse_taxonomy(taxonomy_in_toml(found)) == found


@pytest.mark.parametrize("ident", taxonomy_ids())
def test_a_shipped_list_is_read_back(ident: str) -> None:
    """Each shipped list, written by the command, is read back as the same list."""
    text = answer("taxonomies", ident, "--format", "toml")
    assert parse_taxonomy(text) == published_taxonomy(ident)


def test_a_list_of_nothing_is_read_back() -> None:
    """A list without codes says so, and is read back."""
    found = PublishedTaxonomy("none", "outcome", "Nobody", Taxonomy("Nothing", ()))
    assert parse_taxonomy(taxonomy_in_toml(found)) == found


def test_all_lists() -> None:
    """Without an id, every shipped list is named, with its axis and whose it is."""
    lines = answer("taxonomies").splitlines()
    assert [line.split()[0] for line in lines] == list(taxonomy_ids())
    (areas,) = (line for line in lines if line.startswith("durham"))
    assert areas.split(maxsplit=4) == [
        "durham-complaint-areas",
        "category",
        "15",
        "codes",
        "Durham County Council",
    ]
    records = json.loads(answer("taxonomies", "--format", "json"))
    assert [record["id"] for record in records] == list(taxonomy_ids())


def test_one_list_in_words() -> None:
    """A list says whose it is, from where, what is not confirmed, and what is part of what."""
    text = answer("taxonomies", "durham-complaint-areas")
    assert text.startswith("Durham County Council: Complaint areas\nAxis category, revision")
    assert ", 25 October 2021, checked 2026-11-26.\n" in text
    assert (
        "\nservice-failure: Service Failure. We did not do what we said we would"
        "\n  request-not-actioned: Not actioning a service request"
        "\n  missed-bin: Missed bin collection (unconfirmed)\n"
    ) in text
    assert text.endswith(
        "\n\nCrosswalks lead into kensington-and-chelsea-root-causes, spso-categories.\n"
    )


def test_lists_without_more() -> None:
    """A list without crosswalks ends with its codes; an unconfirmed source is marked."""
    assert answer("taxonomies", "channels").endswith(
        "\nstaff-portal: Staff portal. Eastleigh counts it with the phone.\n"
    )
    assert "annual review letters to councils, checked 2026-11-26 (unconfirmed).\n" in answer(
        "taxonomies", "lgsco-decisions"
    )


def test_one_list_as_a_record() -> None:
    """As a record, each code has its id, what is said of it, and whether it is confirmed."""
    record = json.loads(answer("taxonomies", "lgsco-annual-letter", "--format", "json"))
    assert record["axis"] == "return-section"
    assert record["sources"]["manual"]["checked"] == "2026-11-26"
    assert record["source"] == {"ref": "manual"}
    assert record["code"][-1] == {
        "id": "upheld",
        "title": "Complaints upheld",
        "parent": "investigated",
        "definition": "Fault was found, or the organisation had offered a suitable remedy early",
        "confirmed": True,
    }


def test_a_crosswalk_in_words() -> None:
    """A crosswalk says where each code leads, why, and what is lost by it."""
    text = answer(
        "taxonomies", "durham-complaint-areas", "--to", "kensington-and-chelsea-root-causes"
    )
    assert "another question" in text
    assert (
        "\nAdministration -> Quality of service. The causes name what a poor process leads to,"
        " not the process."
        "\n  might have been 'Service failure' or 'Service delay'"
        "\n  no longer told from 'Quality of Service'\n"
    ) in text
    assert "\nDamage -> no counterpart. " in text


def test_a_crosswalk_as_a_record() -> None:
    """As a record, each row has where it leads, why, and each loss with its codes."""
    args = ("taxonomies", "durham-complaint-areas", "--to", "spso-categories", "--format", "json")
    record = json.loads(answer(*args))
    assert (record["of"], record["into"]) == ("durham-complaint-areas", "spso-categories")
    assert record["rows"][5] == {
        "code": "speed-of-service",
        "into": "delays",
        "why": "The delays are in responding to requests; what never came was not provided.",
        "lost": [{"kind": "choice", "codes": ["failure-to-provide"]}],
    }


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["durham-complaint-area"], "perhaps 'durham-complaint-areas' was meant"),
        (["channels", "--to", "spso-categories"], "a crosswalk from 'channels': nothing"),
        (["--to", "spso-categories"], "--to needs an ID to lead from"),
        (["--format", "toml"], "--format toml is for one list"),
        (["channels", "--to", "x", "--format", "toml"], "--format toml is for one list"),
    ],
)
def test_what_cannot_be_shown(args: list[str], said: str) -> None:
    """A list, a crosswalk or a format that there is not is a usage error that says so."""
    done = run("taxonomies", *args)
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.split())


def test_retired_codes_in_words() -> None:
    """A code that was given up says until when it could be picked, and what it is counted as."""
    text = taxonomy_in_toml(published_taxonomy("nhs-outcomes"))
    old = '\n[[taxonomy.code]]\nid = "part"\ntitle = "In part"\nto = 2020-03-31\n'
    found = parse_taxonomy(text + old + 'forwards-to = "partially-upheld"\n')
    assert list(taxonomy_in_words(found))[-1] == (
        "part: In part, until 2020-03-31, since counted as partially-upheld"
    )


def test_a_list_that_says_little() -> None:
    """A list without a note, whose source nobody has checked, says no more than it knows."""
    found = PublishedTaxonomy(
        "x", "outcome", "Nobody", Taxonomy("Nothing", ()), {"list": Source("A list")}
    )
    assert list(taxonomy_in_words(found)) == [
        "Nobody: Nothing",
        "Axis outcome.",
        "From A list.",
        "",
    ]


def test_every_loss_in_words() -> None:
    """Each kind of loss says what is lost, with the titles of the codes."""
    walk = crosswalk("durham-complaint-areas", "kensington-and-chelsea-root-causes")
    found = [
        loss_in_words(walk, loss)
        for value in ("materials-left-behind", "accessibility")
        for loss in walk.cross(value).lost
    ]
    assert found == [
        "its narrower 'Materials left behind which led to damage' is not told apart",
        "no counterpart",
        "might have been 'Quality of service'",
        "no longer told from 'Communication'",
    ]
