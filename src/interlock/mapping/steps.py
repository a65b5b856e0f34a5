"""What each side of a field pair is made of: what `mapping.source` writes functions from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from interlock.mapping.rule import Codec, Read
from interlock.mapping.wire import Encode
from interlock.model.links import Links
from interlock.model.value import Body, Canonical

Reader: TypeAlias = Callable[[Body, Body, Links], Canonical]
"""What a pair shows in a body (an item or an element of its list) of an item. Raises `Misfit` and `Unlinked`."""
Writer: TypeAlias = Callable[[Body, Body, Canonical, Links], None]
"""Puts a value into a body that is the caller's own, in an item. Raises `Misfit` and `Unlinked`."""
Keys: TypeAlias = tuple[str, ...]
"""The way to a value: a key of the body, a key of the object there ..."""


@dataclass(frozen=True, slots=True)
class Need:
    """A field that a rule names. `reader` reads it, `of_item` from the item also where the rule is a list's row.

    Where it is a single value that needs nothing else itself, `keys` and `read` say how it is read.
    """

    reader: Reader
    of_item: bool
    keys: Keys | None = None
    read: Read | None = None


@dataclass(frozen=True, slots=True)
class Single:
    """One field. `loose`: it is the target of a one-way pair, where nothing is unfit."""

    keys: Keys
    codec: Codec
    needs: tuple[Need, ...]
    encode: Encode
    reads_empty: bool
    loose: bool


@dataclass(frozen=True, slots=True)
class Joined:
    """Several fields, or none, read as one."""

    fields: tuple[Keys, ...]
    codec: Codec


@dataclass(frozen=True, slots=True)
class Referring:
    """The id of an item of another record."""

    keys: Keys
    record: str
    encode: Encode
    loose: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; its elements are paired by what the part of that name shows, None: by position.

    With `kept` only those elements count of which it is true.
    """

    keys: Keys
    key: str | None
    loose: bool
    kept: Callable[[Body], bool] | None = None


@dataclass(frozen=True, slots=True)
class Other:
    """Fields that only the pair's own functions read and write."""

    fields: tuple[Keys, ...]


Step: TypeAlias = Single | Joined | Referring | Listing | Other
