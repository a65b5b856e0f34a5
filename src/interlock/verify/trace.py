"""The mark by which the bench recognises its own items in both systems, whatever the integration did to them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interlock.model.value import JSON

# Letters and digits only, so that e-mail addresses, codes and names can all carry it, in any case.
_MARK = re.compile(r"zq[0-9a-z]{2}[0-9]{5}")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def mark(seed: int, n: int) -> str:
    """The n-th mark of a run: nine letters and digits that nothing else contains."""
    high, low = divmod(seed % 1296, 36)
    return f"zq{_DIGITS[high]}{_DIGITS[low]}{n:05d}"


def marks_in(value: JSON) -> set[str]:
    """The marks that texts anywhere in the value contain."""
    return {found for text in _texts(value) for found in _MARK.findall(text.casefold())}


def _texts(value: JSON) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
