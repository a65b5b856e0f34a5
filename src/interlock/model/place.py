"""Where something stands in a file: lines and columns as an editor counts them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A run of characters; lines and columns count from 1, the end is just past the last character.

    `start` and `end` are offsets into the text of the file, in characters.
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    start: int = 0
    end: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


def whole_file(file: str) -> Span:
    """The place of a problem that concerns a file as a whole: its first character."""
    return Span(file, 1, 1, 1, 1)
