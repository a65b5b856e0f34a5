"""Systems: the two sides, the first row the left one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from interlock.document.columns import Cells
from interlock.document.context import Context
from interlock.document.outline import Part
from interlock.document.report import shown
from interlock.document.sections.tabular import table_rows
from interlock.document.words import Words
from interlock.model.document import SystemRow
from interlock.model.place import whole_file
from interlock.model.value import Side

COLUMNS = {"System": "name", "Company": "company", "What it is": "what", "API description": "description"}

_LINK = re.compile(r"\[[^\]]*\]\(\s*<?([^)>\s]*)>?[^)]*\)|<([^>\s]+)>")


def read_systems(context: Context, parts: Iterable[Part]) -> tuple[SystemRow, ...]:
    """The two systems; others than the first two are reported and left out."""
    cells = [row for part in parts for row in table_rows(context, part, COLUMNS, ["name"])]
    named: list[tuple[Words, Cells]] = []
    known: set[str] = set()
    for row in cells:
        name = row["name"].bare()
        if not name:
            context.report.add("unnamed", row["name"], "the system has no name")
        elif name.text.casefold() in known:
            context.report.add("repeated-name", name, f"two systems are called {shown(name.text)}", subject=name.text)
        else:
            known.add(name.text.casefold())
            named.append((name, row))
    if len(named) != 2:
        place = named[2][0].span if len(named) > 2 else whole_file(context.source.file)
        message = f"the document names {len(named)} systems, expected two"
        context.report.add(
            "not-two-systems", place, message, hint="give the table under `Systems` one row for each side"
        )
    return tuple(_row(name, row, side) for (name, row), side in zip(named, Side, strict=False))


def _row(name: Words, row: Cells, side: Side) -> SystemRow:
    description = _target(row["description"])
    return SystemRow(
        name=name.text,
        company=row["company"].text,
        what=row["what"].text,
        description=description.text,
        side=side,
        span=row.row.words.span,
        description_span=description.span,
    )


def _target(words: Words) -> Words:
    """Where a link leads, or the words themselves."""
    found = _LINK.search(words.text)
    if found is None:
        return words.bare()
    group = 1 if found.group(1) is not None else 2
    return words.part(found.start(group), found.end(group))
