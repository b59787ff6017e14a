"""TOML documents to look for lines in: written by hand to be awkward, and made at random."""

from __future__ import annotations

from hypothesis import strategies as st

from casework.rules.places import Path

AWKWARD = {
    "plain": """\
title = "x" # a comment with [brackets] and "quotes"
n = 1_000
pi = 3.14
day = 2026-03-02
moment = 2026-03-02 10:00:00Z
""",
    "dotted keys": """\
a.b.c = 1
a . b . d = 2
a."e f".'g.h' = 3
3.14 = 4
""",
    "quoted keys": """\
"a.b" = 1
'c = d' = 2
"e [f]" = 3
"#" = 4
"g\\u0068\\ti" = 5
"" = 6
'\\u0041' = 7
"." = 8
"]" = 9
""",
    "inline tables": """\
a = { b = 1, c.d = { e = [1, { f = "}" }] }, "g,h" = ',' }
i = {}
j = [{ k = 1 }, { k = 2 }, {}]
""",
    "arrays over lines": """\
a = [
  1, # one ]
  2,

  [ 3,
    4 ],
  { b = "]" },
]
c = []
d = [ "x", '''
y ] ''',
  "z" ]
""",
    "text over lines": '''\
a = """
[not.a.table]
b = 1 \\""" # not a comment
"""
c = \'\'\'
d = """
\'\'\'
e = """x\\\\"""
f = """""two quotes before and after"""""
g = \'\'\'\'\'\'
h = """\\
    i = 1"""
j = 1
''',
    "tables": """\
[a]
b = 1

[c.d."e.f"]
g = 1
[ c . d ]
h = 2
[c]
i = 3
[a.j] # after its parent
""",
    "arrays of tables": """\
[[a]]
b = 1
[[a.c]]
d = 1
[[a.c]]
d = 2
[a.c.e]
f = 3
[[a]]
[[a.c]]
d = 3
[[a . "c"]]
[g]
[[g.h]]
[g.h.i]
[[g.h]]
[g.h.i]
j = 1
[[ k ]]
""",
    "no line at the end": "[a]\nb = 1",
    "lines that end as on Windows": "[a]\r\nb = [\r\n  1,\r\n  2 ]\r\n[[c]]\r\nd = 1\r\n",
}

LINES: dict[str, dict[Path, int]] = {
    "dotted keys": {("a", "b", "c"): 1, ("a", "b", "d"): 2, ("a", "e f", "g.h"): 3, ("3", "14"): 4},
    "quoted keys": {("g\u0068\ti",): 5, ("",): 6, ("\\u0041",): 7, (".",): 8, ("]",): 9},
    "inline tables": {("a", "c", "d", "e", 1, "f"): 1, ("i",): 2, ("j", 1, "k"): 3},
    "arrays over lines": {("a",): 1, ("a", 0): 2, ("a", 2, 1): 6, ("a", 3, "b"): 7, ("d", 2): 12},
    "text over lines": {("c",): 5, ("e",): 8, ("f",): 9, ("g",): 10, ("h",): 11, ("j",): 13},
    "tables": {("a",): 1, ("c", "d", "e.f", "g"): 5, ("c", "d", "h"): 7, ("a", "j"): 10},
    "arrays of tables": {
        ("a", 0, "c", 1, "d"): 6,
        ("a", 0, "c", 1, "e", "f"): 8,
        ("a", 1): 9,
        ("a", 1, "c", 0, "d"): 11,
        ("a", 1, "c", 1): 12,
        ("g", "h", 1, "i", "j"): 18,
        ("k", 0): 19,
    },
    "lines that end as on Windows": {("a", "b", 1): 4, ("c", 0, "d"): 6},
}
"""Some of the lines of each, counted by hand."""

BLANKS = st.sampled_from(["", " ", "\t", "  "])
COMMENTS = st.sampled_from(["", "# plain", '# "', "# [x]", "# ]]", "#'''", "# a = {"])
TEXTS = st.sampled_from(
    ['"x"', "'#'", '"]"', '"""[a]\nb = 1"""', "'''\n}\n'''", '"\\""', '"""\\"""\n"""', "'\\'"]
)
SCALARS = TEXTS | st.sampled_from(["1", "-2.5", "true", "2026-03-02", "10:00:00", "1e3", "inf"])


class Writer:
    """A TOML document as it is written, and the line on which each path of it stands."""

    def __init__(self, draw: st.DrawFn) -> None:
        """Begin with an empty document; what to write next is drawn."""
        self.draw = draw
        self.text = ""
        self.lines: dict[Path, int] = {}
        self.names = 0

    def put(self, text: str) -> None:
        """Write text."""
        self.text += text

    def mark(self, path: Path) -> None:
        """Say that a path stands where the pen is."""
        self.lines.setdefault(path, self.text.count("\n") + 1)

    def blank(self) -> None:
        """Write blanks, or none."""
        self.put(self.draw(BLANKS))

    def end_line(self) -> None:
        """End the line, perhaps with a comment and empty lines after it."""
        self.blank()
        self.put(self.draw(COMMENTS))
        self.put(self.draw(st.sampled_from(["\n", "\n", "\n\n"])))

    def key(self, path: Path, dots: int = 1) -> Path:
        """Write a key of one or more parts, none used before, and give its path."""
        for dot in range(self.draw(st.integers(1, dots))):
            self.names += 1
            name, written = self.draw(st.sampled_from(KEYS))
            if dot:
                self.put(f"{self.draw(BLANKS)}.{self.draw(BLANKS)}")
            path = (*path, f"{name}{self.names}")
            self.mark(path)
            self.put(written.replace("*", str(self.names)))
        return path

    def pair(self, path: Path, depth: int) -> None:
        """Write a key and its value."""
        path = self.key(path, dots=3)
        self.put(f"{self.draw(BLANKS)}={self.draw(BLANKS)}")
        self.value(path, depth)

    def value(self, path: Path, depth: int) -> None:
        """Write a value."""
        kind = self.draw(st.integers(0, 3 if depth else 1))
        if kind <= 1:
            self.put(self.draw(SCALARS))
        elif kind == 2:
            self.put("[")
            for index in range(self.draw(st.integers(0, 3))):
                if self.draw(st.booleans()):
                    self.end_line()
                self.blank()
                self.mark((*path, index))
                self.value((*path, index), depth - 1)
                self.blank()
                self.put(",")
            self.put("]")
        else:
            self.put("{")
            for index in range(self.draw(st.integers(0, 3))):
                self.put(", " if index else " ")
                self.pair(path, depth - 1)
            self.put(" }")

    def table(self, path: Path, depth: int, *, array: bool = False) -> None:
        """Write the header of a table inside another, its pairs and its own tables."""
        start = self.text.count("\n") + 1
        inside = path
        opening, closing = ("[[", "]]") if array else ("[", "]")
        written = self.draw(st.integers(1, 3 if array else 1))
        header = ""
        for index in range(written):
            before = len(self.text)
            self.put(opening)
            self.blank()
            if index == 0:
                self.put(self.outer(path))
                inside = self.key(path)
                header = self.text[before:]
            else:
                self.text = self.text[:before] + header
            here = (*inside, index) if array else inside
            self.mark(here)
            self.put(closing)
            self.end_line()
            self.pairs(here, depth)
            for _ in range(self.draw(st.integers(0, 2)) if depth else 0):
                self.table(here, depth - 1, array=self.draw(st.booleans()))
        assert self.lines[inside] >= start

    def outer(self, path: Path) -> str:
        """The tables around a header, as they are written in it."""
        return "".join(f'"{part}".' for part in path if isinstance(part, str))

    def pairs(self, path: Path, depth: int) -> None:
        """Write some pairs of a table, one a line."""
        for _ in range(self.draw(st.integers(0, 2))):
            self.blank()
            self.pair(path, depth)
            self.end_line()


KEYS = [
    ("k", "k*"),
    ("k.", '"k.*"'),
    ("k = ", "'k = *'"),
    ("[k]", '"[k]*"'),
    ("#k", "'#k*'"),
    ("bc", '"b\\u0063*"'),
    ("-_", "-_*"),
]
"""What a key is called, and how it may be written; a number makes each the only one."""


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, dict[Path, int]]:
    """A TOML document and the line of every path in it."""
    writer = Writer(draw)
    writer.lines[()] = 1
    writer.pairs((), 2)
    for _ in range(draw(st.integers(0, 3))):
        writer.table((), 2, array=draw(st.booleans()))
    return writer.text, writer.lines
