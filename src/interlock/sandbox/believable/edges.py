"""The unusual items that every real system has: longest, empty, in other scripts, with far dates or huge numbers.

Each edge changes what it can of a believable body, within what the description allows. What names an item, refers to
another or must differ stays, but for the edge that has a match key twice.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import UTC, datetime
from decimal import Decimal
from typing import TypeAlias

from interlock.model.accepting import scalar_problem
from interlock.model.path import Path, get, put
from interlock.model.profile import FieldProfile, FieldType
from interlock.model.value import ABSENT, JSON, Absent, Body
from interlock.sandbox.believable.naming import words_of_path
from interlock.sandbox.shape import Node
from interlock.sandbox.stamps import stamper

Edge: TypeAlias = Callable[[FieldProfile, FieldType, JSON], JSON]
"""The unusual value of a field of that type; one that the field does not take is not used."""

_LONGEST_TEXT = 2_000
_MANY = 25
_WHOLE, _SMALL = 9_007_199_254_740_991, 2_147_483_647
# Latin with marks, Chinese, Greek, Hebrew between marks of direction, a combining accent, emoji of several signs.
_SCRIPTS = (
    "Zo\u00eb \u0141u\u010d \u674e\u5c0f\u9f8d \u0395\u03bb\u03ad\u03bd\u03b7 \u200f\u05e9\u05dc\u05d5\u05dd\u200f "
    "e\u0301 \U0001f642 \U0001f469\u200d\U0001f680 \ufb01 \u00df \u0130"
)
_BLANKS = "  two  blanks\tand a line\nwith 'quotes', \"more\", <b>, & and \\ "
_MARKUP = "=1+1; DROP TABLE x; -- ${y} {{z}} %s"
# Texts of fields with these words in their names are of a list that everybody knows, whatever their length.
_VOCABULARY = {"locale", "language", "currency", "country", "timezone", "zone", "type", "status", "state", "unit"}
# Texts of these have a form that systems demand: none, or one as it is.
_FORMED = {"phone", "telephone", "mobile", "fax", "email"}
_MOMENTS = {FieldType.STRING: {"date", "date-time"}}


def _longest(field: FieldProfile, kind: FieldType, value: JSON) -> JSON:
    if kind is not FieldType.STRING or not isinstance(value, str) or not value:
        return value
    length = field.max_length or _LONGEST_TEXT
    return (value * (length // len(value) + 1))[:length]


def _empty(field: FieldProfile, kind: FieldType, value: JSON) -> JSON:
    if field.nullable and not field.required:
        return None
    return "" if kind is FieldType.STRING and not field.required else value


def _text(text: str) -> Edge:
    def edge(field: FieldProfile, kind: FieldType, value: JSON) -> JSON:
        return text[: field.max_length] if kind is FieldType.STRING and not field.format else value

    return edge


def _dates(*moments: datetime) -> Edge:
    def edge(field: FieldProfile, kind: FieldType, value: JSON) -> JSON:
        if field.format not in _MOMENTS.get(kind, ()):
            return value
        at = moments[len(str(field.path)) % len(moments)]
        return stamper(field, None).show(at)

    return edge


def _negative(field: FieldProfile, kind: FieldType, value: JSON) -> JSON:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return value
    if field.minimum is not None:
        return _number(field, kind, field.minimum)
    return -abs(value) if value else -1


def _huge(field: FieldProfile, kind: FieldType, value: JSON) -> JSON:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return value
    most = field.maximum if field.maximum is not None else _SMALL if field.format == "int32" else _WHOLE
    return _number(field, kind, most if kind is FieldType.INTEGER else min(most, 999_999_999_999.99))


def _number(field: FieldProfile, kind: FieldType, value: float) -> JSON:
    exact = Decimal(str(value))
    if field.multiple_of:
        step = Decimal(str(field.multiple_of))
        exact = exact // step * step
    return int(exact) if kind is FieldType.INTEGER or exact == exact.to_integral_value() else float(exact)


def _zero(_field: FieldProfile, kind: FieldType, value: JSON) -> JSON:
    if isinstance(value, bool):
        return False
    return 0 if kind in {FieldType.INTEGER, FieldType.NUMBER} else value


EDGES: dict[str, Edge] = {
    "longest": _longest,
    "empty": _empty,
    "scripts": _text(_SCRIPTS),
    "blanks": _text(_BLANKS),
    "markup": _text(_MARKUP),
    "old dates": _dates(datetime(1970, 1, 1, tzinfo=UTC), datetime(1900, 2, 28, 23, 59, 59, tzinfo=UTC)),
    "odd dates": _dates(
        datetime(2024, 2, 29, 12, tzinfo=UTC),
        datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
        datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC),
    ),
    "far dates": _dates(datetime(2199, 12, 31, 23, 59, 59, 999_000, tzinfo=UTC)),
    "negative": _negative,
    "huge": _huge,
    "zero": _zero,
}
"""The edges by name, the most telling first."""


class Edges:
    """Makes unusual items of believable ones; `kept` are the paths that stay as they are."""

    def __init__(self, shape: Node, kept: Collection[str]) -> None:
        self._shape = shape
        self._kept = kept

    def of(self, name: str, body: Body) -> Body:
        """The body with what the edge of that name does to it."""
        return self._object(self._shape, body, EDGES[name], name)

    def _object(self, node: Node, body: Body, edge: Edge, name: str) -> Body:
        made: Body = {}
        for key, value in body.items():
            child = node.children.get(key)
            changed = value if child is None else self._value(child, value, edge, name)
            if not isinstance(changed, Absent):
                made[key] = changed
        return made

    def _value(self, node: Node, value: JSON, edge: Edge, name: str) -> JSON | Absent:
        field = node.field
        if node.text in self._kept or (field is None and not node.children):
            return value
        if isinstance(value, list):
            return self._array(node, value, edge, name)
        if isinstance(value, dict):
            if name == "empty" and field is not None and not field.required and not _demands(node):
                return None if field.nullable else ABSENT
            return self._object(node, value, edge, name) if node.children else value
        return self._scalar(field, field.type, value, edge) if field is not None else value

    def _array(self, node: Node, value: list[JSON], edge: Edge, name: str) -> JSON:
        if name == "empty":
            return value if node.field is not None and node.field.required else []
        made: list[JSON] = []
        for element in value:
            if isinstance(element, dict):
                made.append(self._object(node, element, edge, name))
            elif node.field is not None and node.field.items is not None:
                made.append(self._scalar(node.field, node.field.items, element, edge))
        # Lists within lists stay short: many of many would be more than any system shows.
        if name == "longest" and made and isinstance(made[0], dict) and node.text.count("[]") == 1:
            made = [made[i % len(made)] for i in range(_MANY)]
        return made

    @staticmethod
    def _scalar(field: FieldProfile, kind: FieldType, value: JSON, edge: Edge) -> JSON:
        if field.enum or (isinstance(value, str) and _VOCABULARY & set(words_of_path(field.path))):
            return value
        if isinstance(value, str) and edge is not _empty and _FORMED & set(words_of_path(field.path)):
            return value
        changed = edge(field, kind, value)
        if changed is None:
            return None if field.nullable else value
        return value if scalar_problem(field, kind, changed) is not None else changed


def _demands(node: Node) -> bool:
    return any(
        (child.field is not None and child.field.required) or _demands(child) for child in node.children.values()
    )


def with_same(body: Body, other: Body, paths: Collection[Path]) -> Body:
    """The body with the other's values at these paths: somebody who is there twice."""
    for path in paths:
        value = get(other, path)
        if not isinstance(value, Absent) and get(body, path) is not ABSENT:
            body = put(body, path, value)
    return body
