"""Where a JSON pointer leads in the text of a description, by how its lines are indented."""

from __future__ import annotations

import re
from collections.abc import Iterator

_KEY = re.compile(
    r"""[ \t]*(?:-[ \t]+)*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s:#{}\[\],"'][^:]*?))[ \t]*:"""
)
_ITEM = re.compile(r"^[ \t]*-(?:[ \t]|$)")


def line_of(text: str, pointer: str) -> int:
    """The number of the line, from 0, of the deepest part of a pointer that is found; 0 where none is.

    Works for descriptions that are indented; in one that is a single line everything is there.
    """
    lines = text.splitlines()
    found, first, last, above = 0, 0, len(lines), -1
    for part in _parts(pointer):
        here = _child(lines, first, last, above, part)
        if here is None:
            return found
        found, above = here, _indent(lines[here])
        first, last = here + 1, _end(lines, here, last)
    return found


def _parts(pointer: str) -> Iterator[str]:
    for part in pointer.removeprefix("#").split("/")[1:]:
        yield part.replace("~1", "/").replace("~0", "~")


def _child(lines: list[str], first: int, last: int, above: int, part: str) -> int | None:
    """The line of a key, or of an item by its number, directly below a line."""
    level, seen = -1, -1
    for number in range(first, last):
        line = lines[number]
        if line.lstrip().startswith("#") or (_key(line) is None and not _ITEM.match(line)):
            continue  # blank, a comment, or the brackets of JSON
        indent = _indent(line)
        if level < 0 and (indent > above or _ITEM.match(line)):
            level = indent
        if indent != level:
            continue
        if _ITEM.match(line):
            seen += 1
            if part.isdigit() and seen == int(part):
                return number
        if _key(line) == part:
            return number
    return None


def _end(lines: list[str], here: int, last: int) -> int:
    """Just past what stands below a line."""
    indent = _indent(lines[here])
    for number in range(here + 1, last):
        line = lines[number]
        if line.strip() and _indent(line) <= indent and not _ITEM.match(line):
            return number
    return last


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))


def _key(line: str) -> str | None:
    found = _KEY.match(line)
    return None if found is None else found["double"] or found["single"] or found["bare"]
