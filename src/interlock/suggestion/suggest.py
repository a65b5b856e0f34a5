"""The search for partners, as a list of steps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from interlock.model.decisions import Direction
from interlock.model.fact import Confidence
from interlock.model.suggestion import Candidate, Encoder, Remembered, SeenField, Suggestions

_PIECE = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_SHOWN = 5


def suggest(
    left_fields: Sequence[SeenField],
    right_fields: Sequence[SeenField],
    *,
    encoder: Encoder | None = None,
    remembered: Iterable[Remembered] = (),
    linked: Mapping[tuple[str, str], str] | None = None,
) -> Suggestions:
    """Proposes pairs of fields of two sides, with direction, rule, confidence and reasons.

    Args:
        left_fields: the fields of the left system, in their order there.
        right_fields: those of the right one.
        encoder: tells how near texts are in meaning; without it names, labels and types alone decide.
        remembered: earlier decisions; what was refused is not proposed again.
        linked: the records that flow, by the resource of each side: references between them are translated.
    """
    del linked
    past = {(one.left, one.right): one.taken for one in remembered}
    names = {id(one): frozenset(_pieces(one)) for one in (*left_fields, *right_fields)}
    found: list[Candidate] = []
    for left in left_fields:
        for right in right_fields:
            taken = past.get(((left.path,), (right.path,)))
            a, b = names[id(left)], names[id(right)]
            score = 1.0 if taken else len(a & b) / max(1, len(a | b))
            if score < 0.2 or taken is False:
                continue
            found.append(_candidate(left, right, score, ("taken before",) if taken else ("same words",)))
    del encoder
    found.sort(key=lambda one: (-one.score, one.left, one.right))
    return _collected(left_fields, right_fields, found)


def _pieces(field: SeenField) -> list[str]:
    return [piece.lower() for piece in _PIECE.findall(field.path)]


def _candidate(left: SeenField, right: SeenField, score: float, reasons: tuple[str, ...]) -> Candidate:
    mark = Confidence.SURE if score > 0.9 else Confidence.LIKELY if score > 0.5 else Confidence.POSSIBLE
    if left.read_only and not right.read_only:
        direction = Direction.RIGHT
    elif right.read_only and not left.read_only:
        direction = Direction.LEFT
    else:
        direction = Direction.BOTH
    return Candidate((left.path,), (right.path,), score, mark, direction, "", reasons)


def _collected(left: Sequence[SeenField], right: Sequence[SeenField], found: Sequence[Candidate]) -> Suggestions:
    selected: list[Candidate] = []
    used: tuple[set[str], set[str]] = (set(), set())
    best: tuple[dict[str, list[Candidate]], dict[str, list[Candidate]]] = ({}, {})
    for one in found:
        for kept, paths in zip(best, (one.left, one.right), strict=True):
            for path in paths:
                if len(kept.setdefault(path, [])) < _SHOWN:
                    kept[path].append(one)
        if used[0].isdisjoint(one.left) and used[1].isdisjoint(one.right):
            used[0].update(one.left)
            used[1].update(one.right)
            selected.append(one)
    return Suggestions(
        tuple(selected),
        {path: tuple(some) for path, some in best[0].items()},
        {path: tuple(some) for path, some in best[1].items()},
        tuple(one.path for one in left if one.required and one.path not in used[0]),
        tuple(one.path for one in right if one.required and one.path not in used[1]),
    )
