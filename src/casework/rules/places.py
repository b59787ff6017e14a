"""On which line of a TOML file each value stands.

`tomllib` gives values without their places, and a fault without its line is hard to mend.
This walks the text of a file that `tomllib` has already accepted, so it may be lenient: it
only has to find the keys, not judge them.  A place is a path such as
`("procedure", 0, "stage", 1, "clock", 0, "limit")`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping

Path = tuple[str | int, ...]

_TOKEN = re.compile(
    r'''[ \t\r]+ | \#[^\n]*
    | (?P<string> """(?:\\.|[^\\])*?""""{0,2} | \'\'\'.*?\'\'\'\'{0,2}
                | "(?:\\.|[^"\\\n])*" | '[^'\n]*' )
    | (?P<mark> [\[\]{}=,.\n] )
    | (?P<bare> [^\s\[\]{}=,.#"']+ )''',
    re.VERBOSE | re.DOTALL,
)


class _Tokens:
    """The tokens of a text, one ahead, each with its line."""

    def __init__(self, text: str) -> None:
        self._all = list(self._scan(text))
        self._at = 0

    @staticmethod
    def _scan(text: str) -> Iterator[tuple[str, str, int]]:
        line = 1
        for found in _TOKEN.finditer(text):
            if found.lastgroup:
                yield found.lastgroup, found[0], line
            line += found[0].count("\n")
        yield "end", "", line

    @property
    def kind(self) -> str:
        return self._all[self._at][0]

    @property
    def text(self) -> str:
        return self._all[self._at][1]

    @property
    def line(self) -> int:
        return self._all[self._at][2]

    def take(self) -> str:
        """Go on to the next token and give back the one left behind."""
        text = self.text
        if self.kind != "end":
            self._at += 1
        return text


def lines_of(text: str) -> Mapping[Path, int]:
    """The line of every key, table and array element of a TOML text."""
    tokens = _Tokens(text)
    lines: dict[Path, int] = {(): 1}
    last: dict[Path, int] = {}
    table: Path = ()
    while tokens.kind != "end":
        if tokens.text == "\n":
            tokens.take()
        elif tokens.text == "[":
            table = _header(tokens, lines, last)
        else:
            _pair(tokens, table, lines)
    return lines


def line_at(lines: Mapping[Path, int], path: Path) -> int:
    """The line of a path, or of the nearest thing around it that has one."""
    while path not in lines:
        path = path[:-1]
    return lines[path]


def _header(tokens: _Tokens, lines: dict[Path, int], last: dict[Path, int]) -> Path:
    line = tokens.line
    tokens.take()
    array = tokens.text == "["
    if array:
        tokens.take()
    *outer, name = _key(tokens, "]")
    tokens.take()
    if array:
        tokens.take()
    path: Path = ()
    for part in outer:
        path += (part,)
        if path in last:
            path += (last[path],)
        lines.setdefault(path, line)
    path += (name,)
    if array:
        lines.setdefault(path, line)
        last[path] = last.get(path, -1) + 1
        path += (last[path],)
    lines.setdefault(path, line)
    return path


def _pair(tokens: _Tokens, table: Path, lines: dict[Path, int]) -> None:
    line = tokens.line
    for name in _key(tokens, "="):
        table += (name,)
        lines.setdefault(table, line)
    tokens.take()
    _value(tokens, table, lines)


def _key(tokens: _Tokens, end: str) -> list[str]:
    parts = []
    while tokens.text != end and tokens.kind != "end":
        kind, text = tokens.kind, tokens.take()
        if text != ".":
            parts.append(tomllib.loads(f"key = {text}")["key"] if kind == "string" else text)
    return parts


def _value(tokens: _Tokens, path: Path, lines: dict[Path, int]) -> None:
    if tokens.text == "[" and tokens.kind == "mark":
        tokens.take()
        for index, _ in enumerate(_members(tokens, "]")):
            lines[(*path, index)] = tokens.line
            _value(tokens, (*path, index), lines)
    elif tokens.text == "{":
        tokens.take()
        for _ in _members(tokens, "}"):
            _pair(tokens, path, lines)
    else:
        while tokens.kind != "end" and tokens.text not in {",", "]", "}", "\n"}:
            tokens.take()


def _members(tokens: _Tokens, end: str) -> Iterator[None]:
    while True:
        while tokens.text in {",", "\n"}:
            tokens.take()
        if tokens.text == end or tokens.kind == "end":
            tokens.take()
            return
        yield
