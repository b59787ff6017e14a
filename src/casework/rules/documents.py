"""A TOML file as a document that knows where everything in it stands.

A file goes through two gates before anybody asks what it means: it is UTF-8, and it is TOML.
From then on a fault is a path into the document, and the document finds its line.  Where parts
of a document were taken from elsewhere (see `extending`), `origins` leads from a path of the
whole to the path in the file, so that a fault is still found where a person can mend it.
"""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path as FilePath
from typing import Any

from attrs import Factory, frozen

from casework.days.written import day_written
from casework.errors import Fault, PolicyError
from casework.rules.places import Path, line_at, lines_of
from casework.rules.structure import Problem

LARGEST = 4_000_000
"""The most bytes that a policy file may have; a larger one is some other file."""


@frozen
class Document:
    """The tables of a TOML text, and what to call the text in faults."""

    name: str
    text: str
    data: Mapping[str, Any]
    origins: Mapping[Path, Path] = Factory(dict)

    @property
    def fingerprint(self) -> str:
        """A digest of what the document says, comments and order of keys apart."""
        text = json.dumps(self.data, sort_keys=True, default=str, ensure_ascii=False)
        return sha256(text.encode()).hexdigest()[:12]

    def faults(self, problems: Iterable[Problem]) -> list[Fault]:
        """The problems as faults, in the order of the file."""
        lines = lines_of(self.text)
        found = [
            Fault(
                self.place(problem.path),
                problem.problem,
                problem.expected,
                problem.meant,
                line_at(lines, self._origin(problem.path)),
                self.name,
            )
            for problem in problems
        ]
        return sorted(found, key=lambda fault: fault.line or 0)

    def place(self, path: Path) -> str:
        """The path with each array element called by its id, where it has one."""
        words, here = "", self.data  # type: str, Any
        for part in path:
            try:
                here = here[part]
            except (KeyError, IndexError, TypeError):
                here = None
            if isinstance(part, int):
                words += f"[{here.get('id', part) if isinstance(here, dict) else part}]"
            else:
                words += f".{part}" if words else part
        return words

    def _origin(self, path: Path) -> Path:
        for length in range(len(path), 0, -1):
            found = self.origins.get(path[:length])
            if found is not None:
                return found + path[length:]
        return path


def text_of(path: str | os.PathLike[str]) -> str:
    """The text of a file; `PolicyError` where it is too large or not UTF-8."""
    with FilePath(path).open("rb") as stream:
        raw = stream.read(LARGEST + 1)
    if len(raw) > LARGEST:
        fault = Fault("", "too large", f"a policy of at most {LARGEST:,} bytes", file=str(path))
        raise PolicyError([fault])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        problem = f"byte 0x{raw[error.start]:02x} is not UTF-8"
        fault = Fault("", problem, "a text file saved as UTF-8", line=line, file=str(path))
        raise PolicyError([fault]) from None


def document_of(text: str, name: str) -> Document:
    """The document of a TOML text; `PolicyError` where it is none."""
    return Document(name, text, _toml(text, name))


def _toml(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.fullmatch(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", str(error))
        problem, line = (found[1], found[2]) if found else (str(error), None)
        at = int(line) if line else text.count("\n") + 1
        words = "not TOML: " + problem[:1].lower() + problem[1:]
        expected = None
        row = text.split("\n")[at - 1]
        days = re.findall(r"\b\d{4}-\d{2}-\d{2}\b", row)
        wrong = next((day for day in days if not _is_day(day)), None)
        if "illegal character" in problem.lower() and "\\n" in problem:
            words, expected = "not TOML: a quote is not closed", "a closing quote on the line"
        if wrong:
            words, expected = f"{wrong} is no day", "a day that the calendar has"
        raise PolicyError([Fault("", words, expected, line=at, file=name)]) from None
    except RecursionError:
        problem = "nested too deeply"
        raise PolicyError([Fault("", problem, "a policy", file=name)]) from None


def _is_day(text: str) -> bool:
    try:
        day_written(text)
    except ValueError:
        return False
    return True
