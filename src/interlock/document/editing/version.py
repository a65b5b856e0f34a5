"""The version in the front matter."""

from __future__ import annotations

import re

from interlock.document.editing.edits import Edit, applied, line_end, one_line
from interlock.document.front_matter import FORMAT, read_front_matter
from interlock.document.report import Report
from interlock.document.words import Source

_NUMBERED = re.compile(r"(\d{1,9})\.(\d{1,9})(?:\.\d{1,9})?")


def set_version(text: str, version: str) -> str:
    """The text with that version in its front matter, which is made where it is missing."""
    source = Source("", text)
    words = one_line(version)
    front = read_front_matter(source, Report())
    end = line_end(text)
    if not front.version.open:
        return applied(text, [Edit(front.version.span.start, front.version.span.end, words)])
    if front.first_line == 0:
        mark = len("\ufeff") if text.startswith("\ufeff") else 0
        head = end.join(["---", f"interlock: {FORMAT}", f"version: {words}", "---", "", ""])
        return applied(text, [Edit(mark, mark, head)])
    for number in range(1, front.first_line - 1):
        line = source.line(number)
        empty = re.fullmatch(r"version\s*:\s*(#.*)?", line)
        if empty is not None:
            start, stop = source.line_bounds(number)
            comment = f" {empty.group(1)}" if empty.group(1) else ""
            return applied(text, [Edit(start, stop, f"version: {words}{comment}")])
    at = source.starts[front.first_line - 1]
    return applied(text, [Edit(at, at, f"version: {words}{end}")])


def raised(version: str) -> str:
    """The next version after a decision: the second number one higher; one that has no numbers stays as it is."""
    found = _NUMBERED.fullmatch(version.strip())
    return f"{found.group(1)}.{int(found.group(2)) + 1}.0" if found else version.strip()
