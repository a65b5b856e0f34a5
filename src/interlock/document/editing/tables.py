"""Cells and rows: a cell keeps the width of its column where the words fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from markdown_it.common.utils import MD_TRIM_CHARS
from rich.cells import cell_len

from interlock.document.blocks import Heading, Items, Table, cell_bounds
from interlock.document.columns import folded
from interlock.document.editing.edits import Edit, applied, in_cell, one_line
from interlock.document.editing.page import Page
from interlock.document.words import Source, Words
from interlock.model.place import Span


def write_cell(text: str, line: int, column: Sequence[str], words: str) -> str:
    """The text with `words` in a cell.

    Args:
        text: the document.
        line: the line of the row, from 1.
        column: the headings that the column may have; where no column has one, one with the first is added.
        words: what the cell is to say.

    Raises:
        LookupError: there is no table in that line.
    """
    page = Page(text)
    table = page.table_at(page.source.starts[line - 1])
    if table is None:
        raise LookupError(f"there is no table in line {line}")
    index = column_of(table, column)
    if index is None:
        return applied(text, new_column(table, column[0], {line - 1: words}))
    return applied(text, [cell_edit(page.source, line - 1, index, words)])


def replace(text: str, place: Span, words: str) -> str:
    """The text with `words` at a place; in a cell they are written as cells are, and the column keeps its width."""
    page = Page(text)
    table = page.table_at(place.start)
    if table is None or place.line != place.end_line:
        return applied(text, [Edit(place.start, place.end, one_line(words))])
    line = place.line - 1
    for start, end in segments(page.source, line):
        if start <= place.start and place.end <= end:
            kept = text[start : place.start].lstrip(), text[place.end : end].rstrip()
            written = f"{kept[0]}{in_cell(words)}{kept[1]}"
            return applied(text, [_filled(page.source, line, (start, end), written)])
    return applied(text, [Edit(place.start, place.end, in_cell(words))])


def add_row(text: str, section: str, known: Mapping[str, str], values: Mapping[str, str]) -> str:
    """The text with one more row in the last table of a section; section, table and columns are made where missing.

    `known` has the keys by the headings of the columns, the first heading of a key being the one to write; `values`
    has the cells by key.
    """
    page = Page(text)
    table = _last_table(page, section, known)
    if table is None:
        return applied(text, [page.under(section, page.line_end.join(new_table(known, values)))])
    return applied(text, new_row(page, table, known, values))


def add_row_to_each(text: str, section: str, known: Mapping[str, str], values: Mapping[str, str], *, by: str) -> str:
    """The text with one more row in each table of a section that has a column with the key `by`, as they are joined.

    What no table has a column for goes to the first; where there is no table, one is made.
    """
    page = Page(text)
    tables = [one for one in _tables(page, section, known) if by in _keys(one, known)]
    if not tables:
        return add_row(text, section, known, values)
    has = {key for table in tables for key in _keys(table, known)}
    # From the end, so that what stands before keeps its place.
    for table in reversed(tables):
        mine = {*_keys(table, known), *(set(values) - has if table is tables[0] else ())}
        there = page.table_at(page.source.starts[table.line])
        if there is not None:
            cells = {key: words for key, words in values.items() if key in mine}
            page = Page(applied(page.text, new_row(page, there, known, cells)))
    return page.text


def new_table(known: Mapping[str, str], *rows: Mapping[str, str]) -> list[str]:
    """The lines of a table with these rows."""
    headings = _headings(known)
    lines = [[headings[key] for key in headings]]
    lines += [[in_cell(values.get(key, "")) for key in headings] for values in rows]
    widths = [max(3, *map(cell_len, column)) for column in zip(*lines, strict=True)]
    rule = [" " + "-" * width + " " for width in widths]
    return [_line(lines[0], widths), "|" + "|".join(rule) + "|", *(_line(cells, widths) for cells in lines[1:])]


def new_row(page: Page, table: Table, known: Mapping[str, str], values: Mapping[str, str]) -> list[Edit]:
    """One more row at the end of a table; columns that it lacks are added where they have something to say."""
    return new_rows(page, table, known, [values])


def new_rows(page: Page, table: Table, known: Mapping[str, str], rows: Sequence[Mapping[str, str]]) -> list[Edit]:
    """More rows at the end of a table; columns that it lacks are added where one of them has something to say."""
    headings, keys = _headings(known), _keys(table, known)
    said = dict.fromkeys(key for values in rows for key in values if values[key])
    lacking = [key for key in said if key in headings and key not in keys]
    if lacking:
        more = Page(applied(page.text, new_column(table, headings[lacking[0]], {})))
        same = more.table_at(more.source.starts[table.line])
        return [] if same is None else [Edit(0, len(page.text), applied(more.text, new_rows(more, same, known, rows)))]
    write = row_writer(page.source, table)
    lines = [write([in_cell(values.get(key, "")) if key else "" for key in keys]) for values in rows]
    end = page.source.line_bounds(table.end - 1)[1]
    return [Edit(end, end, "".join(page.line_end + line for line in lines))]


def row_writer(source: Source, table: Table) -> Callable[[Sequence[str]], str]:
    """What makes a new row for a table, as wide and as far in as its others; the cells are written as cells are."""
    head = source.line(table.line)
    indent, widths = head[: len(head) - len(head.lstrip(" "))], _widths(source, table)
    return lambda cells: indent + _line(cells, widths)


def without_row(text: str, line: int) -> str:
    """The text without the row of a table in that line, from 1; as it is where there is none."""
    source = Source("", text)
    table = Page(text).table_at(source.starts[line - 1])
    if table is None or line - 1 < table.line + 2:
        return text
    until = source.starts[line] if line < source.lines else len(text)
    return applied(text, [Edit(source.starts[line - 1], until, "")])


def column_of(table: Table, headings: Iterable[str]) -> int | None:
    """The index of the first column that has one of these headings."""
    wanted = {folded(heading) for heading in headings}
    return next((index for index, cell in enumerate(table.heading.cells) if folded(cell.text) in wanted), None)


def new_column(table: Table, heading: str, values: Mapping[int, str]) -> list[Edit]:
    """One more column at the right; `values` has the cells by line, from 0."""
    source = table.source
    count = len(segments(source, table.line))
    written = {line: in_cell(words) for line, words in values.items()}
    width = max(3, cell_len(heading), *(cell_len(words) for words in written.values()), 0)
    edits = []
    for line in range(table.line, table.end):
        missing = 0 if line == table.line + 1 else max(0, count - len(segments(source, line)))
        words = heading if line == table.line else written.get(line, "")
        cell = "-" * width if line == table.line + 1 else words + " " * (width - cell_len(words))
        trimmed = source.words(*source.line_bounds(line)).strip(MD_TRIM_CHARS)
        closed = trimmed.text.endswith("|") and not trimmed.text.endswith("\\|")
        before = ("" if closed else " |") + "  |" * missing
        edits.append(Edit(trimmed.end, trimmed.end, f"{before} {cell} |"))
    return edits


def cell_edit(source: Source, line: int, index: int, words: str) -> Edit:
    """Write a cell; `line` and `index` count from 0. Cells that are missing before it are made."""
    bounds = segments(source, line)
    if index < len(bounds):
        return _filled(source, line, bounds[index], in_cell(words))
    trimmed = _trimmed(source, line)
    closed = trimmed.text.endswith("|") and not trimmed.text.endswith("\\|")
    before = ("" if closed else " |") + "  |" * (index - len(bounds))
    return Edit(trimmed.end, trimmed.end, f"{before} {in_cell(words)} |")


def segments(source: Source, line: int) -> list[tuple[int, int]]:
    """The offsets of each cell of a line with the blanks around it, from just after a `|` up to the next."""
    trimmed = _trimmed(source, line)
    return [(trimmed.start + first, trimmed.start + last) for first, last in cell_bounds(trimmed.text)]


def _trimmed(source: Source, line: int) -> Words:
    return source.words(*source.line_bounds(line)).strip(MD_TRIM_CHARS)


def _filled(source: Source, line: int, bounds: tuple[int, int], written: str) -> Edit:
    start, end = bounds
    there = source.text[start:end]
    trimmed = _trimmed(source, line)
    first = start == trimmed.start and not trimmed.text.startswith("|")
    open_end = end == trimmed.end
    lead = "" if first else " "
    room = cell_len(there) - cell_len(lead) - cell_len(written)
    return Edit(start, end, lead + written + ("" if open_end else " " * max(1, room)))


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [cell + " " * (width - cell_len(cell)) for cell, width in zip(cells, widths, strict=True)]
    return "| " + " | ".join(padded) + " |"


def _widths(source: Source, table: Table) -> list[int]:
    """The width of each column: that of most lines, as one cell may stand out; of several, the widest."""
    lines = [segments(source, line) for line in range(table.line, table.end)]
    found = []
    for index in range(len(lines[0])):
        widths = Counter(cell_len(source.text[slice(*line[index])]) - 2 for line in lines if index < len(line))
        found.append(max(3, max(widths, key=lambda width: (widths[width], width))))
    return found


def _headings(known: Mapping[str, str]) -> dict[str, str]:
    """The heading to write for each key."""
    found: dict[str, str] = {}
    for heading, key in known.items():
        found.setdefault(key, heading)
    return found


def _keys(table: Table, known: Mapping[str, str]) -> list[str | None]:
    by_heading = {folded(heading): key for heading, key in known.items()}
    return [by_heading.get(folded(cell.text)) for cell in table.heading.cells]


def _last_table(page: Page, section: str, known: Mapping[str, str]) -> Table | None:
    found = _tables(page, section, known)
    return found[-1] if found else None


def _tables(page: Page, section: str, known: Mapping[str, str]) -> list[Table]:
    return [
        block
        for part in page.sections(section)
        for inner in (part, *part.below)
        for block in inner.blocks
        if isinstance(block, Table) and any(_keys(block, known))
    ]


def place_of(text: str, place: Span) -> str:
    """Where a place lies: within one `cell`, an `item` or a `paragraph`, at a `heading`, or in a `row` or nothing."""
    page = Page(text)
    table = page.table_at(place.start)
    if table is not None:
        line = place.line - 1
        inside = any(start <= place.start and place.end <= end for start, end in segments(page.source, line))
        return "cell" if inside and line >= table.line + 2 else "row"
    for block in page.blocks:
        words = block.words
        if not words.start <= place.start <= words.end:
            continue
        if isinstance(block, Heading):
            return "heading"
        if isinstance(block, Items):
            inside = any(item.start <= place.start and place.end <= item.end for item in block.items)
            return "item" if inside else ""
        return "paragraph" if place.start < place.end <= words.end else ""
    return ""
