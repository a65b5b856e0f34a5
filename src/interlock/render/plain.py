"""Text that is safe to print, and colour where it is wanted.

What a document or a system says is never trusted with the terminal: control characters, escape sequences and marks that
turn the direction of writing are shown as visible signs.
"""

from __future__ import annotations

import textwrap
import unicodedata
from typing import Final

from rich.color import ColorSystem
from rich.style import Style

_CONTROL_PICTURES: Final = 0x2400
_DELETE: Final = 0x7F
_STYLES: Final = {
    "error": "bold red",
    "question": "bold yellow",
    "warning": "bold magenta",
    "note": "bold blue",
    "good": "green",
    "bad": "bold red",
    "doubt": "yellow",
    "create": "green",
    "update": "yellow",
    "remove": "red",
    "dim": "bright_black",
    "strong": "bold",
}


def visible(text: str, *, newlines: bool = False) -> str:
    """The text with every character that could steer a terminal replaced by a visible sign.

    Args:
        text: anything that came from outside.
        newlines: leave line ends as they are; otherwise they are shown as signs, so that one line stays one line.
    """
    if text.isprintable():
        return text
    return "".join(_sign(c) if _steers(c) and not (newlines and c == "\n") else c for c in text)


def _steers(character: str) -> bool:
    # Cc: control characters; Cf: formatting, among it the marks that turn direction; Cs: halves of a pair;
    # Zl, Zp: line ends that only some programs see.
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}


def _sign(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(_CONTROL_PICTURES + code)
    return "␡" if code == _DELETE else f"<U+{code:04X}>"


def paint(text: str, style: str, *, color: bool) -> str:
    """The text in one of the house's styles, or as it is without colour."""
    if not color or not text:
        return text
    return Style.parse(_STYLES[style]).render(text, color_system=ColorSystem.STANDARD)


def wrapped(text: str, *, width: int, first: str = "", rest: str = "") -> str:
    """The text, made safe and broken at spaces; `first` and `rest` stand before its lines."""
    return textwrap.fill(
        visible(text),
        max(width, 30),
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
        break_long_words=False,
    )


def counted(count: int, one: str, many: str = "") -> str:
    """`1 finding`, `3 findings`, `12,000 items`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
