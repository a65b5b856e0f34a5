"""Filters that are a small language: `filter=updated ge ...`, `where=modifiedAt > "..."`, a search's body."""

from __future__ import annotations

import re

from interlock.model.path import Path
from interlock.model.profile import Confidence, Evidence, Fact, FilterForm, SinceFilter
from interlock.systems.calls import Call, Input
from interlock.systems.shapes import Shapes
from interlock.systems.words import sentence, tokens

_NAMES = {"filter", "where", "q", "query", "jql", "search", "filters", "cql", "predicate", "criteria", "conditions"}
_CALLED = re.compile(r"`?\b(greater-or-equal|greater-than-or-equal|greater-than|gte|ge|gt|after|since)\(")
_WORDED = re.compile(r"\b(ge|gt|gte)\b")
_SIGNED = re.compile(r"[\w`\]] ?(>=|>|=>) ?")
# Words of a parameter that holds conditions, whatever it is called.
_DESCRIBED = re.compile(r"\bpredicates?\b|\bfilter (?:expression|criteria|string|query|language|syntax)", re.IGNORECASE)
_PREDICATE = re.compile(r"predicate|query (?:language|expression|syntax|string)|expression|operator", re.IGNORECASE)


def expression_filter(call: Call, shapes: Shapes, stamp: Path | None) -> Fact[SinceFilter]:
    """The filter of a list by an expression over its stamp; unknown where none is described."""
    if stamp is None:
        return Fact()
    if call.method == "POST":
        return _in_body(call, shapes, stamp)
    for given in call.sent_in("query"):
        if "".join(tokens(given.name.strip("$"))) in _NAMES or _DESCRIBED.search(given.text):
            found = _in_query(given, stamp)
            if found.known:
                return found
    return Fact()


def _in_query(given: Input, stamp: Path) -> Fact[SinceFilter]:
    text = f"{given.text} {given.example}"
    field = stamp.parts[-1]
    named = re.search(rf"\b{re.escape(field)}\b", text) is not None
    template, inclusive = "", None
    called = _section(text, field, _CALLED)
    if called:
        operator = called[1]
        inclusive = "equal" in operator or operator in ("gte", "ge", "since")
        template = f"{operator}({{field}},{{since}})"
    elif given.name.startswith("$") or _WORDED.search(text):
        template, inclusive = "{field} ge {since}", True
    elif _SIGNED.search(text) or _PREDICATE.search(text) or given.name.lower() in ("where", "jql"):
        template, inclusive = '{field} >= "{since}"', True
    if not template or not (named or _PREDICATE.search(text) or given.name.lower() in ("where", "jql", "$filter")):
        return Fact()
    confidence = Confidence.LIKELY if named else Confidence.POSSIBLE
    whole = SinceFilter(given.name, FilterForm.EXPRESSION, template.replace("{field}", field), inclusive)
    return Fact(whole, confidence, (Evidence(given.pointer, sentence(given.text, most=160)),))


def _section(text: str, field: str, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """The operator in the part of the text that speaks of the field, else anywhere."""
    place = re.search(rf"`?\b{re.escape(field)}\b`?\s*(?:<br>)?:?", text)
    lines = text[place.end() : place.end() + 200].split("\n", maxsplit=1)[0] if place else ""
    operators = re.search(r"`?\b(greater-or-equal|greater-than)\b", lines)
    return operators or pattern.search(text)


def _in_body(call: Call, shapes: Shapes, stamp: Path) -> Fact[SinceFilter]:
    """A search's body with a condition of field, operator and value."""
    if call.body is None:
        return Fact()
    body = shapes.of(call.body)
    for name in body.properties:
        if "".join(tokens(name)) not in {
            "query",
            "filter",
            "filters",
            "filtergroups",
            "conditions",
            "where",
            "criteria",
        }:
            continue
        inner = shapes.property(body, name)
        while inner.is_array:
            inner = shapes.element(inner)
        keys = {"".join(tokens(k)): k for k in inner.properties}
        field = next((keys[k] for k in ("field", "propertyname", "property", "attribute", "column") if k in keys), "")
        operator = next((keys[k] for k in ("operator", "op", "comparison") if k in keys), "")
        value = keys.get("value", "")
        if field and operator and value:
            template = f'{{"{field}": "{stamp.parts[-1]}", "{operator}": ">", "{value}": "{{since}}"}}'
            whole = SinceFilter(name, FilterForm.BODY, template, inclusive=False)
            return Fact(whole, Confidence.POSSIBLE, (Evidence(inner.pointer),))
        if inner.properties or inner.kinds:
            return Fact(SinceFilter(name, FilterForm.BODY), Confidence.POSSIBLE, (Evidence(inner.pointer),))
    return Fact()
