"""The common form of everything that is printed as JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

import orjson

from interlock.model.value import JSON, Absent, Canonical

_STEERING = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""Control characters beyond the ones that JSON escapes anyway, and marks that hide or turn text."""


def headed(schema: str, version: str, content: dict[str, JSON]) -> dict[str, JSON]:
    """The content below what every output begins with: which schema it follows, and which tool wrote it."""
    return {"schema": schema, "tool": {"name": "interlock", "version": version}, **content}


def dumps(content: dict[str, JSON]) -> str:
    """JSON for people and programs: two spaces, one line end at the end."""
    text = orjson.dumps(_clean(content), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()
    # JSON escapes the control characters below a space itself; these are the ones beyond that steer a terminal.
    return _STEERING.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def _clean(value: JSON) -> JSON:
    """The value with halves of surrogate pairs replaced, which no encoding can write, and integers JSON can hold."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {str(_clean(key)): _clean(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_clean(inner) for inner in value]
    if isinstance(value, int) and not isinstance(value, bool) and not -(2**63) <= value < 2**64:
        return str(value)
    return value


def datum(value: Canonical) -> JSON:
    """A canonical value as JSON; decimals, dates and moments as text, what is absent as null."""
    if value is None or isinstance(value, Absent):
        return None
    if isinstance(value, bool | int | str):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {key: datum(inner) for key, inner in value.items()}
    return [datum(inner) for inner in value]
