"""What sections that are tables or lists have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from interlock.document.blocks import Items, Table
from interlock.document.columns import Cells, keys, rows
from interlock.document.context import Context
from interlock.document.outline import Part
from interlock.document.report import shown


def table_rows(
    context: Context, part: Part, known: Mapping[str, str], required: Sequence[str] = (), *, lists: bool = False
) -> Iterator[Cells]:
    """The rows of all tables of a section; lists are reported unless they are read too."""
    for inner in (part, *part.below):
        for block in inner.blocks:
            if isinstance(block, Table):
                yield from rows(context, block, keys(context, block, known, required))
            elif isinstance(block, Items) and not lists:
                not_interpreted(context, part, block)


def not_interpreted(context: Context, part: Part, block: Items | Table, *, hint: str = "") -> None:
    """Report a list or table that decides nothing."""
    what, instead = ("list", "table") if isinstance(block, Items) else ("table", "list")
    context.report.add(
        "not-interpreted",
        block.words,
        f"a {what} under {shown(part.heading.text)} is not read",
        hint=hint or f"write it as a {instead}, or as prose",
    )
