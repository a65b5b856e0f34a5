"""Formats a document: tables aligned, arrows written; every other character stays."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from rich.cells import cell_len

from interlock.document.blocks import Items, Row, Table, blocks
from interlock.document.columns import folded
from interlock.document.decoding import MOST_BYTES, MOST_ITEMS, list_items
from interlock.document.editing.edits import Edit, applied
from interlock.document.front_matter import read_front_matter
from interlock.document.outline import outline
from interlock.document.report import Report
from interlock.document.sections.data_map import SAID
from interlock.document.sections.named import WAY_WRITTEN
from interlock.document.words import Source, Words

_ARROWS = {"->": "→", "<-": "←", "<->": "↔"}
_ARROW = re.compile(r"<->|->|<-")
# A table is aligned for its readers; one that grows beyond this is data.
_MOST_CHARACTERS = 2_000_000
_WIDEST = 300
_PLAIN_BLANKS = " \t\r\n"


def fmt(text: str) -> str:
    """The text with the document's outer tables aligned and `->`, `<-`, `<->` written as arrows where they are read.

    Formatting twice changes nothing more, line ends are kept, and the document still reads the same. What is too large
    to be read is left as it is.
    """
    if len(text) > MOST_BYTES or list_items(text) > MOST_ITEMS:
        return text
    source = Source("", text)
    first_line = read_front_matter(source, Report()).first_line
    found = list(blocks(source, first_line))
    edits = [edit for block in found if isinstance(block, Table) for edit in _table(block)]
    maps = (part for part in outline(source, found).sections if folded(part.heading.text) == "data map")
    for items in (block for part in maps for inner in part.below for block in inner.blocks if isinstance(block, Items)):
        edits += [edit for item in items.items for edit in _decision(item)]
    stories = (part for part in outline(source, found).sections if folded(part.heading.text) == "user stories")
    for part in stories:
        for inner in (part, *part.below):
            for block in inner.blocks:
                if isinstance(block, Items):
                    edits += [edit for item in block.items for edit in _story(item)]
    return applied(text, edits)


def kept_aligned(before: str, after: str) -> str:
    """A changed text with those tables aligned again that stood aligned before, and nothing else touched.

    A table is known by the lines of its heading and of what draws it, and by how many of the same stand above it.
    """
    if before == after:
        return after
    stood = {key: list(_table(table)) for key, table in _by_heading(before)}
    aligned = {key for key, edits in stood.items() if applied(before, edits) == before}
    edits = [edit for key, table in _by_heading(after) if key in aligned for edit in _table(table)]
    return applied(after, edits)


def _by_heading(text: str) -> Iterator[tuple[tuple[tuple[str, ...], int], Table]]:
    source = Source("", text)
    counts: Counter[tuple[str, ...]] = Counter()
    for block in blocks(source, read_front_matter(source, Report()).first_line):
        if isinstance(block, Table):
            heads = tuple(folded(cell.text) for cell in block.heading.cells)
            counts[heads] += 1
            yield (heads, counts[heads]), block


def _story(item: Words) -> Iterator[Edit]:
    """The arrow in the brackets after a story's name."""
    said = WAY_WRITTEN.match(item.text)
    if said is None:
        return
    about = item.part(said.start(1), said.end(1))
    arrow = _ARROW.search(about.text)
    if arrow is not None:
        words = about.part(arrow.start(), arrow.end())
        yield Edit(words.start, words.end, _ARROWS[arrow.group()])


def _decision(item: Words) -> Iterator[Edit]:
    """The arrow of the direction in a record's own block."""
    said = SAID.fullmatch(item.text)
    if said is None or folded(said.group(1)) != "direction":
        return
    words = item.part(said.start(2)).strip()
    if words.text in _ARROWS:
        yield Edit(words.start, words.end, _ARROWS[words.text])


def _table(table: Table) -> Iterator[Edit]:
    """The lines of a table, aligned; a table that alignment would blow up stays as it is."""
    rows = [table.heading, *table.rows]
    arrows = [folded(cell.text) == "direction" for cell in table.heading.cells]
    texts = [[_written(row, index, arrows) for index in range(len(row.cells))] for row in rows]
    drawn = _drawn(table)
    widths = _widths(texts, len(drawn))
    if sum(len(row) for row in texts) * (max(widths) + 3) > _MOST_CHARACTERS:
        return
    yield _line(rows[0], texts[0], widths)
    rule = _rule_words(table)
    yield Edit(rule.start, rule.end, _rule(drawn, widths))
    for row, cells in zip(rows[1:], texts[1:], strict=True):
        if cells:
            yield _line(row, cells, widths)


def _written(row: Row, index: int, arrows: list[bool]) -> str:
    """A cell as it is written in the file, but for an arrow where a direction is read."""
    cell = row.cells[index]
    text = _with_odd_blanks(cell)
    is_direction = (index < len(arrows) and arrows[index]) or (index == 1 and folded(row.cells[0].text) == "direction")
    return _ARROWS.get(cell.text, text) if is_direction else text


def _with_odd_blanks(cell: Words) -> str:
    """The cell with the blanks around it that are no plain spaces: without them a row could become a table's line."""
    text, start, end = cell.source.text, cell.start, cell.end
    while cell and text[start - 1].isspace() and text[start - 1] not in _PLAIN_BLANKS:
        start -= 1
    while cell and text[end : end + 1].isspace() and text[end] not in _PLAIN_BLANKS:
        end += 1
    return text[start:end]


def _widths(texts: list[list[str]], columns: int) -> list[int]:
    """How wide each column is on a screen; overlong cells stick out."""
    widths = [3] * columns
    for row in texts:
        for index, text in enumerate(row[:columns]):
            widths[index] = max(widths[index], min(cell_len(text), _WIDEST))
    return widths


def _line(row: Row, texts: list[str], widths: list[int]) -> Edit:
    padded = [text + " " * (_width(widths, index) - cell_len(text)) for index, text in enumerate(texts)]
    return Edit(row.words.start, row.words.end, "| " + " | ".join(padded) + " |")


def _width(widths: list[int], index: int) -> int:
    return widths[index] if index < len(widths) else 0


def _rule_words(table: Table) -> Words:
    return table.source.words(*table.source.line_bounds(table.line + 1)).strip()


def _drawn(table: Table) -> list[str]:
    """The cells of the line below the heading."""
    cells = _rule_words(table).text.strip().split("|")
    return [cell.strip() for cell in cells if cell.strip()]


def _rule(drawn: list[str], widths: list[int]) -> str:
    return "| " + " | ".join(_dashes(cell, width) for cell, width in zip(drawn, widths, strict=True)) + " |"


def _dashes(cell: str, width: int) -> str:
    """A run of dashes with the colons that align the column's text."""
    left, right = (":" if cell.startswith(":") else ""), (":" if cell.endswith(":") else "")
    return left + "-" * (width - len(left) - len(right)) + right
