"""The tables of a document, out as plain cells and back in; what did not change keeps its bytes."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from interlock.document.blocks import Items, Table
from interlock.document.columns import folded
from interlock.document.editing.edits import Edit, applied, in_cell, one_line
from interlock.document.editing.page import Page
from interlock.document.editing.tables import cell_edit, row_writer
from interlock.document.outline import Part
from interlock.model.sheet import BroughtBack, Edited, RowChange, Sheet

_MAP = "Data map"


@dataclass(frozen=True)
class _There:
    """A table of the document with its sheet; `lines` are those of the rows, from 0."""

    sheet: Sheet
    table: Table
    lines: tuple[int, ...]

    @cached_property
    def write(self) -> Callable[[Sequence[str]], str]:
        """Makes a new row of cells; the widths are looked up once."""
        return row_writer(self.table.source, self.table)


def sheets_of(text: str) -> tuple[Sheet, ...]:
    """Every table of the document in its order."""
    return tuple(one.sheet for one in _tables(Page(text)))


def bring_back(text: str, sheets: Iterable[Sheet]) -> BroughtBack:
    """The text with what the sheets say in its tables.

    A sheet goes to the table of its name; its columns are found by their headings, in any order. Columns that the table
    does not have are left out, and so are sheets of no table; columns that a sheet does not have stay as they are.
    """
    page = Page(text)
    there = {_key(one.sheet.name): one for one in _tables(page)}
    edits: list[Edit] = []
    changes: list[RowChange] = []
    left_out: list[str] = []
    for sheet in sheets:
        found = there.pop(_key(sheet.name), None)
        if found is None:
            said = f"the document has no table `{one_line(sheet.name)}`, or it came twice"
            left_out.append("; ".join(filter(None, (said, in_lists(text, sheet.name)))))
            continue
        rows, complaints = _in_order(sheet, found.sheet)
        left_out += complaints
        if rows is not None:
            for edit, change in _compared(page, found, rows):
                edits += edit
                changes += [change] if change is not None else []
    return BroughtBack(applied(text, edits), tuple(changes), tuple(left_out))


def in_lists(text: str, name: str) -> str:
    """Where a table is missing because records of the data map have lists of their own: that these are left alone."""
    if _key(name.partition(",")[0]) != _key(_MAP):
        return ""
    found = [
        inner.heading.bare().text
        for part in Page(text).sections(_MAP)
        for inner in part.below
        if any(isinstance(block, Items) for block in inner.blocks)
    ]
    if not found:
        return ""
    names = ", ".join(f"`{one_line(one)}`" for one in found)
    return f"{names} of the data map stand in lists, which are no tables: change them in the document"


# What there is


def _tables(page: Page) -> Iterator[_There]:
    taken: Counter[str] = Counter()
    for part in page.outline.sections:
        for inner, name in _named(part):
            for table in inner.tables:
                taken[_key(name)] += 1
                number = taken[_key(name)]
                yield _there(table, name if number == 1 else f"{name} {number}", inner.heading.text)


def _named(part: Part) -> Iterator[tuple[Part, str]]:
    heading = one_line(part.heading.text)
    yield part, heading
    yield from ((below, f"{heading}, {one_line(below.heading.text)}") for below in part.below)


def _there(table: Table, name: str, heading: str) -> _There:
    heads = tuple(cell.text for cell in table.heading.cells)
    lines, rows = [], []
    for row in table.rows:
        cells = [cell.text for cell in row.cells[: len(heads)]]
        rows.append(tuple(cells + [""] * (len(heads) - len(cells))))
        lines.append(row.words.span.line - 1)
    return _There(Sheet(name, heading, heads, tuple(rows)), table, tuple(lines))


def _key(name: str) -> str:
    return folded(one_line(name))


# What comes back


def _in_order(sheet: Sheet, table: Sheet) -> tuple[list[tuple[str | None, ...]] | None, list[str]]:
    """The rows with their cells in the order of the table's columns, None where the sheet has no such column."""
    free = [(folded(one_line(head)), index) for index, head in enumerate(sheet.headings)]
    places: list[int | None] = []
    for head in table.headings:
        at = next((n for n, (known, _) in enumerate(free) if known == folded(one_line(head))), None)
        places.append(None if at is None else free.pop(at)[1])
    complaints = [
        f"the table `{table.name}` has no column `{one_line(sheet.headings[index])}`; it was left out"
        for head, index in free
        if head and any(one_line(row[index]) for row in sheet.rows)
    ]
    if all(place is None for place in places):
        return None, [f"no column of the table `{table.name}` came back; it stays as it is"]
    rows = [tuple(None if place is None else one_line(row[place]) for place in places) for row in sheet.rows]
    return [row for row in rows if any(row)], complaints


def _compared(
    page: Page, there: _There, rows: Sequence[tuple[str | None, ...]]
) -> Iterator[tuple[list[Edit], RowChange | None]]:
    """The edits that make the table say these rows, each with what it changes."""
    before = [tuple(one_line(cell) for cell in row) for row in there.sheet.rows]
    mask = rows[0] if rows else ("",) * len(there.sheet.headings)
    seen = [tuple(None if row is None else cell for cell, row in zip(kept, mask, strict=True)) for kept in before]
    after_line = there.table.line + 1
    for kind, i, j, m, n in difflib.SequenceMatcher(None, seen, list(rows), autojunk=False).get_opcodes():
        if kind == "equal":
            after_line = there.lines[j - 1]
            continue
        pairs = _paired(before[i:j], rows[m:n])
        for old, new in pairs:
            if old is not None and new is not None:
                after_line = there.lines[i + old]
                yield _changed(page, there, i + old, rows[m + new])
            elif old is not None:
                yield _removed(page, there, i + old)
            elif new is not None:
                yield _added(page, there, after_line, rows[m + new])


def _paired(
    old: Sequence[tuple[str, ...]], new: Sequence[tuple[str | None, ...]]
) -> list[tuple[int | None, int | None]]:
    """Which changed row was which: by their first cell, else in their order where as many are left of both."""
    pairs: list[tuple[int | None, int | None]] = []
    left = list(range(len(old)))
    for n, row in enumerate(new):
        same = next((i for i in left if _same_row(old[i], row)), None)
        if same is not None:
            left.remove(same)
        pairs.append((same, n))
    lonely = [n for n, (same, _) in enumerate(pairs) if same is None]
    if len(left) == len(lonely):
        for at, i in zip(lonely, left, strict=True):
            pairs[at] = (i, pairs[at][1])
        left = []
    if [same for same, _ in pairs if same is not None] != sorted(same for same, _ in pairs if same is not None):
        # Rows changed their places: taken out and put in anew, so that the new order is kept.
        return [*((None, n) for n in range(len(new))), *((i, None) for i in range(len(old)))]
    return [*pairs, *((i, None) for i in left)]


def _same_row(old: tuple[str, ...], new: tuple[str | None, ...]) -> bool:
    shared = [(mine, its) for mine, its in zip(old, new, strict=True) if its is not None]
    first = next(((mine, its) for mine, its in shared if mine or its), ("", ""))
    return bool(first[0]) and first[0].casefold() == first[1].casefold()


def _changed(page: Page, there: _There, index: int, row: tuple[str | None, ...]) -> tuple[list[Edit], RowChange]:
    before = there.sheet.rows[index]
    changed = [(n, cell) for n, cell in enumerate(row) if cell is not None and cell != one_line(before[n])]
    edits = [cell_edit(page.source, there.lines[index], n, cell) for n, cell in changed]
    cells = tuple((there.sheet.headings[n], before[n], cell) for n, cell in changed)
    return edits, RowChange(there.sheet.name, _name(before), Edited.CHANGED, cells)


def _removed(page: Page, there: _There, index: int) -> tuple[list[Edit], RowChange]:
    line = there.lines[index]
    start = page.source.starts[line]
    end = page.source.starts[line + 1] if line + 1 < len(page.source.starts) else len(page.text)
    before = there.sheet.rows[index]
    cells = tuple((head, cell, "") for head, cell in zip(there.sheet.headings, before, strict=True) if cell)
    return [Edit(start, end, "")], RowChange(there.sheet.name, _name(before), Edited.REMOVED, cells)


def _added(page: Page, there: _There, after_line: int, row: tuple[str | None, ...]) -> tuple[list[Edit], RowChange]:
    said = [cell or "" for cell in row]
    end = page.source.line_bounds(after_line)[1]
    line = there.write([in_cell(cell) for cell in said])
    cells = tuple((head, "", cell) for head, cell in zip(there.sheet.headings, said, strict=True) if cell)
    change = RowChange(there.sheet.name, _name(said), Edited.ADDED, cells)
    return [Edit(end, end, page.line_end + line)], change


def _name(row: Sequence[str]) -> str:
    return next((one_line(cell) for cell in row if cell.strip()), "(empty row)")
