"""Reads the schemas of answers as forms, each when it is first asked for: descriptions go round in circles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, Protocol

from interlock.model.answer_form import Form
from interlock.model.bounds import Bounds
from interlock.model.formats import safe_pattern
from interlock.model.patterns import First, text_for
from interlock.model.value import JSON

_DEEPEST = 10
_LONGEST_TEXT = 10_000
_KINDS: dict[Any, tuple[type, ...]] = {"string": (str,), "integer": (int,), "number": (int, float), "boolean": (bool,)}
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


class Resolves(Protocol):
    """Follows references."""

    def __call__(self, node: Any, /) -> dict[str, Any]:
        """The node that a chain of references ends at; empty where it ends nowhere."""
        ...


class FormReader:
    """Reads forms; each schema of a description is read once."""

    def __init__(self, resolved: Resolves) -> None:
        self._resolved = resolved
        self._known: dict[int, tuple[Any, Form]] = {}

    def form(self, schema: Any) -> Form:
        """The form of a schema; one that takes anything where it is none."""
        known = self._known.get(id(schema))
        if known is not None:
            return known[1]
        form = self._read(self._merged(schema))
        self._known[id(schema)] = (schema, form)  # the schema stays, so that its identity does
        return form

    def _read(self, node: dict[str, Any]) -> Form:
        if not node:
            return Form()
        ways = [name for name in ("oneOf", "anyOf") if _list(node.get(name))]
        if ways:
            return self._alternatives(node, ways[0])
        kinds = _kinds(node)
        options = [*_list(node.get("enum")), *([node["const"]] if "const" in node else [])]
        kind = next((one for one in kinds if one != "null"), None)
        if kind is None and "null" not in kinds:
            kind = "object" if isinstance(node.get("properties"), dict) else "array" if "items" in node else None
        nullable = _nullable(node, kinds) or None in options or (kind is None and not options)
        told = frozenset(str(one) for one in (*kinds, kind) if one not in {None, "null"}) or frozenset(kinds)
        bounds = _bounds(node, [one for one in told if one in {"array", "object"}])
        if kind == "object":
            return self._object(node, nullable=nullable, kinds=told, bounds=bounds)
        items = node.get("items")
        return Form(
            [] if kind == "array" else _scalar(kind, node, options, bounds, nullable=nullable),
            nullable=nullable,
            each=partial(self.form, items) if isinstance(items, dict) and "array" in told else None,
            kinds=told,
            options=tuple(options),
            bounds=bounds,
        )

    def _object(self, node: dict[str, Any], *, nullable: bool, kinds: frozenset[str], bounds: Bounds) -> Form:
        listed = _dict(node.get("properties"))
        hidden = frozenset(str(name) for name, inner in listed.items() if self._write_only(inner))
        needed = {str(name) for name in _list(node.get("required"))}
        needed |= {str(name) for name, inner in listed.items() if _dict(inner).get("required") is True}
        more = node.get("additionalProperties")
        closed = (more is False or node.get("unevaluatedProperties") is False) and not node.get("patternProperties")
        items = node.get("items")
        return Form(
            {},
            nullable=nullable,
            open=not closed,
            members=_Members(self, {str(name): inner for name, inner in listed.items()}),
            needed=frozenset(needed) - hidden,
            hidden=hidden,
            other=partial(self.form, more) if isinstance(more, dict) and more else None,
            each=partial(self.form, items) if isinstance(items, dict) and "array" in kinds else None,
            kinds=kinds,
            bounds=bounds,
        )

    def _write_only(self, schema: Any) -> bool:
        return self._resolved(schema).get("writeOnly") is True

    def _alternatives(self, node: dict[str, Any], name: str) -> Form:
        """A value that fits one of several, each with what stands beside them."""
        rest = {key: value for key, value in node.items() if key not in {name, "nullable", "x-nullable"}}
        given = [one for one in _list(node[name]) if isinstance(one, dict)]
        told = [one for one in given if self._resolved(one).get("type") != "null"]
        nullable = _nullable(node, []) or len(told) < len(given)
        joined = [{"allOf": [one, rest]} if rest else one for one in told]
        if len(joined) == 1 and (not nullable or name == "anyOf"):
            only = self._merged(joined[0])
            return self._read({**only, "nullable": True} if nullable else only) if name not in only else Form()
        # Read at once, one level deep only: whether null fits is asked of most values.
        return Form(
            nullable=nullable or any(_nullable(self._merged(one), []) for one in told),
            ways=tuple(partial(self.form, one) for one in joined),
            only_one=name == "oneOf",
        )

    def _merged(self, schema: Any, depth: int = 0) -> dict[str, Any]:
        """A schema with all that it is put together of."""
        node = dict(self._resolved(schema))
        parts = _list(node.pop("allOf", None))
        if depth > _DEEPEST:
            return node
        for part in parts[:_MOST_PARTS]:
            other = self._merged(part, depth + 1)
            if other and "null" not in _list(other.get("type")) and not _only_beside(other):
                node["nullable"] = bool(other.get("nullable")) and node.get("nullable", True)
            for name, value in other.items():
                node[name] = _both(name, node[name], value) if name in node else value
        return node


_MOST_PARTS = 100
_BESIDE = {"description", "title", "example", "examples", "default", "properties", "required", "nullable", "readOnly"}


def _only_beside(node: dict[str, Any]) -> bool:
    """Whether a part of a schema says nothing that keeps null out."""
    return not (node.keys() - _BESIDE) and not node.get("properties")


def _both(name: str, one: Any, other: Any) -> Any:
    """What two parts of one schema demand together."""
    if name in {"properties", "patternProperties"} and isinstance(one, dict) and isinstance(other, dict):
        shared = {
            key: one[key] if one[key] is value or one[key] == value else {"allOf": [one[key], value]}
            for key, value in other.items()
            if key in one
        }
        return {**other, **one, **shared}
    if name == "required" and isinstance(one, list) and isinstance(other, list):
        return [*one, *other]
    if name == "enum" and isinstance(one, list) and isinstance(other, list):
        return [option for option in one if option in other] or one
    if name in {"minLength", "minimum", "minItems", "minProperties"} and _numbers(one, other):
        return max(one, other)
    if name in {"maxLength", "maximum", "maxItems", "maxProperties"} and _numbers(one, other):
        return min(one, other)
    if name == "additionalProperties" and other is False:
        return other
    return one


class _Members(Mapping[str, Form]):
    """The forms of the names of an object."""

    def __init__(self, reader: FormReader, schemas: dict[str, Any]) -> None:
        self._reader = reader
        self._schemas = schemas
        self._forms: dict[str, Form] = {}

    def __getitem__(self, name: str) -> Form:
        form = self._forms.get(name)
        if form is None:
            form = self._forms[name] = self._reader.form(self._schemas[name])
        return form

    def __contains__(self, name: object) -> bool:
        return name in self._schemas

    def __iter__(self) -> Iterator[str]:
        return iter(self._schemas)

    def __len__(self) -> int:
        return len(self._schemas)


def _kinds(node: dict[str, Any]) -> list[Any]:
    told = node.get("type")
    return [one for one in (told if isinstance(told, list) else [told]) if isinstance(one, str)]


def _nullable(node: dict[str, Any], kinds: list[Any]) -> bool:
    return bool(node.get("nullable") or node.get("x-nullable")) or "null" in (kinds or _kinds(node))


def _bounds(node: dict[str, Any], counted: list[str]) -> Bounds:
    """What binds values beside their type; a bound that contradicts another is none."""
    least, most = _number(node.get("minimum")), _number(node.get("maximum"))
    over, under = node.get("exclusiveMinimum"), node.get("exclusiveMaximum")
    what = "Properties" if counted == ["object"] else "Items"
    fewest, at_most = _size(node.get(f"min{what}")) or 0, _size(node.get(f"max{what}"))
    shortest, longest = _size(node.get("minLength")) or 0, _size(node.get("maxLength"))
    return Bounds(
        shortest=shortest,
        longest=None if longest is not None and longest < shortest else longest,
        pattern=str(node.get("pattern") or ""),
        format=str(node.get("format") or ""),
        least=None if over is True else least,
        greatest=None if under is True else most,
        over=least if over is True else _number(over),
        under=most if under is True else _number(under),
        step=_number(node.get("multipleOf")),
        fewest=fewest,
        most=None if at_most is not None and at_most < fewest else at_most,
        different=node.get("uniqueItems") is True,
    )


def _scalar(kind: Any, node: dict[str, Any], options: list[Any], bounds: Bounds, *, nullable: bool) -> JSON:
    listed = [one for one in options if one is not None]
    told = [node.get("const"), *listed, node.get("default"), node.get("example")]
    for value in told:
        fits = isinstance(value, str | int | float) and _is_of(kind, value) and bounds.hold(value)
        if fits and (not listed or value in listed):
            return value  # type: ignore[no-any-return]
    if listed:
        return listed[0]  # type: ignore[no-any-return]
    if nullable:
        return None
    if kind == "string":
        return _text(bounds)
    if kind in {"integer", "number"}:
        return _least_number(bounds)
    return False if kind == "boolean" else {} if kind == "object" else None


def _least_number(bounds: Bounds) -> JSON:
    ends = [end for end in (bounds.least, bounds.greatest, bounds.over, bounds.under) if end is not None]
    tries = [0, *(int(end) + add for end in ends for add in (0, 1, -1)), *ends]
    if bounds.step:
        tries += [int(end // bounds.step + add) * bounds.step for end in ends for add in (0, 1)]
    return next((one for one in tries if bounds.hold(one)), 0)


def _is_of(kind: Any, value: str | float) -> bool:
    if isinstance(value, bool):
        return kind in {"boolean", None}
    return isinstance(value, _KINDS.get(kind, (str, int, float)))


def _text(bounds: Bounds) -> str:
    usual = _TEXTS.get(bounds.format, "")
    text = usual.ljust(min(bounds.shortest, _LONGEST_TEXT), "x")
    if bounds.longest is not None:
        text = text[: bounds.longest]
    if bounds.pattern and safe_pattern(bounds.pattern) is not None and not bounds.hold(text):
        made = text_for(bounds.pattern, First())
        if made is not None:
            text = made if bounds.hold(made) else made.ljust(min(bounds.shortest, _LONGEST_TEXT), made[-1:] or "x")
    return text


def _number(value: Any) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _size(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _numbers(*values: Any) -> bool:
    return all(_number(value) is not None for value in values)


def _dict(value: Any) -> dict[Any, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
