"""Both looks at all pairs that are worth one: from fields to chances."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from interlock.model.suggestion import Encoder, SeenField
from interlock.suggestion.blocks import group
from interlock.suggestion.contrast import SECOND, Seen, second_look
from interlock.suggestion.likeness import PLAIN, Likeness, likeness
from interlock.suggestion.meaning import SEMANTIC, nearness
from interlock.suggestion.nearness import worth_a_look
from interlock.suggestion.reading import Reading, readings
from interlock.suggestion.weighing import Weights, weights

_LOOKED_AT = 20
_NEAREST = 8


Sides: TypeAlias = tuple[list[Reading], list[Reading]]


@dataclass(frozen=True, slots=True)
class Table:
    """Both sides taken apart, and the numbers of the pairs that are worth a look."""

    left: list[Reading]
    right: list[Reading]
    pairs: list[tuple[int, int]]
    likenesses: list[Likeness]
    numbers: list[tuple[float, ...]]
    semantic: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """One pair with its chance of being right, from 0 to 1."""

    left: Reading
    right: Reading
    chance: float
    likeness: Likeness
    nearness: tuple[float, ...]
    support: float


def first_names(*, semantic: bool) -> tuple[str, ...]:
    """The names of the numbers of the first look."""
    return (*PLAIN, *SEMANTIC) if semantic else PLAIN


def weights_for(*, semantic: bool) -> Weights:
    """The weights that come with the program."""
    first = first_names(semantic=semantic)
    return weights(semantic, first, (*SECOND, *first))


def taken_apart(left: Sequence[SeenField], right: Sequence[SeenField]) -> Sides:
    """Both sides as they are compared, each field in its group."""
    ours, theirs = readings((left, right))
    group(ours)
    group(theirs)
    return ours, theirs


def laid_out(sides: Sides, encoder: Encoder | None, also: Collection[tuple[int, int]] = ()) -> Table:
    """The first look: what speaks for and against each pair that is worth a look.

    Args:
        sides: both sides, taken apart.
        encoder: tells how near texts are in meaning.
        also: places of pairs that are looked at in any case.
    """
    ours, theirs = sides
    some = worth_a_look(ours, theirs, _LOOKED_AT)
    near = nearness(encoder, ours, theirs) if encoder is not None and ours and theirs else None
    if near is not None:
        some |= near.nearest(_NEAREST)
    some.update(also)
    pairs = sorted(some)
    alike = [likeness(ours[i], theirs[j]) for i, j in pairs]
    numbers = [one.numbers for one in alike]
    if near is not None:
        numbers = [(*one, *near.numbers(i, j)) for one, (i, j) in zip(numbers, pairs, strict=True)]
    return Table(ours, theirs, pairs, alike, numbers, near is not None)


def judged(table: Table, weighed: Weights, more: Callable[[Reading, Reading], float]) -> list[Judged]:
    """Every pair of a table with its chance.

    Args:
        table: the first look.
        weighed: what the numbers weigh.
        more: what else is known of a pair, in logarithms of odds.
    """
    lefts, rights = table.left, table.right
    added = [more(lefts[i], rights[j]) for i, j in table.pairs]
    first = [weighed.first.chance(one, known) for one, known in zip(table.numbers, added, strict=True)]
    second = second_look(table.pairs, first, lefts, rights)
    return [
        Judged(
            lefts[i],
            rights[j],
            weighed.second.chance((*seen.numbers, *numbers), known),
            alike,
            numbers[len(PLAIN) :],
            seen.support,
        )
        for (i, j), seen, numbers, alike, known in zip(
            table.pairs, second, table.numbers, table.likenesses, added, strict=True
        )
    ]


def second_numbers(table: Table, chances: Sequence[float]) -> list[tuple[float, ...]]:
    """The numbers of the second look, as they are weighed: for learning the weights."""
    seen: list[Seen] = second_look(table.pairs, chances, table.left, table.right)
    return [(*one.numbers, *numbers) for one, numbers in zip(seen, table.numbers, strict=True)]
