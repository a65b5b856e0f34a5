"""The mark by which the bench recognises its own items in both systems, whatever the integration did to them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interlock.model.value import JSON

# Letters and digits only, so that e-mail addresses, codes and names can all carry it, in any case.
# Letters are few where a number could do: what other systems make up by chance must not look like a mark.
_MARK = re.compile(r"zq[0-9a-z]{2}[0-9a-z][0-9]{4}")
_MOST = 36 * 10_000
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def mark(seed: int, n: int) -> str:
    """The n-th mark of a run: nine letters and digits that nothing else contains.

    Raises:
        ValueError: a run has fewer than 360,000.
    """
    if not 0 <= n < _MOST:
        raise ValueError(f"there is no mark {n}; a run has {_MOST}")
    high, low = divmod(seed % 1296, 36)
    ten_thousands, rest = divmod(n, 10_000)
    return f"zq{_DIGITS[high]}{_DIGITS[low]}{_DIGITS[ten_thousands]}{rest:04d}"


def number_of(mark: str) -> int:
    """Which mark of its run it is."""
    return _DIGITS.index(mark[4]) * 10_000 + int(mark[5:])


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
