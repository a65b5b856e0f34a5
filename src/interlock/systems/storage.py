"""Profiles on disk: JSON in a stable order, without what is unknown, so that a change reads well in a diff."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from functools import cache
from typing import Any

import orjson

from interlock.errors import InputError
from interlock.model.finding import Finding
from interlock.model.path import Path
from interlock.model.profile import Fact, SystemProfile
from interlock.systems.learned import Learned

_FORMAT = 1


def to_json(profile: SystemProfile, findings: Sequence[Finding] | None = None) -> bytes:
    """The profile as indented JSON in UTF-8; facts that are unknown and values that are the default are left out.

    With `findings`, also what was wrong with the description, without the path at which it lay.
    """
    whole = {"profile": _FORMAT, **_written(profile)}
    if findings is not None:
        whole["findings"] = [_written(replace(one, place=replace(one.place, file=""))) for one in findings]
    return orjson.dumps(whole, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def from_json(data: bytes) -> SystemProfile:
    """The profile that `to_json` wrote.

    Raises:
        InputError: it is no profile, or one of another format.
    """
    return stored_from_json(data, file="")[0]


def stored_from_json(data: bytes, *, file: str) -> tuple[SystemProfile, tuple[Finding, ...] | None]:
    """The profile that `to_json` wrote, and the findings in the description at `file`; None where it has none.

    Raises:
        InputError: it is no profile, or one of another format.
    """
    whole = _opened(data, "profile")
    said = whole.pop("findings", None)
    profile = typing.cast("SystemProfile", _read(SystemProfile, whole))
    if said is None:
        return profile, None
    found = typing.cast("tuple[Finding, ...]", _read(tuple[Finding, ...], said))
    return profile, tuple(replace(one, place=replace(one.place, file=file)) for one in found)


def learned_to_json(learned: Learned) -> bytes:
    """The profile with the problems met on the way, for a file that nobody reads."""
    return orjson.dumps({"format": _FORMAT, **_written(learned)})


def learned_from_json(data: bytes) -> Learned:
    """What `learned_to_json` wrote.

    Raises:
        InputError: it is something else, or of another format.
    """
    return typing.cast("Learned", _read(Learned, _opened(data, "format")))


def to_data(value: object) -> Any:
    """A part of a profile, such as a fact, in the form in which a profile is kept."""
    return _written(value)


def from_data(kind: type, name: str, given: object) -> object:
    """A part of a profile that `to_data` wrote: of that kind, or what that kind has by that name.

    Raises:
        InputError: it is something else.
    """
    return _read(typing.get_type_hints(kind)[name] if name else kind, given)


def _opened(data: bytes, format_key: str) -> dict[str, Any]:
    try:
        whole = orjson.loads(data)
    except orjson.JSONDecodeError as problem:
        raise InputError(f"the profile is not JSON: {problem}", hint="learn the system again") from None
    if not isinstance(whole, dict) or whole.pop(format_key, None) != _FORMAT:
        raise InputError("this is no profile of a system in the format known here", hint="learn the system again")
    return whole


def _read(kind: Any, given: Any) -> object:
    try:
        return _reader(kind)(given)
    except (TypeError, ValueError, KeyError, AttributeError) as problem:
        raise InputError(f"the profile has something that cannot be read: {problem}", hint="learn it again") from None


def _written(value: object) -> Any:
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value
    if isinstance(value, Path):
        text = str(value)
        return text if Path.of(text) == value else list(value.parts)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list):
        return [_written(v) for v in value]
    if isinstance(value, Mapping):
        return {str(k): _written(v) for k, v in value.items()}
    if not dataclasses.is_dataclass(kind):
        return value
    written = {}
    for name, default in _defaults(kind):
        own = getattr(value, name)
        if own is not default and (type(own) is not type(default) or own != default):
            written[name] = _written(own)
    return written


_AS_THEY_ARE = frozenset({str, int, float, bool, type(None)})


@cache
def _defaults(kind: type) -> tuple[tuple[str, object], ...]:
    """The fields of a kind, and what each is where nothing is said; MISSING where something must be."""
    made = (
        (f, f.default_factory() if f.default_factory is not dataclasses.MISSING else f.default)
        for f in dataclasses.fields(kind)
    )
    return tuple((f.name, default) for f, default in made)


_Reader = Callable[[Any], Any]


@cache
def _reader(hint: Any) -> _Reader:
    """How a value of a type is read back; worked out once for each type, as a profile has thousands of values."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return _optional(args)
    if origin is Fact:
        return _object(Fact, {"value": args[0] | None})
    if origin is tuple:
        return _list_of(args[0]) if len(args) == 2 and args[1] is Ellipsis else _tuple_of(args)
    if hint is Path:
        return lambda given: Path.of(given) if isinstance(given, str) else Path(tuple(str(part) for part in given))
    if isinstance(hint, type) and issubclass(hint, Enum):
        members = {member.value: member for member in hint}
        return lambda given: members[given]
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _object(hint, {})
    if hint is float:
        return _number
    return _plain(hint) if hint in (str, int, bool) else lambda given: given


def _object(kind: type, instead: Mapping[str, Any]) -> _Reader:
    hints = {**typing.get_type_hints(kind), **instead}
    readers = {name: _reader(hint) for name, hint in hints.items()}

    def read(given: Any) -> Any:
        if not isinstance(given, dict):
            raise TypeError(f"an object was expected for {kind.__name__}")
        try:
            return kind(**{name: readers[name](value) for name, value in given.items()})
        except KeyError as unknown:
            raise ValueError(f"`{unknown.args[0]}` is not known of {kind.__name__}") from None

    return read


def _list_of(hint: Any) -> _Reader:
    reader = _reader(hint)

    def read(given: Any) -> Any:
        if not isinstance(given, list):
            raise TypeError("a list was expected")
        return tuple([reader(value) for value in given])

    return read


def _tuple_of(hints: tuple[Any, ...]) -> _Reader:
    readers = [_reader(hint) for hint in hints]

    def read(given: Any) -> Any:
        if not isinstance(given, list):
            raise TypeError("a list was expected")
        return tuple([reader(value) for reader, value in zip(readers, given, strict=True)])

    return read


def _optional(args: tuple[Any, ...]) -> _Reader:
    """A value that may be missing; where several kinds are possible it is JSON and stays as it is."""
    real = [a for a in args if a is not type(None)]
    if len(real) > 1:
        return lambda given: given
    reader = _reader(real[0])
    return lambda given: None if given is None else reader(given)


def _plain(kind: type) -> _Reader:
    def read(given: Any) -> Any:
        if type(given) is not kind:
            raise TypeError(f"{kind.__name__} was expected, not {given!r:.60}")
        return given

    return read


def _number(given: Any) -> float:
    if type(given) not in (int, float):
        raise TypeError(f"float was expected, not {given!r:.60}")
    return float(given)
