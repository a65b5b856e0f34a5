"""A text that matches a simple pattern: letters, classes, counts, groups and alternatives."""

from __future__ import annotations

import string
from collections.abc import Sequence
from typing import Protocol

_CLASSES = {"d": string.digits, "w": string.ascii_lowercase + string.digits, "s": " "}
_MOST = 64


class Draws(Protocol):
    """What decides where the pattern leaves a choice."""

    def below(self, end: int, /) -> int:
        """A whole number from 0 up to, not including, `end`."""
        ...

    def pick(self, options: Sequence[str], /) -> str:
        """One of the options."""
        ...


class First:
    """Decides for the first and the fewest, always."""

    def below(self, end: int, /) -> int:
        """0."""
        del end
        return 0

    def pick(self, options: Sequence[str], /) -> str:
        """The first option."""
        return options[0]


def text_for(pattern: str, chance: Draws) -> str | None:
    """A text made after the pattern, or None where the pattern says something this does not know.

    The caller checks the text against the pattern: this is a maker, not a judge.
    """
    try:
        made, end = _alternatives(pattern.removeprefix("^"), 0, chance)
    except (IndexError, ValueError, RecursionError):
        return None
    return made if end >= len(pattern.removeprefix("^")) else None


def _alternatives(pattern: str, at: int, chance: Draws) -> tuple[str, int]:
    options: list[str] = [""]
    while at < len(pattern) and pattern[at] != ")":
        if pattern[at] == "|":
            options.append("")
            at += 1
            continue
        if pattern[at] in "$^":
            at += 1
            continue
        atom_at = at
        made, at = _atom(pattern, at, chance)
        least, most, at = _count(pattern, at)
        for i in range(least + chance.below(most - least + 1)):
            options[-1] += made if i == 0 else _atom(pattern, atom_at, chance)[0]
        if len(options[-1]) > 4 * _MOST:
            raise ValueError(pattern)
    return chance.pick(options), at


def _atom(pattern: str, at: int, chance: Draws) -> tuple[str, int]:
    mark = pattern[at]
    if mark == "(":
        inside = at + 1
        if pattern.startswith("?:", inside):
            inside += 2
        elif pattern[inside] == "?":
            raise ValueError(pattern)
        made, end = _alternatives(pattern, inside, chance)
        return made, end + 1
    if mark == "[":
        return _class(pattern, at + 1, chance)
    if mark == "\\":
        name = pattern[at + 1]
        if name in _CLASSES:
            return chance.pick(_CLASSES[name]), at + 2
        if name.isalnum():
            raise ValueError(pattern)
        return name, at + 2
    if mark == ".":
        return chance.pick(string.ascii_lowercase), at + 1
    return mark, at + 1


def _class(pattern: str, at: int, chance: Draws) -> tuple[str, int]:
    if pattern[at] == "^":
        raise ValueError(pattern)
    options = ""
    while pattern[at] != "]":
        if pattern[at] == "\\":
            name = pattern[at + 1]
            options += _CLASSES.get(name, name)
            at += 2
        elif pattern[at + 1] == "-" and pattern[at + 2] != "]":
            first, last = ord(pattern[at]), ord(pattern[at + 2])
            options += "".join(map(chr, range(first, min(last, first + 255) + 1)))
            at += 3
        else:
            options += pattern[at]
            at += 1
    return chance.pick(options or " "), at + 1


def _count(pattern: str, at: int) -> tuple[int, int, int]:
    mark = pattern[at : at + 1]
    if mark == "?":
        return 0, 1, _past_lazy(pattern, at + 1)
    if mark in {"+", "*"}:
        return 1, 8, _past_lazy(pattern, at + 1)
    if mark != "{":
        return 1, 1, at
    end = pattern.index("}", at)
    least, comma, most = pattern[at + 1 : end].partition(",")
    low = min(int(least or 0), _MOST)
    high = min(int(most), _MOST) if most else (low + 4 if comma else low)
    return low, max(low, high), _past_lazy(pattern, end + 1)


def _past_lazy(pattern: str, at: int) -> int:
    """Past the mark of a count that takes as little as it can."""
    return at + 1 if pattern[at : at + 1] == "?" else at
