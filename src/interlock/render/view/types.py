"""What a field takes, in words that need no schema."""

from __future__ import annotations

from interlock.model.profile import FieldProfile, FieldType

_NAMES = {
    FieldType.STRING: "text",
    FieldType.INTEGER: "whole number",
    FieldType.NUMBER: "number",
    FieldType.BOOLEAN: "yes or no",
    FieldType.OBJECT: "group of fields",
    FieldType.ARRAY: "list",
    FieldType.MAP: "named values",
    FieldType.ANY: "anything",
}
_FORMATS = {
    "date": "date",
    "date-time": "date and time",
    "time": "time of day",
    "email": "e-mail address",
    "uri": "web address",
    "url": "web address",
    "uuid": "UUID",
    "decimal": "decimal number",
    "unix-time": "date and time (seconds since 1970)",
    "timestamp": "date and time (seconds since 1970)",
}
_MOST_VALUES = 5


def type_of(field: FieldProfile) -> str:
    """Its type, with what narrows it: the values it may have, its length or its bounds."""
    if field.enum:
        shown = [f"`{value}`" for value in field.enum[:_MOST_VALUES]]
        more = len(field.enum) - _MOST_VALUES
        return "one of " + ", ".join(shown) + (f" and {more} more" if more > 0 else "")
    words = _FORMATS.get(field.format) or _NAMES[field.type]
    if field.type is FieldType.ARRAY and field.items not in {None, FieldType.OBJECT, FieldType.ANY}:
        words = f"list of {_NAMES[field.items or FieldType.ANY]}s"
    if field.unit:
        words += f" in {field.unit}"
    return words + _bounds(field)


def _bounds(field: FieldProfile) -> str:
    if field.type is FieldType.STRING and field.max_length is not None and field.format not in _FORMATS:
        return f", up to {field.max_length:,} characters"
    if field.minimum is not None and field.maximum is not None:
        return f", {field.minimum:g} to {field.maximum:g}"
    if field.minimum is not None:
        return f", at least {field.minimum:g}"
    if field.maximum is not None:
        return f", at most {field.maximum:g}"
    return ""
