"""Families of names that would part: the first name into the item itself, the last name into a group beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interlock.suggestion.looking import Judged
from interlock.suggestion.reading import Reading

_LIKE = 2
"""A group that has so many of the fields beside it again, under their names, is another one of the same."""


def parted(chosen: Sequence[Judged], left: Sequence[Reading], right: Sequence[Reading]) -> Iterator[tuple[Judged, str]]:
    """The chosen pairs that take a field away from its family, each with the path of the kin that stays.

    Kin are fields at the top of an item whose names end in the same word (`first_name`, `last_name`). One of them meets
    the top of the other item, where a group has its partner's name again, with more of what stands at that top: that
    group says the same of somebody else, as a payer, and holds the other one for want of anything better.
    """
    for side, other in ((0, right), (1, left)):
        groups = _groups(other)
        for one in chosen:
            own, its = _ends(one, side)
            if own.block or not its.block or len(groups[its.block] & groups.get("", set())) < _LIKE:
                continue
            for another in chosen:
                kin, stays = _ends(another, side)
                if _are_kin(own, kin) and not stays.block and stays.inner in groups[its.block]:
                    yield one, kin.field.path
                    break


def _groups(side: Sequence[Reading]) -> dict[str, set[tuple[str, ...]]]:
    groups: dict[str, set[tuple[str, ...]]] = {}
    for one in side:
        groups.setdefault(one.block, set()).add(one.inner)
    return groups


def _ends(one: Judged, side: int) -> tuple[Reading, Reading]:
    return (one.left, one.right) if side == 0 else (one.right, one.left)


def _are_kin(one: Reading, other: Reading) -> bool:
    own, its = _said(one), _said(other)
    return not other.block and min(len(own), len(its)) > 1 and own != its and own[-1] == its[-1]


def _said(one: Reading) -> list[str]:
    """The words of what a name means: `given`, `name` also where it is written as one."""
    return [word for meaning in one.leaf for word in meaning.split("_")]
