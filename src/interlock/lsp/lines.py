"""Offsets in a text, and positions as an editor counts them: lines from 0, columns in units of its encoding."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from lsprotocol.types import Position, Range
from pygls.workspace import PositionCodec

from interlock.model.place import Span

# The protocol knows no other line ends; what splits lines elsewhere (form feeds, U+2028) does not count.
_LINE_END = re.compile(r"\r\n?|\n")


class Lines:
    """The lines of one text."""

    def __init__(self, text: str, codec: PositionCodec) -> None:
        self.text = text
        self._codec = codec

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in _LINE_END.finditer(self.text))]

    def __len__(self) -> int:
        return len(self._starts)

    def line(self, number: int) -> str:
        """The line with that number, from 0, without its end."""
        start, end = self.bounds(number)
        return self.text[start:end]

    def bounds(self, number: int) -> tuple[int, int]:
        """The offsets of a line's first character, and just past its last one."""
        start = self._starts[number]
        end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return start, end

    def number(self, offset: int) -> int:
        """The number of the line, from 0, in which an offset is."""
        return bisect_right(self._starts, offset) - 1

    def position(self, offset: int) -> Position:
        """The position of an offset; one past the end is the end."""
        offset = max(0, min(offset, len(self.text)))
        line = self.number(offset)
        return Position(line, self._codec.client_num_units(self.text[self._starts[line] : offset]))

    def offset(self, position: Position) -> int:
        """The offset of a position; one past its line's end is the line's end, one past the last line the text's."""
        if position.line >= len(self._starts):
            return len(self.text)
        start, end = self.bounds(max(0, position.line))
        units = 0
        for offset in range(start, end):
            if units >= position.character:
                return offset
            units += self._codec.client_num_units(self.text[offset])
        return end

    def range(self, start: int, end: int) -> Range:
        """The range between two offsets."""
        return Range(self.position(start), self.position(max(start, end)))

    def range_of(self, place: Span) -> Range:
        """The range of a place, which counts lines and columns in characters from 1."""
        start = self._offset_of(place.line, place.column)
        end = self._offset_of(place.end_line, place.end_column)
        return self.range(start, end)

    def _offset_of(self, line: int, column: int) -> int:
        if not 1 <= line <= len(self._starts):
            return len(self.text) if line > 1 else 0
        start, end = self.bounds(line - 1)
        return min(end, start + max(0, column - 1))

    @property
    def whole(self) -> Range:
        """The range of the whole text."""
        return self.range(0, len(self.text))
