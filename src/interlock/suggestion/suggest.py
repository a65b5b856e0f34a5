"""The search for partners, as a list of steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from interlock.model.decisions import Direction
from interlock.model.fact import Confidence
from interlock.model.suggestion import Candidate, Encoder, Remembered, SeenField, Suggestions
from interlock.suggestion.contrast import greedy
from interlock.suggestion.evidence import Evidence, evidence, uneven
from interlock.suggestion.families import parted
from interlock.suggestion.joining import joined_names
from interlock.suggestion.looking import Judged, Table, judged, laid_out, taken_apart, weights_for
from interlock.suggestion.reasons import reasons
from interlock.suggestion.references import with_lists
from interlock.suggestion.weighing import Weights
from interlock.suggestion.wording import Row, worded

_SHOWN = 5
_MOST_FIELDS = 4_000


def suggest(
    left_fields: Sequence[SeenField],
    right_fields: Sequence[SeenField],
    *,
    encoder: Encoder | None = None,
    remembered: Iterable[Remembered] = (),
    linked: Mapping[tuple[str, str], str] | None = None,
    direction: Direction | None = None,
) -> Suggestions:
    """Proposes pairs of fields of two sides, with direction, rule, confidence and reasons.

    Args:
        left_fields: the fields of the left system, in their order there; of very many, the first 4,000 count.
        right_fields: those of the right one.
        encoder: tells how near texts are in meaning; without it names, labels and types alone decide.
        remembered: earlier decisions; what was refused is not proposed again.
        linked: the records that flow, by the resource of each side: references between them are translated.
        direction: which way values of the record flow; None leaves it to the fields.
    """
    past, flows = tuple(remembered), dict(linked or {})
    lefts, rights = (
        with_lists(some[:_MOST_FIELDS], flows, side) for side, some in enumerate((left_fields, right_fields))
    )
    sides = taken_apart(lefts, rights)
    known = evidence(past, flows, *sides)
    table = laid_out(sides, encoder, known.also(*sides))
    weighed = weights_for(semantic=table.semantic)
    desk = _Desk(table, weighed, known, flows, direction)
    found = [one for one in judged(table, weighed, known) if desk.way(one) is not None and not desk.refused(one)]
    found = desk.with_taken(found)
    found.sort(key=lambda one: (-one.chance, one.left.place, one.right.place))
    selected = desk.selected(found)
    firm = [one for one in selected if one.confidence is not Confidence.POSSIBLE]
    used = {path for one in firm for path in one.left}, {path for one in firm for path in one.right}
    joined = [one for one in joined_names(table.left, table.right, used, direction) if not desk.no(one)]
    selected = sorted((*(one for one in selected if not _share(one, joined)), *joined), key=lambda one: -one.score)
    return Suggestions(
        tuple(selected),
        desk.best(found, joined, 0),
        desk.best(found, joined, 1),
        _unfed(lefts, {path for one in selected if one.direction is not Direction.RIGHT for path in one.left}),
        _unfed(rights, {path for one in selected if one.direction is not Direction.LEFT for path in one.right}),
    )


def _share(one: Candidate, joined: Sequence[Candidate]) -> bool:
    return any(set(one.left) & set(other.left) or set(one.right) & set(other.right) for other in joined)


def _unfed(fields: Sequence[SeenField], fed: set[str]) -> tuple[str, ...]:
    return tuple(one.path for one in fields if one.required and not one.read_only and one.path not in fed)


class _Desk:
    """What all candidates of one record are made with."""

    def __init__(
        self,
        table: Table,
        weighed: Weights,
        known: Evidence,
        linked: Mapping[tuple[str, str], str],
        direction: Direction | None,
    ) -> None:
        self._table = table
        self._weights = weighed
        self._known = known
        self._linked = linked
        self._direction = direction
        self._made: dict[tuple[str, str], Candidate] = {}

    def way(self, one: Judged) -> Direction | None:
        """Which way values can flow, None if no way that the record allows."""
        left, right = one.left.field, one.right.field
        to_right = not right.read_only and not left.write_only and self._direction is not Direction.LEFT
        to_left = not left.read_only and not right.write_only and self._direction is not Direction.RIGHT
        if to_right and to_left:
            return Direction.BOTH
        if to_right:
            return Direction.RIGHT
        return Direction.LEFT if to_left else None

    def refused(self, one: Judged) -> bool:
        """Whether someone said no to the pair."""
        return (one.left.field.path, one.right.field.path) in self._known.refused

    def no(self, one: Candidate) -> bool:
        """Whether someone said no to one of the pairs that are joined."""
        return any((a, b) in self._known.refused for a in one.left for b in one.right)

    def with_taken(self, found: Sequence[Judged]) -> list[Judged]:
        """The pairs with those that were taken before raised to certainty."""
        return [replace(one, chance=1.0) if self._is_taken(one) else one for one in found]

    def _is_taken(self, one: Judged) -> bool:
        return (one.left.field.path, one.right.field.path) in self._known.taken

    def selected(self, found: Sequence[Judged]) -> list[Candidate]:
        """One partner for each field, from the likeliest down, as far as pairs are possible at all."""
        at_left = {id(one): at for at, one in enumerate(self._table.left)}
        at_right = {id(one): at for at, one in enumerate(self._table.right)}
        pairs = [(at_left[id(one.left)], at_right[id(one.right)]) for one in found]
        chosen = greedy(pairs, [one.chance for one in found])
        possible = [one for at, one in enumerate(found) if at in chosen and one.chance >= self._weights.possible]
        for one, kin in parted(possible, self._table.left, self._table.right):
            self._doubt(one, f"`{kin}` meets another group")
        return [self.made(one) for one in possible]

    def _doubt(self, one: Judged, why: str) -> None:
        """Have a pair no more than possible, unless somebody took it."""
        made = self.made(one)
        if not self._is_taken(one):
            key = one.left.field.path, one.right.field.path
            self._made[key] = replace(made, confidence=Confidence.POSSIBLE, reasons=(*made.reasons, f"but {why}"))

    def best(self, found: Sequence[Judged], joined: Sequence[Candidate], side: int) -> dict[str, tuple[Candidate, ...]]:
        """Up to five candidates for each field of a side."""
        best: dict[str, list[Judged]] = {}
        for one in found:
            some = best.setdefault((one.left, one.right)[side].field.path, [])
            if len(some) < _SHOWN:
                some.append(one)
        shown = {path: [self.made(one) for one in some] for path, some in best.items()}
        for candidate in joined:
            for path in (candidate.left, candidate.right)[side]:
                some_made = [*shown.get(path, []), candidate]
                shown[path] = sorted(some_made, key=lambda one: -one.score)[:_SHOWN]
        return {path: tuple(some) for path, some in shown.items()}

    def made(self, one: Judged) -> Candidate:
        """The candidate for people: rounded chance, rule, direction and reasons."""
        key = one.left.field.path, one.right.field.path
        if key not in self._made:
            way = self.way(one) or Direction.BOTH
            row = self._row(one, way)
            wording = worded(row)
            if way is Direction.BOTH and not wording.two_way:
                way = Direction.RIGHT
            taken = self._is_taken(one)
            mark = Confidence.SURE if taken else self._weights.confidence(one.chance)
            if mark is Confidence.SURE and uneven(one.left, one.right) and not taken:
                mark = Confidence.LIKELY
            why = reasons(one, self._linked, taken=taken)
            self._made[key] = Candidate((key[0],), (key[1],), one.chance, mark, way, wording.rule, why)
        return self._made[key]

    def _row(self, one: Judged, way: Direction) -> Row:
        lefts, rights = self._table.left, self._table.right
        if way is Direction.LEFT:
            return Row(one.right, one.left, rights, lefts, way, self._linked)
        return Row(one.left, one.right, lefts, rights, way, self._linked)
