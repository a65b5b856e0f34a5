"""The roles that an integration project needs, as People's own words name them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from interlock.model.document import Document, Person
from interlock.model.people import people

PARTNER: Final = "partner contact"
ANALYST: Final = "analyst"
PROJECT: Final = "project manager"
END_USER: Final = "end user"
TESTER: Final = "tester"
ENGINEER: Final = "engineer"
OWNER: Final = "owner"

WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    PARTNER: ("partner", "contact"),
    ANALYST: ("analyst", "product manager", "product owner"),
    PROJECT: ("project", "program manager", "delivery"),
    END_USER: ("user", "anwender", "nutzer", "utilisat", "usuari", "utente", "gebruiker"),
    TESTER: ("qa", "test", "quality"),
    ENGINEER: ("engineer", "developer", "architect", "entwickl", "ingenieur", "ingénieur", "développ"),
}
"""The role as it is asked for, and the words by which a written role is recognised as it."""

_NOBODY = re.compile(
    r"(?:not|none|no one|nobody)(?: is)? (?:needed|required|necessary)|n/?a|none|nobody", re.IGNORECASE
)


def is_nobody(name: str) -> bool:
    """Whether the words in a person's place say that nobody is needed there."""
    return _NOBODY.fullmatch(name.strip(" .()")) is not None


def having(document: Document, role: str) -> tuple[Person, ...]:
    """The people whose written role is this one of `WORDS`, in the order of the document; for `owner`, the owner."""
    if role == OWNER:
        return () if document.owner is None else (document.owner,)
    return tuple(one for one in people(document) if _is(one, role) and not is_nobody(one.name))


def not_needed(document: Document, role: str) -> bool:
    """Whether the document says that nobody has this role, and that none is needed."""
    rows = [one for one in document.people if _is(one, role)]
    return bool(rows) and all(is_nobody(one.name) for one in rows)


def as_written(document: Document, role: str) -> str:
    """What the document calls a role (`End user`); as it is asked for where it does not name it."""
    return next((one.role for one in document.people if _is(one, role)), role)


def _is(person: Person, role: str) -> bool:
    written = person.role.casefold()
    return any(word in written for word in WORDS[role])
