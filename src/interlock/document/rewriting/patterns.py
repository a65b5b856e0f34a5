"""Patterns over symbols: `{R}` a record, `{S}` a system, `{F}` a field, `{V}` a value, `{N}` a number, `{T}` a time."""

from __future__ import annotations

import re
from functools import cache

_SLOT = re.compile(r"\{([A-Z])(\d?)\}")


@cache
def pattern(text: str) -> re.Pattern[str]:
    """The pattern; `{S2}` is a second system, and a space may be missing at either end of an optional part."""
    return re.compile(_SLOT.sub(lambda slot: f"<{slot[1]}(?P<{slot[1]}{slot[2]}>\\d+)>", text))


def whole(text: str, symbols: str) -> re.Match[str] | None:
    """The match of a pattern with all the symbols."""
    return pattern(text).fullmatch(symbols)


def tidy(symbols: str) -> str:
    """The symbols with single spaces and without separators at the ends."""
    plain = re.sub(r"\s+", " ", symbols).strip(" ,;:")
    return re.sub(r" ([,;:])(?: [,;:])+", r" \1", plain)
