"""The documentation does what it says: its code runs, its output is real, its links lead on."""

from __future__ import annotations

import sys
from importlib.metadata import entry_points
from pathlib import Path

import click
import pytest

from .pages import PageError, anchors, blocks, broken_links, run

ROOT = Path(__file__).parents[1]
RUN = [ROOT / "README.md", *sorted(ROOT.glob("docs/**/*.md"))]
READ = [*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/**/*.md"))]


def named(page: Path) -> str:
    """A page by its path in the project."""
    return page.relative_to(ROOT).as_posix()


def casework() -> click.Command:
    """The command as it is installed."""
    (script,) = entry_points(group="console_scripts", name="casework")
    command = script.load()
    assert isinstance(command, click.Command)
    return command


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A scratch folder that looks like the project's own, so that pages leave nothing behind."""
    for entry in ROOT.iterdir():
        if not entry.name.startswith("."):
            (tmp_path / entry.name).symlink_to(entry)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("page", RUN, ids=named)
def test_code_holds(page: Path) -> None:
    """Every block of code on the page runs, and prints what the page shows."""
    run(page, casework)


@pytest.mark.parametrize("page", READ, ids=named)
def test_links_lead_somewhere(page: Path) -> None:
    """Every link between pages leads to a file and a heading that exist."""
    assert broken_links(page, ROOT) == []


@click.command()
@click.argument("words", nargs=-1)
@click.option("--fail", is_flag=True)
def echo(words: tuple[str, ...], *, fail: bool) -> None:
    """Print the words, or standard input where there are none."""
    for word in words or sys.stdin.read().split():
        click.echo(word)
    if fail:
        click.echo("failed", err=True)
        raise SystemExit(3)


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A page to write on, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path / "page.md"


def fenced(language: str, text: str, *notes: str) -> str:
    """A fenced block, after comments."""
    comments = "".join(f"<!-- {note} -->\n" for note in notes)
    return f"Some words.\n\n{comments}```{language}\n{text}\n```\n\n"


HOLDS = {
    "a session": fenced("python", ">>> 1 + 1\n2"),
    "plain code": fenced("python", "assert True"),
    "one namespace": fenced("python", "n = 1")
    + fenced("pycon", ">>> n\n1\n>>> m = n")
    + fenced("python", "assert m == 1"),
    "a command": fenced("console", "$ casework a b\na\nb\n$ casework c\nc"),
    "a long command": fenced("console", "$ casework a \\\n    b\na\nb"),
    "a command that fails": fenced("console", "$ casework a --fail\na\nfailed\n$ echo $?\n3"),
    "standard input": fenced("text", "x y", "file: words.txt")
    + fenced("console", "$ casework < words.txt\nx\ny"),
    "the head of an output": fenced("console", "$ casework a b c | head -n 2\na\nb"),
    "data": fenced("toml", "a = 1") + fenced("json", "[1]") + fenced("jsonl", "{}\n{}"),
    "a block in a list": "- An item:\n\n  ```python\n  assert True\n  ```\n",
    "a block left out with its reason": fenced("python", "1 / 0", "not run: it divides by zero"),
}
BREAKS = {
    "a wrong answer": (fenced("python", ">>> 1 + 1\n3"), "Expected:\n    3\nGot:\n    2"),
    "a wrong output": (fenced("console", "$ casework a\nb"), "-b\n+a"),
    "an output left out": (fenced("console", "$ casework a"), "+a"),
    "an output that is not there": (fenced("console", "$ casework a\na\nb"), "-b"),
    "a failure unmentioned": (
        fenced("console", "$ casework a --fail\na\nfailed"),
        "exit code 3",
    ),
    "a failure passed over": (
        fenced("console", "$ casework a --fail\na\nfailed\n$ casework b\nb"),
        "exit code 3",
    ),
    "a wrong exit code": (
        fenced("console", "$ casework a --fail\na\nfailed\n$ echo $?\n1"),
        "-1\n+3",
    ),
    "another program": (fenced("console", "$ rm -r x"), "only casework"),
    "a pipe": (fenced("console", "$ casework a | sort\na"), "only casework"),
    "output without a command": (fenced("console", "a"), "opens with '$ '"),
    "data that cannot be read": (fenced("toml", "a ="), "page.md:3"),
    "a line that cannot be read": (fenced("jsonl", "{}\n{"), "page.md:3"),
    "an unknown language": (fenced("py", "1 / 0"), "no block is called 'py'"),
    "a block with no language": (fenced("", "1 / 0"), "no block is called ''"),
    "code without a fence": ("Some words.\n\n    1 / 0\n", "without a fence"),
    "a block left out for no reason": (fenced("python", "1 / 0", "not run:"), "a reason"),
    "a block left out without a word": (fenced("python", "1 / 0", "not run"), "a reason"),
    "a file outside the folder": (fenced("text", "x", "file: ../x"), "not a new file"),
    "a file that is there already": (fenced("text", "x", "file: page.md"), "not a new file"),
}


@pytest.mark.parametrize("text", HOLDS.values(), ids=HOLDS)
def test_a_page_that_holds(page: Path, text: str) -> None:
    """A page that says what is true passes."""
    page.write_text(text)
    run(page, lambda: echo)


@pytest.mark.parametrize(("text", "problem"), BREAKS.values(), ids=BREAKS)
def test_a_page_that_does_not_hold(page: Path, text: str, problem: str) -> None:
    """A page that says what is not true is caught, with its place and the difference."""
    page.write_text(text)
    with pytest.raises(PageError) as caught:
        run(page, lambda: echo)
    assert str(page) in str(caught.value)
    assert problem in str(caught.value)


def test_code_that_raises(page: Path) -> None:
    """An exception out of a page's code passes through, with its line on the page."""
    page.write_text(fenced("python", "x = 0\n1 / x"))
    with pytest.raises(ZeroDivisionError) as caught:
        run(page, lambda: echo)
    assert (Path(str(caught.traceback[-1].path)), caught.traceback[-1].lineno) == (page, 4)


def test_every_block_is_counted(page: Path) -> None:
    """Blocks that are shown or left out are not held to account; the others are."""
    page.write_text(
        fenced("python", "n = 1")
        + fenced("sh", "pip install x")
        + fenced("python", "1 / 0", "not run: it divides by zero")
        + fenced("toml", "a = 1")
    )
    assert len(list(blocks(page))) == 4
    assert run(page, lambda: echo) == 2


@pytest.mark.parametrize(
    ("link", "problem"),
    [
        ("other.md", None),
        ("other.md#a-heading-with-code--more", None),
        ("other.md#twice-1", None),
        ("other.md#by-hand", None),
        ("#here", None),
        ("https://example.org/nowhere", None),
        ("missing.md", "no such file"),
        ("other.md#missing", "no such heading"),
        ("../outside.md", "no such file"),
        ("#there", "no such heading"),
    ],
)
def test_links(page: Path, link: str, problem: str | None) -> None:
    """A link leads to a file in the project and a heading in it, or it is broken."""
    page.write_text(f"# Here\n\nSee [this]({link}).\n")
    page.with_name("other.md").write_text(
        '# A heading, with `code` & more\n\n## Twice\n\n## Twice\n\n<a id="by-hand"></a>\n'
    )
    page.parents[1].joinpath("outside.md").touch()
    assert broken_links(page, page.parent) == ([f"{page}:3: {problem}: {link}"] if problem else [])


def test_a_link_in_code_is_no_link(page: Path) -> None:
    """What looks like a link or a heading inside code is neither."""
    page.write_text(fenced("text", "# Not\n[this](missing.md)") + "`[that](missing.md)`\n")
    assert broken_links(page, page.parent) == []
    assert anchors(page) == set()
