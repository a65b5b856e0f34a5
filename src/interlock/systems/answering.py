"""How answers look, read from an OpenAPI description when first asked for."""

from __future__ import annotations

import re
from itertools import chain
from typing import Any

from interlock.model.answer_form import AnswerForm, Form, has_shape
from interlock.model.value import JSON

_DEEPEST = 10
_MOST_FORMS = 20_000
_LONGEST_TEXT = 10_000
_LIST, _OBJECT = frozenset({"array"}), frozenset({"object"})
_BEGINNING = re.compile(r"\^([\w/:-]+)\$?")
_TEXTS = {
    "date-time": "1970-01-01T00:00:00Z",
    "date": "1970-01-01",
    "time": "00:00:00Z",
    "uuid": "00000000-0000-4000-8000-000000000000",
    "email": "nobody@example.com",
    "uri": "https://www.example.com/",
    "url": "https://www.example.com/",
    "hostname": "www.example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
}


_KINDS: dict[Any, tuple[type, ...]] = {"string": (str,), "integer": (int,), "number": (int, float), "boolean": (bool,)}


class DescribedAnswers:
    """The answers that a description lists; `root` is its data as it was read."""

    def __init__(self, root: JSON) -> None:
        self._root: Any = root if isinstance(root, dict) else {}
        self._known: dict[tuple[str, str, int], AnswerForm | None] = {}

    def of(self, method: str, path: str, status: int) -> AnswerForm | None:
        """How that answer looks; None where the description does not list the status."""
        key = (method, path, status)
        if key not in self._known:
            self._known[key] = self._read(self._responses(method, path), status)
        return self._known[key]

    def lists(self, method: str, path: str) -> frozenset[int]:
        """The statuses that the description lists for an operation."""
        names = map(str, self._responses(method, path))
        return frozenset(int(name) for name in names if name.isascii() and name.isdigit() and len(name) == 3)

    def _responses(self, method: str, path: str) -> dict[Any, Any]:
        operation = _at(_at(_at(self._root, "paths"), path), method.casefold())
        found = _at(operation, "responses")
        return found if isinstance(found, dict) else {}

    def _read(self, responses: dict[Any, Any], status: int) -> AnswerForm | None:
        by_name = {str(name): response for name, response in responses.items()}
        named = next((name for name in (str(status), f"{status // 100}XX", "default") if name in by_name), None)
        if named is None:
            return None
        response = self._resolved(by_name[named])
        content = response.get("content")
        if isinstance(content, dict) and content:
            kind = next((one for one in content if "json" in str(one).casefold()), next(iter(content)))
            schema = _at(content[kind], "schema")
            kind = "application/json" if "*" in str(kind) else str(kind)
        else:
            schema = response.get("schema")
            kinds = self._root.get("produces")
            kind = str(kinds[0]) if isinstance(kinds, list) and kinds else ""
        if not isinstance(schema, dict):
            return AnswerForm(kind)
        return AnswerForm(kind, _Reader(self).form(schema))

    def _resolved(self, node: Any) -> dict[str, Any]:
        """The node that a chain of references ends at; empty where it ends nowhere."""
        for _ in range(_DEEPEST):
            if not isinstance(node, dict):
                return {}
            reference = node.get("$ref")
            if not isinstance(reference, str):
                return node
            node = self._root if reference.startswith("#/") else None
            for part in reference[2:].split("/"):
                node = _at(node, part.replace("~1", "/").replace("~0", "~"))
        return {}

    resolved = _resolved


class _Reader:
    """Reads one schema, bounded in depth and size."""

    def __init__(self, answers: DescribedAnswers) -> None:
        self._answers = answers
        self._left = _MOST_FORMS

    def form(self, schema: Any, *, required: bool = False, depth: int = 0) -> Form:
        self._left -= 1
        node = self._merged(schema)
        if depth > _DEEPEST or self._left <= 0 or not node:
            return Form(required=required)
        told = node.get("type")
        kinds: list[Any] = told if isinstance(told, list) else [told]
        options = _list(node.get("enum"))
        nullable = bool(node.get("nullable") or node.get("x-nullable")) or "null" in kinds or None in options
        kind = next((one for one in kinds if one not in {None, "null"}), None)
        if kind == "object" or (kind is None and isinstance(node.get("properties"), dict)):
            return self._object(node, nullable=nullable, required=required, depth=depth)
        if kind == "array":
            element = self.form(node.get("items"), depth=depth + 1)
            count = node.get("minItems")
            least = [element.made()] * min(count, 50) if isinstance(count, int) else []
            return Form(least, nullable=nullable, required=required, element=element, kinds=_LIST)
        least_value = _scalar(kind, node, options, nullable=nullable)
        allowed = frozenset(str(one) for one in kinds if one not in {None, "null"})
        return Form(
            least_value,
            nullable=nullable or kind is None,
            required=required,
            kinds=allowed,
            options=tuple(options),
            format=str(node.get("format", "")),
        )

    def _object(self, node: dict[str, Any], *, nullable: bool, required: bool, depth: int) -> Form:
        needed = _list(node.get("required"))
        listed = _at(node, "properties")
        members = {
            str(name): self.form(inner, required=name in needed, depth=depth + 1)
            for name, inner in (listed.items() if isinstance(listed, dict) else ())
        }
        for name in needed:
            members.setdefault(str(name), Form("", required=True))
        more = node.get("additionalProperties")
        values = self.form(more, depth=depth + 1) if isinstance(more, dict) and more else None
        closed = more is False or node.get("unevaluatedProperties") is False
        return Form(
            {}, nullable=nullable, required=required, open=not closed, members=members, values=values, kinds=_OBJECT
        )

    def _merged(self, schema: Any, depth: int = 0) -> dict[str, Any]:
        """A schema with all that it is put together of; of several to choose from the first."""
        node = dict(self._answers.resolved(schema))
        if depth > _DEEPEST:
            return node
        choices = (_list(node.pop(name, None))[:1] for name in ("oneOf", "anyOf"))
        parts = [*_list(node.pop("allOf", None)), *chain.from_iterable(choices)]
        for part in parts:
            other = self._merged(part, depth + 1)
            if other and not other.get("nullable") and "null" not in _list(other.get("type")):
                node["nullable"] = False  # whatever stands beside it, the part itself takes no null
            for name, value in other.items():
                if name == "properties" and isinstance(node.get(name), dict) and isinstance(value, dict):
                    node[name] = {**value, **node[name]}
                elif name == "required" and isinstance(node.get(name), list) and isinstance(value, list):
                    node[name] = [*node[name], *value]
                else:
                    node.setdefault(name, value)
        return node


def _scalar(kind: Any, node: dict[str, Any], options: list[Any], *, nullable: bool) -> JSON:
    told = [node.get("const"), *[one for one in options if one is not None], node.get("default"), node.get("example")]
    for value in told:
        if isinstance(value, str | int | float) and _is_of(kind, value) and has_shape(value, str(node.get("format"))):
            return value
    if nullable:
        return None
    if kind == "string":
        return _text(node)
    if kind in {"integer", "number"}:
        least, most = node.get("minimum"), node.get("maximum")
        if isinstance(least, int | float) and least > 0:
            return int(-(-least // 1))
        return int(most // 1) if isinstance(most, int | float) and most < 0 else 0
    return False if kind == "boolean" else {} if kind == "object" else None


def _is_of(kind: Any, value: str | float) -> bool:
    if isinstance(value, bool):
        return kind in {"boolean", None}
    return isinstance(value, _KINDS.get(kind, (str, int, float)))


def _text(node: dict[str, Any]) -> str:
    begins = _BEGINNING.fullmatch(str(node.get("pattern")))
    text = begins[1] if begins else _TEXTS.get(str(node.get("format")), "")
    least = node.get("minLength")
    return text.ljust(min(least, _LONGEST_TEXT), "x") if isinstance(least, int) else text


def _at(node: Any, key: str) -> Any:
    return node.get(key) if isinstance(node, dict) else None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
