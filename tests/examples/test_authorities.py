"""The policies of the authorities say what their stories say, and the stories cover them whole.

Every `*stories.toml` below `examples/` is held against the `*policy.toml` beside it, so that a
folder is tested as soon as it has one.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import field, frozen
from click.testing import CliRunner

import casework
from casework.cases.visits import Visit, visits
from casework.cli import main
from casework.prose.diagrams import procedure_in_mermaid
from casework.rules.clocks import ClockRule
from casework.rules.procedure import Procedure
from casework.testing import Story, load_stories, untrue

from .scripts import EXAMPLES

LATE = frozenset({"missed", "overdue"})
CLOSED = """
closures = [
  { day = 2020-10-30, why = "closed for the test" },
  { from = 2018-12-27, to = 2018-12-31, why = "closed for the test" },
  { from = 2020-11-16, to = 2020-11-27, why = "closed for the test" },
]
receipt = { cut-off = "09:00", non-working = "next-working-day" }
"""


@frozen
class Example:
    """A policy and its stories."""

    file: Path
    policy: casework.Policy = field(repr=False)
    stories: tuple[Story, ...] = field(repr=False)

    def __str__(self) -> str:
        return f"{self.file.parent.name}, {self.file.name}"

    @property
    def revisions(self) -> tuple[Procedure, ...]:
        """Every revision of every procedure."""
        return tuple(each for line in self.policy.procedures.values() for each in line)

    @property
    def rules(self) -> dict[int, tuple[ClockRule, str]]:
        """Every clock of every revision, with where it stands, by its identity."""
        return {
            id(rule): (rule, f"{procedure.id} {number} {stage.id} {rule.id}")
            for number, procedure in enumerate(self.revisions, 1)
            for stage in procedure.stage
            for rule in stage.clock
        }

    def visited(self, story: Story) -> tuple[Visit, ...]:
        """The stages that a story's case has been in by its day."""
        return visits(self.policy, casework.effective(self.told(story)))

    def told(self, story: Story) -> list[casework.Event]:
        """What has happened by the day of a story, with stages and procedures filled in."""
        history = casework.examine(self.policy, story.given)
        return [event for event in history.events if event.on <= story.on]

    def claims(self) -> Iterator[casework.Clock]:
        """Every clock of which some story says how it stands."""
        for story in self.stories:
            found = casework.clocks(self.policy, self.told(story), story.on)
            for wanted in story.clocks:
                keys = [key for key in ("procedure", "stage", "clock", "state") if key in wanted]
                if "state" in wanted and not wanted.get("absent"):
                    for clock in found:
                        if all(getattr(clock, key) == wanted[key] for key in keys):
                            yield clock


def example(stories: Path) -> Example:
    """The example of a file of stories."""
    file = stories.with_name(stories.name.removesuffix("stories.toml") + "policy.toml")
    return Example(file, casework.load_policy(file), load_stories(stories))


FOUND = [example(path) for path in sorted(EXAMPLES.glob("*/*stories.toml"))]
TOLD = [
    pytest.param(each, story, id=f"{each}: {story.title}")
    for each in FOUND
    for story in each.stories
]
every = pytest.mark.parametrize("held", FOUND, ids=str)


def test_found() -> None:
    """The authorities are there."""
    folders = {each.file.parent.name for each in FOUND}
    assert folders >= {
        "annual-committee-report",
        "eastleigh",
        "hammersmith-and-fulham",
        "kensington-and-chelsea",
    }


@every
def test_sound(held: Example) -> None:
    """`casework check` finds no fault."""
    done = CliRunner().invoke(main, ["check", str(held.file)])
    assert (done.exit_code, done.stderr) == (0, "")
    assert "no faults" in done.stdout


@pytest.mark.parametrize(("held", "story"), TOLD)
def test_story(held: Example, story: Story) -> None:
    """What the story says is true of the policy."""
    assert untrue(held.policy, story) == []


@every
def test_titles(held: Example) -> None:
    """No two stories of an example have the same title."""
    titles = [story.title for story in held.stories]
    assert sorted(titles) == sorted(set(titles))


@every
def test_stages_are_told(held: Example) -> None:
    """In every revision of every procedure, some story comes to every stage."""
    reached = {
        (id(visit.procedure), visit.stage.id)
        for story in held.stories
        for visit in held.visited(story)
    }
    missing = [
        f"{procedure.id} {number} {stage.id}"
        for number, procedure in enumerate(held.revisions, 1)
        for stage in procedure.stage
        if (id(procedure), stage.id) not in reached
    ]
    assert missing == []


@every
def test_clocks_are_told(held: Example) -> None:
    """Of every clock, some story says how it stands in time, and some how it stands too late.

    Of a wait, one says how it stands too soon and one when it is over.
    """
    sides: dict[int, set[bool]] = {rule: set() for rule in held.rules}
    for clock in held.claims():
        late = clock.state == "met" if clock.kind == "wait" else clock.state in LATE
        sides[id(clock.rule)].add(late)
    missing = [
        f"{held.rules[rule][1]}: {'too late' if seen else 'in time'}"
        for rule, found in sides.items()
        for seen in (True, False)
        if seen not in found
    ]
    assert missing == []


@every
def test_ways_out_are_told(held: Example) -> None:
    """Every way out is open in some story, and where it is for later stages, not in every one."""
    for procedure in held.revisions:
        stories = [
            story
            for story in held.stories
            if any(visit.procedure is procedure for visit in held.visited(story)[-1:])
        ]
        for way in procedure.way_out:
            opened = {way in casework.ways_out(held.policy, held.told(each)) for each in stories}
            assert True in opened, f"{procedure.id}: {way.body} is never open"
            if way.after or way.when:
                assert False in opened, f"{procedure.id}: {way.body} is always open"


@every
def test_drawn(held: Example) -> None:
    """Every revision of every procedure is drawn, with all its stages and clocks."""
    for procedure in held.revisions:
        first, *rest = procedure_in_mermaid(procedure)
        assert first == "stateDiagram-v2"
        drawing = " ".join("\n".join(rest).split())
        for stage in procedure.stage:
            assert f'state "{stage.title.replace(":", " -")}" as ' in drawing
            for rule in stage.clock:
                limit = next(map(str, rule.limit), "until the day given as").removeprefix("-")
                assert f"{rule.name.replace(':', ' -')} ({rule.kind}) - {limit}" in drawing


def closed(folder: str) -> str:
    """The policy of a folder as it would stand with closures and an early end of the day."""
    calendar = '[calendar]\ndivision = "england-and-wales"\n'
    text = (EXAMPLES / folder / "policy.toml").read_text(encoding="utf-8")
    assert calendar in text
    return text.replace(calendar, calendar + CLOSED)


def test_freedom_of_information_knows_no_closures() -> None:
    """When the council closes its doors or its day early, only the other clocks take notice."""
    held = example(EXAMPLES / "annual-committee-report" / "stories.toml")
    shut = casework.parse_policy(closed("annual-committee-report"))
    wrong = {story.procedure for story in held.stories if untrue(shut, story)}
    assert wrong
    assert "freedom-of-information" not in wrong


def test_closures_may_not_lengthen_what_the_law_gives() -> None:
    """Closures that make a scheme's times longer are refused; those of FOI they cannot touch."""
    with pytest.raises(casework.PolicyError) as caught:
        casework.parse_policy(closed("hammersmith-and-fulham"))
    told = str(caught.value)
    assert "procedure[adults-statutory].stage[only-stage].clock[response]: departs" in told
    assert "procedure[childrens-statutory].stage[stage-3].clock[panel]: departs" in told
    assert "freedom-of-information" not in told


@every
def test_explained(held: Example) -> None:
    """Beside every policy stands a page that says what it is made from."""
    assert (held.file.parent / "README.md").exists()
