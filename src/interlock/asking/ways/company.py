"""Which company has a system."""

from __future__ import annotations

from interlock.asking.offer import Asked, Choice, NotAnAnswer, Offer, Way
from interlock.document.editing import write_cell


def _offer(asked: Asked) -> Offer:
    document = asked.document
    everybody = [*([document.owner] if document.owner is not None else []), *document.people]
    taken = {row.company.casefold() for row in document.systems if row.company}
    named = dict.fromkeys(one.company for one in everybody if one.company.strip())
    # A company that has no system yet comes before one that may have both.
    companies = sorted(named, key=lambda name: name.casefold() in taken)

    def write(words: str) -> str:
        if not words.strip():
            raise NotAnAnswer("nothing is written")
        return write_cell(asked.text, asked.finding.place.line, ["Company"], " ".join(words.split()))

    return Offer(write, tuple(Choice(name) for name in companies), "the name of the company that has the system")


WAY = Way(("company-missing",), _offer)
