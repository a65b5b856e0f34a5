"""What recorded values have in common, as a schema: kinds, null, formats, never the values themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from interlock.model.value import JSON
from interlock.systems.formats._format import READ_AT

_DEEPEST = 10
_MOST_KEYS = 600
_MOST_ELEMENTS = 200
_FORMATS = (
    ("date-time", re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?")),
    ("date", re.compile(r"\d{4}-\d\d-\d\d")),
    ("uuid", re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")),
    ("email", re.compile(r"[^@\s]{1,64}@[^@\s]+\.[^@\s]{2,}")),
    ("uri", re.compile(r"https?://\S+")),
)
# Keys that are data: what a map is keyed by.
_DATA_KEY = re.compile(
    r"\d+|[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}|[^@\s]+@[^@\s]+|[0-9a-fA-F]{16,}|\d{4}-\d\d-\d\d.*|\S*[^\x20-\x7e].*|.{65,}"
)


@dataclass(slots=True)
class Seen:
    """Values that stood in one place."""

    kinds: dict[str, None] = field(default_factory=dict)
    null: bool = False
    properties: dict[str, Seen] = field(default_factory=dict)
    entries: Seen | None = None
    """The values of a map, whose keys are data."""
    elements: Seen | None = None
    formats: set[str] | None = None
    whole: bool = True
    """Whether all numbers were integers."""
    times: int = 0
    read_at: str = ""

    def add(self, value: JSON, read_at: str, *, depth: int = 0) -> None:
        """One more value, read there."""
        self.read_at = self.read_at or read_at
        self.times += 1
        if depth > _DEEPEST:
            return
        if value is None:
            self.null = True
        elif isinstance(value, bool):
            self.kinds["boolean"] = None
        elif isinstance(value, int | float):
            self.kinds["number"] = None
            self.whole = self.whole and isinstance(value, int)
        elif isinstance(value, str):
            self.kinds["string"] = None
            if value and self.formats != set():
                open_ones = [(n, shape) for n, shape in _FORMATS if self.formats is None or n in self.formats]
                self.formats = {name for name, shape in open_ones if shape.fullmatch(value[:500])}
        elif isinstance(value, dict):
            self.kinds["object"] = None
            self._add_object(value, read_at, depth)
        else:
            self.kinds["array"] = None
            self.elements = self.elements or Seen()
            for place, element in enumerate(value[:_MOST_ELEMENTS]):
                self.elements.add(element, f"{read_at}/{place}", depth=depth + 1)

    def _add_object(self, value: dict[str, JSON], read_at: str, depth: int) -> None:
        for key, inner in list(value.items())[:_MOST_KEYS]:
            name = str(key)
            known = self.properties.get(name)
            if known is not None:
                known.add(inner, known.read_at, depth=depth + 1)
            elif _DATA_KEY.fullmatch(name):
                self.entries = self.entries or Seen()
                self.entries.add(inner, read_at, depth=depth + 1)
            elif len(self.properties) < _MOST_KEYS:
                made = self.properties[name] = Seen()
                made.add(inner, f"{read_at}/{escaped(name)}", depth=depth + 1)

    def absorb(self, other: Seen) -> None:
        """Take in what was seen of the same thing elsewhere: kinds and null of the properties that both have."""
        for name, theirs in other.properties.items():
            mine = self.properties.get(name)
            if mine is None or mine is theirs:
                continue
            mine.kinds |= theirs.kinds
            mine.null = mine.null or theirs.null
            mine.whole = mine.whole and theirs.whole
            if theirs.formats is not None:
                mine.formats = theirs.formats if mine.formats is None else mine.formats & theirs.formats
            mine.elements = mine.elements or theirs.elements
            mine.entries = mine.entries or theirs.entries
            for inner, seen in theirs.properties.items():
                mine.properties.setdefault(inner, seen)
            mine.absorb(theirs)

    def objects(self, *, depth: int = 0) -> Iterator[Seen]:
        """The objects that may be items: this one, those wrapped in it, the elements of its arrays."""
        if len(self.properties) > 1:
            yield self
        if depth < 3:
            for inner in [*self.properties.values(), *([self.elements] if self.elements else [])]:
                yield from inner.objects(depth=depth + 1)

    def schema(self) -> dict[str, JSON]:
        """The schema of all that was seen here."""
        drawn: dict[str, JSON] = {READ_AT: self.read_at}
        kinds: list[JSON] = ["integer" if k == "number" and self.whole else k for k in self.kinds]
        if len(kinds) == 1:
            drawn["type"] = kinds[0]
        elif kinds:
            drawn["type"] = kinds
        if self.null or not kinds:
            drawn["nullable"] = True
        if self.formats and list(self.kinds) == ["string"]:
            drawn["format"] = next(name for name, _ in _FORMATS if name in self.formats)
        if self.properties:
            drawn["properties"] = {name: inner.schema() for name, inner in self.properties.items()}
        if self.entries is not None:
            drawn["additionalProperties"] = self.entries.schema()
        if self.elements is not None:
            drawn["items"] = self.elements.schema()
        return drawn


def escaped(key: str) -> str:
    """A key as a part of a JSON pointer."""
    return key.replace("~", "~0").replace("/", "~1")


def scalars(value: JSON, *, depth: int = 0) -> Iterator[tuple[str, str]]:
    """Keys and texts of the single values of an answer, outer ones first."""
    if depth > 3:
        return
    if isinstance(value, dict):
        for key, inner in list(value.items())[:_MOST_KEYS]:
            if isinstance(inner, str | int) and not isinstance(inner, bool):
                yield str(key), str(inner)
        for inner in list(value.values())[:_MOST_KEYS]:
            if isinstance(inner, dict | list):
                yield from scalars(inner, depth=depth + 1)
    elif isinstance(value, list):
        for element in value[:_MOST_ELEMENTS]:
            yield from scalars(element, depth=depth + 1)
