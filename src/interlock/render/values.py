"""Values of fields as people read them, hidden where they are marked sensitive."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from interlock.model.value import JSON, Absent, Canonical
from interlock.render.data import datum
from interlock.render.plain import visible

HIDDEN = "(hidden)"
_LONGEST = 60


def shown(value: Canonical, *, sensitive: bool = False) -> str:
    """One line for a value: text in quotes, `nothing` for null, `absent` where the field is not there."""
    if isinstance(value, Absent):
        return "absent"
    if sensitive:
        return HIDDEN
    text = _text(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def in_sheet(value: Canonical, *, sensitive: bool = False) -> str:
    """A value for a cell: text as it is, nothing where the field is not there."""
    if isinstance(value, Absent):
        return ""
    return value if isinstance(value, str) and not sensitive else shown(value, sensitive=sensitive)


def line_of(place: str) -> str:
    """Where the document says so, as a reader looks it up: ` (line 62)`, or nothing where no place is known.

    `place` is `file:line:column`.
    """
    parts = place.rsplit(":", 2)
    return f" (line {parts[1]})" if len(parts) == 3 and parts[1].isdigit() else ""


def _text(value: Canonical) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, Absent):
        return "absent"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + visible(value[: _LONGEST + 1]) + '"'
    if isinstance(value, datetime | date | int | Decimal):
        return str(value)
    if isinstance(value, Mapping):
        inner = [f"{visible(key)}: {_text(one)}" for key, one in list(value.items())[:10]]
        return "{" + ", ".join(inner) + ("}" if len(value) <= 10 else f", {len(value) - 10} more}}")
    return f"[{', '.join(_text(one) for one in value[:10])}{']' if len(value) <= 10 else f', {len(value) - 10} more]'}"


def value_datum(value: Canonical, *, sensitive: bool = False) -> JSON:
    """A value as JSON: what it is, whether it is there, and nothing of it where it is sensitive."""
    if isinstance(value, Absent):
        return {"present": False}
    if sensitive:
        return {"present": True, "hidden": True}
    return {"present": True, "value": datum(value)}
