"""Signs between parts, as cells name them."""

from __future__ import annotations

from interlock.mapping.outcome import Problem
from interlock.mapping.rule import Written

_NAMED = {
    "colon": ":", "comma": ",", "dash": "-", "hyphen": "-", "line": "\n", "pipe": "|", "semicolon": ";", "slash": "/",
    "space": " ", "tab": "\t",
}  # fmt: skip


def sign_of(written: object) -> str:
    """The sign that a cell names in words, or writes in backticks.

    Raises:
        Problem: it is empty.
    """
    if not isinstance(written, Written):
        return " "
    text = written.text if written.quoted else _NAMED.get(written.text, written.text)
    if not text:
        raise Problem("nothing cannot stand between parts")
    return text


def joint_of(sign: str) -> str:
    """How people write the sign between parts: a comma with a space behind it."""
    return f"{sign} " if sign in {",", ";", ":"} else sign
