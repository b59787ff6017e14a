"""Ways through a procedure, found by trying: to each state of its table, and to an end."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from functools import reduce

from casework import Act, Case, Policy, Refused, decide, evolve
from casework.cases.case import EXPECTED
from casework.cases.standing import located, not_answered
from casework.rules.moves import State

from .trying import ENDS, Here

WAITS = (0, 1, 10, 45, 100, 200, 400)
"""How long may have to be waited, in days, until an act is possible."""
FIRST = " must come first"
MOST = 10
"""How many acts may have to come first."""

Way = tuple[Act, ...]


def ways(
    policy: Policy,
    under: str,
    case: Case,
    on: date,
    last: date,
    avoiding: Collection[str] = (),
    until: str = "",
) -> dict[State, Way]:
    """A way to each state that a case can come to in its procedure, in acts that are not refused.

    With `until`, no further than the first state of that phase; without the acts of `avoiding`
    and with nothing after `last`.  To a closed case that may be taken on once it was answered,
    the way leads over an answer if there is one.
    """
    _, begun = located(policy, case, under, on)
    found: dict[State, Way] = {begun: ()}
    unanswered: set[State] = set()
    standing: list[tuple[Case, date, Way]] = [(case, on, ())]
    for now, day, way in standing:
        here = Here(policy, now, day, under)
        for name, stage in _onward(here, avoiding):
            then = _done(here, name, stage, last)
            if then is None:
                continue
            acts, after = then
            procedure, state = located(policy, after, under, acts[-1].on)
            ends_so = state[1] == "closed" and not_answered(after) is not None
            better = state not in found or (state in unanswered and not ends_so)
            if better and procedure.id == here.procedure.id:
                found[state] = (*way, *acts)
                if state[1] == until:
                    return found
                unanswered -= {state}
                if ends_so and "escalate" in procedure.moves[state]:
                    unanswered |= {state}
                standing.append((after, acts[-1].on, found[state]))
    return found


def follow(policy: Policy, way: Way, case: Case = EXPECTED) -> Case:
    """The case after some acts, none of which is refused."""
    for act in way:
        case = reduce(evolve, decide(policy, case, act), case)
    return case


def not_made(here: Here, last: date) -> list[tuple[str, str]]:
    """The moves of a state, each with the stage that it leads to, that cannot be made there.

    A move counts as made if it can be made at once, or after one other that leads nowhere else.
    """
    wanted = list(_onward(here, {each.name for each in here.case.here}))
    missing = [each for each in wanted if _done(here, *each, last) is None]
    staying = here.row.keys() - ENDS if missing else ()
    for name in sorted(staying):
        then = _done(here, name, "", last)
        if then is not None and (then[1].stage, then[1].phase) == (
            here.case.stage,
            here.case.phase,
        ):
            after = Here(here.policy, then[1], then[0][-1].on, here.under)
            missing = [each for each in missing if _done(after, *each, last) is None]
    return missing


def _onward(here: Here, avoiding: Collection[str]) -> Iterator[tuple[str, str]]:
    for name, row in here.row.items():
        if name not in avoiding:
            for stage in row.stages:
                yield name, stage


def _done(here: Here, name: str, stage: str, last: date) -> tuple[Way, Case] | None:
    """The acts that get an act done, after what must come first and no sooner than it may."""
    for days in WAITS:
        then = here.after(days)
        acts: Way = ()
        for _ in range(MOST):
            if then.on > last:
                break
            act = then.likely(name, stage)
            try:
                return (*acts, act), follow(then.policy, (act,), then.case)
            except Refused as refused:
                if not refused.why.endswith(FIRST):
                    break
                first = refused.why.removesuffix(FIRST).split(", ")[0]
                before = _done(then, first, "", last)
            if before is None:
                break
            acts = (*acts, *before[0])
            then = Here(then.policy, before[1], before[0][-1].on, then.under)
    return None
