"""Reads the parts of a multipart form: the texts of its fields, and of files their names."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import Message
from email.parser import HeaderParser
from email.utils import collapse_rfc2231_value

import orjson

from interlock.model.value import JSON

_MOST_PARTS = 5_000
_MOST_HEAD = 8_192
_LONGEST_BOUNDARY = 70
_END_OF_HEAD = b"\r\n\r\n"


def parts_of(content_type: str, data: bytes) -> Iterator[tuple[str, JSON]]:
    """The fields with their values: texts, JSON where a part says that it is JSON, and the name of a file.

    Parts are parted as RFC 2046 says (5.1.1), and named as RFC 7578 says.

    Raises:
        ValueError: it is no such form.
    """
    boundary = _head(f"Content-Type: {content_type}").get_boundary("")
    if not 0 < len(boundary) <= _LONGEST_BOUNDARY:
        raise ValueError("a form of several parts says what parts them")
    mark = b"\r\n--" + boundary.encode()
    first, *parts = (b"\r\n" + data).split(mark, _MOST_PARTS + 1)
    del first  # what stands before the first part says nothing
    if not parts or len(parts) > _MOST_PARTS or not parts[-1].startswith(b"--"):
        raise ValueError("its parts do not end, or are too many")
    for part in parts[:-1]:
        head, found, content = part.lstrip(b" \t").removeprefix(b"\r\n").partition(_END_OF_HEAD)
        if not found or len(head) > _MOST_HEAD:
            raise ValueError("a part has no head")
        yield _field(_head(head.decode()), content)


def _head(lines: str) -> Message:
    # The reader of whole messages goes down as deep as its parts are nested; a head has no parts.
    return HeaderParser().parsestr(lines)


def _field(head: Message, content: bytes) -> tuple[str, JSON]:
    name, file = (head.get_param(key, header="content-disposition") for key in ("name", "filename"))
    if not name:
        raise ValueError("a part has no name")
    if file is not None:
        return collapse_rfc2231_value(name), collapse_rfc2231_value(file)
    if head.get_content_type() == "application/json":
        value: JSON = orjson.loads(content)
        return collapse_rfc2231_value(name), value
    return collapse_rfc2231_value(name), content.decode()
