"""Names that stand in several fields on one side and in one on the other."""

from __future__ import annotations

from collections.abc import Sequence

from interlock.mapping.language import parse_rule, rules
from interlock.model.decisions import Direction
from interlock.model.fact import Confidence
from interlock.model.suggestion import Candidate
from interlock.suggestion.reading import Reading

_WHOLE = ("full_name", "shown_name", "name")
_CHANCE = 0.6
_JOINED = ("first and last name to full name", "join with a space")
_PARTED = ("full name to first and last name",)


def joined_names(
    left: Sequence[Reading], right: Sequence[Reading], used: tuple[set[str], set[str]], ways: Direction | None
) -> list[Candidate]:
    """First and last name of one side with the whole name of the other, where neither has a partner yet.

    Args:
        left: the fields of the left system.
        right: those of the right one.
        used: the paths that have partners, for each side.
        ways: the direction of the record, if it is decided.
    """
    found = _found(left, right, used, Direction.RIGHT, ways)
    found += _found(right, left, (used[1], used[0]), Direction.LEFT, ways)
    return found


def _found(
    parted: Sequence[Reading],
    whole: Sequence[Reading],
    used: tuple[set[str], set[str]],
    way: Direction,
    ways: Direction | None,
) -> list[Candidate]:
    """`way` is the direction from the side with the parts to the one with the whole."""
    parts = _parts(parted, used[0])
    full = _whole_name(whole, used[1])
    if parts is None or full is None:
        return []
    paths = tuple(one.field.path for one in parts)
    back = Direction.LEFT if way is Direction.RIGHT else Direction.RIGHT
    wording = _worded(_JOINED, two_way=False)
    chosen = way
    if full.field.read_only or ways is back:
        wording, chosen = _worded(_PARTED, two_way=False), back
        if not wording or any(one.field.read_only for one in parts):
            return []
    elif ways in {None, Direction.BOTH} and not any(one.field.read_only for one in parts):
        both = _worded((_JOINED[0],) if way is Direction.RIGHT else _PARTED, two_way=True)
        if both:
            wording, chosen = both, Direction.BOTH
    left, right = (paths, (full.field.path,)) if way is Direction.RIGHT else ((full.field.path,), paths)
    reasons = ("first and last name make the whole name",)
    return [Candidate(left, right, _CHANCE, Confidence.LIKELY, chosen, wording, reasons)] if wording else []


def _worded(wordings: Sequence[str], *, two_way: bool) -> str:
    for words in wordings:
        use = parse_rule(words)
        if use is not None and (rules()[use.rule].inverse or not two_way):
            return words
    return ""


def _parts(side: Sequence[Reading], used: set[str]) -> tuple[Reading, Reading] | None:
    first = [one for one in side if one.leaf == ("given_name",) and one.field.path not in used]
    for one in sorted(first, key=lambda one: len(one.parts)):
        for other in side:
            same_group = other.leaf == ("family_name",) and other.parts[:-1] == one.parts[:-1]
            if same_group and other.field.path not in used and "[]" not in one.field.path:
                return one, other
    return None


def _whole_name(side: Sequence[Reading], used: set[str]) -> Reading | None:
    if any("given_name" in one.leaf and one.field.path not in used for one in side):
        return None
    for meaning in _WHOLE:
        found = [one for one in side if one.leaf == (meaning,) and one.field.path not in used and len(one.parts) == 1]
        if found:
            return found[0]
    return None
