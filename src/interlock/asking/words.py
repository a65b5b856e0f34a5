"""Other words for those at a finding's place: a cell, an item, or a part of one."""

from __future__ import annotations

import re

from interlock.asking.offer import Asked, NotAnAnswer, Offer
from interlock.asking.sentences import named_item
from interlock.document.editing import Edit, add_item, applied, one_line, place_of, replace

_LISTS = {"acceptance criteria": "Acceptance criteria", "user stories": "User stories"}
_WHOLE = re.compile(r"when\s.*\S,\s", re.IGNORECASE | re.DOTALL)
"""How a whole criterion reads, which takes the place of all of one of which a part was not understood."""
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
    sentence = _sentence(asked) if where == "item" else None
    there = " ".join(asked.text[place.start : place.end].split())

    def write(words: str) -> str:
        if not words.strip():
            raise NotAnAnswer("nothing is written")
        if sentence is not None and _WHOLE.match(words.strip()):
            return applied(asked.text, [Edit(*sentence, one_line(words))])
        return replace(asked.text, place, words)

    return Offer(write, expects=f"what to write instead of `{there}`" if there else "what to write there")


def _sentence(asked: Asked) -> tuple[int, int] | None:
    """Where the sentence of the criterion stands of which the place is a part, or None."""
    place = asked.finding.place
    one = next((one for one in asked.document.criteria if one.span.start <= place.start < one.span.end), None)
    start = asked.text.rfind(one.text, one.span.start, one.span.end) if one is not None and one.text else -1
    return (start, start + len(one.text)) if one is not None and start >= 0 else None


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
