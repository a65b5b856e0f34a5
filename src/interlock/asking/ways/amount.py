"""How many items a system keeps, and how many requests it allows: a line under Assumptions and considerations."""

from __future__ import annotations

import re
from collections.abc import Callable

from interlock.asking.offer import Asked, NotAnAnswer, Offer, Way
from interlock.document.editing import add_item

_SECTION = "Assumptions and considerations"
_NUMBER = re.compile(r"\d[\d,.]*")
_ROUGHLY = re.compile(r"(?:about|around|roughly|approximately|some|~)\s*", re.IGNORECASE)
_NAME = re.compile(r"`([^`]+)`")


def _kept(asked: Asked) -> Offer | None:
    system = asked.finding.subject.split("/")[1]
    records = _NAME.findall(asked.finding.message.partition(" does ")[0])

    def said(words: str) -> str:
        if _NUMBER.fullmatch(words):
            if len(records) != 1:
                raise NotAnAnswer(f"say how many of each: {', '.join(records)}")
            return f"{system} keeps {words} {records[0]}"
        return f"{system} keeps {words}"

    amounts = " and ".join(f"{1_000 * number:,} {name}" for number, name in enumerate(records[:2], start=2))
    return _line(asked, system, said, f"about how many, such as `{amounts}`")


def _allowed(asked: Asked) -> Offer | None:
    system = asked.finding.subject.split("/")[1]

    def said(words: str) -> str:
        if _NUMBER.fullmatch(words):
            raise NotAnAnswer(f"{words} in which time? say it like `600 per minute`")
        per = re.fullmatch(r"(\d[\d,.]*)\s*(?:/|an?\b|per\b)\s*(.+)", words)
        return f"{system} allows {per[1]} requests per {per[2]}" if per else f"{system} allows {words}"

    return _line(asked, system, said, "how many, such as `600 per minute`")


def _line(asked: Asked, system: str, said: Callable[[str], str], expects: str) -> Offer:
    def write(words: str) -> str:
        told = " ".join(words.split()).rstrip(".")
        told = told[found.end() :] if (found := _ROUGHLY.match(told)) else told
        if not told:
            raise NotAnAnswer("nothing is written")
        # Who writes the whole sentence is taken at their word.
        sentence = told if told.casefold().startswith(f"{system.casefold()} ") else said(told)
        return add_item(asked.text, _SECTION, f"{sentence}.")

    return Offer(write, expects=f"{expects}; or a sentence that begins with `{system}`")


def _offer(asked: Asked) -> Offer | None:
    if not asked.finding.subject.startswith("Systems/"):
        return None
    return _kept(asked) if asked.finding.code == "item-count-unknown" else _allowed(asked)


WAY = Way(("item-count-unknown", "rate-limit-unknown"), _offer)
