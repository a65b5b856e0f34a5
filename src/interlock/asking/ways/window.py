"""How long the first run may take: another time under Dates, or that it goes on in the day."""

from __future__ import annotations

import re

from interlock.asking.offer import Asked, Choice, NotAnAnswer, Offer, Way
from interlock.document.editing import write_cell

_CLOCK = re.compile(r"\d{1,2}:\d{2}")


def _offer(asked: Asked) -> Offer:
    line = asked.finding.place.line
    there = next((one.when for one in asked.document.dates if one.span.line == line), "")
    begins = _CLOCK.search(there)

    def write(words: str) -> str:
        if not words.strip():
            raise NotAnAnswer("nothing is written")
        return write_cell(asked.text, line, ["When"], words)

    on = (
        (Choice(f"from {begins[0]} on, until it is done", "people may work in both systems while it still runs"),)
        if begins is not None
        else ()
    )
    return Offer(write, on, "or a longer time, like `20:00 to 06:00`")


WAY = Way(("first-run-longer-than-window",), _offer)
