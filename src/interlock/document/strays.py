"""What Markdown drops without a word: rows apart from their table, and all that an open fence or comment hides.

Each is reported once and then read as it was meant, so that nothing else is asked for the same reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from interlock.document.blocks import Block, Heading, Items, Table, Text, blocks, row_at
from interlock.document.columns import folded
from interlock.document.outline import Part
from interlock.document.report import Report, shown
from interlock.document.words import Source, Words

_FENCE = re.compile(r"(`{3,}|~{3,})")
# What opens lines that Markdown hides up to the words that close them, blank lines or not.
_HIDING = (
    (re.compile(r"<!--"), "-->"),
    (re.compile(r"<\?"), "?>"),
    (re.compile(r"<!\[CDATA\["), "]]>"),
    (re.compile(r"<(?:script|pre|style|textarea)(?=[\s>]|$)", re.IGNORECASE), ""),
)
_CLOSING_TAG = re.compile(r"</(?:script|pre|style|textarea)>", re.IGNORECASE)
# After each the rest is read anew; a text full of them must not take the square of its length.
_MOST_OPEN = 3
_CODE, _BETWEEN = re.compile(r"`[^`]*`"), re.compile(r" \| ")
_DRAWN = re.compile(r"[|:\s_=+‐-―-]*[_=‐-―-][|:\s_=+‐-―-]*")


def opened(source: Source, report: Report, first_line: int) -> Iterator[Block]:
    """The blocks from a line on; what a fence or comment that is never closed would hide is read, too."""
    for _ in range(_MOST_OPEN):
        hiding = None
        for block in blocks(source, first_line):
            hiding = _hides(source, block)
            if hiding is not None:
                break
            yield _unruled(source, block)
        if hiding is None:
            return
        block, opener, closer = hiding
        place = _line(source, block.line)
        message = f"{shown(opener)} is opened here and never closed, so it hides all that follows"
        hint = f"write `{closer}` where it ends; if it was to end something, what begins above it is not closed"
        report.add("never-closed", place, message, hint=hint)
        first_line = block.line + 1
    yield from (_unruled(source, block) for block in blocks(source, first_line))


def _hides(source: Source, block: Block) -> tuple[Text, str, str] | None:
    """The block with what opens it and what would close it, where it hides other lines up to the document's end."""
    if not isinstance(block, Text) or block.end < source.lines - 1 or block.end - block.line < 2:
        return None
    lines = [source.line(line).strip() for line in range(block.line, min(block.end, source.lines))]
    if not any(lines[1:]):
        return None
    if block.kind == "fence":
        mark = _FENCE.match(lines[0])
        last = next(line for line in reversed(lines) if line)
        if mark is None or (not last.strip(mark[1][0]) and len(last) >= len(mark[1])):
            return None
        return block, mark[1], mark[1]
    if block.kind == "html_block":
        for begins, closer in _HIDING:
            mark = begins.match(lines[0])
            if mark is None:
                continue
            if any(closer in line if closer else _CLOSING_TAG.search(line) for line in lines):
                return None
            return block, mark[0], closer or f"</{mark[0][1:]}>"
    return None


def _unruled(source: Source, block: Block) -> Block:
    """A row over a line `---`, which Markdown takes for a heading, as the text that it was meant to be."""
    if not isinstance(block, Heading) or not block.words.text.startswith("|"):
        return block
    end = block.line + 1
    while end < source.lines and not _DRAWN.fullmatch(source.line(end)):
        end += 1
    last = source.line_bounds(min(end, source.lines - 1))[1]
    words = source.words(source.starts[block.line], last).strip()
    return Text(words, "paragraph_open", block.line, end + 1)


def gather_rows(source: Source, report: Report, part: Part) -> None:
    """Give the rows that stand in texts under a heading to the table that they belong to, and report them."""
    kept: list[Table | Items | Text] = []
    table: Table | None = None
    for block in part.blocks:
        if isinstance(block, Table):
            table = block
        elif isinstance(block, Text):
            made = _made(source, report, block, table)
            if made is not None:
                if made is not table:
                    table = made
                    kept.append(made)
                continue
        kept.append(block)
    part.blocks[:] = kept


def _made(source: Source, report: Report, text: Text, before: Table | None) -> Table | None:
    """The table that the rows of a text belong to, with them in it; None where there are no such rows."""
    if text.kind not in {"paragraph_open", "code_block", "html_block"}:
        return None
    if text.kind == "html_block" and source.line(text.line).lstrip().startswith("<!--"):
        return None
    if text.kind == "code_block" and (before is None or text.line != _end(before)):
        return None
    columns = len(before.heading.cells) if before is not None else 0
    lines = [line for line in range(text.line, text.end) if _is_row(source, line, columns)]
    if not lines:
        return None
    drawn = len(lines) > 1 and bool(_DRAWN.fullmatch(source.line(lines[1])))
    following = lines[0] + 1
    ruled = following < text.end and bool(_DRAWN.fullmatch(source.line(following)))
    if drawn or ruled or before is None or _same_heading(source, lines[0], before):
        return _undrawn(source, report, lines, ruled=drawn or ruled)
    if lines[0] != _end(before) or text.kind == "code_block":
        _report_rows(source, report, lines, before)
    before.more.extend(lines)
    return before


def _undrawn(source: Source, report: Report, lines: list[int], *, ruled: bool) -> Table:
    """A table from its heading row on, with one finding at the line that should draw it."""
    first = lines[0]
    expected = len(row_at(source, first).cells)
    rule = "| " + " | ".join(["---"] * expected) + " |" if expected < 20 else "| --- | --- | ..."
    if ruled:
        given = len(row_at(source, first + 1).cells)
        message = f"the line under the table's heading has {given} of {expected} cells of dashes, so this is no table"
        if given == expected:
            message = "the line under the table's heading is not made of dashes as `---`, so this is no table"
        report.add("table-not-drawn", _line(source, first + 1), message, hint=f"write `{rule}`")
    else:
        message = "no line of dashes stands under this heading row, so this is no table"
        report.add("table-not-drawn", _line(source, first), message, hint=f"write `{rule}` in the line below it")
    body = [line for line in lines if line > (first + 1 if ruled else first)]
    return Table(source, first, first + (2 if ruled else 1), body, ruled)


def _report_rows(source: Source, report: Report, lines: list[int], before: Table) -> None:
    first = lines[0]
    blank = first > 0 and not source.line(first - 1).strip()
    what = "this row belongs" if len(lines) == 1 else f"these {len(lines)} rows belong"
    why = "a blank line stands before" if blank else "something else stands before"
    if source.line(first).startswith(("    ", "\t")):
        why, cure = "there are four blanks or a tab before", "begin the line with `|`"
    else:
        cure = "take the blank line away" if blank else "put what stands between above or below the table"
    message = f"{what} to no table; {why} {'it' if len(lines) == 1 else 'them'}"
    hint = f"{cure}; the table above ends in line {before.end}"
    report.add("row-without-table", _line(source, first), message, hint=hint)


def _is_row(source: Source, line: int, columns: int) -> bool:
    text = source.line(line).strip()
    if text.startswith("|"):
        return len(text) > 1
    return columns > 1 and len(_BETWEEN.findall(_CODE.sub("", text))) == columns - 1 == text.count("|")


def _same_heading(source: Source, line: int, before: Table) -> bool:
    """Whether a row is the heading of another table rather than a row: it begins as the one above does."""
    cells, above = row_at(source, line).cells, before.heading.cells
    return bool(cells and above) and folded(cells[0].text) == folded(above[0].text)


def _end(table: Table) -> int:
    return table.more[-1] + 1 if table.more else table.end


def _line(source: Source, line: int) -> Words:
    start, end = source.line_bounds(line)
    return source.words(start, end).strip()
