"""Pages as blocks: headings, paragraphs, list items, code and tables, whatever they were written in."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt

from interlock.catalogue.extras import how_to_install
from interlock.errors import InputError
from interlock.systems.formats._format import Source

_LARGEST = 20_000_000
_MOST_BLOCKS = 50_000
_MOST_PAGES = 2_000


@dataclass(frozen=True, slots=True)
class Block:
    """One block; `rows` of a table are its cells, the first row its head. `line` counts from 1, 0 where unknown."""

    kind: str
    """`heading`, `text`, `item`, `code` or `table`"""
    text: str
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    line: int = 0


class Unreadable(Exception):
    """The page cannot be read; the message says why."""


def is_html(source: Source) -> bool:
    """Whether it is a web page."""
    return bool(re.match(r"(?i)<!doctype html|<html|<(body|main|article|section|div|h1)\b", source.head))


def is_pdf(source: Source) -> bool:
    """Whether it is a PDF file."""
    return source.data[:5] == b"%PDF-"


def blocks_of(source: Source) -> list[Block]:
    """The blocks of a page, in order.

    Raises:
        InputError: a library that reads such pages is missing; the message says how to get it.
        Unreadable: the page is broken or too large.
    """
    if len(source.data) > _LARGEST:
        raise Unreadable(f"it has more than {_LARGEST // 1_000_000} MB")
    if is_pdf(source):
        found = _pdf(source)
    elif is_html(source):
        found = _html(source)
    else:
        found = _markdown(source.text)
    return [block for block, _ in zip(found, range(_MOST_BLOCKS), strict=False)]


def _markdown(text: str) -> Iterator[Block]:
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    rows: list[tuple[str, ...]] = []
    cells: list[str] = []
    level, line, in_item = 0, 0, 0
    heading = in_table = False
    for token in tokens:
        line = token.map[0] + 1 if token.map else line
        if token.type == "heading_open":
            heading, level = True, int(token.tag[1:])
        elif token.type == "table_open":
            in_table, rows = True, []
        elif token.type == "tr_close":
            rows.append(tuple(cells))
            cells = []
        elif token.type == "table_close":
            in_table = False
            yield Block("table", "", rows=tuple(rows), line=line)
        elif token.type in ("list_item_open", "list_item_close"):
            in_item += 1 if token.type == "list_item_open" else -1
        elif token.type in ("fence", "code_block"):
            yield Block("code", token.content, line=line)
        elif token.type == "html_block":
            yield Block("text", re.sub(r"<[^>]{0,500}>", " ", token.content), line=line)
        elif token.type == "inline":
            if in_table:
                cells.append(token.content)
            elif heading:
                heading = False
                yield Block("heading", token.content, level, line=line)
            else:
                yield Block("item" if in_item else "text", token.content, line=line)


def _html(source: Source) -> Iterator[Block]:
    try:
        from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - only where pages are read
    except ImportError:
        raise InputError("web pages need a library that is not installed", hint=how_to_install("pages")) from None
    tree = LexborHTMLParser(source.text)
    tree.strip_tags(["script", "style", "nav", "header", "footer", "noscript", "svg", "template", "form"])
    for node in tree.css("h1, h2, h3, h4, h5, h6, p, li, pre, table, dt, dd"):
        parent, tag = node.parent, str(node.tag)
        above = {parent.tag, parent.parent.tag if parent.parent else ""} if parent else set()
        if tag == "table":
            rows = [tuple(_clean(c) for c in row.css("th, td")) for row in node.css("tr")]
            yield Block("table", "", rows=tuple(r for r in rows if r))
        elif above & {"td", "th", "pre"} or (tag == "p" and "li" in above):
            continue
        elif tag == "pre":
            yield Block("code", node.text())
        elif tag[0] == "h":
            yield Block("heading", _clean(node), int(tag[1]))
        else:
            yield Block("item" if tag in ("li", "dt", "dd") else "text", _clean(node))


def _clean(node: object) -> str:
    """The text of a node, code in it between backticks."""
    for code in node.css("code"):  # type: ignore[attr-defined]
        inner = code.text().strip()
        if inner and "`" not in inner and code.parent is not None:
            code.replace_with(f"`{inner}`")
    return " ".join(str(node.text()).split())  # type: ignore[attr-defined]


def _pdf(source: Source) -> Iterator[Block]:
    try:
        from pypdf import PdfReader  # noqa: PLC0415 - only where pages are read
        from pypdf.errors import PyPdfError  # noqa: PLC0415
    except ImportError:
        raise InputError("PDF files need a library that is not installed", hint=how_to_install("pages")) from None
    try:
        reader = PdfReader(io.BytesIO(source.data))
        for number, page in enumerate(reader.pages):
            if number >= _MOST_PAGES:
                return
            for line in page.extract_text().splitlines():
                if line.strip():
                    yield Block("text", line.strip(), line=number + 1)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as problem:
        raise Unreadable(f"{type(problem).__name__}: {problem}") from None
