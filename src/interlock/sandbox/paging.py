"""Lists in pieces, in every style: page numbers, offsets, cursors, the last id, links, or all at once."""

from __future__ import annotations

import base64
import binascii
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from urllib.parse import urlencode

import orjson

from interlock.model.profile import Paging, PagingStyle
from interlock.sandbox.answers import Refusal
from interlock.sandbox.call import Call
from interlock.sandbox.envelope import put_into
from interlock.sandbox.index import change_key, making_key
from interlock.sandbox.page_numbers import PageNumbers
from interlock.sandbox.stamps import moment
from interlock.sandbox.windows import CHANGE, FIELD, MAKING, Key, Window

LAST_ID = "last id"
_SIZE = 50
_SIZE_MOST = 1_000
_HEADER = "header:"
_NUMBER_MOST = 10**12


@dataclass(frozen=True, slots=True)
class Resume:
    """Where an opaque cursor goes on: the order, the filter, and the key after which to go on."""

    order: str
    since: datetime | None
    deleted: bool
    key: Key


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a list; `following` is the token of the next, None at the end; `start` counts the items before it.

    `start` is None where nobody counts.
    """

    keys: Sequence[Key]
    following: str | None
    size: int
    total: int
    start: int | None = None


def paging_of(call: Call) -> Paging:
    """How the list is read in pieces; where nothing is known, all at once."""
    return call.shelf.record.paging.value or Paging(PagingStyle.NONE)


def is_counted(paging: Paging) -> bool:
    """Whether the token is a number."""
    if paging.style is PagingStyle.LINK:
        return paging.first is not None
    return paging.style in {PagingStyle.PAGE, PagingStyle.OFFSET}


def resumed(call: Call, paging: Paging) -> Resume | None:
    """What the request's opaque cursor says, or None where it has none.

    Raises:
        Refusal: 400, the cursor is not one of ours.
    """
    if is_counted(paging) or paging.style is PagingStyle.NONE or paging.next_path == LAST_ID:
        return None
    token = _token(call, paging)
    if not token:
        return None
    try:
        order, since, deleted, number, *rest = orjson.loads(base64.urlsafe_b64decode(token.encode()))
        key: Key = (_instant(rest[0]), int(number), str(rest[1])) if order == CHANGE else (int(number), *map(str, rest))
        order = {MAKING: MAKING, CHANGE: CHANGE, FIELD: FIELD}[order]
        return Resume(order, None if since is None else _instant(since), bool(deleted), key)
    except (ValueError, TypeError, IndexError, KeyError, binascii.Error, OverflowError):
        raise Refusal(400, "the cursor is not known") from None


def _instant(text: object) -> datetime:
    found = moment(text)
    if found is None:
        raise ValueError(text)
    return found


def piece(call: Call, paging: Paging, window: Window, resume: Resume | None, since: datetime | None) -> Piece:
    """The piece that the request asks for.

    Raises:
        Refusal: 400, a size, page or cursor that cannot be.
    """
    if paging.style is PagingStyle.NONE:
        return Piece(window.part(0, len(window)), None, len(window), len(window))
    size = _size(call, paging)
    token = _token(call, paging)
    total = len(window)
    if is_counted(paging):
        by_pages = paging.style is not PagingStyle.OFFSET
        first = paging.first if paging.first is not None else int(by_pages)
        number = _number(paging.token_param, token, first)
        start = (number - first) * (size if by_pages else 1)
        following = str(number + (1 if by_pages else size)) if start + size < total else None
        return Piece(window.part(start, size), following, size, total, start)
    start = _start(call, paging, window, resume, token)
    keys = window.part(start, size)
    following = None
    if start + size < total and keys:
        if paging.next_path == LAST_ID:
            following = str(keys[-1][-1])
        else:
            after = (start + size,) if window.order == FIELD else keys[-1]
            following = _opaque(window.order, since, resume, call, after)
    return Piece(keys, following, size, total)


def _start(call: Call, paging: Paging, window: Window, resume: Resume | None, token: str | None) -> int:
    if paging.next_path == LAST_ID and token:
        last = call.shelf.items.get(token)
        if last is None:
            raise Refusal(400, f"`{paging.token_param}` names no item")
        if window.order == FIELD:
            at = next((i for i, key in enumerate(window.keys) if key[-1] == token), -1)
            return at + 1
        return _after(window, change_key(last) if window.order == CHANGE else making_key(last))
    if resume is None:
        return 0
    return max(0, resume.key[0]) if window.order == FIELD else _after(window, resume.key)


def _after(window: Window, key: Key) -> int:
    return max(0, bisect_right(window.keys, key) - window.low)


def _opaque(order: str, since: datetime | None, resume: Resume | None, call: Call, key: Key) -> str:
    since = since if since is not None else (resume.since if resume else None)
    deleted = bool(resume and resume.deleted) or call.shelf.deletes.parameter in call.query
    parts = [key[1], key[0].isoformat(), key[2]] if order == CHANGE else list(key)
    text = orjson.dumps([order, since.isoformat() if since else None, deleted, *parts])
    return base64.urlsafe_b64encode(text).decode()


def _token(call: Call, paging: Paging) -> str | None:
    return call.parameter(_token_name(paging), paging.where)


def _token_name(paging: Paging) -> str:
    return paging.token_param or "cursor"


def _size(call: Call, paging: Paging) -> int:
    most = paging.size_max or max(_SIZE_MOST, paging.size_default or 0)
    given = call.parameter(paging.size_param, paging.where)
    if given is None:
        return min(paging.size_default or _SIZE, most)
    size = _number(paging.size_param, given, 1)
    if size < 1:
        raise Refusal(400, f"`{paging.size_param}` is below 1")
    return min(size, most)


def _number(name: str, given: str | None, default: int) -> int:
    if given is None or given == "":
        return default
    if not given.isascii() or not given.isdigit() or len(given) > 12 or int(given) < min(default, 1):
        raise Refusal(400, f"`{name}` cannot be `{given[:40]}`")
    return min(int(given), _NUMBER_MOST)


def tell(call: Call, paging: Paging, found: Piece, body: object, headers: dict[str, str]) -> None:
    """Write into body and headers what the profile says that a piece tells: the next one, whether, how many."""
    following = found.following
    path = paging.next_path
    if path.startswith(_HEADER):
        _tell_in_header(call, paging, following, headers)
    elif path != LAST_ID:
        default = "next_cursor" if paging.style is PagingStyle.CURSOR else "next" if not is_counted(paging) else ""
        if path or default:
            value: object = following
            if following is not None and _shows_address(paging):
                value = _address(call, paging, following)
            elif following is not None and is_counted(paging):
                value = int(following)
            _put(body, headers, path or default, value)
    if paging.more_path:
        _put(body, headers, paging.more_path, following is not None)
    if paging.total_path:
        pages = "page" in paging.total_path.rsplit(".", 1)[-1].casefold()
        _put(body, headers, paging.total_path, ceil(found.total / max(found.size, 1)) if pages else found.total)


def numbers(paging: Paging, found: Piece) -> PageNumbers | None:
    """What else an answer may tell of a piece, truly; None where nobody counts."""
    if found.start is None:
        return None
    ways = (paging.next_path, paging.more_path, paging.total_path)
    told = frozenset(one for one in ways if one and one != LAST_ID and not one.startswith(_HEADER))
    return PageNumbers(found.size, found.start, found.total, 1 if paging.first is None else paging.first, told)


def _tell_in_header(call: Call, paging: Paging, following: str | None, headers: dict[str, str]) -> None:
    name = paging.next_path.removeprefix(_HEADER).split()[0].casefold()
    if following is None:
        return
    if name == "link":
        headers["link"] = f'<{_address(call, paging, following)}>; rel="next"'
    else:
        headers[name] = _address(call, paging, following) if paging.style is PagingStyle.LINK else following


def _shows_address(paging: Paging) -> bool:
    last = paging.next_path.rsplit(".", 1)[-1].casefold()
    named = last == "next" or any(word in last for word in ("url", "link", "href", "uri"))
    return paging.style is PagingStyle.LINK or (is_counted(paging) and named)


def _address(call: Call, paging: Paging, following: str) -> str:
    name = _token_name(paging)
    query = [pair for pair in call.request.query if pair[0] != name and pair[0] not in _credential_names(call)]
    return f"{call.address}{call.request.path}?{urlencode([*query, (name, following)])}"


def _credential_names(call: Call) -> set[str]:
    schemes = call.store.profile.auth.value or ()
    return {scheme.parameter for scheme in schemes if scheme.where == "query"}


def _put(body: object, headers: dict[str, str], path: str, value: object) -> None:
    if path.startswith(_HEADER):
        if value is not None:
            headers[path.removeprefix(_HEADER).split()[0].casefold()] = _text(value)
    elif isinstance(body, dict):
        put_into(body, path, value)
    elif value is not None:
        # A list at the root leaves no room in the body.
        headers[f"x-{path.replace('.', '-').replace('_', '-').casefold()}"] = _text(value)


def _text(value: object) -> str:
    return "true" if value is True else "false" if value is False else str(value)
