"""The text form in which canonical values are stored: one line of ASCII JSON that reads back exactly.

`null`, `true`, text, whole numbers up to 2^53 and mappings stand for themselves. Every list begins with the tag of
what it is: `["t", ...]` a tuple, `["n", "1.50"]` a decimal, `["i", "0x..."]` a bigger whole number, `["d", ...]` a
date, `["m", ...]` a moment, `["absent"]` a field that is not there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

import orjson

from interlock.model.value import ABSENT, Canonical

# JSON readers elsewhere keep whole numbers exactly only up to here.
_EXACT = 2**53

_TEXT = json.encoder.encode_basestring_ascii
_SHORT = 24


def dumps(value: Canonical) -> str:
    """The text of a canonical value: the same value always gives the same text, whatever the order of its keys.

    Decimals keep their places (`1.50`), so two equal decimals may have two texts: compare values, not texts. Moments
    are written in UTC.

    Raises:
        ValueError: the value is nested too deep, or holds what is not canonical (a float, a moment without offset).
    """
    try:
        return _written(value)
    except RecursionError as error:
        raise ValueError("the value is nested too deep to be stored") from error


def texts(values: Mapping[str, Canonical]) -> dict[str, str]:
    """The text of each of some values, by name; see `dumps`."""
    try:
        # Short texts are what most values are, and need no other call.
        return {
            name: _TEXT(value) if type(value) is str and len(value) <= _SHORT else _written(value)
            for name, value in values.items()
        }
    except RecursionError as error:
        raise ValueError("a value is nested too deep to be stored") from error


def loads(text: str) -> Canonical:
    """The canonical value that `dumps` wrote.

    Raises:
        ValueError: the text is not one that `dumps` writes.
    """
    try:
        return _canonical(json.loads(text))
    except RecursionError as error:
        raise ValueError("the stored value is nested too deep") from error


def _written(value: Canonical) -> str:
    write = _WRITERS.get(type(value))
    return write(value) if write is not None else _other(value)


def _text(value: str) -> str:
    # orjson leaves what is not ASCII as it is; up to there both write the same, and it is many times as fast.
    return orjson.dumps(value).decode() if len(value) > _SHORT and value.isascii() else _TEXT(value)


def _mapping(value: Mapping[str, Canonical]) -> str:
    return f"{{{','.join([f'{key(name)}:{_written(part)}' for name, part in sorted(value.items(), key=_first)])}}}"


def _other(value: Canonical) -> str:
    """What is of a class made from one of the usual, or is no canonical value."""
    if isinstance(value, str):
        return _TEXT(value)
    if isinstance(value, int):
        return _whole(value)
    if isinstance(value, tuple):
        return _tuple(value)
    if isinstance(value, Mapping):
        return _mapping(value)
    for kind in (Decimal, datetime, date):
        if isinstance(value, kind):
            return _WRITERS[kind](value)
    raise ValueError(f"a {type(value).__name__} is not a canonical value")


def _whole(value: int) -> str:
    return str(int(value)) if -_EXACT <= value <= _EXACT else f'["i","{value:#x}"]'


def _tuple(value: tuple[Canonical, ...]) -> str:
    return f'["t",{",".join(map(_written, value))}]' if value else '["t"]'


_WRITERS: Mapping[type, Callable[[Any], str]] = {
    str: _text,
    type(None): lambda _: "null",
    bool: lambda value: "true" if value else "false",
    Decimal: lambda value: f'["n","{value}"]',
    type(ABSENT): lambda _: '["absent"]',
    int: _whole,
    tuple: _tuple,
    dict: _mapping,
    datetime: lambda value: f'["m","{_moment(value)}"]',
    date: lambda value: f'["d","{value.isoformat()}"]',
}


def _first(item: tuple[object, object]) -> str:
    return str(item[0])


@lru_cache(maxsize=1024)
def key(name: object) -> str:
    """The text of a mapping's key.

    Raises:
        ValueError: it is no text.
    """
    if not isinstance(name, str):
        raise ValueError(f"a {type(name).__name__} is not the key of a canonical mapping")  # noqa: TRY004 - one kind of error
    return _TEXT(name)


def _moment(value: datetime) -> str:
    if value.tzinfo is None:
        raise ValueError("a moment without offset is not a canonical value")
    try:
        return value.astimezone(UTC).isoformat()
    except OverflowError:  # the first and last hours of the calendar have no UTC form
        return value.isoformat()


_READ: Mapping[str, Callable[[str], Canonical]] = {
    "n": Decimal,
    "i": lambda text: int(text, 16),
    "d": date.fromisoformat,
    "m": datetime.fromisoformat,
}


def _canonical(value: Any) -> Canonical:
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, dict):
        return {key: _canonical(part) for key, part in value.items()}
    match value:
        case ["t", *parts]:
            return tuple(map(_canonical, parts))
        case ["absent"]:
            return ABSENT
        case [str(tag), str(text)] if tag in _READ:
            try:
                return _READ[tag](text)
            except (ValueError, InvalidOperation) as error:
                raise ValueError("the stored value is damaged") from error
    raise ValueError("the stored value is not one that was written here")
