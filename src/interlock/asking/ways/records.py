"""Which records flow."""

from __future__ import annotations

import re

from interlock.asking.offer import Asked, NotAnAnswer, Offer, Way
from interlock.document.editing import add_row
from interlock.document.sections.data_map import DECISIONS
from interlock.model.value import Side

_BETWEEN = re.compile(r"\s*[,;]\s*")
_NAME = re.compile(r"\w[\w -]{0,60}")


def _offer(asked: Asked) -> Offer:
    known = {"Record": "record", asked.name(Side.LEFT): "left", asked.name(Side.RIGHT): "right", **DECISIONS}

    def write(words: str) -> str:
        names = [name for name in _BETWEEN.split(words.strip()) if name]
        wrong = next((name for name in names if not _NAME.fullmatch(name)), None)
        if not names or wrong is not None:
            raise NotAnAnswer(f"`{(wrong or words).strip()}` is no name of a record; write one or several like `Order`")
        text = asked.text
        for name in dict.fromkeys(names):
            text = add_row(text, "Data map", known, {"record": name})
        return text

    return Offer(write, expects="the records in the singular, several with commas between, like `Order, Customer`")


WAY = Way(("records-missing",), _offer)
