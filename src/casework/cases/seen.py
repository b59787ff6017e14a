"""Whether a case may have been seen before, in a memory that does not grow.

Each case sets a few bits of a fixed number, which its name picks.  Where all of them are set
already, the case may have been seen; where one is not, it has not.  Two names can pick the same
bits, so the answer `may have` is sometimes wrong, and whoever relies on it must lose nothing but
a little memory then.  The answer `has not` is never wrong.
"""

from __future__ import annotations

from hashlib import blake2b

BITS = 1 << 25
PICKED = 4


class Seen:
    """The cases seen so far: four million bytes, however many they are."""

    def __init__(self) -> None:
        self._bits = bytearray(BITS // 8)

    def again(self, case: str) -> bool:
        """See a case, and say whether it may have been seen before."""
        digest = blake2b(case.encode("utf-8", "surrogatepass")).digest()
        known = True
        for start in range(0, 4 * PICKED, 4):
            place = int.from_bytes(digest[start : start + 4], "big") % BITS
            byte, bit = place >> 3, 1 << (place & 7)
            if not self._bits[byte] & bit:
                known = False
                self._bits[byte] |= bit
        return known
