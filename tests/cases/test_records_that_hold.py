"""What is decided can always be written and read back."""

from __future__ import annotations

from datetime import date

import pytest

import casework
from tests.policies import of_stages, stage

DAY = date(2026, 3, 2)
ONE = of_stages(stage("one"))


def test_a_case_needs_a_reference() -> None:
    """Nothing can be received without one, since it could not be found again."""
    with pytest.raises(casework.Refused, match=r": a case needs a reference[.;,]"):
        casework.decide(ONE, casework.Case(), casework.Act("receive", DAY))


@pytest.mark.parametrize("name", ["case", "event", "on", "recorded", "procedure", "stage"])
def test_a_fact_is_not_called_like_a_column(name: str) -> None:
    """A fact with the name of a column would be read back as that column."""
    act = casework.Act("receive", DAY, case="C-1", facts={name: "x"})
    with pytest.raises(casework.Refused, match=f"'{name}' is a column of an event"):
        casework.decide(ONE, casework.Case(), act)
