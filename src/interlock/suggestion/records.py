"""Which resource of one system meets which of the other, and by which fields both know the same item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log, sqrt

from interlock.model.fact import Confidence
from interlock.model.profile import FieldProfile, FieldType, RecordProfile, Verb
from interlock.model.suggestion import Candidate, Encoder, RecordCandidate, SeenField
from interlock.suggestion.seen import seen
from interlock.suggestion.suggest import suggest
from interlock.systems.words import stem

# By experience with descriptions of real systems: names tell more than fields, and few resources are looked at closely.
_OF_NAME, _OF_FIELDS, _OF_KEY = 0.75, 0.6, 0.15
_LOOKED_AT, _MOST_LOOKED_AT, _MOST_FIELDS = 3, 50, 40
_SURE, _LIKELY, _POSSIBLE = 0.82, 0.58, 0.3
_ENOUGH_PAIRS = 8
_FAINT, _OUTSTANDS = 0.05, 4.0
_SHOWN_KEYS, _KEY_ENOUGH = 3, 3
_SAME = 0.95

_PLAIN = frozenset(
    {"id", "created", "updated", "modified", "at", "on", "by", "date", "name", "type", "url", "status", "metadata"}
)
_ID_TYPES = frozenset({FieldType.STRING, FieldType.INTEGER})
_NUMBERED = frozenset({"number", "no", "code", "reference", "ref", "key"})
_FOREIGN = frozenset({"external", "foreign"})
_KEYS = (
    ({"email", "mail"}, 3),
    ({"sku", "gtin", "ean", "barcode", "isbn"}, 3),
    (_NUMBERED | _FOREIGN, 2),
    ({"phone", "domain", "slug", "handle", "username", "login"}, 1),
)
"""Words of fields by which people tell items apart, with how well they do."""


@dataclass(frozen=True, slots=True)
class _Pair:
    left: RecordProfile
    right: RecordProfile
    named: float
    fields: float


def suggest_records(
    left: Iterable[RecordProfile], right: Iterable[RecordProfile], *, encoder: Encoder | None = None
) -> tuple[RecordCandidate, ...]:
    """The pairs of resources that might hold the same, each resource at most once, the likeliest first.

    Args:
        left: the resources of the left system; those whose items cannot be listed are passed over.
        right: those of the right one.
        encoder: tells how near the names of resources are in meaning; the fields of all are too many for it.
    """
    lefts, rights = ([one for one in some if _is_kept(one)] for some in (left, right))
    looked_at = sorted(_worth_a_look(lefts, rights, encoder), key=_rough, reverse=True)[:_MOST_LOOKED_AT]
    found = _with_outstanding([_close(one) for one in looked_at], lefts, rights)
    found.sort(key=lambda one: (-one.score, one.left, one.right))
    used: tuple[set[str], set[str]] = (set(), set())
    chosen = []
    for one in found:
        if one.score >= _POSSIBLE and one.left not in used[0] and one.right not in used[1]:
            used[0].add(one.left)
            used[1].add(one.right)
            chosen.append(one)
    return tuple(chosen)


def _is_kept(record: RecordProfile) -> bool:
    """Whether items of it can be listed and told apart: what cannot be looked at cannot be kept equal."""
    told_apart = record.primary_key.known or record.field(record.id_path) is not None
    return record.operation(Verb.LIST) is not None and told_apart


def _rough(one: _Pair) -> float:
    return _OF_NAME * one.named + _OF_FIELDS * one.fields


def _with_outstanding(
    found: Sequence[RecordCandidate], lefts: Sequence[RecordProfile], rights: Sequence[RecordProfile]
) -> list[RecordCandidate]:
    """The pairs, those raised to possible of which a resource shows nothing of its fields and no other comes near.

    What a resource keeps under names of its customers' own choice can be met by no field: only what it is called tells.
    """
    closed = {one.name for one in lefts if not _is_open(one)}, {one.name for one in rights if not _is_open(one)}
    told = []
    for one in found:
        rivals = [it.score for it in found if (it.left == one.left) != (it.right == one.right)]
        other = max(rivals, default=0.0)
        unseen = one.left if one.left not in closed[0] else one.right if one.right not in closed[1] else ""
        if unseen and one.score < _POSSIBLE and one.score >= max(_FAINT, _OUTSTANDS * other):
            why = f"the fields of {unseen} are not described, and no other resource is as near"
            told.append(replace(one, score=_POSSIBLE, reasons=(*one.reasons, why)))
        else:
            told.append(one)
    return told


def _is_open(record: RecordProfile) -> bool:
    """Whether the values of its items lie in an object whose names its description does not tell."""
    inside = {one.path.parts[0] for one in record.fields if len(one.path.parts) > 1}
    return any(
        one.type in {FieldType.MAP, FieldType.OBJECT} and len(one.path.parts) == 1 and one.path.parts[0] not in inside
        for one in record.fields
    )


# Which are worth a close look


def _worth_a_look(
    lefts: Sequence[RecordProfile], rights: Sequence[RecordProfile], encoder: Encoder | None
) -> Iterator[_Pair]:
    named = _named_alike(lefts, rights, encoder)
    mine, its = [_words(one) for one in lefts], [_words(one) for one in rights]
    weight = _rarity((*mine, *its))
    for one, words in zip(lefts, mine, strict=True):
        pairs = [
            _Pair(one, other, named.get((one.name, other.name), 0.0), _overlap(words, others, weight))
            for other, others in zip(rights, its, strict=True)
        ]
        yield from sorted(pairs, key=_rough, reverse=True)[:_LOOKED_AT]


def _named_alike(
    lefts: Sequence[RecordProfile], rights: Sequence[RecordProfile], encoder: Encoder | None
) -> dict[tuple[str, str], float]:
    """How alike the names of resources are: looked for as names of fields are."""
    found = suggest([_as_field(one) for one in lefts], [_as_field(one) for one in rights], encoder=encoder)
    names = [{_as_field(one).path: one.name for one in side} for side in (lefts, rights)]
    scores: dict[tuple[str, str], float] = {}
    for some in (*found.for_left.values(), *found.for_right.values()):
        for found_one in some:
            pair = names[0][found_one.left[0]], names[1][found_one.right[0]]
            scores[pair] = max(scores.get(pair, 0.0), found_one.score)
    for one in lefts:
        for other in rights:
            if stem(one.name) and stem(one.name) == stem(other.name):
                scores[one.name, other.name] = 1.0
    return scores


def _as_field(record: RecordProfile) -> SeenField:
    return SeenField(" ".join(stem(record.name)) or record.name, label=record.label)


def _words(record: RecordProfile) -> frozenset[str]:
    return frozenset(word for field in record.fields[:200] for word in stem(str(field.path))) - _PLAIN


def _rarity(some: Iterable[frozenset[str]]) -> Mapping[str, float]:
    """How much a word tells: one that every resource has tells nothing."""
    sets = list(some)
    counts: dict[str, int] = {}
    for words in sets:
        for word in words:
            counts[word] = counts.get(word, 0) + 1
    return {word: log(1 + len(sets) / count) for word, count in counts.items()}


def _overlap(one: frozenset[str], other: frozenset[str], weight: Mapping[str, float]) -> float:
    both = sum(weight[word] for word in one & other)
    size = sqrt(sum(weight[word] for word in one) * sum(weight[word] for word in other))
    return both / size if size else 0.0


# The close look


def _close(pair: _Pair) -> RecordCandidate:
    found = suggest(_fields(pair.left), _fields(pair.right))
    sound = [one for one in found.selected if one.confidence in {Confidence.SURE, Confidence.LIKELY}]
    telling = [one for one in sound if not _is_plain(one)]
    weight = sum((1.0 if one.confidence is Confidence.SURE else 0.6) * _own(one) for one in telling)
    fewer = min(len(pair.left.fields), len(pair.right.fields))
    fields = min(1.0, weight / max(2.0, min(_ENOUGH_PAIRS, fewer * 0.6)))
    match = _match(pair, sound)
    # Each of them speaks for the pair by itself.
    score = 1 - (1 - _OF_NAME * pair.named) * (1 - _OF_FIELDS * fields) * (1 - _OF_KEY * bool(match))
    mark = Confidence.SURE if score >= _SURE else Confidence.LIKELY if score >= _LIKELY else Confidence.POSSIBLE
    if weight < 1 and pair.named < _SAME:
        mark = Confidence.POSSIBLE  # names that are near in meaning alone name things that are near
    return RecordCandidate(
        pair.left.name, pair.right.name, round(score, 4), mark, tuple(_reasons(pair, telling, match)), match
    )


def _fields(record: RecordProfile) -> list[SeenField]:
    """The fields that a record is compared by: those that are not deep inside it, as many as tell enough."""
    return [seen(one) for one in sorted(record.fields, key=lambda one: len(one.path.parts))[:_MOST_FIELDS]]


def _own(one: Candidate) -> float:
    """How much a pair of fields tells of the resources: what lies inside them often belongs to others."""
    return 1.0 if all("." not in path for path in (*one.left, *one.right)) else 0.35


def _is_plain(one: Candidate) -> bool:
    """Whether a field of it is one that every resource has."""
    return any(set(stem(path)) <= _PLAIN for path in (*one.left, *one.right))


def _reasons(pair: _Pair, telling: Sequence[Candidate], match: Sequence[tuple[str, str]]) -> Iterator[str]:
    if stem(pair.left.name) == stem(pair.right.name):
        yield "the same name"
    elif pair.named >= _SAME:
        yield "names that mean the same"
    elif pair.named >= 0.3:
        yield "names that mean nearly the same"
    if telling:
        names = ", ".join(one.left[0] for one in telling[:4])
        count = "1 field matches" if len(telling) == 1 else f"{len(telling)} fields match"
        yield f"{count}: {names}{' …' if len(telling) > 4 else ''}"
    if match:
        yield (
            f"both can be told apart by {match[0][0]}"
            if match[0][0] == match[0][1]
            else (f"both can be told apart by {match[0][0]} and {match[0][1]}")
        )


def _match(pair: _Pair, sound: Sequence[Candidate]) -> tuple[tuple[str, str], ...]:
    """The pairs of fields by which both know the same item, best first."""
    ranked = []
    for one in sound:
        if len(one.left) != 1 or len(one.right) != 1 or one.rule.startswith("the linked"):
            continue
        left, right = pair.left.field(one.left[0]), pair.right.field(one.right[0])
        if left is None or right is None or not (_can_match(pair.left, left) and _can_match(pair.right, right)):
            continue
        worth = _worth(pair.left, left) + _worth(pair.right, right)
        if worth >= _KEY_ENOUGH:
            ranked.append((-worth, one.left[0], one.right[0]))
    return tuple((left, right) for _, left, right in sorted(ranked)[:_SHOWN_KEYS])


def _can_match(record: RecordProfile, field: FieldProfile) -> bool:
    """Whether a value of it may name an item: a single short one that is no moment, no yes or no, and no id of ours."""
    plain = field.path.array is None and len(field.path.parts) == 1 and field.type in _ID_TYPES
    return (
        plain
        and not field.enum
        and not field.write_only
        and field.path != record.id_path
        and "date" not in field.format
    )


def _worth(record: RecordProfile, field: FieldProfile) -> int:
    words = set(stem(field.path.parts[-1]))
    if "id" in words and not words & _FOREIGN:
        return 3 if field.unique.value else 0  # mostly that of another item
    said = next((worth for known, worth in _KEYS if known & words), 0)
    if words & _NUMBERED and words - _NUMBERED - _FOREIGN - set(stem(record.name)):
        said = min(said, 1)  # a number of something else: of a tax, a country, a batch
    stated = 3 if field.unique.value else 0
    listed = 2 if field.path in (record.match_keys.value or ()) or field.path == record.external_id.value else 0
    mail = 2 if field.format == "email" else 0
    return max(said, stated, listed, mail)
