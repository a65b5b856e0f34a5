"""What speaks for and against two fields holding the same: the numbers that are weighed."""

from __future__ import annotations

import math
from dataclasses import dataclass

from interlock.suggestion.kinds import Kind, clash
from interlock.suggestion.nearness import soft, spelled
from interlock.suggestion.reading import Reading
from interlock.suggestion.vocabulary import vocabulary

_KINDS = tuple(kind for kind in Kind if kind is not Kind.UNKNOWN)

PLAIN = (
    "name",
    "name_left",
    "name_right",
    "leaf",
    "label",
    "best",
    "full",
    "prose",
    "spelling",
    "equal",
    "same_meaning",
    "common_meaning",
    "opposite",
    "both_usual",
    "both_unusual",
    "numbered",
    "same_type",
    "type_clash",
    "same_kind",
    "kind_clash",
    "flag_clash",
    "moment_clash",
    "identifier",
    "depth",
    "place",
    "rare",
    "common_left",
    "common_right",
    "left_usual",
    "right_usual",
    "left_unusual",
    "right_unusual",
    "row_and_single",
    "both_in_rows",
    "twins_left",
    "twins_right",
    *(f"both_{kind.name.lower()}" for kind in _KINDS),
)
"""The names of the numbers, in the order in which `likeness` gives them."""

_NO_SHARED_KIND = tuple(0.0 for _ in _KINDS)
_SHARED_KIND: dict[Kind, tuple[float, ...]] = {kind: tuple(float(kind is other) for other in _KINDS) for kind in _KINDS}


@dataclass(frozen=True, slots=True)
class Likeness:
    """The numbers of one pair, in the order of `PLAIN`, and the meanings that both have."""

    numbers: tuple[float, ...]
    shared: tuple[str, ...]


def likeness(left: Reading, right: Reading) -> Likeness:
    """Weighs one pair; symmetrical but for the numbers that name a side."""
    name, name_left, name_right = soft(left.name, right.name)
    leaf = soft({m: left.name.get(m, 0.3) for m in left.leaf}, {m: right.name.get(m, 0.3) for m in right.leaf})
    label = soft(left.label, right.label) if left.label and right.label else (name, name_left, name_right)
    crossed = max(soft(left.label, right.name), soft(left.name, right.label))
    best = max((name, name_left, name_right), label, crossed)
    shared = left.all & right.all
    own_left, own_right = left.all - right.all, right.all - left.all
    table = vocabulary()
    equal = float(left.leaf == right.leaf)
    meant = frozenset(left.leaf) | frozenset(left.labelled)
    also = frozenset(right.leaf) | frozenset(right.labelled)
    telling = [meaning for meaning in meant & also if meaning not in table.light]
    usual = (bool(own_left & table.usual), bool(own_right & table.usual))
    unusual = (bool(own_left & table.unusual), bool(own_right & table.unusual))
    numbered = float(_numbers(left) != _numbers(right))
    types = (left.by_type, right.by_type)
    names = (left.by_name, right.by_name)
    either = (_kind(left), _kind(right))
    rare = sum(max(left.name.get(m, 0.0), left.label.get(m, 0.0)) for m in shared)
    prose = sum(weight * right.text.get(word, 0.0) for word, weight in left.text.items())
    return Likeness(
        (
            name,
            name_left,
            name_right,
            leaf[0],
            label[0],
            best[0],
            min(best[1], best[2]),
            prose,
            spelled("".join(left.leaf), "".join(right.leaf)),
            equal,
            float(bool(telling)),
            float(any("_" in m or m in table.near for m in telling)),
            float(min(2, _opposites(left, right))),
            float(usual[0] and usual[1]),
            float(unusual[0] and unusual[1]),
            numbered,
            float(types[0] is types[1] and types[0] is not Kind.UNKNOWN),
            float(clash(*types)),
            float(names[0] is names[1] and names[0] is not Kind.UNKNOWN),
            float(clash(*names)),
            float(_only_one(either, Kind.FLAG)),
            float(_only_one(either, Kind.MOMENT)),
            float(("identifier" in left.leaf) == ("identifier" in right.leaf)),
            min(3.0, abs(len(left.parts) - len(right.parts))) / 3,
            1.0 - abs(left.place - right.place),
            min(2.0, rare),
            _commonness(left),
            _commonness(right),
            float(usual[0] and not usual[1]),
            float(usual[1] and not usual[0]),
            float(unusual[0] and not unusual[1]),
            float(unusual[1] and not unusual[0]),
            float(left.in_row != right.in_row),
            # rows that are marked meet once their lists do; of guessed ones it is rarely meant
            float(left.in_row and right.in_row and "[]" not in left.field.path + right.field.path),
            math.log1p(left.twins),
            math.log1p(right.twins),
            *_SHARED_KIND.get(either[0] if either[0] is either[1] else Kind.UNKNOWN, _NO_SHARED_KIND),
        ),
        tuple(sorted(shared, key=lambda m: (-left.name.get(m, 0.0), m))),
    )


def _kind(one: Reading) -> Kind:
    return one.by_name if one.by_type in {Kind.UNKNOWN, Kind.TEXT} else one.by_type


def _only_one(kinds: tuple[Kind, Kind], which: Kind) -> bool:
    return (kinds[0] is which) != (kinds[1] is which) and Kind.UNKNOWN not in kinds


def _numbers(one: Reading) -> frozenset[str]:
    """Which of several it is; the first one is like one without a number."""
    return frozenset(m for m in (*one.name, *one.labelled) if m.isdigit() and len(m) == 1) - {"0", "1"}


def _opposites(left: Reading, right: Reading) -> int:
    """How many lines of opposites the two stand apart on: each says one of a line that the other does not."""
    table = vocabulary()
    found = 0
    lines = {line for meaning in left.name for line in table.opposed.get(meaning, ())}
    for line in lines:
        ours = {m for m in left.name if line in table.opposed.get(m, ())}
        theirs = {m for m in right.name if line in table.opposed.get(m, ())}
        if theirs and ours.isdisjoint(theirs):
            found += 1
    return found


def _commonness(one: Reading) -> float:
    """The share of a name's meanings that are everyday words of business records."""
    table = vocabulary()
    known = sum(1 for meaning in one.name if meaning in table.known or meaning in table.near or "_" in meaning)
    return known / max(1, len(one.name))
