"""The ids of everything that the shipped schemes lay down, ask and measure, kept for ever.

`ids.txt` holds one id a line and only grows: an id that is given up keeps its line, with
`# retired` and the reason behind it, and is never used for anything else.

    python -m tests.regimes.ids

writes the ids that are new at its end.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from casework.rules.schemes.regimes import regime, regimes
from casework.rules.schemes.terms import terms

KEPT = Path(__file__).with_name("ids.txt")
RETIRED = "# retired"


def ids(name: str) -> Iterator[str]:
    """The ids of one scheme: of its terms, its questions and its measures."""
    scheme = regime(name)
    for procedure in scheme.procedure:
        yield from (f"{name}: {term}" for term in terms(procedure))
    yield from (f"{name}: question/{question.id}" for question in scheme.questions)
    yield from (f"{name}: measure/{measure.id}" for measure in scheme.measures)


def kept() -> list[str]:
    """The lines that are kept, in their order."""
    return KEPT.read_text(encoding="utf-8").splitlines()


def new() -> list[str]:
    """The ids of the shipped schemes that have no line yet."""
    known = {line.partition(RETIRED)[0].strip() for line in kept()}
    return [each for name in regimes() for each in ids(name) if each not in known]


if __name__ == "__main__":
    with KEPT.open("a", encoding="utf-8") as file:
        file.writelines(f"{each}\n" for each in new())
