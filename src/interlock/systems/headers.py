"""Headers that every request needs, or that make a write safe to send again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from interlock.model.profile import Confidence, Evidence, Fact, Verb
from interlock.systems.calls import Call, Input
from interlock.systems.resources import Resource
from interlock.systems.shapes import Shapes
from interlock.systems.tree import Tree
from interlock.systems.words import sentence, tokens

_IDEMPOTENT = re.compile(r"[`'\"]((?:[Xx]-)?[\w-]*[Ii]dempoten[\w-]*)[`'\"]|\b((?:X-)?Idempotency-Key)\b")
_VERSION = re.compile(r"version|revision", re.IGNORECASE)
_NOT_FIXED = {
    "authorization",
    "content-type",
    "accept",
    "if-match",
    "if-none-match",
    "if-modified-since",
    "accept-language",
}


@dataclass(frozen=True, slots=True)
class FixedHeaders:
    """The version header, and other headers that always have one value."""

    version: Fact[tuple[str, str]]
    others: tuple[tuple[str, str], ...]


def fixed_headers_of(calls: tuple[Call, ...]) -> FixedHeaders:
    """The headers that have a fixed value on at least half of the calls, or are a version."""
    seen: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], Input] = {}
    for call in calls:
        for given in call.sent_in("header"):
            value = _fixed_value(given)
            if value and given.name.lower() not in _NOT_FIXED:
                seen[given.name, value] += 1
                first.setdefault((given.name, value), given)
    version: Fact[tuple[str, str]] = Fact()
    others: dict[str, str] = {}
    for (name, value), count in seen.most_common():
        given = first[name, value]
        often = count * 2 >= len(calls)
        if _VERSION.search(name) and not version.known:
            confidence = Confidence.SURE if given.parameter.required else Confidence.LIKELY
            evidence = (Evidence(given.pointer, sentence(given.text, most=160)),)
            version = Fact((name, value), confidence, evidence)
        elif often and given.parameter.required and not _VERSION.search(name):
            others.setdefault(name, value)
    return FixedHeaders(version, tuple(sorted(others.items())))


def _fixed_value(given: Input) -> str:
    """The value that a header has when it is not chosen: its default, or its only possible value."""
    parameter = given.parameter
    if isinstance(parameter.default, str | int | float) and not isinstance(parameter.default, bool):
        return str(parameter.default)
    if len(parameter.enum) == 1:
        return str(parameter.enum[0])
    if _VERSION.search(given.name) and parameter.required:
        if parameter.enum:
            return str(parameter.enum[-1])
        return given.example.split(" ")[0]
    return ""


def idempotency_of(call: Call | None) -> Fact[str]:
    """The header by which a create can be sent again without a second effect."""
    for given in call.sent_in("header") if call else ():
        if (
            "idempotency" in tokens(given.name)
            or "idempotency" in given.name.lower()
            or "idempotent" in given.text.lower()
        ):
            return Fact(given.name, Confidence.SURE, (Evidence(given.pointer, sentence(given.text, most=160)),))
    return Fact()


def idempotency_everywhere(tree: Tree, resources: Iterable[Resource]) -> Fact[str]:
    """The idempotency header of the whole system, when its prose or all its creates say so."""
    info = tree.get(tree.root, "info").text("description")[:100_000]
    said = _IDEMPOTENT.search(info)
    if said:
        quote = sentence(info[max(0, said.start() - 60) : said.end() + 60], most=160)
        return Fact(said[1] or said[2], Confidence.LIKELY, (Evidence("#/info/description", quote),))
    creates = [c for r in resources if (c := r.call(Verb.CREATE))]
    facts = [idempotency_of(c) for c in creates]
    if facts and all(f.known and f.value == facts[0].value for f in facts):
        return facts[0]
    return Fact()


def version_of(resource: Resource, shapes: Shapes) -> Fact[str]:
    """How a write is protected against a newer one: `etag`, or the version field that an update must send."""
    for verb in (Verb.UPDATE, Verb.DELETE):
        call = resource.call(verb)
        if call is None:
            continue
        for given in call.inputs:
            if given.name.lower() == "if-match":
                return Fact("etag", Confidence.SURE, (Evidence(given.pointer, sentence(given.text, most=160)),))
        if verb is Verb.UPDATE and call.body is not None:
            body = shapes.of(call.body)
            if "version" in body.required and shapes.property(body, "version").kinds & {"integer", "number", "string"}:
                return Fact("version", Confidence.LIKELY, (Evidence(body.pointer),))
    read = resource.call(Verb.GET)
    if read is not None and "etag" in read.answer_headers:
        return Fact("etag", Confidence.POSSIBLE, (Evidence(read.pointer),))
    return Fact()
