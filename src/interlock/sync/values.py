"""Values of field pairs as the merge compares them, also those that no rule can read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from interlock.mapping import Unfit, Waiting, agree
from interlock.model.value import ABSENT, Canonical

Read: TypeAlias = Canonical | Unfit | Waiting
"""What a side shows of a field pair."""


_UNFIT, _SHOWN = "\0unfit", "\0shown"


def unfit_as_shown(value: Canonical) -> str | None:
    """What the system shows where the value stands in for one that no rule reads; None where it is no such stand-in."""
    if not isinstance(value, Mapping) or _UNFIT not in value:
        return None
    shown = value.get(_SHOWN)
    return shown.removeprefix('"').removesuffix('"') if isinstance(shown, str) else "…"


def shade(value: Read) -> Canonical:
    """What is compared and kept in place of the value: itself, or a stand-in where there is no canonical value.

    Stand-ins are equal when what they stand for is the same, and are never equal to a value.
    """
    if isinstance(value, Unfit):
        return {_UNFIT: repr(value), _SHOWN: value.value}
    if isinstance(value, Waiting):
        return {"\0waiting": f"{value.record}/{value.side.value}/{value.id}"}
    return value


def stands_for(value: Canonical) -> str | None:
    """The id of the item that has no link yet and that the value stands for; None where it is no stand-in."""
    if not isinstance(value, Mapping):
        return None
    waiting = value.get("\0waiting")
    if isinstance(waiting, str):
        return waiting.split("/", 2)[-1]
    unlinked = value.get("id") if value.get("\0") == "unlinked" else None
    return unlinked if isinstance(unlinked, str) else None


def differs(now: Canonical, was: Canonical) -> bool:
    """Whether a side changed a value. A field that is not shown any more is unknown, not changed."""
    return now is not ABSENT and not agree(now, was)


def nothing_in(value: Canonical) -> bool:
    """Whether the value says nothing: absent, null, an empty text or list."""
    return value is ABSENT or value is None or value in ("", ())
