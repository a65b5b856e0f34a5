"""Which part the owner has in the project."""

from __future__ import annotations

from interlock.asking.offer import Asked, Choice, Offer, Way
from interlock.document.editing import add_row
from interlock.document.sections.people import COLUMNS


def _offer(asked: Asked) -> Offer | None:
    owner = asked.document.owner
    if owner is None:
        return None

    def write(words: str) -> str:
        row = {"role": words, "name": owner.name, "company": owner.company, "contact": owner.contact}
        return add_row(asked.text, "People", COLUMNS, row)

    roles = ("Analyst", "Project manager", "Partner contact", "Engineer", "End user")
    return Offer(write, tuple(Choice(role) for role in roles), "the owner's role in the project")


WAY = Way(("owner-not-in-people",), _offer)
