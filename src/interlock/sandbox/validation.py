"""What is wrong with a body, field by field, as its system would say."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from interlock.model.profile import FieldProfile, FieldType
from interlock.model.value import JSON, Body
from interlock.sandbox.answers import Problem
from interlock.sandbox.formats import fits_pattern, format_problem, pattern_of
from interlock.sandbox.shape import Node

# More would only make the answer long; the sender has enough to mend.
_MOST_PROBLEMS = 100

_NAMES = {
    FieldType.STRING: "a string",
    FieldType.INTEGER: "an integer",
    FieldType.NUMBER: "a number",
    FieldType.BOOLEAN: "a boolean",
    FieldType.OBJECT: "an object",
    FieldType.MAP: "an object",
    FieldType.ARRAY: "an array",
}


def problems_of(shape: Node, body: Body, *, required: Collection[str], whole: bool) -> list[Problem]:
    """Everything that is wrong with a body, at most a hundred problems.

    `required` holds the paths that must have a value. Where `whole` is false the body is a part of an item: only what
    stands in it is checked, but elements of arrays are always whole.
    """
    problems: list[Problem] = []
    _object(shape, body, required, whole, problems)
    return problems[:_MOST_PROBLEMS]


def _object(node: Node, value: Body, required: Collection[str], whole: bool, problems: list[Problem]) -> None:
    for key, child in node.children.items():
        if key in value:
            _field(child, value[key], required, whole, problems)
        elif whole and child.text in required:
            problems.append(Problem(child.text, "is required"))


def _field(node: Node, value: JSON, required: Collection[str], whole: bool, problems: list[Problem]) -> None:
    field = node.field
    if value is None:
        if node.text in required and (field is None or not field.nullable):
            problems.append(Problem(node.text, "is required"))
        elif field is not None and not field.nullable and None not in field.enum:
            problems.append(Problem(node.text, "cannot be null"))
        return
    if node.is_array:
        _array(node, value, required, problems)
        return
    if node.children:
        if isinstance(value, dict):
            _object(node, value, required, whole, problems)
        else:
            # A field that is an id in one answer and the whole thing in another has a scalar's type and parts.
            wrong = scalar_problem(field, field.type, value) if field is not None else "is not an object"
            if wrong is not None:
                problems.append(Problem(node.text, wrong))
        return
    if field is not None:
        wrong = scalar_problem(field, field.type, value)
        if wrong is not None:
            problems.append(Problem(node.text, wrong))


def _array(node: Node, value: JSON, required: Collection[str], problems: list[Problem]) -> None:
    if not isinstance(value, list):
        problems.append(Problem(node.text, "is not an array"))
        return
    field = node.field
    for element in value:
        if len(problems) > _MOST_PROBLEMS:
            return
        if node.children:
            if isinstance(element, dict):
                _object(node, element, required, True, problems)
            else:
                problems.append(Problem(node.text, "has an element that is not an object"))
        elif field is not None and field.items is not None:
            wrong = scalar_problem(field, field.items, element)
            if wrong is not None:
                problems.append(Problem(node.text, f"has an element that {wrong}"))


def scalar_problem(field: FieldProfile, kind: FieldType, value: JSON) -> str | None:
    """What is wrong with one value of that type, or None."""
    if not _is_of(kind, value):
        return f"is not {_NAMES[kind]}"
    if field.enum and value not in field.enum:
        shown = ", ".join(f"`{option}`" for option in field.enum[:12])
        return f"is not one of {shown}"
    if isinstance(value, str):
        return _text_problem(field, value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number_problem(field, value)
    return None


def _is_of(kind: FieldType, value: JSON) -> bool:
    if kind is FieldType.STRING:
        return isinstance(value, str)
    if kind is FieldType.INTEGER:
        return isinstance(value, int) and not isinstance(value, bool)
    if kind is FieldType.NUMBER:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if kind is FieldType.BOOLEAN:
        return isinstance(value, bool)
    if kind is FieldType.ARRAY:
        return isinstance(value, list)
    if kind is FieldType.ANY:
        return True
    return isinstance(value, dict)


def _text_problem(field: FieldProfile, value: str) -> str | None:
    if field.min_length is not None and len(value) < field.min_length:
        return f"is shorter than {field.min_length} characters"
    if field.max_length is not None and len(value) > field.max_length:
        return f"is longer than {field.max_length} characters"
    if field.format:
        wrong = format_problem(value, field)
        if wrong is not None:
            return wrong
    if field.pattern:
        pattern = pattern_of(field)
        if pattern is not None and not fits_pattern(value, pattern):
            return f"does not match `{field.pattern}`"
    return None


def _number_problem(field: FieldProfile, value: float) -> str | None:
    if field.minimum is not None and value < field.minimum:
        return f"is below {field.minimum:g}"
    if field.maximum is not None and value > field.maximum:
        return f"is above {field.maximum:g}"
    if field.multiple_of:
        step = Decimal(str(field.multiple_of))
        exact = Decimal(str(value))
        if abs(exact) < 10**20 and exact % step != 0:
            return f"is not a multiple of {field.multiple_of:g}"
    return None
