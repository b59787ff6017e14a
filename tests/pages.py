"""Pages of documentation, held to what they say.

A page is Markdown.  Its fenced blocks are taken in order and share one namespace:

- `python` is run; where it holds `>>>`, what it prints is compared with what the page shows;
- `console` holds commands after `$ `, each followed by exactly what it prints.  A command may
  end in `< FILE` or `| head -n N`.  One that fails must be followed by `$ echo $?`;
- `toml`, `json` and `jsonl` are read;
- `sh`, `text` and the rest of `SHOWN` are for people.  Any other language is refused, and so is
  code without a fence, so that no code goes unchecked by accident.

A comment directly before a fence can change this: `<!-- not run: reason -->` leaves the block
out, and `<!-- file: NAME -->` also writes it to a file that the blocks after it can use.
"""

from __future__ import annotations

import doctest
import json
import re
import shlex
import tomllib
from collections.abc import Callable, Iterator, Mapping
from difflib import unified_diff
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from attrs import Factory, define, frozen
from click import Command
from click.testing import CliRunner
from markdown_it import MarkdownIt
from markdown_it.token import Token

SHOWN = frozenset({"csv", "diff", "html", "mermaid", "sh", "text"})

_COMMENT = re.compile(r"<!--\s*(.*?)\s*-->", re.DOTALL)
_ANCHOR = re.compile(r"<a\s+(?:id|name)=\"([^\"]+)\"")
_MARKDOWN = MarkdownIt("commonmark").enable("table")


class PageError(AssertionError):
    """A page that does not hold, with its place."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(f"{place}: {problem}")


@frozen
class Block:
    """A fenced block of a page, with the comments directly before it."""

    page: Path
    line: int
    language: str
    text: str
    notes: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where the block opens, as an editor would jump to it."""
        return f"{self.page}:{self.line}"

    def note(self, name: str) -> str | None:
        """What a comment of this name says; None where there is no such comment."""
        for note in self.notes:
            key, _, value = note.partition(":")
            if key.strip() == name:
                return value.strip()
        return None


@define
class Desk:
    """What the blocks of one page share: the command, their names, the last exit code."""

    command: Callable[[], Command]
    names: dict[str, Any] = Factory(lambda: {"__name__": "page"})
    exit_code: int = 0


def blocks(page: Path) -> Iterator[Block]:
    """The fenced blocks of a page, in order; `PageError` for code without a fence."""
    notes: list[str] = []
    for token in _MARKDOWN.parse(page.read_text(encoding="utf-8")):
        line = token.map[0] + 1 if token.map else 0
        if token.type == "code_block":
            raise PageError(f"{page}:{line}", "code without a fence")
        if token.type == "fence":
            language = token.info.split(" ")[0]
            yield Block(page, line, language, token.content, tuple(notes))
        found = _COMMENT.fullmatch(token.content.strip()) if token.type == "html_block" else None
        notes = [*notes, found[1]] if found else []


def run(page: Path, command: Callable[[], Command]) -> int:
    """Run the blocks of a page in the current folder and say how many were held to account.

    `command` loads the command line that `console` blocks call.  `PageError` names the first
    block that does not hold; an exception out of Python code passes through.
    """
    desk = Desk(command)
    held = 0
    for block in blocks(page):
        reason = block.note("not run")
        if reason == "":
            raise PageError(block.place, "'not run' without a reason")
        if reason is None and block.language not in SHOWN:
            if block.language not in _CHECKS:
                raise PageError(block.place, f"no block is called '{block.language}'")
            _CHECKS[block.language](block, desk)
            held += 1
        name = block.note("file")
        if name is not None:
            _write(Path(name), block)
    return held


def broken_links(page: Path, root: Path) -> list[str]:
    """The links of a page that lead nowhere inside `root`; the web is not asked."""
    faults = []
    for line, link in _links(page):
        parts = urlsplit(link)
        if parts.scheme:
            continue
        target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
        if not target.is_relative_to(root) or not target.exists():
            faults.append(f"{page}:{line}: no such file: {link}")
        elif parts.fragment and unquote(parts.fragment) not in anchors(target):
            faults.append(f"{page}:{line}: no such heading: {link}")
    return faults


def anchors(page: Path) -> set[str]:
    """What a link to a page may name after `#`: its headings, as forges spell them, and its ids."""
    if page.suffix != ".md":
        return set()
    seen: dict[str, int] = {}
    found: set[str] = set()
    tokens = _MARKDOWN.parse(page.read_text(encoding="utf-8"))
    for before, token in zip([None, *tokens], tokens, strict=False):
        for html in (part.content for part in _flat(token) if part.type.startswith("html_")):
            found.update(_ANCHOR.findall(html))
        if before is not None and before.type == "heading_open":
            words = "".join(
                part.content for part in _flat(token) if part.type in {"text", "code_inline"}
            )
            slug = re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")
            again = seen.get(slug, 0)
            seen[slug] = again + 1
            found.add(f"{slug}-{again}" if again else slug)
    return found


def _flat(token: Token) -> Iterator[Token]:
    yield token
    for child in token.children or ():
        yield from _flat(child)


def _links(page: Path) -> Iterator[tuple[int, str]]:
    for token in _MARKDOWN.parse(page.read_text(encoding="utf-8")):
        for part in _flat(token):
            link = part.attrGet("href") or part.attrGet("src")
            if link is not None:
                yield (token.map[0] + 1 if token.map else 0), str(link)


def _write(path: Path, block: Block) -> None:
    if path.is_absolute() or path.name != str(path) or path.exists():
        raise PageError(block.place, f"'{path}' is not a new file of this folder")
    path.write_text(block.text, encoding="utf-8")


def _python(block: Block, desk: Desk) -> None:
    if re.search(r"^\s*>>>", block.text, re.MULTILINE):
        _session(block, desk)
        return
    code = compile("\n" * block.line + block.text, str(block.page), "exec", dont_inherit=True)
    exec(code, desk.names)  # noqa: S102 - running the page is the point


def _session(block: Block, desk: Desk) -> None:
    test = doctest.DocTestParser().get_doctest(
        block.text, desk.names, block.page.name, str(block.page), block.line
    )
    complaints: list[str] = []
    doctest.DocTestRunner(verbose=False).run(test, out=complaints.append, clear_globs=False)
    desk.names.update(test.globs)
    if complaints:
        raise PageError(block.place, "\n" + "".join(complaints))


def _console(block: Block, desk: Desk) -> None:
    first, *prompts = re.split(r"^\$ ", block.text, flags=re.MULTILINE)
    if first or not prompts:
        raise PageError(block.place, "a console block opens with '$ ' and a command")
    for prompt in prompts:
        line, _, shown = prompt.replace("\\\n", " ").partition("\n")
        if line.strip() == "echo $?":
            printed, desk.exit_code = f"{desk.exit_code}\n", 0
        else:
            _owed(block, desk)
            printed = _call(block, desk, line)
        if printed.splitlines() != shown.splitlines():
            change = unified_diff(
                shown.splitlines(), printed.splitlines(), "the page", "the command", lineterm=""
            )
            raise PageError(block.place, "\n".join((f"$ {line}", *change)))
    _owed(block, desk)


def _owed(block: Block, desk: Desk) -> None:
    if desk.exit_code:
        raise PageError(block.place, f"exit code {desk.exit_code}, and no 'echo $?' that says so")


def _call(block: Block, desk: Desk, line: str) -> str:
    words = shlex.split(line)
    keep: int | None = None
    if words[-4:-1] == ["|", "head", "-n"]:
        *words, _, _, _, count = words
        keep = int(count)
    given = ""
    if words[-2:-1] == ["<"]:
        *words, _, name = words
        given = Path(name).read_text(encoding="utf-8")
    program, *arguments = words
    if program != "casework" or {"|", "<", ">", ">>", "&&", ";"} & set(arguments):
        raise PageError(block.place, f"only casework itself can be run here, not: {line}")
    called = CliRunner().invoke(
        desk.command(),
        arguments,
        input=given,
        env={"COLUMNS": "80"},
        prog_name="casework",
        catch_exceptions=False,
    )
    desk.exit_code = called.exit_code
    return "".join(called.output.splitlines(keepends=True)[:keep])


def _toml(block: Block, _: Desk) -> None:
    try:
        tomllib.loads(block.text)
    except tomllib.TOMLDecodeError as error:
        raise PageError(block.place, str(error)) from None


def _json(block: Block, _: Desk) -> None:
    texts = block.text.splitlines() if block.language == "jsonl" else [block.text]
    try:
        for text in texts:
            json.loads(text)
    except json.JSONDecodeError as error:
        raise PageError(block.place, str(error)) from None


_CHECKS: Mapping[str, Callable[[Block, Desk], None]] = {
    "python": _python,
    "pycon": _session,
    "console": _console,
    "toml": _toml,
    "json": _json,
    "jsonl": _json,
}
