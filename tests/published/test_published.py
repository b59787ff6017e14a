"""Published complaints policies can be said in policy files, with what is odd about each.

Every folder beside this file holds the policy of an authority and stories that exercise it, with
days worked out by hand.  What could not be said is in
docs/explanation/limits.md.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

import casework
from casework.cli import main
from casework.prose.diagrams import procedure_in_mermaid
from casework.testing import Story, load_stories, untrue

FOLDERS = tuple(sorted(path.parent for path in Path(__file__).parent.glob("*/policy.toml")))
TOLD = [
    pytest.param(folder, story, id=f"{folder.name}: {story.title}")
    for folder in FOLDERS
    for story in load_stories(folder / "stories.toml")
]
every = pytest.mark.parametrize("folder", FOLDERS, ids=[folder.name for folder in FOLDERS])


@cache
def policy_in(folder: Path) -> casework.Policy:
    """The policy of a folder."""
    return casework.load_policy(folder / "policy.toml")


def test_found() -> None:
    """Twenty published policies are there, and those read since for what the twenty do not say."""
    assert len(FOLDERS) >= 25


def test_checked() -> None:
    """`casework check` finds no fault in any of them."""
    for folder in FOLDERS:
        result = CliRunner().invoke(main, ["check", str(folder / "policy.toml")])
        assert result.exit_code == 0, result.output


@every
def test_named(folder: Path) -> None:
    """A policy has the name of its folder, and its source a link and the day it was read."""
    policy = policy_in(folder)
    assert policy.id == folder.name
    for source in policy.sources.values():
        assert source.link
        assert source.checked


@every
def test_drawn(folder: Path) -> None:
    """Every revision of every procedure is drawn."""
    for line in policy_in(folder).procedures.values():
        for procedure in line:
            first, *rest = procedure_in_mermaid(procedure)
            assert first == "stateDiagram-v2"
            drawing = "\n".join(rest)
            for stage in procedure.stage:
                assert f'state "{stage.title.replace(":", " -")}" as ' in drawing


@pytest.mark.parametrize(("folder", "story"), TOLD)
def test_stories(folder: Path, story: Story) -> None:
    """What the story says is true of the policy."""
    assert untrue(policy_in(folder), story) == []


@pytest.mark.parametrize(
    ("landlord", "body"),
    [("yes", "Housing Ombudsman"), ("no", "Local Government and Social Care Ombudsman")],
)
def test_way_out_by_subject(landlord: str, body: str) -> None:
    """In Birmingham the ombudsman depends on whether the complaint is one as landlord."""
    policy = policy_in(Path(__file__).parent / "birmingham")
    facts = {"as-landlord": landlord}
    act = casework.Act("receive", date(2025, 9, 17), case="C-1", facts=facts)
    received = casework.decide(policy, casework.replay(()), act)
    assert [way.body for way in casework.ways_out(policy, received)] == [body]
