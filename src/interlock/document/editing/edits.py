"""Replacements in a text, and words made fit to stand in one line of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """`text` takes the place of the characters from `start` up to `end`."""

    start: int
    end: int
    text: str


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits done; they must not overlap."""
    pieces, position = [], 0
    for edit in sorted(edits, key=lambda each: (each.start, each.end)):
        pieces += [text[position : edit.start], edit.text]
        position = edit.end
    return "".join([*pieces, text[position:]])


def one_line(words: str) -> str:
    """The words on one line, without characters that nobody sees."""
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())


def in_cell(words: str) -> str:
    r"""The words as they are written in a cell: on one line, a `|` as `\|`."""
    return one_line(words).replace("|", "\\|")


def line_end(text: str) -> str:
    """How the lines of a text end."""
    found = text.find("\n")
    return "\r\n" if found > 0 and text[found - 1] == "\r" else "\n"
