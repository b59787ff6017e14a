"""A caseload adds up to what its file says, to the last case, and is the same bytes every time."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from examples.make_caseload import dealt, main
from hypothesis import given
from hypothesis import strategies as st

import casework

from .scripts import EXAMPLES

EASTLEIGH = EXAMPLES / "eastleigh/caseload.toml"


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 40), max_size=6), st.integers(0, 50))
def test_dealt(quotas: dict[str, int], turn: int) -> None:
    """So many of each value are dealt as there are to deal, whatever the turn."""
    number = sum(quotas.values())
    found = dealt(quotas, number, turn)
    assert Counter(found) == Counter({value: n for value, n in quotas.items() if n})
    assert dealt(quotas, number, turn) == found


def test_dealt_evenly() -> None:
    """Half and half alternate, so that every stretch of a group is like the whole."""
    assert dealt({"a": 3, "b": 3}, 6, 0) in (list("ababab"), list("bababa"))


def test_too_few() -> None:
    """What does not add up is refused, with both numbers."""
    with pytest.raises(ValueError, match=r"makes 5, and there are 6"):
        dealt({"a": 2, "b": 3}, 6, 1)


def test_the_same_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Made twice it is the same, in a file and on standard output."""
    path = tmp_path / "cases.jsonl"
    assert main([str(EASTLEIGH), "-o", str(path)]) == 0
    assert main([str(EASTLEIGH)]) == 0
    assert capsys.readouterr().out == path.read_text(encoding="utf-8")


def written(folder: Path, group: str) -> Path:
    """A file of one group under Eastleigh's policy."""
    policy = (EXAMPLES / "eastleigh/policy.toml").read_text(encoding="utf-8")
    (folder / "policy.toml").write_text(policy, encoding="utf-8")
    path = folder / "caseload.toml"
    path.write_text(
        'policy = "policy.toml"\n[[group]]\nid = "X"\nprocedure = "complaint"\n'
        f"from = 2021-06-05\nto = 2021-06-06\n{group}",
        encoding="utf-8",
    )
    return path


def test_a_group_that_cannot_be(tmp_path: Path) -> None:
    """What the policy does not permit stops the script, and the group is named."""
    path = written(tmp_path, 'cases = 1\nact = [{ act = "respond", days = 1 }]')
    with pytest.raises(casework.Refused, match="it needs handler") as caught:
        main([str(path)])
    assert caught.value.__notes__ == [f"in the group 'X' of {path}"]


def test_days_and_lists(tmp_path: Path) -> None:
    """Where no day is open any day will do; a day may be counted from the act; "+" makes a list."""
    path = written(
        tmp_path,
        'cases = 2\nfacts = { answer-by = "3 working days", matter = "bins+noise" }',
    )
    out = tmp_path / "out.jsonl"
    main([str(path), "-o", str(out)])
    with out.open("rb") as stream:
        events = list(casework.read_events(stream))
    found = [row.event for row in events if row.event is not None]
    assert [str(event.on) for event in found] == ["2021-06-05", "2021-06-06"]
    assert {event.fact("answer-by") for event in found} == {"2021-06-09"}
    assert {event.values("matter") for event in found} == {("bins", "noise")}
