"""Records that two systems have in common, by the words of their names and of their fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from interlock.model.profile import RecordProfile, SystemProfile, Verb
from interlock.systems.words import stem

# By experience with descriptions of real systems: below this, what is paired is rarely the same thing.
_ALIKE = 0.5
_OF_NAMES, _OF_FIELDS = 0.7, 0.3
_PLAIN = frozenset({"id", "created", "updated", "at", "on", "by", "date", "name", "type", "url"})


@dataclass(frozen=True, slots=True)
class Common:
    """A record of both systems: what to call it, and what it is called in each."""

    name: str
    left: str
    right: str
    alike: float


def in_common(left: SystemProfile, right: SystemProfile) -> tuple[Common, ...]:
    """The records that both have, each paired with the one that is most like it; the likeliest first."""
    scored = sorted(_scored(left, right), key=lambda one: (-one.alike, one.left, one.right))
    taken_left: set[str] = set()
    taken_right: set[str] = set()
    names: set[str] = set()
    found = []
    for one in scored:
        if one.left in taken_left or one.right in taken_right or one.name.casefold() in names:
            continue
        taken_left.add(one.left)
        taken_right.add(one.right)
        names.add(one.name.casefold())
        found.append(one)
    return tuple(found)


def _scored(left: SystemProfile, right: SystemProfile) -> Iterator[Common]:
    others = [(one, stem(one.name), _words(one)) for one in right.records if _is_kept(one)]
    for one in left.records:
        if not _is_kept(one):
            continue
        words, fields = stem(one.name), _words(one)
        for other, its_words, its_fields in others:
            alike = _OF_NAMES * _named_alike(words, its_words) + _OF_FIELDS * _overlap(fields, its_fields)
            if alike >= _ALIKE:
                yield Common(_called(words, its_words), one.name, other.name, round(alike, 3))


def _is_kept(record: RecordProfile) -> bool:
    """Whether items of it can be listed and told apart: what cannot be looked at cannot be kept equal."""
    told_apart = record.primary_key.known or record.field(record.id_path) is not None
    return record.operation(Verb.LIST) is not None and told_apart


def _words(record: RecordProfile) -> frozenset[str]:
    return frozenset(word for field in record.fields[:200] for word in stem(str(field.path))) - _PLAIN


def _named_alike(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """How much two names say the same: the last word is what a thing is, those before it which kind (`sales order`)."""
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    # `notes` may be credit notes or not: the fields have to say so as well.
    return 0.6 if one[-1] == other[-1] and (set(one) <= set(other) or set(other) <= set(one)) else 0.0


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0


def _called(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    """The words that both names have; else the shorter name."""
    shared = [word for word in one if word in other] or min((list(one), list(other)), key=len)
    return " ".join(dict.fromkeys(shared)).capitalize()
