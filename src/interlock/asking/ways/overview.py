"""Why the integration is built, and what it does for both sides."""

from __future__ import annotations

from interlock.asking.offer import Asked, NotAnAnswer, Offer, Way
from interlock.document.editing import add_paragraph


def _offer(asked: Asked) -> Offer:
    names = " and ".join(row.name for row in asked.document.systems)

    def write(words: str) -> str:
        if not words.strip():
            raise NotAnAnswer("nothing is written")
        return add_paragraph(asked.text, "Overview", words)

    if asked.finding.code == "overview-without-reason":
        return Offer(write, expects="a sentence or two: what goes wrong today, for whom, and what is better afterwards")
    return Offer(write, expects=f"a sentence or two that name {names}: what happens, and which problem that ends")


WAY = Way(("overview-missing", "overview-leaves-out-a-system", "overview-without-reason"), _offer)
