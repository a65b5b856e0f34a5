"""The learner without what it can have learned from one vendor only.

A word list or a pattern of the learner can hold an entry that stands there because of a single vendor. For each vendor
of a truth set, the entries that met something in its descriptions and in no other vendor's are taken away, and its
descriptions are learned without them. What is left is what the learner would have known of a vendor never seen.
Entries are the members of sets, dictionaries and tuples of words, and the alternatives of patterns; the way in which
the lists are used, and numbers, cannot be taken away like this.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, Self

import interlock.systems
from interlock.systems import words

Entry = tuple[str, str]
"""The name of a list, with its module, and one of its members."""


@dataclass
class Learner:
    """The lists and patterns of the learner, watched and switched."""

    met: dict[Entry, set[str]] = field(default_factory=dict)
    """The vendors in whose descriptions an entry met something."""
    _places: dict[int, tuple[Any, str, list[tuple[ModuleType, str]]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for package in pkgutil.iter_modules(interlock.systems.__path__, "interlock.systems."):
            importlib.import_module(package.name)
        modules = [m for name, m in sys.modules.items() if name.startswith("interlock.systems.")]
        for module in modules:
            for name, value in list(vars(module).items()):
                if name.isupper() and _is_list(value):
                    label = f"{module.__name__.removeprefix('interlock.systems.')}.{name}"
                    self._places.setdefault(id(value), (value, label, []))[2].append((module, name))

    @contextmanager
    def watched(self, vendor: str) -> Iterator[None]:
        """While open, every entry that meets something is noted for that vendor."""

        def note(label: str) -> Callable[[str], None]:
            return lambda entry: self.met.setdefault((label, entry), set()).add(vendor)

        with self._replaced(lambda value, label: _watching(value, note(label))):
            yield

    @contextmanager
    def without(self, entries: Iterable[Entry]) -> Iterator[None]:
        """While open, these entries are not there."""
        gone: dict[str, set[str]] = {}
        for label, entry in entries:
            gone.setdefault(label, set()).add(entry)
        with self._replaced(lambda value, label: _less(value, gone[label]) if label in gone else value):
            yield

    def only(self, vendor: str) -> set[Entry]:
        """The entries that met something in this vendor's descriptions, and in nobody else's."""
        return {entry for entry, vendors in self.met.items() if vendors == {vendor}}

    @contextmanager
    def _replaced(self, made: Callable[[Any, str], Any]) -> Iterator[None]:
        try:
            for value, label, places in self._places.values():
                other = made(value, label)
                for module, name in places:
                    setattr(module, name, other)
            _forget()
            yield
        finally:
            for value, _, places in self._places.values():
                for module, name in places:
                    setattr(module, name, value)
            _forget()


def _forget() -> None:
    """Names are taken apart once and kept; with other lists they come apart otherwise."""
    for function in (words.tokens, words.singular, words.stem):
        function.cache_clear()


def _is_list(value: object) -> bool:
    if isinstance(value, re.Pattern):
        return isinstance(value.pattern, str)
    if isinstance(value, dict | set | frozenset | tuple):
        return len(value) > 1 and all(isinstance(entry, str) for entry in value)
    return False


def _watching(value: Any, note: Callable[[str], None]) -> Any:
    if isinstance(value, re.Pattern):
        return _WatchedPattern(value, note)
    if isinstance(value, dict):
        return _WatchedDict(value, note)
    return _WatchedTuple(value, note) if isinstance(value, tuple) else _WatchedSet(value, note)


def _less(value: Any, gone: set[str]) -> Any:
    if isinstance(value, re.Pattern):
        left = [part for part in alternatives(value.pattern) if part not in gone]
        return re.compile("|".join(left), value.flags) if left else re.compile(r"(?!)" + "()" * value.groups)
    if isinstance(value, dict):
        return {key: inner for key, inner in value.items() if key not in gone}
    return type(value)(entry for entry in value if entry not in gone)


def alternatives(pattern: str) -> list[str]:
    """The alternatives of a pattern at its top; a pattern that captures is one, for its groups are counted."""
    if re.compile(pattern).groups:
        return [pattern]
    parts, depth, here, inside, at = [], 0, "", False, 0
    while at < len(pattern):
        sign = pattern[at]
        if sign == "\\":
            here += pattern[at : at + 2]
            at += 2
            continue
        inside = (inside or sign == "[") and sign != "]"
        depth += 0 if inside else (sign == "(") - (sign == ")")
        if sign == "|" and not depth and not inside:
            parts.append(here)
            here = ""
        else:
            here += sign
        at += 1
    return [*parts, here]


class _WatchedPattern:
    """A pattern that notes which of its alternatives was found."""

    def __init__(self, pattern: re.Pattern[str], note: Callable[[str], None]) -> None:
        self._pattern = pattern
        self.note = note
        self._parts = [(part, re.compile(part, pattern.flags)) for part in alternatives(pattern.pattern)]

    def __getattr__(self, name: str) -> Any:
        inner = getattr(self._pattern, name)
        if not callable(inner):
            return inner

        def called(text: str, *rest: Any, **more: Any) -> Any:
            found = inner(text, *rest, **more)
            if found:
                for part, compiled in self._parts:
                    if getattr(compiled, "search" if name in ("findall", "finditer") else name)(text, *rest, **more):
                        self.note(part)
            return found

        return called


class _WatchedSet(set[str]):
    """A set that notes which of its members something else had as well."""

    def __init__(self, entries: Iterable[str], note: Callable[[str], None]) -> None:
        super().__init__(entries)
        self.note = note

    def __contains__(self, entry: object) -> bool:
        found = super().__contains__(entry)
        if found:
            self.note(str(entry))
        return found

    def _shared(self, other: Iterable[Any]) -> set[str]:
        both = set(self).intersection(other)
        for entry in both:
            self.note(entry)
        return both

    def __and__(self, other: Any) -> Any:
        return self._shared(other)

    __rand__ = __and__

    def __or__(self, other: Any) -> Any:
        return _WatchedSet(set(self).union(other), lambda entry: self.noted(entry, other))

    __ror__ = __or__

    def noted(self, entry: str, other: Any) -> None:
        if set.__contains__(self, entry):
            self.note(entry)
        if isinstance(other, _WatchedSet) and set.__contains__(other, entry):
            other.note(entry)

    def __rsub__(self, other: Any) -> Any:
        self._shared(other)
        return set(other).difference(set(self))

    def __ge__(self, other: Any) -> bool:
        self._shared(other)
        return set(self).issuperset(other)


class _WatchedTuple(tuple[str, ...]):
    """A tuple of words that notes which of them was asked for."""

    note: Callable[[str], None]

    def __new__(cls, entries: Iterable[str], note: Callable[[str], None]) -> Self:
        made = super().__new__(cls, entries)
        made.note = note
        return made

    def __contains__(self, entry: object) -> bool:
        found = super().__contains__(entry)
        if found:
            self.note(str(entry))
        return found


class _WatchedDict(dict[str, Any]):
    """A dictionary that notes which of its keys was asked for."""

    def __init__(self, entries: dict[str, Any], note: Callable[[str], None]) -> None:
        super().__init__(entries)
        self.note = note

    def __contains__(self, key: object) -> bool:
        found = super().__contains__(key)
        if found:
            self.note(str(key))
        return found

    def __getitem__(self, key: str) -> Any:
        self.note(key)
        return super().__getitem__(key)

    def get(self, key: Any, default: Any = None) -> Any:
        found = key in self  # which notes it
        return super().__getitem__(key) if found else default
