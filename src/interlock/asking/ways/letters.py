"""Letters that are not what they look like, and characters that cannot be seen."""

from __future__ import annotations

import re

from interlock.asking.offer import Asked, Choice, NotAnAnswer, Offer, Way

_WITHOUT = "take it out"


def _offer(asked: Asked) -> Offer | None:
    return _hidden(asked) if asked.finding.code == "hidden-characters" else _name(asked)


def _hidden(asked: Asked) -> Offer:
    place = asked.finding.place
    start, end = asked.text.rfind("\n", 0, place.start) + 1, asked.text.find("\n", place.start)
    line = asked.text[start : end if end >= 0 else len(asked.text)]
    character = asked.text[place.start : place.end]

    def write(words: str) -> str:
        if words.strip().casefold() != _WITHOUT:
            raise NotAnAnswer(f"`{_WITHOUT}`, or type the line anew in an editor")
        return asked.text[:start] + line.replace(character, "") + asked.text[start + len(line) :]

    return Offer(write, (Choice(_WITHOUT, "the line then says exactly what is seen of it"),))


def _name(asked: Asked) -> Offer | None:
    line = asked.finding.place.line
    document = asked.document
    rows = [(one.name, one.span) for one in document.systems]
    rows += [(one.name, one.span) for one in document.records]
    rows += [(one.name, one.span) for one in document.terms]
    name = next((name for name, span in rows if span.line == line and name), None)
    if name is None:
        return None

    def write(words: str) -> str:
        said = words.strip().strip("`")
        if not said.isprintable() or not re.fullmatch(r"\w[\w -]{0,80}", said):
            raise NotAnAnswer(f"`{said}` is no name; type it anew in plain letters")
        return re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", lambda _: said, asked.text)

    return Offer(write, expects="the name in plain letters; it is then written so wherever it stands in the document")


WAY = Way(("hidden-characters", "names-look-alike"), _offer)
