"""Values of field pairs as the merge compares them, also those that no rule can read."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TypeAlias

from interlock.mapping import Unfit, Waiting, agree
from interlock.model import canonical
from interlock.model.value import ABSENT, Canonical

Read: TypeAlias = Canonical | Unfit | Waiting
"""What a side shows of a field pair."""


_UNFIT, _SHOWN = "\0unfit", "\0shown"
_WAITING, _AMONG = "\0waiting", "\0among"


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
        waits: dict[str, Canonical] = {_WAITING: f"{value.record}/{value.side.value}/{value.id}"}
        return waits | {_AMONG: value.among} if value.among else waits
    return value


def same_values(values: Mapping[str, Canonical], shown: Mapping[str, Read]) -> bool:
    """Whether a side shows just the same of the same field pairs, in their order, down to the text it is stored as."""
    ours, theirs = [*values.values()], [*shown.values()]
    kinds = [*map(type, ours)]
    if ours != theirs or kinds != [*map(type, theirs)] or [*values] != [*shown] or not _ONE_TEXT.issuperset(kinds):
        return False
    # Equal decimals may have other places.
    return Decimal not in kinds or not any(
        one.compare_total(other)
        for one, other in zip(ours, theirs, strict=True)
        if isinstance(one, Decimal) and isinstance(other, Decimal)
    )


_ONE_TEXT = frozenset({str, int, bool, type(None), date, datetime, Decimal})
"""Kinds of values of which equal ones have the same text, but for decimals."""


def id_stood_for(value: Canonical) -> str | None:
    """The id of the item that has no link yet and that the value stands for; None where it is no stand-in."""
    if not isinstance(value, Mapping):
        return None
    waiting = value.get(_WAITING)
    if isinstance(waiting, str):
        return waiting.split("/", 2)[-1]
    unlinked = value.get("id") if value.get("\0") == "unlinked" else None
    return unlinked if isinstance(unlinked, str) else None


def ids_stood_for(value: Canonical) -> tuple[Canonical, ...]:
    """All ids of the list of references that the value stands for; empty where it is no such stand-in."""
    found = value.get(_AMONG) if isinstance(value, Mapping) and _WAITING in value else None
    return found if isinstance(found, tuple) else ()


def differs(now: Canonical, was: Canonical) -> bool:
    """Whether a side changed a value. A field that is not shown any more is unknown, not changed."""
    return now is not ABSENT and not agree(now, was)


def nothing_in(value: Canonical) -> bool:
    """Whether the value says nothing: absent, null, an empty text or list."""
    return value is ABSENT or value is None or value in ("", ())


_CUT_FROM = 8
"""No system cuts texts shorter than this; so short a beginning is more likely somebody's own word."""

_DIALLED_FROM = 6


def own_way(written: Canonical, shown: Canonical) -> bool:
    """Whether what a system shows can be its own way to keep what was written: cut, rounded, or spelt differently.

    It tells a rewriting system from somebody's edit where nothing better does, as after an answer that showed no item.
    """
    if spelt_otherwise(written, shown):
        return True
    if nothing_in(written) or nothing_in(shown):
        return False
    if isinstance(written, str) and isinstance(shown, str):
        return _cut(written, shown)
    if _counts(written) and _counts(shown):
        return _rounded(Decimal(written), Decimal(shown))  # type: ignore[arg-type]
    return False


def spelt_otherwise(written: Canonical, shown: Canonical) -> bool:
    """Whether what a system shows says the same as what was written, with nothing lost: only its spelling may differ.

    What is cut or rounded has lost something.
    """
    if nothing_in(written) or nothing_in(shown):
        return nothing_in(written) and nothing_in(shown)
    if agree(written, shown):
        return True
    if isinstance(written, str) and isinstance(shown, str):
        return _same_letters(written, shown)
    if isinstance(written, tuple) and isinstance(shown, tuple):
        return sorted(map(canonical.dumps, written)) == sorted(map(canonical.dumps, shown))
    if isinstance(written, datetime) and isinstance(shown, datetime):
        return abs(written - shown) < timedelta(seconds=1)
    return False


def _same_letters(written: str, shown: str) -> bool:
    one, other = (
        "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())
        for text in (written, shown)
    )
    dialled = one.isdecimal() and other.isdecimal() and len(other) >= _DIALLED_FROM
    return one == other or (dialled and one.lstrip("0") == other.lstrip("0"))


def _cut(written: str, shown: str) -> bool:
    kept = shown.rstrip(" .…")
    return len(kept) >= _CUT_FROM and written.lstrip().startswith(kept)


def _counts(value: Canonical) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _rounded(written: Decimal, shown: Decimal) -> bool:
    places = shown.normalize().as_tuple().exponent if shown.is_finite() else 0
    unit = Decimal(1).scaleb(min(0, places)) if isinstance(places, int) else Decimal(0)
    return abs(written - shown) < unit
