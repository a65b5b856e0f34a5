"""Frozen values as JSON, field by field, and the schema that goes with them: neither can drift from the other."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any

from interlock.model.path import Path
from interlock.model.value import JSON

_PLAIN: dict[object, dict[str, JSON]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    None: {"type": "null"},
    types.NoneType: {"type": "null"},
    object: {},
    Path: {"type": "string", "description": "The path of a field."},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
    time: {"type": "string", "format": "time"},
    timedelta: {"type": "number", "description": "Seconds."},
    Decimal: {"type": "string", "description": "A decimal number."},
}


def datum_of(value: object) -> JSON:
    """The value as JSON: paths and decimals as text, times of ISO 8601, durations in seconds, sets sorted."""
    if isinstance(value, Enum):
        return datum_of(value.value)
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, Path | Decimal):
        return str(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if is_dataclass(value):
        return {one.name: datum_of(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): datum_of(inner) for key, inner in value.items()}
    if isinstance(value, frozenset | set):
        return sorted((datum_of(one) for one in value), key=str)
    if isinstance(value, tuple | list):
        return [datum_of(one) for one in value]
    return str(value)


def schema_of(kind: type, *, id_: str, key: str, title: str, about: str) -> dict[str, JSON]:
    """The JSON Schema of an output that has a value of that dataclass under `key`, beside which tool wrote it."""
    defs: dict[str, JSON] = {}
    inner = _schema(kind, {}, defs)
    tool: dict[str, JSON] = {
        "type": "object",
        "properties": {"name": {"const": "interlock"}, "version": {"type": "string"}},
        "required": ["name", "version"],
        "additionalProperties": False,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": id_,
        "title": title,
        "description": about,
        "type": "object",
        "properties": {"schema": {"const": id_}, "tool": tool, key: inner},
        "required": ["schema", "tool", key],
        "additionalProperties": False,
        "$defs": dict(sorted(defs.items())),
    }


def _schema(kind: Any, variables: Mapping[Any, Any], defs: dict[str, JSON]) -> JSON:
    kind = variables.get(kind, kind)
    if kind in _PLAIN:
        return dict(_PLAIN[kind])
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin in {typing.Union, types.UnionType}:
        return {"anyOf": [_schema(one, variables, defs) for one in args]}
    if origin in {tuple, frozenset}:
        return {"type": "array", "items": _schema(args[0], variables, defs)}
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _schema(args[1], variables, defs)}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {"enum": [datum_of(one) for one in kind]}
    base: Any = origin or kind
    if not is_dataclass(kind if origin is None else origin):
        raise TypeError(f"no schema for {kind}")
    given = dict(zip(base.__parameters__, (variables.get(one, one) for one in args), strict=True)) if args else {}
    name = "Of".join([base.__name__, *(_name(one) for one in given.values())])
    if name not in defs:
        defs[name] = {}  # a kind may hold itself
        defs[name] = _object(base, given, defs)
    return {"$ref": f"#/$defs/{name}"}


def _object(base: Any, given: Mapping[Any, Any], defs: dict[str, JSON]) -> JSON:
    hints = typing.get_type_hints(base)
    properties: dict[str, JSON] = {one.name: _schema(hints[one.name], given, defs) for one in fields(base)}
    said = " ".join((base.__doc__ or "").split("\n\n")[0].split())
    return {
        "description": said,
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _name(kind: Any) -> str:
    if typing.get_origin(kind) is tuple:
        return f"{_name(typing.get_args(kind)[0])}List"
    return "Text" if kind is str else str(getattr(kind, "__name__", kind))
