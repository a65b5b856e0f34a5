"""How the lines of the history are chained, so that no line can be changed, removed or moved without being found.

Each line has a number, one more than the last, and a link: the SHA-256 of the link before it and of the line as a JSON
list (UTF-8, no white space) of number, moment, kind, record, link of the items, side, field pair, place, sensitive
(0 or 1) and the digest of its values in hexadecimal. That digest is the SHA-256 of 16 bytes of salt and of the JSON
list of the item's id, the values before, after and lost (each as its stored text) and the reason. Where the values are
forgotten, the salt goes with them and the digest stays: the chain still holds, and nothing can be guessed back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from operator import itemgetter
from typing import Any

import orjson

SALT = 16
"""How many bytes of chance keep a digest from being found by trying."""

COLUMNS = "at, kind, record, link, side, item_id, pair, before, after, lost, reason, place, sensitive"
"""A line of the history as the table has it, and as `rows.entry_row` gives it."""


TOLD = (5, 7, 8, 9, 10)
"""Where in a line stands what its digest is made of: the item's id, the values before, after and lost, the reason."""

ABSENT_TEXT = '["absent"]'
"""The text of a value that is not there."""

_told = itemgetter(*TOLD)

BLANK = ["", ABSENT_TEXT, ABSENT_TEXT, ABSENT_TEXT, ""]
"""What stands there once it is forgotten."""


def beginning(birth: str, environment: str) -> bytes:
    """What stands before the first line."""
    return hashlib.sha256(orjson.dumps(["history", birth, environment])).digest()


def digest_of(row: Sequence[Any], salt: bytes) -> bytes:
    """What stands for the values of a line with those `COLUMNS`."""
    return hashlib.sha256(salt + orjson.dumps(_told(row))).digest()


def chained(last: bytes, n: int, row: Sequence[Any], digest: bytes) -> bytes:
    """The link of a line with those `COLUMNS`, after the last one's."""
    at, kind, record, link, side, _, pair, _, _, _, _, place, sensitive = row
    line = orjson.dumps([n, at, kind, record, link, side, pair, place, sensitive, digest.hex()])
    return hashlib.sha256(last + line).digest()
