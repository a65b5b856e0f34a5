"""Whether one value is such as a field's description says."""

from __future__ import annotations

from decimal import Decimal

from interlock.model.formats import fits_pattern, format_problem, pattern_of
from interlock.model.profile import FieldProfile, FieldType
from interlock.model.value import JSON

_NAMES = {
    FieldType.STRING: "a string",
    FieldType.INTEGER: "an integer",
    FieldType.NUMBER: "a number",
    FieldType.BOOLEAN: "a boolean",
    FieldType.OBJECT: "an object",
    FieldType.MAP: "an object",
    FieldType.ARRAY: "an array",
}


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


def value_problem(field: FieldProfile, value: JSON) -> str | None:
    """What is wrong with a value of the field, the elements of a list of scalars included, or None; null is right."""
    if value is None:
        return None
    if field.type is not FieldType.ARRAY:
        return scalar_problem(field, field.type, value)
    if not isinstance(value, list):
        return "is not an array"
    if field.items in {None, FieldType.OBJECT, FieldType.ARRAY}:
        return None
    wrong = (scalar_problem(field, field.items or FieldType.ANY, element) for element in value)
    return next((f"has an element that {one}" for one in wrong if one is not None), None)


def is_bounded(field: FieldProfile) -> bool:
    """Whether the description says more of the field's values than of what type they are."""
    bounds = (field.min_length, field.max_length, field.minimum, field.maximum, field.multiple_of)
    return bool(field.enum or field.format or field.pattern) or any(bound is not None for bound in bounds)
