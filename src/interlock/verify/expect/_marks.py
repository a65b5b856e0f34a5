"""Signs between parts, as cells name them."""

from __future__ import annotations

from interlock.mapping import Written

_SIGNS = {
    "comma": ",", "semicolon": ";", "space": " ", "dash": "-", "hyphen": "-", "slash": "/", "colon": ":", "pipe": "|",
    "tab": "\t", "line": "\n",
}  # fmt: skip


def mark(written: object) -> str:
    """The sign that a cell writes or names."""
    if not isinstance(written, Written):
        return " "
    return written.text if written.quoted else _SIGNS.get(written.text, written.text)


def parts_of(value: object, sign: str) -> list[str]:
    """The parts of a text, without spaces around them."""
    return [part.strip() for part in str(value).split(sign)]


def put_together(parts: list[str], sign: str) -> str:
    """The parts as one text, as people write them."""
    return (sign + (" " if sign in ",;:" else "")).join(parts) if any(parts) else ""
