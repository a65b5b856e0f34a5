"""Words of the document with the place of each character, through line breaks and escapes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from interlock.model.place import Span

_CODE = re.compile(r"`[^`]*`")
_UNTIDY = re.compile(r"  |[\t\n]")
_LINE_END = re.compile(r"\r\n?|\n")
# What people's keyboards and editors write for the plain character; one for one, so that places stay.
_PLAIN = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " ", "\t": " "})


@dataclass(frozen=True)
class Source:
    """The text of one file."""

    file: str
    text: str

    @cached_property
    def starts(self) -> list[int]:
        """The offset of the first character of each line, and of the end of the text."""
        return [0, *(found.end() for found in _LINE_END.finditer(self.text))]

    @property
    def lines(self) -> int:
        """How many lines there are; an empty text has one."""
        return len(self.starts)

    def line(self, number: int) -> str:
        """The line with that number, from 0, without its end."""
        return self.text[slice(*self.line_bounds(number))]

    def line_bounds(self, number: int) -> tuple[int, int]:
        """The offsets of the first character of a line, and just past its last one without the line end."""
        start = self.starts[number]
        end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return start, end

    def span(self, start: int, end: int) -> Span:
        """The place between two offsets."""
        line, column = self._at(start)
        end_line, end_column = self._at(end)
        return Span(self.file, line, column, end_line, end_column, start, end)

    def _at(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def words(self, start: int, end: int) -> Words:
        """The text between two offsets as words."""
        return Words(self, self.text[start:end], range(start, end), end)


# Not frozen, though nobody changes one: a document is cut into tens of thousands, which would take three times as long.
@dataclass(slots=True, unsafe_hash=True)
class Words:
    """A run of characters; `at` has the offset of each in the source, `end` is where they end."""

    source: Source
    text: str
    at: Sequence[int]
    end: int

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def start(self) -> int:
        """The offset of the first character."""
        return self.at[0] if self.text else self.end

    @property
    def span(self) -> Span:
        """Their place, from the first character to just past the last."""
        return self.source.span(self.start, self.end)

    @property
    def written(self) -> str:
        """Everything that stands at their place, white space made plain."""
        return " ".join(self.source.text[self.start : self.end].split())

    def part(self, start: int, end: int | None = None) -> Words:
        """The characters from `start` up to `end`."""
        end = len(self.text) if end is None else end
        text = self.text[start:end]
        if not text:
            here = self.at[start] if start < len(self.text) else self.end
            return Words(self.source, "", (), here)
        return Words(self.source, text, self.at[start:end], self.at[start + len(text) - 1] + 1)

    def strip(self, characters: str | None = None) -> Words:
        """Without white space, or the given characters, at both ends; nothing left has its place at the start."""
        text = self.text.strip(characters)
        if text == self.text:
            return self
        if not text:
            return Words(self.source, "", (), self.start)
        start = len(self.text) - len(self.text.lstrip(characters))
        return self.part(start, start + len(text))

    def bare(self) -> Words:
        """Without the backticks around all of it."""
        text = self.text
        if len(text) > 1 and text[0] == text[-1] == "`" and "`" not in text[1:-1]:
            return self.part(1, len(text) - 1).strip()
        return self

    def joined(self, other: Words, *, by: str = " ") -> Words:
        """These and the others, with a space between, which has the place of what follows."""
        if not self.text or not other.text:
            return self if self.text else other
        at = [*self.at, *(other.start for _ in by), *other.at]
        return Words(self.source, self.text + by + other.text, at, other.end)

    def without(self, start: int, end: int) -> Words:
        """All but the characters from `start` up to `end`."""
        before, after = self.part(0, start), self.part(end)
        if not before.text or not after.text:
            return before if before.text else after
        return Words(self.source, before.text + after.text, [*before.at, *after.at], after.end)

    def tidy(self) -> Words:
        """With plain quotes and spaces, and no two spaces in a row."""
        if self.text.isascii() and not _UNTIDY.search(self.text):
            return self
        plain = self.text.translate(_PLAIN)
        if "  " not in plain and "\n" not in plain:
            return Words(self.source, plain, self.at, self.end)
        kept = [i for i, c in enumerate(plain) if not c.isspace() or (i > 0 and not plain[i - 1].isspace())]
        text = "".join(" " if plain[i].isspace() else plain[i] for i in kept)
        return Words(self.source, text, [self.at[i] for i in kept], self.end)

    def outside_code(self, pattern: re.Pattern[str], start: int = 0) -> Iterator[re.Match[str]]:
        """Where the pattern occurs outside of backticks, from `start` on."""
        return pattern.finditer(_CODE.sub(lambda code: "\0" * len(code.group()), self.text), start)
