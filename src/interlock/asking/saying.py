"""What was said, as the words of an answer: a choice by its number, or words that quotes keep from being one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from interlock.asking.offer import Choice, NotAnAnswer

_NUMBER = re.compile(r"#?(\d+)[.)]?")
_QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'|“([^“”]*)”")
_MOST_DIGITS = 6


def quoted(said: str) -> str | None:
    """What stands in the quotes around the whole of it; None where there are none."""
    found = _QUOTED.fullmatch(said.strip())
    return None if found is None else next(part for part in found.groups() if part is not None)


def chosen(choices: Sequence[Choice], said: str) -> str:
    """The words that are meant: those of the choice with this number, those within quotes, or what was said.

    Raises:
        NotAnAnswer: there are choices, and none has this number.
    """
    text = quoted(said)
    if text is not None:
        return text
    number = _NUMBER.fullmatch(said.strip())
    if number is None or not choices:
        return said
    digits = number.group(1)
    if len(digits) <= _MOST_DIGITS and 1 <= int(digits) <= len(choices):
        return choices[int(digits) - 1].words
    last = len(choices)
    which = "1" if last == 1 else f"1 {'or' if last == 2 else 'to'} {last}"
    raise NotAnAnswer(f"no choice has the number {digits}: choose {which}; a number as text is written in quotes")
