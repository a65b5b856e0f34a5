"""What was learned of a drawing, told by where it was read: pointers into the source, and no surer than it can be."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, TypeVar

from interlock.model.fact import Confidence, Evidence, Fact
from interlock.model.value import JSON
from interlock.systems.formats import READ_AT

T = TypeVar("T")
_ORDER = (Confidence.UNKNOWN, Confidence.POSSIBLE, Confidence.LIKELY, Confidence.SURE)


def placed(value: T, root: JSON, *, most: Confidence = Confidence.SURE, file: str = "") -> T:
    """A profile, or a part of one, with every pointer into the drawing led back to its source.

    Args:
        value: what was learned.
        root: the drawing; a node's `x-read-at` is where it was read.
        most: facts are at most this sure.
        file: stands before every pointer, where several files describe the system.
    """
    known: dict[str, str] = {}

    def place(pointer: str) -> str:
        if not pointer.startswith("#"):
            return pointer
        if pointer not in known:
            found = _read_at(root, pointer)
            known[pointer] = f"{file}{found}" if found.startswith("#") else found
        return known[pointer]

    made: T = _walked(value, place, most)
    return made


def _read_at(root: JSON, pointer: str) -> str:
    """Where the nearest node above a pointer was read; the pointer itself where nothing says."""
    here, found = root, ""
    for part in pointer.removesuffix("!").split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(here, dict):
            here = here.get(key)
        elif isinstance(here, list) and key.isdigit() and int(key) < len(here):
            here = here[int(key)]
        else:
            break
        if isinstance(here, dict) and isinstance(here.get(READ_AT), str):
            found = str(here[READ_AT])
    return found or pointer


def capped(confidence: Confidence, most: Confidence) -> Confidence:
    """The lesser of two."""
    return min(confidence, most, key=_ORDER.index)


def _walked(value: Any, place: Callable[[str], str], most: Confidence) -> Any:
    if isinstance(value, Evidence):
        return Evidence(place(value.pointer), value.quote)
    if isinstance(value, tuple):
        return tuple(_walked(v, place, most) for v in value)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    changes: dict[str, Any] = {}
    for known in dataclasses.fields(value):
        old = getattr(value, known.name)
        if known.name == "pointer" and isinstance(old, str) and old:
            new: Any = place(old)
        elif isinstance(old, tuple) or dataclasses.is_dataclass(old):
            new = _walked(old, place, most)
        else:
            continue
        if new is not old and new != old:
            changes[known.name] = new
    if isinstance(value, Fact):
        changes["confidence"] = capped(value.confidence, most)
    return dataclasses.replace(value, **changes) if changes else value
