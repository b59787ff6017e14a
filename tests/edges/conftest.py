"""A folder with a policy and a caseload, in which commands are run."""

from __future__ import annotations

from pathlib import Path

import pytest

from .files import AS_CSV, CASES, FAULTY, POLICY, UK, write


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that holds the files and is the current one."""
    write(
        tmp_path,
        [
            ("policy.toml", POLICY),
            ("uk.toml", UK),
            ("cases.jsonl", CASES),
            ("cases.csv", AS_CSV),
            ("faulty.jsonl", FAULTY),
        ],
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path
