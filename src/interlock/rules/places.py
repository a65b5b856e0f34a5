"""Places within places."""

from __future__ import annotations

from interlock.model.place import Span


def part(whole: Span, text: str, start: int, end: int) -> Span:
    """The place of `text[start:end]`, where `text` is what stands at `whole`."""
    line, column = _at(whole, text, start)
    end_line, end_column = _at(whole, text, end)
    return Span(whole.file, line, column, end_line, end_column, whole.start + start, whole.start + end)


def _at(whole: Span, text: str, offset: int) -> tuple[int, int]:
    before = text[:offset]
    newlines = before.count("\n")
    if not newlines:
        return whole.line, whole.column + offset
    return whole.line + newlines, offset - before.rindex("\n")
