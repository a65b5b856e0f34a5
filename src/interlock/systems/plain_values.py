"""A value as a person writes it becomes a value of the type that a fact has."""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from enum import Enum
from functools import cache
from typing import Any

from interlock.catalogue import did_you_mean
from interlock.errors import InputError
from interlock.model.path import Path
from interlock.model.profile import ArchiveFlag, Fact, RateLimit
from interlock.model.value import JSON

_RATE = re.compile(
    r"([\d,_]+)\s*(?:requests?|calls?)?\s*(?:/|per|in|every|each|a|an)\s*([\d.]+)?\s*"
    r"(s|sec|seconds?|m|min|minutes?|h|hours?|d|days?)",
    re.IGNORECASE,
)
_SECONDS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_STRUCTURE = frozenset(
    {"name", "records", "fields", "operations", "observed", "digest", "path", "verb", "subscribe", "ping"}
)
_TRUTH = {"true": True, "yes": True, "false": False, "no": False}


def attributes(kind: type) -> dict[str, Any]:
    """The attributes of a kind of thing with their types, those of facts without the `Fact` around them."""
    return {
        name: typing.get_args(hint)[0] if typing.get_origin(hint) is Fact else hint
        for name, hint in _hints(kind).items()
    }


@cache
def facts_of(kind: type) -> frozenset[str]:
    """The names of those attributes that carry evidence and confidence."""
    return frozenset(name for name, hint in _hints(kind).items() if typing.get_origin(hint) is Fact)


@cache
def settable(kind: type) -> tuple[str, ...]:
    """The names of the attributes that can be stated of it; what it is made of has addresses of its own."""
    return tuple(one.name for one in dataclasses.fields(kind) if one.name not in _STRUCTURE)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def plain_value(hint: Any, given: JSON, before: object = None) -> Any:
    """The value of that type that is meant.

    Args:
        hint: the type.
        given: what a person wrote: a text, or the data that stands in a file.
        before: the value so far; an object changes of it only what it names.

    Raises:
        InputError: it is no value of that type; it says what was expected.
    """
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        real = [one for one in args if one is not type(None)]
        if given is None or len(real) > 1:
            return given
        return plain_value(real[0], given, before)
    if origin is tuple:
        return _several(args, given)
    if hint is Path:
        if isinstance(given, list):  # how a path is kept one of whose parts has a dot
            return Path(tuple(_text(part) for part in given))
        return Path.of(_text(given).strip("`"))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _choice(hint, given)
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return _structured(hint, given, before)
    return _scalar(hint, given)


def _several(args: tuple[Any, ...], given: JSON) -> tuple[Any, ...]:
    if given is None:
        raise InputError("a list was expected")
    elements = given if isinstance(given, list) else _split(given) if isinstance(given, str) else [given]
    if len(args) == 2 and args[1] is Ellipsis:
        return tuple(plain_value(args[0], one) for one in elements)
    if len(elements) != len(args):
        raise InputError(f"{len(args)} values were expected, separated by a comma, not {_shown(given)}")
    return tuple(plain_value(hint, one) for hint, one in zip(args, elements, strict=True))


def _split(text: str) -> list[JSON]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _choice(kind: type[Enum], given: JSON) -> Enum:
    wanted = _text(given).casefold()
    for member in kind:
        if wanted in (str(member.value).casefold(), member.name.casefold()):
            return member
    known = [str(member.value) for member in kind]
    raise InputError(f"{_shown(given)} is none of " + ", ".join(f"`{one}`" for one in known))


def _structured(kind: type, given: JSON, before: object) -> Any:
    if isinstance(given, str):
        given = _as_parts(kind, given)
        before = None
    if not isinstance(given, dict):
        raise InputError(f"{_shown(given)} is neither a text nor an object with " + _names(kind))
    known = attributes(kind)
    unknown = next((key for key in given if key not in known), None)
    if unknown is not None:
        raise InputError(f"there is no `{unknown}` in it", hint=did_you_mean(str(unknown), known))
    own = before if isinstance(before, kind) else None
    first = dataclasses.fields(kind)[0].name
    if own is not None and first in given and plain_value(known[first], given[first]) != getattr(own, first):
        own = None  # of another style or form, what was known of this one does not hold
    values = {key: plain_value(known[key], value, getattr(own, key, None)) for key, value in given.items()}
    if own is not None:
        return dataclasses.replace(typing.cast("Any", own), **values)
    missing = [
        one.name
        for one in dataclasses.fields(kind)
        if one.name not in values and one.default is dataclasses.MISSING and one.default_factory is dataclasses.MISSING
    ]
    if missing:
        raise InputError("it needs " + ", ".join(f"`{name}`" for name in missing) + ", too; write an object")
    return kind(**values)


def _as_parts(kind: type, text: str) -> dict[str, JSON]:
    """A short text for the thing: what most people write of it."""
    if kind is RateLimit:
        found = _RATE.search(text)
        if found is None:
            raise InputError(f"{_shown(text)} is no rate limit; write one such as `600 per minute`")
        each = float(found[2] or 1) * _SECONDS[found[3][0].lower()]
        return {"requests": int(re.sub(r"[,_]", "", found[1])), "per_s": each}
    if kind is ArchiveFlag and "=" in text:
        field, _, value = (part.strip() for part in text.partition("="))
        return {"field": field, "value": _TRUTH.get(value.casefold(), value)}
    return {dataclasses.fields(kind)[0].name: text}


def _scalar(hint: Any, given: JSON) -> Any:
    if hint is str:
        return _text(given)
    if hint is bool:
        truth = _TRUTH.get(given.casefold()) if isinstance(given, str) else given
        if isinstance(truth, bool):
            return truth
        raise InputError(f"{_shown(given)} is neither `true` nor `false`")
    if hint in (int, float):
        try:
            if not isinstance(given, bool) and isinstance(given, int | float | str):
                return hint(given)
        except (ValueError, OverflowError):
            pass
        raise InputError(f"{_shown(given)} is no {'whole ' if hint is int else ''}number")
    return given


def _text(given: JSON) -> str:
    if isinstance(given, bool):
        return "true" if given else "false"
    if not isinstance(given, str | int | float):
        raise InputError(f"{_shown(given)} is no text")
    return str(given).strip()


def _names(kind: type) -> str:
    return ", ".join(f"`{one.name}`" for one in dataclasses.fields(kind))


def _shown(given: JSON) -> str:
    return f"`{str(given)[:80]}`"
