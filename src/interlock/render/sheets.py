"""Comma-separated values that a spreadsheet opens as what they are."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from interlock.render.plain import visible

_STARTS_FORMULA = ("=", "+", "-", "@")
"""What a spreadsheet takes for the beginning of a formula; what others write must not be run by whoever opens it."""


def sheet(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The table as CSV with a heading line; a cell that would be a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_cell(head) for head in heads])
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return out.getvalue()


def _cell(text: str) -> str:
    safe = visible(text)
    return f"'{safe}" if safe.lstrip().startswith(_STARTS_FORMULA) else safe
