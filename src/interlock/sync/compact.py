"""Small numbers by key in a few bytes each: a run may go through millions of items."""

from __future__ import annotations

from array import array
from collections.abc import Hashable

_SMALLEST = 256


class Compact:
    """Numbers from 1 to 255 by key; 0 where there is none.

    Of the keys only 64 bits of their hash are kept: that two of millions are taken for one is less likely than that a
    disk errs, and what depends on it is a count, or that an item waits for the next run.
    """

    def __init__(self) -> None:
        self._keys = array("Q")
        self._values = bytearray()
        self._used = 0
        self.clear()

    def clear(self) -> None:
        """Forget all."""
        self._keys = array("Q", bytes(8 * _SMALLEST))
        self._values = bytearray(_SMALLEST)
        self._used = 0

    def __getitem__(self, key: Hashable) -> int:
        return self._values[self._place(_hash(key))] if self._used else 0

    def __setitem__(self, key: Hashable, value: int) -> None:
        mark = _hash(key)
        at = self._place(mark)
        if not self._keys[at]:
            if not value:
                return
            if 3 * self._used >= 2 * len(self._keys):
                self._grow()
                at = self._place(mark)
            self._keys[at] = mark
            self._used += 1
        self._values[at] = value

    def __contains__(self, key: Hashable) -> bool:
        return bool(self[key])

    def add(self, key: Hashable) -> None:
        """Mark a key."""
        self[key] = 1

    def discard(self, key: Hashable) -> None:
        """Forget a key; nothing happens where it is not known."""
        if self._used:
            self[key] = 0

    def count(self, value: int) -> int:
        """How many keys have that number."""
        return self._values.count(value)

    def _place(self, mark: int) -> int:
        """Where the mark is, or would go."""
        keys, mask = self._keys, len(self._keys) - 1
        at = mark & mask
        while keys[at] and keys[at] != mark:
            at = (at + 1) & mask
        return at

    def _grow(self) -> None:
        keys, values = self._keys, self._values
        size = 2 * len(keys)
        self._keys, self._values = array("Q", bytes(8 * size)), bytearray(size)
        for mark, value in zip(keys, values, strict=True):
            if mark:
                at = self._place(mark)
                self._keys[at], self._values[at] = mark, value


def _hash(key: Hashable) -> int:
    """64 bits of the key's hash, never 0; neighbours are spread."""
    mark = (hash(key) * 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF
    return (mark ^ mark >> 32) or 1
