"""People as answers: `Name <address>, Company`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from interlock.asking.offer import Asked, Choice, NotAnAnswer

WRITTEN = "`Name <address>, Company`"
_PERSON = re.compile(r"([^<>,;|]{1,100}?)\s*(?:<\s*(?:mailto:)?([^<>\s]{1,200})\s*>)?\s*(?:,\s*([^,;|<>]{1,100}?))?\.?")


@dataclass(frozen=True, slots=True)
class Named:
    """A person as answered."""

    name: str
    contact: str
    company: str


def person(words: str) -> Named:
    """The person whom an answer names.

    Raises:
        NotAnAnswer: it names nobody.
    """
    if "|" in words:
        raise NotAnAnswer(f"`|` ends a cell of a table and cannot stand in `{words.strip()}`; write it like {WRITTEN}")
    found = _PERSON.fullmatch(" ".join(words.split()))
    if found is None or not re.search(r"\w", found.group(1)):
        raise NotAnAnswer(f"`{words.strip()}` names nobody; write it like {WRITTEN}")
    return Named(found.group(1), found.group(2) or "", found.group(3) or "")


def known_people(asked: Asked, company: str = "") -> tuple[Choice, ...]:
    """The people whom the document names already, to be chosen for one more role."""
    everybody = [*([asked.document.owner] if asked.document.owner else []), *asked.document.people]
    found: dict[str, Choice] = {}
    for one in everybody:
        fits = not company or one.company.casefold() == company.casefold()
        if one.name.strip() and one.name.casefold() != "not needed" and fits:
            contact = f" <{one.contact}>" if one.contact else ""
            words = f"{one.name}{contact}, {one.company}" if one.company else f"{one.name}{contact}"
            found.setdefault(one.name.casefold(), Choice(words, f"already {one.role}" if one.role else ""))
    return tuple(found.values())
