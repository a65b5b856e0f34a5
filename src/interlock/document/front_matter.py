"""Front matter: the format version and the document's version, between two lines of dashes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from types import NoneType
from typing import Final

from ryaml import loads  # type: ignore[attr-defined] # its stubs do not list what it gives

from interlock.catalogue import did_you_mean
from interlock.document.report import Report, shown
from interlock.document.words import Source, Words
from interlock.model.document import Stated

FORMAT: Final = "1"
"""The format version that this reader knows."""

_KEYS = ("interlock", "version")
# Two short lines are expected; more is no front matter, and may be made to blow up when it is read.
_MOST_LINES = 40
_MOST_CHARACTERS = 2_000
_MARK = re.compile(r"""["']?interlock["']?\s*:""")
_QUOTED = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'""")
_COMMENT = re.compile(r"(?:^|\s+)#.*")
_LINE = re.compile(r"([^\s:#][^:]*?)\s*:(?:\s+(.*?))?\s*")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The document's version, and the line (from 0) at which the document itself begins."""

    version: Stated[str]
    first_line: int


def is_marked(text: str) -> bool:
    """Whether a text says of itself that it is a document: it begins with dashes and has a key `interlock` below."""
    first, *rest = text[: _MOST_LINES * _MOST_CHARACTERS].splitlines()[:_MOST_LINES] or [""]
    if first.removeprefix("\ufeff").rstrip() != "---":
        return False
    head = takewhile(lambda line: line.rstrip() != "---", rest)
    return any(_MARK.match(line) for line in head)


def read_front_matter(source: Source, report: Report) -> FrontMatter:
    """The front matter; whatever is wrong with it is reported."""
    nothing = source.words(0, 0)
    if source.line(0).removeprefix("\ufeff").rstrip() != "---":
        _report_format(report, nothing, "")
        return FrontMatter(Stated("", nothing.span), 0)
    last = next((n for n in range(1, min(source.lines, _MOST_LINES)) if source.line(n).rstrip() == "---"), None)
    if last is None:
        message = "the front matter has no end"
        report.add("broken-front-matter", source.words(0, 3), message, hint="end it with a line `---`")
        return FrontMatter(Stated("", nothing.span), 1)
    values = _values(source, last, report)
    version, its_format = values.get("version", nothing), values.get("interlock", nothing)
    _report_format(report, its_format, its_format.text)
    return FrontMatter(Stated(version.text, version.span, version.text or None), last + 1)


def _values(source: Source, last: int, report: Report) -> dict[str, Words]:
    """The words of each known key's value."""
    start, end = source.line_bounds(1)[0], source.line_bounds(last - 1)[1]
    if not _is_mapping(source.text[start:end]):
        message = "the front matter is not made of keys and values"
        report.add(
            "broken-front-matter",
            source.words(start, end),
            message,
            hint=f"write `interlock: {FORMAT}` and `version: 1.0.0`",
        )
    found: dict[str, Words] = {}
    for number in range(1, last):
        line = source.words(*source.line_bounds(number))
        said = _LINE.fullmatch(line.text) if len(line.text) < _MOST_CHARACTERS else None
        if said is None:
            continue
        key = line.part(said.start(1), said.end(1)).strip("\"'")
        if key.text not in _KEYS:
            message = f"the front matter has no key {shown(key.text)}"
            report.add("unknown-key", key, message, hint=did_you_mean(key.text, _KEYS))
        elif key.text in found:
            report.add("broken-front-matter", key, f"the key {shown(key.text)} is here twice")
        else:
            value = line.part(said.start(2), said.end(2)) if said.group(2) else line.part(len(line.text))
            found[key.text] = value.part(0, len(_uncommented(value.text))).strip("\"'")
    return found


def _uncommented(value: str) -> str:
    """A value without the comment behind it: as YAML has it, a `#` at the beginning or after a blank, in no quotes."""
    quoted = _QUOTED.match(value)
    begin = quoted.end() if quoted is not None else 0
    comment = _COMMENT.search(value, begin)
    return value[: comment.start()] if comment is not None else value


def _is_mapping(text: str) -> bool:
    if len(text) > _MOST_CHARACTERS:
        return False
    try:
        return isinstance(loads(text), dict | NoneType)
    except ValueError:
        return False


def _report_format(report: Report, words: Words, given: str) -> None:
    if given != FORMAT:
        message = (
            f"the format version is {shown(given)}, expected `{FORMAT}`" if given else "the format version is not given"
        )
        hint = f"begin the file with lines `---`, `interlock: {FORMAT}`, `version: 1.0.0`, `---`"
        report.add("unknown-format", words, message, hint=hint)
