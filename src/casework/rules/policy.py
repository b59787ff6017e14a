"""One authority's dated configuration: calendars, procedures, taxonomies, sources."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from attrs import Factory, evolve, frozen

from casework.days.calendar import Calendar
from casework.errors import LimitError, listed, meant
from casework.rules.clocks import ReceiptRule
from casework.rules.lists.taxonomy import Taxonomy
from casework.rules.measures import Figures
from casework.rules.procedure import Procedure
from casework.rules.sources import Citation, Source
from casework.rules.timeline import Timeline


@frozen(repr=False)
class Policy:
    """What one authority has said it will do, in one revision of its policy file.

    `fingerprint` is a digest of what the file says, comments and order of keys apart: two
    policies that say the same have the same.  `divisions` maps a calendar to the part of the
    United Kingdom whose bank holidays it keeps, if it keeps any.  A draft takes no cases.
    """

    id: str
    authority: str
    revision: str
    sources: Mapping[str, Source]
    calendars: Mapping[str, Calendar]
    receipt: ReceiptRule
    procedures: Mapping[str, Timeline[Procedure]]
    taxonomies: Mapping[str, Taxonomy] = Factory(dict)
    title: str | None = None
    status: Literal["draft", "published"] = "published"
    fingerprint: str = ""
    divisions: Mapping[str, str] = Factory(dict)
    figures: Figures = Factory(Figures)

    @property
    def edition(self) -> str:
        """What a case records of the policy that it was received under."""
        return f"{self.id} {self.revision} {self.fingerprint}".strip()

    def procedure(self, procedure: str, on: date) -> Procedure:
        """The revision of a procedure for a case received on a day.

        An empty id means the policy's only procedure.  `LimitError` where there is no such
        procedure, `NotInForce` where it has no revision on that day.
        """
        return self.timeline(procedure).at(on)

    def timeline(self, procedure: str = "") -> Timeline[Procedure]:
        """The revisions of a procedure; an empty id means the policy's only one."""
        if not procedure and len(self.procedures) == 1:
            (procedure,) = self.procedures
        if procedure not in self.procedures:
            known = self.procedures
            raise LimitError(procedure, f"a procedure: {listed(known)}", meant(procedure, known))
        return self.procedures[procedure]

    def as_if_always(self) -> Policy:
        """This policy as if its first revisions had begun long ago and its last never ended."""
        return evolve(
            self,
            procedures={ident: each.stretched() for ident, each in self.procedures.items()},
        )

    def cite(self, citation: Citation) -> str:
        """A citation in words."""
        return citation.text(self.sources)

    def __repr__(self) -> str:
        return (
            f"<Policy '{self.id}' of {self.authority}, revision '{self.revision}':"
            f" {', '.join(self.procedures)}>"
        )
