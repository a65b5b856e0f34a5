"""Who the one person is that decides."""

from __future__ import annotations

from interlock.asking.offer import Asked, NotAnAnswer, Offer, Way
from interlock.asking.ways._people import WRITTEN, known_people, person
from interlock.document.editing import Edit, add_paragraph, applied


def _offer(asked: Asked) -> Offer:
    def write(words: str) -> str:
        one = person(words)
        companies = [row.company for row in asked.document.systems if row.company]
        if not one.company:
            raise NotAnAnswer(f"of which company? write it like {WRITTEN}, with {' or '.join(companies)}")
        contact = f" <{one.contact}>" if one.contact else ""
        said = f"{one.name}{contact}, {one.company}"
        if asked.document.owner is not None:
            span = asked.document.owner.span
            return applied(asked.text, [Edit(span.start, span.end, said)])
        section = asked.document.section("Owner")
        if section is not None and section.prose:
            span = section.prose[0].span
            return applied(asked.text, [Edit(span.start, span.end, f"{said}.")])
        return add_paragraph(asked.text, "Owner", f"{said}.")

    now = asked.document.owner.name if asked.document.owner is not None else ""
    people = tuple(one for one in known_people(asked) if not now or not one.words.startswith(now))
    return Offer(write, people, WRITTEN)


WAY = Way(("owner-missing", "owner-not-one-person", "owner-not-understood"), _offer)
