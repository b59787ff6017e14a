"""The package as a stranger meets it: its names, its weight, its shape, its papers."""

from __future__ import annotations

import ast
import doctest
import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import pytest

import casework

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "casework"
MODULES = sorted(SOURCE.rglob("*.py"))
NAMES = sorted(
    found.name
    for found in pkgutil.walk_packages(casework.__path__, "casework.")
    if not found.name.endswith("__main__")
)

HEAVY = ("cattrs", "click", "dateutil", "holidays", "jinja2", "matplotlib")
LONGEST = 320
SAYS_NOTHING = {"base", "common", "core", "engine", "helpers", "manager", "misc", "utils"}
CLOCKS = {
    "date.today",
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "time.monotonic",
    "time.time",
    "time.time_ns",
}
MADE = {"__pycache__", "build", "dist", "htmlcov", "mutants", "venv"}


def placed(path: Path) -> str:
    """A file by its path in the project."""
    return path.relative_to(ROOT).as_posix()


def test_public_names_are_in_order() -> None:
    """The public names stand in one sorted list, each once."""
    assert list(casework.__all__) == sorted(set(casework.__all__))


def test_public_names_are_all_there_is() -> None:
    """What type checkers see of the package, what it lists and what it gives are the same."""
    seen = {
        name.name: node.module
        for node in ast.walk(ast.parse((SOURCE / "__init__.py").read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("casework.")
        for name in node.names
    }
    assert sorted(seen) == casework.__all__
    for name, home in seen.items():
        assert getattr(casework, name) is getattr(importlib.import_module(str(home)), name)


def test_other_names_are_not_there() -> None:
    """A name that is not public is an ordinary error, and `dir` lists those that are."""
    assert not hasattr(casework, "no_such_name")
    assert set(casework.__all__) <= set(dir(casework))


@pytest.mark.parametrize("name", casework.__all__)
def test_public_names_are_documented(name: str) -> None:
    """Every public class and function says what it means, in a sentence of its own."""
    value = getattr(casework, name)
    if inspect.isclass(value) or inspect.isroutine(value):
        assert re.match(r"[^\n]+[.:?](\n|$)", value.__doc__ or "")


def test_types_are_shipped() -> None:
    """The package says that it is typed."""
    assert files("casework").joinpath("py.typed").is_file()


def test_one_version() -> None:
    """The project, its metadata and the newest release in the changelog are one version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## \[?v?(\d+\.\d+\.\d+)\b", changes, re.MULTILINE)
    assert newest is not None
    assert newest[1] == project["version"] == version("casework")


def test_importing_is_light() -> None:
    """Importing the package imports nothing heavy; that waits until it is needed."""
    code = f"import sys, casework; print(*sorted({set(HEAVY)} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT
    )
    assert done.stdout.split() == []


def clock_readings(tree: ast.AST) -> Iterator[str]:
    """Where code calls a clock, or takes one under another name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            called = ".".join(ast.unparse(node).split(".")[-2:])
            if called in CLOCKS:
                yield f"line {node.lineno}: {called}"
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            yield f"line {node.lineno}: from time import"


@pytest.mark.parametrize("module", MODULES, ids=placed)
def test_no_clock_is_read(module: Path) -> None:
    """No module reads a clock; only the command line may take today's date from one."""
    if module.relative_to(SOURCE).parts[0] not in {"cli", "cli.py"}:
        assert list(clock_readings(ast.parse(module.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    "code",
    [
        "date.today()",
        "datetime.now(UTC)",
        "dt.datetime.utcnow()",
        "map(date.today, ())",
        "import time\ntime.time()",
        "from time import time",
    ],
)
def test_a_clock_is_noticed(code: str) -> None:
    """Every usual way of reading a clock is noticed."""
    assert len(list(clock_readings(ast.parse(code)))) == 1


@pytest.mark.parametrize("module", MODULES, ids=placed)
def test_modules_are_short(module: Path) -> None:
    """A module can be read in one sitting."""
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("module", MODULES, ids=placed)
def test_names_say_what_modules_hold(module: Path) -> None:
    """No module or folder has a name that would fit any other."""
    assert {
        part.strip("_") for part in module.relative_to(SOURCE).with_suffix("").parts
    }.isdisjoint(SAYS_NOTHING)


@pytest.mark.parametrize("name", ["casework", *NAMES])
def test_examples_in_docstrings(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every example in a docstring gives the answer it shows."""
    monkeypatch.chdir(ROOT)
    complaints: list[str] = []
    runner = doctest.DocTestRunner(verbose=False)
    for test in doctest.DocTestFinder().find(importlib.import_module(name)):
        runner.run(test, out=complaints.append)
    assert "".join(complaints) == ""


def own_files() -> Iterator[Path]:
    """The project's files, without what tools have made."""
    folders = [ROOT]
    while folders:
        for entry in folders.pop().iterdir():
            if entry.is_file() and not entry.name.startswith((".coverage", ".git")):
                yield entry
            elif entry.name == ".ci" or not (entry.name.startswith(".") or entry.name in MADE):
                folders.append(entry)


def test_no_path_of_a_machine() -> None:
    """No file names a place on the machine that it was written on."""
    own = [re.escape(f"{folder}/") for folder in (Path.home(), tempfile.gettempdir())]
    if len(ROOT.parts) > len(("/", "folder")):
        own.append(re.escape(str(ROOT)) + r"\b")
    place = re.compile(
        r"(?<![\w.~-])(?:" + "|".join([*own, r"/home/\w", r"/Users/\w", r"[A-Z]:\\Users"]) + ")"
    )
    named = [
        f"{placed(path)}: {found[0]}"
        for path in own_files()
        if (found := place.search(path.read_text(encoding="utf-8", errors="ignore")))
    ]
    assert named == []
