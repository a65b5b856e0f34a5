"""The fields that tell when an item was created and last changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from interlock.model.path import Path
from interlock.model.profile import Confidence, Evidence, Fact
from interlock.systems.shapes import Shape, Shapes
from interlock.systems.words import sentence, stem, tokens

_UPDATE_WORDS = {"updated", "update", "modified", "modify", "changed", "change", "modification", "edited"}
_CREATE_WORDS = {"created", "create", "creation", "inserted", "added", "entered"}
_TIME_WORDS = {"at", "on", "date", "time", "utc", "timestamp", "datetime", "gmt", "ts", "stamp", "tz", "iso", "unix"}
_PLAIN_WORDS = {"last", "sys", "system", "record", "meta", "when", "most", "recent", "recently"}
_EVENT_NAMES = {"datetime", "timestamp", "occurredat", "eventtime", "time", "occurred", "eventdate", "loggedat"}
_INNER = {"attributes", "meta", "metadata", "audit", "timestamps", "fields", "properties", "system", "auditinfo"}
_UNSURE = 60
_STAMP_EXAMPLE = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Stamps:
    """The two moments of an item, and how finely the system tells the later one, in seconds."""

    created_at: Fact[Path]
    updated_at: Fact[Path]
    resolution_s: Fact[float]


@dataclass(frozen=True, slots=True)
class _Candidate:
    path: Path
    shape: Shape
    score: int


def stamps_of(shapes: Shapes, item: Shape, *, thing: str, prose: str) -> Stamps:
    """When an item was created and last changed, as far as its fields say; `prose` speaks of the whole system."""
    fields = list(_times(shapes, item, thing))
    updated = _best(fields, _UPDATE_WORDS, thing)
    created = _best(fields, _CREATE_WORDS, thing)
    if updated is None and created is not None:
        updated = _signed(fields, item, created)
    if updated is None and created is None:
        updated, created = _inside(shapes, item, thing)
    if created is None:
        # What happens once and is never changed is created when it happens.
        moments = [_Candidate(p, s, 30) for p, n, s in fields if "".join(tokens(n)) in _EVENT_NAMES]
        created = next((m for m in moments if m.shape.says("format") == "date-time"), next(iter(moments), None))
    return Stamps(_fact(created), _fact(updated), _resolution(updated or created, prose))


def _signed(fields: list[tuple[Path, str, Shape]], item: Shape, created: _Candidate) -> _Candidate | None:
    """`finallyChangedAt` beside `finallyChangedBy`, where `createdAt` stands beside `createdBy`: who and when of both.

    Not `priceChangedAt` of an item with a `price`: that is when a part of it changed.
    """
    names = [tokens(name) for name in list(item.properties)[:300]]
    who = {words[:-1] for words in names if words[-1:] == ("by",)}
    parts = {"".join(words) for words in names}
    if tokens(created.path.parts[-1])[:-1] not in who:
        return None
    found = [
        _Candidate(path, shape, _UNSURE)
        for path, name, shape in fields
        if tokens(name)[:-1] in who and set(tokens(name)) & _UPDATE_WORDS and _is_time(shape)
        if not set(tokens(name)[:-1]) & parts
    ]
    return found[0] if len(found) == 1 else None


def _inside(shapes: Shapes, item: Shape, thing: str) -> tuple[_Candidate | None, _Candidate | None]:
    """The moments in the one object of an item that has both; where several have, they may be of other things."""
    found = []
    for name in list(item.properties)[:100]:
        inner = shapes.property(item, name)
        if inner.is_object and not inner.is_array:
            fields = [(Path((name, *path.parts)), word, shape) for path, word, shape in _times(shapes, inner, thing)]
            both = _best(fields, _UPDATE_WORDS, thing), _best(fields, _CREATE_WORDS, thing)
            if both[0] is not None and both[1] is not None:
                found.append(both)
    if len(found) != 1:
        return None, None
    updated, created = found[0]
    return updated and replace(updated, score=_UNSURE), created and replace(created, score=_UNSURE)


def _times(shapes: Shapes, item: Shape, thing: str) -> Iterator[tuple[Path, str, Shape]]:
    for name in list(item.properties)[:300]:
        inner = shapes.property(item, name)
        own = stem(name)[: len(stem(thing))] == stem(thing)
        if inner.is_object and ("".join(tokens(name)) in _INNER or own):
            for below in list(inner.properties)[:200]:
                shape = shapes.property(inner, below)
                if _can_tell_time(shape):
                    yield Path((name, below)), below, shape
        elif _can_tell_time(inner):
            yield Path((name,)), name, inner


def _can_tell_time(shape: Shape) -> bool:
    if shape.is_object or shape.is_array or shape.kinds == {"boolean"}:
        return False
    return not shape.keywords.get("enum")


def _best(fields: list[tuple[Path, str, Shape]], verbs: set[str], thing: str) -> _Candidate | None:
    own = set(stem(thing))
    best: _Candidate | None = None
    for path, name, shape in fields:
        words = tokens(name)
        if not verbs & set(words):
            continue
        strange = [w for w in _before_the_end(words, verbs) if w not in verbs | _TIME_WORDS | _PLAIN_WORDS]
        strange = [w for w in strange if not own & set(stem(w))]
        timed = bool(set(words) & _TIME_WORDS) or _is_time(shape)
        if strange or not timed:
            continue
        score = 60 + (25 if _is_time(shape) else 0) + (10 if set(words) & _TIME_WORDS else 0)
        score += 10 if words[-1] not in ("by", "id") else -60
        score += 3 if verbs is _UPDATE_WORDS and set(words) & {"updated", "modified"} else 0
        score -= 6 * (len(path.parts) - 1)
        if best is None or score > best.score:
            best = _Candidate(path, shape, score)
    return best


def _before_the_end(words: tuple[str, ...], verbs: set[str]) -> tuple[str, ...]:
    """The words up to the last of what was done and when; one after them tells the zone or the form of the moment."""
    told = [place for place, word in enumerate(words) if word in verbs | _TIME_WORDS]
    return words if len(told) < 2 or words[-1] in ("by", "id") else words[: told[-1] + 1]


def _is_time(shape: Shape) -> bool:
    if shape.says("format") in ("date-time", "unix-time", "timestamp", "epoch", "unix", "datetime"):
        return True
    words = f"{shape.says('description')[:500]} {shape.says('pattern')} {shape.keywords.get('example')}".lower()
    return bool(re.search(r"timestamp|date|\btime\b|\bwhen\b|unix|epoch|iso ?8601|\d{4}-\d\d-\d\d|\d{10}", words))


def _fact(found: _Candidate | None) -> Fact[Path]:
    if found is None:
        return Fact()
    confidence = (
        Confidence.SURE if found.score >= 90 else Confidence.LIKELY if found.score >= 65 else Confidence.POSSIBLE
    )
    return Fact(
        found.path, confidence, (Evidence(found.shape.pointer, sentence(found.shape.says("description"), most=160)),)
    )


def _resolution(stamp: _Candidate | None, prose: str) -> Fact[float]:
    if stamp is None:
        return Fact()
    shape = stamp.shape
    said = f"{shape.says('description')[:1000]}"
    pointer = shape.pointer
    for text, where in ((said, f"{pointer}/description"), (prose, "#/info/description")):
        if re.search(r"whole seconds|second (?:precision|resolution)|to the second", text, re.IGNORECASE):
            return Fact(1.0, Confidence.LIKELY, (Evidence(where),))
        if re.search(r"milliseconds", text, re.IGNORECASE):
            return Fact(0.001, Confidence.LIKELY, (Evidence(where),))
    shown = _STAMP_EXAMPLE.search(str(shape.keywords.get("example"))[:100])
    if shown:
        digits = len(shown[1] or "") - 1
        return Fact(1.0 if digits < 1 else 10.0**-digits, Confidence.POSSIBLE, (Evidence(f"{pointer}/example"),))
    if shape.kinds == {"integer"}:
        return Fact(1.0, Confidence.POSSIBLE, (Evidence(pointer),))
    return Fact()
