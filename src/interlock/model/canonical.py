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
from typing import Any

from interlock.model.value import ABSENT, Canonical

# JSON readers elsewhere keep whole numbers exactly only up to here.
_EXACT = 2**53

_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"))
_ABSENT = '["absent"]'


def dumps(value: Canonical) -> str:
    """The text of a canonical value: the same value always gives the same text, whatever the order of its keys.

    Decimals keep their places (`1.50`), so two equal decimals may have two texts: compare values, not texts. Moments
    are written in UTC.

    Raises:
        ValueError: the value is nested too deep, or holds what is not canonical (a float, a moment without offset).
    """
    if value is ABSENT:
        return _ABSENT
    try:
        return _ENCODER.encode(value if isinstance(value, str) else _plain(value))
    except RecursionError as error:
        raise ValueError("the value is nested too deep to be stored") from error


def loads(text: str) -> Canonical:
    """The canonical value that `dumps` wrote.

    Raises:
        ValueError: the text is not one that `dumps` writes.
    """
    try:
        return _canonical(json.loads(text))
    except RecursionError as error:
        raise ValueError("the stored value is nested too deep") from error


def _plain(value: Canonical) -> object:
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, int):
        return value if -_EXACT <= value <= _EXACT else ["i", hex(value)]
    if isinstance(value, Decimal):
        return ["n", str(value)]
    if isinstance(value, tuple):
        return ["t", *map(_plain, value)]
    if isinstance(value, datetime):
        return ["m", _moment(value)]
    if isinstance(value, date):
        return ["d", value.isoformat()]
    if value is ABSENT:
        return ["absent"]
    if isinstance(value, Mapping):
        return {_key(key): _plain(part) for key, part in value.items()}
    raise ValueError(f"a {type(value).__name__} is not a canonical value")


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise ValueError(f"a {type(key).__name__} is not the key of a canonical mapping")  # noqa: TRY004 - one kind of error
    return key


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
