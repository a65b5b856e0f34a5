"""Writes one table as comma-separated values that come back as they were."""

from __future__ import annotations

import csv
import io

from interlock.model.sheet import Sheet

_STARTS_FORMULA = ("=", "+", "-", "@")


def separated(sheet: Sheet) -> str:
    """The table as CSV with its headings first.

    A cell that a spreadsheet would take for a formula begins with an apostrophe, and so does one that begins with
    apostrophes before such a sign: one is taken away when it comes back.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in (sheet.headings, *sheet.rows):
        writer.writerow([_guarded(cell) for cell in row])
    return out.getvalue()


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.lstrip("'").startswith(_STARTS_FORMULA) else cell
