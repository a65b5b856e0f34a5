"""Decisions of the data map: in whichever of its tables or blocks they stand."""

from __future__ import annotations

from interlock.document.blocks import Items, Table
from interlock.document.columns import folded
from interlock.document.editing.edits import Edit, applied, in_cell, one_line
from interlock.document.editing.page import Page
from interlock.document.editing.tables import cell_edit, column_of, new_column, row_writer
from interlock.document.outline import Part
from interlock.document.sections.data_map import DECISIONS, SAID

_HEADING = {key: heading for heading, key in reversed(DECISIONS.items())}


def decide(text: str, record: str, decision: str, words: str) -> str:
    """The text with a decision about a record.

    Args:
        text: the document.
        record: the record as the data map calls it.
        decision: the decision's key with hyphens, as subjects have it (`on-delete`), or the name of a system, whose
            column has what the record is called there.
        words: what is decided.

    Raises:
        LookupError: the data map has no such record.
    """
    key = decision.replace("-", "_")
    headings = [heading for heading, its in DECISIONS.items() if its == key] or [decision]
    page = Page(text)
    last: tuple[Table, int] | None = None
    for part in page.sections("Data map"):
        for table in part.tables:
            line = _line_of(table, record)
            if line is None:
                continue
            index = column_of(table, headings)
            if index is not None:
                return applied(text, [cell_edit(page.source, line, index, words)])
            last = (table, line)
        for inner in part.below:
            if _same(inner.heading.bare().text, record):
                return applied(text, [_in_block(page, inner, headings, words)])
    if last is None:
        raise LookupError(f"the data map has no record `{record}`")
    table, line = last
    return applied(text, new_column(table, _HEADING.get(key, decision), {line: words}))


def _line_of(table: Table, record: str) -> int | None:
    index = column_of(table, ["Record"])
    if index is None:
        return None
    for number, row in enumerate(table.rows, start=table.line + 2):
        if index < len(row.cells) and _same(row.cells[index].bare().text, record):
            return number
    return None


def _in_block(page: Page, part: Part, headings: list[str], words: str) -> Edit:
    """A decision in a record's own block: in its list or table, else as a new item or row."""
    wanted = {folded(heading) for heading in headings}
    for block in part.blocks:
        if isinstance(block, Items):
            for item in block.items:
                said = SAID.fullmatch(item.text)
                if said is not None and folded(said.group(1)) in wanted:
                    kept = item.part(said.start(2)).strip()
                    gap = "" if item.text[: said.start(2)].endswith(" ") else " "
                    return Edit(kept.start, kept.end, gap + one_line(words))
            return _new_item(page, block, headings[0], words)
        if isinstance(block, Table):
            for number, row in enumerate(block.rows, start=block.line + 2):
                if row.cells and folded(row.cells[0].bare().strip("*_").text) in wanted:
                    return cell_edit(page.source, number, column_of(block, ["Value"]) or 1, words)
            end = page.block_end(block)
            rest = [""] * (len(block.heading.cells) - 2)
            added = row_writer(page.source, block)([headings[0], in_cell(words), *rest])
            return Edit(end, end, f"{page.line_end}{added}")
    end = page.end_of(part)
    return Edit(end, end, f"{page.line_end * 2}- {headings[0]}: {one_line(words)}")


def _new_item(page: Page, block: Items, heading: str, words: str) -> Edit:
    """One more item, written as the others are."""
    marker = block.words.text[:1] if block.words.text[:1] in "-*+" else "-"
    bold = next((mark for mark in ("**", "__") if block.items and block.items[-1].text.startswith(mark)), "")
    return Edit(block.words.end, block.words.end, f"{page.line_end}{marker} {bold}{heading}{bold}: {one_line(words)}")


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
