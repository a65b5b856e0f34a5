"""Who decided a change."""

from __future__ import annotations

from interlock.asking.offer import Asked, Choice, NotAnAnswer, Offer, Way
from interlock.document.editing import write_cell


def _offer(asked: Asked) -> Offer:
    owner = asked.document.owner

    def write(words: str) -> str:
        if not words.strip():
            raise NotAnAnswer("nothing is written")
        return write_cell(asked.text, asked.finding.place.line, ["Decided by"], words)

    choices = (Choice(owner.name, "the owner stands behind it"),) if owner is not None else ()
    return Offer(write, choices, "the name of the owner, or of a delegate", decides=False)


WAY = Way(("change-without-decider", "change-decided-by-another"), _offer)
