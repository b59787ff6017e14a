"""What the values of a line's key are called.

Every revision counts, since a case may follow any: a stage or a clock is called what its latest
revision calls it, and stands where it first stood.
"""

from __future__ import annotations

from calendar import month_name
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import Factory, frozen

from casework.learning.measures import Key
from casework.rules.clocks import ClockRule
from casework.rules.policy import Policy
from casework.rules.procedure import Procedure, Stage

NOT_RECORDED = "Not recorded"
WORDS = {
    "": NOT_RECORDED,
    "yes": "Yes",
    "no": "No",
    "open": "Open",
    "later": "Later",
    "responded": "Answered",
    "withdrawn": "Withdrawn",
    "refused": "Refused",
    "referred": "Referred elsewhere",
    "reclassified": "Reclassified",
    "closed": "Closed without an answer",
}
"""What the values of traits are called that no policy names."""


@frozen
class Titles:
    """The titles of a policy's procedures, stages, clocks and codes.

    `homes` are the titles of procedures by their stages: a stage that only an older revision has
    is called by that one's.
    """

    policy: Policy
    procedures: Mapping[str, str] = Factory(dict)
    stages: Mapping[tuple[str, str], str] = Factory(dict)
    clocks: Mapping[Key, str] = Factory(dict)
    homes: Mapping[Key, str] = Factory(dict)

    @classmethod
    def of(cls, policy: Policy) -> Titles:
        """Every title, collected once."""
        stages = {(p.id, s.id): s.title for p, s in stages_of(policy)}
        clocks: dict[Key, str] = {
            (p.id, s.id, rule.id): f"{rule.name} ({rule.kind})"
            for p, s in stages_of(policy)
            for rule in s.clock
        }
        procedures = {p.id: p.title for timeline in policy.procedures.values() for p in timeline}
        homes: dict[Key, str] = {(p.id, s.id): p.title for p, s in stages_of(policy)}
        return cls(policy, procedures, stages, clocks, homes)

    def line(self, by: Sequence[str], values: Sequence[str], *, whole: bool = False) -> str:
        """What a line is called: its values, the broader first.

        The procedure is left out where the policy has only one, unless `whole`.
        """
        given = dict(zip(by, values, strict=True))
        names = list(given)
        if len(names) > 1 and len(self.procedures) == 1 and not whole:
            names = [name for name in names if name != "procedure"]
        return ": ".join(self.value(name, given[name], given) for name in names)

    def places(self, by: Sequence[str], values: Sequence[str]) -> tuple[tuple[int, str], ...]:
        """Where a line stands among others: as the policy lists its values, then by their names.

        What is not recorded comes last.
        """
        return tuple(
            (self._place(name, value), value) for name, value in zip(by, values, strict=True)
        )

    def _place(self, name: str, value: str) -> int:
        taxonomy = self.policy.taxonomies.get(name)
        known: Sequence[str] = taxonomy.ids if taxonomy else ()
        if name == "procedure":
            known = tuple(self.procedures)
        elif name == "stage":
            known = tuple(stage for _, stage in self.stages)
        return known.index(value) if value in known else len(known) + (not value)

    def stage(self, procedure: Procedure, stage: Stage) -> str:
        """What a stage of one revision is called."""
        several = len(self.procedures) > 1
        return f"{procedure.title}: {stage.title}" if several else stage.title

    def value(self, name: str, value: str, given: Mapping[str, str] | None = None) -> str:
        """What one value of a trait or fact is called."""
        around = given or {}
        if name == "procedure":
            home = self.homes.get((value, around.get("stage", "")))
            return home or self.procedures.get(value, value)
        if name in {"stage", "clock"}:
            return self._stage_or_clock(name, value, around)
        if name in {"month", "quarter"} and len(value) == 7:
            year, month = value.split("-")
            first = month_name[int(month)]
            if name == "month":
                return f"{first} {year}"
            return f"{first} to {month_name[int(month) + 2]} {year}"
        taxonomy = self.policy.taxonomies.get(name)
        if taxonomy is not None and value in taxonomy:
            return taxonomy.by_id[value].title
        if name == "level":
            return f"Level {value}"
        return WORDS.get(value, value)

    def _stage_or_clock(self, name: str, value: str, given: Mapping[str, str]) -> str:
        known: Mapping[Any, str] = self.stages if name == "stage" else self.clocks
        around = [given[each] for each in ("procedure", "stage") if each in given and each != name]
        for key, title in known.items():
            if key[-1] == value and all(each in key[:-1] for each in around):
                return title
        return WORDS.get(value, value)


def stages_of(policy: Policy) -> list[tuple[Procedure, Stage]]:
    """Every stage of every revision, each where the first of its name stands."""
    found = [
        (procedure, stage)
        for timeline in policy.procedures.values()
        for procedure in timeline
        for stage in procedure.stage
    ]
    order = list(dict.fromkeys((procedure.id, stage.id) for procedure, stage in found))
    return sorted(found, key=lambda row: order.index((row[0].id, row[1].id)))


def clocks_of(policy: Policy) -> Iterator[tuple[Procedure, Stage, ClockRule]]:
    """Every clock that the authority owes, in the order of the stages."""
    for procedure, stage in stages_of(policy):
        for rule in stage.clock:
            if rule.owed:
                yield procedure, stage, rule
