"""Profiles on disk: JSON in a stable order, without what is unknown, so that a change reads well in a diff."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any

import orjson

from interlock.errors import InputError
from interlock.model.path import Path
from interlock.model.profile import Fact, SystemProfile

_FORMAT = 1
_DEEPEST = 30


def to_json(profile: SystemProfile) -> bytes:
    """The profile as indented JSON in UTF-8; facts that are unknown and values that are the default are left out."""
    whole = {"profile": _FORMAT, **_written(profile)}
    return orjson.dumps(whole, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def from_json(data: bytes) -> SystemProfile:
    """The profile that `to_json` wrote.

    Raises:
        InputError: it is no profile, or one of another format.
    """
    try:
        whole = orjson.loads(data)
    except orjson.JSONDecodeError as problem:
        raise InputError(f"the profile is not JSON: {problem}", hint="learn the system again") from None
    if not isinstance(whole, dict) or whole.get("profile") != _FORMAT:
        raise InputError("this is no profile of a system in the format known here", hint="learn the system again")
    given = {key: value for key, value in whole.items() if key != "profile"}
    try:
        return typing.cast("SystemProfile", _object(SystemProfile, given, 0))
    except (TypeError, ValueError, KeyError, AttributeError) as problem:
        raise InputError(f"the profile has something that cannot be read: {problem}", hint="learn it again") from None


def _written(value: object) -> Any:
    if isinstance(value, Path):
        text = str(value)
        return text if Path.of(text) == value else list(value.parts)
    if isinstance(value, Enum):
        return value.value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        kept = ((f, getattr(value, f.name)) for f in dataclasses.fields(value))
        return {f.name: _written(v) for f, v in kept if not _is_default(f, v)}
    if isinstance(value, tuple | list):
        return [_written(v) for v in value]
    if isinstance(value, Mapping):
        return {str(k): _written(v) for k, v in value.items()}
    return value


def _is_default(field: dataclasses.Field[Any], value: object) -> bool:
    if field.default is not dataclasses.MISSING:
        return type(value) is type(field.default) and value == field.default
    if field.default_factory is not dataclasses.MISSING:
        return bool(value == field.default_factory())
    return False


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _object(kind: type, given: Any, depth: int, inner: Any = None) -> Any:
    if not isinstance(given, dict) or depth > _DEEPEST:
        raise TypeError(f"an object was expected for {kind.__name__}")
    hints = _hints(kind)
    unknown = sorted(given.keys() - hints.keys())
    if unknown:
        raise ValueError(f"`{unknown[0]}` is not known of {kind.__name__}")
    if inner is not None:
        hints = {**hints, "value": inner | None}
    return kind(**{name: _read(hints[name], value, depth + 1) for name, value in given.items()})


def _read(hint: Any, given: Any, depth: int) -> Any:
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return _optional(args, given, depth)
    if origin is Fact:
        return _object(Fact, given, depth, inner=args[0])
    if origin is tuple:
        if not isinstance(given, list):
            raise TypeError("a list was expected")
        if len(args) == 2 and args[1] is Ellipsis:
            return tuple(_read(args[0], v, depth + 1) for v in given)
        return tuple(_read(a, v, depth + 1) for a, v in zip(args, given, strict=True))
    if hint is Path:
        return Path.of(given) if isinstance(given, str) else Path(tuple(str(part) for part in given))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(given)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _object(hint, given, depth)
    return _plain(hint, given)


def _optional(args: tuple[Any, ...], given: Any, depth: int) -> Any:
    """A value that may be missing; where several kinds are possible it is JSON and stays as it is."""
    real = [a for a in args if a is not type(None)]
    if given is None or len(real) > 1:
        return given
    return _read(real[0], given, depth)


def _plain(hint: Any, given: Any) -> Any:
    if hint is float and isinstance(given, int) and not isinstance(given, bool):
        return float(given)
    if hint in (str, int, bool, float) and type(given) is not hint:
        raise TypeError(f"{hint.__name__} was expected, not {given!r:.60}")
    return given
