"""Of which company the owner is."""

from __future__ import annotations

from interlock.asking.offer import Asked, Choice, Offer, Way
from interlock.document.editing import Edit, applied


def _offer(asked: Asked) -> Offer | None:
    owner = asked.document.owner
    if owner is None:
        return None
    start, end = owner.span.start, owner.span.end
    contact = f" <{owner.contact}>" if owner.contact else ""
    companies = dict.fromkeys(row.company for row in asked.document.systems if row.company)

    def write(words: str) -> str:
        return applied(asked.text, [Edit(start, end, f"{owner.name}{contact}, {' '.join(words.split())}")])

    return Offer(write, tuple(Choice(name) for name in companies), "the owner's company")


WAY = Way(("owner-of-neither-company",), _offer)
