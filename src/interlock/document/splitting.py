"""Cuts a list that is written in a sentence (`a, b and c`) into parts that each mean something."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from interlock.document.words import Words

T = TypeVar("T")

SEPARATOR = re.compile(r", and then |, then |, and |; and |; | and then | and |, | then |<br ?/?>", re.IGNORECASE)
# More parts are no sentence that people read.
_MOST_PARTS = 60


def split(words: Words, part: Callable[[Words], T | None], separator: re.Pattern[str] = SEPARATOR) -> list[T] | None:
    """What the parts mean, when all words can be cut at separators into parts that mean something; else None.

    A part is as short as possible: it grows over a separator only where it means nothing without.
    """
    cuts = [found.span() for found in words.outside_code(separator)][:_MOST_PARTS]
    ends = [*cuts, (len(words.text), len(words.text))]
    starts = [0, *(after for _, after in cuts)]
    best: dict[int, list[T] | None] = {len(starts): []}
    for index in range(len(starts) - 1, -1, -1):
        best[index] = _from(words, part, starts, ends, index, best)
    return best[0]


def _from(
    words: Words,
    part: Callable[[Words], T | None],
    starts: Sequence[int],
    ends: Sequence[tuple[int, int]],
    index: int,
    best: dict[int, list[T] | None],
) -> list[T] | None:
    """The parts from a start on, given those of all later starts."""
    for last in range(index, min(index + 8, len(ends))):
        rest = best[last + 1]
        if rest is None:
            continue
        meaning = part(words.part(starts[index], ends[last][0]).strip())
        if meaning is not None:
            return [meaning, *rest]
    return None


def parts_not_understood(words: Words, part: Callable[[Words], object | None]) -> list[Words]:
    """The single parts that mean nothing by themselves."""
    return [said for said in parts(words) if part(said) is None]


def parts(words: Words) -> list[Words]:
    """The single parts, cut at every separator."""
    cuts = [found.span() for found in words.outside_code(SEPARATOR)][:_MOST_PARTS]
    starts = [0, *(after for _, after in cuts)]
    ends = [*(before for before, _ in cuts), len(words.text)]
    found = [words.part(start, end).strip() for start, end in zip(starts, ends, strict=True)]
    return [said for said in found if said]
