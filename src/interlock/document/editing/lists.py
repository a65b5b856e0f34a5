"""List items and paragraphs."""

from __future__ import annotations

import re

from interlock.document.blocks import Items
from interlock.document.editing.edits import Edit, applied, one_line
from interlock.document.editing.page import Page

_MARKER = re.compile(r"([-*+])|(\d{1,9})([.)])")
_STARTS_A_BLOCK = re.compile(r"(?:#{1,6}(?=\s|$)|>|[-*+](?=\s|$)|\d{1,9}[.)](?=\s|$)|\||=+$|-+$|`{3}|~{3}|<)")


def add_item(text: str, section: str, item: str) -> str:
    """The text with one more item in the last list of a section; section and list are made where they are missing."""
    page = Page(text)
    lists = [
        block
        for part in page.sections(section)
        for inner in (part, *part.below)
        for block in inner.blocks
        if isinstance(block, Items)
    ]
    words = one_line(item)
    if not lists:
        return applied(text, [page.under(section, f"- {words}")])
    last = lists[-1]
    line = page.source.span(last.words.start, last.words.start).line - 1
    start = page.source.line(line)
    indent = start[: len(start) - len(start.lstrip(" "))]
    found = _MARKER.match(last.words.text)
    marker = "-"
    if found is not None:
        marker = found.group(1) or f"{int(found.group(2)) + len(last.items)}{found.group(3)}"
    return applied(text, [Edit(last.words.end, last.words.end, f"{page.line_end}{indent}{marker} {words}")])


def add_paragraph(text: str, section: str, words: str) -> str:
    """The text with one more paragraph at the end of a section, which is made where it is missing."""
    said = one_line(words)
    if _STARTS_A_BLOCK.match(said):
        said = f"\\{said}"
    return applied(text, [Page(text).under(section, said)])


def without_item(text: str, start: int) -> str:
    """The text without the one-paragraph list item in whose first line a character stands."""
    page = Page(text)
    first = page.source.span(start, start).line - 1
    for block in page.blocks:
        if not isinstance(block, Items):
            continue
        for item in block.items:
            if page.source.span(item.start, item.start).line - 1 == first:
                last = page.source.span(item.end, item.end).line
                until = page.source.starts[last] if last < page.source.lines else len(text)
                return applied(text, [Edit(page.source.starts[first], until, "")])
    return text
