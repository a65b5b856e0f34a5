"""What the sheets of a workbook are called."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NO_TITLE = re.compile(r"[\[\]:*?/\\'\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_TITLE = 31
CONTENTS = "Contents"
"""The first sheet, which is no table."""


def sheet_titles(names: Sequence[str]) -> list[str]:
    """A title for each name that a workbook can have: short, without some signs, each once in any case."""
    found: list[str] = []
    taken = {CONTENTS.casefold()}
    for name in names:
        plain = _NO_TITLE.sub(" ", name).strip() or "table"
        title, number = plain[:_LONGEST_TITLE].strip(), 1
        while title.casefold() in taken:
            number += 1
            tail = f" {number}"
            title = plain[: _LONGEST_TITLE - len(tail)].strip() + tail
        taken.add(title.casefold())
        found.append(title)
    return found
