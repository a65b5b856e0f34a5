"""Tables: named look-ups for mapping rules, one sub-heading each."""

from __future__ import annotations

from collections.abc import Iterable

from interlock.document.columns import rows
from interlock.document.context import Context
from interlock.document.outline import Part
from interlock.document.report import shown
from interlock.document.sections.tabular import not_interpreted
from interlock.model.document import LookUp


def read_tables(context: Context, parts: Iterable[Part]) -> tuple[LookUp, ...]:
    """The look-ups; cells are without their backticks."""
    found: dict[str, LookUp] = {}
    for part in parts:
        for table in part.tables:
            not_interpreted(context, part, table, hint="give it a sub-heading with its name")
        for inner in part.below:
            name = inner.heading.bare().text
            for table in inner.tables:
                if name.casefold() in found:
                    context.report.add(
                        "repeated-name", table.words, f"two tables are called {shown(name)}", subject=name
                    )
                    continue
                headings = tuple(cell.bare().text for cell in table.heading.cells)
                columns = [str(index) for index in range(len(headings))]
                pairs = tuple(tuple(row[key].bare().text for key in columns) for row in rows(context, table, columns))
                found[name.casefold()] = LookUp(name, headings, pairs, inner.heading.span)
    return tuple(found.values())
