"""What else is known of a pair than names and types: keys, choices, references, samples and earlier decisions.

Field lists with published mappings tell little of these, so what they weigh is set by hand, in logarithms of odds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from interlock.model.suggestion import Remembered, SeenField
from interlock.model.value import JSON
from interlock.suggestion.reading import Reading

_SAME_CHOICES, _OTHER_CHOICES = 1.2, -0.6
_BOTH_UNIQUE, _ONE_UNIQUE = 0.4, -0.2
_SAME_REFERENCE, _OTHER_REFERENCE = 4.0, -1.0
_SAME_SAMPLES, _SAME_SHAPE, _OTHER_SHAPE = 2.0, 0.3, -1.2
_LIST_AND_SINGLE = -2.5
_LEARNED = 1.5
_NO_WAY = -6.0
_MOST_ALSO, _MOST_SAMPLES, _TELLING_SAMPLE = 40, 50, 4

_SHAPES = (
    ("e-mail address", re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")),
    ("web address", re.compile(r"https?://\S+")),
    ("moment", re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*")),
    ("date", re.compile(r"\d{4}-\d\d-\d\d")),
    ("unique id", re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)),
    ("phone number", re.compile(r"\+[\d ()/.-]{6,}")),
    ("two capital letters", re.compile(r"[A-Z]{2}")),
    ("three capital letters", re.compile(r"[A-Z]{3}")),
    ("whole number", re.compile(r"-?\d+")),
    ("number", re.compile(r"-?\d+[.,]\d+")),
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known beside the fields: which references flow, and what was decided before."""

    linked: Mapping[tuple[str, str], str] = field(default_factory=dict)
    taken: frozenset[tuple[str, str]] = frozenset()
    refused: frozenset[tuple[str, str]] = frozenset()
    learned: frozenset[tuple[tuple[str, ...], tuple[str, ...]]] = frozenset()

    def __call__(self, left: Reading, right: Reading) -> float:
        """What all of it adds to the logarithm of the odds of a pair."""
        one, other = left.field, right.field
        if one.read_only and other.read_only:
            return _NO_WAY
        total = self._references(one, other) + _choices(one, other) + _keys(one, other) + _samples(one, other)
        if uneven(left, right):
            total += _LIST_AND_SINGLE
        if (left.leaf, right.leaf) in self.learned:
            total += _LEARNED
        return total

    def also(self, left: Sequence[Reading], right: Sequence[Reading]) -> set[tuple[int, int]]:
        """The places of pairs that something beside their names speaks for."""
        holders: dict[tuple[str, object], list[int]] = {}
        for j, one in enumerate(right):
            for mark in self._marks(one, 1):
                holders.setdefault(mark, []).append(j)
        return {
            (i, j)
            for i, one in enumerate(left)
            for mark in self._marks(one, 0)
            for j in holders.get(mark, ())[:_MOST_ALSO]
        }

    def _marks(self, one: Reading, side: int) -> Iterator[tuple[str, object]]:
        """What a field has in common with a partner that nothing else may show."""
        for pair in self.taken:
            if pair[side] == one.field.path:
                yield "taken", pair
        for leaves in self.learned:
            if leaves[side] == one.leaf:
                yield "learned", leaves
        for resources in self.linked:
            if resources[side] == one.field.refers_to:
                yield "linked", resources
        for value in _spelled(one.field.samples[:_MOST_SAMPLES]):
            if len(value) >= _TELLING_SAMPLE:
                yield "sample", value

    def _references(self, one: SeenField, other: SeenField) -> float:
        if not (one.refers_to and other.refers_to):
            return 0.0
        return _SAME_REFERENCE if (one.refers_to, other.refers_to) in self.linked else _OTHER_REFERENCE


def evidence(
    remembered: Iterable[Remembered],
    linked: Mapping[tuple[str, str], str] | None,
    left: Iterable[Reading],
    right: Iterable[Reading],
) -> Evidence:
    """What is known beside the fields, ready for use; a pair once taken speaks for others that are called alike."""
    taken: set[tuple[str, str]] = set()
    refused: set[tuple[str, str]] = set()
    for one in remembered:
        if len(one.left) == len(one.right) == 1:
            (taken if one.taken else refused).add((one.left[0], one.right[0]))
    leaves = {one.field.path: one.leaf for one in (*left, *right)}
    learned = {(leaves[a], leaves[b]) for a, b in taken if a in leaves and b in leaves}
    return Evidence(linked or {}, frozenset(taken), frozenset(refused - taken), frozenset(learned))


def uneven(left: Reading, right: Reading) -> bool:
    """Whether one of two fields stands in the elements of a list, and the other does not."""
    return _within(left) != _within(right)


def _within(one: Reading) -> bool:
    return "[]" in one.field.path.removesuffix("[]")


def shape_of(samples: Iterable[JSON]) -> str:
    """What all samples that are text or a number look like, in a word for people; empty where nothing fits."""
    texts = [
        str(one) for one in samples if isinstance(one, str | int | float) and not isinstance(one, bool) and one != ""
    ]
    if not texts:
        return ""
    return next((name for name, shape in _SHAPES if all(shape.fullmatch(text) for text in texts)), "")


def shared_choices(one: SeenField, other: SeenField) -> int:
    """How many choices both fields have, however they are spelled."""
    return len(_spelled(one.enum) & _spelled(other.enum))


def _spelled(values: Iterable[JSON]) -> set[str]:
    return {re.sub(r"[^a-z0-9]", "", str(one).lower()) for one in values if one is not None} - {""}


def _choices(one: SeenField, other: SeenField) -> float:
    if not (one.enum and other.enum):
        return 0.0
    share = shared_choices(one, other) / max(1, min(len(one.enum), len(other.enum)))
    return _SAME_CHOICES * share if share else _OTHER_CHOICES


def _keys(one: SeenField, other: SeenField) -> float:
    if one.unique and other.unique:
        return _BOTH_UNIQUE
    return _ONE_UNIQUE if one.unique != other.unique else 0.0


def _samples(one: SeenField, other: SeenField) -> float:
    if not (one.samples and other.samples):
        return 0.0
    ours, theirs = _spelled(one.samples), _spelled(other.samples)
    common = ours & theirs
    if common and (len(common) > 1 or any(len(value) > 3 for value in common)):
        return _SAME_SAMPLES * len(common) / max(1, min(len(ours), len(theirs)))
    shapes = shape_of(one.samples), shape_of(other.samples)
    if not all(shapes):
        return 0.0
    return _SAME_SHAPE if shapes[0] == shapes[1] else _OTHER_SHAPE * _apart(*shapes)


def _apart(one: str, other: str) -> float:
    """How far two shapes speak against each other: a number may be a code, a date a moment."""
    close = {
        frozenset(("moment", "date")),
        frozenset(("whole number", "number")),
        frozenset(("two capital letters", "three capital letters")),
        frozenset(("whole number", "phone number")),
        frozenset(("whole number", "moment")),
    }
    return 0.0 if frozenset((one, other)) in close else 1.0
