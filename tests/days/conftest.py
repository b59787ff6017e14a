"""What the tests of days share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from casework.days import uk


@pytest.fixture
def cold() -> Iterator[None]:
    """No bank holidays have been read and no division compiled, before the test or after it."""
    forget()
    yield
    forget()


def forget() -> None:
    """Forget all that the room has read and compiled."""
    for made in vars(uk).values():
        if hasattr(made, "cache_clear"):
            made.cache_clear()
