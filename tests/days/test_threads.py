"""Calendars are compiled and read by many threads at once, and agree."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import TypeVar

import pytest

from casework import Calendar, uk_calendar
from casework.days.uk import DIVISIONS

THREADS = 6
DAYS = [date(2012, 1, 1) + timedelta(days=11 * k) for k in range(500)]
R = TypeVar("R")


def at_once(work: Callable[[], R]) -> list[R]:
    """The results of the same work, done by several threads that start together."""
    barrier = Barrier(THREADS)

    def begin() -> R:
        barrier.wait()
        return work()

    with ThreadPoolExecutor(THREADS) as pool:
        return [future.result() for future in [pool.submit(begin) for _ in range(THREADS)]]


def compiled() -> list[Calendar]:
    """A calendar of every division."""
    return [uk_calendar(division) for division in DIVISIONS]


@pytest.mark.usefixtures("cold")
def test_compiled_by_several_threads_they_are_equal() -> None:
    """However many threads compile a division for the first time, they get equal calendars."""
    made = at_once(compiled)
    assert all(calendars == made[0] for calendars in made)
    assert [calendar.name for calendar in made[0]] == list(DIVISIONS)
    assert made[0] == compiled()


def test_read_by_several_threads_they_answer_alike() -> None:
    """Reading a calendar changes nothing in it, so every thread reads the same."""
    calendar = uk_calendar("any-part-of-uk")

    def read() -> list[object]:
        return [
            (calendar.add(day, 20), calendar.add(day, -7), calendar.skipped(day, DAYS[-1]))
            for day in DAYS
        ]

    alone = read()
    assert at_once(read) == [alone] * THREADS
