"""Stories say what should be true of a policy, and `untrue` finds where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

import casework
from casework.errors import FaultyInput
from casework.testing import load_stories, untrue

POLICY = casework.load_policy("examples/first-policy/policy.toml")

STORY = """
[[story]]
title = "Answered in time"
source = "section 4"
on = 2026-04-16
given = [
  { event = "received", on = 2026-03-30 },
  { event = "responded", on = 2026-04-15, outcome = "upheld" },
]
clocks = [{ stage = "stage-1", clock = "response", due = 2026-04-15, state = "met" }]
permitted = ["escalate", "close", "withdraw"]
refused = [{ act = "respond", why = "the case is answered" }]
"""


def found_in(tmp_path: Path, text: str) -> list[str]:
    """Where the policy disagrees with the one story of a text."""
    path = tmp_path / "stories.toml"
    path.write_text(text, encoding="utf-8")
    (story,) = load_stories(path)
    assert str(story) == "Answered in time"
    return untrue(POLICY, story)


def test_a_true_story(tmp_path: Path) -> None:
    """Nothing is said of a story that is true."""
    assert found_in(tmp_path, STORY) == []


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("due = 2026-04-15", "due = 2026-04-14", "expected {'stage': 'stage-1'"),
        ('state = "met"', 'state = "missed"', "'state': 'missed'"),
        ('clock = "response"', 'clock = "reply"', "found no such clock"),
        ("due = 2026-04-15", "dew = 2026-04-15", "a clock has no dew"),
        ('state = "met"', 'state = "met", absent = true', "found ["),
        ('["escalate", "close", "withdraw"]', '["close"]', "expected to permit 'close'"),
        ("permitted =", 'ways-out = ["an ombudsman"]\npermitted =', "found nothing"),
        ("the case is answered", "the moon is full", "because the moon is full; found:"),
        ('act = "respond"', 'act = "close"', "expected to refuse close; it is permitted"),
        ('"upheld"', '"uphold"', "perhaps 'upheld' was meant"),
    ],
)
def test_an_untrue_story(tmp_path: Path, was: str, now: str, said: str) -> None:
    """Each claim that the policy does not bear out is told, with what was found."""
    assert was in STORY
    (told,) = found_in(tmp_path, STORY.replace(was, now))
    assert said in told


def test_an_absent_clock(tmp_path: Path) -> None:
    """A story may say that a clock is not there."""
    text = STORY.replace('due = 2026-04-15, state = "met"', "due = 2026-04-14, absent = true")
    assert found_in(tmp_path, text) == []


def test_reminders_are_part_of_a_clock(tmp_path: Path) -> None:
    """A story may name the days on which a clock wants reminders."""
    assert found_in(tmp_path, STORY.replace('state = "met"', "reminders = []")) == []


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ('source = "section 4"\n', "", "no source"),
        ("permitted", "permited", "unknown key permited"),
        ('event = "received"', 'evnt = "received"', "no 'event'"),
        ("[[story]]", "[[tale]]", "no story"),
    ],
)
def test_a_story_that_cannot_be_read(tmp_path: Path, was: str, now: str, said: str) -> None:
    """A story with the wrong shape is refused, with its number and title."""
    with pytest.raises(FaultyInput, match=said):
        found_in(tmp_path, STORY.replace(was, now))
