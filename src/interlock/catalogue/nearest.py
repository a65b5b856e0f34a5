"""Names that were probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from itertools import islice

# By experience: below 0.6 a suggestion confuses more often than it helps.
_CLOSE_ENOUGH = 0.6

_MOST_KNOWN, _LONGEST = 2_000, 200
"""Comparing takes time for each known name, and for each pair of letters."""


def nearest(given: str, known: Iterable[str], *, most: int = 3) -> tuple[str, ...]:
    """Up to `most` known names that are close to the given one, closest first; case does not count."""
    by_folded = {name.casefold(): name for name in islice(known, _MOST_KNOWN) if len(name) <= _LONGEST}
    found = difflib.get_close_matches(given[:_LONGEST].casefold(), by_folded, n=most, cutoff=_CLOSE_ENOUGH)
    return tuple(by_folded[name] for name in found)


def did_you_mean(given: str, known: Iterable[str]) -> str:
    """A hint that names the close ones, or all where none is close (at most eight)."""
    names = list(dict.fromkeys(known))
    close = nearest(given, names)
    if close:
        return "did you mean " + " or ".join(f"`{name}`" for name in close) + "?"
    if not names:
        return ""
    shown = ", ".join(f"`{name}`" for name in names[:8])
    return f"there is {shown}" + (" and others" if len(names) > 8 else "")
