"""Where the answer of a list shows how to go on, whether more follows, and how many there are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from interlock.systems.paging_inputs import squeezed
from interlock.systems.shapes import Shape, Shapes

_NEXT_WORDS = {
    "next", "nextpage", "nextlink", "nexturl", "nextpageurl", "nexthref", "nextpagelink", "odatanextlink",
    "nexturi",
}  # fmt: skip
_NEXT_TOKENS = {
    "nextcursor", "nextpagetoken", "nexttoken", "continuationtoken", "endcursor", "cursor", "after",
    "startingafter", "scrollparam", "nextoffset", "offset", "nextpage", "next", "token", "sync", "continuation",
    "bookmark", "marker", "scrollid", "nextpagecursor", "aftercursor", "nextmarker", "iterator", "paginationtoken",
}  # fmt: skip
MORE_WORDS = {
    "hasmore", "more", "hasnext", "hasnextpage", "moreresults", "ismore", "moreavailable", "hasmoreitems",
}  # fmt: skip
TOTAL_WORDS = {
    "total", "totalcount", "count", "totalitems", "totalresults", "totalrecords", "totalentries", "recordcount",
}  # fmt: skip
_OUTER = {
    "meta", "metadata", "paging", "pagination", "page", "pages", "links", "pageinfo", "nextpage", "next",
    "data", "result", "response", "cursor", "cursors", "responsemetadata", "pager", "resultinfo",
    "responsemeta", "listinfo",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sign:
    """Where the answer shows how to go on: a path, and whether an address stands there rather than a token."""

    path: str
    address: bool
    pointer: str


def signs_of(shapes: Shapes, answer: Shape) -> Iterator[Sign]:
    """Where the answer shows the next token or address."""
    for path, name, shape in _walk(shapes, answer, depth=0, prefix=""):
        called = squeezed(name)
        whole = path.lower()
        if (
            not (called in _NEXT_WORDS | _NEXT_TOKENS or called.startswith("next"))
            or "prev" in whole
            or ("before" in whole and "after" not in whole)
        ):
            continue
        if shape.is_object or shape.is_array:
            continue
        if called in ("offset", "cursor", "token", "after", "href", "link", "url") and not _says_next(path, called):
            continue
        yield Sign(path, _is_address(path, called, shape), shape.pointer)
    for path, name, shape in _walk(shapes, answer, depth=0, prefix=""):
        if squeezed(name) in ("href", "link", "url", "uri") and "next" in path.lower().split("."):
            yield Sign(path, True, shape.pointer)


def _says_next(path: str, called: str) -> bool:
    above = path.lower().rsplit(".", 1)[0] if "." in path else ""
    return (called in ("cursor", "token") and not above) or "next" in above or "cursor" in above or "paging" in above


def _is_address(path: str, called: str, shape: Shape) -> bool:
    if called.startswith("next") and called.endswith(("url", "link", "uri", "href")):
        return True
    if called not in _NEXT_WORDS or shape.kinds & {"integer", "number", "boolean"}:
        return False
    if called not in ("next", "nextpage"):
        return True
    words = f"{shape.says('format')} {shape.says('description')} {shape.keywords.get('example')}".lower()
    if re.search(r"\b(cursor|token)\b", words) and not re.search(r"https?:|uri|url|link", words):
        return False
    if re.search(r"https?:|\buri\b|\burl\b|\blink\b|path|endpoint|/", words):
        return True
    return "link" in path.lower() or called == "next"


def _walk(shapes: Shapes, shape: Shape, *, depth: int, prefix: str) -> Iterator[tuple[str, str, Shape]]:
    for name in list(shape.properties)[:80]:
        inner = shapes.property(shape, name)
        yield f"{prefix}{name}", name, inner
        if inner.properties and depth < 3 and squeezed(name) in _OUTER and not inner.is_array:
            yield from _walk(shapes, inner, depth=depth + 1, prefix=f"{prefix}{name}.")


def bare_next(shapes: Shapes, answer: Shape) -> Sign | None:
    """A place for what comes next that no parameter takes: an object, or an object of pages that says no more."""
    for path, name, shape in _walk(shapes, answer, depth=0, prefix=""):
        called = squeezed(name)
        if called in _NEXT_WORDS and shape.is_object and "." in path:
            return Sign(path, True, shape.pointer)
        about_pages = called in ("pages", "paging", "pagination") and shape.kinds == {"object"}
        if about_pages and not shape.properties and "pag" in shape.says("description").lower():
            return Sign(f"{path}.next", True, shape.pointer)
    return None


def first_path(shapes: Shapes, answer: Shape, names: set[str]) -> str:
    """Where the answer has a single value of one of these names; empty where it has none."""
    for path, name, shape in _walk(shapes, answer, depth=1, prefix=""):
        if squeezed(name) in names and not shape.is_object and not shape.is_array:
            return path
    return ""
