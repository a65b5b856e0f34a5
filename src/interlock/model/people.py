"""Who of the document's people decides, and who looks after what."""

from __future__ import annotations

from collections.abc import Mapping

from interlock.catalogue import did_you_mean
from interlock.errors import UsageError
from interlock.model.document import Document, Person
from interlock.model.history import HeldKind

_MENDED = (HeldKind.REJECTED, HeldKind.IN_DOUBT)
"""Kinds that somebody with access to the systems has to look into; all others are for whoever decides."""

_DELEGATES = ("delegate", "deputy")


def may_decide(document: Document, name: str) -> bool:
    """Whether it is the owner, or somebody whom the document names as the owner's delegate or deputy."""
    deciding = [person for person in document.people if any(word in person.role.casefold() for word in _DELEGATES)]
    if document.owner is not None:
        deciding.append(document.owner)
    return any(_is(person, name) for person in deciding)


def named(document: Document, name: str) -> Person:
    """The person of that name, contact or role.

    Raises:
        UsageError: the document names nobody so.
    """
    person = named_or_none(document, name)
    if person is not None:
        return person
    everybody = people(document)
    known = [*dict.fromkeys(word for person in everybody for word in (person.name, person.role) if word)]
    raise UsageError(
        f"the document names nobody who is called `{name}` or has that role", hint=did_you_mean(name, known)
    )


def named_or_none(document: Document, name: str) -> Person | None:
    """The person of that name, contact or role, or None; a name counts before a role."""
    everybody = people(document)
    called = [person for person in everybody if _is(person, name)]
    roles = [person for person in everybody if person.role and person.role.casefold() == name.strip().casefold()]
    return next(iter([*called, *roles]), None)


def responsible(document: Document, kind: HeldKind, assignees: Mapping[str, str]) -> Person | None:
    """Who looks after what is held in that kind, unless somebody else is named for the item; None: nobody need to."""
    if kind is HeldKind.WAITING and kind.value not in assignees:
        return None
    role = assignees.get(kind.value, "Engineer" if kind in _MENDED else "Owner")
    return named_or_none(document, role) or document.owner


def people(document: Document) -> tuple[Person, ...]:
    """Everybody whom the document names, the owner first."""
    owner = () if document.owner is None else (document.owner,)
    return (*owner, *(person for person in document.people if person.name.strip()))


def _is(person: Person, name: str) -> bool:
    wanted = name.strip().casefold()
    return bool(wanted) and wanted in (person.name.casefold(), person.contact.casefold())
