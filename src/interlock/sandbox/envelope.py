"""Where items stand in a body: the little path language of `records_path` and `body_path`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_ARRAY_MARKS = ("[*]", "[]", "[0]")


@dataclass(frozen=True, slots=True)
class Envelope:
    """The way to the items: keys down to the item or array, and keys within each element of the array.

    `array` tells that the path itself says that an array stands there.
    """

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    array: bool = False

    def around(self, item: object) -> object:
        """One item in its envelope."""
        inner = nest(self.after, item)
        return nest(self.before, [inner] if self.array else inner)

    def around_all(self, items: Iterable[object]) -> object:
        """A list of items in its envelope."""
        return nest(self.before, [nest(self.after, item) for item in items] if self.after else list(items))

    def within(self, body: object) -> object:
        """What stands at the path in a body, or None."""
        found = dig(body, self.before)
        if self.array and isinstance(found, list):
            return [dig(element, self.after) for element in found]
        return found


@lru_cache(maxsize=4096)
def envelope(path: str) -> Envelope:
    """The envelope that a path such as `data`, `list[*].thing` or `` (the whole body) describes."""
    before: list[str] = []
    after: list[str] = []
    array = False
    for part in path.split(".") if path else []:
        mark = next((m for m in _ARRAY_MARKS if part.endswith(m)), "")
        name = part.removesuffix(mark)
        if name:
            (after if array else before).append(name)
        array = array or bool(mark)
    return Envelope(tuple(before), tuple(after), array)


def nest(keys: Iterable[str], value: object) -> object:
    """`value` below objects with these keys, the first outermost."""
    for key in reversed(tuple(keys)):
        value = {key: value}
    return value


def dig(value: object, keys: Iterable[str]) -> object:
    """What stands below these keys, or None."""
    for key in keys:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def put_into(body: dict[str, object], path: str, value: object) -> None:
    """Set `value` at a dotted path of a body that is being built, making the objects on the way."""
    *way, last = path.split(".")
    for key in way:
        inner = body.get(key)
        if not isinstance(inner, dict):
            inner = {}
            body[key] = inner
        body = inner
    body[last] = value
