"""How time is taken: contenders in turns, the same answers first, the best round of each.

A contender is a statement, as a user would write it, run once for every item of a sample.  Its
price is that of the whole loop, so a few nanoseconds of the loop itself are in every figure.
Time is the processor's, so that whoever takes long turns does not pay for what else is running.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.util import find_spec
from time import perf_counter, process_time
from timeit import Timer
from typing import Any

from attrs import Factory, frozen

from benchmarks.results import LIMIT, OURS, Figure, Row


@frozen
class Effort:
    """How hard to measure.

    A race has at least so many `rounds` and `seconds`, a turn in it lasts at least a `slot`,
    whole `processes` are started so often; `sizes` are those of caseloads that commands read,
    `held` of those that are replayed, `lengths` of one case; `cases` are held.
    """

    rounds: int = 40
    seconds: float = 8.0
    slot: float = 0.004
    processes: int = 15
    sizes: tuple[int, ...] = (10_000, 100_000)
    held: tuple[int, ...] = (10_000, 100_000, 1_000_000)
    lengths: tuple[int, ...] = (100, 10_000)
    cases: int = 100_000
    sample: int = 50


FULL = Effort()
QUICK = Effort(
    rounds=2,
    seconds=0.0,
    slot=0.0,
    processes=1,
    sizes=(20,),
    held=(20,),
    lengths=(20,),
    cases=100,
    sample=10,
)


def _itself(answer: Any) -> Any:
    return answer


@frozen
class Prepared:
    """A statement over the names of an item, what else it uses, and how to read its answer.

    With a `setup` of its own it is run only once for each setting up.
    """

    statement: str
    names: Mapping[str, Any] = Factory(dict)
    read: Callable[[Any], Any] = _itself
    setup: str = ""


@frozen
class Contender:
    """Somebody who can do the work: a name, how to prepare, and the module that is needed."""

    name: str
    prepare: Callable[[], Prepared]
    module: str = ""


def installed(module: str) -> bool:
    """Whether a module can be imported, without importing it."""
    return not module or find_spec(module) is not None


def race(
    what: str,
    contenders: Iterable[Contender],
    sample: Sequence[Any],
    effort: Effort,
    *,
    item: str = "item",
    per: int = 1,
    same: Callable[[Any, Any], bool] = lambda ours, theirs: bool(ours == theirs),
    note: str = "",
) -> Row:
    """Time contenders side by side on a sample; `per` is how many pieces of work an item is.

    The first contender is casework.  `AssertionError` where an answer is not the `same`.
    """
    ready: dict[str, Prepared] = {}
    missing: list[Figure] = []
    for contender in contenders:
        if installed(contender.module):
            ready[contender.name] = contender.prepare()
        else:
            missing.append(Figure(contender.name, None, "not installed"))
    checked = _agree(what, ready, sample, item, same)
    timers = {name: _timer(prepared, sample, item) for name, prepared in ready.items()}
    once = {name for name, prepared in ready.items() if prepared.setup}
    numbers = {name: 1 if name in once else _enough(timers[name], effort) for name in timers}
    best = dict.fromkeys(timers, float("inf"))
    begun, rounds = perf_counter(), 0
    while rounds < effort.rounds or perf_counter() - begun < effort.seconds:
        rounds += 1
        for name, timer in timers.items():
            if name in once:
                timer.timeit(1)  # to find again what the others have pushed out of the caches
            taken = timer.timeit(numbers[name]) / numbers[name] / len(sample) / per
            best[name] = min(best[name], taken)
    figures = [Figure(name, taken) for name, taken in best.items()]
    return Row(what, (*figures, *missing), checked=checked, note=note)


def _agree(
    what: str,
    ready: Mapping[str, Prepared],
    sample: Sequence[Any],
    item: str,
    same: Callable[[Any, Any], bool],
) -> int:
    answers = {name: _answers(prepared, sample, item) for name, prepared in ready.items()}
    ours = answers.pop(OURS)
    for name, theirs in answers.items():
        for given, mine, other in zip(sample, ours, theirs, strict=True):
            if not same(mine, other):
                raise AssertionError(f"{what}: {given}: casework {mine}, {name} {other}")
    return len(ours) * len(answers)


def _answers(prepared: Prepared, sample: Sequence[Any], item: str) -> list[Any]:
    space = {**prepared.names, "sample": sample}
    exec(prepared.setup, space)  # noqa: S102 - a statement of this suite
    found = eval(f"[({prepared.statement}) for {item} in sample]", space)  # noqa: S307 - the same
    return [prepared.read(answer) for answer in found]


def _timer(prepared: Prepared, sample: Sequence[Any], item: str) -> Timer:
    loop = f"for {item} in sample:\n    {prepared.statement}"
    space = {**prepared.names, "sample": sample}
    return Timer(loop, prepared.setup or "pass", process_time, space)


def _enough(timer: Timer, effort: Effort) -> int:
    number = 1
    while timer.timeit(number) < effort.slot:
        number *= 2
    return number


def limit(prepare: Callable[[], Prepared]) -> Contender:
    """The contender that does nothing but the look-up."""
    return Contender(LIMIT, prepare)


def ours(prepare: Callable[[], Prepared]) -> Contender:
    """The contender that is casework."""
    return Contender(OURS, prepare)


def say(text: str) -> None:
    """Tell whoever waits what is being measured."""
    print(text, file=sys.stderr, flush=True)
