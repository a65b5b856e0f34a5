"""How a list is read in pieces."""

from __future__ import annotations

import re

from interlock.model.profile import Confidence, Evidence, Fact, Paging, PagingStyle
from interlock.systems.body_inputs import body_inputs
from interlock.systems.calls import Call, Input
from interlock.systems.paging_inputs import (
    LAST_ID,
    PAGE_NAMES,
    WEAK,
    is_described_cursor,
    is_named_cursor,
    is_offset,
    is_page,
    is_passing,
    names_of,
    says_more,
    size_of,
    squeezed,
)
from interlock.systems.paging_signs import MORE_WORDS, TOTAL_WORDS, Sign, bare_next, first_path, signs_of
from interlock.systems.shapes import Shape, Shapes
from interlock.systems.words import tokens

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


def paging_of(call: Call, shapes: Shapes) -> Fact[Paging]:
    """How the list that this call gives is read in pieces."""
    where, inputs = _inputs(call, shapes)
    answer = shapes.of(call.answer) if call.answer is not None else Shape()
    signs = [*signs_of(shapes, answer), *_header_signs(call)]
    size = size_of(inputs)
    token, style = _token(inputs, signs, size)
    sign = _fitting(signs, token, style)
    links = "link" in call.answer_headers or _LINK_PROSE.search(call.description) is not None
    addresses = [s for s in signs if s.address]
    if style is PagingStyle.NONE and (links or addresses):
        style, sign = PagingStyle.LINK, next(iter(addresses), None)
    elif style is PagingStyle.NONE and size is None and (bare := bare_next(shapes, answer)) is not None:
        style, sign = PagingStyle.LINK, bare
    elif style is PagingStyle.CURSOR and sign is None and links and token and names_of(token) & PAGE_NAMES:
        # A `page` that is no number can only be taken from the header: to follow it is the way that always works.
        style = PagingStyle.LINK
    next_path = sign.path if sign else ""
    if style is PagingStyle.LINK and not next_path:
        next_path = "header:Link"
    if style is PagingStyle.CURSOR and token is not None and not next_path:
        next_path = "last id" if names_of(token) & LAST_ID else "header:Link" if links else ""
    paging = Paging(
        style=style,
        token_param=token.name if token else "",
        size_param=size.name if size else "",
        where=where,
        next_path=next_path,
        more_path=first_path(shapes, answer, MORE_WORDS),
        total_path=first_path(shapes, answer, TOTAL_WORDS) if style is not PagingStyle.NONE else "",
        first=_first(token, style),
        size_default=_size(size, _DEFAULT, "default"),
        size_max=_size(size, _MAX, "maximum"),
    )
    return _fact(paging, token, sign, call)


def _fact(paging: Paging, token: Input | None, sign: Sign | None, call: Call) -> Fact[Paging]:
    evidence = [Evidence(i.pointer) for i in (token,) if i] + [Evidence(s.pointer) for s in (sign,) if s]
    if paging.style is PagingStyle.NONE:
        unclear = bool(paging.size_param)
        return Fact(paging, Confidence.POSSIBLE if unclear else Confidence.LIKELY, (Evidence(call.pointer),))
    complete = paging.style in (PagingStyle.PAGE, PagingStyle.OFFSET) or bool(paging.next_path)
    confidence = Confidence.SURE if complete else Confidence.LIKELY
    return Fact(paging, confidence, tuple(evidence) or (Evidence(call.pointer),))


def _inputs(call: Call, shapes: Shapes) -> tuple[str, list[Input]]:
    """Where the parameters of paging stand, and the parameters that stand there."""
    query = [i for i in call.sent_in("query") if not i.is_credential]
    if call.method == "POST" and call.body is not None:
        body = body_inputs(call, shapes)
        if any(is_page(i) or is_offset(i) or is_named_cursor(i) for i in body):
            return "body", body
    return "query", query


def _header_signs(call: Call) -> list[Sign]:
    """Headers of the answer that tell the next token: `Next-Page-Token`, `X-Next-Cursor`."""
    found = []
    for name in call.answer_headers:
        words = tokens(name)
        if "next" in words and set(words) & {"token", "cursor", "marker", "page", "offset"}:
            found.append(Sign(f"header:{name}", False, f"{call.pointer}/responses"))
    return found


def _token(inputs: list[Input], signs: list[Sign], size: Input | None) -> tuple[Input | None, PagingStyle]:
    """The parameter that asks for the next piece, and the style that it makes."""
    rest = [i for i in inputs if i is not size and not is_passing(i)] or [i for i in inputs if i is not size]
    ends = {squeezed(s.path.removeprefix("header:x-").removeprefix("header:")) for s in signs}
    page = next((i for i in rest if is_page(i)), None)
    if page is not None:
        # A token that the answer shows as well misses nothing where the list changes under way; a number can.
        token = next((i for i in rest if is_named_cursor(i) and i is not page and _shown(i, ends - WEAK)), None)
        return (page, PagingStyle.PAGE) if token is None else (token, PagingStyle.CURSOR)
    offset = next((i for i in rest if is_offset(i)), None)
    if offset is not None:
        names = names_of(offset)
        # An offset that the answer tells is a token, whatever it counts.
        told = any(squeezed(s.path) in names and "next" in s.path.lower() for s in signs)
        return offset, PagingStyle.CURSOR if told else PagingStyle.OFFSET
    followed = next((i for i in rest if {f"next{name}" for name in names_of(i)} & ends), None)
    if followed is not None:
        return followed, PagingStyle.CURSOR
    cursors = [i for i in rest if is_named_cursor(i)]
    cursors.sort(key=lambda i: (not names_of(i) & ends, bool(names_of(i) & WEAK), "before" in i.name.lower()))
    for given in cursors:
        weak = bool(names_of(given) & WEAK)
        if not weak or any(not s.address for s in signs) or says_more(given):
            return given, PagingStyle.CURSOR
    described = next((i for i in rest if is_described_cursor(i) and not _goes_back(i)), None)
    return (described, PagingStyle.CURSOR) if described is not None else (None, PagingStyle.NONE)


def _shown(given: Input, ends: set[str]) -> bool:
    return any(name in ends or f"next{name}" in ends for name in names_of(given))


def _goes_back(given: Input) -> bool:
    return bool(set(tokens(given.name)) & {"before", "previous", "prev", "ending"})


def _fitting(signs: list[Sign], token: Input | None, style: PagingStyle) -> Sign | None:
    """The place in the answer where the value for the parameter is found."""
    if style is not PagingStyle.CURSOR or token is None:
        return None
    wanted = {w for name in names_of(token) for w in (name, f"next{name}")}
    plain = [s for s in signs if not s.address] or signs
    same = [s for s in plain if squeezed(s.path.removeprefix("header:x-").removeprefix("header:")) in wanted]
    return next(iter(same or plain), None)


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
