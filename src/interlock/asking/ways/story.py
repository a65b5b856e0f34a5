"""Who needs a record to flow, and what for."""

from __future__ import annotations

from interlock.asking.offer import Asked, NotAnAnswer, Offer, Way
from interlock.asking.sentences import named_item
from interlock.document.editing import add_item


def _offer(asked: Asked) -> Offer | None:
    parts = asked.finding.subject.split("/")
    here = asked.document.side(parts[2]) if len(parts) == 3 else None
    if here is None:
        return None
    record, way = parts[0], f"{asked.name(here)} → {asked.name(here.other)}"

    def write(words: str) -> str:
        if not words.strip():
            raise NotAnAnswer("nothing is written")
        name = f"{record}-to-{asked.name(here.other)}".casefold().replace(" ", "-")
        return add_item(asked.text, "User stories", named_item(asked, "User stories", words, name=name, about=way))

    expects = f"As a PERSON, when SITUATION with the {record}, OUTCOME within TIME, so that REASON"
    return Offer(write, expects=expects)


WAY = Way(("direction-without-story",), _offer)
