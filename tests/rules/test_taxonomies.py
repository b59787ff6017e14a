"""The shipped taxonomies: what they say, from where, and how sure it is."""

from __future__ import annotations

from datetime import date

import pytest

from casework import LimitError, PolicyError
from casework.rules.lists.taxonomies import AXES, parse_taxonomy, published_taxonomy, taxonomy_ids

ALL = taxonomy_ids()


@pytest.mark.parametrize("ident", ALL)
def test_every_shipped_taxonomy_is_sound(ident: str) -> None:
    """A shipped list is called as its file, is on a known axis and has a title and a revision."""
    found = published_taxonomy(ident)
    assert found.id == ident
    assert found.axis in AXES
    assert found.taxonomy.title
    assert found.taxonomy.revision


@pytest.mark.parametrize("ident", ALL)
def test_every_code_has_a_source_that_was_checked(ident: str) -> None:
    """Each code cites a source with the day it was checked, and what is not confirmed says why."""
    found = published_taxonomy(ident)
    for code in found.taxonomy.code:
        citation = found.citation(code)
        assert citation is not None
        source = found.source[citation.ref]
        assert source.checked is not None
        assert date(2026, 11, 23) <= source.checked <= date(2026, 11, 26)
        assert found.is_confirmed(code) or citation.note or source.note


@pytest.mark.parametrize("ident", ALL)
def test_every_source_is_used(ident: str) -> None:
    """A shipped list lists no source that it does not cite."""
    found = published_taxonomy(ident)
    cited = {citation.ref for code in found.taxonomy.code if (citation := found.citation(code))}
    assert cited == set(found.source)


def test_lists_of_the_two_councils() -> None:
    """Kensington and Chelsea has nine causes and nine actions; Durham has eight areas."""
    causes = published_taxonomy("kensington-and-chelsea-root-causes").taxonomy
    actions = published_taxonomy("kensington-and-chelsea-corrective-actions").taxonomy
    areas = published_taxonomy("durham-complaint-areas").taxonomy
    assert [len(causes.tops), len(actions.tops), len(areas.tops)] == [9, 9, 8]
    assert areas.roll_up("missed-bin") == "service-failure"
    assert all(areas.by_id[area].definition for area in areas.tops)


def test_lists_of_the_ombudsmen() -> None:
    """The Housing Ombudsman has eight findings; the LGSCO eight subjects and six remedies."""
    counts = {
        ident: len(published_taxonomy(ident).taxonomy.tops)
        for ident in ("housing-ombudsman-findings", "lgsco-subjects", "lgsco-remedies")
    }
    assert list(counts.values()) == [8, 8, 6]
    decisions = published_taxonomy("lgsco-decisions").taxonomy
    assert decisions.roll_up("upheld-in-part") == "upheld"


def test_what_is_not_confirmed() -> None:
    """What was not read where it was published is marked, code by code."""
    subjects = published_taxonomy("ko41a-subjects")
    read = [code.id for code in subjects.taxonomy.code if subjects.is_confirmed(code)]
    assert read == ["communications", "values-and-behaviours", "other"]


def test_a_taxonomy_that_there_is_not() -> None:
    """An unknown id is an error that lists what there is and what was perhaps meant."""
    with pytest.raises(LimitError, match="perhaps 'spso-categories' was meant"):
        published_taxonomy("spso-category")


SOUND = """\
id = "x"
axis = "root-cause"
publisher = "Test Borough Council"

[source.list]
title = "A list"

[taxonomy]
title = "Causes"
source = { ref = "list" }
code = [{ id = "a", title = "A" }]
"""


def test_faults_of_a_published_list() -> None:
    """A published list is judged as the lists of a policy are: by shape, then by sense."""
    assert parse_taxonomy(SOUND).taxonomy.ids == ("a",)
    with pytest.raises(PolicyError) as shape:
        parse_taxonomy(SOUND.replace('"root-cause"', '"root-causes"'), "x.toml")
    (fault,) = shape.value.faults
    assert (fault.file, fault.line, fault.place) == ("x.toml", 2, "axis")
    assert fault.meant == "root-cause"
    with pytest.raises(PolicyError) as sense:
        parse_taxonomy(SOUND.replace('title = "A" }', 'title = "A", parent = "b" }'))
    assert [str(fault) for fault in sense.value.faults] == [
        "taxonomy:11: taxonomy.code[a].parent: no code 'b'; expected 'a'"
    ]


def test_a_code_without_a_source_is_not_confirmed() -> None:
    """Where neither the code nor its list says where it stands, nobody has read it there."""
    found = parse_taxonomy(SOUND.replace('source = { ref = "list" }\n', ""))
    assert not found.is_confirmed(found.taxonomy.code[0])
