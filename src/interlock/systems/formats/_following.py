"""How a list was read on in recorded traffic: what the next request took over from the answer before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from urllib.parse import parse_qsl, urlsplit

from interlock.model.fact import Confidence, Evidence, Fact
from interlock.model.profile import Paging, PagingStyle
from interlock.model.value import JSON
from interlock.systems.formats._exchange import Exchange

_DEEPEST = 4
_MOST = 2_000
_GOES_ON = re.compile(r"next|cursor|after|token", re.IGNORECASE)
_IDS = {"id", "_id", "uuid", "guid", "gid", "uid", "key"}


def paging_seen(exchanges: Sequence[Exchange]) -> Fact[Paging]:
    """How the pieces of one list follow each other; unknown where no two were recorded one after the other."""
    for before, after in pairwise(exchanges):
        if before.answer is None or _query(before) == _query(after):
            continue
        found = _linked(before, after) or _told(before, after) or _counted(before, after)
        if found is not None:
            return Fact(found, Confidence.LIKELY, (Evidence(after.read_at),))
    return Fact()


def _query(exchange: Exchange) -> dict[str, str]:
    return {p.name: p.value for p in exchange.query}


def _scalars(value: JSON, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Paths and texts of the single values outside of items."""
    if isinstance(value, dict) and len(path) < _DEEPEST:
        for key, inner in list(value.items())[:_MOST]:
            yield from _scalars(inner, (*path, str(key)))
    elif isinstance(value, str | int) and not isinstance(value, bool) and path:
        yield path, str(value)


def _linked(before: Exchange, after: Exchange) -> Paging | None:
    """Whether the address that was asked next stood in the answer."""
    wanted = _query(after)
    for path, text in _scalars(before.answer):
        if ("/" in text or "?" in text) and _leads(text, after.path, wanted):
            return Paging(PagingStyle.LINK, next_path=".".join(path))
    header = next((v for k, v in before.answer_headers.items() if k.casefold() == "link"), "")
    for address, rest in re.findall(r"<([^<>]{1,4000})>([^,]{0,200})", header):
        if "next" in rest and _leads(address, after.path, wanted):
            return Paging(PagingStyle.LINK, next_path="header:Link")
    return None


def _leads(address: str, path: str, query: dict[str, str]) -> bool:
    try:
        parts = urlsplit(address[:8000])
    except ValueError:
        return False
    same = not parts.path or parts.path.rstrip("/").endswith(path.rstrip("/").rsplit("/", 1)[-1])
    return same and bool(parts.query) and dict(parse_qsl(parts.query, keep_blank_values=True)) == query


def _told(before: Exchange, after: Exchange) -> Paging | None:
    """Whether a parameter took over a token from the answer, or the id of its last item."""
    old = _query(before)
    for name, value in _query(after).items():
        counts = name in old and value.isdigit() and old[name].isdigit()
        if old.get(name) == value or not value or counts:
            continue
        places = [".".join(path) for path, text in _scalars(before.answer) if text == value]
        if places and not _is_count(value, places):
            return Paging(PagingStyle.CURSOR, token_param=name, next_path=_best(places, name))
        if value in _last_ids(before.answer):
            return Paging(PagingStyle.CURSOR, token_param=name, next_path="last id")
    return None


def _is_count(value: str, places: list[str]) -> bool:
    """Whether a small number only happens to stand in the answer, too: a page or an offset."""
    return (
        value.isdigit()
        and len(value) < 7
        and not any(re.search(r"next|cursor|after|token", p, re.IGNORECASE) for p in places)
    )


def _best(places: list[str], name: str) -> str:
    low = name.casefold()
    return next((p for p in places if "next" in p.casefold() or p.casefold().endswith(low)), places[0])


def _last_ids(answer: JSON, depth: int = 0) -> set[str]:
    """The id of the last item of each array."""
    if isinstance(answer, list) and answer:
        last = answer[-1]
        return {str(v) for k, v in last.items() if str(k).casefold() in _IDS} if isinstance(last, dict) else set()
    if isinstance(answer, dict) and depth < 3:
        return {found for inner in answer.values() for found in _last_ids(inner, depth + 1)}
    return set()


def _counted(before: Exchange, after: Exchange) -> Paging | None:
    old = _query(before)
    for name, value in _query(after).items():
        was = old.get(name)
        if not value.isdigit() or (was is not None and not was.isdigit()) or value == was or len(value) > 12:
            continue
        counts = _lengths(before.answer)
        step = int(value) - int(was) if was is not None else None
        if step == 1 or (was is None and value in ("1", "2") and int(value) not in counts):
            return Paging(PagingStyle.PAGE, token_param=name, first=int(was) if was in ("0", "1") else 1)
        if (step if step is not None else int(value)) in counts:
            return Paging(PagingStyle.OFFSET, token_param=name, first=0)
    return None


def _lengths(answer: JSON, depth: int = 0) -> set[int]:
    if isinstance(answer, list):
        return {len(answer)}
    if isinstance(answer, dict) and depth < 3:
        return {n for inner in answer.values() for n in _lengths(inner, depth + 1)}
    return set()
