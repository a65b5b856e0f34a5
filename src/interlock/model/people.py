"""Who of the document's people decides, and who looks after what."""

from __future__ import annotations

import re
from collections.abc import Mapping

from interlock.catalogue import did_you_mean
from interlock.errors import UsageError
from interlock.model.document import Document, Person
from interlock.model.history import HeldKind

_MENDED = (HeldKind.REJECTED, HeldKind.IN_DOUBT)
"""Kinds that somebody with access to the systems has to look into; all others are for whoever decides."""

_DELEGATE = re.compile(r"(?:.*\s)?(?:delegate|deputy)\b(?:.*?\bfor\s+(.+))?.*", re.IGNORECASE)
_TITLES = re.compile(r"(?:(?:dr|prof|mr|mrs|ms|mx|ing|dipl|mag|sir|dame)\.? )*(?=\S)")
_BETWEEN_NAMES = re.compile(r",|;|&|\band\b", re.IGNORECASE)


def may_decide(document: Document, name: str, about: str = "") -> bool:
    """Whether it is the owner, or somebody whom People names as the owner's delegate or deputy.

    The role `Delegate` is for everything, `Delegate for Order and Stock` for these records; `about` is the record in
    question, or a reference that begins with it (`Order/on-delete`).
    """
    if document.owner is not None and _is(document.owner, name):
        return True
    record = about.partition("/")[0]
    return any(_is(person, name) and _decides(document, person, record) for person in document.people)


def ever_decides(document: Document, name: str) -> bool:
    """Whether it is the owner, a delegate for anything, or somebody who was one (`Former owner`)."""
    if document.owner is not None and _is(document.owner, name):
        return True
    roles = [person.role.casefold() for person in document.people if _is(person, name)]
    return any(_DELEGATE.fullmatch(role) or "former owner" in role for role in roles)


def _decides(document: Document, person: Person, record: str) -> bool:
    found = _DELEGATE.fullmatch(person.role.strip())
    if found is None:
        return False
    if found.group(1) is None or found.group(1).strip().casefold() == "the owner":
        return True
    wanted = document.record(record)
    only = (part.strip(" `.").casefold() for part in _BETWEEN_NAMES.split(found.group(1)))
    return wanted is not None and wanted.name.casefold() in only


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


def same_person(one: str, other: str) -> bool:
    """Whether two names are the same but for case, spaces around and titles before (`Dr.`, `Prof.`)."""
    return _bare(one) == _bare(other) != ""


def _bare(name: str) -> str:
    return _TITLES.sub("", name.strip().casefold())


def _is(person: Person, name: str) -> bool:
    wanted = name.strip().casefold()
    return bool(wanted) and (same_person(person.name, name) or wanted == person.contact.casefold())
