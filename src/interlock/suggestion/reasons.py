"""Why a pair is proposed, in short sentences for people."""

from __future__ import annotations

from collections.abc import Mapping

from interlock.suggestion.evidence import shape_of, shared_choices
from interlock.suggestion.kinds import Kind
from interlock.suggestion.looking import Judged
from interlock.suggestion.nearness import near
from interlock.suggestion.reading import Reading

_CLOSE_IN_MEANING = 0.62
_SHOWN = 5
_SUPPORTED = 0.8
_FEWEST_CHOICES = 2


def reasons(one: Judged, linked: Mapping[tuple[str, str], str], *, taken: bool) -> tuple[str, ...]:
    """What speaks for a pair, the weightiest first; never empty."""
    left, right = one.left, one.right
    found = ["taken before"] if taken else []
    found += _words(one)
    a, b = left.field, right.field
    record = linked.get((a.refers_to, b.refers_to))
    if record:
        found.append(f"both refer to {record}")
    if a.unique and b.unique:
        found.append("both unique")
    choices = shared_choices(a, b)
    if choices >= min(_FEWEST_CHOICES, len(a.enum), len(b.enum)) > 0:
        found.append(f"{choices} choices in common")
    found += _values(left, right)
    if one.support > _SUPPORTED and left.block and right.block:
        found.append("the fields beside them fit too")
    return tuple(dict.fromkeys(found))[:_SHOWN] or ("similar words",)


def _words(one: Judged) -> list[str]:
    left, right = one.left, one.right
    if left.words == right.words:
        found = ["same name"]
    elif left.leaf == right.leaf or (left.label and left.label == right.label):
        found = [f"same meaning: {_said(left.leaf if left.leaf == right.leaf else left.labelled)}"]
    else:
        shared = _telling(one)
        found = [f"same meaning: {_said(shared[:3])}"] if shared else []
        nearest = _nearest(left, right)
        if nearest and not shared:
            said = _said(nearest[:1]), _said(nearest[1:])
            found.append(
                f"same meaning: {said[0]}" if said[0] == said[1] else f"near in meaning: {said[0]} and {said[1]}"
            )
    if one.nearness and max(one.nearness[:2]) >= _CLOSE_IN_MEANING and found != ["same name"]:
        found.append("the texts say much the same")
    elif not found and one.likeness.numbers[7] > 0.2:
        found.append("the descriptions share words")
    return found


def _telling(one: Judged) -> list[str]:
    """What both have: of the last parts of both names if anything, else of the whole."""
    left, right = one.left, one.right
    shared = [m for m in one.likeness.shared if left.name.get(m, left.label.get(m, 0)) > 0.2]
    last = {*left.leaf, *left.labelled} & {*right.leaf, *right.labelled} & {*left.leaf, *right.leaf}
    return [m for m in shared if m in last] or shared


def _nearest(left: Reading, right: Reading) -> tuple[str, str] | None:
    best, pair = 0.3, None
    for a in left.all:
        for b in right.all:
            if a != b and near(a, b) > best:
                best, pair = near(a, b), (a, b)
    return pair


def _said(meanings: tuple[str, ...] | list[str]) -> str:
    return ", ".join(m.lstrip("?").replace("_", " ") for m in meanings)


def _values(left: Reading, right: Reading) -> list[str]:
    a, b = left.field, right.field
    found = []
    if a.format and a.format == b.format:
        found.append(f"both format {a.format}")
    elif left.by_type is right.by_type and left.by_type not in {Kind.UNKNOWN, Kind.TEXT}:
        found.append(f"both {left.by_type.value}")
    shape = shape_of(a.samples)
    if shape and shape == shape_of(b.samples):
        found.append(f"samples of both have one shape: {shape}")
    if a.unit and a.unit == b.unit:
        found.append(f"both in {a.unit}")
    return found
