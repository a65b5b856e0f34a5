"""Which fields identify one item."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

from interlock.model.path import Path
from interlock.model.profile import Confidence, Evidence, Fact
from interlock.systems.shapes import Shape, Shapes
from interlock.systems.words import singular, stem, tokens

_ID_NAMES = {"id": 100, "_id": 96, "gid": 95, "uuid": 94, "guid": 93, "uid": 92, "sys_id": 90, "@id": 60, "pk": 60}
_ID_WORDS = {"id", "gid", "uuid", "guid", "uid", "identifier"}
_SAID_TO_IDENTIFY = 90
# Natural keys, used where there is nothing better.
_NATURAL = {
    "code": 24, "key": 23, "slug": 22, "handle": 21, "number": 20, "name": 18, "sku": 22, "token": 15, "email": 17,
    "emailaddress": 16, "username": 17, "domain": 17, "login": 17, "filename": 16, "ip": 16, "symbol": 16, "uri": 16,
    "reference": 16, "url": 15, "tag": 15,
}  # fmt: skip
_FOREIGN = {"external", "parent", "client", "owner", "user", "account", "request", "correlation", "merchant", "custom"}
_IDENTIFIES = re.compile(r"\buniquely identif|\bunique (?:\w+ )?(?:identifier|id)\b")
_DESCRIBED = "described as its identifier"
_IN_PATH = "stands in the path of one item"
_OWN_NAME = 70
_ANY_THING = {"entity", "record", "object", "item", "row", "resource", "internal", "system", "unique"}
_OF_ANOTHER = "the id of another record"
_MOST_TOGETHER = 3
_ENOUGH = 15
_SURE_ENOUGH = 75


@dataclass(frozen=True, slots=True)
class _Candidate:
    path: Path
    score: int
    pointer: str
    why: str


def primary_key(
    shapes: Shapes,
    item: Shape,
    *,
    thing: str,
    path_params: tuple[str, ...],
    others: Container[str],
    together: tuple[str, ...] = (),
) -> Fact[tuple[Path, ...]]:
    """The fields that identify an item.

    `thing` is what one is called, `path_params` are the names of the path parameters that stand for its id, `others`
    what the other resources are called (their ids are references), `together` the parameters that only together name
    one item in a path.
    """
    path_params = (*path_params, *together)
    found = _candidates(shapes, item, thing=thing, path_params=path_params, others=others)
    if not found or max(c.score for c in found) < _SURE_ENOUGH:
        for name in list(item.properties)[:30]:
            inner = shapes.property(item, name)
            if inner.is_object and _is_own(name, thing):
                nested = _candidates(shapes, inner, thing=thing, path_params=path_params, others=others)
                found += [_Candidate(Path((name, *c.path.parts)), c.score - 12, c.pointer, c.why) for c in nested]
    best = max(found, key=lambda c: c.score, default=None)
    named = [c for p in together for c in found if "".join(tokens(c.path.parts[-1])) == "".join(tokens(p))]
    alone = best is not None and not any(best is c and c.why == _IN_PATH for c in named) and best.score >= _SURE_ENOUGH
    if len(named) > 1 and len(named) == len(together) and not alone:
        evidence = tuple(Evidence(c.pointer, _IN_PATH) for c in named)
        return Fact(tuple(c.path for c in named), Confidence.LIKELY, evidence)
    if best is None or best.score < _ENOUGH:
        return _together(found)
    confidence = Confidence.LIKELY if best.score >= _SURE_ENOUGH else Confidence.POSSIBLE
    if best.score >= _ID_NAMES["id"]:
        confidence = Confidence.SURE
    return Fact((best.path,), confidence, (Evidence(best.pointer, best.why),))


def _together(found: list[_Candidate]) -> Fact[tuple[Path, ...]]:
    """The ids of other things that only together can identify an item, as those of a product and a warehouse do."""
    ids = [c for c in found if c.why == _OF_ANOTHER]
    if not 2 <= len(ids) <= _MOST_TOGETHER:
        return Fact()
    return Fact(tuple(c.path for c in ids), Confidence.POSSIBLE, tuple(Evidence(c.pointer, c.why) for c in ids))


def _is_own(name: str, thing: str) -> bool:
    """Whether an object in an item holds the item's own fields, and is not another thing."""
    words = set(stem(name))
    return bool(
        words & (set(stem(thing)) | {"attribute", "property", "data", "node", "info", "meta", "metadata", "field"})
    )


def _candidates(
    shapes: Shapes, item: Shape, *, thing: str, path_params: tuple[str, ...], others: Container[str]
) -> list[_Candidate]:
    found: list[_Candidate] = []
    params = {"".join(tokens(p)) for p in path_params}
    for place, name in enumerate(item.properties):
        inner = shapes.property(item, name)
        if not inner.is_scalar or inner.is_array or inner.is_object:
            continue
        score, why = _score(name, inner, first=place == 0, thing=thing, params=params, others=others)
        if score > 0:
            score += (6 if score >= 40 else 1) if place == 0 else 0
            score += 3 if name in item.required else 0
            found.append(_Candidate(Path((name,)), score, inner.pointer, why))
    return found


def _score(
    name: str, shape: Shape, *, first: bool, thing: str, params: set[str], others: Container[str]
) -> tuple[int, str]:
    words = tokens(name)
    if not words or shape.kinds == {"boolean"}:
        return 0, ""
    low = name.lower()
    joined = "".join(words)
    described = shape.says("description").lower()
    if low in _ID_NAMES:
        return _ID_NAMES[low], "called the id"
    in_path = joined in params or "".join(stem(thing)) + joined in params
    # Whatever it is called: one word, in front, that is described as what tells this thing apart.
    if first and len(words) == 1 and _IDENTIFIES.search(described) and joined not in others:
        about = {singular(w) for w in tokens(described.partition(" of ")[2][:60])} - set(stem(thing))
        if not any(word in others for word in about | set(stem(name))):
            return _SAID_TO_IDENTIFY, _DESCRIBED
    own = "".join(stem(name)[:-1])
    score, why = 0, ""
    if words[-1] in _ID_WORDS and len(words) > 1:
        score, why = 40, "ends as an id does"
        if own == "".join(stem(thing)):
            score, why = 88, "called the id of this thing"
        elif own and _of_thing(own, "".join(stem(thing)), others):
            score, why = 70, "called the id of this thing"
        elif set(words[:-1]) <= _ANY_THING:
            score, why = 66, "called the id"
        elif own in others or set(words) & _FOREIGN:
            score, why = 8, _OF_ANOTHER if own in others else why
        own_words = own not in others and _IDENTIFIES.search(described) is not None and _own(described, thing)
        if own_words and (score > 8 or "uniquely identifies" in described):
            score = (score if score >= _OWN_NAME else 40) + 36
            why = _DESCRIBED
    else:
        score, why = _natural(name, thing)
    # `{task_gid}` says that a task is told by its `gid`.
    if in_path and not set(words) & {"external"}:
        score += 34
        why = why if why == _DESCRIBED else _IN_PATH
    if shape.keywords.get("readOnly") is True and words[-1] in _ID_WORDS:
        score += 8
    if shape.keywords.get("deprecated") is True or "no longer available" in described or "deprecated" in described[:80]:
        score -= 40
    # However much speaks for it: a field that is called the id goes first.
    return min(score, 88 if why != _DESCRIBED else 125), why


def _natural(name: str, thing: str) -> tuple[int, str]:
    """How well a name that is no id identifies: `sku`, `invoice_number`, `currency` of a currency."""
    words = tokens(name)
    joined, called = "".join(words), "".join(stem(thing))
    if joined in _NATURAL:
        return _NATURAL[joined], "a name that can identify"
    if words[-1] in ("code", "number", "key") and "".join(stem(name)[:-1]) == called:
        return 30, "a name that can identify"
    if len(joined) > len("id") and called.endswith("".join(stem(name))):
        return 26, "called as the thing itself"
    return 0, ""


def _of_thing(own: str, thing: str, others: Container[str]) -> bool:
    """Whether what an id is called after is this thing: the end of its name, or what it is a view of."""
    return (thing.endswith(own) and own not in others) or (len(own) > len("id") + 2 and thing.startswith(own))


def _own(described: str, thing: str) -> bool:
    """Whether a description of an identifier speaks of this thing, and not of one that belongs to it."""
    where = described.find(" of ")
    if where < 0:
        return True
    words = [singular(w) for w in tokens(described[where : where + 60])]
    return not words or bool(set(stem(thing)) & set(words[:8]))
