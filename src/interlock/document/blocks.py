"""The blocks of the document's Markdown: headings, tables, lists and everything else, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

from markdown_it import MarkdownIt
from markdown_it.common.utils import MD_TRIM_CHARS
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import table as _library_table
from markdown_it.token import Token

from interlock.document.words import Source, Words

_BAR = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of any level."""

    level: int
    words: Words
    line: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; cells have no white space at their ends."""

    cells: tuple[Words, ...]
    words: Words


@dataclass(frozen=True, slots=True)
class Table:
    """A table; lines count from 0, the line after the heading's draws it, `end` is just past the last row.

    `more` has the lines of rows that were found apart from it, `drawn` is false where no line draws it.
    """

    source: Source
    line: int
    end: int
    more: list[int] = field(default_factory=list)
    drawn: bool = True

    @property
    def heading(self) -> Row:
        """The cells of the first line."""
        return row_at(self.source, self.line)

    @property
    def rows(self) -> Iterator[Row]:
        """The rows below the heading; made anew on each call, so that a long table takes no memory."""
        lines = chain(range(self.line + (2 if self.drawn else 1), self.end), self.more)
        return (row_at(self.source, line) for line in lines)

    @property
    def words(self) -> Words:
        """All of it."""
        return self.heading.words


@dataclass(frozen=True, slots=True)
class Items:
    """A list; of each item its first paragraph."""

    items: tuple[Words, ...]
    words: Words


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph or anything else that is only shown; `kind` is what Markdown takes it for, lines count from 0."""

    words: Words
    kind: str = "paragraph_open"
    line: int = 0
    end: int = 0


Block = Heading | Table | Items | Text


def blocks(source: Source, first_line: int) -> Iterator[Block]:
    """The outermost blocks from a line (from 0) on, in order."""
    if first_line >= source.lines:
        return
    start = source.starts[first_line]
    text = source.text[start:].replace("\0", "\ufffd")
    if first_line == 0 and text.startswith("\ufeff"):
        text = f" {text[1:]}"
    tokens = _markdown().parse(text)
    index = 0
    while index < len(tokens):
        end = _closing(tokens, index)
        block = _block(source, tokens[index : end + 1], first_line)
        if block is not None:
            yield block
        index = end + 1


def _closing(tokens: list[Token], index: int) -> int:
    depth = 0
    while True:
        depth += tokens[index].nesting
        if depth <= 0 or index + 1 == len(tokens):
            return index
        index += 1


def _block(source: Source, tokens: list[Token], first_line: int) -> Block | None:
    token = tokens[0]
    if token.map is None:
        return None
    line, end = token.map[0] + first_line, token.map[1] + first_line
    if token.type == "heading_open":
        return Heading(int(token.tag[1]), _inline(source, tokens[1], first_line), line)
    if token.type == "table":
        return Table(source, line, end)
    words = _lines(source, line, end)
    if token.type in {"bullet_list_open", "ordered_list_open"}:
        return Items(tuple(_items(source, tokens, first_line)), words)
    return Text(words, token.type, line, end)


def _items(source: Source, tokens: list[Token], first_line: int) -> Iterator[Words]:
    """The first paragraph of each item of the outermost list."""
    depth, waiting = 0, False
    for token in tokens:
        if token.type == "list_item_open":
            depth += 1
            waiting = depth == 1
        elif token.type == "list_item_close":
            depth -= 1
        elif token.type == "inline" and waiting and depth == 1:
            waiting = False
            yield _inline(source, token, first_line)


def _lines(source: Source, line: int, end: int) -> Words:
    start, _ = source.line_bounds(line)
    _, last = source.line_bounds(min(max(end, line + 1), source.lines) - 1)
    return source.words(start, max(start, last)).strip()


def _inline(source: Source, token: Token, first_line: int) -> Words:
    """The text of a heading or paragraph, its lines joined by a space."""
    whole = source.words(0, 0)
    first = (token.map or [0])[0] + first_line
    for offset, content in enumerate(token.content.split("\n")):
        start, end = source.line_bounds(min(first + offset, source.lines - 1))
        line, wanted = source.text[start:end].replace("\0", "\ufffd"), content.strip()
        found = line.rfind(wanted)
        if found < 0:  # tabs were made spaces; the whole line is the next best
            words = source.words(start, end).strip()
        else:
            words = source.words(start + found, start + found + len(wanted))
        whole = whole.joined(words) if words else whole
    return whole.tidy().strip()


def row_at(source: Source, number: int) -> Row:
    r"""The row that stands in a line; cells are split at `|` unless it is written `\|`, as GitHub does."""
    start, end = source.line_bounds(number)
    line = source.words(start, end).strip(MD_TRIM_CHARS)
    return Row(tuple(_cell(line, first, last) for first, last in cell_bounds(line.text)), line)


def cell_bounds(text: str) -> list[tuple[int, int]]:
    r"""Where each cell of a line begins and ends, without the `|` between them; the line has no blanks at its ends."""
    bounds: list[tuple[int, int]] = []
    last = 0
    for bar in _BAR.finditer(text):
        bounds.append((last, bar.start()))
        last = bar.end()
    bounds.append((last, len(text)))
    if bounds and bounds[0][0] == bounds[0][1]:
        bounds.pop(0)
    if bounds and bounds[-1][0] == bounds[-1][1]:
        bounds.pop()
    return bounds


def _cell(line: Words, start: int, end: int) -> Words:
    inside = line.part(start, end)
    words = inside.strip()
    if not words:
        # The place of an empty cell is where one would begin to write.
        here = inside.at[min(1, len(inside.text) - 1)] if inside.text else inside.end
        return Words(line.source, "", (), here)
    if "\\|" not in words.text:
        return words
    # The backslash of `\\|` stays the place of the `|`, so that a cell begins where its first character is written.
    kept = [i for i, c in enumerate(words.text) if not (c == "|" and words.text[i - 1 : i] == "\\")]
    plain = "".join("|" if words.text[i : i + 2] == "\\|" else words.text[i] for i in kept)
    return Words(line.source, plain, [words.at[i] for i in kept], words.end)


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table as the library finds it, as one token: a long one then costs no memory for each cell."""
    enders = state.md.block.ruler.getRules("blockquote")
    # The library tries tables first, so that `> a | b` would begin one; GitHub reads a quote.
    if not _library_table(state, start, end, True) or any(ender(state, start, end, True) for ender in enders):
        return False
    if silent:
        return True
    before, state.parentType = state.parentType, "table"
    line = start + 2
    while (
        line < end
        and state.sCount[line] >= state.blkIndent
        and not any(ender(state, line, end, True) for ender in enders)
        and not state.isEmpty(line)
        and not state.is_code_block(line)
    ):
        line += 1
    state.parentType = before
    token = state.push("table", "table", 0)
    token.map = [start, line]
    state.line = line
    return True


@cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark").enable("table").disable("reference")
    markdown.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    markdown.core.ruler.enableOnly(["normalize", "block"])
    return markdown
