"""How a frozen value is made where values are made by the million.

A frozen class guards its values from the first moment, so that even what makes one has to go
round the guard, once for each slot, and that takes longer than all else about it.  So the value is
made of an open class that has the same slots.  Once all are filled it is given its own class:

    made = open_to_filling(Kind)()
    made.slot = ...
    made.__class__ = Kind

Whoever does so does all of it in one function, so nobody sees the value before it is frozen.
"""

from __future__ import annotations

from typing import Any


def open_to_filling(kind: type[Any]) -> type[Any]:
    """A class with the slots of a frozen class, and without its guard."""
    return type(f"Open{kind.__name__}", (), {"__slots__": kind.__slots__})
