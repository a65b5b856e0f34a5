"""Who has a role in the project."""

from __future__ import annotations

from interlock.asking.offer import Asked, Choice, Offer, Way
from interlock.asking.ways._people import WRITTEN, known_people, person
from interlock.document.editing import add_row
from interlock.document.sections.people import COLUMNS

_TESTER = {"tester": "QA analyst"}


def _offer(asked: Asked) -> Offer:
    parts = asked.finding.subject.split("/")
    role = _TESTER.get(parts[1], parts[1].capitalize())
    company = parts[2] if len(parts) > 2 else ""
    may_lack = not company

    def write(words: str) -> str:
        if may_lack and words.strip().casefold() in {"not needed", "none"}:
            return add_row(asked.text, "People", COLUMNS, {"role": role, "name": "not needed"})
        one = person(words)
        row = {"role": role, "name": one.name, "company": one.company or company, "contact": one.contact}
        return add_row(asked.text, "People", COLUMNS, row)

    none = (Choice("not needed", "nobody has this role, and nobody is asked"),) if may_lack else ()
    return Offer(write, (*known_people(asked, company), *none), WRITTEN)


WAY = Way(("role-not-filled", "engineer-missing"), _offer)
