"""Moments as fields show them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from interlock.model.profile import FieldProfile
from interlock.verify.expect._base import Raw


def instant(value: Raw, field: FieldProfile | None, zone: str = "") -> datetime | None:
    """The instant that a text or a number of seconds shows; without offset it is local in the zone, else in UTC."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return datetime.fromtimestamp(value, UTC)
    if not isinstance(value, str) or len(value) < 11:
        return None
    try:
        found = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    if found.tzinfo is not None:
        return found
    name = zone or (field.zone if field is not None else "")
    return found.replace(tzinfo=ZoneInfo(name) if name else UTC)
