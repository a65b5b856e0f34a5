"""Comments of a document, which people wrote for one another: no answer may take one away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator


def lost_comment(before: str, after: str) -> str:
    """A comment (`<!-- ... -->`) that stands in a text less often after a change, or nothing."""
    left = Counter(_comments(before)) - Counter(_comments(after))
    return next(iter(left), "")


def _comments(text: str) -> Iterator[str]:
    end = 0
    while (start := text.find("<!--", end)) >= 0 and (end := text.find("-->", start) + 3) > 2:
        yield " ".join(text[start:end].split())
