"""With which login something is reached, and who gives it."""

from __future__ import annotations

from interlock.asking.offer import Asked, Choice, NotAnAnswer, Offer, Way
from interlock.document.editing import write_cell


def _offer(asked: Asked) -> Offer:
    def write(words: str) -> str:
        if not words.strip():
            raise NotAnAnswer("nothing is written")
        return write_cell(asked.text, asked.finding.place.line, ["Access"], words)

    choices = (Choice("open", "anybody can read it without a login"),)
    return Offer(write, choices, "the kind of login and who gives it, like `API key, asked of NAME`")


WAY = Way(("access-not-said",), _offer)
