"""Where items stand in a body: `data`, `data[*].thing`, or the whole of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from interlock.model.value import ABSENT, JSON, Absent, Body

_ARRAY_MARKS = ("[*]", "[]", "[0]")


@dataclass(frozen=True, slots=True)
class Envelope:
    """The keys down to the item or array, and the keys within each element; `array` where the path says so."""

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    array: bool = False


@lru_cache(maxsize=1024)
def envelope(path: str) -> Envelope:
    """The envelope that a path describes."""
    before: list[str] = []
    after: list[str] = []
    array = False
    for part in path.split(".") if path else []:
        mark = next((known for known in _ARRAY_MARKS if part.endswith(known)), "")
        name = part.removesuffix(mark)
        if name:
            (after if array else before).append(name)
        array = array or bool(mark)
    return Envelope(tuple(before), tuple(after), array)


def dig(value: JSON, keys: Iterable[str]) -> JSON | Absent:
    """What stands below these keys; ABSENT where the way ends early."""
    for key in keys:
        if not isinstance(value, dict) or key not in value:
            return ABSENT
        value = value[key]
    return value


def at(value: JSON, path: str) -> JSON | Absent:
    """What stands at a dotted path; a key that holds dots itself is found, too."""
    found = dig(value, path.split(".")) if path else value
    if found is ABSENT and isinstance(value, dict) and path in value:
        return value[path]
    return found


def nest(keys: Iterable[str], value: JSON) -> JSON:
    """`value` below objects with these keys, the first outermost."""
    for key in reversed(tuple(keys)):
        value = {key: value}
    return value


def merge(under: Body, over: Body) -> Body:
    """Both bodies in one, object by object; where they differ the second wins."""
    result = dict(under)
    for key, value in over.items():
        old = result.get(key)
        result[key] = merge(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return result


def put_at(body: Body, path: str, value: JSON) -> Body:
    """A copy of `body` with `value` at a dotted path."""
    nested = nest(path.split("."), value)
    return merge(body, nested) if isinstance(nested, dict) else body
