"""A line of Out of scope about a record that the data map has."""

from __future__ import annotations

from interlock.asking.offer import Asked, Choice, NotAnAnswer, Offer, Way
from interlock.document.editing import place_of, without_item, without_row

_FLOWS = "it flows"


def _offer(asked: Asked) -> Offer:
    place = asked.finding.place

    def write(words: str) -> str:
        if words.strip().casefold() not in {_FLOWS, "yes"}:
            raise NotAnAnswer(f"`{_FLOWS}`; else take its rows out of the data map and the field mapping in an editor")
        in_list = place_of(asked.text, place) == "item"
        return without_item(asked.text, place.start) if in_list else without_row(asked.text, place.line)

    record = asked.finding.subject.partition("/")[0]
    return Offer(write, (Choice(_FLOWS, f"{record} is in this version, and the line is taken out of Out of scope"),))


WAY = Way(("mapped-record-out-of-scope",), _offer)
