"""How an item can be found by a value, and which values only one item can have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from interlock.model.path import Path
from interlock.model.profile import Confidence, EqualFilter, Evidence, Fact, FieldProfile, FieldType, Verb
from interlock.systems.calls import Call, Input
from interlock.systems.resources import Resource, thing
from interlock.systems.words import sentence, stem, tokens

_REFERENCE = {"external", "foreign", "client", "remote", "source", "your", "integration"}
_REFERENCE_ENDS = {"id", "reference", "ref", "key", "number", "code", "identifier"}
_EXACT_MARKS = {"eq", "equals", "equal", "is", "in", "exact"}
_TAKEN = re.compile(r"unique|already|exist|duplicate|taken|conflict|same", re.IGNORECASE)
_MOST_FINDS = 60
_SCALARS = (FieldType.STRING, FieldType.INTEGER, FieldType.NUMBER, FieldType.ANY)


def with_unique(resource: Resource, fields: tuple[FieldProfile, ...]) -> tuple[FieldProfile, ...]:
    """The fields, with those marked unique that a 409 answer to a create names."""
    fields = tuple(_surely_unique(f, resource) for f in fields)
    create = resource.call(Verb.CREATE) or resource.call(Verb.UPSERT)
    if create is None:
        return fields
    texts = [(s, t) for s, t in create.refusals if s in ("409", "400", "422") and _TAKEN.search(t)]
    if not texts:
        return fields
    return tuple(_named_in(field, texts, create) for field in fields)


def _surely_unique(field: FieldProfile, resource: Resource) -> FieldProfile:
    """The field, its uniqueness forgotten where the words only say that it is an identifier of something."""
    if not field.unique.known:
        return field
    outer = [p for p in field.path.parts[:-1] if p not in ("attributes", "properties", "fields")]
    weak = field.unique.confidence is Confidence.POSSIBLE and not _names_this(field, resource)
    return replace(field, unique=Fact()) if outer or field.path.array or weak else field


def _names_this(field: FieldProfile, resource: Resource) -> bool:
    """Whether a field is called an identifier of this very thing: `id`, `external_id`, `invoice_number`."""
    words = stem(field.path.parts[-1])
    rest = [w for w in words if w not in _REFERENCE | _REFERENCE_ENDS | {"uuid", "gid", "guid", "uid"}]
    return not rest or "".join(rest) == "".join(stem(thing(resource)))


def _named_in(field: FieldProfile, texts: list[tuple[str, str]], create: Call) -> FieldProfile:
    if field.unique.known or field.path.array or field.type not in _SCALARS or field.read_only:
        return field
    name = re.escape(str(field.path))
    for status, text in texts:
        marked = re.search(rf"[`'\"]{name}[`'\"]", text)
        if marked or (status == "409" and len(name) > 3 and re.search(rf"\b{name}\b", text)):
            evidence = Evidence(f"{create.pointer}/responses/{status}", sentence(text, most=160))
            return replace(field, unique=Fact(True, Confidence.LIKELY, (evidence,)))
    return field


def with_references(
    fields: tuple[FieldProfile, ...], *, own_key: Path | None, names: Mapping[str, str]
) -> tuple[FieldProfile, ...]:
    """The fields, with those that hold another resource's id saying whose; `names` are resources by their singular."""
    return tuple(f if f.path == own_key else _referring(f, names) for f in fields)


def _referring(field: FieldProfile, names: Mapping[str, str]) -> FieldProfile:
    last = field.path.parts[-1].removesuffix("[]")
    words = tokens(last)
    if (
        len(words) < 2
        or words[-1] not in ("id", "ids", "gid", "uuid", "guid")
        or field.type not in (*_SCALARS, FieldType.ARRAY)
    ):
        return field
    stems = words[:-1]
    for start in range(len(stems)):
        resource = names.get("".join(stems[start:]))
        if resource is not None:
            confidence = Confidence.LIKELY if start == 0 else Confidence.POSSIBLE
            return replace(field, refers_to=Fact(resource, confidence, (Evidence(field.pointer),)))
    return field


def external_id_of(resource: Resource, fields: Iterable[FieldProfile], *, own_key: Path | None) -> Fact[Path]:
    """The field that we fill and that the system keeps unique; unknown where nothing says that it is unique."""
    for field in fields:
        words = set(tokens(field.path.parts[-1]))
        named = bool(words & _REFERENCE) and bool(words & _REFERENCE_ENDS) and _names_this(field, resource)
        ours = re.match(r"(?:the |a )?your\b", field.description, re.IGNORECASE) is not None
        if len(field.path.parts) > 2 or field.path.array or field.read_only or field.path == own_key:
            continue
        if field.unique.value and (named or ours) and field.format != "email":
            return Fact(field.path, field.unique.confidence, field.unique.evidence)
    return Fact()


def merged_ids_of(fields: Iterable[FieldProfile]) -> Fact[Path]:
    """The field with the ids of the items that were merged into this one; unknown where there is none."""
    for field in fields:
        last = field.path.parts[-1].removesuffix("[]")
        words = set(tokens(last))
        several = field.type is FieldType.ARRAY or field.items is not None or "ids" in words
        if "merged" in words and words & {"id", "ids"} and several and not words & {"into", "to", "by"}:
            path = Path((*field.path.parts[:-1], last))
            if path.array is None:
                return Fact(path, Confidence.LIKELY, (Evidence(field.pointer),))
    return Fact()


def match_keys_of(fields: Iterable[FieldProfile], *, own_key: Path | None) -> Fact[tuple[Path, ...]]:
    """The fields whose value belongs to one item only, other than its key."""
    found = [f for f in fields if f.unique.value and f.path != own_key and not f.path.array and len(f.path.parts) <= 2]
    if not found:
        return Fact()
    evidence = tuple(e for f in found for e in f.unique.evidence)[:5]
    return Fact(tuple(f.path for f in found), Confidence.LIKELY, evidence)


def finds_of(call: Call, fields: Iterable[FieldProfile], *, own_key: Path | None) -> tuple[EqualFilter, ...]:
    """The parameters of a list that find items by the exact value of a field."""
    by_name: dict[str, FieldProfile] = {}
    for field in fields:
        if not field.path.array and len(field.path.parts) <= 2 and not field.write_only and field.type in _SCALARS:
            by_name.setdefault("".join(tokens(field.path.parts[-1])), field)
    found: list[EqualFilter] = []
    for given in call.sent_in("query"):
        name = _asked_for(given)
        target = by_name.get(name)
        if target is None and own_key is not None and name in ("id", "ids"):
            target = by_name.get("".join(tokens(own_key.parts[-1])))
        if target is not None and len(found) < _MOST_FINDS:
            found.append(EqualFilter(target.path, given.name))
    return tuple(found)


def _asked_for(given: Input) -> str:
    """The field that a parameter compares for equality, without marks; empty where it compares otherwise."""
    if given.parameter.type in (FieldType.BOOLEAN, FieldType.OBJECT):
        return ""
    words = list(tokens(given.name))
    if words and words[0] in ("filter", "filters", "where", "by") and len(words) > 1:
        words = words[1:]
    if len(words) > 1 and words[-1] in _EXACT_MARKS:
        words = words[:-1]
    joined = "".join(words)
    loose = re.search(
        r"\b(contains|partial|prefix|starts? with|fuzzy|like|wildcard|substring|free[- ]text)\b",
        given.text,
        re.IGNORECASE,
    )
    return "" if loose else joined
