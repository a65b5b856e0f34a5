"""What stands for the decisions of a document: it changes when one of them does, and not when tables are aligned."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from enum import Enum

from interlock.model.document import Document, Outcome, Phrase, Stated
from interlock.model.place import Span

_DECIDING = (
    "overview",
    "systems",
    "owner",
    "terms",
    "stories",
    "records",
    "tables",
    "criteria",
    "policies",
    "out_of_scope",
    "assumptions",
    "left_open",
)
"""The parts that decide; questions, changes, people, resources and dates do not."""

_NOT_DECIDING = {"description", "contact"}
_ARROWS = {"->": "→", "<-": "←", "<->": "↔"}
_SKIPPED = (Span, Phrase, Outcome)


def decisions_digest(document: Document) -> str:
    """The sha256 of everything that a document decides, in hexadecimal; places and spaces do not count."""
    said = {part: _plain(getattr(document, part)) for part in _DECIDING}
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, Stated):
        return _words(value.text)
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value if not isinstance(one, _SKIPPED)]
    if isinstance(value, Enum):
        return str(value.value)
    if is_dataclass(value):
        kept = (one.name for one in fields(value) if one.name not in _NOT_DECIDING)
        found = ((name, getattr(value, name)) for name in kept)
        return {name: _plain(one) for name, one in found if not isinstance(one, _SKIPPED)}
    return None if value is None else _words(str(value))


def _words(text: str) -> str:
    said = " ".join(text.split())
    return _ARROWS.get(said, said)
