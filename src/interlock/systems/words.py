"""Names taken apart into words, so that `updatedAt`, `updated_at` and `UpdatedAt` say the same."""

from __future__ import annotations

import re
from functools import lru_cache

_PIECES = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_IRREGULAR = {"people": "person", "children": "child", "men": "man", "women": "woman", "indices": "index"}
_UNCHANGED = {"series", "news", "status", "address", "business", "process", "access", "sms", "gps", "data", "basis"}
# Words that are often written together without a mark between them (`lastmodifieddate`, `perpage`).
_GLUED = (
    "modified", "external", "updated", "created", "deleted", "include", "create", "update", "number", "since", "after",
    "token", "last", "date", "time", "page", "size", "per",
)  # fmt: skip
_GLUED_ENDS = ("at", "on", "id", "by")


@lru_cache(maxsize=50_000)
def tokens(name: str) -> tuple[str, ...]:
    """The words of a name, lower case: `lastModifiedAt` is `last`, `modified`, `at`."""
    found: list[str] = []
    for piece in _PIECES.findall(name[:200]):
        found.extend(_unglued(piece.lower()))
    return tuple(found)


def _unglued(word: str) -> list[str]:
    # No name that a person wrote is longer; without the limit the search could be.
    if not 6 <= len(word) <= 40 or word in _GLUED:
        return [word]
    return _split(word) or [word]


def _split(rest: str) -> list[str] | None:
    """A text as a run of known words, the longest that fit first; None where it is none."""
    for head in _GLUED:
        if rest == head:
            return [head]
        if rest.startswith(head):
            tail = rest[len(head) :]
            after = [tail] if tail in _GLUED_ENDS else _split(tail)
            if after is not None:
                return [head, *after]
    return None


@lru_cache(maxsize=50_000)
def singular(word: str) -> str:
    """The singular of an English noun, lower case, good enough to compare names."""
    low = word.lower()
    if low in _IRREGULAR:
        return _IRREGULAR[low]
    if low in _UNCHANGED or len(low) < 4 or low.endswith(("ss", "us", "is")):
        return low
    if low.endswith("ies"):
        return low[:-3] + "y"
    if low.endswith(("ouses", "auses")):
        return low[:-1]
    if low.endswith(("sses", "shes", "ches", "xes", "zes", "uses")):
        return low[:-2]
    return low.removesuffix("s")


@lru_cache(maxsize=50_000)
def stem(name: str) -> tuple[str, ...]:
    """The words of a name, each in the singular: what two names have in common that mean the same thing."""
    return tuple(singular(word) for word in tokens(name))


def same_thing(one: str, other: str) -> bool:
    """Whether two names differ only in number, case and separators."""
    return bool(stem(one)) and "".join(stem(one)) == "".join(stem(other))


def sentence(text: str, *, most: int = 300) -> str:
    """A text on one line, cut at `most` characters."""
    flat = " ".join(text[: most * 3].split())
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"
