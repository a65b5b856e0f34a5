"""What was learned of a drawing, told by where it was read: pointers into the source, and no surer than it can be."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, TypeVar

from interlock.model.fact import Confidence, Evidence, Fact
from interlock.model.path import Path
from interlock.model.profile import FieldProfile, Operation, Parameter
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


# Where pointers and facts stand in what there is most of; all of everything else is looked through.
_WITHIN: dict[type, tuple[str, ...]] = {
    FieldProfile: ("unique", "refers_to"),
    Operation: ("returns_item", "at_once", "whole"),
    Parameter: (),
    Path: (),
}


def _walked(value: Any, place: Callable[[str], str], most: Confidence) -> Any:
    kind = type(value)
    if kind is Fact:
        return _fact(value, place, most)
    if kind is tuple:
        return tuple([_walked(v, place, most) for v in value]) if value else value
    if not dataclasses.is_dataclass(kind):
        return value
    names = _WITHIN.get(kind)
    changes: dict[str, Any] = {}
    for name in names if names is not None else [known.name for known in dataclasses.fields(kind)]:
        old = getattr(value, name)
        new = _walked(old, place, most)
        if new is not old:
            changes[name] = new
    pointer = getattr(value, "pointer", "")
    if pointer:
        changes["pointer"] = place(pointer)
    return dataclasses.replace(value, **changes) if changes else value


def _fact(fact: Fact[Any], place: Callable[[str], str], most: Confidence) -> Fact[Any]:
    if not fact.known and not fact.evidence:
        return fact
    evidence = tuple([Evidence(place(one.pointer), one.quote) for one in fact.evidence])
    return Fact(_walked(fact.value, place, most), capped(fact.confidence, most), evidence)
