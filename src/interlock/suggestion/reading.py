"""One field as it is compared: its name, label and description as weighed meanings."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as made

from interlock.model.suggestion import SeenField
from interlock.suggestion.kinds import Kind, kind_by_name, kind_by_type
from interlock.suggestion.vocabulary import vocabulary
from interlock.suggestion.words import Splitter, meanings, prose

_LABEL = re.compile(r"\s*([^.;!?]{2,48}?)(?:\.\s|\.?\s*$)")
_LABEL_WORDS = 6
_LIGHT = 0.3
_ABOVE = 0.5
_LONGEST_BETWEEN = 9
_CUSTOM = re.compile(r"(?i)__(c|r|pc)$")


@dataclass(slots=True, eq=False)
class Reading:
    """A field taken apart.

    `name` and `label` weigh meanings, those of the last part of a path most; `leaf` are the meanings of that part.
    `text` weighs the words of name, label and description for their cosine. `block` is the group that it stands in,
    `inner` what its name says there, `twins` how many other groups have a field that says the same, and `in_row` tells
    whether it stands in the elements of a list.
    """

    field: SeenField
    place: float
    parts: tuple[tuple[str, ...], ...]
    words: tuple[str, ...]
    leaf: tuple[str, ...]
    labelled: tuple[str, ...]
    plain: frozenset[str]
    said: tuple[str, ...]
    by_type: Kind
    by_name: Kind
    name: dict[str, float] = made(default_factory=dict)
    label: dict[str, float] = made(default_factory=dict)
    text: dict[str, float] = made(default_factory=dict)
    block: str = ""
    inner: tuple[str, ...] = ()
    twins: int = 0
    in_row: bool = False

    @property
    def all(self) -> frozenset[str]:
        """Every meaning of the name and the label."""
        return frozenset(self.name) | frozenset(self.label)


def readings(sides: tuple[Sequence[SeenField], Sequence[SeenField]]) -> tuple[list[Reading], list[Reading]]:
    """Both sides taken apart, with weights by how rare a meaning is on them."""
    splitter = Splitter(_words_of(sides))
    both = tuple([_taken_apart(one, at / max(1, len(side)), splitter) for at, one in enumerate(side)] for side in sides)
    weight = _rarity(both)
    spoken = _spoken(both)
    for side in both:
        for one in side:
            one.name = _weighed_path(one.parts, weight)
            one.label = _weighed(one.labelled, weight)
            counts = Counter(one.said)
            one.text = {word: (1 + math.log(times)) * spoken.get(word, 1.0) for word, times in counts.items()}
            size = math.sqrt(sum(value * value for value in one.text.values())) or 1.0
            one.text = {word: value / size for word, value in one.text.items()}
    return both[0], both[1]


def label_of(field: SeenField) -> tuple[str, str]:
    """The label of a field and what else describes it; a short first sentence of a description counts as label."""
    if field.label:
        return field.label, field.description
    found = _LABEL.match(field.description)
    if found is None or len(found[1].split()) > _LABEL_WORDS:
        return "", field.description
    return found[1], field.description[found.end() :]


def _words_of(sides: Sequence[Sequence[SeenField]]) -> set[str]:
    """Words that prose or a change of case shows, and short ones that several names have between signs."""
    seen: set[str] = set()
    between: Counter[str] = Counter()
    for side in sides:
        for one in side:
            seen.update(prose(one.description), prose(one.label))
            seen.update(piece.lower() for piece in re.findall(r"[A-Z][a-z]+", one.path))
            between.update({piece for piece in re.split(r"[^a-z]+", one.path) if len(piece) <= _LONGEST_BETWEEN})
    seen.update(piece for piece, times in between.items() if times > 1)
    return seen


def _taken_apart(field: SeenField, place: float, splitter: Splitter) -> Reading:
    label, rest = label_of(field)
    path = _CUSTOM.sub("", field.path.replace("[]", ""))
    spelled = [splitter.words(part) for part in re.split(r"\.|(?<=\w)__(?=\w)", path)]
    spelled = [words for words in spelled if words] or [("",)]
    parts = tuple(meanings(words) for words in spelled)
    labelled = tuple(meanings(splitter.words(label)))
    said = [*prose(rest), *(word for part in parts for word in part), *labelled, *labelled, *parts[-1]]
    words = tuple(word for part in spelled for word in part)
    by_name = kind_by_name(parts[-1], spelled[-1])
    if by_name is Kind.UNKNOWN:
        by_name = kind_by_name(labelled, prose(label))
    return Reading(
        field=field,
        place=place,
        parts=parts,
        words=words,
        leaf=parts[-1],
        labelled=labelled,
        plain=frozenset(words),
        said=tuple(said),
        by_type=kind_by_type(field),
        by_name=by_name,
    )


def _rarity(both: Sequence[Sequence[Reading]]) -> dict[str, float]:
    """How much each meaning tells: the rarer on the side where it is commoner, the more; 1 for one that is unique."""
    table = vocabulary()
    shares: dict[str, float] = {}
    for side in both:
        counts: Counter[str] = Counter()
        for one in side:
            counts.update({meaning for part in one.parts for meaning in part} | set(one.labelled))
        for meaning, times in counts.items():
            shares[meaning] = max(shares.get(meaning, 0.0), times / len(side))
    size = max(20, *(len(side) for side in both))
    found: dict[str, float] = {}
    for meaning, share in shares.items():
        told = max(0.12, min(1.0, math.log(1 / min(1.0, share + 1e-9)) / math.log(size)))
        light = (
            meaning in table.light
            or meaning.isdigit()
            or meaning in {"identifier", "number", "code", "reference", "type", "count"}
        )
        found[meaning] = told * (_LIGHT if light else 1.0)
    return found


def _weighed(run: Sequence[str], weight: dict[str, float]) -> dict[str, float]:
    found: dict[str, float] = {}
    for meaning in run:
        found[meaning] = max(found.get(meaning, 0.0), weight.get(meaning, 0.5))
    return found


def _weighed_path(parts: Sequence[Sequence[str]], weight: dict[str, float]) -> dict[str, float]:
    """The meanings of a path; a part above weighs less, but for the one above a last part that says nothing."""
    table = vocabulary()
    found = _weighed(parts[-1], weight)
    telling = any(meaning not in table.light and meaning != "identifier" for meaning in parts[-1])
    for up, part in enumerate(reversed(parts[:-1])):
        factor = 1.0 if up == 0 and not telling else _ABOVE ** min(2, up + 1)
        for meaning, told in _weighed(part, weight).items():
            found[meaning] = max(found.get(meaning, 0.0), told * factor)
    return found


def _spoken(both: Sequence[Sequence[Reading]]) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for side in both:
        for one in side:
            counts.update(set(one.said))
    size = sum(len(side) for side in both) + 1
    return {word: math.log(size / times) + 0.1 for word, times in counts.items()}
