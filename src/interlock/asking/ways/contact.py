"""How a person is reached."""

from __future__ import annotations

from interlock.asking.offer import Asked, NotAnAnswer, Offer, Way
from interlock.document.editing import write_cell


def _offer(asked: Asked) -> Offer:
    def write(words: str) -> str:
        if not words.strip():
            raise NotAnAnswer("nothing is written")
        return write_cell(asked.text, asked.finding.place.line, ["Contact"], words)

    return Offer(write, expects="an e-mail address or telephone number")


WAY = Way(("person-without-contact",), _offer)
