"""Which demands of a description no answer of a sandbox can meet, told by rules that know no vendor."""

from __future__ import annotations

import re
from typing import Any

import orjson

from interlock.systems.answering import DescribedAnswers

_NO_CONTENT = "content in an answer of a status that has none"
_SLASHES = "a pattern between slashes, which no text that is shown can fit: its `^` stands behind a sign"
_EMPTY = "a list of what was found that must be there and may not be empty"
_ALIKE = "one of several alternatives that nothing tells apart"


class Judge:
    """Tells which demands of a description no answer can meet."""

    def __init__(self, whole: Any, forms: DescribedAnswers) -> None:
        self._whole = whole
        self._forms = forms

    def impossible(self, label: str, check: Any, status: int) -> str:
        """Why no answer could have done right what a check found wrong; empty where one could."""
        if check["name"] == "content_type_conformance" and status in {204, 304}:
            return _NO_CONTENT
        if check["name"] != "response_schema_conformance":
            return ""
        said = check.get("failure_info", {}).get("failure", {}).get("message", "")
        place = re.search(r"Schema at (/\S*?):?$", said, re.MULTILINE)
        method, _, path = label.partition(" ")
        if place is None or not 200 <= status < 300:
            return ""
        if re.search(r'" does not match "/\^', said):
            return _SLASHES
        if said.startswith("[] has less than "):
            return _EMPTY if method == "GET" and self._demanded(place[1], method, path, status) else ""
        said = said.replace("\n", " ")
        several = "is valid under more than one of the schemas listed in the 'oneOf'" in said
        if not several and "is not valid under any of the schemas listed in the " not in said:
            return ""
        node = self._at(place[1].split("/")[1:], self._whole) or self._at(
            place[1].split("/")[1:], self._answered(method.lower(), path, status)
        )
        alternatives = self._alternatives(node or {}, nullable=not several)
        alike = alternatives and all(
            any(not _apart(one, other) for other in alternatives if other is not one) for one in alternatives
        )
        return _ALIKE if alike else ""

    def _alternatives(self, node: dict[str, Any], *, nullable: bool) -> list[dict[str, Any]]:
        """The alternatives of which a value must fit exactly one.

        Where null may stand there, too, they are one alternative and null the other: of a value that fits several of
        them it is said that it fits neither.
        """
        given = [self._merged(one) for one in node.get("oneOf") or node.get("anyOf") or ()]
        told = [one for one in given if one.get("type") != "null"]
        if len(told) < len(given) and len(told) == 1:
            return self._alternatives(told[0], nullable=False)
        is_nullable = node.get("nullable") is True or node.get("x-nullable") is True
        return told if "oneOf" in node and (not nullable or is_nullable) else []

    def _demanded(self, place: str, method: str, path: str, status: int) -> bool:
        """Whether the list of a page must be there: one that may be left out is to be left out."""
        above, _, name = place.rpartition("/properties/")
        if not name or "/" in name:
            return place.count("/") < 4  # the page itself
        way = above.split("/")[1:]
        node = self._at(way, self._whole) or self._at(way, self._answered(method.lower(), path, status))
        return name in (node or {}).get("required", ())

    def _answered(self, method: str, path: str, status: int) -> Any:
        responses = self._whole["paths"].get(path, {}).get(method, {}).get("responses", {})
        named = {str(name): one for name, one in responses.items()}
        response = self._forms.resolved(named.get(str(status)) or named.get("default") or {})
        content = response.get("content") or {"": response}
        return next(iter(content.values())).get("schema", {})

    def _at(self, way: list[str], node: Any) -> Any:
        for part in way:
            node = self._forms.resolved(node) if isinstance(node, dict) else node
            key = part.replace("~1", "/").replace("~0", "~")
            if isinstance(node, list) and key.isdigit() and int(key) < len(node):
                node = node[int(key)]
            elif isinstance(node, dict):
                node = node.get(key)
            else:
                return None
        return self._forms.resolved(node) if isinstance(node, dict) else None

    def _merged(self, schema: Any, depth: int = 0) -> dict[str, Any]:
        node = dict(self._forms.resolved(schema))
        for part in node.pop("allOf", ()) if depth < 10 else ():
            other = self._merged(part, depth + 1)
            own = {**other.get("properties", {}), **node.get("properties", {})}
            node = {**other, **node, "properties": own}
            node["required"] = [*other.get("required", ()), *node.get("required", ())]
        return node


def _apart(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether some usual object fits the first of two alternatives and not the other.

    One does where the other demands a name, takes no other names, is put together in ways that are not looked into,
    or takes other values for a name that both have.
    """
    if any(key in schema for schema in (one, other) for key in ("oneOf", "anyOf", "not", "if", "minProperties")):
        return True
    if other.get("required") or other.get("additionalProperties", True) not in (True, {}):
        return True
    if one.get("type", "object") != other.get("type", "object"):
        return True
    shared = set(one.get("properties", {})) & set(other.get("properties", {}))
    bounds = [
        [(schema["properties"][name].get("type"), _only(schema["properties"][name])) for name in sorted(shared)]
        for schema in (one, other)
    ]
    return bounds[0] != bounds[1] if shared else False


def _only(schema: dict[str, Any]) -> str:
    told = {key: schema[key] for key in ("enum", "const", "format", "pattern", "$ref") if key in schema}
    return orjson.dumps(told, option=orjson.OPT_SORT_KEYS).decode()
