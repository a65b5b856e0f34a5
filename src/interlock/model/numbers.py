"""Whole numbers in a bit each: a complete list may show millions of items, each of which has a number."""

from __future__ import annotations

from collections.abc import Iterable

_BITS = 17
_MASK = (1 << _BITS) - 1
_BYTES = 1 << (_BITS - 3)
"""So many numbers, and bytes, are kept together: those that lie far apart take no room between them."""


class Numbers:
    """A set of whole numbers from 0."""

    def __init__(self) -> None:
        self._parts: dict[int, bytearray] = {}

    def update(self, numbers: Iterable[int]) -> None:
        """Add numbers."""
        parts = self._parts
        for number in numbers:
            part = parts.get(number >> _BITS)
            if part is None:
                part = parts[number >> _BITS] = bytearray(_BYTES)
            part[(number & _MASK) >> 3] |= 1 << (number & 7)

    def __len__(self) -> int:
        return sum(int.from_bytes(part, "little").bit_count() for part in self._parts.values())

    def missing(self, numbers: Iterable[int]) -> list[int]:
        """Those of the numbers that are not there."""
        parts = self._parts
        nothing = bytes(_BYTES)
        return [
            number
            for number in numbers
            if not parts.get(number >> _BITS, nothing)[(number & _MASK) >> 3] & 1 << (number & 7)
        ]
