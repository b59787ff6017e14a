"""What the findings on the issues of a case make of the whole.

A case with several issues has a finding on each and one outcome, and a policy can say, and cite,
how the one follows from the others.  The rule of the NHS return, and of the Housing Ombudsman
for its partial maladministration: all upheld is upheld, none upheld is not upheld, and anything
between is partly upheld.  It asks only which findings there are, so neither their order nor
their number matters, and outcomes of parts come to the same as the findings of the whole.

A finding that is `left_out`, such as a withdrawal, says nothing of the rest.  Where a finding is
on no list, or nothing was found upon, the rule has no answer: it does not guess.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from casework.rules.sources import Citation


@frozen
class FindingsRule:
    """Which findings are for the complainant, and the outcome where all, some or none are.

    `fact` is the fact of an event that holds the outcome.
    """

    source: Citation
    upheld: tuple[str, ...]
    not_upheld: tuple[str, ...]
    partly: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    all_upheld: str | None = None
    some_upheld: str | None = None
    none_upheld: str | None = None
    fact: str = "outcome"

    def outcome(self, findings: Iterable[str]) -> str | None:
        """The outcome that findings come to; None where the rule has no answer."""
        found = set(findings) - set(self.left_out)
        if not found or found - {*self.upheld, *self.partly, *self.not_upheld}:
            return None
        if found <= set(self.upheld):
            return self.all_upheld
        if found <= set(self.not_upheld):
            return self.none_upheld
        return self.some_upheld
