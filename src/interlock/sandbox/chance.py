"""Chance that repeats: the same key gives the same draws on every machine."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")

_MASK = (1 << 64) - 1


class Chance:
    """A stream of draws that depends on its key alone (the SplitMix64 generator)."""

    __slots__ = ("_state",)

    def __init__(self, *key: object) -> None:
        digest = blake2b("\x1f".join(map(str, key)).encode(errors="replace"), digest_size=8).digest()
        self._state = int.from_bytes(digest, "big")

    def bits(self) -> int:
        """The next 64 bits."""
        self._state = (self._state + 0x9E3779B97F4A7C15) & _MASK
        mixed = self._state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
        return mixed ^ (mixed >> 31)

    def below(self, end: int) -> int:
        """A whole number from 0 up to, not including, `end`."""
        return self.bits() % max(end, 1)

    def between(self, least: int, most: int) -> int:
        """A whole number from `least` to `most`, both included."""
        return least + self.below(most - least + 1)

    def pick(self, options: Sequence[T]) -> T:
        """One of the options, of which there is at least one."""
        return options[self.below(len(options))]

    def text(self, length: int, alphabet: str = "0123456789abcdefghjkmnpqrstvwxyz") -> str:
        """That many characters of the alphabet."""
        return "".join(alphabet[self.below(len(alphabet))] for _ in range(length))

    def uuid(self) -> str:
        """A random UUID (version 4)."""
        digits = f"{self.bits():016x}{self.bits():016x}"
        variant = "89ab"[int(digits[16], 16) % 4]
        return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}"
