"""Addresses in answers: only their path and query are ever used, and only where they lead to the same system."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol, runtime_checkable
from urllib.parse import parse_qsl, urlsplit

_LINK = re.compile(r"<([^<>]{1,4000})>([^<]{0,500})")
_NEXT = re.compile(r";\s*rel\s*=\s*(?:\"[^\"]*\bnext\b[^\"]*\"|next\b)", re.IGNORECASE)


@runtime_checkable
class Addressed(Protocol):
    """A transport that knows the address it sends to."""

    @property
    def base_url(self) -> str:
        """The address, with its base path."""
        ...


def bases(servers: Iterable[str], transport: object) -> tuple[str, ...]:
    """The addresses under which a system is known: where it is reached, and what its description says."""
    reached = (transport.base_url,) if isinstance(transport, Addressed) else ()
    return (*reached, *servers)


def path_below(address: str, known: Iterable[str]) -> str | None:
    """The path of an address below the base path that fits it; None where it leads to another host."""
    try:
        target = urlsplit(address)
        for base in known:
            here = urlsplit(base)
            if target.netloc and target.netloc.casefold() != here.netloc.casefold():
                continue
            root = here.path.rstrip("/")
            if root and not (target.path == root or target.path.startswith(root + "/")):
                continue
            return target.path[len(root) :] or "/"
    except ValueError:
        return None
    return None if target.netloc else target.path or None


def path_of(address: str) -> str:
    """The path of an address, whatever its host; `/` where it has none."""
    try:
        return urlsplit(address).path or "/"
    except ValueError:
        return "/"


def followed(address: str, known: Iterable[str], *, current: str) -> tuple[str, tuple[tuple[str, str], ...]] | None:
    """The path and query that an address leads to, seen from the path `current`; None for another host."""
    try:
        target = urlsplit(address)
        query = tuple(parse_qsl(target.query, keep_blank_values=True, max_num_fields=200))
    except ValueError:
        return None
    if target.scheme and target.scheme not in {"http", "https"}:
        return None
    if not target.netloc and not target.path:
        return current, query
    if not target.netloc and not target.path.startswith("/"):
        return current.rsplit("/", 1)[0] + "/" + target.path, query
    path = path_below(address, known)
    return None if path is None else (path, query)


def next_of(header: str) -> str:
    """The address that a Link header calls next; a header that is a bare address is taken as it is; empty for none."""
    for match in _LINK.finditer(header[:20_000]):
        if _NEXT.search(match[2]):
            return match[1].strip()
    return "" if "<" in header else header.strip()
