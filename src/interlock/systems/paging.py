"""How a list is read in pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from interlock.model.profile import Confidence, Evidence, Fact, FieldType, Paging, PagingStyle
from interlock.systems.body_inputs import body_inputs
from interlock.systems.calls import Call, Input
from interlock.systems.shapes import Shape, Shapes
from interlock.systems.words import tokens

_SIZE_NAMES = {
    "limit", "perpage", "pagesize", "size", "count", "top", "take", "maxresults", "rows", "numresults",
    "pagelimit", "maxitems", "pagecount", "resultsperpage", "itemsperpage", "maxrecords", "recordsperpage",
    "pagelength", "first", "maxpagesize", "maxcount", "limitcount", "fetch", "length", "batchsize",
}  # fmt: skip
_PAGE_NAMES = {
    "page", "pagenumber", "pageno", "pagenum", "p", "currentpage", "pageindex", "pageid",
}  # fmt: skip
_OFFSET_NAMES = {
    "offset", "skip", "start", "startindex", "startat", "startposition", "pageoffset", "from", "firstresult",
}  # fmt: skip
_CURSOR_NAMES = {
    "cursor", "pagecursor", "after", "startingafter", "pagetoken", "nextpagetoken", "continuation", "next",
    "marker", "continuationtoken", "scroll", "scrollparam", "scrollid", "lastid", "sinceid", "bookmark",
    "afterid", "startcursor", "nextcursor", "pageafter", "startkey", "startafter", "nexttoken", "token",
    "pageinfo", "idafter", "endcursor", "afterkey", "skiptoken", "sync", "position", "exclusivestartkey",
    "nextpage", "aftercursor", "paginationtoken",
}  # fmt: skip
_LAST_ID = {"startingafter", "lastid", "sinceid", "afterid", "idafter", "startafter"}
_NEXT_WORDS = {
    "next", "nextpage", "nextlink", "nexturl", "nextpageurl", "nexthref", "nextpagelink", "odatanextlink",
    "nexturi",
}  # fmt: skip
_NEXT_TOKENS = {
    "nextcursor", "nextpagetoken", "nexttoken", "continuationtoken", "endcursor", "cursor", "after",
    "startingafter", "scrollparam", "nextoffset", "offset", "nextpage", "next", "token", "sync", "continuation",
    "bookmark", "marker", "scrollid", "nextpagecursor", "aftercursor", "nextmarker",
}  # fmt: skip
_MORE_WORDS = {
    "hasmore", "more", "hasnext", "hasnextpage", "moreresults", "ismore", "moreavailable", "hasmoreitems",
}  # fmt: skip
_TOTAL_WORDS = {
    "total", "totalcount", "count", "totalitems", "totalresults", "totalrecords", "totalentries", "recordcount",
}  # fmt: skip
_OUTER = {
    "meta", "metadata", "paging", "pagination", "page", "pages", "links", "pageinfo", "nextpage", "next",
    "data", "result", "response", "cursor", "cursors", "responsemetadata", "pager", "resultinfo",
    "responsemeta", "listinfo",
}  # fmt: skip
_MAX = re.compile(
    r"(?:max(?:imum)?(?: (?:value|number|size|page size|limit|allowed|of))*(?: is| are|:|=| of)?"
    r"|up to|at most|between \d+ and"
    r"|(?:from |range )?1 ?(?:-|–|to|and))\s*`?(\d{1,5})\b",
    re.IGNORECASE,
)
_DEFAULT = re.compile(r"default(?:s|ed)?(?: value)?(?: is| to|:|=| of)?\s*`?(\d{1,5})\b", re.IGNORECASE)
_ZERO_BASED = re.compile(
    r"zero[- ]based|0[- ]based|0[- ]indexed|starts? (?:at|from|with) (?:0|zero)|first page is (?:0|zero)", re.IGNORECASE
)
_LINK_PROSE = re.compile(r"`?link`? (?:response )?header", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Sign:
    """Where the answer shows how to go on: a path, and whether an address stands there rather than a token."""

    path: str
    address: bool
    pointer: str


def paging_of(call: Call, shapes: Shapes) -> Fact[Paging]:
    """How the list that this call gives is read in pieces."""
    where = "body" if call.method == "POST" and call.body is not None else "query"
    inputs = body_inputs(call, shapes) if where == "body" else list(call.sent_in("query"))
    if where == "body" and not any(
        _squeezed(n) in _PAGE_NAMES | _CURSOR_NAMES | _OFFSET_NAMES for n, *_ in _named(inputs)
    ):
        where, inputs = "query", list(call.sent_in("query"))
    answer = shapes.of(call.answer) if call.answer is not None else Shape()
    signs = list(_signs(shapes, answer))
    size = next((i for i in inputs if _squeezed(i.name) in _SIZE_NAMES and _counts(i)), None)
    token, style = _token(inputs, signs, size)
    sign = _fitting(signs, token, style)
    link = next((h for h in call.answer_headers if h == "link"), "") or (
        "link" if _LINK_PROSE.search(call.description) else ""
    )
    if style is PagingStyle.NONE and (link or any(s.address for s in signs)):
        style = PagingStyle.LINK
        sign = next((s for s in signs if s.address), None)
    elif style is PagingStyle.NONE and size is None and (bare := _bare_next(shapes, answer)) is not None:
        style, sign = PagingStyle.LINK, bare
    next_path = sign.path if sign else ""
    if style is PagingStyle.LINK and not next_path:
        next_path = "header:Link"
    if style is PagingStyle.CURSOR and token is not None and not next_path:
        next_path = "last id" if _squeezed(token.name) in _LAST_ID else ""
    paging = Paging(
        style=style,
        token_param=token.name if token else "",
        size_param=size.name if size else "",
        where=where,
        next_path=next_path,
        more_path=_first_path(shapes, answer, _MORE_WORDS),
        total_path=_first_path(shapes, answer, _TOTAL_WORDS) if style is not PagingStyle.NONE else "",
        first=_first(token, style),
        size_default=_size(size, _DEFAULT, "default"),
        size_max=_size(size, _MAX, "maximum"),
    )
    return _fact(paging, token, sign, call)


def _fact(paging: Paging, token: Input | None, sign: _Sign | None, call: Call) -> Fact[Paging]:
    evidence = [Evidence(i.pointer) for i in (token,) if i] + [Evidence(s.pointer) for s in (sign,) if s]
    if paging.style is PagingStyle.NONE:
        unclear = bool(paging.size_param)
        return Fact(paging, Confidence.POSSIBLE if unclear else Confidence.LIKELY, (Evidence(call.pointer),))
    complete = paging.style in (PagingStyle.PAGE, PagingStyle.OFFSET) or bool(paging.next_path)
    confidence = Confidence.SURE if complete else Confidence.LIKELY
    return Fact(paging, confidence, tuple(evidence) or (Evidence(call.pointer),))


def _squeezed(name: str) -> str:
    """A name without marks; of a field in a body, its last part (`pagination.per_page`)."""
    return "".join(tokens(name.rsplit(".", 1)[-1]))


def _named(inputs: list[Input]) -> Iterator[tuple[str, Input]]:
    for given in inputs:
        yield given.name, given


def _counts(given: Input) -> bool:
    return given.parameter.type in (FieldType.INTEGER, FieldType.NUMBER, FieldType.STRING, FieldType.ANY)


def _token(inputs: list[Input], signs: list[_Sign], size: Input | None) -> tuple[Input | None, PagingStyle]:
    """The parameter that asks for the next piece, and the style that it makes."""
    rest = [i for i in inputs if i is not size and not i.deprecated] or [i for i in inputs if i is not size]
    for given in rest:
        name = _squeezed(given.name)
        if (name in _PAGE_NAMES or name == "nextpagetoken") and _is_number(given) and not _opaque(given):
            return given, PagingStyle.PAGE
    for given in rest:
        name = _squeezed(given.name)
        if name in _OFFSET_NAMES and not _opaque(given) and (_is_number(given) or name in ("offset", "skip")):
            if any(s.path.split(".")[-1].lower() == name and "next" in s.path.lower() for s in signs):
                return given, PagingStyle.CURSOR
            return given, PagingStyle.OFFSET
    ends = {_squeezed(s.path) for s in signs}
    followed = next((i for i in rest if f"next{_squeezed(i.name)}" in ends), None)
    if followed is not None:
        return followed, PagingStyle.CURSOR
    cursors = [i for i in rest if _squeezed(i.name) in _CURSOR_NAMES or (_is_paging_name(i) and _opaque(i))]
    cursors.sort(key=lambda i: (_squeezed(i.name) not in ends, "before" in i.name.lower()))
    for given in cursors:
        name = _squeezed(given.name)
        weak = name in ("after", "next", "token", "sync", "position", "from", "start")
        if not weak or any(not s.address for s in signs) or _opaque(given):
            return given, PagingStyle.CURSOR
    return None, PagingStyle.NONE


def _is_paging_name(given: Input) -> bool:
    return _squeezed(given.name) in _PAGE_NAMES | _OFFSET_NAMES


def _is_number(given: Input) -> bool:
    if given.parameter.type in (FieldType.INTEGER, FieldType.NUMBER):
        return True
    return given.parameter.type in (FieldType.STRING, FieldType.ANY) and not re.search(
        r"date|time", given.text, re.IGNORECASE
    )


def _opaque(given: Input) -> bool:
    """Whether the description speaks of a token and not of a number."""
    if given.parameter.type in (FieldType.INTEGER, FieldType.NUMBER):
        return False
    return bool(
        re.search(
            r"\b(cursor|token|opaque|next_page|nextPage|returned by the previous|hash)\b", given.text, re.IGNORECASE
        )
    )


def _signs(shapes: Shapes, answer: Shape) -> Iterator[_Sign]:
    """Where the answer shows the next token or address."""
    for path, name, shape in _walk(shapes, answer, depth=0, prefix=""):
        squeezed = _squeezed(name)
        whole = path.lower()
        if (
            not (squeezed in _NEXT_WORDS | _NEXT_TOKENS or squeezed.startswith("next"))
            or "prev" in whole
            or ("before" in whole and "after" not in whole)
        ):
            continue
        if shape.is_object or shape.is_array:
            continue
        if squeezed in ("offset", "cursor", "token", "after", "href", "link", "url") and not _says_next(path, squeezed):
            continue
        yield _Sign(path, _is_address(path, squeezed, shape), shape.pointer)
    for path, name, shape in _walk(shapes, answer, depth=0, prefix=""):
        if _squeezed(name) in ("href", "link", "url", "uri") and "next" in path.lower().split("."):
            yield _Sign(path, True, shape.pointer)


def _says_next(path: str, squeezed: str) -> bool:
    above = path.lower().rsplit(".", 1)[0] if "." in path else ""
    return (squeezed in ("cursor", "token") and not above) or "next" in above or "cursor" in above or "paging" in above


def _is_address(path: str, squeezed: str, shape: Shape) -> bool:
    if squeezed.startswith("next") and squeezed.endswith(("url", "link", "uri", "href")):
        return True
    if squeezed not in _NEXT_WORDS or shape.kinds & {"integer", "number", "boolean"}:
        return False
    if squeezed not in ("next", "nextpage"):
        return True
    words = f"{shape.says('format')} {shape.says('description')} {shape.keywords.get('example')}".lower()
    if re.search(r"\b(cursor|token)\b", words) and not re.search(r"https?:|uri|url|link", words):
        return False
    if re.search(r"https?:|\buri\b|\burl\b|\blink\b|path|endpoint|/", words):
        return True
    return "link" in path.lower() or squeezed == "next"


def _walk(shapes: Shapes, shape: Shape, *, depth: int, prefix: str) -> Iterator[tuple[str, str, Shape]]:
    for name in list(shape.properties)[:80]:
        inner = shapes.property(shape, name)
        yield f"{prefix}{name}", name, inner
        if inner.properties and depth < 3 and _squeezed(name) in _OUTER and not inner.is_array:
            yield from _walk(shapes, inner, depth=depth + 1, prefix=f"{prefix}{name}.")


def _fitting(signs: list[_Sign], token: Input | None, style: PagingStyle) -> _Sign | None:
    """The place in the answer where the value for the parameter is found."""
    if style is not PagingStyle.CURSOR or token is None:
        return None
    name = _squeezed(token.name)
    plain = [s for s in signs if not s.address] or signs
    same = [s for s in plain if _squeezed(s.path.split(".")[-1]) in (name, "next" + name)]
    return next(iter(same or plain), None)


def _bare_next(shapes: Shapes, answer: Shape) -> _Sign | None:
    """A place for what comes next that no parameter takes: an object, or an object of pages that says no more."""
    for path, name, shape in _walk(shapes, answer, depth=0, prefix=""):
        squeezed = _squeezed(name)
        if squeezed in _NEXT_WORDS and shape.is_object and "." in path:
            return _Sign(path, True, shape.pointer)
        about_pages = squeezed in ("pages", "paging", "pagination") and shape.kinds == {"object"}
        if about_pages and not shape.properties and "pag" in shape.says("description").lower():
            return _Sign(f"{path}.next", True, shape.pointer)
    return None


def _first_path(shapes: Shapes, answer: Shape, names: set[str]) -> str:
    for path, name, shape in _walk(shapes, answer, depth=1, prefix=""):
        if _squeezed(name) in names and not shape.is_object and not shape.is_array:
            return path
    return ""


def _first(token: Input | None, style: PagingStyle) -> int | None:
    if token is None or style not in (PagingStyle.PAGE, PagingStyle.OFFSET):
        return None
    if style is PagingStyle.OFFSET:
        return 0
    default, least = token.parameter.default, token.parameter.minimum
    if isinstance(default, int) and not isinstance(default, bool) and default in (0, 1):
        return default
    if _ZERO_BASED.search(token.text):
        return 0
    return 0 if least == 0 else 1


def _size(size: Input | None, prose: re.Pattern[str], keyword: str) -> int | None:
    if size is None:
        return None
    stated = size.parameter.default if keyword == "default" else size.parameter.maximum
    if isinstance(stated, int | float) and not isinstance(stated, bool) and 0 < stated < 2**31:
        return int(stated)
    said = prose.search(size.text)
    return int(said[1]) if said and int(said[1]) > 0 else None
