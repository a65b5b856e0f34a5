"""Other words for those at a finding's place: a cell, an item, or a part of one."""

from __future__ import annotations

from interlock.asking.offer import Asked, NotAnAnswer, Offer
from interlock.asking.sentences import named_item
from interlock.document.editing import add_item, place_of, replace

_LISTS = {"acceptance criteria": "Acceptance criteria", "user stories": "User stories"}
_PLAIN_LISTS = {"assumptions and considerations": "Assumptions and considerations", "assumptions": "Assumptions"}


def at_its_place(asked: Asked) -> Offer | None:
    """New words where the finding stands, or None where that is a whole row, a heading or nothing.

    What a list lacks is added to it as an item.
    """
    place = asked.finding.place
    where = place_of(asked.text, place)
    if where == "heading":
        return _item(asked)
    if where not in {"cell", "item"}:
        return None
    there = " ".join(asked.text[place.start : place.end].split())

    def write(words: str) -> str:
        if not words.strip():
            raise NotAnAnswer("nothing is written")
        return replace(asked.text, place, words)

    return Offer(write, expects=f"what to write instead of `{there}`" if there else "what to write there")


def _item(asked: Asked) -> Offer | None:
    heading = asked.text[asked.finding.place.start :].splitlines()[0].strip("# ").casefold()
    if heading in _LISTS:
        section = _LISTS[heading]
        return Offer(
            lambda words: add_item(asked.text, section, named_item(asked, section, words)),
            expects="a sentence, with its name before it (`**name**: ...`) or without",
        )
    if heading in _PLAIN_LISTS:
        section = _PLAIN_LISTS[heading]
        return Offer(lambda words: add_item(asked.text, section, words), expects="a sentence")
    return None
