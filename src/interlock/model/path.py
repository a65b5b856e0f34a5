"""Paths of fields: `a.b` goes into an object, `items[].sku` into each element of an array."""

from __future__ import annotations

from dataclasses import dataclass

from interlock.model.value import ABSENT, JSON, Absent, Body


@dataclass(frozen=True, order=True, slots=True)
class Path:
    """The way to a field. `parts` are keys; a part that ends in `[]` means each element of that array."""

    parts: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Path:
        """The path that `text` writes."""
        return cls(tuple(text.split(".")))

    def __str__(self) -> str:
        return ".".join(self.parts)

    @property
    def array(self) -> Path | None:
        """The path of the outermost array on the way (`items[]` of `items[].sku`), or None."""
        for i, part in enumerate(self.parts):
            if part.endswith("[]"):
                return Path(self.parts[: i + 1])
        return None

    @property
    def root(self) -> str:
        """The key at the top of the body."""
        return self.parts[0].removesuffix("[]")

    def below(self, array: Path) -> Path:
        """This path as seen from one element of `array`."""
        return Path(self.parts[len(array.parts) :])


def get(body: Body, path: Path) -> JSON | Absent:
    """The value at a path without arrays (a last part `items[]` gives the whole array), or ABSENT."""
    here: JSON = body
    for part in path.parts:
        if not isinstance(here, dict):
            return ABSENT
        key = part.removesuffix("[]")
        if key not in here:
            return ABSENT
        here = here[key]
    return here


def put(body: Body, path: Path, value: JSON) -> Body:
    """A copy of `body` with `value` at a path without arrays before its end; siblings on the way are kept."""
    key = path.parts[0].removesuffix("[]")
    if len(path.parts) == 1:
        return {**body, key: value}
    inner = body.get(key)
    return {**body, key: put(inner if isinstance(inner, dict) else {}, Path(path.parts[1:]), value)}
