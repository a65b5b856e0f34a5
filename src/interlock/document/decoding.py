"""Bytes of a file to the text of a document."""

from __future__ import annotations

import re
from typing import Final

from interlock.errors import InputError

MOST_BYTES: Final = 5_000_000
"""The size up to which a document is read."""


MOST_ITEMS: Final = 25_000
"""So many list items are read: each is a block of Markdown of its own, which costs far more than its few letters."""

_ITEM = re.compile(r"^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]", re.MULTILINE)


def list_items(text: str) -> int:
    """How many lines of a text begin as list items do."""
    return sum(1 for _ in _ITEM.finditer(text))


def decode(data: bytes, path: str) -> str:
    """The text of a document's file; an empty one is an empty text.

    Raises:
        InputError: larger than 5 MB, binary, or not in UTF-8.
    """
    if len(data) > MOST_BYTES:
        raise InputError(
            f"`{path}` has {len(data):,} bytes, expected at most {MOST_BYTES:,}",
            hint="a document is one or two pages and its tables; move data elsewhere",
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(f"`{path}` is written in UTF-16, expected UTF-8", hint="save it as UTF-8")
    if b"\x00" in data:
        raise InputError(f"`{path}` is not a text file", hint="give the Markdown file of the document")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"`{path}` is not written in UTF-8: byte {error.start} in line {line}", hint="save it as UTF-8"
        ) from None
